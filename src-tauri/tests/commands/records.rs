//! A report from 定稿 to 更正, as the page asks for it.

use std::fs;

use serde_json::{Value, json};

use crate::shell::{Shell, cell};

fn of(month: &str) -> Value {
    json!({ "month": month, "sure": false })
}

/// January and February are filled with 2a=10 and zeros, and final; January was sent.
fn reported() -> Shell {
    let shell = Shell::begun();
    for month in ["2022-01", "2022-02"] {
        shell.done("set_figures", json!({ "month": month, "texts": [["2a", "10"]] }));
        shell.done("fill_zero", of(month));
        shell.done("finalize", of(month));
    }
    shell.done(
        "mark_sent",
        json!({ "month": "2022-01", "how": "邮件", "recipient": "区城市管理局", "sure": false }),
    );
    shell
}

#[test]
fn what_is_in_the_way_is_told_and_a_final_month_is_locked() {
    let shell = Shell::begun();
    assert_eq!(shell.refused("finalize", of("2022-01"))["code"], "not_ready");
    let shell = reported();
    let typed = json!({ "month": "2022-01", "texts": [["2a", "11"]] });
    assert_eq!(shell.refused("preview_figures", typed.clone())["code"], "locked");
    assert_eq!(shell.refused("set_figures", typed)["code"], "locked");
    assert_eq!(shell.done("sheet", of("2022-01"))["state"], "sent");
    let overview = shell.done("overview", json!({}));
    let steps: Vec<&str> = (0..3).map(|at| overview["months"][at]["next_step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["nothing", "print", "finalize"]);
}

#[test]
fn nothing_is_kept_of_what_has_not_left() {
    let shell = reported();
    let february = || of("2022-02");
    shell.asked.lock().unwrap().has_no_printer = true;
    assert_eq!(shell.refused("print", february())["code"], "print");
    for command in ["export", "export_pdf", "save_letter", "save_sending_files"] {
        assert_eq!(shell.done(command, february()), Value::Null, "{command} was cancelled");
    }
    shell.asked.lock().unwrap().save_to = Some(shell.home.path().join("没有的文件夹/表.xlsx"));
    assert_eq!(shell.refused("export", february())["code"], "output");
    let kept = |shell: &Shell| {
        let lines = shell.done("history", json!({ "month": "2022-02", "figure": null }));
        let names = lines.as_array().unwrap().iter().filter(|line| line["action"] == "导出").count();
        let sent = shell.done("sent", json!({}));
        let line = sent.as_array().unwrap().iter().find(|line| line["month"] == "2022-02").unwrap();
        (names, line["files"].as_array().unwrap().len())
    };
    assert_eq!(kept(&shell), (0, 0));
    shell.asked.lock().unwrap().save_to = Some(shell.home.path().join("表.xlsx"));
    shell.done("export", february());
    assert_eq!(kept(&shell), (1, 1));
    shell.asked.lock().unwrap().has_no_printer = false;
    shell.done("print", february());
    assert_eq!(kept(&shell), (2, 2), "the PDF is in the printer's hands");
}

#[test]
fn a_reopened_month_is_corrected_and_everything_later_with_it() {
    let shell = reported();
    let empty = json!({ "month": "2022-01", "reason": " " });
    assert_eq!(shell.refused("reopen", empty)["code"], "reason");
    let sheet = shell.done("reopen", json!({ "month": "2022-01", "reason": "漏了一张过磅单" }));
    assert_eq!((&sheet["state"], &sheet["revision"]), (&json!("draft"), &json!(1)));
    shell.done("set_figures", json!({ "month": "2022-01", "texts": [["2a", "12"]] }));
    shell.done("finalize", of("2022-01"));
    let changed = shell.done("differences", json!({}));
    assert_eq!(changed[0]["month"], "2022-02");
    assert_eq!(changed[0]["differences"][0]["now"], "22.00");
    assert_eq!(shell.done("correct", json!({ "reason": "1月有误", "sure": false })), json!(["2022-02"]));
    assert_eq!(cell(&shell.done("sheet", of("2022-02")), "2a").1, "22.00");
    let first = shell.done("revision", json!({ "month": "2022-02", "number": 0 }));
    assert_eq!(cell(&first, "2a").1, "20.00");
    let lines = shell.done("sent", json!({}));
    let february: Vec<_> =
        lines.as_array().unwrap().iter().filter(|line| line["month"] == "2022-02").collect();
    let reports: Vec<_> = february.iter().map(|line| (&line["report"], &line["reason"])).collect();
    assert_eq!(reports, [(&json!("首次报表"), &json!("")), (&json!("更正1"), &json!("1月有误"))]);
}

#[test]
fn an_adjustment_and_an_explanation_are_kept_with_the_month() {
    let shell = reported();
    let adjustment = |text: &str| json!({ "month": "2022-03", "texts": [["2a", text]], "reason": "多加" });
    let sheet = shell.done("adjust", adjustment("-1.5"));
    assert_eq!(cell(&sheet, "2a").1, "18.50");
    let refused = shell.refused("adjust", adjustment("-100"));
    assert_eq!((&refused["code"], &refused["field"]), (&json!("negative_total"), &json!("2a")));
    shell.done("set_figures", json!({ "month": "2022-03", "texts": [["2a", "100"]] }));
    let explained =
        json!({ "month": "2022-03", "code": "far_above_last_month", "figure": "2a", "text": "集中清运" });
    let sheet = shell.done("explain", explained);
    let checks = sheet["checks"].as_array().unwrap();
    let answered = checks.iter().filter(|check| check["explanation"] == "集中清运").count();
    assert_eq!(answered, 1);
}

/// A change that was made three months from now, as a clock that was ahead has it.
#[test]
fn a_time_before_the_last_change_is_asked_about() {
    let shell = Shell::begun();
    shell.done("fill_zero", of("2022-01"));
    let later = yuebao::clock::now().unwrap() + std::time::Duration::from_hours(90 * 24);
    let mut elsewhere = yuebao::session::Session::open(&shell.home.path().join("data")).unwrap();
    let texts = vec![("2a".parse().unwrap(), "10".into())];
    elsewhere.reports_mut().set_amounts(later, "2022-01".parse().unwrap(), texts).unwrap();
    let refused = shell.refused("finalize", of("2022-01"));
    assert_eq!(refused["code"], "clock_doubtful");
    assert!(refused["sentence"].as_str().unwrap().contains("比最后一次修改"), "{refused}");
    assert_eq!(shell.done("sheet", of("2022-01"))["state"], "draft");
    let sure = json!({ "month": "2022-01", "sure": true });
    assert_eq!(shell.done("finalize", sure)["state"], "final");
    // The officer's word holds for what comes next.
    shell.done("mark_sent", json!({ "month": "2022-01", "how": "", "recipient": "", "sure": false }));
}

#[test]
fn the_matrix_and_the_log_are_shown_and_exported() {
    let shell = reported();
    assert_eq!(shell.done("matrix", json!({}))["rows"].as_array().unwrap().len(), 24);
    let lines = shell.done("history", json!({ "month": "2022-02", "figure": "2a" }));
    assert_eq!((lines.as_array().unwrap().len(), &lines[0]["after"]), (1, &json!("10.00")));
    for (command, values) in [
        ("export_matrix", json!({})),
        ("export_history", json!({ "month": null, "figure": null })),
        ("export", json!({ "month": "2022-01", "revision": 0 })),
    ] {
        let path = shell.home.path().join(command);
        shell.asked.lock().unwrap().save_to = Some(path.clone());
        assert_eq!(shell.done(command, values), json!(path));
        assert!(fs::read(&path).unwrap().starts_with(b"PK"), "{command} wrote a workbook");
    }
    let asked = shell.log();
    assert!(asked[0].contains("累计核对") && asked[1].contains("修改记录"), "{asked:?}");
    assert!(asked[2].contains("龙沙镇_2022年01月_附件2.xlsx"), "{asked:?}");
}
