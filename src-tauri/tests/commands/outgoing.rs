//! What leaves the clerk's side, called as the page calls it: the reminder, the notes, the bulletin, the table of all units, and the
//! sums that are filled into the office's own month.

use std::fs;

use serde_json::json;
use yuebao::output::write_file;

use crate::collation::{clerk, take};
use crate::shell::Shell;

const FEBRUARY: &str = "2022-02";

/// A clerk with a total that does not carry, and a unit that is missing.
fn with_questions() -> Shell {
    let shell = clerk();
    take(&shell, &[("龙沙镇", "2022年1月", "5", "5"), ("龙驹镇", "2022年1月", "7", "7")]);
    take(&shell, &[("龙沙镇", "2022年2月", "6", "12")]);
    shell
}

#[test]
fn the_reminder_has_one_text_for_page_and_file() {
    let shell = with_questions();
    let reminder = shell.done("reminder", json!({ "month": FEBRUARY }));
    let names: Vec<&str> =
        reminder["units"].as_array().unwrap().iter().map(|unit| unit["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["龙驹镇", "五桥街道"]);
    let file = shell.home.path().join("催报.txt");
    shell.asked.lock().unwrap().save_to = Some(file.clone());
    shell.done("save_reminder", json!({ "month": FEBRUARY }));
    let written = fs::read_to_string(file).unwrap().replace("\r\n", "\n");
    assert!(written.contains(reminder["chat"].as_str().unwrap()), "{written}");
}

#[test]
fn notes_are_saved_into_a_folder_all_or_one() {
    let shell = with_questions();
    let notes = shell.done("return_notes", json!({ "month": FEBRUARY }));
    assert_eq!(
        (&notes[0]["unit"], &notes[0]["faults"], &notes[0]["is_returned"]),
        (&json!("龙沙镇"), &json!(2), &json!(false))
    );
    assert!(notes[0]["text"].as_str().unwrap().contains("应是：11"), "{notes}");
    let refused = shell.refused("save_return_notes", json!({ "month": FEBRUARY, "unit": "龙驹镇" }));
    assert_eq!(refused["code"], "nothing_chosen");
    let folder = shell.home.path().join("退回");
    fs::create_dir(&folder).unwrap();
    shell.asked.lock().unwrap().open = Some(folder.clone());
    shell.done("save_return_notes", json!({ "month": FEBRUARY, "unit": null }));
    let names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, ["龙沙镇_2022年02月_附件2_退回说明.txt"]);
}

#[test]
fn the_bulletin_and_the_table_of_all_units_are_written() {
    let shell = with_questions();
    assert!(
        shell.done("preview_bulletin", json!({ "month": FEBRUARY }))["pages"][0]
            .as_str()
            .unwrap()
            .starts_with("<svg")
    );
    for (command, values) in [
        ("save_bulletin_word", json!({ "month": FEBRUARY, "sure": true })),
        ("save_bulletin_pdf", json!({ "month": FEBRUARY, "sure": true })),
        ("save_unit_table", json!({ "month": FEBRUARY })),
    ] {
        let file = shell.home.path().join(command);
        shell.asked.lock().unwrap().save_to = Some(file.clone());
        shell.done(command, values);
        assert!(fs::metadata(&file).unwrap().len() > 1000, "{command}");
    }
}

#[test]
fn the_lists_of_all_units_are_written_with_whose_they_are() {
    let shell = with_questions();
    let refused = shell.refused("save_merged_list", json!({ "month": FEBRUARY }));
    assert_eq!(refused["code"], "nothing_received", "{refused}");
    let folder = shell.home.path().join("清单");
    fs::create_dir(&folder).unwrap();
    let list = "亮点项目清单（2022年2月）\n填报单位（盖章）：龙沙镇  填报时间：\n实施主体,建设规模,资金来源,完成时限\n龙沙社区,新建公厕 2 座,自筹,长期\n";
    write_file(&folder.join("龙沙镇清单.csv"), list.as_bytes()).unwrap();
    shell.asked.lock().unwrap().open = Some(folder);
    let intake = shell.done("choose_intake_folder", json!({}));
    assert_eq!(intake["files"][0]["label"], "清单", "no report counts by it");
    shell.done("take_in", json!({ "receivedOn": null }));
    let file = shell.home.path().join("清单.xlsx");
    shell.asked.lock().unwrap().save_to = Some(file.clone());
    let saved = shell.done("save_merged_list", json!({ "month": FEBRUARY }));
    let told = saved["told"].as_str().unwrap();
    assert!(told.ends_with("1/3 个单位，共 1 项；没有的：龙驹镇、五桥街道"), "{told}");
    assert!(fs::metadata(&file).unwrap().len() > 1000);
}

#[test]
fn sums_go_into_the_own_month_only_as_they_were_seen() {
    let shell = with_questions();
    let month = json!({ "month": FEBRUARY });
    assert_eq!(shell.refused("plan_filling", month.clone())["code"], "nothing_to_fill");
    assert_eq!(shell.refused("fill_sums", json!({ "stay": [] }))["code"], "changed", "nothing was seen");
    shell.done("choose_side", json!({ "side": "reporting" }));
    shell.done("begin", json!({ "unit": crate::shell::unit(), "opening": [] }));
    shell.done("choose_side", json!({ "side": "collation" }));
    let plan = shell.done("plan_filling", json!({ "month": "2022-01" }));
    let line = plan["lines"].as_array().unwrap().iter().find(|line| line["figure"] == "4").unwrap().clone();
    assert_eq!((&line["state"], &line["sum"], &line["label"]), (&json!("new"), &json!("12"), &json!("填入")));
    assert_eq!(shell.done("filling_totals", json!({ "replaced": [] })), plan["totals"]);
    assert_eq!(shell.done("fill_sums", json!({ "stay": [] })), json!(1));
    assert_eq!(shell.refused("filling_totals", json!({ "replaced": [] }))["code"], "changed");
    assert_eq!(shell.refused("fill_sums", json!({ "stay": [] }))["code"], "changed", "once");
    let own = |shell: &Shell| {
        shell.done("choose_side", json!({ "side": "reporting" }));
        shell.done("sheet", json!({ "month": "2022-01" }))["cells"]["4"]["month"].clone()
    };
    assert_eq!(own(&shell)["amount"], "12");
    // It was filled in at the other side, and is undone at this one.
    assert!(shell.done("undo", json!({}))["sentence"].as_str().unwrap().contains("2022年1月"));
    assert_eq!(own(&shell)["state"], "blank");
    shell.done("choose_side", json!({ "side": "collation" }));
    assert_eq!(shell.done("undo_filling", json!({})), json!(null), "there is nothing to take back here");
}
