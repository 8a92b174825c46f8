//! What is refused: with a sentence, exit code 1, and nothing stored.

use serde_json::Value;

use crate::harness::{Office, contents, init};

#[test]
fn every_wrong_amount_is_named_and_nothing_is_stored() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1b=7"]).done();
    let before = office.shown("2022-01");
    for (item, told) in [
        ("2a=12.345", "最多两位小数"),
        ("2a=-1", "不能填负数"),
        ("2a=－1", "不能填负数"),
        ("2a=1e3", "只能填数字"),
        ("2a=abc", "只能填数字"),
        ("2a=12吨", "只能填数字"),
        ("2a=1 2", "只能填数字"),
        ("2a==1*2", "算式只能加减"),
        ("2a==SUM(1,2)", "算式只能加减"),
        ("2a=(1+2)", "算式只能加减"),
        ("2a=1+", "算式只能加减"),
        ("2a=1e3+1", "算式只能加减"),
        ("2a=1-2.5", "算出来是 -1.50"),
        ("2a=1.234+1", "最多两位小数"),
        ("2a=2022-3", "像是日期"),
        ("2a=1.2.3", "只能填数字"),
        ("2a=0x10", "只能填数字"),
        ("2a=NaN", "只能填数字"),
        ("2a=1,23", "逗号的位置不对"),
        ("2a=1000000000000", "数字太大"),
        ("1a=1.5", "只能填整数"),
        ("1a=0.5+0.5", "只能填整数"),
        ("1a=三", "只能填数字"),
    ] {
        let sentence = office.run(["set", "2022-01", "1b=8", item, "18=9"]).refused();
        assert!(sentence.contains(told), "{item}: {sentence}");
        assert!(sentence.contains("一个也没有保存"), "{sentence}");
        assert_eq!(office.shown("2022-01"), before, "{item}");
        let sentence = office.run(["opening", "1b=8", item]).refused();
        assert!(sentence.contains(told), "{item}: {sentence}");
    }
    assert_eq!(office.run(["opening", "--json"]).json()["figures"]["1b"], Value::Null);
    assert_eq!(
        office.run(["set", "2022-01", "2a=12.345"]).refused(),
        "第 2 行“清除暴露垃圾”填的“12.345”不行：最多两位小数，请四舍五入后再填，例如 12.35；这次的数一个也没有保存"
    );
}

#[test]
fn figures_that_do_not_exist_or_come_twice() {
    let office = Office::begun();
    for item in ["19=1", "1=1", "4a=1", "1A=1", "=1", "04=1", "一=1"] {
        let sentence = office.run(["set", "2022-01", "1a=5", item]).refused();
        assert!(sentence.starts_with("表中没有编号"), "{item}: {sentence}");
    }
    let twice = office.run(["set", "2022-01", "1a=5", "1b=1", "1a=6"]).refused();
    assert!(twice.starts_with("第 1 行“出动环卫工人”写了两次"), "{twice}");
    assert!(office.run(["opening", "1a=5", "1a=5"]).refused().contains("写了两次"));
    assert_eq!(office.shown("2022-01")["filled"], 0);
}

#[test]
fn a_township_does_not_fill_rows_10_to_12_and_a_department_does() {
    let office = Office::begun();
    for id in ["10a", "10b", "11", "12"] {
        let item = format!("{id}=0");
        let sentence = office.run(["set", "2022-01", "1a=5", &item]).refused();
        assert!(sentence.contains("按通知的规定镇乡不填"), "{sentence}");
        assert!(office.run(["opening", &item]).refused().contains("镇乡不填"));
    }
    assert_eq!(office.shown("2022-01")["filled"], 0);
    let department = Office::begun_as("department", "2022-01");
    department.run(["set", "2022-01", "10a=1", "10b=2", "11=3", "12=4"]).done();
    assert_eq!(department.shown("2022-01")["filled"], 4);
}

#[test]
fn months_that_are_none_or_lie_outside() {
    let office = Office::begun_as("township", "2022-03");
    for month in ["2022-13", "2022-3", "三月", "", "2022-03-01"] {
        for refused in [
            office.run(["show", month]),
            office.run(["check", month]),
            office.run(["set", month, "1a=1"]),
            office.run(["export", month, "--to", "."]),
            office.run(["no-data", month]),
            office.run(["date", month, "2022-03-28"]),
        ] {
            assert!(refused.refused().contains("不是月份"), "{month}");
        }
    }
    for (month, told) in [
        ("2021-12", "不在主题活动期内，可填 2022年1月至2023年12月"),
        ("2024-01", "不在主题活动期内，可填 2022年1月至2023年12月"),
        ("2022-02", "本单位从2022年3月开始用本软件填报"),
    ] {
        assert!(office.run(["set", month, "1a=1"]).refused().contains(told), "{month}");
        assert!(office.run(["show", month]).refused().contains(told), "{month}");
    }
}

#[test]
fn before_the_first_start_everything_else_waits() {
    let office = Office::new();
    for refused in [
        office.run(["show", "2022-01"]),
        office.run(["set", "2022-01", "1a=1"]),
        office.run(["opening"]),
        office.run(["opening", "1a=1"]),
        office.run(["check", "2022-01"]),
        office.run(["unit"]),
        office.run(["unit", "--person", "李四"]),
        office.run(["no-data", "2022-01"]),
        office.run(["date", "2022-01", ""]),
    ] {
        assert!(refused.refused().contains("运行 yuebao init"));
    }
}

#[test]
fn a_second_first_start_changes_nothing() {
    let office = Office::begun();
    let sentence = office.run(init("street", "2022-05")).refused();
    assert!(sentence.contains("已经有“龙沙镇”的资料，没有改动"), "{sentence}");
    assert_eq!(office.run(["unit", "--json"]).json()["kind"], "township");
}

#[test]
fn particulars_that_cannot_be() {
    let office = Office::new();
    assert!(office.run(init("township", "2021-12")).refused().contains("不在主题活动期内"));
    assert!(office.run(init("township", "一月")).refused().contains("不是月份"));
    office.run(init("township", "2022-01")).done();
    office.run(["set", "2022-02", "1a=1"]).done();
    for (flag, value, told) in [
        ("--name", "", "请填写填报单位"),
        ("--person", " ", "请填写填报人"),
        ("--phone", "无", "联系电话看不出号码"),
        ("--from", "2022-03", "2022年2月已经填了数"),
        ("--from", "x", "不是月份"),
        (
            "--kind",
            "镇",
            "通知里没有“镇”这一类单位，什么都没有改动。可以写：township（镇乡（民族乡））、street（街道）",
        ),
    ] {
        let sentence = office.run(["unit", flag, value]).refused();
        assert!(sentence.contains(told), "{sentence}");
    }
}

#[test]
fn a_mark_over_entries_and_a_day_that_is_none() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=1"]).done();
    assert!(office.run(["no-data", "2022-01"]).refused().contains("不能标为当月无数据"));
    assert!(office.run(["date", "2022-01", "2022-02-30"]).refused().contains("不是日期"));
    assert_eq!(office.shown("2022-01")["filled_on"], "2022-03-20");
}

#[test]
fn a_clock_that_cannot_be_read_stops_everything() {
    let office = Office::begun();
    let before = contents(office.data());
    let output = office.command(["set", "2022-01", "1a=1"]).env("YUEBAO_NOW", "明天").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let sentence = String::from_utf8(output.stderr).unwrap();
    assert!(sentence.starts_with("环境变量 YUEBAO_NOW 的“明天”不是时间，什么都没有做"), "{sentence}");
    assert_eq!(contents(office.data()), before);
}

#[test]
fn a_refused_command_leaves_the_file_as_it_was() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=1"]).done();
    let before = contents(office.data());
    office.run(["set", "2022-01", "1a=2", "1b=x"]).refused();
    office.run(["show", "2022-01"]).done();
    office.run(["set", "2022-01", "1a=1"]).done();
    assert_eq!(contents(office.data()), before, "nor does reading it, or saying the same again");
}
