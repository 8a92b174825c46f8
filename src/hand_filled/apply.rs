//! The ledger as it would be after an import of old sheets: with their figures and days, an earlier start if
//! needed, and the old totals compared with the new ones.
//!
//! Which sheets are left out was decided before; nothing is refused or written here.

use std::collections::BTreeSet;

use super::totals::{self, OldTotal, OldTotals, Origin, Reconciled};
use super::{FigureStatus, HandFilledSheet, PlannedFigure, PlannedSheet, TotalPolicy, start};
use crate::notice::Form;
use crate::period::{Month, date_name};
use crate::report::{Ledger, Record};

/// The ledger after the import, and remarks for the officer, one sentence each.
pub(super) fn apply_sheets(
    form: &Form,
    ledger: &Ledger,
    sheets: &[HandFilledSheet],
    planned: &[PlannedSheet],
    policy: Option<TotalPolicy>,
) -> (Reconciled, Vec<String>) {
    let mut applied =
        Applied { before: ledger, after: ledger.clone(), old_totals: OldTotals::new(), remarks: Vec::new() };
    let coming = planned.iter().filter_map(|plan| Some((plan, sheets.get(plan.number)?, plan.coming()?)));
    // A month that is final keeps its report, and its old total no longer matters.
    for (plan, old, month) in coming.filter(|(_, _, month)| ledger.reported(*month).is_none()) {
        applied.figures(plan, old, month);
        applied.day(form, old, month);
    }
    if let Some(first) = coming_months(planned).first().filter(|first| **first < ledger.unit.first_month) {
        applied.start(form, *first);
    }
    let Applied { mut after, old_totals, remarks, .. } = applied;
    // An empty record is the same as no record.
    after.months.retain(|month, record| ledger.months.contains_key(month) || *record != Record::default());
    (totals::reconcile(form, &after, &old_totals, policy), remarks)
}

/// The months that are imported.
pub(super) fn coming_months(planned: &[PlannedSheet]) -> BTreeSet<Month> {
    planned.iter().filter_map(PlannedSheet::coming).collect()
}

struct Applied<'ledger> {
    before: &'ledger Ledger,
    after: Ledger,
    old_totals: OldTotals,
    remarks: Vec<String>,
}

impl Applied<'_> {
    fn figures(&mut self, plan: &PlannedSheet, old: &HandFilledSheet, month: Month) {
        let record = self.after.months.entry(month).or_default();
        let filled = plan.figures.iter().filter(|figure| figure.status != FigureStatus::NotFilled);
        let read = filled.filter_map(|plan| Some((plan, old.figures.get(&plan.figure)?)));
        for (PlannedFigure { figure, status, .. }, read) in read {
            let figure = *figure;
            // The same amount stays as it was typed, which may be a sum.
            if let Some(amount) = read.month.amount().filter(|_| *status != FigureStatus::Same) {
                record.entries.insert(figure, amount.to_string());
                if std::mem::take(&mut record.no_data) {
                    let told = format!("{}原来标为“当月无数据”，导入后去掉这个标记", month.name());
                    self.remarks.push(told);
                }
            }
            if let Some(total) = read.total.amount() {
                let old_total = OldTotal { total, origin: Origin::Sheet };
                self.old_totals.entry(month).or_default().insert(figure, old_total);
            }
        }
    }

    /// Takes 填报时间 from the old sheet, if the month was empty and no day was set.
    fn day(&mut self, form: &Form, old: &HandFilledSheet, month: Month) {
        let was_blank = self.before.months.get(&month).is_none_or(|record| record.entries.is_empty());
        let record = self.after.months.entry(month).or_default();
        match old.filled_on.filter(|_| was_blank && record.filled_on.is_none()) {
            // A day before the month means that somebody forgot to change it when the file was copied.
            Some(day) if day < form.campaign.days(month).0 => {
                let (month, day) = (month.name(), date_name(day));
                self.remarks.push(format!("{month}的旧表写的填报时间是{day}，早于那个月，没有用"));
            }
            Some(day) => record.filled_on = Some(day),
            None => {}
        }
    }

    fn start(&mut self, form: &Form, first: Month) {
        let (last, opening) = start::move_earlier(form, &mut self.after, first);
        let told = match (self.before.opening.is_empty(), opening.is_empty()) {
            (true, _) => "",
            (false, true) => "；期初累计减去这中间各月的数，以后的累计不变",
            (false, false) => "；期初累计减去这中间各月的数，减不下去的列在不一致里",
        };
        let was = self.before.unit.first_month.name();
        self.remarks.push(format!("开始填报的月份从{was}改为{}{told}", first.name()));
        // The total in the old sheet of that month takes precedence.
        for (figure, total) in opening {
            let old_total = OldTotal { total, origin: Origin::Opening };
            self.old_totals.entry(last).or_default().entry(figure).or_insert(old_total);
        }
    }
}
