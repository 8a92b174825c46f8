//! A report that says what the unit's last one said: last month's file, sent again under the new month. It is told first, and
//! what is only wrong because of it is marked so.

use std::collections::BTreeMap;

use super::check::{Alike, Checking, Finding, FindingCode, Grade, total};
use super::received::Received;
use crate::amount::Amount;
use crate::notice::FigureId;

impl Checking<'_> {
    /// Tells that last month's file was sent again, and marks the findings that it explains: totals that were not carried on
    /// because they are last month's.
    pub(super) fn tell_repeated(&self, found: &mut Vec<Finding>) {
        let Some((at, before)) = self.before.filter(|(_, before)| self.repeats(before)) else { return };
        let is_not_carried = |code| matches!(code, FindingCode::TotalDoesNotCarry | FindingCode::TotalFell);
        for finding in found.iter_mut().filter(|finding| is_not_carried(finding.code)) {
            let stated = |report| total(report, finding.figure?);
            let is_last = stated(self.report).is_some() && stated(self.report) == stated(before);
            finding.alike = is_last.then_some(Alike::Repeated);
        }
        let sentence = format!("当月的数和{}完全一样，可能是把上次的表又报了一次", at.name());
        found.insert(0, Finding::of_whole(Grade::Verify, FindingCode::SameAsLastMonth, sentence));
    }

    fn repeats(&self, before: &Received) -> bool {
        let months = |report: &Received| {
            let values = self
                .form
                .figures()
                .filter_map(|figure| Some((figure.id, report.figure(figure.id)?.month.value.amount()?)));
            values.collect::<BTreeMap<FigureId, Amount>>()
        };
        let (now, last) = (months(self.report), months(before));
        now == last && now.values().any(|amount| !amount.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{register, report, settled};
    use super::*;
    use crate::report::examples::form;

    /// What is told of February after January, and whether it follows.
    fn told(january: &str, february: &str) -> Vec<(FindingCode, bool)> {
        let of = |month, figures| report(form(), "龙沙镇", month, figures);
        let (inbox, sorted) =
            settled(register(&["龙沙镇"]), vec![of("2022-01", january), of("2022-02", february)]);
        let ((month, unit), versions) = sorted.versions.last_key_value().unwrap();
        let findings = inbox.check(form(), (*month, *unit), versions[0]).into_iter();
        let findings = findings.filter(|finding| finding.code != FindingCode::Blank);
        findings.map(|finding| (finding.code, finding.alike.is_some())).collect()
    }

    #[test]
    fn last_months_file_is_told_first_and_its_totals_follow() {
        let figures = "1a=5:5 4=7:9 9=2:2";
        let follows = (FindingCode::TotalDoesNotCarry, true);
        assert_eq!(
            told(figures, figures),
            [(FindingCode::SameAsLastMonth, false), follows, follows, follows,]
        );
    }

    #[test]
    fn a_total_that_is_not_last_months_has_another_reason() {
        assert_eq!(
            told("1a=5:5 4=7:9", "1a=5:5 4=7:20"),
            [
                (FindingCode::SameAsLastMonth, false),
                (FindingCode::TotalDoesNotCarry, false),
                (FindingCode::TotalDoesNotCarry, true),
            ]
        );
    }

    #[test]
    fn nothing_follows_where_the_months_differ() {
        assert_eq!(
            told("1a=5:5 4=7:9", "1a=6:5 4=7:9"),
            [(FindingCode::TotalDoesNotCarry, false), (FindingCode::TotalDoesNotCarry, false),]
        );
    }

    #[test]
    fn a_month_without_work_twice_is_no_file_sent_again() {
        assert_eq!(told("1a=0:0", "1a=0:0"), []);
    }
}
