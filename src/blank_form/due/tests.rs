//! By which day texts of notices and forms say that a month is due.

use super::*;

fn read(lines: &[(Source, &str)]) -> (Letter, Doubts) {
    let place = Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
    let line = |raw: &str| Line { raw: raw.to_owned(), place: place.clone() };
    let lines: Vec<Said> = lines.iter().map(|(source, raw)| (*source, line(raw))).collect();
    let (mut letter, mut doubts) = (Letter::default(), Doubts::default());
    due(&lines, &mut letter, &mut doubts);
    (letter, doubts)
}

/// When it is due, whether that is asked, and the months without a report.
fn told(source: Source, lines: &[&str]) -> String {
    let lines: Vec<(Source, &str)> = lines.iter().map(|line| (source, *line)).collect();
    let (letter, doubts) = read(&lines);
    let asked = if doubts.0.is_empty() { "" } else { "?" };
    let told = letter.due.map(|found| {
        assert_eq!(found.sureness == Sureness::Asked, !doubts.0.is_empty());
        let Due { day, next_month, exempt } = found.value;
        format!("{}{day}{asked} {exempt:?}", if next_month { "+" } else { "" })
    });
    told.unwrap_or_else(|| asked.to_owned())
}

#[test]
fn a_sentence_of_reporting_the_form_each_month_says_the_day() {
    for (text, expected) in [
        ("请于每月28日前将统计表报送区城市管理局。", "28 []"),
        ("请于次月5日前（1月免报）将统计表报送县食品安全委员会办公室。", "+5 [1]"),
        ("请于每月5日前将上月统计表报送区城市管理局。", "+5 []"),
        ("请于每月25日前将上月21日至本月20日的数据报送区统计局。", "25 []"),
        ("每月20日前完成整治任务，每月28日前将统计表报送区城市管理局。", "28 []"),
        ("每月20日前完成整治任务，28日前将统计表报送区城市管理局。", "28 []"),
        ("每月28日（遇节假日提前）前将统计表报送区城市管理局。", "28 []"),
        ("请于每月月底前将统计表报送区城市管理局。", "31 []"),
        ("请于每月30日前将电子表发区住建局村镇科邮箱a@163.com。", "30 []"),
        ("请各单位每月25日下班前报送。", "25 []"),
        ("请于每月25日17：00前将附件报送区局办公室。", "25 []"),
        ("每月25日（遇节假日提前）报区林业局。", "25 []"),
        ("各单位每月25日前报区林业局。", "25 []"),
        ("请于每月23日至25日报送统计表。", "25 []"),
        ("每月25-28日将统计表报区生态环境局。", "28 []"),
        ("每月25日将统计表报区生态环境局。", "25 []"),
        ("每月底前将月报表报送区生态环境局综合科。", "31 []"),
        ("每月的最后一天前将月报表报送区生态环境局。", "31 []"),
        ("每月最后1天前报区生态环境局。", "31 []"),
        ("每月最后一个工作日前报团区委办公室。", "31? []"),
        ("每月25日前将统计表报区局，区局将每季度通报报送情况。", "25 []"),
        ("每月25日前将统计表报区局。区局每半年对报送情况进行考核。", "25 []"),
        ("每月25日前将统计表报区局，每季度末报送分析报告。", "25 []"),
        ("每月25日前将统计表报区局，每季度报送一次并在全区通报。", "25? []"),
        ("每月25日前报县局。", "25 []"),
        ("于次月3日前将上月报表（加盖公章）报送至县民政局。", "+3 []"),
        ("每月25日前将《大整治工作月报表》（附件）电子版发送至邮箱abc@126.com。", "25 []"),
        ("每月25日前将月报报送区局。", "25 []"),
        ("统计表按月报送区林业局，每月25日前。", "25 []"),
        ("每月25日前报送统计表。3月15日前报送联络员登记表。", "25 []"),
        ("各学校每月25日前将附件1的电子版发至邮箱lhhqk@163.com。", "25 []"),
        ("请于每月25日前将附件1报县教委。暑假期间（7月、8月）不报。", "25 [7, 8]"),
        ("每月5日前召开例会。", ""),
        ("从5月1日起，每月25日前将统计表报送区局（自2025年5月20日起）。", "25 []"),
        ("请于4月20日前报送方案，每月25日前将统计表报送区局。", "25 []"),
    ] {
        assert_eq!(told(Source::Letter, &[text]), expected, "{text}");
    }
    let letter = ["每月28日前将统计表报送区城市管理局。", "1月和7月免报。"];
    assert_eq!(told(Source::Letter, &letter), "28 [1, 7]");
}

#[test]
fn the_form_itself_says_the_day() {
    for (text, expected) in [
        ("注：3.本表于每月25日前报区农业农村委。", "25 []"),
        ("说明：本表由各镇填报，报送时间为每月23日前。", "23 []"),
        ("报送时间：每月25日前", "25 []"),
        ("月后12日前报送统计站。", "+12 []"),
        ("注：次月5日前报。", "+5 []"),
        ("3.每月终了后5日内报区金融服务中心。", "+5 []"),
        ("每月最后一天前报", "31 []"),
        ("备注：每月20日前报送，整改完成数不得大于排查隐患数。", "20 []"),
        ("填表说明：请各社区于每月15日前报送街道平安办。", "15 []"),
        ("注：每月20日前报送照片两张。", "20? []"),
        ("说明：金额保留两位小数。", ""),
    ] {
        assert_eq!(told(Source::Form, &[text]), expected, "{text}");
    }
    assert_eq!(told(Source::Cell, &["1.每月最后一天前报"]), "31? []");
}

#[test]
fn several_days_and_other_rhythms_are_asked() {
    for (text, expected) in [
        ("请于每季度末月28日前、每月25日前（每周五报一次）将统计表报送区城市管理局。", "25? []"),
        ("每月10日前报送进度表，每月28日前报送统计表。", "+10? []"),
        ("每月28日前将统计表报送区局，12月份提前至20日前报送。", "28? []"),
        ("请各单位每月25日下班前报送；12月于20日前报送。", "25? []"),
        ("请于每月20日前（7月、12月为15日前）将统计表报送区局。", "20? []"),
        ("每月25日（12月为20日）前将统计表报送区局。", "25? []"),
        ("每月28日前将统计表报送区局，2月份为26日前。", "28? []"),
        ("每月28日前将工作照片报送区城市管理局。", "28? []"),
        ("请于每季度首月5日前将统计表报送区城市管理局。", "?"),
        ("请于每月第3个工作日前报送统计表。", "?"),
        ("请各镇于每月25日前、各街道于每月28日前将附件1报县教委。", "25? []"),
        ("附件1于每月25日前、附件2于次月5日前报县教委。", "25? []"),
        ("请于每月25日前将本月月报、次月5日前将上月台账报送区局。", "25? []"),
        ("请于每月25日前将附件1报县教委。1月份、2月份合并报送，不单独报送1月数据。", "25? []"),
    ] {
        assert_eq!(told(Source::Letter, &[text]), expected, "{text}");
    }
}

#[test]
fn the_rhythm_of_rows_says_nothing_of_the_form() {
    let day = ["请于每月25日前将附件1报县教委。", "第5项由镇乡按季度填报。"];
    assert_eq!(told(Source::Letter, &day), "25 []");
    let day = ["请于每月25日前将附件1报县教委。", "附件1按季度填报。"];
    assert_eq!(told(Source::Letter, &day), "25? []");
}

#[test]
fn an_early_day_may_be_of_the_month_before() {
    assert_eq!(told(Source::Form, &["注：每月3日前报。"]), "+3? []");
    assert_eq!(told(Source::Form, &["注：每月3日前报当月数。"]), "3 []");
    assert_eq!(told(Source::Form, &["注：次月3日前报。"]), "+3 []");
}

#[test]
fn the_letter_and_the_notes_are_compared() {
    let letter = (Source::Letter, "请于每月25日前将统计表报送区城市管理局。");
    let day = |note| {
        let (letter, doubts) = read(&[letter, (Source::Form, note)]);
        (letter.due.map(|due| due.value.day), doubts.0.len())
    };
    assert_eq!(day("注：每月25日前报。"), (Some(25), 0));
    assert_eq!(day("注：每月20日前报。"), (Some(25), 1));
}

#[test]
fn the_day_a_month_begins_may_stand_elsewhere() {
    let lines = [
        (Source::Letter, "请于每月25日前将附件1报县教委后勤科。"),
        (Source::Form, "注：重量保留一位小数。统计周期为上月21日至本月20日。"),
    ];
    let (letter, doubts) = read(&lines);
    assert_eq!((letter.month_begins.map(|day| day.value), doubts.0.len()), (Some(21), 0));
    let (letter, doubts) = read(&[(Source::Form, "统计时间为每月21日至次月20日。")]);
    assert_eq!(letter.month_begins.map(|day| day.sureness), Some(Sureness::Asked));
    assert_eq!(doubts.0.len(), 1);
}

#[test]
fn months_without_a_report_and_the_office_are_kept_where_the_day_is_asked() {
    let lines = [(Source::Letter, "请于每月第3个工作日前将附件1报县教委后勤科。7月、8月免报。")];
    let (letter, doubts) = read(&lines);
    assert!(letter.due.is_none());
    assert_eq!((letter.exempt, doubts.0.len()), (vec![7, 8], 1));
    assert_eq!(letter.office.map(|office| office.value), Some("县教委后勤科".to_owned()));
}

#[test]
fn the_office_may_stand_in_another_sentence() {
    let lines =
        [(Source::Letter, "请认真填写统计表，报送至区城市管理局。"), (Source::Form, "注：每月25日前报。")];
    let (letter, _) = read(&lines);
    let note = (Source::Form, "3.请将盖章扫描件报送至县卫生健康委疾控科，邮箱：cdc@163.com。");
    let of_note = read(&[note]).0.office.map(|office| office.value);
    assert_eq!(of_note, Some("县卫生健康委疾控科".to_owned()));
    assert_eq!(letter.office.map(|office| office.value), Some("区城市管理局".to_owned()));
}
