use super::super::examples::{register, report, settled};
use super::super::{Received, Standing};
use super::*;
use crate::report::examples::{form, month};

const ALL: &str = "1a=10:10 1b=1:1 2a=3.50:3.50 2b=1.00:1.00 9=2:2";
const NEXT: &str = "1a=20:30 1b=1:2 2a=1.50:5.00 2b=0.50:1.50 9=0:2";

fn found(reports: Vec<Received>, at: &str) -> Vec<(Grade, FindingCode, String)> {
    let (inbox, sorted) = settled(register(&["龙沙镇"]), reports);
    let member = &inbox.register.members[&MemberId(1)];
    let status = inbox.unit_month(form(), &sorted, month(at), member);
    // These reports say only what is looked at; what else is blank is looked at by itself.
    let findings = status.findings.into_iter().filter(|one| one.code != FindingCode::Blank);
    findings.map(|one| (one.grade, one.code, one.cell)).collect()
}

#[test]
fn what_is_blank_is_told_once_and_what_had_a_value_is_asked_about_by_itself() {
    let told = |reports: Vec<Received>| {
        let (inbox, sorted) = settled(register(&["龙沙镇"]), reports);
        let (place, versions) = sorted.versions.last_key_value().unwrap();
        let findings = inbox.check(form(), *place, versions[0]).into_iter();
        findings.map(|one| (one.grade, one.cell, one.sentence)).collect::<Vec<_>>()
    };
    let all = form().figures_in_rows().filter(|(row, figure)| {
        applies(row, &crate::unit::UnitKind::from("township")) && !figure.is_derived()
    });
    let all: Vec<String> = all.map(|(_, figure)| format!("{}=0:0", figure.id)).collect();
    let without = |left: &[&str]| {
        let named = |text: &&String| left.iter().all(|id| !text.starts_with(&format!("{id}=")));
        all.iter().filter(named).cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told(vec![report(form(), "龙沙镇", "2022-01", &without(&[]))]), []);
    let one = told(vec![report(form(), "龙沙镇", "2022-01", &without(&["9"]))]);
    assert_eq!(
        one.iter().map(|(grade, _, told)| (*grade, told.as_str())).collect::<Vec<_>>(),
        [(
            Grade::Hint,
            "第 9 行“敲门行动、桶边督导、监管执法”当月空着，不知道是没有还是漏填；汇总里不算它，也不当作 0"
        )]
    );
    let two = told(vec![report(form(), "龙沙镇", "2022-01", &without(&["9", "1a"]))]);
    assert_eq!((two.len(), two[0].1.as_str()), (1, "F5"), "{two:?}");
    assert!(two[0].2.starts_with("第 1、9 行当月有 2 个数空着"), "{two:?}");
    let january = report(form(), "龙沙镇", "2022-01", &without(&["1a"]).replace("9=0:0", "9=2:2"));
    let february = report(form(), "龙沙镇", "2022-02", &without(&["9", "1a"]));
    let later = told(vec![january, february]);
    assert!(
        later.iter().any(|one| one.0 == Grade::Verify && one.2.contains("当月空着，2022年1月是 2")),
        "{later:?}"
    );
    assert!(
        later.iter().any(|one| one.0 == Grade::Hint && one.1 == "F5" && one.2.contains("出动环卫工人")),
        "{later:?}"
    );
}

#[test]
fn a_first_total_that_is_blank_beside_its_month_is_asked_about() {
    assert_eq!(
        found(vec![report(form(), "龙沙镇", "2022-01", "1a=10:")], "2022-01"),
        [(Grade::Verify, FindingCode::TotalDoesNotCarry, "G5".into())]
    );
}

fn january() -> Received {
    report(form(), "龙沙镇", "2022-01", ALL)
}

fn february(figures: &str) -> Received {
    report(form(), "龙沙镇", "2022-02", figures)
}

#[test]
fn a_report_that_carries_has_no_findings() {
    assert_eq!(found(vec![january(), february(NEXT)], "2022-02"), []);
}

#[test]
fn a_total_that_does_not_carry_names_its_cell() {
    let wrong = NEXT.replace("1a=20:30", "1a=20:31");
    let told = found(vec![january(), february(&wrong)], "2022-02");
    assert_eq!(told, [(Grade::Verify, FindingCode::TotalDoesNotCarry, "G5".into())]);
    let (inbox, _) = settled(register(&["龙沙镇"]), vec![january(), february(&wrong)]);
    let at = inbox.judgement(month("2022-02"), MemberId(1)).version.unwrap();
    let finding = &inbox.check(form(), (month("2022-02"), MemberId(1)), at)[0];
    assert_eq!((finding.found.as_str(), finding.expected.as_str()), ("31", "30"));
    assert_eq!(finding.sentence, "第 1 行“出动环卫工人”累计是 31 人次，2022年1月累计 10 加当月 20 应是 30");
}

#[test]
fn a_total_that_the_unit_explains_is_only_told() {
    let mut explained = february(&NEXT.replace("1a=20:30", "1a=20:25"));
    explained.notes.push(super::super::Note { row: Some(1), text: "一月多报 5 人次".into() });
    let told = found(vec![january(), explained], "2022-02");
    assert_eq!(told, [(Grade::Hint, FindingCode::Explained, "G5".into())]);
}

#[test]
fn what_is_asked_about_is_taken_and_waits() {
    for (wrong, code) in [
        ("1a=20:9", FindingCode::TotalFell),
        ("1a=100:110", FindingCode::FarAboveLastMonth),
        ("1a=:10", FindingCode::BlankAfterValue),
    ] {
        let reports = vec![january(), february(&NEXT.replace("1a=20:30", wrong))];
        let told = found(reports.clone(), "2022-02");
        assert_eq!(
            told.iter().map(|one| (one.0, one.1)).collect::<Vec<_>>(),
            [(Grade::Verify, code)],
            "{wrong}"
        );
        let (inbox, sorted) = settled(register(&["龙沙镇"]), reports);
        let status = inbox.status(form(), &sorted, month("2022-02"));
        assert_eq!((status.units[0].standing, status.received, status.waiting), (Standing::Waiting, 1, 1));
        assert!(status.units[0].version.is_some(), "it counts meanwhile");
    }
}

#[test]
fn a_part_of_nothing_is_asked_about_in_the_month_and_in_the_total() {
    let told = found(vec![report(form(), "龙沙镇", "2022-01", "2a=: 2b=0.50:0.50")], "2022-01");
    assert_eq!(told.iter().filter(|one| one.1 == FindingCode::WholeBlank).count(), 2, "{told:?}");
    let told = found(vec![report(form(), "龙沙镇", "2022-01", "2a=: 2b=0:0")], "2022-01");
    assert_eq!(told, [], "none of nothing says nothing new");
}

#[test]
fn what_is_forced_is_not_taken() {
    for (figures, code) in [
        ("1a=一百:1", FindingCode::NotReadable),
        ("2a=1.00:1.00 2b=2.00:2.00", FindingCode::PartExceedsWhole),
        ("2a=3.00:3.00 2b=2.00:4.00", FindingCode::PartExceedsWhole),
        ("10a=5:5", FindingCode::LeftBlankButFilled),
    ] {
        let told = found(vec![report(form(), "龙沙镇", "2022-01", figures)], "2022-01");
        assert!(told.iter().any(|one| (one.0, one.1) == (Grade::Forced, code)), "{figures}: {told:?}");
        let (inbox, _) = settled(register(&["龙沙镇"]), vec![report(form(), "龙沙镇", "2022-01", figures)]);
        assert_eq!(inbox.judgements.len(), 0, "{figures}");
    }
    let mut without_row = january();
    without_row.missing = vec![7, 10];
    let told = found(vec![without_row], "2022-01");
    assert_eq!(told[0].1, FindingCode::RowMissing);
}

#[test]
fn a_zero_where_the_unit_writes_nothing_is_only_told() {
    let told = found(vec![report(form(), "龙沙镇", "2022-01", "1a=1:1 10a=0:0")], "2022-01");
    assert_eq!(told.iter().map(|one| one.0).collect::<Vec<_>>(), [Grade::Hint, Grade::Hint]);
}

#[test]
fn what_is_no_number_where_the_unit_writes_nothing_is_told() {
    let told = found(vec![report(form(), "龙沙镇", "2022-01", &format!("{ALL} 11=见附表:"))], "2022-01");
    assert_eq!(told, [(Grade::Hint, FindingCode::LeftBlankButFilled, "F21".into())]);
}

#[test]
fn last_months_file_sent_again_is_asked_about() {
    let again = january();
    let february = Received { months: february("").months, ..again.clone() };
    let told = found(vec![again, february], "2022-02");
    assert!(told.iter().any(|one| one.1 == FindingCode::SameAsLastMonth), "{told:?}");
}

#[test]
fn a_figure_of_the_year_begins_anew_in_january() {
    let december = report(form(), "龙沙镇", "2022-12", "8=1:5 9=1:5");
    let january = |eight: &str| report(form(), "龙沙镇", "2023-01", &format!("8={eight} 9=1:6"));
    assert_eq!(found(vec![december.clone(), january("2:2")], "2023-01"), []);
    let told = found(vec![december, january("2:7")], "2023-01");
    assert_eq!(told[0].1, FindingCode::TotalDoesNotCarry);
}

#[test]
fn a_figure_of_the_year_begins_anew_though_january_did_not_come() {
    let december = report(form(), "龙沙镇", "2022-12", "8=1:5");
    let february = |eight: &str| report(form(), "龙沙镇", "2023-02", &format!("8={eight}"));
    assert_eq!(found(vec![december.clone(), february("2:2")], "2023-02"), []);
    let (inbox, _) = settled(register(&["龙沙镇"]), vec![december, february("2:7")]);
    let told = inbox.check(form(), (month("2023-02"), MemberId(1)), "2/0".parse().unwrap());
    assert_eq!((told[0].grade, told[0].expected.as_str()), (Grade::Verify, "2"), "{told:?}");
    assert!(
        told[0].sentence.contains("这一项每年重新累计，今年采用了的只有当月的 2（中间有月份没有采用它的表）"),
        "{told:?}"
    );
}

#[test]
fn a_month_that_cannot_be_read_says_nothing_of_the_total() {
    let reports = vec![january(), report(form(), "龙沙镇", "2022-02", "1a=约十:99")];
    let told = found(reports, "2022-02");
    assert!(told.iter().all(|one| one.1 != FindingCode::TotalDoesNotCarry || one.2 != "G5"), "{told:?}");
    assert_eq!((told[0].0, told[0].1), (Grade::Forced, FindingCode::NotReadable), "{told:?}");
}

#[test]
fn a_first_report_may_have_more_in_its_totals() {
    let told = found(vec![report(form(), "龙沙镇", "2022-03", "1a=5:50")], "2022-03");
    assert_eq!(told, [(Grade::Hint, FindingCode::BeforeFirstMonth, "G5".into())]);
}

#[test]
fn a_first_report_cannot_have_less_in_its_totals_than_in_the_month() {
    for at in ["2022-01", "2022-03"] {
        let wrong = report(form(), "龙沙镇", at, "1a=99:20");
        assert_eq!(
            found(vec![wrong.clone()], at),
            [(Grade::Verify, FindingCode::TotalBelowMonth, "G5".into())]
        );
        let (inbox, _) = settled(register(&["龙沙镇"]), vec![wrong]);
        let told = inbox.check(form(), (month(at), MemberId(1)), "1/0".parse().unwrap());
        assert_eq!(told[0].expected, "不少于 99");
        assert!(told[0].sentence.ends_with("以前各月没有采用过这个单位的表，累计不会比当月少"), "{told:?}");
    }
}

#[test]
fn a_total_that_is_right_again_after_a_wrong_one_says_what_speaks_for_it() {
    let of = |at: &str, figures: &str| report(form(), "龙沙镇", at, figures);
    let told = |first: &str, next: &str| {
        let (inbox, _) = settled(register(&["龙沙镇"]), vec![of("2022-01", first), of("2022-02", next)]);
        let found = inbox.check(form(), (month("2022-02"), MemberId(1)), "2/0".parse().unwrap());
        let found = found
            .into_iter()
            .filter(|one| !matches!(one.code, FindingCode::Blank | FindingCode::FarBelowLastMonth));
        found.map(|one| (one.grade, one.code, one.sentence)).collect::<Vec<_>>()
    };
    // The first total was less than its month, or more.
    for first in ["1a=99:20", "1a=99:120"] {
        let told = told(first, "1a=40:139");
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].0, told[0].1), (Grade::Verify, FindingCode::TotalDoesNotCarry));
        assert!(told[0].2.contains("；但它各月的当月数相加正好是 139"), "{told:?}");
    }
    assert!(!told("1a=99:20", "1a=40:138")[0].2.contains("相加正好"), "138 is neither");
    assert_eq!(told("1a=99:20", "1a=40:60"), [], "it carries on what was wrong, as the clerk accepted it");
}

#[test]
fn nothing_was_counted_before_the_campaign_or_in_a_year_that_begins() {
    let told = |at: &str, values: &str| {
        let (inbox, _) = settled(register(&["龙沙镇"]), vec![report(form(), "龙沙镇", at, values)]);
        let found = inbox.check(form(), (month(at), MemberId(1)), "1/0".parse().unwrap());
        let first = found.into_iter().find(|one| one.code != FindingCode::Blank).unwrap();
        (first.grade, first.code, first.expected, first.sentence)
    };
    let (grade, code, expected, sentence) = told("2022-01", "1a=5:300");
    assert_eq!((grade, code, expected.as_str()), (Grade::Verify, FindingCode::TotalDoesNotCarry, "5"));
    assert!(sentence.ends_with("活动从2022年1月开始，累计应是当月的 5"), "{sentence}");
    let (grade, code, expected, sentence) = told("2023-01", "8=2:9");
    assert_eq!((grade, code, expected.as_str()), (Grade::Verify, FindingCode::TotalDoesNotCarry, "2"));
    assert!(sentence.ends_with("这一项每年重新累计，累计应是当月的 2"), "{sentence}");
}

#[test]
fn a_year_that_was_not_changed_waits() {
    let codes = |month: &str, arrived: &str, begun: Option<&str>| {
        let counted =
            [report(form(), "龙沙镇", "2022-11", "1a=1:9"), report(form(), "龙沙镇", "2022-12", "1a=1:10")];
        let coming = report(form(), "龙沙镇", month, "1a=2:2");
        let (mut inbox, _) = settled(register(&["龙沙镇"]), counted.into_iter().chain([coming]).collect());
        let last = std::sync::Arc::make_mut(inbox.receipts.values_mut().last().unwrap());
        last.taken_at = format!("{arrived}T09:00:00+08:00").parse().unwrap();
        inbox.begun = begun.map(self::month);
        let place = (self::month(month), MemberId(1));
        let found = inbox.check(form(), place, "3/0".parse().unwrap()).into_iter();
        let odd = [FindingCode::NotBegun, FindingCode::LongAgo, FindingCode::BeforeBeginning];
        found.map(|one| one.code).filter(|code| odd.contains(code)).collect::<Vec<_>>()
    };
    assert_eq!(codes("2023-01", "2023-01-26", None), []);
    assert_eq!(codes("2022-01", "2023-01-26", None), [FindingCode::LongAgo], "the year of last year's form");
    assert_eq!(codes("2023-12", "2023-01-26", None), [FindingCode::NotBegun]);
    assert_eq!(codes("2022-10", "2023-01-05", None), [], "late, and no more");
    assert_eq!(codes("2022-10", "2023-01-05", Some("2022-11")), [FindingCode::BeforeBeginning]);
    assert_eq!(codes("2023-01", "2023-09-05", None), [], "nothing came after it");
}

#[test]
fn months_that_come_together_are_not_behind_one_another() {
    let months = ["2022-06", "2022-01", "2022-02"].map(|at| report(form(), "龙沙镇", at, "1a=2:2"));
    let (mut inbox, _) = settled(register(&["龙沙镇"]), months.into());
    for receipt in inbox.receipts.values_mut() {
        std::sync::Arc::make_mut(receipt).taken_at = "2022-06-25T09:00:00+08:00".parse().unwrap();
    }
    for (at, version) in [("2022-01", "2/0"), ("2022-02", "3/0")] {
        let found = inbox.check(form(), (month(at), MemberId(1)), version.parse().unwrap());
        assert!(found.iter().all(|one| one.code != FindingCode::LongAgo), "{found:?}");
    }
}

#[test]
fn that_it_is_a_draft_is_told_once() {
    let drafted = Received {
        is_draft: true,
        remarks: vec![crate::hand_filled::draft_remark(), "第 3 行是隐藏的".into()],
        ..report(form(), "龙沙镇", "2022-01", "1a=1")
    };
    let (inbox, _) = settled(register(&["龙沙镇"]), vec![drafted]);
    let at = "1/0".parse().unwrap();
    let found = inbox.check(form(), (month("2022-01"), MemberId(1)), at);
    let told: Vec<&str> = found.iter().map(|finding| finding.sentence.as_str()).collect();
    let drafts = told.iter().filter(|sentence| sentence.contains("草稿")).count();
    assert_eq!((drafts, told.contains(&"第 3 行是隐藏的")), (1, true), "{told:?}");
}
