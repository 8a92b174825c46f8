//! Old totals that do not match their months, and what happens to the difference.
//!
//! The old total of each month is compared with the total before and the month's own figure, so that a
//! mistake is reported once, where it was made, and not again in every later month. The officer decides
//! whether the months or the totals are right.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::notice::{Figure, FigureId, Form, Row};
use crate::period::Month;
use crate::report::{Adjustment, Entry, LONGEST_REASON, Ledger, applies, opening_counts, total};

/// The reason of an adjustment that was made from an old total.
const REASON: &str = "旧表累计数";

/// The totals of the old sheets, by month.
pub(super) type OldTotals = BTreeMap<Month, BTreeMap<FigureId, OldTotal>>;

/// An old total and its origin.
#[derive(Clone, Copy, Debug)]
pub(super) struct OldTotal {
    pub(super) total: Amount,
    pub(super) origin: Origin,
}

/// Where an old total comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// From an old sheet.
    Sheet,
    /// From the program: it was the opening balance before the start moved to an earlier month.
    Opening,
}

/// Which values are right if an old total does not match its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum TotalPolicy {
    /// The months: all totals are computed and the old ones are ignored.
    Months,
    /// The months and the first old total: the part of it that is not its month's figure is the opening balance.
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

    /// A short name of the choice.
    pub fn name(self) -> &'static str {
        match self {
            Self::Months => "各月的数对",
            Self::Opening => "第一张旧表的累计对",
            Self::Old => "旧表的累计都对",
        }
    }

    /// The name of the choice with its effect.
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

/// An old total that does not match its months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TotalConflict {
    pub month: Month,
    pub month_name: String,
    pub figure: FigureId,
    pub row: u16,
    pub name: String,
    pub unit: String,
    /// The total in the old sheet.
    pub old_total: Amount,
    /// The sum of the total before and the month's own figure.
    pub computed: Amount,
    /// How much larger the old total is; negative if it is smaller.
    pub difference: Amount,
    /// Whether the difference may be the opening balance, because nothing is known of the months before.
    pub is_opening: bool,
    /// Earlier months without a figure, which may explain the difference.
    pub missing: Vec<String>,
    /// A possible explanation in words; empty if there is none.
    pub remark: String,
}

/// The ledger after the comparison, and the conflicts.
pub(super) struct Reconciled {
    pub(super) ledger: Ledger,
    pub(super) conflicts: Vec<TotalConflict>,
    /// How many figures have an opening balance that is known to be zero.
    pub(super) opening_nothing: usize,
}

/// Compares the old totals with a ledger that already contains the months, and resolves the differences by `policy`.
pub(super) fn reconcile(
    form: &Form,
    ledger: &Ledger,
    old_totals: &OldTotals,
    policy: Option<TotalPolicy>,
) -> Reconciled {
    let mut reconciled = Reconciled { ledger: ledger.clone(), conflicts: Vec::new(), opening_nothing: 0 };
    // Every old total is accepted here, so that the next one is compared with the previous total on paper.
    let mut believed = ledger.clone();
    for row in form.rows().filter(|row| applies(row, &ledger.unit.kind)) {
        for figure in row.figures.iter().filter(|figure| figure.has_total() && !figure.is_derived()) {
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
                    // The old sheet shows that there was nothing before it, so this is known now.
                    None if may_open
                        && policy != Some(TotalPolicy::Months)
                        && ledger.wants_opening(form)
                        && ledger.opening_entry(form, row, figure) == Entry::Blank =>
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
    let own = ledger.entry(form, row, figure, month).amount();
    // A blank is not zero: the total may include a figure of this very month. And known amounts of earlier
    // months are never reduced to make a sum correct.
    let is_opening = may_open && own.is_some() && !difference.is_negative();
    let remark = match missing.as_slice() {
        _ if old_total.origin == Origin::Opening => "这是原来填的期初累计".to_owned(),
        _ if own.is_none() => format!("{}空着，差的可能就是当月的数", form.columns.month),
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

/// Whether the total of a month consists only of its own figure and the opening balance.
fn nothing_before(form: &Form, ledger: &Ledger, row: &Row, figure: &Figure, month: Month) -> bool {
    let since = total(form, ledger, row, figure, month).since;
    let is_known = |month: Month| {
        ledger.entry(form, row, figure, month).amount().is_some()
            || ledger.adjustment(form, figure, month).is_some()
    };
    opening_counts(form, &ledger.unit, figure, month)
        && !ledger.months_through(form, since, month.previous()).any(is_known)
}

/// Sets the total of the conflict's month to the old sheet's.
fn follow(form: &Form, ledger: &mut Ledger, row: &Row, figure: &Figure, conflict: &TotalConflict) {
    if conflict.is_opening {
        let zero = Amount::zero(figure.decimals());
        let opening = ledger.opening_entry(form, row, figure).amount().unwrap_or(zero) + conflict.difference;
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

/// The choice that is most likely right: if the first total is larger than its month, or months are missing,
/// the totals are probably right; a single mistake in between suggests that the months are.
pub(super) fn suggested(conflicts: &[TotalConflict]) -> Option<TotalPolicy> {
    let is_gap = |conflict: &TotalConflict| !conflict.is_opening && !conflict.missing.is_empty();
    match conflicts {
        [] => None,
        conflicts if conflicts.iter().any(is_gap) => Some(TotalPolicy::Old),
        conflicts if conflicts.iter().any(|conflict| conflict.is_opening) => Some(TotalPolicy::Opening),
        _ => Some(TotalPolicy::Months),
    }
}
