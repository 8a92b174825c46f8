//! From when to when texts of notices say that is reported.

use super::super::doubt::Place;
use super::*;

/// The first and the last month of a text that was issued on 2026-01-20 and is due on the 25th, with a ? where they are asked.
fn told(text: &str) -> String {
    told_due(text, false)
}

fn told_due(text: &str, next_month: bool) -> String {
    let place = Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
    let due = Due { day: 25, next_month, exempt: Vec::new() };
    let mut letter = Letter {
        issued: NaiveDate::from_ymd_opt(2026, 1, 20).map(|day| Found::stated(day, None)),
        due: Some(Found::stated(due, None)),
        ..Letter::default()
    };
    months([Line { raw: text.to_owned(), place }].iter(), &mut letter);
    let one = |found: &Option<Found<Month>>| {
        found.as_ref().map_or_else(String::new, |found| {
            format!("{}{}", found.value, if found.sureness == Sureness::Asked { "?" } else { "" })
        })
    };
    format!("{} {}", one(&letter.first_month), one(&letter.last_month))
}

#[test]
fn what_is_said_of_the_reports_holds() {
    for (text, expected) in [
        ("自2026年3月起，请各单位每月25日前报送统计表至区林业局。", "2026-03 "),
        ("请各单位从2026年3月开始，于每月25日前报送统计表。", "2026-03 "),
        ("从2026年3月起至2026年12月，每月25日前报送统计表。", "2026-03 2026-12"),
        ("首次报送时间为2026年3月25日，以后每月25日前报区林业局。", "2026-03 "),
        ("从今年4月份起报送统计表。", "2026-04 "),
        ("从本月起，每月25日前报。", "2026-01 "),
        ("自3月1日起每月25日前报送。", "2026-03 "),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn the_first_report_is_of_a_month_or_made_in_one() {
    for (text, expected) in [
        ("首次报送：2026年4月数据。", "2026-04 "),
        ("首次报送为2026年5月份的数据。", "2026-05 "),
        ("首次报送时间为2026年6月5日。", "2026-05 "),
        ("首次报送时间为2026年6月。", "2026-05 "),
        ("首次报送：2026年6月。", "2026-05? "),
    ] {
        assert_eq!(told_due(text, true), expected, "{text}");
    }
    assert_eq!(told("首次报送：2026年6月数据。"), "2026-06 ");
    for (text, expected) in [
        ("从今年7月开始，各单位于每月10日前将截至上月底的情况报县审计局。", "2026-06? "),
        ("从2026年5月起，于次月5日前将统计表报区统计局。", "2026-05 "),
        ("从2026年5月起，于每月5日前将上月统计表报区统计局。", "2026-04? "),
        ("从2026年5月数据起，于每月5日前将上月统计表报区统计局。", "2026-05 "),
        ("决定从2026年5月起建立月报制度。", "2026-05 "),
    ] {
        assert_eq!(told_due(text, true), expected, "{text}");
    }
}

#[test]
fn the_month_from_which_a_notice_holds_is_the_first() {
    for (text, expected) in [
        ("为全面掌握工作开展情况，决定自2026年3月起建立月报制度。", "2026-03 "),
        ("从2026年4月起建立社会救助工作情况月报制度。", "2026-04 "),
        ("三、本通知自2026年7月起施行。", "2026-07 "),
        ("本月报制度从2026年5月1日起执行。", "2026-05 "),
        ("新条例自2026年7月起施行。", "2026-07? "),
        ("本次行动从2026年5月起实施。", "2026-05? "),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn the_end_of_the_work_is_offered_where_the_first_month_is_known() {
    for (text, expected) in [
        ("工作时间：2026年3月至2027年2月。从2026年3月起每月报送统计表。", "2026-03 2027-02?"),
        ("2026年3月至2027年2月。首次报送时间为2026年3月。", "2026-03 2027-02?"),
        ("行动时间为2026年3月至2026年8月。从2026年4月起报送统计表。", "2026-04 2026-08?"),
        ("自发文之日起至2026年12月，每月25日前报送统计表。", "2026-01? 2026-12?"),
        ("自印发之日起至2026年底，每月25日前报送统计表。", "2026-01? 2026-12?"),
        ("请报送2025年1月至3月的情况。从2026年4月起报送统计表。", "2026-04 "),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_is_said_of_the_work_is_offered() {
    for (text, expected) in [
        ("从2026年2月起至2026年5月在全区开展义务植树活动。请于每月28日前报送统计表。", "2026-02? 2026-05?"),
        ("我区自2026年9月至2027年3月开展爱国卫生运动。", "2026-09? 2027-03?"),
        ("决定于2026年3月至12月开展专项行动。", "2026-03? 2026-12?"),
        ("活动时间为2026年3月—2026年12月。", "2026-03? 2026-12?"),
        ("决定从2026年11月起在全县开展百日攻坚，于2026年11月20日前报送方案。", "2026-11? "),
        ("从12月起每月报送。", "2026-12 "),
        ("从2026年4月起报送至2026年12月。", "2026-04 2026-12"),
        ("从2026年4月起每月报送，至2026年12月止。", "2026-04? 2026-12?"),
        ("从2026年4月起每月报送，到2026年底结束。", "2026-04? 2026-12?"),
        ("从2026年3月起每月一报，9月结束。", "2026-03? 2026-09?"),
        ("从2026年4月起报送。2026年12月31日停止报送。", "2026-04 2026-12?"),
        ("从2026年4月起每月报送，活动结束后停报。", "2026-04? "),
        ("时间为2026年2月至12月。从2026年3月起每月25日前报送。", "2026-03 2026-12?"),
        ("从2026年3月起每月25日前报送。时间为2025年2月至12月。", "2026-03 "),
        ("从2025年3月起在全区开展清理。", "2026-01? "),
        ("请报送2025年1月至12月的情况。", "2026-01? "),
        ("于2026年3月13日前将方案报区。", "2026-01? "),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}
