//! Which earlier months of which units no total of the office has: nobody's report of them counts. A month's own coverage does not
//! say it, since its totals are carried from all months before it.

use serde::Serialize;

use super::inbox::Inbox;
use crate::period::{Month, month_spans};

/// The earlier months of a unit that are in no total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MonthsLacking {
    pub unit: String,
    pub months: Vec<Month>,
}

impl Inbox {
    /// The months before `month`, from the first that its totals contain, of which a report was expected and none counts; in the
    /// order of the register. `since` is where the totals begin, if later than collation.
    pub fn months_lacking(&self, since: Month, month: Month) -> Vec<MonthsLacking> {
        let Some(begins) = self.begins() else { return Vec::new() };
        let months: Vec<Month> = begins.max(since).through(month).filter(|at| *at < month).collect();
        let of_units = self.register.in_order().into_iter().map(|member| {
            let lacking = months.iter().copied().filter(|at| {
                self.counted(*at, member.id).is_none()
                    && self.expects(*at, member)
                    && !self.judgement(*at, member.id).is_exempt()
            });
            MonthsLacking { unit: member.name.clone(), months: lacking.collect() }
        });
        of_units.filter(|lacking| !lacking.months.is_empty()).collect()
    }
}

/// Whose months the totals of a month lack, as a part of a sentence; with or without the names.
pub fn months_lacking_words(lacking: &[MonthsLacking], month: Month, with_names: bool) -> Option<String> {
    let count = lacking.len();
    let words =
        |one: &MonthsLacking| format!("{}（{}）", one.unit, month_spans(&one.months, month).join("、"));
    let all = || lacking.iter().map(words).collect::<Vec<_>>().join("、");
    let names = if with_names { format!("：{}", all()) } else { String::new() };
    (count > 0).then(|| format!("累计里还缺 {count} 个单位以前月份的数{names}"))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{register, report, settled};
    use super::super::{MemberId, Verdict};
    use super::*;
    use crate::report::examples::{form, month};

    fn told(inbox: &Inbox, at: &str) -> Option<String> {
        months_lacking_words(&inbox.months_lacking(month("2022-01"), month(at)), month(at), true)
    }

    #[test]
    fn a_month_that_nobody_reported_is_lacking_in_every_later_total() {
        let all = [
            ("龙沙镇", "2022-01"),
            ("龙驹镇", "2022-01"),
            ("龙沙镇", "2022-02"),
            ("龙沙镇", "2022-04"),
            ("龙驹镇", "2022-04"),
        ];
        let reports = all.map(|(unit, at)| report(form(), unit, at, "1a=1"));
        let (mut inbox, _) = settled(register(&["龙沙镇", "龙驹镇"]), reports.into());
        assert_eq!(told(&inbox, "2022-02"), None, "what lacks this month is its own coverage");
        assert_eq!(
            told(&inbox, "2022-03").as_deref(),
            Some("累计里还缺 1 个单位以前月份的数：龙驹镇（2 月）")
        );
        let both = "累计里还缺 2 个单位以前月份的数：龙沙镇（3 月）、龙驹镇（2 月至 3 月）";
        assert_eq!(told(&inbox, "2022-04").as_deref(), Some(both));
        inbox.register.members.get_mut(&MemberId(2)).unwrap().last_month = Some(month("2022-02"));
        inbox.judgements.entry((month("2022-03"), MemberId(1))).or_default().verdict =
            Some(Verdict::Exempt(None));
        assert_eq!(
            told(&inbox, "2022-04").as_deref(),
            Some("累计里还缺 1 个单位以前月份的数：龙驹镇（2 月）"),
            "it has ended since, and the other one was exempt"
        );
        assert_eq!(inbox.months_lacking(month("2022-03"), month("2022-04")), [], "the totals begin later");
    }
}
