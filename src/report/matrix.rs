//! The matrix of the whole campaign (累计核对): every figure in every month, with marks where one should look again.
//!
//! A final month shows its report, any other month the present records, so a total that does not continue the
//! previous one is visible where it happens. How a mark looks is decided by whoever draws it.

use serde::Serialize;

use super::live::cells_through;
use super::reported::reported_or_live;
use super::{CheckCode, Entry, Ledger, Level, Sheet, State};
use crate::amount::Amount;
use crate::notice::{FigureId, Form};
use crate::period::{Month, PeriodError};

/// Every figure through every month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Matrix {
    /// The months from the unit's first to the last that has begun or has records.
    pub months: Vec<MatrixMonth>,
    /// The figures, in the order of the form.
    pub rows: Vec<MatrixRow>,
    /// The sign and the meaning of each mark.
    pub legend: Vec<MarkMeaning>,
}

/// The sign of a mark and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MarkMeaning {
    pub mark: Mark,
    /// The character in the cell.
    pub sign: &'static str,
    /// What the character means.
    pub meaning: &'static str,
}

/// One month of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MatrixMonth {
    pub month: Month,
    /// The month in words.
    pub name: String,
    pub state: State,
    /// The state in words.
    pub label: String,
}

/// One figure of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MatrixRow {
    pub figure: FigureId,
    pub row: u16,
    pub name: String,
    pub unit: String,
    /// The opening balance, if any.
    pub opening: Option<Amount>,
    /// Whether the opening balance is required for its totals and was not entered.
    pub opening_missing: bool,
    /// One cell for each month.
    pub cells: Vec<MatrixCell>,
}

/// One figure in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MatrixCell {
    /// 当月数量
    pub entry: Entry,
    /// 累计数量
    pub total: Option<Amount>,
    /// The month's 累计调整.
    pub adjustment: Option<Amount>,
    /// The marks of the cell.
    pub marks: Vec<Mark>,
}

/// Why one should look at a cell again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The cell is blank, though the month is over or a later one is filled.
    Gap,
    /// A text that is not an amount, a part above its whole, a relation that does not hold, or a negative total.
    Wrong,
    /// The figure is ten times last month's or more.
    JumpUp,
    /// The figure is a tenth of last month's or less.
    JumpDown,
    /// The total does not continue last month's.
    BrokenCarry,
    /// The report differs from the records.
    Differs,
    /// The total contains an adjustment.
    Adjusted,
}

impl Mark {
    /// Every mark, in the order in which a cell shows them.
    pub const ALL: [Self; 7] = [
        Self::Gap,
        Self::Wrong,
        Self::JumpUp,
        Self::JumpDown,
        Self::BrokenCarry,
        Self::Differs,
        Self::Adjusted,
    ];

    /// The character in the cell.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Gap => "缺",
            Self::Wrong => "错",
            Self::JumpUp => "增",
            Self::JumpDown => "减",
            Self::BrokenCarry => "断",
            Self::Differs => "异",
            Self::Adjusted => "调",
        }
    }

    /// The meaning of the character.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Gap => "没有填",
            Self::Wrong => "填错，核对不通过",
            Self::JumpUp => "是上月的十倍以上",
            Self::JumpDown => "不到上月的十分之一",
            Self::BrokenCarry => "累计接不上上月",
            Self::Differs => "报出的数与现在的数不一致",
            Self::Adjusted => "有累计调整",
        }
    }
}

/// Makes the matrix up to `last`, or up to the last recorded month if that is later.
pub fn matrix(form: &Form, ledger: &Ledger, last: Month) -> Result<Matrix, PeriodError> {
    let first = ledger.unit.first_month;
    let recorded = ledger.months.iter().filter(|(month, _)| super::state(ledger, **month) != State::Empty);
    let last = recorded.map(|(month, _)| *month).max().unwrap_or(first).max(last).max(first);
    let last = form.campaign.last_month.map_or(last, |end| end.min(last));
    let last = ledger.month_before(form, last.next());
    ledger.check_month(form, last)?;
    let months = cells_through(form, ledger, last).into_iter();
    let sheets: Vec<Sheet> =
        months.map(|(month, cells)| reported_or_live(form, ledger, month, cells)).collect();
    let months = sheets.iter().map(|sheet| MatrixMonth {
        month: sheet.month,
        name: sheet.month_name.clone(),
        state: sheet.state,
        label: sheet.state.label().to_owned(),
    });
    let figures = form.figures_in_rows();
    let rows = figures.map(|(row, figure)| MatrixRow {
        figure: figure.id,
        row: row.number,
        name: figure.name.clone(),
        unit: figure.unit.clone(),
        opening: ledger.opening_entry(form, row, figure).amount(),
        opening_missing: sheets
            .iter()
            .any(|sheet| sheet.cell(figure.id).is_some_and(|cell| cell.total.opening_missing)),
        cells: cells(figure.id, &sheets),
    });
    let legend = Mark::ALL.map(|mark| MarkMeaning { mark, sign: mark.sign(), meaning: mark.meaning() });
    Ok(Matrix { months: months.collect(), rows: rows.collect(), legend: legend.into() })
}

fn cells(figure: FigureId, sheets: &[Sheet]) -> Vec<MatrixCell> {
    let mut before: Option<&Sheet> = None;
    let mut cells = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        // The edition of a report may have no such figure; its month stays in its column.
        let cell = sheet.cell(figure);
        let adjustment = cell.and_then(|cell| cell.total.adjustment.as_ref());
        cells.push(MatrixCell {
            entry: cell.map_or(Entry::NotApplicable, |cell| cell.month.clone()),
            total: cell.and_then(|cell| cell.total.amount),
            adjustment: adjustment.map(|adjustment| adjustment.amount),
            marks: marks(figure, sheet, before, at + 1 == sheets.len()),
        });
        before = Some(sheet);
    }
    cells
}

fn marks(figure: FigureId, sheet: &Sheet, before: Option<&Sheet>, is_last: bool) -> Vec<Mark> {
    let Some(cell) = sheet.cell(figure) else { return Vec::new() };
    let own = || sheet.checks.iter().filter(|check| check.figure == Some(figure));
    let found = |code| own().any(|check| check.code == code);
    let continues = before
        .filter(|_| sheet.month > cell.total.since)
        .and_then(|before| before.cell(figure))
        .is_none_or(|before| before.total.amount == cell.total.before);
    let holds = |mark| match mark {
        // The last month is still being filled in.
        Mark::Gap => cell.month == Entry::Blank && !sheet.no_data && !is_last,
        Mark::Wrong => own().any(|check| check.level == Level::Error),
        Mark::JumpUp => found(CheckCode::FarAboveLastMonth),
        Mark::JumpDown => found(CheckCode::FarBelowLastMonth),
        Mark::BrokenCarry => !continues,
        Mark::Differs => sheet.differences.iter().any(|difference| difference.figure == figure),
        Mark::Adjusted => cell.total.adjustment.is_some(),
    };
    Mark::ALL.into_iter().filter(|mark| holds(*mark)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::{adjust, finalize, form, id, ledger, month};
    use super::*;
    use crate::unit::UnitKind;

    /// The marks of one figure, one text for each month.
    fn signs(ledger: &Ledger, figure: &str, last: &str) -> Vec<String> {
        let matrix = matrix(form(), ledger, month(last)).unwrap();
        let row = matrix.rows.into_iter().find(|row| row.figure == id(figure)).unwrap();
        row.cells.iter().map(|cell| cell.marks.iter().map(|mark| mark.sign()).collect()).collect()
    }

    fn months() -> Ledger {
        ledger(
            UnitKind::from("street"),
            "2022-01",
            &[
                ("2022-01", "2a=1 9=5"),
                ("2022-02", "2a=1"),
                ("2022-03", "2a=10 9=5"),
                ("2022-04", "2a=1 9=x"),
            ],
        )
    }

    #[test]
    fn gaps_jumps_mistakes_and_adjustments_are_marked() {
        let mut ledger = months();
        adjust(&mut ledger, "2022-02", "2a", "0.50");
        assert_eq!(signs(&ledger, "2a", "2022-04"), ["", "调", "增", "减"]);
        assert_eq!(signs(&ledger, "9", "2022-04"), ["", "缺", "", "错"]);
        assert_eq!(signs(&ledger, "13", "2022-04"), ["缺", "缺", "缺", ""], "the month in hand may be empty");
        ledger.months.get_mut(&month("2022-02")).unwrap().no_data = true;
        assert_eq!(signs(&ledger, "9", "2022-04"), ["", "", "", "错"]);
        assert_eq!(signs(&ledger, "10a", "2022-04"), ["", "", "", ""], "a street leaves the row empty");
    }

    #[test]
    fn a_row_says_that_its_opening_balance_is_missing() {
        let late =
            ledger(UnitKind::from("street"), "2022-03", &[("opening", "2a=1 9=x"), ("2022-03", "2a=1 9=5")]);
        let drawn = matrix(form(), &late, month("2022-03")).unwrap();
        let missing =
            |figure: &str| drawn.rows.iter().find(|row| row.figure == id(figure)).unwrap().opening_missing;
        assert_eq!(["2a", "9", "1a", "10a"].map(missing), [false, true, true, false]);
        let early = matrix(form(), &months(), month("2022-03")).unwrap();
        assert!(
            early.rows.iter().all(|row| !row.opening_missing),
            "who begins with the campaign may have none"
        );
    }

    #[test]
    fn a_correction_breaks_the_carry_where_the_reports_end() {
        let mut ledger = months();
        for at in ["2022-01", "2022-02"] {
            finalize(&mut ledger, at, true);
        }
        assert_eq!(signs(&ledger, "2a", "2022-04"), ["", "", "增", "减"]);
        ledger.months.get_mut(&month("2022-01")).unwrap().entries.insert(id("2a"), "2".into());
        assert_eq!(signs(&ledger, "2a", "2022-04"), ["异", "异", "增断", "减"], "reported 2.00, now 3.00");
        assert_eq!(signs(&ledger, "9", "2022-04")[2], "", "no other figure is touched");
    }

    #[test]
    fn a_yearly_total_that_restarts_is_no_broken_carry() {
        let ledger = ledger(UnitKind::from("street"), "2022-12", &[("2022-12", "8=5"), ("2023-01", "8=1")]);
        assert_eq!(signs(&ledger, "8", "2023-01"), ["", ""]);
    }

    #[test]
    fn it_reaches_to_today_and_to_what_is_recorded_and_never_past_the_campaign() {
        let through = |last: &str| matrix(form(), &months(), month(last)).unwrap().months.len();
        assert_eq!((through("2021-01"), through("2022-06"), through("2030-01")), (4, 6, 24));
    }
}
