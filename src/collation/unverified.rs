//! Reports that count before the clerk has looked at them: a sum that contains them says so.

use super::inbox::{Inbox, Standing};
use super::register::MemberId;
use super::status::MonthStatus;
use crate::notice::{Figure, Row};
use crate::period::Month;
use crate::report::applies;

impl MonthStatus {
    /// The units whose report counts and is 待核实, in the order of the register.
    pub fn unverified(&self) -> Vec<MemberId> {
        let units = self.units.iter();
        let waits = units.filter(|unit| unit.standing == Standing::Waiting && unit.version.is_some());
        waits.map(|unit| unit.unit).collect()
    }
}

impl Inbox {
    /// The names of those of them that contribute to a figure.
    pub fn unverified_in(
        &self,
        unverified: &[MemberId],
        month: Month,
        (row, figure): (&Row, &Figure),
    ) -> Vec<String> {
        let members = unverified.iter().filter_map(|unit| self.register.member(*unit));
        let contributing = members.filter(|member| {
            let report = self.counted(month, member.id).map(|(_, report)| report);
            let found = report.and_then(|report| report.figure(figure.id));
            applies(row, &member.kind) && found.is_some_and(|found| found.month.value.amount().is_some())
        });
        contributing.map(|member| member.name.clone()).collect()
    }
}

/// Whose reports in a sum are 待核实, as the end of a sentence; empty if there are none.
pub(super) fn words(unverified: &[String]) -> String {
    if unverified.is_empty() {
        return String::new();
    }
    format!("，其中 {} 个待核实：{}", unverified.len(), unverified.join("、"))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{register, report, settled};
    use super::super::{Finding, Verdict};
    use super::*;
    use crate::report::examples::{form, id, month};

    #[test]
    fn what_counts_and_is_not_verified_is_named_where_it_contributes() {
        let of = |unit, at, figures| report(form(), unit, at, figures);
        let (mut inbox, sorted) = settled(
            register(&["甲镇", "乙镇"]),
            vec![
                of("甲镇", "2022-01", "1a=10"),
                of("甲镇", "2022-02", "1a=3:99"),
                of("乙镇", "2022-02", "1a=1 2a=1"),
            ],
        );
        let february = month("2022-02");
        let named = |inbox: &Inbox, figure: &str| {
            let unverified = inbox.status(form(), &sorted, february).unverified();
            inbox.unverified_in(&unverified, february, form().find(id(figure)).unwrap())
        };
        assert_eq!(named(&inbox, "1a"), ["甲镇"], "its total does not carry");
        assert_eq!(named(&inbox, "2a"), [""; 0], "it says nothing there");
        let place = (february, MemberId(1));
        let at = inbox.judgements[&place].version.unwrap();
        let answered = inbox.check(form(), place, at).iter().map(Finding::key).collect();
        let judged = inbox.judgements.get_mut(&place).unwrap();
        (judged.verdict, judged.answered) = (Some(Verdict::Accepted(at)), answered);
        assert_eq!(named(&inbox, "1a"), [""; 0]);
    }
}
