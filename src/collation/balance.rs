//! What the units state as their totals from before the first month that is collated here. A campaign that is taken up in its
//! middle has a past, and nobody types it: it follows from the first reports and stands as an adjustment (累计调整) of their
//! month, so that every total shows it with its reason.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::inbox::Inbox;
use super::received::ReceivedCell;
use super::register::MemberId;
use crate::amount::Amount;
use crate::hand_filled::CellReading;
use crate::notice::{Figure, FigureId, Form, Scope};
use crate::period::Month;
use crate::report::{Adjustment, Ledger, applies, counts_by_year};
use crate::wording::quoted;

/// What a unit that reports later than the others states as its total from before: it is in no total of the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Earlier {
    pub unit: String,
    /// The first month of which a report of it counts.
    pub month: Month,
    pub figures: BTreeMap<FigureId, Amount>,
    /// All of it as a sentence.
    pub words: String,
}

impl Inbox {
    /// What the units that report later than the others had before, up to a month, in the order of the register.
    pub fn earlier(&self, form: &Form, last: Month) -> Vec<Earlier> {
        let mut own: BTreeMap<MemberId, Month> = BTreeMap::new();
        for (month, unit) in
            self.judgements.keys().filter(|(month, unit)| self.counted(*month, *unit).is_some())
        {
            own.entry(*unit).or_insert(*month);
        }
        let Some(first) = own.values().min().copied() else { return Vec::new() };
        let members = self.register.in_order().into_iter();
        let later = members.filter_map(|member| Some((member, *own.get(&member.id)?)));
        let later = later.filter(|(_, month)| *month > first && *month <= last);
        let told = later.filter_map(|(member, month)| {
            let (_, report) = self.counted(month, member.id)?;
            // What begins anew with January has nothing from before it.
            let is_open = |figure: &Figure| {
                figure.scope != Scope::Year || (month.number() > 1 && month.year() == last.year())
            };
            let figures = form
                .figures_in_rows()
                .filter(|(row, figure)| applies(row, &member.kind) && !figure.is_derived() && is_open(figure))
                .filter_map(|(_, figure)| {
                    let found = report.figure(figure.id)?;
                    Some((figure, before(figure, &found.month, &found.total)?))
                });
            let figures: Vec<(&Figure, Amount)> = figures.collect();
            let (figure, amount) = figures.first()?;
            let more = if figures.len() > 1 { format!("等 {} 项", figures.len()) } else { String::new() };
            Some(Earlier {
                unit: member.name.clone(),
                month,
                words: format!(
                    "{}从{}起才有采用的表，它以前的累计（{} {amount} {}{more}）没有算进汇总的累计；要算进去，请补收它以前各月的表",
                    member.name,
                    month.name(),
                    quoted(&figure.name),
                    figure.unit,
                ),
                figures: figures.into_iter().map(|(figure, amount)| (figure.id, amount)).collect(),
            })
        });
        told.collect()
    }

    /// Puts what lies before the first month into the office's own ledger. In the first month of the campaign nothing does, and
    /// of a unit that reports later than the others only its months count: what it states besides is told unit by unit.
    pub fn fill_balance(&self, form: &Form, ledger: &mut Ledger) {
        let Some(first) = self.first_with_past(form) else { return };
        let mut balances: BTreeMap<FigureId, (Amount, BTreeSet<MemberId>)> = BTreeMap::new();
        for (row, figure) in form.figures_in_rows().filter(|(_, figure)| !figure.is_derived()) {
            if begins_anew(ledger, figure, first) {
                continue;
            }
            for (_, unit) in self.judgements.keys().filter(|(month, _)| *month == first) {
                let Some(member) = self.register.member(*unit).filter(|member| applies(row, &member.kind))
                else {
                    continue;
                };
                let Some(before) = self.stated_before(first, member.id, figure) else { continue };
                let (sum, units) = balances
                    .entry(figure.id)
                    .or_insert_with(|| (Amount::zero(figure.decimals()), BTreeSet::new()));
                *sum = *sum + before;
                units.insert(*unit);
            }
        }
        let record = ledger.months.entry(first).or_default();
        for (figure, (amount, units)) in balances {
            let reason =
                format!("{} 个单位{}以前的累计，见各单位{}的表", units.len(), first.name(), first.name());
            let stands = record.adjustments.remove(&figure);
            let adjustment = match stands {
                // Typed before it followed from the units.
                Some(typed) => Adjustment {
                    amount: typed.amount + amount,
                    reason: format!("{reason}；{}", typed.reason),
                },
                None => Adjustment { amount, reason },
            };
            record.adjustments.insert(figure, adjustment);
        }
    }

    /// The first month that is collated, where something lies before it.
    fn first_with_past(&self, form: &Form) -> Option<Month> {
        let mut counted =
            self.judgements.keys().filter(|(month, unit)| self.counted(*month, *unit).is_some());
        counted.next().map(|(month, _)| *month).filter(|first| *first > form.campaign.first_month)
    }

    fn stated_before(&self, first: Month, unit: MemberId, figure: &Figure) -> Option<Amount> {
        let (_, report) = self.counted(first, unit)?;
        let found = report.figure(figure.id)?;
        before(figure, &found.month, &found.total)
    }

    /// What of a total in a month a unit stated as its own from before the first month.
    pub(super) fn balance_of(
        &self,
        form: &Form,
        month: Month,
        unit: MemberId,
        figure: &Figure,
    ) -> Option<Amount> {
        let first = self.first_with_past(form).filter(|first| *first <= month)?;
        let starts_anew =
            figure.scope == Scope::Year && (first.number() == 1 || first.year() != month.year());
        if figure.is_derived() || starts_anew {
            return None;
        }
        self.stated_before(first, unit, figure)
    }
}

/// Whether the total of that month begins with the month itself.
fn begins_anew(ledger: &Ledger, figure: &Figure, month: Month) -> bool {
    month.number() == 1 && counts_by_year(&ledger.unit, figure)
}

/// What a stated total has besides its month; nothing where one of the two cannot be read, or where the total is smaller.
fn before(figure: &Figure, month: &ReceivedCell, total: &ReceivedCell) -> Option<Amount> {
    let total = total.value.amount()?;
    let month = match &month.value {
        CellReading::Blank => Amount::zero(figure.decimals()),
        value => value.amount()?,
    };
    (total > month).then(|| total - month)
}

#[cfg(test)]
mod tests {
    use super::super::Received;
    use super::super::examples::{register, report, settled};
    use super::*;
    use crate::report::examples::{form, id, ledger, month};
    use crate::report::{live_sheet, total};
    use crate::unit::UnitKind;

    fn of(unit: &str, month: &str, figures: &str) -> Received {
        report(form(), unit, month, figures)
    }

    fn office(reports: Vec<Received>) -> Ledger {
        let (inbox, _) = settled(register(&["甲镇", "乙镇", "丙镇"]), reports);
        let mut ledger = ledger(UnitKind::office(), "2022-01", &[]);
        inbox.fill(form(), &mut ledger);
        inbox.fill_balance(form(), &mut ledger);
        ledger
    }

    fn carried(ledger: &Ledger, figure: &str, at: &str) -> Option<String> {
        let (row, figure) = form().find(id(figure)).unwrap();
        total(form(), ledger, row, figure, month(at)).amount.map(|amount| amount.to_string())
    }

    #[test]
    fn a_campaign_taken_up_in_march_has_what_the_units_had_until_then() {
        let ledger = office(vec![
            of("甲镇", "2022-03", "1a=10:500 2a=1:1.5"),
            of("乙镇", "2022-03", "1a=5:5"),
            of("甲镇", "2022-04", "1a=20:520"),
            of("丙镇", "2022-04", "1a=7:100"),
        ]);
        assert_eq!(carried(&ledger, "1a", "2022-03").as_deref(), Some("505"));
        assert_eq!(carried(&ledger, "1a", "2022-04").as_deref(), Some("532"), "丙镇 counts from April on");
        assert_eq!(carried(&ledger, "2a", "2022-03").as_deref(), Some("1.50"));
        assert_eq!(carried(&ledger, "1a", "2022-02"), None, "nothing is said of the months before");
        let sheet = live_sheet(form(), &ledger, month("2022-03")).unwrap();
        let told = sheet.cell(id("1a")).unwrap().total.adjustment.clone().unwrap();
        assert_eq!(
            (told.amount.to_string().as_str(), told.reason.as_str()),
            ("490", "1 个单位2022年3月以前的累计，见各单位2022年3月的表")
        );
    }

    #[test]
    fn a_campaign_from_its_beginning_has_no_past() {
        let ledger = office(vec![of("甲镇", "2022-01", "1a=10:13"), of("乙镇", "2022-02", "1a=5:90")]);
        assert_eq!(carried(&ledger, "1a", "2022-02").as_deref(), Some("15"));
    }

    #[test]
    fn what_a_later_unit_had_before_is_told_and_not_added_unseen() {
        let reports = vec![
            of("甲镇", "2022-01", "1a=10"),
            of("乙镇", "2022-01", "1a=5"),
            of("丙镇", "2022-03", "1a=50:300 2a=1:2"),
            of("乙镇", "2022-03", "1a=5:10"),
        ];
        let (inbox, _) = settled(register(&["甲镇", "乙镇", "丙镇"]), reports);
        let told = |last: &str| inbox.earlier(form(), month(last));
        assert_eq!(told("2022-02"), []);
        for last in ["2022-03", "2022-05"] {
            let told = told(last);
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(
                told[0].words,
                "丙镇从2022年3月起才有采用的表，它以前的累计（“出动环卫工人” 250 人次等 2 项）没有算进汇总的累计；要算进去，请补收它以前各月的表"
            );
            assert_eq!(told[0].figures[&id("1a")].to_string(), "250");
        }
    }

    #[test]
    fn what_is_counted_by_the_year_begins_with_january() {
        let yearly = form().figures().find(|figure| figure.scope == Scope::Year && !figure.is_derived());
        let figure = yearly.unwrap().id.to_string();
        let texts = |text: &str| format!("{figure}={text}");
        let ledger = office(vec![
            of("甲镇", "2022-11", &texts("1:9")),
            of("甲镇", "2022-12", &texts("1:10")),
            of("甲镇", "2023-01", &texts("2:2")),
        ]);
        assert_eq!(carried(&ledger, &figure, "2022-12").map(|total| total.parse().unwrap()), Some(10.0));
        assert_eq!(carried(&ledger, &figure, "2023-01").map(|total| total.parse().unwrap()), Some(2.0));
        let ledger = office(vec![of("甲镇", "2023-01", &texts("2:12"))]);
        assert_eq!(carried(&ledger, &figure, "2023-01").map(|total| total.parse().unwrap()), Some(2.0));
    }

    #[test]
    fn what_cannot_be_read_and_a_total_that_is_smaller_add_nothing() {
        let ledger = office(vec![of("甲镇", "2022-03", "1a=10:4"), of("乙镇", "2022-03", "1a=5:约九")]);
        assert!(ledger.months[&month("2022-03")].adjustments.is_empty());
    }
}
