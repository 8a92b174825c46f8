//! Tests of the results of a span and of the sentences about it.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::amount::Amount;
use crate::report::examples::{adjust, changed_form, finalize, form, form_with, id, ledger, month, notice};
use crate::report::{Stage, total};
use crate::unit::UnitKind;

fn of(ledger: &Ledger, span: &str, current: &str) -> Summary {
    summarize(form(), ledger, span.parse().unwrap(), month(current)).unwrap()
}

fn line<'summary>(summary: &'summary Summary, figure: &str) -> &'summary SummaryLine {
    summary.lines().find(|line| line.figure == id(figure)).unwrap()
}

fn said(summary: &Summary, heading: Heading) -> String {
    let paragraphs = facts(notice(), form(), summary, ProjectCounts { all: 5, done: 2, overdue: 1 }, heading);
    let paragraph = |one: &Paragraph| one.iter().map(|sentence| sentence.text.as_str()).collect::<String>();
    paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("\n")
}

/// Three months of a street; March was not filled in.
fn months() -> Ledger {
    ledger(
        UnitKind::from("street"),
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
    assert_eq!(running, ["120", "200", "200", "300"].map(known));
    assert_eq!(summary.counted, "2022年1月至4月");
    assert_eq!(summary.months.len(), 4, "a month that is not counted yet has no column");
    assert_eq!(
        of(&months(), "2023", "2022-05").months.len(),
        12,
        "of what has not begun every month is shown"
    );
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
    let mut ledger = ledger(UnitKind::from("department"), "2022-01", &[("2022-01", everything.as_str())]);
    finalize(&mut ledger, "2022-01", true);
    let summary = of(&ledger, "2022-01", "2022-02");
    insta::assert_snapshot!(said(&summary, Heading::Results));
    let situation = said(&summary, Heading::Situation);
    assert!(situation.ends_with("已填报1期，其中已定稿1期、已报送1期。"), "{situation}");
}

#[test]
fn zeros_are_told_as_zeros_and_nothing_is_not() {
    let zeros: Vec<String> =
        form().figures_for(&UnitKind::from("township")).map(|figure| format!("{}=0", figure.id)).collect();
    let zeros = zeros.join(" ");
    let zeros = ledger(UnitKind::from("township"), "2022-01", &[("2022-01", zeros.as_str())]);
    let summary = of(&zeros, "2022-01", "2022-02");
    assert!(
        said(&summary, Heading::Results).contains("出动环卫工人0人次，整治卫生死角0个；清除暴露垃圾0.00吨")
    );
    assert_eq!(line(&summary, "1a").best, None, "no month is the best of nothing");
    let one = ledger(UnitKind::from("township"), "2022-01", &[("2022-01", "1a=3 1b=0 4=0 5a=0 5b=0 13=0")]);
    let told = said(&of(&one, "2022-01", "2022-02"), Heading::Results);
    assert!(told.contains("出动环卫工人3人次，整治卫生死角0个。"), "{told}");
    assert!(
        told.contains("整治照明暗盲区0处") && !told.contains("环卫设施"),
        "zero beside work is for the table: {told}"
    );
    let empty = ledger(UnitKind::from("township"), "2022-01", &[]);
    assert!(said(&of(&empty, "2022", "2022-03"), Heading::Results).starts_with("本时段没有可以统计的数据。"));
    assert!(said(&of(&empty, "2022", "2022-01"), Heading::Situation).contains("本时段还没有填报的月份"));
}

#[test]
fn a_part_without_its_whole_is_not_called_a_part() {
    let ledger = ledger(UnitKind::from("township"), "2022-01", &[("2022-01", "2b=3 5b=1 8=4")]);
    let told = said(&of(&ledger, "2022", "2022-02"), Heading::Results);
    assert!(told.contains("塑料类暴露垃圾3.00吨；化粪池1个；2022年已建成"), "{told}");
    assert!(!told.contains("其中塑料"), "{told}");
}

#[test]
fn a_part_is_told_without_its_whole_however_its_row_is_written() {
    let form = changed_form(|definition| {
        let form = &mut definition["forms"][0];
        form["relations"] = json!([]);
        form["tables"] = json!([{
            "columns": [
                { "heading": "指标", "role": "content" },
                { "heading": "本月", "role": "month", "measure": "m" },
                { "heading": "累计", "role": "total", "measure": "m" }
            ],
            "unit": "人",
            "sections": [{ "rows": [
                { "number": 1, "content": "受益人口" },
                { "number": 2, "content": "其中：脱贫人口", "part_of": 1 },
                { "number": 3, "content": "其中:老年人", "level": 1 },
                { "number": 4, "content": "其中儿童", "level": 1 },
                { "number": 5, "content": "其中心城区" }
            ] }]
        }]);
    });
    let ledger = ledger(UnitKind::from("street"), "2022-01", &[("2022-01", "1a=9 2a=4 3a=3 4a=2 5a=1")]);
    let summary = summarize(&form, &ledger, "2022-01".parse().unwrap(), month("2022-02")).unwrap();
    let results = facts(notice(), &form, &summary, ProjectCounts::default(), Heading::Results);
    let told: String = results.iter().flatten().map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(told, "受益人口9人；脱贫人口4人；老年人3人；儿童2人；其中心城区1人。");
}

#[test]
fn what_says_this_year_is_never_added_up_over_a_new_year() {
    let ledger =
        ledger(UnitKind::from("street"), "2022-12", &[("2022-12", "8=5 9=1"), ("2023-01", "8=2 9=1")]);
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
fn each_yearly_figure_of_a_row_has_its_own_number_and_one_without_an_x_its_name() {
    let form = changed_form(|definition| {
        let rows = &mut definition["forms"][0]["tables"][0]["sections"][0]["rows"];
        for figure in rows[0]["figures"].as_array_mut().unwrap() {
            figure["scope"] = "year".into();
        }
        rows[3]["content"] = "清理乱堆乱放".into();
        rows[3]["figures"][0]["name"] = "乱堆乱放".into();
    });
    let lines = [("2022-12", "1a=120 1b=5 4=7"), ("2023-01", "1a=80 1b=3 4=2")];
    let ledger = ledger(UnitKind::from("street"), "2022-12", &lines);
    let told = |span: &str| {
        let summary = summarize(&form, &ledger, span.parse().unwrap(), month("2023-02")).unwrap();
        let told = facts(notice(), &form, &summary, ProjectCounts::default(), Heading::Results);
        told.concat().into_iter().map(|sentence| sentence.text).collect::<String>()
    };
    let both = told("2022-12..2023-01");
    assert!(
        both.contains(
            "2022年12月出动环卫工人120人次，整治卫生死角5个，2023年出动环卫工人80人次，整治卫生死角3个"
        ),
        "{both}"
    );
    assert!(both.ends_with("；乱堆乱放9个。"), "{both}");
    assert!(told("2023-01").contains("出动环卫工人80人次，整治卫生死角3个"));
}

/// The total of a derived figure within a year is the form's own 累计, gaps and adjustments included.
#[test]
fn what_is_reckoned_adds_up_in_a_summary_as_it_does_on_the_form() {
    let form = form_with(&[("3b=4-5a", true)]);
    let lines =
        [("opening", "4=100 5a=1"), ("2022-01", "4=5 5a=9"), ("2022-02", "4=7"), ("2022-03", "4=1 5a=2")];
    let mut ledger = ledger(UnitKind::from("street"), "2022-01", &lines);
    adjust(&mut ledger, "2022-03", "5a", "1");
    let summary = summarize(&form, &ledger, "2022".parse().unwrap(), month("2022-04")).unwrap();
    let line = line(&summary, "3b");
    let text = |amount: &Option<Amount>| amount.map_or(String::new(), |amount| amount.to_string());
    // 100+5, then 7 more, then 1 more; less 1+9, and then 2+1.
    assert_eq!(line.running.iter().map(text).collect::<Vec<_>>(), ["95", "102", "100"]);
    assert_eq!(line.missing, [month("2022-02")]);
    assert_eq!(line.remark, "含期初累计 99；含累计调整 -1；缺 2 月");
    let (row, figure) = form.find(id("3b")).unwrap();
    for (at, running) in ["2022-01", "2022-02", "2022-03"].iter().zip(&line.running) {
        assert_eq!(total(&form, &ledger, row, figure, month(at)).amount, *running, "{at}");
    }
    assert_eq!(
        line.best.as_ref().unwrap().amount.to_string(),
        "-1",
        "less was lost in March than in January"
    );
}

#[test]
fn a_month_that_is_not_reported_is_in_no_span() {
    let form = changed_form(|definition| {
        definition["campaign"]["due"]["exempt"] = [1].into();
        definition["campaign"]["first_month"] = "2022-02".into();
    });
    let lines = [("2022-12", "9=4"), ("2023-02", "9=6"), ("2023-03", "9=9")];
    let ledger = ledger(UnitKind::from("street"), "2022-12", &lines);
    let of =
        |span: &str, current: &str| summarize(&form, &ledger, span.parse().unwrap(), month(current)).unwrap();
    let summary = of("2023", "2023-03");
    let months: Vec<String> = summary.months.iter().map(|month| month.month.to_string()).collect();
    assert_eq!(months, ["2023-02", "2023-03"]);
    assert_eq!(line(&summary, "9").missing, []);
    assert_eq!(line(&summary, "9").total.unwrap().to_string(), "15");
    let february = of("2023-02", "2023-03");
    let compared = line(&february, "9").compared.clone().unwrap();
    assert_eq!((compared.name.as_str(), compared.before.to_string()), ("2022年12月", "4".to_owned()));
    let winter = of("2022-12..2023-12", "2023-02");
    assert_eq!(winter.counted, "2022年12月至2023年3月");
    let early = {
        let mut early = ledger.clone();
        early.months.split_off(&month("2023-01"));
        summarize(&form, &early, "2022-12..2023-12".parse().unwrap(), month("2023-02")).unwrap()
    };
    assert_eq!(early.counted, "2022年12月", "January is over, but nobody reports it");
}

#[test]
fn a_part_of_a_year_is_not_called_the_year() {
    let ledger = ledger(
        UnitKind::from("street"),
        "2022-01",
        &[("2022-06", "8=9"), ("2022-08", "8=5"), ("2022-12", "8=3"), ("2023-01", "8=2"), ("2023-02", "8=1")],
    );
    let told = |span: &str| said(&of(&ledger, span, "2023-03"), Heading::Results);
    let built = "已建成“门前三包、五长制”示范道路数量";
    assert!(
        told("2022-07..2022-09").contains(&format!("2022年7月至9月{built}5条")),
        "{}",
        told("2022-07..2022-09")
    );
    assert!(told("2022-01..2022-09").contains(&format!("2022年{built}14条")), "{}", told("2022-01..2022-09"));
    let over = told("2022-11..2023-02");
    assert!(over.contains(&format!("2022年11月至12月{built}3条")), "{over}");
    assert!(over.contains(&format!("2023年{built}3条")), "{over}");
}

#[test]
fn a_unit_whose_totals_begin_anew_each_year_has_its_years_added_up_and_is_told_so() {
    let mut ledger =
        ledger(UnitKind::from("street"), "2022-01", &[("2022-12", "9=5 8=4"), ("2023-01", "9=2 8=1")]);
    ledger.unit.restart_each_year = true;
    let summary = of(&ledger, "campaign", "2023-02");
    assert_eq!(line(&summary, "9").total.unwrap().to_string(), "7");
    assert!(line(&summary, "9").remark.starts_with("各年相加；表上的累计每年重新计算"));
    assert!(line(&summary, "8").remark.starts_with("每年重新起算：2022年 4、2023年 1"));
    assert!(!line(&of(&ledger, "2022", "2023-02"), "9").remark.contains("各年相加"));

    ledger.unit.first_month = month("2023-03");
    ledger.months.clear();
    ledger.opening.insert(id("9"), "6".to_owned());
    let told = said(&of(&ledger, "campaign", "2023-04"), Heading::Situation);
    assert!(told.contains("2022年1月至12月的数据不在逐月填报范围内，未计入。"), "{told}");
    assert!(
        told.contains("统计时段为2022年1月至2023年3月，各项合计含2023年1月至2月的期初累计数。"),
        "{told}"
    );
}

#[test]
fn a_report_that_was_sent_and_opened_again_was_sent() {
    let mut ledger = ledger(UnitKind::from("street"), "2022-01", &[("2022-01", "9=5")]);
    finalize(&mut ledger, "2022-01", true);
    ledger.months.get_mut(&month("2022-01")).unwrap().stage = Stage::Open;
    let told = said(&of(&ledger, "2022-01", "2022-02"), Heading::Situation);
    assert!(told.contains("其中已定稿1期、已报送1期"), "{told}");
}

#[test]
fn the_opening_balance_counts_where_all_of_it_lies_in_the_span() {
    let ledger = ledger(
        UnitKind::from("street"),
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
    assert_eq!(told, "开始填报以前的数在期初累计里，没有计入");
}

#[test]
fn what_there_is_none_of_is_told_in_a_word() {
    let told = |all, done, overdue| {
        let ledger = months();
        let counts = ProjectCounts { all, done, overdue };
        let paragraphs = facts(notice(), form(), &of(&ledger, "2022", "2022-05"), counts, Heading::Results);
        let sentence = &paragraphs.last().unwrap().last().unwrap().text;
        sentence.trim_start_matches("列入亮点项目清单的项目").to_owned()
    };
    assert_eq!(told(24, 0, 24), "24个，均超过完成时限未完成。");
    assert_eq!(told(24, 0, 3), "24个，均未完成，其中3个超过完成时限。");
    assert_eq!(told(24, 0, 0), "24个，均未完成。");
    assert_eq!(told(24, 24, 0), "24个，均已完成。");
    assert_eq!(told(24, 20, 0), "24个，已完成20个。");
    assert_eq!(told(24, 20, 3), "24个，已完成20个，超过完成时限未完成3个。");
    assert_eq!(told(1, 0, 0), "1个，未完成。");
    assert_eq!(told(1, 0, 1), "1个，超过完成时限未完成。");
    assert_eq!(told(1, 1, 0), "1个，已完成。");
    let empty = ledger(UnitKind::from("township"), "2022-01", &[]);
    let reports = |current: &str| said(&of(&empty, "2022", current), Heading::Situation);
    assert!(reports("2022-04").contains("应填报月报表3期，均未填报。"), "{}", reports("2022-04"));
    assert!(reports("2022-02").contains("应填报月报表1期，未填报。"), "{}", reports("2022-02"));
}

#[test]
fn a_year_is_compared_with_the_year_before_else_with_the_months_before_and_never_over_a_gap() {
    let mut ledger = ledger(
        UnitKind::from("street"),
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
    /// Every total over the campaign up to a month must equal the total on the form of that month, and every
    /// number in a sentence must be a total.
    #[test]
    fn every_number_told_is_a_total_of_the_form(
        entered in proptest::collection::vec((0_usize..24, 0_usize..12, 0_i64..1_000_000), 0..120),
        opening in proptest::option::of(0_i64..1000),
        start in 1_u32..4,
        department: bool,
    ) {
        let kind = if department { UnitKind::from("department") } else { UnitKind::from("township") };
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
                ledger.entry(form(), row, figure, month("2022-12")).amount().is_none().then(|| month("2022-12"))
            ).collect::<Vec<_>>());
        }
        let told = facts(notice(), form(), &summary, ProjectCounts::default(), Heading::Results);
        for sentence in told.iter().flatten() {
            let totals: Vec<(String, &SummaryLine)> = sentence
                .figures
                .iter()
                .map(|figure| line(&summary, &figure.to_string()))
                .map(|line| (line.total.unwrap().to_string(), line))
                .collect();
            prop_assert_eq!(numbers_told(&sentence.text, &totals), "", "{}", sentence.text);
        }
        let done = |section: &SummarySection| {
            section.lines.iter().any(|line| line.total.is_some_and(|total| !total.is_zero()) || line.total.is_some() && !line.missing.is_empty())
        };
        for section in &summary.sections {
            for line in section.lines.iter().filter(|line| line.total.is_some()) {
                let is_told = told.iter().flatten().any(|sentence| sentence.figures.contains(&line.figure));
                let is_nothing = line.total.is_some_and(Amount::is_zero);
                prop_assert!(is_told || (is_nothing && done(section)), "{} is told", line.name);
            }
        }
    }

    /// Every change must equal the total minus the total before, over every span.
    #[test]
    fn a_change_is_the_total_less_the_one_before(
        values in proptest::collection::vec(0_i64..1000, 24),
        first in 0_usize..24,
        length in 1_usize..12,
    ) {
        let all: Vec<Month> = month("2022-01").through(month("2023-12")).collect();
        let mut ledger = ledger(UnitKind::from("department"), "2022-01", &[]);
        for (month, value) in all.iter().zip(values) {
            for figure in ["8", "9"] {
                ledger.months.entry(*month).or_default().entries.insert(id(figure), value.to_string());
            }
        }
        let last = all[(first + length - 1).min(23)];
        let summary = of(&ledger, &format!("{}..{last}", all[first]), "2024-01");
        for figure in ["8", "9"] {
            let line = line(&summary, figure);
            if let Some(compared) = &line.compared {
                prop_assert_eq!(compared.before + compared.difference, line.total.unwrap(), "{}", figure);
            }
        }
        let is_over_new_year = all[first].year() != last.year();
        prop_assert!(line(&summary, "8").compared.is_none() || !is_over_new_year);
    }
}

/// The numbers that remain in a sentence after each total with its unit (in the order of the form), the gaps
/// and the years are removed: empty if the sentence contains no other number.
fn numbers_told(sentence: &str, totals: &[(String, &SummaryLine)]) -> String {
    let mut rest = sentence.to_owned();
    let mut from = 0;
    for (total, line) in totals {
        let told = format!("{total}{}", line.unit);
        let found = rest[from..].match_indices(&told).find(|(at, _)| {
            !rest[..from + at].ends_with(|before: char| before.is_ascii_digit() || before == '.')
        });
        let Some((at, _)) = found else { return format!("{told} is not where it belongs") };
        rest.replace_range(from + at..from + at + total.len(), "");
        from += at;
    }
    let gaps = rest.split('缺').enumerate().map(|(index, part)| {
        let end = if index == 0 { 0 } else { part.find(['）', '；', '。', '，']).unwrap_or(0) };
        part[end..].to_owned()
    });
    let rest: String = gaps.collect();
    rest.replace("2022年", "").chars().filter(char::is_ascii_digit).collect()
}
