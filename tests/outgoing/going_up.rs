//! The form of all units as it goes up: who sends it, and of how many units it is.

use std::fs;

use serde_json::json;

use crate::district::{exported, march, unit};
use crate::harness::{Office, contents, overwrite};

/// A clerk's command on their own data, as an officer's commands take it.
fn beside<const COUNT: usize>(clerk: &Office, arguments: [&str; COUNT]) -> String {
    let folder = clerk.data().join("汇总");
    let mut command = clerk.command(["--data"]);
    let ran = command.arg(folder).args(arguments).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

const OFFICE: [&str; 6] = ["collate", "office", "--person", "赵六", "--phone", "023-50001234"];

#[test]
fn the_office_says_whom_to_call_on_its_form_and_in_its_letter() {
    let clerk = march();
    let told = clerk.run(OFFICE).done();
    assert!(told.contains("赵六") && told.contains("023-50001234"), "{told}");
    clerk.run(["collate", "exempt", "2022-03", "新乡镇", "--reason", "这个月没有整治任务"]).done();
    clerk.run(["collate", "accept", "2022-03", "龙沙镇", "--reason", "电话问过，上月漏了 2 人次"]).done();
    clerk.run(["collate", "close", "2022-03"]).done();
    let shown = beside(&clerk, ["show", "2022-03"]);
    assert!(shown.contains("赵六") && shown.contains("2022年3月"), "{shown}");
    let folder = clerk.home().join("信");
    fs::create_dir(&folder).unwrap();
    beside(&clerk, ["letter", "2022-03", "--to", "信"]);
    let files = contents(&folder);
    let mail = files.iter().find(|(_, bytes)| bytes.starts_with(b"X-Unsent")).unwrap();
    let parts = mailparse::parse_mail(&mail.1).unwrap();
    let text = parts.subparts[0].get_body().unwrap();
    assert!(text.contains("填报人：赵六") && text.contains("联系电话：023-50001234"), "{text}");
    assert!(
        text.trim_end().ends_with(
            "说明：本表汇总了 5 个单位中 3 个报的数，缺 2 个：百安坝街道（退回）、区教委；免报 1 个：新乡镇；\
             累计里还缺 5 个单位以前月份的数：龙驹镇（2 月）、高峰街道（2 月）、百安坝街道（2 月）、新乡镇（2 月）、区教委（2 月）。"
        ),
        "{text}"
    );
}

#[test]
fn another_name_of_the_office_leaves_what_was_closed_as_it_was() {
    let clerk = march();
    clerk.run(["collate", "accept", "2022-03", "龙沙镇", "--reason", "电话问过，上月漏了 2 人次"]).done();
    clerk.run(["collate", "close", "2022-03"]).done();
    clerk.run(["collate", "office", "--name", "万州区城市管理委员会"]).done();
    assert!(
        beside(&clerk, ["show", "2022-03"]).contains("万州区城市管理局"),
        "it was closed under this name"
    );
    assert!(beside(&clerk, ["show", "2022-02"]).contains("万州区城市管理委员会"));
    clerk.run(["collate", "reopen", "2022-03", "--reason", "单位改了名称"]).done();
    clerk.run(["collate", "close", "2022-03"]).done();
    assert!(beside(&clerk, ["show", "2022-03"]).contains("万州区城市管理委员会"));
    assert!(beside(&clerk, ["show", "2022-03", "--revision", "0"]).contains("万州区城市管理局"));
}

#[test]
fn the_office_is_its_name_and_whom_to_call() {
    let clerk = march();
    let refused = clerk.run(["collate", "office", "--phone", "无"]).refused();
    assert!(refused.contains("联系电话看不出号码"), "{refused}");
    let folder = clerk.data().join("汇总");
    let mut command = clerk.command(["--data"]);
    let ran = command.arg(folder).args(["unit", "--restart-each-year", "yes"]).output().unwrap();
    assert!(String::from_utf8_lossy(&ran.stderr).contains("汇总单位只能改名称、填报人和联系电话"));
}

#[test]
fn a_name_by_which_units_were_recognised_does_not_go() {
    let clerk = Office::new();
    let register = clerk.home().join("名册.csv");
    overwrite(&register, "甲镇,township\n乙镇,township\n".as_bytes());
    let register = register.to_str().unwrap();
    clerk.run(["collate", "init", "--office", "青山县城市管理局", "--units", register]).done();
    let office = unit("青山县甲镇人民政府", "township", &[("2022-01", "1a=10")]);
    let file = exported(&office, "2022-01");
    clerk.run(["collate", "take", file.to_str().unwrap(), "--yes"]).done();
    let refused = clerk.run(["collate", "office", "--name", "城市管理局"]).refused();
    assert!(refused.contains("1 份表") && refused.contains("加作别名"), "{refused}");
    clerk.run(["collate", "units", "alias", "甲镇", "青山县甲镇"]).done();
    clerk.run(["collate", "office", "--name", "城市管理局"]).done();
}

#[test]
fn a_corrected_form_is_dated_by_the_day_of_its_correction() {
    let clerk = Office::new();
    let register = clerk.home().join("名册.csv");
    overwrite(&register, "甲镇,township\n乙镇,township\n".as_bytes());
    let register = register.to_str().unwrap();
    clerk.run(["collate", "init", "--office", "青山县城市管理局", "--units", register]).done();
    let take = |name: &str| {
        let office = unit(name, "township", &[("2022-01", "1a=10")]);
        let file = exported(&office, "2022-01");
        clerk.run(["collate", "take", file.to_str().unwrap(), "--yes"]).done();
    };
    take("甲镇");
    clerk.run(["collate", "close", "2022-01"]).done();
    take("乙镇");
    clerk.run(["collate", "accept", "2022-01", "乙镇", "--reason", "关账以后来的，数核对过"]).done();
    let folder = clerk.data().join("汇总");
    let mut command = clerk.command(["--data"]);
    let corrected = command
        .arg(folder)
        .args(["correct", "--reason", "乙镇补报"])
        .env("YUEBAO_NOW", "2022-04-02T09:00:00+08:00")
        .output()
        .unwrap();
    assert!(corrected.status.success(), "{}", String::from_utf8_lossy(&corrected.stderr));
    let shown = beside(&clerk, ["show", "2022-01"]);
    assert!(shown.contains("填报时间：2022年4月2日"), "{shown}");
}

#[test]
fn a_month_says_of_how_many_units_it_is() {
    let clerk = march();
    let form = || clerk.run(["collate", "show", "2022-03", "--json"]).json()["form"].clone();
    let missing = json!(["百安坝街道", "新乡镇", "区教委"]);
    let february = ["龙驹镇", "高峰街道", "百安坝街道", "新乡镇", "区教委"];
    let lacking = february.map(|unit| json!({"unit": unit, "months": ["2022-02"]}));
    assert_eq!(
        form(),
        json!({
            "units": 3, "expected": 6, "missing": missing, "returned": ["百安坝街道"], "exempt": [],
            "months_lacking": lacking,
        })
    );
    let told = clerk.run(["collate", "show", "2022-03"]).done();
    assert!(told.contains("6 个单位中 3 个报的数，缺 3 个：百安坝街道（退回）、新乡镇、区教委"), "{told}");
}

#[test]
fn the_totals_of_the_units_are_explained_by_kind_and_one_by_one() {
    let clerk = march();
    let told = clerk.run(["collate", "trace", "2022-03", "1a", "--json"]).json();
    assert_eq!(
        told["totals"],
        json!({
            "stated": "25", "carried": "23", "difference": "2",
            "parts": [{"unit": "龙沙镇", "difference": "2", "why": "表上累计 15，计入本表累计的是 13"}],
        })
    );
    let told = clerk.run(["collate", "trace", "2022-03", "1a"]).done();
    for line in ["镇乡（2/3）", "街道（1/2）", "合计（3/6）", "各单位累计相加是 25，本表累计是 23，多 2"]
    {
        assert!(told.contains(line), "{line}: {told}");
    }
}
