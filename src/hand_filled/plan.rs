//! The plan of an import of old workbooks: every sheet with its month, every figure with its record, every
//! total that does not match its months. Nothing is changed here; the ledger as it would be is returned with
//! the plan.

use std::collections::BTreeSet;

use serde::Serialize;

use super::apply::{apply_sheets, coming_months};
use super::draft::{Drafting, without_double};
use super::totals::{self, Reconciled};
use super::{
    Choices, FigureStatus, HandFilledSheet, PlannedSheet, SheetStatus, TotalConflict, TotalPolicy, effects,
};
use crate::notice::Form;
use crate::period::Month;
use crate::report::{Ledger, total};
use crate::wording::quoted;

/// A choice that is offered to the officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OfferedPolicy {
    #[serde(rename = "trust")] // Scripts read it under this name.
    pub policy: TotalPolicy,
    /// A description of its effect.
    pub label: String,
    /// Whether it is most likely the right one.
    pub suggested: bool,
}

/// The plan of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MonthsPlan {
    /// Every sheet that contains the form, in the order of the files.
    pub sheets: Vec<PlannedSheet>,
    /// Every old total that does not match its months.
    pub conflicts: Vec<TotalConflict>,
    /// The choices if there are such totals.
    pub offered: Vec<OfferedPolicy>,
    /// The officer's choice.
    pub totals: Option<TotalPolicy>,
    /// What is imported, as a sentence.
    pub summary: String,
    /// Other changes, one sentence each.
    pub remarks: Vec<String>,
    /// What has to be done first, as a sentence; `None` if the import is possible.
    pub problem: Option<String>,
}

/// Plans an import and makes the ledger as it would be. The figures of a final month are never imported.
pub fn plan(
    form: &Form,
    ledger: &Ledger,
    sheets: &[HandFilledSheet],
    choices: &Choices,
) -> (MonthsPlan, Ledger) {
    let mut planned: Vec<PlannedSheet> = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let one = Drafting { form, ledger, sheet, choices }.sheet(number);
        let one = without_double(one, &planned, sheets);
        planned.push(one);
    }
    let (reconciled, mut remarks) = apply_sheets(form, ledger, sheets, &planned, choices.totals);
    let Reconciled { ledger: after, conflicts, opening_nothing } = reconciled;
    if opening_nothing > 0 {
        remarks.push(format!("有 {opening_nothing} 项的旧累计就是当月的数，期初累计记作 0"));
    }
    let coming = coming_months(&planned);
    remarks.extend(effects::gaps(form, &after, &coming));
    remarks.extend(effects::to_correct(form, ledger, &after));
    remarks.extend(effects::other_totals(form, ledger, &after, &coming));
    for sheet in &mut planned {
        add_totals(form, &after, sheet);
    }
    let blocked = blocked(&planned);
    // As long as a month is left out by mistake, the totals around it are meaningless.
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
    /// Whether the officer still has to choose, or chose something that is not offered.
    pub fn is_undecided(&self) -> bool {
        undecided(&self.offered, self.totals, self.conflicts.len()).is_some()
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

fn offered(conflicts: &[TotalConflict]) -> Vec<OfferedPolicy> {
    let suggested = totals::suggested(conflicts);
    let has_opening = conflicts.iter().any(|conflict| conflict.is_opening);
    let has_later = conflicts.iter().any(|conflict| !conflict.is_opening);
    let is_offered = |policy: &TotalPolicy| match policy {
        TotalPolicy::Months => !conflicts.is_empty(),
        TotalPolicy::Opening => has_opening,
        TotalPolicy::Old => has_later,
    };
    let offer = |policy: TotalPolicy| OfferedPolicy {
        policy,
        label: policy.label(),
        suggested: suggested == Some(policy),
    };
    TotalPolicy::ALL.into_iter().filter(is_offered).map(offer).collect()
}

/// The choice that must be made first, as a sentence; `None` if it was made or is not needed.
fn undecided(offered: &[OfferedPolicy], chosen: Option<TotalPolicy>, count: usize) -> Option<String> {
    if offered.is_empty() || offered.iter().any(|offered| Some(offered.policy) == chosen) {
        return None;
    }
    let differs = format!("旧表有 {count} 处累计和各月相加不一致");
    Some(match chosen {
        None => format!("{differs}，请先选以哪个为准"),
        Some(chosen) => {
            let names: Vec<String> = offered.iter().map(|offered| quoted(offered.policy.name())).collect();
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
