//! The table units × figures: what each unit contributes to each figure of a month, and of how many units each sum is.

use std::collections::BTreeMap;

use super::inbox::{Inbox, Standing};
use super::months_lacking::MonthsLacking;
use super::placing::Sorted;
use super::register::MemberId;
use super::status::MonthStatus;
use super::sums::{Contribution, Coverage};
use crate::amount::Amount;
use crate::notice::{FigureId, Form};
use crate::period::Month;
use crate::unit::UnitKind;

/// All contributions of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitTable {
    pub month: Month,
    /// In the order of the register.
    pub units: Vec<UnitRow>,
    /// Of whom each sum is.
    pub coverage: BTreeMap<FigureId, Coverage>,
    /// What the totals that the units state come to. It need not be the carried total.
    pub stated: BTreeMap<FigureId, Amount>,
    /// The units of whose earlier months the carried totals have nothing.
    pub months_lacking: Vec<MonthsLacking>,
}

/// A unit's part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    pub name: String,
    pub kind: UnitKind,
    /// How its month stands; nothing for a unit that was not expected.
    pub standing: Option<Standing>,
    /// A figure that it leaves blank by the notice is not among them.
    pub figures: BTreeMap<FigureId, Contribution>,
}

impl Inbox {
    /// The table of a month.
    pub fn unit_table(
        &self,
        form: &Form,
        sorted: &Sorted,
        status: &MonthStatus,
        months_lacking: Vec<MonthsLacking>,
    ) -> UnitTable {
        let month = status.month;
        let mut of_units: BTreeMap<MemberId, BTreeMap<FigureId, Contribution>> = BTreeMap::new();
        let (mut coverage, mut stated) = (BTreeMap::new(), BTreeMap::new());
        for (row, figure) in form.figures_in_rows() {
            coverage.insert(figure.id, self.coverage(sorted, month, row, figure));
            let contributions = self.contributions(form, month, row, figure);
            let totals = contributions.iter().filter_map(|one| one.total);
            if let Some(sum) = totals.reduce(|sum, total| sum + total) {
                stated.insert(figure.id, sum);
            }
            for one in contributions {
                of_units.entry(one.unit).or_default().insert(figure.id, one);
            }
        }
        let units = self.register.in_order().into_iter().filter_map(|member| {
            let standing = status.units.iter().find(|unit| unit.unit == member.id).map(|unit| unit.standing);
            let figures = of_units.remove(&member.id);
            (standing.is_some() || figures.is_some()).then(|| UnitRow {
                name: member.name.clone(),
                kind: member.kind.clone(),
                standing,
                figures: figures.unwrap_or_default(),
            })
        });
        UnitTable { month, units: units.collect(), coverage, stated, months_lacking }
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{register, report, settled};
    use super::*;
    use crate::report::examples::{form, id, month};

    #[test]
    fn every_unit_has_its_figures_and_the_totals_they_state_are_added_up() {
        let (inbox, sorted) = settled(
            register(&["龙沙镇", "龙驹镇", "高峰街道"]),
            vec![
                report(form(), "龙沙镇", "2022-03", "1a=3:13"),
                report(form(), "高峰街道", "2022-03", "1a=1:4"),
            ],
        );
        let table =
            inbox.unit_table(form(), &sorted, &inbox.status(form(), &sorted, month("2022-03")), Vec::new());
        let told: Vec<(&str, Option<Standing>, Option<String>)> = table
            .units
            .iter()
            .map(|unit| {
                let month = unit.figures[&id("1a")].month;
                (unit.name.as_str(), unit.standing, month.map(|month| month.to_string()))
            })
            .collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("龙沙镇", Some(Standing::Accepted), text("3")),
                ("龙驹镇", Some(Standing::Missing), None),
                ("高峰街道", Some(Standing::Accepted), text("1")),
            ]
        );
        assert_eq!(table.coverage[&id("1a")].missing, ["龙驹镇"]);
        assert_eq!(table.stated[&id("1a")].to_string(), "17");
        assert!(!table.units[0].figures.contains_key(&id("10a")), "a township writes nothing there");
    }
}
