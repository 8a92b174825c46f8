//! Old workbooks, called as the page calls it: chosen, looked at, decided, brought in.

use serde_json::{Value, json};
use yuebao::notice::Notice;
use yuebao::output::write_file;

use crate::shell::{Shell, cell};

/// A month as a table of the form's rows, with an amount in the fourth.
fn table(month: &str, amount: &str, total: &str) -> String {
    let rows = Notice::built_in().unwrap().form("annex2").unwrap().rows();
    let lines = rows.map(|row| {
        let amounts = if row.number == 4 { format!("{amount},{total}") } else { ",".to_owned() };
        format!("{},{},{amounts}\n", row.number, row.content)
    });
    format!("{month},,,\n序号,整治内容,当月数量,累计数量\n{}", lines.collect::<String>())
}

fn old(shell: &Shell, name: &str, month: &str, amount: &str, total: &str) -> std::path::PathBuf {
    let file = shell.home.path().join(name);
    write_file(&file, table(month, amount, total).as_bytes()).unwrap();
    file
}

fn choices(totals: Option<&str>, left_out: &[usize]) -> Value {
    json!({ "choices": { "months": [], "left_out": left_out, "totals": totals } })
}

#[test]
fn files_are_looked_at_and_come_in_only_when_it_is_said_so() {
    let shell = Shell::begun();
    assert_eq!(shell.done("choose_hand_filled", json!({})), false, "who thinks better of it");
    {
        let mut asked = shell.asked.lock().unwrap();
        asked.open = Some(old(&shell, "1月.csv", "2022年1月", "5", "9"));
        asked.open_too = vec![old(&shell, "2月.csv", "2022年2月", "6", "15")];
    }
    shell.log();
    assert_eq!(shell.done("choose_hand_filled", json!({})), true);
    assert_eq!(shell.log(), ["open .xls .xlsx .et .docx .csv “选择旧表，可以选几个”"]);
    let plan = shell.done("plan_months", choices(None, &[]));
    assert_eq!(plan["offered"].as_array().unwrap().len(), 2);
    assert_eq!(shell.refused("import_months", json!({}))["code"], "not_ready");
    assert_eq!(shell.done("sheet", json!({ "month": "2022-01" }))["state"], "empty");

    shell.done("plan_months", choices(Some("opening"), &[]));
    shell.done("import_months", json!({}));
    let february = shell.done("sheet", json!({ "month": "2022-02" }));
    assert_eq!(cell(&february, "4"), (json!("6"), json!("15")));
    assert_eq!(shell.refused("import_months", json!({}))["code"], "changed", "nothing is left to bring in");
    let undone = shell.done("undo", json!({}));
    assert!(undone["sentence"].as_str().unwrap().starts_with("已撤销：2 个月 "), "it came in once: {undone}");
}

#[test]
fn a_sheet_is_given_a_month_or_left_out() {
    let shell = Shell::begun();
    shell.asked.lock().unwrap().open = Some(old(&shell, "报表.csv", "", "5", ""));
    shell.done("choose_hand_filled", json!({}));
    let plan = shell.done("plan_months", choices(None, &[]));
    assert_eq!(
        (&plan["sheets"][0]["status"], &plan["sheets"][0]["month"]),
        (&json!("blocked"), &json!(null))
    );
    let out = shell.done("plan_months", choices(None, &[0]));
    assert_eq!(out["sheets"][0]["status"], "left_out");
    let given = json!({ "choices": { "months": [[0, "2022-03"]], "left_out": [], "totals": null } });
    assert_eq!(shell.done("plan_months", given)["problem"], json!(null));
    shell.done("import_months", json!({}));
    assert_eq!(cell(&shell.done("sheet", json!({ "month": "2022-03" })), "4").0, "5");
}

#[test]
fn a_file_that_is_no_form_is_refused() {
    let shell = Shell::begun();
    let file = shell.home.path().join("网页.xls");
    write_file(&file, b"<html>").unwrap();
    shell.asked.lock().unwrap().open = Some(file);
    let refused = shell.refused("choose_hand_filled", json!({}));
    assert_eq!(refused["code"], "reading");
    assert!(refused["sentence"].as_str().unwrap().starts_with("“网页.xls”没有导入："), "{refused}");
}

/// A file so large that it is read for a while: meanwhile the page is answered again and again.
#[test]
fn a_file_that_is_slow_to_read_keeps_nobody_waiting() {
    let shell = Shell::begun();
    let file = shell.home.path().join("1月.csv");
    let long = format!("\"{}\"\n", "很长的备注，".repeat(40)).repeat(8_000);
    write_file(&file, (table("2022年1月", "5", "5") + &long).as_bytes()).unwrap();
    shell.asked.lock().unwrap().open = Some(file);
    let choosing = shell.begin("choose_hand_filled", json!({}));
    while shell.asked.lock().unwrap().log.is_empty() {
        std::thread::yield_now();
    }
    let mut answered = 0;
    let chosen = loop {
        assert_eq!(shell.done("sheet", json!({ "month": "2022-01" }))["state"], "empty");
        match choosing.try_recv() {
            Ok(chosen) => break chosen,
            Err(_) => answered += 1,
        }
    };
    assert_eq!(chosen, Ok(json!(true)));
    assert!(answered > 5, "the session is free while a file is read: {answered}");
    assert_eq!(shell.done("plan_months", choices(None, &[]))["sheets"][0]["new"], 1);
}
