//! Definitions that contradict themselves, each with what is told of it.

use serde_json::{Value, json};

use super::*;
use crate::notice::BUILT_IN;

/// The notice that comes with the program with one thing changed.
fn changed(place: &str, value: Value) -> Result<Notice, String> {
    let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
    let (parent, name) = place.rsplit_once('/').unwrap();
    match definition.pointer_mut(parent).unwrap() {
        Value::Object(fields) => drop(fields.insert(name.to_owned(), value)),
        other => *other.pointer_mut(&format!("/{name}")).unwrap() = value,
    }
    Notice::read(&definition.to_string()).map_err(|error| error.to_string())
}

fn refused(place: &str, value: Value) -> String {
    let sentence = changed(place, value).unwrap_err();
    let told = sentence.strip_prefix("通知文件里").unwrap();
    told.strip_suffix("，什么都没有改动。请改好后再试").unwrap().to_owned()
}

#[test]
fn a_contradiction_in_a_row_is_refused_with_its_place() {
    let row = "/forms/0/tables/0/sections/0/rows/1";
    for (place, value, sentence) in [
        ("/figures/1/id", json!("2a"), "附件2第 2 行：编号 2a 用了两次，每个数应有自己的编号"),
        ("/number", json!(1), "附件2第 1 行：这个行号出现了两次，每行应有自己的行号"),
        ("/figures/1/id", json!("3c"), "附件2第 2 行：编号 3c 应以行号 2 开头"),
        (
            "/content",
            json!("清除暴露垃圾X吨。"),
            "附件2第 2 行：文字里有 1 个 X，却列了 2 个数，两者应一样多",
        ),
        ("/figures", json!([]), "附件2第 2 行：没有列出要填的数；只是小标题的，kind 写 heading"),
        ("/figures/0/unit", json!("斤"), "附件2第 2 行：编号 2a 的单位“斤”应与文字里 X 后面的一致"),
        (
            "/figures/1/part_of",
            json!("99"),
            "附件2第 2 行：编号 2b 是编号 99 的一部分，编号 99 应是表里另一个同单位的数",
        ),
        (
            "/figures/1/part_of",
            json!("2b"),
            "附件2第 2 行：编号 2b 是编号 2b 的一部分，编号 2b 应是表里另一个同单位的数",
        ),
        (
            "/figures/1/part_of",
            json!("1a"),
            "附件2第 2 行：编号 2b 是编号 1a 的一部分，编号 1a 应是表里另一个同单位的数",
        ),
        ("/figures/0/part_of", json!("2b"), "附件2第 2 行：编号 2a 经过编号 2b 又成了自己的一部分，绕成了圈"),
        ("/figures/0/decimals", json!(9), "附件2第 2 行：编号 2a 的小数位数应为 0 到 4"),
        ("/left_blank_by", json!(["village"]), "附件2第 2 行：不填的单位类别 village 不在 kinds 里"),
        ("/kind", json!("heading"), "附件2第 2 行：小标题（kind 为 heading）不能有数"),
        ("/content", json!("乱\u{202e}写"), "附件2第 2 行：有换行或看不见的字符，应删去"),
    ] {
        assert_eq!(refused(&format!("{row}{place}"), value), sentence);
    }
}

#[test]
fn a_contradiction_anywhere_else_is_refused_with_its_place() {
    for (place, value, sentence) in [
        ("/id", json!("../x"), "通知的编号（id）：应为小写字母、数字和连字符，最多 40 个，例如 annex2"),
        ("/edition", json!(0), "版次（edition）：应从 1 开始"),
        (
            "/recipient/address",
            json!("a@b.c, d@e.f"),
            "收件邮箱（recipient.address）：应是一个邮箱地址，没有的留空",
        ),
        (
            "/recipient/address",
            json!("城管局"),
            "收件邮箱（recipient.address）：应是一个邮箱地址，没有的留空",
        ),
        (
            "/summary/opening",
            json!("{通知 }要求"),
            "总结的开头（summary.opening）：“{通知 }”认不出来，能用的是 {通知} {文号} {单位} {活动}",
        ),
        (
            "/letter/text",
            json!("{单位}\n{姓名}"),
            "邮件的正文（letter.text）：“{姓名}”认不出来，能用的是 {单位} {月份} {填报人} {电话} {表名} {收件方}",
        ),
        ("/title", json!("长".repeat(10_000)), "标题（title）：太长，最多 200 个字"),
        (
            "/campaign/last_month",
            json!("2021-12"),
            "campaign：最后一个月早于第一个月，应不早于它，没有期限的不写",
        ),
        ("/campaign/due", json!({"day": 0}), "campaign.due：报送日应为 1 到 31"),
        (
            "/campaign/due",
            json!({"day": 5, "exempt": [13]}),
            "campaign.due.exempt：免报的月份应为 1 到 12，不能全年免报",
        ),
        (
            "/campaign/due",
            json!({"day": 5, "exempt": [1]}),
            "campaign.first_month：第一个月是免报的月份，应写第一个要报的月份",
        ),
        ("/campaign/month_begins", json!(31), "campaign.month_begins：每月的起始日应为 1 到 28"),
        (
            "/campaign/phases/2/first_day",
            json!("2022-11-15"),
            "campaign.phases：阶段的日期应前后相接，不能重叠",
        ),
        (
            "/campaign/phases/1/last_day",
            json!("2021-11-15"),
            "campaign.phases：阶段的日期应前后相接，不能重叠",
        ),
        ("/kinds/1/id", json!("township"), "kinds：编号 township 用了两次，每类单位应有自己的编号"),
        ("/units/0/kind", json!("village"), "units：“高笋塘街道”的类别 village 不在 kinds 里"),
        ("/papers/1/id", json!("plan"), "papers：编号 plan 用了两次"),
        ("/summary/paper", json!("none"), "summary：papers 里没有编号为 “none” 的文件"),
        ("/forms", json!([]), "forms：至少要有一张每月填报的表"),
        ("/lists/0/id", json!("annex2"), "附件3：编号 annex2 用了两次，每张表应有自己的编号"),
        ("/lists/0/columns/scale", json!("资金来源"), "附件3：各栏的标题不能相同"),
        (
            "/forms/0/tables/0/columns/4/role",
            json!("month"),
            "附件2的栏“累计数量”：和另一栏是一样的内容，或没有写明内容（role）",
        ),
        (
            "/forms/0/tables/0/columns/3",
            json!({"heading": "当月数量"}),
            "附件2的栏“当月数量”：有下级栏的不写内容（role），没有下级栏的要写",
        ),
    ] {
        assert_eq!(refused(place, value), sentence, "{place}");
    }
}

#[test]
fn a_figure_in_a_column_that_is_not_there_is_refused() {
    let row =
        json!({"number": 4, "content": "总数", "figures": [{"id": "4", "name": "总数", "measure": "m"}]});
    let problem = "附件2第 4 行：编号 4 的栏（measure）表里没有";
    assert_eq!(refused("/forms/0/tables/0/sections/0/rows/3", row), problem);
}

#[test]
fn more_rows_than_any_form_has_are_refused() {
    let row = |number: u32| json!({"number": number, "content": "项", "figures": [{"id": number.to_string(), "name": "项"}]});
    let rows: Vec<Value> = (1..=10_000).map(row).collect();
    assert_eq!(
        refused("/forms/0/tables/0/sections", json!([{"rows": rows}])),
        "附件2的行（rows）：有 10000 个，最多 300 个"
    );
}

#[test]
fn a_relation_that_cannot_hold_is_refused() {
    let relation = |says: &str, of: &str, derived: bool| {
        refused("/forms/0/relations", json!([{"says": says, "of": of, "derived": derived}]))
    };
    let told = |says: &str, problem: &str| format!("附件2的关系“{says}”：{problem}");
    for (says, of, derived, problem) in [
        ("1", "rows", false, "读不懂，应写成 1=2+3、2≤1 这样"),
        ("1=2*3", "rows", false, "读不懂，应写成 1=2+3、2≤1 这样"),
        ("1=99", "rows", false, "表里没有第 99 行"),
        ("4=1a+99", "figures", false, "表里没有“99”"),
        ("4=6+8-", "rows", false, "读不懂，应写成 1=2+3、2≤1 这样"),
        ("4+6=8", "rows", true, "要算出来的只能有一个，写在等号左边"),
        ("4==6", "rows", false, "读不懂，应写成 1=2+3、2≤1 这样"),
        ("4=6+6", "rows", false, "同一个数出现了两次，每个数只能写一次"),
        ("2b=2a", "figures", true, "编号 2b 是由它算出来的数的一部分，两者只能留一个"),
        ("a=b", "columns", false, "没有一行有这几栏"),
    ] {
        assert_eq!(relation(says, of, derived), told(says, problem));
    }
    let many = format!("4={}6", "6+".repeat(40));
    assert!(relation(&many, "rows", false).ends_with("…”：数太多，一边最多 40 个"));
    let circle = json!([
        {"says": "4=6+8", "derived": true},
        {"says": "6=4+9", "derived": true},
    ]);
    assert_eq!(refused("/forms/0/relations", circle), "附件2编号 4：由自己算出自己，关系绕成了圈");
    let derived = json!([{"says": "4=9", "derived": true, "tolerance": "0.1"}]);
    assert_eq!(refused("/forms/0/relations", derived), told("4=9", "算出来的没有误差，不写 tolerance"));
    let tolerance = json!([{"says": "4=6+8", "tolerance": "一点"}]);
    assert_eq!(
        refused("/forms/0/relations", tolerance),
        told("4=6+8", "允许的误差（tolerance）应是一个数，例如 0.1")
    );
}

#[test]
fn figures_are_compared_with_their_like_only() {
    let relation = |says: &str, derived: bool| {
        let relations = json!([{"says": says, "of": "figures", "derived": derived}]);
        changed("/forms/0/relations", relations)
    };
    let problem = |says: &str, derived: bool| {
        let told = relation(says, derived).unwrap_err();
        told.split_once('：').unwrap().1.split_once("，什么").unwrap().0.to_owned()
    };
    assert!(relation("4=1b+5a", true).is_ok(), "all of them are counted in 个");
    assert_eq!(problem("4=6+3a", true), "编号 4 和 6 的单位应一样");
    assert_eq!(problem("4≤6", false), "编号 4 和 6 的单位应一样");
    let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
    definition["forms"][0]["relations"] = json!([{"says": "4=1b+5a", "of": "figures", "derived": true}]);
    for (name, value, told) in [
        ("scope", json!("year"), "编号 4 和 1b 的累计的范围（scope）应一样"),
        ("decimals", json!(2), "编号 4 和 1b 的小数位数，算出来的不能比用来算的少"),
    ] {
        let mut one = definition.clone();
        one["forms"][0]["tables"][0]["sections"][0]["rows"][0]["figures"][1][name] = value;
        let sentence = Notice::read(&one.to_string()).unwrap_err().to_string();
        assert!(sentence.contains(told), "{sentence}");
    }
}

/// Each row is twice the next: a form of 60 rows would take 2 to the 60 additions.
#[test]
fn a_form_that_would_be_reckoned_for_ever_is_refused() {
    let row = |number: u32| json!({"number": number, "content": "项", "figures": [{"id": number.to_string(), "name": "项"}]});
    let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
    definition["forms"][0]["tables"][0]["sections"] =
        json!([{"rows": (1..=60).map(row).collect::<Vec<_>>()}]);
    let twice = |number: u32| json!({"says": format!("{number}={0}+{0}", number + 1), "derived": true});
    definition["forms"][0]["relations"] = (1..60).map(twice).collect();
    let told = Notice::read(&definition.to_string()).unwrap_err().to_string();
    assert!(told.contains("附件2编号 1：要算的数太多，最多 1000 个"), "{told}");
}

#[test]
fn a_text_that_is_no_notice_is_refused_in_words() {
    let cut =
        BUILT_IN.get(..2000).map(|_| &BUILT_IN[..BUILT_IN.char_indices().nth(2000).unwrap().0]).unwrap();
    assert!(matches!(Notice::read(cut), Err(NoticeError::CutOff(_))));
    assert!(changed("/forms/0/more", json!(1)).unwrap_err().contains("没有“more”这一项"));
    assert!(matches!(Notice::from_bytes(&[0xc4, 0xe3]), Err(NoticeError::NotUtf8)));
    assert!(matches!(Notice::from_bytes(&vec![b' '; 2 << 20]), Err(NoticeError::TooLarge)));
    assert!(Notice::read(&format!("\u{feff}{BUILT_IN}")).is_ok(), "as an editor of Windows saves it");
}

#[test]
fn every_measure_has_a_column_in_which_it_is_typed() {
    let column =
        |measure: String, role: &str| json!({ "heading": measure, "role": role, "measure": measure });
    let columns = |more: Vec<Value>| {
        let content = json!({ "heading": "内容", "role": "content" });
        [vec![content, json!({ "heading": "数", "role": "month" })], more].concat()
    };
    let place = "/forms/0/tables/0/columns";
    let many = (1..=27).map(|number| column(format!("m{number}"), "month")).collect();
    assert_eq!(refused(place, columns(many).into()), "附件2的栏的编号（measure）：有 27 个，最多 26 个");
    assert_eq!(
        refused(place, columns(vec![column("m1".into(), "total")]).into()),
        "附件2的栏（columns）：编号为 m1 的栏没有填当月数的一栏（role 为 month）"
    );
}

#[test]
fn a_name_that_is_written_twice_is_refused() {
    let twice = BUILT_IN.replace(r#""decimals": { "吨": 2,"#, r#""decimals": { "吨": 2, "吨": 0,"#);
    let told = Notice::read(&twice).unwrap_err().to_string();
    assert!(told.contains("“吨”写了两次"), "{told}");
}

#[test]
fn what_is_written_in_another_way_than_it_should_be_is_told_with_what_should_stand_there() {
    let figure = "/forms/0/tables/0/sections/0/rows/0/figures/0";
    for (place, value, sentence) in [
        ("/edition", json!("1"), "这里应写数字（0 到 4294967295，不加引号）"),
        ("/edition", json!(-1), "这里应写数字（0 到 4294967295，不加引号）"),
        ("/title", json!(["标题"]), "这里应写文字（加引号）"),
        ("/kinds", json!("township"), "这里应写列表（写在 [ ] 里）"),
        ("/campaign", json!(1), "这里应写几项内容（写在 { } 里）"),
        ("/forms/0/one_page", json!("true"), "这里应写true 或 false（不加引号）"),
        ("/forms/0/relations", json!([{ "says": "1=2", "tolerance": 0.5 }]), "这里应写文字（加引号）"),
        ("/papers/0/due", json!(28), "这里应写日期（加引号，例如 \"2022-03-28\"）"),
        ("/papers/0/due", json!("3月28日"), "这里应写日期，例如 \"2022-03-28\""),
        ("/campaign/first_month", json!("2022年3月"), "“2022年3月”不是月份，请写成 2022-03 这样"),
        (&format!("{figure}/scope"), json!(2), "这里没有写内容，或文字没有加引号"),
        (&format!("{figure}/scope"), json!("month"), "“month”不是这里能写的词"),
    ] {
        let told = changed(place, value).unwrap_err();
        assert!(told.contains(&format!("附近读不懂：{sentence}，什么都没有改动")), "{place}: {told}");
        assert!(!told.contains("expected"), "{told}");
    }
}

#[test]
fn the_place_of_what_cannot_be_read_is_counted_in_characters() {
    let told = Notice::read("{\"id\": \"供水\",\n \"title\": \"通知\", \"edition\": \"1\"}")
        .unwrap_err()
        .to_string();
    assert!(told.starts_with("通知文件第 2 行第 30 个字符附近读不懂"), "{told}");
}

#[test]
fn of_what_is_long_only_the_start_is_quoted() {
    let long = "长".repeat(100_000);
    let many = format!("1={}", vec!["2"; 300_000].join("+"));
    let row = "/forms/0/tables/0/sections/0/rows/0";
    for (place, value) in [
        ("/forms/0/relations", json!([{ "says": many, "of": "rows" }])),
        ("/forms/0/relations", json!([{ "says": format!("1={}", "9".repeat(100_000)), "of": "rows" }])),
        ("/forms/0/tables/0/columns/0/heading", json!(long)),
        ("/forms/0/header/0/label", json!(long)),
        ("/units/0/name", json!(long)),
        ("/units/0/kind", json!(long)),
        ("/summary/paper", json!(long)),
        ("/summary/opening", json!(format!("{{{long}"))),
        (&format!("{row}/left_blank_by"), json!([long])),
        (&format!("{row}/kind"), json!(long)),
        (&format!("{row}/figures/0/id"), json!(long)),
        (&format!("{row}/figures/0/unit"), json!(long)),
        (&format!("/{long}"), json!(1)),
    ] {
        let told = changed(place, value).unwrap_err();
        assert!(
            told.chars().count() < 200,
            "{} characters: {}",
            told.chars().count(),
            &told[..told.floor_char_boundary(300)]
        );
    }
}

/// A text may be as long as the check allows, and so may what is made of it.
#[test]
fn a_figure_is_called_by_a_row_as_long_as_any() {
    let columns = json!([
        { "heading": "内容", "role": "content" },
        { "heading": "供水", "columns": [{ "heading": "本月", "role": "month", "measure": "m" }] }
    ]);
    let content = "长".repeat(LONGEST_TEXT);
    let rows = json!([{ "number": 1, "content": content, "unit": "处" }, { "number": 2, "content": "", "unit": "处" }]);
    let table = json!([{ "columns": columns, "sections": [{ "rows": rows }] }]);
    let notice = changed("/forms/0/tables", table).unwrap();
    let names: Vec<&str> = notice.forms[0].figures().map(|figure| figure.name.as_str()).collect();
    assert_eq!(names, [format!("{content} 本月").as_str(), "本月"]);
}

#[test]
fn a_circle_of_parts_is_told_where_it_is() {
    let rows = "/forms/0/tables/0/sections/0/rows";
    let part = |number: u32, of: Option<u32>| json!({ "number": number, "content": "户数", "part_of": of, "figures": [{ "id": number.to_string(), "name": "户数" }] });
    let told = refused(rows, json!([part(1, Some(2)), part(2, Some(3)), part(3, Some(2))]));
    assert_eq!(
        told, "附件2第 2 行：编号 2 又成了自己的一部分，绕成了圈",
        "the first row is a part of the circle's"
    );
}
