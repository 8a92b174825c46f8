//! Where an old total does not follow from its months, and what becomes of the difference.
//!
//! Each month's old total is compared with the total before and the month's own figure, so that a slip is told once,
//! where it was made, and not again in every month after it. Whether the months or the totals are right is the
//! officer's to say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::notice::{Figure, FigureId, Form, Row};
use crate::period::Month;
use crate::report::{Adjustment, Entry, LONGEST_REASON, Ledger, applies, opening_counts, total};

/// The reason an adjustment carries that was taken from an old total.
const REASON: &str = "旧表累计数";

/// The totals of the old sheets, by month.
pub(super) type OldTotals = BTreeMap<Month, BTreeMap<FigureId, OldTotal>>;

/// An old total, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct OldTotal {
    pub(super) total: Amount,
    pub(super) origin: Origin,
}

/// Where an old total stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// In an old sheet.
    Sheet,
    /// In the program: it was entered as the opening balance, before the start moved to an earlier month.
    Opening,
}

/// What is right where an old total does not follow from its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum TotalPolicy {
    /// The months: every total is computed, the old ones are left behind.
    Months,
    /// The months, and the first old total: what it has beyond its month is the opening balance.
    Opening,
    /// Every old total: the first as with [`Self::Opening`], later differences become 累计调整.
    Old,
}

impl TotalPolicy {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Months, Self::Opening, Self::Old];

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Months => "months",
            Self::Opening => "opening",
            Self::Old => "old",
        }
    }

    /// What is right, for whoever chooses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Months => "各月的数对",
            Self::Opening => "第一张旧表的累计对",
            Self::Old => "旧表的累计都对",
        }
    }

    /// The same, and what the choice does.
    pub fn label(self) -> String {
        let does = match self {
            Self::Months => "累计全部重新计算，不管旧表的累计",
            Self::Opening => "减去当月，记作期初累计；以后的累计按各月的数计算",
            Self::Old => "第一张的记作期初累计，以后差的数写成累计调整",
        };
        format!("{}：{does}", self.name())
    }

    fn follows(self, conflict: &TotalConflict) -> bool {
        match self {
            Self::Months => false,
            Self::Opening => conflict.is_opening,
            Self::Old => true,
        }
    }
}

/// An old total that does not follow from its months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TotalConflict {
    pub month: Month,
    pub month_name: String,
    pub figure: FigureId,
    pub row: u8,
    /// Its short name.
    pub name: String,
    pub unit: String,
    /// What the old sheet says.
    pub old_total: Amount,
    /// The total before it and the month's own figure.
    pub computed: Amount,
    /// By how much the old total is more; negative where it is less.
    pub difference: Amount,
    /// The difference may be the opening balance: nothing is known of the months before.
    pub is_opening: bool,
    /// Months before it without a figure, which may explain the difference.
    pub missing: Vec<String>,
    /// What may explain it, in words; empty where nothing does.
    pub remark: String,
}

/// The ledger after the comparison, and what did not agree.
pub(super) struct Reconciled {
    pub(super) ledger: Ledger,
    pub(super) conflicts: Vec<TotalConflict>,
    /// Figures whose opening balance is known to be nothing.
    pub(super) opening_nothing: usize,
}

/// Compares the old totals with a ledger that the months are in, and resolves the differences as `policy` says.
pub(super) fn reconcile(
    form: &Form,
    ledger: &Ledger,
    old_totals: &OldTotals,
    policy: Option<TotalPolicy>,
) -> Reconciled {
    let mut reconciled = Reconciled { ledger: ledger.clone(), conflicts: Vec::new(), opening_nothing: 0 };
    // Every old total is believed here, so that the next one is compared with what stood before it on paper.
    let mut believed = ledger.clone();
    for row in form.rows().filter(|row| applies(row, ledger.unit.kind)) {
        for figure in &row.figures {
            let of_figure =
                old_totals.iter().filter_map(|(month, totals)| Some((*month, *totals.get(&figure.id)?)));
            let mut before: Option<Month> = None;
            for (month, old_total) in of_figure {
                let may_open = before.is_none() && nothing_before(form, &believed, row, figure, month);
                match compare(form, &believed, (row, figure), (month, old_total), may_open, before) {
                    Some(conflict) => {
                        follow(form, &mut believed, row, figure, &conflict);
                        if policy.is_some_and(|policy| policy.follows(&conflict)) {
                            follow(form, &mut reconciled.ledger, row, figure, &conflict);
                        }
                        reconciled.conflicts.push(conflict);
                    }
                    // The old sheet says that there was nothing before it: that is known now.
                    None if may_open
                        && policy != Some(TotalPolicy::Months)
                        && ledger.wants_opening(form)
                        && ledger.opening_entry(row, figure) == Entry::Blank =>
                    {
                        let nothing = Amount::zero(figure.decimals()).to_string();
                        reconciled.ledger.opening.insert(figure.id, nothing);
                        reconciled.opening_nothing += 1;
                    }
                    None => {}
                }
                before = Some(month);
            }
        }
    }
    reconciled.conflicts.sort_by_key(|conflict| (conflict.month, conflict.figure));
    reconciled
}

fn compare(
    form: &Form,
    ledger: &Ledger,
    (row, figure): (&Row, &Figure),
    (month, old_total): (Month, OldTotal),
    may_open: bool,
    before: Option<Month>,
) -> Option<TotalConflict> {
    let total = total(form, ledger, row, figure, month);
    let computed = total.amount.unwrap_or(Amount::zero(figure.decimals()));
    let difference = old_total.total - computed;
    if difference.is_zero() {
        return None;
    }
    let missing = total.missing.into_iter().filter(|missing| before.is_none_or(|before| *missing > before));
    let missing: Vec<String> = missing.map(Month::name).collect();
    let own = ledger.entry(row, figure, month).amount();
    // A blank is not zero: the total may contain a figure of this very month. And what is known of the months
    // before is never lowered to make a sum come out.
    let is_opening = may_open && own.is_some() && !difference.is_negative();
    let remark = match missing.as_slice() {
        _ if old_total.origin == Origin::Opening => "这是原来填的期初累计".to_owned(),
        _ if own.is_none() => "当月数量空着，差的可能就是当月的数".to_owned(),
        _ if is_opening => "可能是以前各月的数（期初累计）".to_owned(),
        [] => String::new(),
        missing => format!("前面缺 {}", missing.join("、")),
    };
    Some(TotalConflict {
        month,
        month_name: month.name(),
        figure: figure.id,
        row: row.number,
        name: figure.name.clone(),
        unit: figure.unit.clone(),
        old_total: old_total.total,
        computed,
        difference,
        is_opening,
        missing,
        remark,
    })
}

/// Whether the total of a month is its own figure and the opening balance, and nothing else.
fn nothing_before(form: &Form, ledger: &Ledger, row: &Row, figure: &Figure, month: Month) -> bool {
    let since = total(form, ledger, row, figure, month).since;
    let is_known = |month: Month| {
        ledger.entry(row, figure, month).amount().is_some() || ledger.adjustment(figure.id, month).is_some()
    };
    opening_counts(&ledger.unit, figure, month) && !since.through(month.previous()).any(is_known)
}

/// Makes the total of the conflict's month what the old sheet says.
fn follow(form: &Form, ledger: &mut Ledger, row: &Row, figure: &Figure, conflict: &TotalConflict) {
    if conflict.is_opening {
        let zero = Amount::zero(figure.decimals());
        let opening = ledger.opening_entry(row, figure).amount().unwrap_or(zero) + conflict.difference;
        if opening.is_zero() && !ledger.wants_opening(form) {
            ledger.opening.remove(&figure.id);
        } else {
            ledger.opening.insert(figure.id, opening.to_string());
        }
        return;
    }
    let adjustments = &mut ledger.months.entry(conflict.month).or_default().adjustments;
    let adjustment = match adjustments.remove(&figure.id) {
        None => Adjustment { amount: conflict.difference, reason: REASON.to_owned() },
        Some(known) => {
            let both = format!("{}；{REASON}", known.reason);
            let reason = if both.chars().count() > LONGEST_REASON { known.reason } else { both };
            Adjustment { amount: known.amount + conflict.difference, reason }
        }
    };
    if !adjustment.amount.is_zero() {
        adjustments.insert(figure.id, adjustment);
    }
}

/// What is right most likely: a first total beyond its month, or months that are not there, speak for the totals; a
/// slip in between speaks for the months.
pub(super) fn suggested(conflicts: &[TotalConflict]) -> Option<TotalPolicy> {
    let is_gap = |conflict: &TotalConflict| !conflict.is_opening && !conflict.missing.is_empty();
    match conflicts {
        [] => None,
        conflicts if conflicts.iter().any(is_gap) => Some(TotalPolicy::Old),
        conflicts if conflicts.iter().any(|conflict| conflict.is_opening) => Some(TotalPolicy::Opening),
        _ => Some(TotalPolicy::Months),
    }
}
