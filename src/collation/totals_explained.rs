//! Why what the units state as their totals is not the carried total of the office, unit by unit. Neither is wrong by itself: a unit
//! that is missing has no total this month and is in the carried one all the same.

use serde::Serialize;

use super::inbox::Inbox;
use super::register::MemberId;
use super::sums::Contribution;
use crate::amount::Amount;
use crate::notice::{Figure, Form, Row};
use crate::period::Month;
use crate::report::applies;

/// The stated totals of a figure beside the carried one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TotalsExplained {
    /// What the units' own totals add up to.
    pub stated: Option<Amount>,
    /// What the months that count add up to, with what lies before the first of them.
    pub carried: Option<Amount>,
    /// How much more the units state; negative where it is less, and nothing where both are the same.
    pub difference: Option<Amount>,
    /// The parts of the difference, in the order of the register; together they are all of it.
    pub parts: Vec<TotalDifference>,
    /// Both sums in a sentence; empty where no unit differs.
    pub words: String,
}

/// What of the difference comes from one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TotalDifference {
    /// Nothing for what comes from no unit.
    pub unit: Option<MemberId>,
    pub name: String,
    pub difference: Amount,
    pub why: String,
}

impl Inbox {
    /// Explains the difference by these units, which contribute to a figure in a month. `carried` is the total of the office.
    pub fn totals_explained(
        &self,
        form: &Form,
        month: Month,
        (row, figure): (&Row, &Figure),
        contributions: &[Contribution],
        carried: Option<Amount>,
    ) -> TotalsExplained {
        let zero = Amount::zero(figure.decimals());
        let or_zero = |amount: Option<Amount>| amount.unwrap_or(zero);
        let stated = contributions.iter().filter_map(|one| one.total).reduce(|sum, total| sum + total);
        let whole = or_zero(stated) - or_zero(carried);
        let members = self.register.in_order().into_iter().filter(|member| applies(row, &member.kind));
        let mut parts = Vec::new();
        for member in members {
            let here = contributions.iter().find(|one| one.unit == member.id);
            let (total, carried) =
                (here.and_then(|one| one.total), self.added(form, month, member.id, figure));
            let difference = or_zero(total) - or_zero(carried);
            if !difference.is_zero() {
                let why = why(here, total, carried);
                let (unit, name) = (Some(member.id), member.name.clone());
                parts.push(TotalDifference { unit, name, difference, why });
            }
        }
        let rest = parts.iter().fold(whole, |rest, part| rest - part.difference);
        if !rest.is_zero() {
            let (name, why) = ("本表自己的".to_owned(), "累计调整，或由别的项目算出来的".to_owned());
            parts.push(TotalDifference { unit: None, name, difference: rest, why });
        }
        let words = match (stated, carried) {
            _ if parts.is_empty() => String::new(),
            (stated, _) if whole.is_zero() => {
                format!("各单位累计相加和本表累计都是 {}，但有的单位两边不一样", said(stated))
            }
            (stated, carried) => format!(
                "各单位累计相加是 {}，本表累计是 {}，{}",
                said(stated),
                said(carried),
                more_or_less(whole)
            ),
        };
        let difference = Some(whole).filter(|whole| !whole.is_zero());
        TotalsExplained { stated, carried, difference, parts, words }
    }
}

fn why(here: Option<&Contribution>, total: Option<Amount>, carried: Option<Amount>) -> String {
    let carried = said(carried);
    match (here, total) {
        (None, _) => format!("这个月不用报，以前报的 {carried} 在本表累计里"),
        (Some(here), _) if here.from.is_none() => {
            format!("这个月没有采用它的表，以前报的 {carried} 在本表累计里")
        }
        (Some(_), None) => format!("表上没有累计，计入本表累计的是 {carried}"),
        (Some(_), Some(total)) => format!("表上累计 {total}，计入本表累计的是 {carried}"),
    }
}

fn said(amount: Option<Amount>) -> String {
    amount.map_or_else(|| "空白".to_owned(), |amount| amount.to_string())
}

/// How a sum differs from another one.
fn more_or_less(difference: Amount) -> String {
    if difference.is_negative() { format!("少 {}", -difference) } else { format!("多 {difference}") }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{register, report, settled};
    use super::super::{Inbox, Received};
    use super::*;
    use crate::report::examples::{form, id, ledger, month};
    use crate::report::live_sheet;
    use crate::unit::UnitKind;

    fn of(unit: &str, month: &str, figures: &str) -> Received {
        report(form(), unit, month, figures)
    }

    /// What is said of a figure in a month of these units.
    fn explained(inbox: &Inbox, at: &str, figure: &str) -> TotalsExplained {
        let mut ledger = ledger(UnitKind::office(), "2022-01", &[]);
        inbox.fill(form(), &mut ledger);
        inbox.fill_balance(form(), &mut ledger);
        let carried = live_sheet(form(), &ledger, month(at)).unwrap().cell(id(figure)).unwrap().total.amount;
        let (row, figure) = form().find(id(figure)).unwrap();
        let contributions = inbox.contributions(form(), month(at), row, figure);
        inbox.totals_explained(form(), month(at), (row, figure), &contributions, carried)
    }

    fn parts(explained: &TotalsExplained) -> Vec<String> {
        let said = |part: &TotalDifference| format!("{} {} {}", part.name, part.difference, part.why);
        explained.parts.iter().map(said).collect()
    }

    #[test]
    fn the_difference_comes_from_units_that_are_missing_or_state_something_else() {
        let reports = vec![
            of("龙沙镇", "2022-01", "1a=10"),
            of("龙驹镇", "2022-01", "1a=5"),
            of("高峰街道", "2022-01", "1a=1"),
            of("龙沙镇", "2022-02", "1a=3:13"),
            of("高峰街道", "2022-02", "1a=1:4"),
        ];
        let (inbox, _) = settled(register(&["龙沙镇", "龙驹镇", "高峰街道"]), reports);
        let told = explained(&inbox, "2022-02", "1a");
        assert_eq!(told.words, "各单位累计相加是 17，本表累计是 20，少 3");
        assert_eq!(
            parts(&told),
            [
                "龙驹镇 -5 这个月没有采用它的表，以前报的 5 在本表累计里",
                "高峰街道 2 表上累计 4，计入本表累计的是 2",
            ]
        );
        let january = explained(&inbox, "2022-01", "1a");
        assert_eq!((january.difference, january.words.as_str(), january.parts.len()), (None, "", 0));
        let nothing = explained(&inbox, "2022-02", "4");
        assert_eq!((nothing.stated, nothing.carried, nothing.difference), (None, None, None));
    }

    #[test]
    fn differences_that_cancel_out_are_told_all_the_same() {
        let reports = vec![of("龙沙镇", "2022-01", "1a=3:4"), of("龙驹镇", "2022-01", "1a=5:4")];
        let (inbox, _) = settled(register(&["龙沙镇", "龙驹镇"]), reports);
        let told = explained(&inbox, "2022-01", "1a");
        assert_eq!(told.difference, None);
        assert_eq!(told.words, "各单位累计相加和本表累计都是 8，但有的单位两边不一样");
        assert_eq!(parts(&told).len(), 2);
    }

    #[test]
    fn what_lies_before_the_first_month_is_no_difference() {
        let reports = vec![
            of("龙沙镇", "2022-03", "1a=10:30"),
            of("龙驹镇", "2022-04", "1a=5:90"),
            of("龙沙镇", "2022-04", "1a=1:31"),
        ];
        let (inbox, _) = settled(register(&["龙沙镇", "龙驹镇"]), reports);
        assert_eq!(explained(&inbox, "2022-03", "1a").difference, None);
        let april = explained(&inbox, "2022-04", "1a");
        assert_eq!(parts(&april), ["龙驹镇 85 表上累计 90，计入本表累计的是 5"], "it began later");
    }

    #[test]
    fn a_unit_that_reports_no_more_is_in_the_carried_total() {
        let mut register = register(&["龙沙镇", "龙驹镇"]);
        register.members.values_mut().filter(|member| member.name == "龙驹镇").for_each(|member| {
            member.last_month = Some(month("2022-01"));
        });
        let reports = vec![
            of("龙沙镇", "2022-01", "1a=10"),
            of("龙驹镇", "2022-01", "1a=5"),
            of("龙沙镇", "2022-02", "1a=1:11"),
        ];
        let (inbox, _) = settled(register, reports);
        assert_eq!(
            parts(&explained(&inbox, "2022-02", "1a")),
            ["龙驹镇 -5 这个月不用报，以前报的 5 在本表累计里"]
        );
    }
}
