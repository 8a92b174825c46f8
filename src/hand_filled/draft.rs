//! Comparing one old sheet with the records: what happens to the sheet and to each of its figures.

use super::text::plain;
use super::{
    CellReading, Choices, FigureStatus, HandFilledSheet, OldFigure, PlannedFigure, PlannedSheet, SheetStatus,
};
use crate::notice::{Figure, Form, Row};
use crate::period::Month;
use crate::report::{Entry, Ledger, applies};
use crate::wording::quoted;

/// One old sheet with the ledger.
pub(super) struct Drafting<'a> {
    pub(super) form: &'a Form,
    pub(super) ledger: &'a Ledger,
    pub(super) sheet: &'a HandFilledSheet,
    pub(super) choices: &'a Choices,
}

impl Drafting<'_> {
    /// Plans the import of the sheet.
    pub(super) fn sheet(&self, number: usize) -> PlannedSheet {
        let sheet = self.sheet;
        let given = self.choices.months.iter().find(|(known, _)| *known == number).map(|(_, month)| *month);
        let month = given.or(sheet.month);
        let figures: Vec<PlannedFigure> = self
            .form
            .figures_in_rows()
            .filter_map(|(row, figure)| Some(self.figure(row, figure, month, sheet.figures.get(&figure.id)?)))
            .collect();
        let count = |status| figures.iter().filter(|figure| figure.status == status).count();
        let (new, replaced) = (count(FigureStatus::New), count(FigureStatus::Replaces));
        let (status, problem) = self.status(number, month, &figures);
        let mut remarks = sheet.remarks.clone();
        remarks.extend(sheet.month_remark.clone().filter(|_| given.is_none() && sheet.month.is_some()));
        remarks.extend(self.remarks());
        PlannedSheet {
            number,
            file: sheet.file.clone(),
            sheet: sheet.sheet.clone(),
            month,
            month_name: month.map(Month::name).unwrap_or_default(),
            status,
            label: status.label().to_owned(),
            problem,
            remarks,
            figures,
            new,
            replaced,
        }
    }

    fn figure(&self, row: &Row, figure: &Figure, month: Option<Month>, old: &OldFigure) -> PlannedFigure {
        let recorded =
            month.map_or(Entry::Blank, |month| self.ledger.entry(self.form, row, figure, month)).text();
        let status = match &old.month {
            _ if figure.is_derived() || !applies(row, &self.ledger.unit.kind) => FigureStatus::NotFilled,
            CellReading::Unreadable { .. } => FigureStatus::Unreadable,
            CellReading::Blank if recorded.is_empty() => FigureStatus::Blank,
            CellReading::Blank => FigureStatus::Kept,
            CellReading::Amount(_) if recorded.is_empty() => FigureStatus::New,
            CellReading::Amount(amount) if amount.to_string() == recorded => FigureStatus::Same,
            CellReading::Amount(_) => FigureStatus::Replaces,
        };
        let remark = match (status, &old.month, &old.total) {
            (FigureStatus::Unreadable, CellReading::Unreadable { reason, .. }, _) => reason.clone(),
            (FigureStatus::NotFilled, CellReading::Amount(_), _) if figure.is_derived() => {
                format!("按{}算出，不导入旧表的数，请核对", quoted(self.form.reckoned_by(figure)))
            }
            (FigureStatus::NotFilled, CellReading::Amount(amount), _) if !amount.is_zero() => {
                "本单位不填，不导入".to_owned()
            }
            (FigureStatus::NotFilled, ..) => String::new(),
            (FigureStatus::Kept, ..) => "旧表空着，现在的数不变".to_owned(),
            (_, _, CellReading::Unreadable { reason, .. }) => {
                format!("旧累计读不懂（{reason}），按各月的数计算")
            }
            _ => String::new(),
        };
        PlannedFigure {
            figure: figure.id,
            row: row.number,
            name: figure.name.clone(),
            unit: figure.unit.clone(),
            read: old.month.text(),
            recorded,
            old_total: old.total.text(),
            total: String::new(),
            status,
            label: status.label().to_owned(),
            remark,
        }
    }

    fn status(
        &self,
        number: usize,
        month: Option<Month>,
        figures: &[PlannedFigure],
    ) -> (SheetStatus, Option<String>) {
        let any = |wanted: &[FigureStatus]| figures.iter().any(|figure| wanted.contains(&figure.status));
        let comes_in = any(&[FigureStatus::New, FigureStatus::Replaces]);
        if self.choices.left_out.contains(&number) {
            return (SheetStatus::LeftOut, None);
        }
        let blocked = |problem: String| (SheetStatus::Blocked, Some(problem));
        if let Some(problem) = &self.sheet.problem {
            return blocked(format!("{problem}。请在旧表里改好再选一次，或不导入这张表"));
        }
        if !comes_in && !any(&[FigureStatus::Same, FigureStatus::Unreadable]) {
            return (SheetStatus::Empty, Some("这张表没有填当月的数，不导入".to_owned()));
        }
        let Some(month) = month else {
            let reason = self.sheet.month_remark.clone().unwrap_or_default();
            return blocked(format!("{reason}。请写明是哪个月，或不导入这张表"));
        };
        if let Err(problem) = self.form.campaign.check(month) {
            return blocked(format!("{problem}。请改月份，或不导入这张表"));
        }
        let mut unreadable = figures.iter().filter(|figure| figure.status == FigureStatus::Unreadable);
        if let Some(first) = unreadable.next() {
            let at = self.sheet.figures.get(&first.figure).and_then(|figure| figure.month_at.as_ref());
            let at = at.map(|at| format!("（{at} 格）")).unwrap_or_default();
            return blocked(format!(
                "有 {} 格读不懂，例如第 {} 项{}{at}填的是{}：{}。请在旧表里改好再选一次，或不导入这张表",
                1 + unreadable.count(),
                first.row,
                quoted(&first.name),
                quoted(&first.read),
                first.remark
            ));
        }
        match (self.ledger.reported(month), comes_in) {
            (Some(_), true) => blocked(format!(
                "{}已经定稿，旧表的数和它不一样。要导入请先“重新打开”这个月，或不导入这张表",
                month.name()
            )),
            (_, true) => (SheetStatus::Ready, None),
            (_, false) => (SheetStatus::Same, None),
        }
    }

    fn remarks(&self) -> Vec<String> {
        let kind = &self.ledger.unit.kind;
        let name = &self.ledger.unit.name;
        let other_unit = self.sheet.unit.as_ref().filter(|unit| {
            let (unit, own) = (plain(unit), plain(name));
            !unit.contains(&own) && !own.contains(&unit)
        });
        let missing: Vec<String> = self
            .form
            .rows()
            .filter(|row| applies(row, kind) && self.sheet.missing.contains(&row.number))
            .map(Row::code)
            .collect();
        let own = plain(name);
        let is_other = |place: &&String| !place.contains(&own) && !own.contains(place.as_str());
        let other_place = self.sheet.places.iter().find(is_other).filter(|_| other_unit.is_none());
        let remarks = [
            other_place.map(|place| {
                let (place, name) = (quoted(place), quoted(name));
                format!("表上写着{place}，不是{name}，请核对是不是本单位的表")
            }),
            other_unit.map(|unit| {
                let (unit, name) = (quoted(unit), quoted(name));
                format!("表上的填报单位是{unit}，不是{name}，请核对是不是本单位的表")
            }),
            self.form.texts().next().map(|_| "只读数，备注和表外填的文字没有读，请自己填".to_owned()),
            (!missing.is_empty()).then(|| format!("表里没有第 {} 项，导入后仍是空白", missing.join("、"))),
        ];
        remarks.into_iter().flatten().collect()
    }
}

/// Handles two sheets of one month: if both say the same the second is left out, else the officer must leave one out.
pub(super) fn without_double(
    sheet: PlannedSheet,
    earlier: &[PlannedSheet],
    sheets: &[HandFilledSheet],
) -> PlannedSheet {
    if sheet.coming().is_none() {
        return sheet;
    }
    let counts = |other: &&PlannedSheet| {
        other.month == sheet.month
            && !matches!(other.status, SheetStatus::LeftOut | SheetStatus::Empty | SheetStatus::Copy)
    };
    let Some(other) = earlier.iter().find(counts) else { return sheet };
    let (status, problem) = if is_copy(sheets.get(other.number), sheets.get(sheet.number)) {
        (SheetStatus::Copy, format!("和{}的内容一样，只导入一张", other.called()))
    } else {
        let problem =
            format!("和{}都是{}，数不一样。请把其中一张改为不导入", other.called(), sheet.month_name);
        (SheetStatus::Blocked, problem)
    };
    PlannedSheet { status, label: status.label().to_owned(), problem: Some(problem), ..sheet }
}

/// Whether two sheets have the same figures, wherever these stand.
fn is_copy(one: Option<&HandFilledSheet>, other: Option<&HandFilledSheet>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let mut pairs = one.figures.iter().zip(&other.figures);
    one.figures.len() == other.figures.len()
        && pairs.all(|((id, figure), (other_id, other))| id == other_id && figure.is_same(other))
}
