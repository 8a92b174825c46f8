//! A figure over the months: the office's own sum, or what one unit reported, with how many units each month is of. A sum that
//! lacks units is lower than it would be, so it is marked and never compared in silence.

use serde::Serialize;

use super::inbox::Inbox;
use super::placing::Sorted;
use super::register::Member;
use super::sums::Coverage;
use crate::amount::Amount;
use crate::notice::{Figure, FigureId, Form, Row};
use crate::period::Month;
use crate::report::{Ledger, applies, course};

/// A figure over the months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Trend {
    pub figure: FigureId,
    pub name: String,
    /// What it is counted in.
    pub unit: String,
    /// The unit below whose reports these are; `None` for the sums of all.
    pub of: Option<String>,
    pub months: Vec<TrendMonth>,
    /// What can be said of it, in sentences.
    pub words: String,
}

/// One month of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TrendMonth {
    pub month: Month,
    /// What the month came to.
    pub value: Option<Amount>,
    /// The carried total of the office, or the total that the unit states.
    pub total: Option<Amount>,
    #[serde(flatten)]
    pub coverage: Coverage,
    /// What the month was closed with, where that is something else.
    pub closed: Option<ClosedSum>,
}

/// What a closed form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClosedSum {
    pub value: Option<Amount>,
    pub total: Option<Amount>,
}

impl TrendMonth {
    /// Whether it is of all units that it should be of.
    pub fn is_complete(&self) -> bool {
        self.coverage.missing.is_empty()
    }
}

impl Inbox {
    /// The last month of which a report counts.
    pub fn last_counted(&self) -> Option<Month> {
        let counted = self.judgements.iter().rev().filter(|(_, judged)| judged.version.is_some());
        counted.map(|((month, _), _)| *month).next()
    }

    /// The sums of a figure up to a month, of what counts now: a closed form beside an open month would not compare.
    pub fn trend(
        &self,
        (form, sorted): (&Form, &Sorted),
        ledger: &Ledger,
        last: Month,
        (row, figure): (&Row, &Figure),
    ) -> Trend {
        let months = course(form, ledger, (row, figure), last).into_iter().map(|(month, cell)| {
            let coverage = self.coverage(sorted, month, row, figure);
            let now = ClosedSum { value: cell.month.amount(), total: cell.total.amount };
            let closed = ledger.reported(month).and_then(|report| report.sheet.cell(figure.id));
            let closed =
                closed.map(|cell| ClosedSum { value: cell.month.amount(), total: cell.total.amount });
            TrendMonth {
                month,
                value: now.value,
                total: now.total,
                closed: closed.filter(|closed| *closed != now),
                coverage,
            }
        });
        Trend::of(figure, None, months.collect())
    }

    /// What one unit reported of a figure up to a month.
    pub fn trend_of_unit(
        &self,
        (form, sorted): (&Form, &Sorted),
        last: Month,
        (row, figure): (&Row, &Figure),
        member: &Member,
    ) -> Trend {
        let months = form.campaign.months(form.campaign.first_month, last).map(|month| {
            let is_asked = applies(row, &member.kind) && self.may_count(month, member);
            let found = is_asked.then(|| self.contribution(form, month, figure, member));
            let value = found.as_ref().and_then(|one| one.month);
            let is_missing = found.is_some() && value.is_none();
            let is_returned = is_missing && self.is_returned(sorted, (month, member.id));
            let named = |is_so: bool| is_so.then(|| member.name.clone()).into_iter().collect();
            TrendMonth {
                month,
                value,
                total: found.as_ref().and_then(|one| one.total),
                coverage: Coverage {
                    units: usize::from(value.is_some()),
                    expected: usize::from(found.is_some()),
                    missing: named(is_missing),
                    returned: named(is_returned),
                },
                closed: None,
            }
        });
        Trend::of(figure, Some(member.name.clone()), months.collect())
    }
}

impl Trend {
    fn of(figure: &Figure, of: Option<String>, months: Vec<TrendMonth>) -> Self {
        let words = words(&figure.unit, of.is_some(), &months);
        Self { figure: figure.id, name: figure.name.clone(), unit: figure.unit.clone(), of, months, words }
    }
}

/// The last month against the one before it, and the months that lack anybody.
fn words(unit: &str, of_one: bool, months: &[TrendMonth]) -> String {
    let Some(last) = months.last() else { return "还没有采用的表".to_owned() };
    let before = months.iter().rev().nth(1);
    let name = last.month.name();
    let told = match (last.value, before.and_then(|before| Some((before.month, before.value?)))) {
        (None, _) => format!("{name}没有数"),
        (Some(value), None) => format!("{name} {value} {unit}"),
        (Some(value), Some((month, earlier))) => {
            let change = match value.cmp(&earlier) {
                std::cmp::Ordering::Equal => "一样".to_owned(),
                std::cmp::Ordering::Greater => format!("多 {}", value - earlier),
                std::cmp::Ordering::Less => format!("少 {}", earlier - value),
            };
            format!("{name} {value} {unit}，和{}比{change}", month.name())
        }
    };
    // Before the first report nothing was wanted here.
    let partial: Vec<String> = months
        .iter()
        .skip_while(|month| month.coverage.units == 0)
        .filter(|month| !month.is_complete())
        .map(|one| {
            let of_how_many = format!("（{}/{}）", one.coverage.units, one.coverage.expected);
            format!("{}{}", one.month.name(), if of_one { "" } else { &of_how_many })
        })
        .collect();
    let partial = match (partial.is_empty(), of_one) {
        (true, _) => String::new(),
        (_, true) => format!("。没有数的月份：{}", partial.join("、")),
        (_, false) => {
            format!("。报得不全的月份：{}，缺的单位不在合计里，不能直接比", partial.join("、"))
        }
    };
    let closed: Vec<String> = months
        .iter()
        .filter_map(|one| {
            let said =
                |amount: Option<Amount>| amount.map_or("空白".to_owned(), |amount| amount.to_string());
            let closed = one.closed?;
            Some(format!(
                "{}（关账时 {}，累计 {}）",
                one.month.name(),
                said(closed.value),
                said(closed.total)
            ))
        })
        .collect();
    let closed = if closed.is_empty() {
        String::new()
    } else {
        format!("。这里是现在采用的加起来，和关账时不一样的月份：{}", closed.join("、"))
    };
    format!("{told}{partial}{closed}")
}

#[cfg(test)]
mod tests {
    use super::super::MemberId;
    use super::super::examples::{register, report, settled};
    use super::*;
    use crate::report::examples::{form, id, ledger, month};
    use crate::unit::UnitKind;

    fn district() -> Inbox {
        let of = |unit, at, figures| report(form(), unit, at, figures);
        let reports = vec![
            of("龙沙镇", "2022-01", "1a=10"),
            of("龙驹镇", "2022-01", "1a=5"),
            of("龙沙镇", "2022-02", "1a=3:13"),
            of("龙沙镇", "2022-03", "1a=4:17"),
            of("龙驹镇", "2022-03", "1a=20:25"),
        ];
        settled(register(&["龙沙镇", "龙驹镇"]), reports).0
    }

    fn trend(inbox: &Inbox, last: &str, figure: &str) -> Trend {
        let mut ledger = ledger(UnitKind::office(), "2022-01", &[]);
        inbox.fill(form(), &mut ledger);
        inbox.trend((form(), &inbox.sorted(form())), &ledger, month(last), form().find(id(figure)).unwrap())
    }

    /// The month, its value, its total, of how many units it is, and of how many it should be.
    type Line = (String, Option<String>, Option<String>, usize, usize);

    fn told(trend: &Trend) -> Vec<Line> {
        let text = |amount: Option<Amount>| amount.map(|amount| amount.to_string());
        let months = trend.months.iter();
        months
            .map(|one| {
                (
                    one.month.to_string(),
                    text(one.value),
                    text(one.total),
                    one.coverage.units,
                    one.coverage.expected,
                )
            })
            .collect()
    }

    fn line(month: &str, value: Option<&str>, total: Option<&str>, units: usize) -> Line {
        (month.to_owned(), value.map(str::to_owned), total.map(str::to_owned), units, 2)
    }

    #[test]
    fn months_before_the_first_report_lack_nobody() {
        let of = |unit, at| report(form(), unit, at, "1a=10");
        let reports = vec![of("龙沙镇", "2022-03"), of("龙沙镇", "2022-04"), of("龙驹镇", "2022-04")];
        let (inbox, _) = settled(register(&["龙沙镇", "龙驹镇"]), reports);
        let words = trend(&inbox, "2022-04", "1a").words;
        assert!(words.contains("报得不全的月份：2022年3月（1/2），"), "{words}");
    }

    #[test]
    fn every_month_has_its_sum_its_carried_total_and_how_many_it_is_of() {
        let trend = trend(&district(), "2022-03", "1a");
        assert_eq!(
            told(&trend),
            [
                line("2022-01", Some("15"), Some("15"), 2),
                line("2022-02", Some("3"), Some("18"), 1),
                line("2022-03", Some("24"), Some("42"), 2),
            ]
        );
        assert_eq!(trend.months[1].coverage.missing, ["龙驹镇"]);
        assert_eq!(
            trend.words,
            "2022年3月 24 人次，和2022年2月比多 21。报得不全的月份：2022年2月（1/2），缺的单位不在合计里，不能直接比"
        );
    }

    #[test]
    fn what_comes_after_the_month_in_hand_is_not_shown() {
        let trend = trend(&district(), "2022-02", "1a");
        assert_eq!(trend.months.len(), 2);
        assert!(trend.words.starts_with("2022年2月 3 人次，和2022年1月比少 12。"), "{}", trend.words);
    }

    #[test]
    fn of_one_unit_it_is_what_that_unit_reported_and_stated() {
        let inbox = district();
        let member = inbox.register.member(MemberId(2)).unwrap();
        let found = form().find(id("1a")).unwrap();
        let trend = inbox.trend_of_unit((form(), &inbox.sorted(form())), month("2022-03"), found, member);
        let values: Vec<_> = told(&trend).into_iter().map(|one| (one.1, one.2, one.3, one.4)).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            values,
            [(some("5"), some("5"), 1, 1), (None, None, 0, 1), (some("20"), some("25"), 1, 1)]
        );
        assert_eq!(trend.words, "2022年3月 20 人次。没有数的月份：2022年2月");
        assert_eq!(trend.of.as_deref(), Some("龙驹镇"));
    }

    #[test]
    fn a_figure_that_nobody_fills_in_lacks_nobody() {
        let trend = trend(&district(), "2022-03", "10a");
        assert!(trend.months.iter().all(|one| one.value.is_none() && one.is_complete()));
        assert_eq!(trend.words, "2022年3月没有数");
        assert_eq!(Inbox::default().last_counted(), None);
        assert_eq!(district().last_counted(), Some(month("2022-03")));
    }
}
