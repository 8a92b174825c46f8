//! What a span comes to, and what is said of it.

use proptest::prelude::*;

use super::*;
use crate::report::examples::{adjust, finalize, form, id, ledger, month};
use crate::report::total;
use crate::unit::UnitKind;

fn of(ledger: &Ledger, span: &str, current: &str) -> Summary {
    summarize(form(), ledger, span.parse().unwrap(), month(current)).unwrap()
}

fn line<'summary>(summary: &'summary Summary, figure: &str) -> &'summary SummaryLine {
    summary.lines().find(|line| line.figure == id(figure)).unwrap()
}

fn said(summary: &Summary, heading: Heading) -> String {
    let paragraphs = facts(form(), summary, ProjectCounts { all: 5, done: 2, overdue: 1 }, heading);
    let paragraph = |one: &Paragraph| one.iter().map(|sentence| sentence.text.as_str()).collect::<String>();
    paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("\n")
}

/// Three months of a street, March forgotten.
fn months() -> Ledger {
    ledger(
        UnitKind::Street,
        "2022-01",
        &[
            ("2022-01", "1a=120 1b=5 2a=3.5 2b=1 8=2 9=4"),
            ("2022-02", "1a=80 1b=0 2a=1.25 2b=0.25 8=1"),
            ("2022-04", "1a=100 1b=2 2a=2 2b=1 8=1 9=3"),
        ],
    )
}

#[test]
fn a_line_has_its_total_its_best_month_and_its_gaps() {
    let summary = of(&months(), "2022", "2022-05");
    let workers = line(&summary, "1a");
    assert_eq!(workers.total.unwrap().to_string(), "300");
    assert_eq!(workers.best.as_ref().unwrap().name, "2022年1月");
    assert_eq!(workers.remark, "缺 3 月");
    assert_eq!(line(&summary, "9").missing, [month("2022-02"), month("2022-03")]);
    assert_eq!(line(&summary, "10a").remark, "不填");
    assert_eq!(line(&summary, "13").total, None, "nothing known is not zero");
    let running: Vec<_> =
        workers.running.iter().map(|amount| amount.map(|amount| amount.to_string())).collect();
    let known = |text: &str| Some(text.to_owned());
    assert_eq!(running[..5], [known("120"), known("200"), known("200"), known("300"), None]);
    assert_eq!(summary.months.len(), 12);
    assert_eq!(summary.counted, "2022年1月至4月");
}

#[test]
fn the_facts_are_told_in_the_words_of_the_form() {
    insta::assert_snapshot!(said(&of(&months(), "2022", "2022-05"), Heading::Situation));
    insta::assert_snapshot!(said(&of(&months(), "2022", "2022-05"), Heading::Results));
}

#[test]
fn a_department_has_all_rows_and_no_word_of_empty_ones() {
    let everything: Vec<String> = form().figures().map(|figure| format!("{}=7", figure.id)).collect();
    let everything = everything.join(" ");
    let mut ledger = ledger(UnitKind::Department, "2022-01", &[("2022-01", everything.as_str())]);
    finalize(&mut ledger, "2022-01", true);
    let summary = of(&ledger, "2022-01", "2022-02");
    insta::assert_snapshot!(said(&summary, Heading::Results));
    let situation = said(&summary, Heading::Situation);
    assert!(situation.ends_with("已填报1期，其中已定稿1期、已报送1期。"), "{situation}");
}

#[test]
fn zeros_are_told_as_zeros_and_nothing_is_not() {
    let zeros: Vec<String> =
        form().figures_for(UnitKind::Township).map(|figure| format!("{}=0", figure.id)).collect();
    let zeros = zeros.join(" ");
    let zeros = ledger(UnitKind::Township, "2022-01", &[("2022-01", zeros.as_str())]);
    let summary = of(&zeros, "2022-01", "2022-02");
    assert!(
        said(&summary, Heading::Results).contains("出动环卫工人0人次，整治卫生死角0个；清除暴露垃圾0.00吨")
    );
    assert_eq!(line(&summary, "1a").best, None, "no month is the best of nothing");
    let empty = ledger(UnitKind::Township, "2022-01", &[]);
    assert!(said(&of(&empty, "2022", "2022-03"), Heading::Results).starts_with("本时段没有可以统计的数据。"));
    assert!(said(&of(&empty, "2022", "2022-01"), Heading::Situation).contains("本时段还没有填报的月份"));
}

#[test]
fn a_part_without_its_whole_is_not_called_a_part() {
    let ledger = ledger(UnitKind::Township, "2022-01", &[("2022-01", "2b=3 5b=1 8=4")]);
    let told = said(&of(&ledger, "2022", "2022-02"), Heading::Results);
    assert!(told.contains("塑料类暴露垃圾3.00吨；化粪池1个；2022年已建成"), "{told}");
    assert!(!told.contains("其中塑料"), "{told}");
}

#[test]
fn what_says_this_year_is_never_added_up_over_a_new_year() {
    let ledger = ledger(UnitKind::Street, "2022-12", &[("2022-12", "8=5 9=1"), ("2023-01", "8=2 9=1")]);
    let summary = of(&ledger, "campaign", "2023-02");
    assert_eq!(line(&summary, "8").total.unwrap().to_string(), "2");
    assert_eq!(line(&summary, "8").remark, "每年重新起算：2022年 5、2023年 2；期初累计没有填");
    assert_eq!(line(&summary, "9").total.unwrap().to_string(), "2");
    let told = said(&summary, Heading::Results);
    assert!(
        told.contains(
            "2022年已建成“门前三包、五长制”示范道路数量5条，2023年已建成“门前三包、五长制”示范道路数量2条"
        ),
        "{told}"
    );
}

#[test]
fn the_opening_balance_counts_where_all_of_it_lies_in_the_span() {
    let ledger = ledger(
        UnitKind::Street,
        "2022-03",
        &[("opening", "9=10 8=4"), ("2022-03", "9=1 8=1"), ("2023-01", "9=2 8=2")],
    );
    let total = |span: &str, figure: &str| {
        line(&of(&ledger, span, "2023-02"), figure).total.map(|total| total.to_string())
    };
    assert_eq!(total("2022", "9").as_deref(), Some("11"));
    assert_eq!(total("2022", "8").as_deref(), Some("5"));
    assert_eq!(total("2023", "9").as_deref(), Some("2"));
    assert_eq!(total("2022-02..2022-03", "9").as_deref(), Some("1"), "January is in the opening balance too");
    assert_eq!(total("campaign", "9").as_deref(), Some("13"));
    let told = line(&of(&ledger, "2022-02..2022-03", "2022-04"), "9").remark.clone();
    assert_eq!(told, "起用前的数在期初累计里，没有计入");
}

#[test]
fn a_year_is_compared_with_the_year_before_else_with_the_months_before_and_never_over_a_gap() {
    let mut ledger = ledger(
        UnitKind::Street,
        "2022-01",
        &[("2022-01", "9=4 1a=1"), ("2022-02", "9=6"), ("2023-01", "9=5 1a=2"), ("2023-02", "9=7 1a=2")],
    );
    adjust(&mut ledger, "2022-02", "9", "-1");
    let compared = |span: &str, figure: &str| line(&of(&ledger, span, "2023-03"), figure).compared.clone();
    let year = compared("2023-01..2023-02", "9").unwrap();
    assert!(year.year_before);
    assert_eq!((year.name.as_str(), year.words.as_str()), ("2022年1月至2月", "增加 3（33.3%）"));
    let before = compared("2022-02", "9").unwrap();
    assert_eq!((before.year_before, before.words.as_str()), (false, "增加 1（25.0%）"));
    assert_eq!(compared("2023-01..2023-02", "1a"), None, "February 2022 is not known");
    assert_eq!(compared("2022-01", "9"), None, "nothing was before");
}

proptest! {
    /// Every total over the campaign up to a month is the one that the form shows at that month, and every number
    /// that is told is a total.
    #[test]
    fn every_number_told_is_a_total_of_the_form(
        entered in proptest::collection::vec((0_usize..24, 0_usize..12, 0_i64..1_000_000), 0..120),
        opening in proptest::option::of(0_i64..1000),
        start in 1_u32..4,
        department: bool,
    ) {
        let kind = if department { UnitKind::Department } else { UnitKind::Township };
        let first = Month::new(2022, start).unwrap();
        let figures: Vec<_> = form().figures().collect();
        let mut ledger = ledger(kind, &first.to_string(), &[]);
        for (figure, number, value) in entered {
            let month = Month::new(2022, u32::try_from(number).unwrap() + 1).unwrap();
            if month >= first {
                let figure = figures[figure].id;
                ledger.months.entry(month).or_default().entries.insert(figure, value.to_string());
            }
        }
        if let Some(value) = opening {
            ledger.opening.insert(id("9"), value.to_string());
        }
        let summary = of(&ledger, "2022", "2023-01");
        for line in summary.lines().filter(|line| line.applies) {
            let (row, figure) = form().find(line.figure).unwrap();
            let expected = total(form(), &ledger, row, figure, month("2022-12"));
            prop_assert_eq!(line.total, expected.amount);
            prop_assert_eq!(&line.missing, &expected.missing.into_iter().chain(
                ledger.entry(row, figure, month("2022-12")).amount().is_none().then(|| month("2022-12"))
            ).collect::<Vec<_>>());
        }
        for sentence in facts(form(), &summary, ProjectCounts::default(), Heading::Results).into_iter().flatten() {
            for figure in &sentence.figures {
                let line = line(&summary, &figure.to_string());
                let wanted = format!("{}{}", line.total.unwrap(), line.unit);
                prop_assert!(sentence.text.contains(&wanted), "{} {wanted}", sentence.text);
            }
            let numbers = sentence.text.split(|one: char| !one.is_ascii_digit() && one != '.').filter(|one| !one.is_empty());
            let totals: Vec<String> = sentence.figures.iter().map(|figure| line(&summary, &figure.to_string()).total.unwrap().to_string()).collect();
            let gaps = |number: &str| number.len() <= 2 || number == "2022";
            for number in numbers {
                prop_assert!(totals.iter().any(|total| total == number) || gaps(number), "{number} in {}", sentence.text);
            }
        }
    }
}
