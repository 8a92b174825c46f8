//! A township's list through the campaign, on the command line.

use std::fs;

use serde_json::{Value, json};

use crate::files::{table, workbook, write_formula, write_line, write_month};
use crate::harness::Office;

const FIRST: [&str; 10] = [
    "projects",
    "add",
    "--by",
    "龙沙社区",
    "--scale",
    "新建公厕 2 座",
    "--funds",
    "区级财政",
    "--due",
    "2022年6月底前",
];

fn listed(office: &Office) -> Value {
    office.run(["projects", "list", "--json"]).json()
}

#[test]
fn a_project_is_added_listed_and_removed() {
    let office = Office::begun();
    assert_eq!(listed(&office), json!([]));
    let shown = office.run(FIRST).done();
    assert!(shown.contains("| 1    | 龙沙社区 | 新建公厕 2 座 | 区级财政 | 2022年6月底前 |"), "{shown}");
    assert_eq!(
        listed(&office),
        json!([{"number": 1, "by": "龙沙社区", "scale": "新建公厕 2 座", "funds": "区级财政", "due": "2022年6月底前"}])
    );
    office.run(["projects", "remove", "1"]).done();
    assert_eq!(listed(&office), json!([]));
    let sentence = office.run(["projects", "remove", "1"]).refused();
    assert!(sentence.starts_with("清单里没有第 1 项（共 0 项），什么都没有改动"), "{sentence}");
}

#[test]
fn the_words_are_kept_and_the_late_are_told() {
    let office = Office::begun();
    office.run(["projects", "add", "--by", "=甲", "--due", "2022年2月底"]).done();
    office.run(["projects", "add", "--by", "乙", "--due", "长期"]).done();
    office.run(["projects", "add", "--by", "丙", "--due", "2022.1.15"]).done();
    let list = office.run(["projects", "sort"]).done();
    assert!(list.contains("逾期 20 天") && list.contains("共 3 项，逾期 2 项，有空白 3 项"), "{list}");
    let list = listed(&office);
    let due: Vec<&Value> = list.as_array().unwrap().iter().map(|row| &row["due"]).collect();
    assert_eq!(due, ["2022.1.15", "2022年2月底", "长期"]);
    assert_eq!((&list[1]["by"], &list[1]["overdue"]), (&json!("=甲"), &json!(true)));
    office.run(["projects", "done", "2"]).done();
    assert_eq!(listed(&office)[1]["overdue"], Value::Null, "what is done is not late");
}

#[test]
fn what_was_sent_is_kept_and_compared_with() {
    let office = Office::begun();
    assert!(office.run(["projects", "mark-sent"]).refused().contains("还没有项目"));
    for by in ["甲", "乙", "丙", "丁"] {
        office
            .run(["projects", "add", "--by", by, "--scale", "公厕", "--funds", "自筹", "--due", "长期"])
            .done();
    }
    let told = office.run(["projects", "mark-sent"]).done();
    assert!(told.ends_with("共 4 项\n第 1 次报送于 2022年3月20日，以后没有改动\n"), "{told}");
    assert!(office.run(["projects", "mark-sent"]).refused().contains("和上次报送的一样"));
    assert_eq!(office.run(["projects", "diff"]).done(), "和第 1 次报送的一样\n");

    office.run(["projects", "set", "1", "--scale", "公厕 2 座", "--due", ""]).done();
    office.run(["projects", "done", "2"]).done();
    office.run(["projects", "remove", "3"]).done();
    office.run(["projects", "add", "--by", "戊"]).done();
    assert_eq!(
        office.run(["projects", "diff"]).done(),
        "和第 1 次报送的不同：\n有改动：第 1 项 甲 公厕 2 座；建设规模 公厕 → 公厕 2 座；完成时限 长期 → 空白\n\
         已完成：第 2 项 乙 公厕\n新增：第 4 项 戊 空白\n删除：第 3 项 丙 公厕\n"
    );
    let then = office.run(["projects", "list", "--sent", "1", "--json"]).json();
    assert_eq!((&then[0]["due"], &then[2]["by"]), (&json!("长期"), &json!("丙")), "kept as it was");
    office.run(["projects", "mark-sent"]).done();
    let sent = office.run(["projects", "sent", "--json"]).json();
    assert_eq!((&sent[1]["number"], &sent[1]["projects"]), (&json!(2), &json!(4)));
    assert!(office.run(["projects", "list", "--sent", "3"]).refused().contains("没有第 3 次报送"));
}

#[test]
fn a_file_is_looked_at_first_and_comes_in_whole() {
    let office = Office::begun();
    office.run(FIRST).done();
    let before = listed(&office);
    let file = workbook(|sheet| {
        sheet.merge_range(0, 0, 0, 6, "亮点项目清单", &rust_xlsxwriter::Format::new()).unwrap();
        write_line(sheet, 1, 0, &["完成时限", "", "序号", "资金来源", "", "实施主体", "建设规模"]);
        write_month(sheet, 2, 0, 44_713.0);
        write_line(sheet, 2, 3, &["自筹", "", "", "步道 1 公里\n含栏杆"]);
        sheet.merge_range(2, 5, 3, 5, "龙沙镇", &rust_xlsxwriter::Format::new()).unwrap();
        write_line(sheet, 3, 0, &["长期", "", "2", "@自筹"]);
        write_formula(sheet, 3, 6, "=\"绿化\"&\"二期\"", "绿化二期");
        write_line(sheet, 4, 0, &["2022年6月底前", "", "3", "区级财政", "", "龙沙社区", "新建公厕 2 座"]);
        write_line(sheet, 5, 2, &["4"]);
        write_line(sheet, 6, 0, &["说明：1.项目数量不仅限于上表。"]);
    });
    fs::create_dir(office.home().join("收到")).unwrap();
    yuebao::output::write_file(&office.home().join("收到/清单.xlsx"), &file).unwrap();

    let looked = office.run(["projects", "import", "收到/清单.xlsx"]);
    assert_eq!(
        (looked.code, looked.remark.as_str()),
        (0, "还没有导入，什么都没有改动；加上 --yes 就导入这 2 项\n")
    );
    insta::assert_snapshot!(looked.output);
    assert_eq!(listed(&office), before, "nothing before --yes");

    let came_in = office.run(["projects", "import", "收到/清单.xlsx", "--yes", "--json"]).json();
    assert_eq!(
        (&came_in["new"], &came_in["double"], &came_in["imported"]),
        (&json!(2), &json!(1), &json!(true))
    );
    assert_eq!(
        listed(&office).as_array().unwrap()[1..],
        [
            json!({"number": 2, "by": "龙沙镇", "scale": "步道 1 公里 含栏杆", "funds": "自筹", "due": "2022年6月"}),
            json!({"number": 3, "by": "龙沙镇", "scale": "绿化二期", "funds": "@自筹", "due": "长期"}),
        ]
    );
    assert!(office.run(["projects", "import", "收到/清单.xlsx", "--yes"]).refused().contains("都已经有了"));
}

#[test]
fn one_line_that_cannot_be_read_keeps_the_whole_file_out() {
    let office = Office::begun();
    let long = "长".repeat(600);
    let file = table(&[&["实施主体", "建设规模"], &["甲", "公厕"], &["乙", &long]]);
    yuebao::output::write_file(&office.home().join("a.xlsx"), &file).unwrap();
    let looked = office.run(["projects", "import", "a.xlsx"]);
    assert_eq!(looked.code, 1);
    assert!(looked.output.contains("读不懂：“建设规模”有 600 个字，最多 500 个字"), "{}", looked.output);
    let sentence = office.run(["projects", "import", "a.xlsx", "--yes"]).refused();
    assert!(sentence.starts_with("文件里有 1 行读不懂，什么都没有导入。第 3 行"), "{sentence}");
    assert_eq!(listed(&office), json!([]));
}

#[test]
fn every_encoding_of_a_csv_comes_in() {
    let office = Office::begun();
    let text = "建设规模,实施主体\r\n\"公厕, 2 座\",镕基村㙟组\r\n";
    let gb18030 = encoding_rs::GB18030.encode(text).0.into_owned();
    for (name, bytes) in [("utf8.csv", text.as_bytes()), ("gb.csv", &gb18030)] {
        yuebao::output::write_file(&office.home().join(name), bytes).unwrap();
        let plan = office.run(["projects", "import", name, "--json"]);
        let plan: Value = serde_json::from_str(&plan.output).unwrap();
        assert_eq!(
            (&plan["rows"][0]["by"], &plan["rows"][0]["scale"]),
            (&json!("镕基村㙟组"), &json!("公厕, 2 座"))
        );
    }
}

#[test]
fn before_the_first_start_the_list_waits_too() {
    let office = Office::new();
    assert!(office.run(["projects", "list"]).refused().contains("还没有登记填报单位"));
    assert!(office.run(["projects", "add", "--by", "甲"]).refused().contains("还没有登记填报单位"));
    let begun = Office::begun();
    assert!(begun.run(["projects", "add"]).refused().contains("一个字也没有"));
    let long = "长".repeat(501);
    assert!(begun.run(["projects", "add", "--scale", &long]).refused().contains("最多 500 个字"));
}
