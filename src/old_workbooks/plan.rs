//! What would come in from old workbooks: every sheet with its month, every figure beside what stands in the program,
//! every total that does not follow from its months. Nothing is changed here; the ledger as it would be comes back
//! beside the plan.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::carry::{carry, coming_months};
use super::draft::{Drafting, without_double};
use super::totals::{self, Settled};
use super::{OldSheet, TotalConflict, Trust, effects};
use crate::form::{FigureId, Form};
use crate::period::Month;
use crate::report::{Ledger, total};
use crate::wording::quoted;

/// What the officer decides of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Choices {
    /// The month of a sheet, by its number, where it was given.
    pub months: Vec<(usize, Month)>,
    /// The sheets that stay out, by their numbers.
    pub left_out: Vec<usize>,
    /// What is right where an old total does not follow from its months.
    pub totals: Option<Trust>,
}

/// What becomes of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SheetStatus {
    /// It comes in.
    Ready,
    /// Every figure of it stands in the program already.
    Same,
    /// The officer leaves it out.
    LeftOut,
    /// Nothing was filled in.
    Empty,
    /// Another sheet says the very same.
    Copy,
    /// Something is in the way, and nothing comes in before it is out of it.
    Blocked,
}

impl SheetStatus {
    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ready => "会导入",
            Self::Same => "程序里已经一样",
            Self::LeftOut | Self::Empty | Self::Copy => "不导入",
            Self::Blocked => "还不能导入",
        }
    }
}

/// What becomes of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FigureStatus {
    /// Nothing stands in the program yet.
    New,
    /// The same stands in the program.
    Same,
    /// Something else stands in the program and is replaced.
    Replaces,
    /// It is blank in the old sheet; what stands in the program stays.
    Kept,
    /// It is blank here and there.
    Blank,
    /// The unit leaves the row empty.
    NotFilled,
    /// It cannot be read.
    Unreadable,
}

impl FigureStatus {
    /// The word on the screen; none where nothing happens.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "新的",
            Self::Replaces => "会改动",
            Self::Unreadable => "读不懂",
            Self::Same => "一样",
            Self::Kept | Self::NotFilled | Self::Blank => "",
        }
    }
}

/// One figure of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedFigure {
    /// Which one.
    pub figure: FigureId,
    /// Its row.
    pub row: u8,
    /// Its short name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What was read; empty for a blank, the text itself where it cannot be read.
    pub read: String,
    /// What stands in the program.
    pub recorded: String,
    /// The total in the old sheet.
    pub old_total: String,
    /// The total there would be.
    pub total: String,
    /// What becomes of it.
    pub status: FigureStatus,
    /// That in words.
    pub label: String,
    /// What there is to say of it; empty for most.
    pub remark: String,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedSheet {
    /// Its number, by which the officer's choices name it.
    pub number: usize,
    /// The name of the file.
    pub file: String,
    /// The name on the tab; empty in a text file.
    pub sheet: String,
    /// The month, if it is known.
    pub month: Option<Month>,
    /// That month in words; empty where it is not known.
    pub month_name: String,
    /// What becomes of it.
    pub status: SheetStatus,
    /// That in words.
    pub label: String,
    /// Why it is in the way or stays out, as a sentence.
    pub problem: Option<String>,
    /// What the officer should know, a sentence each.
    pub remarks: Vec<String>,
    /// Every figure, in the order of the form.
    pub figures: Vec<PlannedFigure>,
    /// How many figures are new.
    pub new: usize,
    /// How many replace what stands in the program.
    pub replaced: usize,
}

/// A choice that is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OfferedTrust {
    /// The choice.
    pub trust: Trust,
    /// What it does.
    pub label: String,
    /// It is right most likely.
    pub suggested: bool,
}

/// What would come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MonthsPlan {
    /// Every sheet with the form in it, in the order of the files.
    pub sheets: Vec<PlannedSheet>,
    /// Every old total that does not follow from its months.
    pub conflicts: Vec<TotalConflict>,
    /// What the officer may choose where there are such totals.
    pub offered: Vec<OfferedTrust>,
    /// What was chosen.
    pub totals: Option<Trust>,
    /// What comes in, as a sentence.
    pub summary: String,
    /// What else changes, a sentence each.
    pub remarks: Vec<String>,
    /// What has to be done first, as a sentence; none if it can come in as it stands.
    pub problem: Option<String>,
}

/// Draws up what would come in, and the ledger as it would be. The figures of a month that is final never come in.
pub fn plan(form: &Form, ledger: &Ledger, sheets: &[OldSheet], choices: &Choices) -> (MonthsPlan, Ledger) {
    let mut planned: Vec<PlannedSheet> = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let one = Drafting { form, ledger, sheet, choices }.sheet(number);
        let one = without_double(one, &planned, sheets);
        planned.push(one);
    }
    let (settled, mut remarks) = carry(form, ledger, sheets, &planned, choices.totals);
    let Settled { ledger: after, conflicts, opening_nothing } = settled;
    if opening_nothing > 0 {
        remarks.push(format!("有 {opening_nothing} 项的旧累计就是当月的数，期初累计记作 0"));
    }
    let coming = coming_months(&planned);
    remarks.extend(effects::gaps(&after, &coming));
    remarks.extend(effects::to_correct(form, ledger, &after));
    remarks.extend(effects::other_totals(form, ledger, &after, &coming));
    for sheet in &mut planned {
        add_totals(form, &after, sheet);
    }
    let blocked = blocked(&planned);
    // While a month is kept out by mistake, the totals around it say nothing yet.
    let conflicts = if blocked.is_none() { conflicts } else { Vec::new() };
    let offered = offered(&conflicts);
    let problem = blocked
        .or_else(|| undecided(&offered, choices.totals, conflicts.len()))
        .or_else(|| effects::negative(form, &after))
        .or_else(|| (after == *ledger).then(|| nothing_new(&coming).to_owned()));
    let summary = summary(&planned);
    let plan =
        MonthsPlan { sheets: planned, conflicts, offered, totals: choices.totals, summary, remarks, problem };
    (plan, after)
}

impl MonthsPlan {
    /// Whether the officer still has to choose what is right, or chose what is not offered.
    pub fn is_undecided(&self) -> bool {
        undecided(&self.offered, self.totals, self.conflicts.len()).is_some()
    }
}

impl PlannedSheet {
    /// The sheet as a sentence names it.
    pub fn called(&self) -> String {
        super::called(&self.file, &self.sheet)
    }

    /// Its month, if it comes in.
    pub(super) fn coming(&self) -> Option<Month> {
        self.month.filter(|_| matches!(self.status, SheetStatus::Ready | SheetStatus::Same))
    }
}

fn add_totals(form: &Form, after: &Ledger, sheet: &mut PlannedSheet) {
    let Some(month) = sheet.coming() else { return };
    for planned in sheet.figures.iter_mut().filter(|figure| figure.status != FigureStatus::NotFilled) {
        let Ok((row, figure)) = form.find(planned.figure) else { continue };
        let amount = total(form, after, row, figure, month).amount;
        planned.total = amount.map(|amount| amount.to_string()).unwrap_or_default();
    }
}

fn offered(conflicts: &[TotalConflict]) -> Vec<OfferedTrust> {
    let suggested = totals::suggested(conflicts);
    let has_opening = conflicts.iter().any(|conflict| conflict.is_opening);
    let has_later = conflicts.iter().any(|conflict| !conflict.is_opening);
    let is_offered = |trust: &Trust| match trust {
        Trust::Months => !conflicts.is_empty(),
        Trust::Opening => has_opening,
        Trust::Old => has_later,
    };
    let offer =
        |trust: Trust| OfferedTrust { trust, label: trust.label(), suggested: suggested == Some(trust) };
    Trust::ALL.into_iter().filter(is_offered).map(offer).collect()
}

/// What has to be chosen first, as a sentence; none where it was chosen or nothing is to be chosen.
fn undecided(offered: &[OfferedTrust], chosen: Option<Trust>, count: usize) -> Option<String> {
    if offered.is_empty() || offered.iter().any(|offered| Some(offered.trust) == chosen) {
        return None;
    }
    let differs = format!("旧表有 {count} 处累计和各月相加不一致");
    Some(match chosen {
        None => format!("{differs}，请先选以哪个为准"),
        Some(chosen) => {
            let names: Vec<String> = offered.iter().map(|offered| quoted(offered.trust.name())).collect();
            format!("{differs}，选的{}在这里用不上，可以选{}", quoted(chosen.name()), names.join("或"))
        }
    })
}

fn blocked(planned: &[PlannedSheet]) -> Option<String> {
    let mut blocked = planned.iter().filter(|sheet| sheet.status == SheetStatus::Blocked);
    let first = blocked.next()?;
    let told = format!("{}：{}", first.called(), first.problem.as_deref().unwrap_or_default());
    let others = blocked.count();
    Some(if others == 0 { told } else { format!("有 {} 张表还不能导入。{told}", others + 1) })
}

fn nothing_new(coming: &BTreeSet<Month>) -> &'static str {
    if coming.is_empty() {
        "没有选中要导入的表"
    } else {
        "选中的表里没有新的数，没有要导入的"
    }
}

fn summary(planned: &[PlannedSheet]) -> String {
    let ready = || planned.iter().filter(|sheet| sheet.status == SheetStatus::Ready);
    let (new, replaced) =
        ready().fold((0, 0), |(new, replaced), sheet| (new + sheet.new, replaced + sheet.replaced));
    let same = planned.iter().filter(|sheet| sheet.status == SheetStatus::Same).count();
    let blocked = planned.iter().filter(|sheet| sheet.status == SheetStatus::Blocked).count();
    let out = planned.len() - ready().count() - same - blocked;
    let parts = [
        Some(format!("会导入 {} 个月，填上 {new} 格", ready().count())),
        (replaced > 0).then(|| format!("改动现有的 {replaced} 格")),
        (same > 0).then(|| format!("{same} 个月的数程序里已经一样")),
        (blocked > 0).then(|| format!("{blocked} 张表还不能导入")),
        (out > 0).then(|| format!("{out} 张表不导入")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("，")
}
