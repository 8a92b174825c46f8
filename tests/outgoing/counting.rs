//! After a decision the clerk is told which report of the unit's month counts; what counts nowhere is told too.

use crate::district::{exported, march, unit};
use crate::harness::overwrite;

#[test]
fn what_counts_after_a_decision_is_told() {
    let clerk = march();
    let run = |arguments: [&str; 6]| clerk.run(arguments).done();
    let returned = run(["collate", "return", "2022-03", "高峰街道", "--reason", "没有盖章"]);
    assert!(returned.starts_with("高峰街道2022年3月：退回，没有采用的表，等单位重报\n"), "{returned}");
    let accepted = run(["collate", "accept", "2022-03", "龙驹镇", "--reason", "打电话核对过，没有错"]);
    assert!(accepted.starts_with("龙驹镇2022年3月：已采用，采用的是“龙驹镇_2022年03月_附件2"), "{accepted}");
    let json = ["collate", "accept", "2022-03", "龙驹镇", "--reason", "又核对了一次", "--json"];
    let counting = clerk.run(json).json()["counting"].clone();
    let at = counting[0]["report"].as_str().unwrap().to_owned();
    let excluded = clerk.run(["collate", "exclude", &at, "--reason", "报错了表"]).done();
    assert!(excluded.contains("现在龙驹镇2022年3月没有采用的表，算未报\n"), "{excluded}");
    let assigned = clerk.run(["collate", "assign", &at, "--unit", "新乡镇", "--reason", "是新乡镇的"]).done();
    assert!(assigned.contains("现在新乡镇2022年3月采用的是“龙驹镇_2022年03月_附件2.xlsx”"), "{assigned}");
}

#[test]
fn a_unit_of_which_there_is_nothing_can_be_taken_out_of_the_register() {
    let clerk = march();
    let left = clerk.run(["collate", "units", "remove", "新乡镇"]).done();
    assert!(!left.contains("新乡镇") && left.contains("共 5 个单位"), "{left}");
    let refused = clerk.run(["collate", "units", "remove", "龙沙镇"]).refused();
    assert!(refused.contains("“龙沙镇”不能从名册里去掉：收到过它的文件（如“龙沙镇_2022年02月"), "{refused}");
    assert!(refused.contains("yuebao collate units end"), "{refused}");
    let status = clerk.run(["collate", "status", "2022-03", "--json"]).json();
    assert_eq!(status["missing"], serde_json::json!(["区教委"]));
}

#[test]
fn a_foreign_file_is_told_in_the_words_of_a_clerk() {
    let clerk = march();
    overwrite(&clerk.home().join("会议签到.csv"), "姓名,电话\n张三,1\n".as_bytes());
    let told = clerk.run(["collate", "take", "会议签到.csv"]).done();
    assert!(told.contains("没有采用，别的文件照收。不是报表的，请排除"), "{told}");
    assert!(!told.contains("导入") && !told.contains("什么都没有改动"), "{told}");
}

#[test]
fn what_a_unit_had_before_its_first_report_is_told_where_the_sums_are() {
    let clerk = march();
    let late = unit("新乡镇", "township", &[("2022-02", "1a=250"), ("2022-04", "1a=50")]);
    let file = exported(&late, "2022-04");
    let taken = clerk
        .command(["collate", "take", file.to_str().unwrap(), "--yes"])
        .env("YUEBAO_NOW", "2022-04-26T09:00:00+08:00")
        .status();
    assert!(taken.unwrap().success());
    let words = "新乡镇从2022年4月起才有采用的表，它以前的累计（“出动环卫工人” 250 人次）没有算进汇总的累计；要算进去，请补收它以前各月的表";
    let show = |month: &str| clerk.run(["collate", "show", month]).done();
    assert!(show("2022-04").contains(words), "{}", show("2022-04"));
    assert!(!show("2022-02").contains("新乡镇从"));
    let json = clerk.run(["collate", "show", "2022-04", "--json"]).json();
    let told = json["earlier"].as_array().unwrap().iter().find(|one| one["unit"] == "新乡镇").unwrap();
    assert_eq!(told["figures"], serde_json::json!({"1a": "250"}));
    let closed = clerk.run(["collate", "close", "2022-04"]).done();
    assert!(closed.ends_with(&format!("{words}\n")), "{closed}");
}
