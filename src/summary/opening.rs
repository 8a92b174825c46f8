//! Which of the sums shown contain the opening balance, and which months of the span are in none of them, in words.

use super::line::named;
use super::{Standing, Summary, SummaryLine, range_name};
use crate::amount::Amount;
use crate::notice::{Form, Scope};
use crate::period::Month;

/// What follows the span in its sentence: which sums contain the opening balance, and up to which month. Empty if none
/// does.
pub(super) fn clause(form: &Form, summary: &Summary) -> String {
    let shown = shown(summary);
    let groups = groups(form, summary, &shown);
    let clauses = groups.iter().enumerate().map(|(index, (from, lines))| {
        let others: Vec<&SummaryLine> =
            shown.iter().filter(|line| !lines.iter().any(|one| one.figure == line.figure)).copied().collect();
        let sums = if others.is_empty() {
            "各项合计".to_owned()
        } else if others.len() < lines.len() {
            format!("除{}外，各项合计", named(&others))
        } else {
            format!("{}{}的合计", if index == 0 { "其中" } else { "" }, named(lines))
        };
        format!("，{sums}含{}的期初累计数", covered(form, summary, *from))
    });
    clauses.collect()
}

/// The months of the span before the unit's first month that no sum shown contains, and those that only some do.
pub(super) fn outside(form: &Form, summary: &Summary) -> (Vec<Month>, Vec<Month>) {
    let shown = shown(summary);
    let contains = |line: &SummaryLine, month: Month| {
        line.opening.is_some() && from(form, summary, line).is_none_or(|from| from <= month)
    };
    let (mut none, mut some) = (Vec::new(), Vec::new());
    for month in summary.months_that_are(Standing::BeforeStart) {
        match shown.iter().filter(|line| contains(line, month)).count() {
            0 => none.push(month),
            count if count < shown.len() => some.push(month),
            _ => {}
        }
    }
    (none, some)
}

/// The lines with a sum.
fn shown(summary: &Summary) -> Vec<&SummaryLine> {
    summary.lines().filter(|line| line.total.is_some()).collect()
}

/// The lines whose sums contain the opening balance, by the month it begins with.
fn groups<'line>(
    form: &Form,
    summary: &Summary,
    shown: &[&'line SummaryLine],
) -> Vec<(Option<Month>, Vec<&'line SummaryLine>)> {
    // An opening balance of zero from before the span adds nothing; within the span it is what its months came to.
    let is_within = !summary.months_that_are(Standing::BeforeStart).is_empty();
    let counts = |opening: Amount| is_within || !opening.is_zero();
    let mut groups: Vec<(Option<Month>, Vec<&SummaryLine>)> = Vec::new();
    for line in shown.iter().filter(|line| line.opening.is_some_and(counts)) {
        let from = from(form, summary, line);
        match groups.iter_mut().find(|(known, _)| *known == from) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((from, vec![line])),
        }
    }
    groups
}

/// The month that a line's opening balance begins with; `None` if it contains everything from the campaign's first
/// month on, and what was before.
fn from(form: &Form, summary: &Summary, line: &SummaryLine) -> Option<Month> {
    let is_yearly = summary.unit.restart_each_year
        || form.find(line.figure).is_ok_and(|(_, figure)| figure.scope == Scope::Year);
    let january = Month::new(through(form, summary).year(), 1)?;
    (is_yearly && january > form.campaign.first_month).then_some(january)
}

fn through(form: &Form, summary: &Summary) -> Month {
    form.campaign.month_before(summary.unit.first_month)
}

fn covered(form: &Form, summary: &Summary, from: Option<Month>) -> String {
    let through = through(form, summary);
    from.map_or_else(|| format!("截至{}", through.name()), |from| range_name(from, through))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::{Heading, ProjectCounts, facts, summarize};
    use super::*;
    use crate::notice::FigureId;
    use crate::report::Ledger;
    use crate::report::examples::{form, id, ledger, month, notice};
    use crate::unit::UnitKind;

    fn of(ledger: &Ledger, span: &str, current: &str) -> Summary {
        summarize(form(), ledger, span.parse().unwrap(), month(current)).unwrap()
    }

    fn situation(summary: &Summary) -> String {
        let paragraphs = facts(notice(), form(), summary, ProjectCounts::default(), Heading::Situation);
        paragraphs.iter().flatten().map(|sentence| sentence.text.as_str()).collect()
    }

    /// What the sentence about the span says, and about the months before the unit's first.
    fn span_told(ledger: &Ledger, span: &str, current: &str) -> String {
        let told = situation(&of(ledger, span, current));
        let sentences =
            told.split_inclusive('。').filter(|one| one.contains("统计时段") || one.contains("逐月填报范围"));
        sentences.collect::<String>().replace("本总结的统计时段为", "")
    }

    #[test]
    fn the_span_says_whether_its_sums_contain_the_opening_balance() {
        let from_the_start = ledger(
            UnitKind::from("street"),
            "2022-01",
            &[("opening", "1a=100 9=7 8=4"), ("2022-08", "1a=5 9=1 8=1 13=2")],
        );
        let told = |span: &str| span_told(&from_the_start, span, "2022-09");
        let from_before =
            "，其中“出动环卫工人”“敲门行动、桶边督导、监管执法”的合计含截至2021年12月的期初累计数。";
        assert_eq!(told("2022"), format!("2022年1月至8月{from_before}"));
        assert_eq!(told("campaign"), format!("2022年1月至8月{from_before}"));
        assert_eq!(
            told("2022-01..2022-06"),
            "2022年1月至6月，各项合计含截至2021年12月的期初累计数。",
            "two sums alone"
        );
        assert_eq!(told("2022-07..2022-12"), "2022年7月至8月。");
        assert_eq!(told("2022-08"), "2022年8月。");

        let later = ledger(
            UnitKind::from("street"),
            "2022-03",
            &[("opening", "1a=100 9=0 8=4"), ("2022-03", "1a=5 9=1 8=1")],
        );
        let told = |span: &str| span_told(&later, span, "2022-09");
        assert_eq!(told("2022"), "2022年1月至8月，各项合计含截至2022年2月的期初累计数。");
        assert_eq!(told("2022-02..2022-06"), "2022年2月至6月。2022年2月的数据不在逐月填报范围内，未计入。");
        assert_eq!(told("2022-04..2022-06"), "2022年4月至6月。");
        assert_eq!(told("2022-01"), "2022年1月。2022年1月的数据不在逐月填报范围内，未计入。");

        let mut some = later;
        some.opening.remove(&id("9"));
        assert_eq!(
            span_told(&some, "2022", "2022-09"),
            "2022年1月至8月，除“敲门行动、桶边督导、监管执法”外，各项合计含截至2022年2月的期初累计数。\
             2022年1月至2月的其他数据不在逐月填报范围内，未计入。"
        );

        let next_year = ledger(
            UnitKind::from("street"),
            "2023-03",
            &[("opening", "1a=100 9=7 8=4"), ("2023-03", "1a=5 9=1 8=1")],
        );
        let told = |span: &str| span_told(&next_year, span, "2023-05");
        assert_eq!(
            told("2023"),
            "2023年1月至4月，其中“今年已建成示范道路”的合计含2023年1月至2月的期初累计数。\
             2023年1月至2月的其他数据不在逐月填报范围内，未计入。",
            "what was counted from January is in the sum of the year, what was counted from the start is not"
        );
        assert_eq!(
            told("campaign"),
            "2022年1月至2023年4月，除“今年已建成示范道路”外，各项合计含截至2023年2月的期初累计数，\
             “今年已建成示范道路”的合计含2023年1月至2月的期初累计数。2022年1月至12月的其他数据不在逐月填报范围内，未计入。"
        );
    }

    #[test]
    fn an_opening_balance_of_nothing_from_before_the_span_is_not_mentioned() {
        let zero =
            ledger(UnitKind::from("street"), "2022-01", &[("opening", "1a=0 9=0"), ("2022-01", "1a=5 9=1")]);
        assert_eq!(span_told(&zero, "2022", "2022-02"), "2022年1月。");
    }

    /// The figures of the test below: one from each kind of sum, few enough for a sentence to name those that differ.
    const FIGURES: [&str; 5] = ["1a", "2a", "8", "9", "16"];

    /// Whether the sentence claims that the sum of a figure contains the opening balance.
    fn claims(sentence: &str, name: &str) -> bool {
        let name = format!("“{name}”");
        sentence.contains("，各项合计含") && !sentence.contains('除')
            || sentence
                .split_once("，除")
                .is_some_and(|(_, except)| !except.split_once('外').unwrap().0.contains(&name))
            || sentence.split('，').any(|clause| clause.contains("的合计含") && clause.contains(&name))
    }

    proptest! {
        /// The sum less the months that were filled in is the opening balance or nothing, whatever the span, the
        /// unit's first month and its kind of totals; and the sentence says which of the two, for each figure.
        #[test]
        fn what_the_sentence_claims_is_in_the_sums(
            entered in proptest::collection::vec((0_usize..5, 0_usize..24, 1_i64..1000), 1..60),
            opened in proptest::collection::vec(proptest::option::of(100_000_i64..900_000), 5),
            begins in 0_usize..18,
            restarts: bool,
            span in prop_oneof![
                Just("campaign".to_owned()), Just("2022".to_owned()), Just("2023".to_owned()),
                Just("2022-01..2022-06".to_owned()), Just("2022-07..2022-12".to_owned()),
                (0_usize..24, 0_usize..24).prop_map(|(one, two)| {
                    let at = |index: usize| format!("{}-{:02}", 2022 + index / 12, index % 12 + 1);
                    format!("{}..{}", at(one.min(two)), at(one.max(two)))
                }),
            ],
        ) {
            let all: Vec<Month> = month("2022-01").through(month("2023-12")).collect();
            let mut ledger = ledger(UnitKind::from("department"), &all[begins].to_string(), &[]);
            ledger.unit.restart_each_year = restarts;
            let mut amounts: BTreeMap<(FigureId, Month), i64> = BTreeMap::new();
            for (figure, at, amount) in entered.into_iter().filter(|(_, at, _)| *at >= begins) {
                amounts.insert((id(FIGURES[figure]), all[at]), amount);
            }
            for ((figure, at), amount) in &amounts {
                ledger.months.entry(*at).or_default().entries.insert(*figure, amount.to_string());
            }
            for (figure, amount) in FIGURES.iter().zip(opened) {
                ledger.opening.extend(amount.map(|amount| (id(figure), amount.to_string())));
            }
            let summary = of(&ledger, &span, "2024-01");
            let told = situation(&summary);
            let sentence = told.split('。').find(|one| one.contains("统计时段")).unwrap();
            let mut any = false;
            for line in summary.lines().filter(|line| line.total.is_some()) {
                let months = summary.months.iter().filter_map(|month| amounts.get(&(line.figure, month.month)));
                let filled_in = i128::from(months.sum::<i64>()) * 10_000;
                let years: i128 = line.years.iter().map(|year| year.amount.ten_thousandths()).sum();
                let sum = if line.years.is_empty() { line.total.unwrap().ten_thousandths() } else { years };
                let opening =
                    ledger.opening.get(&line.figure).map_or(0, |text| text.parse::<i128>().unwrap() * 10_000);
                let contains = sum > filled_in;
                prop_assert!(!contains || sum - filled_in == opening, "{} {sum} {filled_in}", line.name);
                prop_assert_eq!(claims(sentence, &line.name), contains, "{}: {}", line.name, &told);
                any |= contains;
            }
            let until = all[begins].previous();
            prop_assert_eq!(sentence.contains("期初"), any);
            prop_assert!(!any || sentence.contains(&format!("{}月的期初累计数", until.number())), "{sentence}");
        }
    }
}
