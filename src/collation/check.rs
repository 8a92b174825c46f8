//! What is checked of a report that came in, in three grades: what keeps it from being taken, what the clerk has to look at,
//! and what is only told. Each finding names the cell.

use serde::Serialize;

use super::inbox::{Inbox, Judgement, Verdict};
use super::received::{Received, ReceivedCell, ReceivedFigure, ReportRef};
use super::register::{Member, MemberId};
use crate::amount::Amount;
use crate::hand_filled::{CellReading, draft_remark};
use crate::notice::{Figure, FigureId, Form, Row};
use crate::period::{Month, date_name};
use crate::report::{CheckCode, FAR, Ledger, Level, Record, Sheet, applies, live_sheet};
use crate::unit::Unit;
use crate::wording::{numbered, quoted};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// The report is not taken until the unit corrects it.
    Forced,
    /// It is taken, and the clerk answers or returns it.
    Verify,
    /// It is told.
    Hint,
}

impl Grade {
    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Forced => "强制",
            Self::Verify => "核实",
            Self::Hint => "提示",
        }
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    OtherForm,
    OtherEdition,
    NotReadable,
    RowMissing,
    LeftBlankButFilled,
    PartExceedsWhole,
    WholeBlank,
    RelationBroken,
    TotalDoesNotCarry,
    TotalFell,
    TotalBelowMonth,
    FarAboveLastMonth,
    BlankAfterValue,
    Blank,
    DoesNotAddUp,
    SameAsLastMonth,
    OtherVersion,
    NotAsExported,
    Draft,
    FilledEarlier,
    Explained,
    BeforeFirstMonth,
    FarBelowLastMonth,
    NoScan,
    NotExpected,
    SameAsReturned,
    NotBegun,
    LongAgo,
    BeforeBeginning,
    Remark,
    PdfDiffers,
}

impl FindingCode {
    /// Whether a report does not count by itself, though nothing is wrong with its figures.
    pub(super) fn lets_wait(self) -> bool {
        matches!(
            self,
            Self::NotExpected | Self::SameAsReturned | Self::NotBegun | Self::LongAgo | Self::BeforeBeginning
        )
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Finding {
    pub grade: Grade,
    pub code: FindingCode,
    pub figure: Option<FigureId>,
    /// The address of the cell; empty where it is about the whole sheet.
    pub cell: String,
    pub found: String,
    pub expected: String,
    /// What is wrong and why, as a sentence.
    pub sentence: String,
    /// What makes it one of several that are told in one line.
    pub alike: Option<Alike>,
}

/// What several findings of a report have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Alike {
    /// A total that was not carried on, because last month's file was sent again: that is told before it.
    Repeated,
    /// A total of a unit's first report, with what it had before.
    BeforeFirst,
}

impl Alike {
    /// What is said of several in place of each, behind their number.
    pub fn words(self) -> &'static str {
        match self {
            Self::Repeated => "累计没有接上，还是上次的数，看来是同一个原因",
            Self::BeforeFirst => "累计比当月多，以前各月没有采用过这个单位的表，多出来的是首次收到以前的",
        }
    }
}

impl Judgement {
    /// Whether what is found of a report was answered when it was accepted. What it is held against may change later.
    pub(super) fn answers(&self, at: ReportRef, finding: &Finding) -> bool {
        self.verdict == Some(Verdict::Accepted(at)) && self.answered.contains(&finding.key())
    }
}

impl Finding {
    /// About a whole sheet, file or unit's month.
    pub(super) fn of_whole(grade: Grade, code: FindingCode, sentence: String) -> Self {
        let (cell, found, expected) = (String::new(), String::new(), String::new());
        Self { grade, code, figure: None, cell, found, expected, sentence, alike: None }
    }

    /// What tells it from others of the same report, in one line.
    pub fn key(&self) -> String {
        let figure = self.figure.map(|figure| figure.to_string()).unwrap_or_default();
        let key = format!("{:?} {figure} {} {}", self.code, self.found, self.expected);
        key.replace(['\n', '\r'], " ")
    }
}

/// A report with what it is held against.
pub(super) struct Checking<'a> {
    pub(super) form: &'a Form,
    pub(super) member: &'a Member,
    pub(super) month: Month,
    /// Whether the register expects the report.
    pub(super) is_expected: bool,
    pub(super) report: &'a Received,
    /// The last report of the unit that counts, and its month.
    pub(super) before: Option<(Month, &'a Received)>,
    /// The units that became part of it, each with its last report that counts.
    pub(super) merged: Vec<(&'a Member, &'a Received)>,
    /// The report that was sent back before it came.
    pub(super) returned: Option<&'a Received>,
    /// The month in which it arrived.
    pub(super) arrived: Month,
    /// Whether a later month of the unit counts that came on an earlier day.
    pub(super) is_behind: bool,
    /// The month with which collation began, where that is settled.
    pub(super) begun: Option<Month>,
    /// Everything that counts.
    pub(super) inbox: &'a Inbox,
}

impl Inbox {
    /// Checks a report as one of that unit's month.
    pub fn check(&self, form: &Form, (month, unit): (Month, MemberId), at: ReportRef) -> Vec<Finding> {
        let Some((report, member)) = self.report(at).zip(self.register.member(unit)) else {
            return Vec::new();
        };
        let before = self.counted_before(month, unit);
        let returned = match self.judgements.get(&(month, unit)).and_then(|judged| judged.verdict) {
            Some(Verdict::Returned(last)) if at > last => self.report(last),
            _ => None,
        };
        let is_expected = self.expects(month, member);
        let arrived = self.received_on(at).map_or(month, |day| form.campaign.month_of(day));
        let mut later =
            self.judgements.range((month.next(), MemberId(0))..).filter(|((_, of), _)| *of == unit);
        let is_behind = later.any(|(_, judged)| {
            judged.version.is_some_and(|counted| self.received_on(counted) < self.received_on(at))
        });
        let begun = self.begun;
        let merged = self.register.members.values().filter(|other| other.successor == Some(unit));
        let merged =
            merged.filter_map(|other| Some((other, self.counted_before(month, other.id)?.1))).collect();
        let checking = Checking {
            form,
            member,
            month,
            is_expected,
            report,
            before,
            merged,
            returned,
            arrived,
            is_behind,
            begun,
            inbox: self,
        };
        checking.findings()
    }
}

impl Checking<'_> {
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut found = self.whole();
        if found.iter().any(|finding| finding.grade == Grade::Forced) {
            return found;
        }
        let sheet = self.sheet();
        for (row, figure) in self.form.figures_in_rows() {
            self.figure(&mut found, row, figure, sheet.as_ref());
        }
        found.extend(self.blanks(&found));
        found.extend(sheet.iter().flat_map(|sheet| self.relations(sheet)));
        self.tell_repeated(&mut found);
        tell_first_together(&mut found);
        // What explains others comes before them.
        found.sort_by_key(|finding| (finding.grade, finding.alike));
        found
    }

    /// What is wrong with the report as a whole.
    fn whole(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut tell = |grade, code, found_text: String, expected: String, sentence: String| {
            found.push(Finding { found: found_text, expected, ..Finding::of_whole(grade, code, sentence) });
        };
        if let Some(stated) = &self.report.stated {
            let notice = stated.notice.as_deref().unwrap_or(&self.form.notice);
            if notice != self.form.notice || stated.form != self.form.id {
                let sentence = format!("这是另一张表的文件，不是{}", quoted(&self.form.mark));
                tell(
                    Grade::Forced,
                    FindingCode::OtherForm,
                    stated.form.clone(),
                    self.form.id.clone(),
                    sentence,
                );
            } else if let Some(edition) = stated.edition.filter(|edition| *edition != self.form.edition) {
                let sentence = format!("按通知第 {edition} 版填的，现在用的是第 {} 版", self.form.edition);
                tell(
                    Grade::Forced,
                    FindingCode::OtherEdition,
                    edition.to_string(),
                    self.form.edition.to_string(),
                    sentence,
                );
            }
            if !stated.is_as_exported {
                let sentence = "表里的数与导出时不一样，请问清是哪里改了".to_owned();
                tell(Grade::Hint, FindingCode::NotAsExported, String::new(), String::new(), sentence);
            }
        }
        if let Some(problem) = &self.report.problem {
            tell(Grade::Forced, FindingCode::NotReadable, String::new(), String::new(), problem.clone());
        }
        let rows = self.form.rows().filter(|row| applies(row, &self.member.kind));
        let missing = rows.filter(|row| self.report.missing.contains(&row.number));
        let missing: Vec<String> = missing.map(Row::code).collect();
        if !missing.is_empty() && self.report.problem.is_none() {
            let rows = numbered(&missing);
            let sentence = format!("表里没有第 {rows} 项");
            tell(Grade::Forced, FindingCode::RowMissing, String::new(), rows, sentence);
        }
        if !self.is_expected {
            let sentence =
                "名册里这个单位这个月不用报，却收到了它的表；它的数要是已经算在接着报的单位里，就不要采用"
                    .to_owned();
            tell(Grade::Verify, FindingCode::NotExpected, String::new(), String::new(), sentence);
        }
        if let Some((code, sentence)) = self.odd_month() {
            tell(Grade::Verify, code, String::new(), String::new(), sentence);
        }
        if self.returned.is_some_and(|returned| returned.says_the_same(self.report, self.form)) {
            let sentence = "和退回的那一份的数一样，没有更正".to_owned();
            tell(Grade::Verify, FindingCode::SameAsReturned, String::new(), String::new(), sentence);
        }
        // Told below.
        let told_below = self.report.is_draft.then(draft_remark);
        for remark in self.report.remarks.iter().filter(|remark| Some(*remark) != told_below.as_ref()) {
            tell(Grade::Hint, FindingCode::Remark, String::new(), String::new(), remark.clone());
        }
        if let Some(day) = self.report.filled_on.filter(|day| self.form.campaign.month_of(*day) < self.month)
        {
            let sentence =
                format!("填报时间是{}，比{}还早，请核对是不是这个月的表", date_name(day), self.month.name());
            tell(Grade::Hint, FindingCode::FilledEarlier, String::new(), String::new(), sentence);
        }
        if self.report.is_draft {
            let sentence = "表上标着草稿，是定稿以前的表".to_owned();
            tell(Grade::Hint, FindingCode::Draft, String::new(), String::new(), sentence);
        }
        found
    }

    /// What speaks against the month: a year that was not changed on the form makes it one long ago, or one to come.
    fn odd_month(&self) -> Option<(FindingCode, String)> {
        /// A report comes late, but hardly so many months while later ones of the unit came before it.
        const LATE: usize = 3;
        let (month, arrived) = (self.month.name(), self.arrived.name());
        if self.month > self.arrived {
            let told = format!("{arrived}就收到了{month}的表，那个月还没有到，请核对年份和月份");
            return Some((FindingCode::NotBegun, told));
        }
        if self.is_behind && self.month.through(self.arrived).count() > 1 + LATE {
            let told = format!("{arrived}才收到{month}的表，它以后各月的表已经采用了，请核对年份和月份");
            return Some((FindingCode::LongAgo, told));
        }
        let begun = self.begun.filter(|begun| self.month < *begun)?;
        let told = format!(
            "比汇总开始的{}还早；采用了，它{month}以前的累计改按这一份算，请核对各月的累计",
            begun.name()
        );
        Some((FindingCode::BeforeBeginning, told))
    }

    fn figure(&self, found: &mut Vec<Finding>, row: &Row, figure: &Figure, sheet: Option<&Sheet>) {
        let Some(received) = self.report.figure(figure.id) else { return };
        if !applies(row, &self.member.kind) {
            for (cell, what) in [(&received.month, "当月"), (&received.total, "累计")] {
                found.extend(left_blank(row, figure, cell, what));
            }
            return;
        }
        for (cell, what) in [(&received.month, "当月"), (&received.total, "累计")] {
            if let CellReading::Unreadable { text, reason, .. } = &cell.value {
                let told = format!("的{what}填的是{}：{reason}", quoted(text));
                found.push(finding(
                    Grade::Forced,
                    FindingCode::NotReadable,
                    (row, figure),
                    cell,
                    "一个准确的数",
                    &told,
                ));
            }
        }
        self.part(found, row, figure, received);
        let Some(cell) = sheet.and_then(|sheet| sheet.cell(figure.id)) else { return };
        if figure.is_derived()
            && let Some((stated, reckoned)) = received.month.value.amount().zip(cell.month.amount())
            && stated != reckoned
        {
            let told = format!("是 {stated}，按{}应是 {reckoned}", quoted(self.form.reckoned_by(figure)));
            found.push(finding(
                Grade::Verify,
                FindingCode::DoesNotAddUp,
                (row, figure),
                &received.month,
                &reckoned.to_string(),
                &told,
            ));
        }
        self.carried(found, row, figure, received, cell.total.amount);
        self.compared(found, row, figure, received);
    }

    /// A part that is larger than its whole, or whose whole is blank, in the month or in the total.
    fn part(&self, found: &mut Vec<Finding>, row: &Row, figure: &Figure, received: &ReceivedFigure) {
        let Some((whole, of)) = figure
            .part_of
            .and_then(|whole| Some((self.form.find(whole).ok()?.1, self.report.figure(whole)?)))
        else {
            return;
        };
        for (cell, of, what) in [(&received.month, &of.month, ""), (&received.total, &of.total, "累计")] {
            let Some(part) = cell.value.amount() else { continue };
            if of.value == CellReading::Blank && !part.is_zero() && !whole.is_derived() {
                let told = format!("{what}填了 {part} {}，但{}{what}空着", figure.unit, quoted(&whole.name));
                let expected = format!("{}{what}的数", quoted(&whole.name));
                found.push(finding(
                    Grade::Verify,
                    FindingCode::WholeBlank,
                    (row, figure),
                    cell,
                    &expected,
                    &told,
                ));
            }
            let Some(sum) = of.value.amount().filter(|sum| part > *sum) else { continue };
            let told = format!(
                "{what} {part} {unit}，比{}{what} {sum} {unit}还多，它是其中的一部分",
                quoted(&whole.name),
                unit = figure.unit
            );
            let expected = format!("不多于 {sum}");
            found.push(finding(
                Grade::Forced,
                FindingCode::PartExceedsWhole,
                (row, figure),
                cell,
                &expected,
                &told,
            ));
        }
    }

    /// The figures of which the month is blank, in one finding at the first of them: nobody knows whether nothing was done, and
    /// no sum takes it for 0. Those that had something last month were asked about one by one.
    fn blanks(&self, found: &[Finding]) -> Option<Finding> {
        let is_asked =
            |id| found.iter().any(|one| one.code == FindingCode::BlankAfterValue && one.figure == Some(id));
        let blank: Vec<(&Row, &Figure, &ReceivedCell)> = self
            .form
            .figures_in_rows()
            .filter(|(row, figure)| {
                applies(row, &self.member.kind) && !figure.is_derived() && !is_asked(figure.id)
            })
            .filter_map(|(row, figure)| Some((row, figure, &self.report.figure(figure.id)?.month)))
            .filter(|(_, _, cell)| cell.value == CellReading::Blank)
            .collect();
        let (row, figure, cell) = blank.first()?;
        let of = match blank.len() {
            1 => format!("{}{}当月空着", row.printed(), quoted(&figure.name)),
            count => {
                let mut rows: Vec<String> = blank.iter().map(|(row, ..)| row.code()).collect();
                rows.dedup();
                format!("第 {} 行当月有 {count} 个数空着", numbered(&rows))
            }
        };
        let sentence = format!("{of}，不知道是没有还是漏填；汇总里不算它，也不当作 0");
        let figure = (blank.len() == 1).then_some(figure.id);
        Some(Finding {
            figure,
            cell: cell.at.clone(),
            expected: "一个数，没有填 0".to_owned(),
            ..Finding::of_whole(Grade::Hint, FindingCode::Blank, sentence)
        })
    }

    /// The month against the one before.
    fn compared(&self, found: &mut Vec<Finding>, row: &Row, figure: &Figure, received: &ReceivedFigure) {
        let Some((at, before)) = self.before.filter(|_| !figure.is_derived()) else { return };
        if at != self.form.campaign.month_before(self.month) {
            return;
        }
        let Some(last) = before.figure(figure.id).and_then(|known| known.month.value.amount()) else {
            return;
        };
        let cell = &received.month;
        let unit = &figure.unit;
        match &cell.value {
            CellReading::Blank => {
                let told = format!("当月空着，{}是 {last} {unit}", at.name());
                found.push(finding(
                    Grade::Verify,
                    FindingCode::BlankAfterValue,
                    (row, figure),
                    cell,
                    "一个数，没有填 0",
                    &told,
                ));
            }
            CellReading::Amount(amount) => {
                let told = |how: &str| format!("当月 {amount} {unit}，{} {last} {unit}，{how}", at.name());
                let explained = self.report.note_on(row.number);
                let with_note = |told: String| {
                    explained.map_or(told.clone(), |note| format!("{told}；单位的说明：{}", note.text))
                };
                match (amount.times(last), last.times(*amount)) {
                    (Some(times), _) if times >= FAR => {
                        let grade = if explained.is_some() { Grade::Hint } else { Grade::Verify };
                        let told = with_note(told(&format!("是上月的 {times} 倍")));
                        found.push(finding(
                            grade,
                            FindingCode::FarAboveLastMonth,
                            (row, figure),
                            cell,
                            "",
                            &told,
                        ));
                    }
                    (_, Some(times)) if times >= FAR => {
                        let told = with_note(told(&format!("不到上月的 {times} 分之一")));
                        found.push(finding(
                            Grade::Hint,
                            FindingCode::FarBelowLastMonth,
                            (row, figure),
                            cell,
                            "",
                            &told,
                        ));
                    }
                    _ => {}
                }
            }
            CellReading::Unreadable { .. } => {}
        }
    }

    /// The relations that the form prints.
    fn relations(&self, sheet: &Sheet) -> Vec<Finding> {
        let broken = sheet
            .checks
            .iter()
            .filter(|check| check.code == CheckCode::RelationBroken && check.level == Level::Error);
        let told = broken.map(|check| {
            let cell = check.figure.and_then(|id| self.report.figure(id)).map(|found| found.month.at.clone());
            Finding {
                figure: check.figure,
                cell: cell.unwrap_or_default(),
                ..Finding::of_whole(Grade::Forced, FindingCode::RelationBroken, check.sentence.clone())
            }
        });
        told.collect()
    }

    /// The unit's month as its own report has it, carried on from the last total that counts.
    fn sheet(&self) -> Option<Sheet> {
        let unit = Unit {
            name: self.member.name.clone(),
            kind: self.member.kind.clone(),
            person: String::new(),
            phone: String::new(),
            first_month: self.month,
            restart_each_year: false,
        };
        let opening = self.form.figures().filter_map(|figure| {
            let (_, before) = self.before.filter(|(at, _)| !self.begins_anew(figure, *at))?;
            Some((figure.id, total(before, figure.id)?.to_string()))
        });
        let entries = self.form.figures().filter(|figure| !figure.is_derived()).filter_map(|figure| {
            Some((figure.id, self.report.figure(figure.id)?.month.value.amount()?.to_string()))
        });
        let record = Record { entries: entries.collect(), ..Record::default() };
        let ledger = Ledger { unit, opening: opening.collect(), months: [(self.month, record)].into() };
        live_sheet(self.form, &ledger, self.month).ok()
    }
}

/// What a unit's first report has from before is one line where several totals have it.
fn tell_first_together(found: &mut [Finding]) {
    let mut first: Vec<&mut Finding> =
        found.iter_mut().filter(|finding| finding.code == FindingCode::BeforeFirstMonth).collect();
    if first.len() > 1 {
        for finding in &mut first {
            finding.alike = Some(Alike::BeforeFirst);
        }
    }
}

/// What findings say, one sentence each, and those that are alike in one together.
pub(super) fn sentences(found: &[Finding]) -> Vec<String> {
    let mut told = Vec::new();
    for (at, finding) in found.iter().enumerate() {
        let Some(alike) = finding.alike else {
            told.push(finding.sentence.clone());
            continue;
        };
        let is_alike = |other: &&Finding| other.alike == Some(alike);
        if !found.iter().take(at).any(|other| is_alike(&other)) {
            told.push(format!("有 {} 处{}", found.iter().filter(is_alike).count(), alike.words()));
        }
    }
    told
}

/// The total that a report states.
pub(super) fn total(report: &Received, figure: FigureId) -> Option<Amount> {
    report.figure(figure)?.total.value.amount()
}

/// A figure in a row that the unit leaves blank. A zero there is harmless, and so is what is no number.
fn left_blank(row: &Row, figure: &Figure, cell: &ReceivedCell, what: &str) -> Option<Finding> {
    const NOT_ADDED: &str = "这一类单位不填这一项，没有算进汇总";
    let (grade, told) = match &cell.value {
        CellReading::Blank => return None,
        CellReading::Amount(amount) if amount.is_zero() => {
            (Grade::Hint, format!("的{what}填了 {amount}，{NOT_ADDED}"))
        }
        CellReading::Amount(amount) => (Grade::Forced, format!("的{what}填了 {amount}，{NOT_ADDED}")),
        CellReading::Unreadable { text, reason } => {
            (Grade::Hint, format!("的{what}填的是{}（{reason}），{NOT_ADDED}", quoted(text)))
        }
    };
    Some(finding(grade, FindingCode::LeftBlankButFilled, (row, figure), cell, "空白", &told))
}

fn finding(
    grade: Grade,
    code: FindingCode,
    (row, figure): (&Row, &Figure),
    cell: &ReceivedCell,
    expected: &str,
    what: &str,
) -> Finding {
    Finding {
        grade,
        code,
        figure: Some(figure.id),
        cell: cell.at.clone(),
        found: cell.value.text(),
        expected: expected.to_owned(),
        sentence: format!("{}{}{what}", row.printed(), quoted(&figure.name)),
        alike: None,
    }
}

mod totals;

#[cfg(test)]
mod tests;
