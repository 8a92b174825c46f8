//! The summary: read, written, corrected, and its three files.

use std::fs;

use serde_json::{Value, json};

use crate::shell::Shell;

fn year() -> Value {
    json!({ "span": "2022", "sure": false })
}

#[test]
fn what_is_written_is_kept_and_what_changed_is_told() {
    let shell = Shell::begun();
    let fill = |text: &str| {
        shell.done("set_figures", json!({ "month": "2022-03", "texts": [["4", text]] }));
    };
    fill("12");
    let page = shell.done("summary", year());
    let results = page["headings"][2]["text"].as_str().unwrap();
    assert!(results.contains("及其他问题12个"), "{results}");
    let own = results.replace("及其他问题12个", "等问题约12个");
    let written = json!({ "span": "2022", "heading": "results", "text": own });
    assert_eq!(shell.done("write_summary", written)["page"]["headings"][2]["own"], true);
    fill("15");
    let changed = shell.done("summary", year());
    assert!(changed["headings"][2]["changed"][0]["text"].as_str().unwrap().contains("15个"));
    let heading = json!({ "span": "2022", "heading": "results" });
    assert_eq!(shell.done("keep_words", heading.clone())["headings"][2]["changed"], json!([]));
    assert_eq!(shell.done("take_facts", heading)["headings"][2]["own"], false);
}

#[test]
fn words_of_another_span_are_taken_over() {
    let shell = Shell::begun();
    shell.done("write_summary", json!({ "span": "2022", "heading": "plans", "text": "继续努力。" }));
    let campaign = shell.done("summary", json!({ "span": "campaign" }));
    assert_eq!(campaign["others"][0]["span"], "2022");
    let taken = shell.done("take_words", json!({ "span": "campaign", "from": "2022" }));
    assert_eq!((&taken["headings"][4]["text"], &taken["others"]), (&json!("继续努力。"), &json!([])));
    shell.refused("take_words", json!({ "span": "campaign", "from": "2022-13" }));
}

#[test]
fn the_printer_gets_the_very_file_that_is_exported() {
    let shell = Shell::begun();
    let said: String = shell.answer("print_summary", year());
    assert_eq!(said, "已送到打印机“三楼”，请到打印机取纸");
    assert_eq!(shell.log(), ["print 龙沙镇_主题活动总结_2022年.pdf"]);
    let file = shell.home.path().join("总结.pdf");
    shell.asked.lock().unwrap().save_to = Some(file.clone());
    shell.done("export_summary_pdf", year());
    assert!(shell.asked.lock().unwrap().printed == [fs::read(file).unwrap()]);
}

#[test]
fn every_page_of_the_window_has_its_chapter_in_the_manual() {
    let manual: String = Shell::begun().answer("manual", json!({}));
    let source = include_str!("../../../ui/manual.js");
    let list = source.split_once("const CHAPTERS = {").unwrap().1.split_once("};").unwrap().0;
    let chapters: Vec<(&str, &str)> = list
        .lines()
        .filter_map(|line| line.trim().trim_end_matches(',').split_once(": "))
        .map(|(page, chapter)| (page.trim_matches('"'), chapter.trim_matches('"')))
        .collect();
    for (page, chapter) in &chapters {
        assert!(
            manual.contains(&format!("<h2>{chapter}</h2>"))
                || manual.contains(&format!("<h3>{chapter}</h3>")),
            "{page}: {chapter}"
        );
    }
    let page = include_str!("../../../ui/index.html");
    let tabs: Vec<&str> =
        page.split("aria-controls=\"page-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(tabs.len() >= 6, "{tabs:?}");
    for tab in tabs {
        assert!(chapters.iter().any(|(page, _)| *page == tab), "{tab} has no chapter");
    }
}

#[test]
fn the_files_go_where_the_officer_says() {
    let shell = Shell::begun();
    for (command, ending, start) in [
        ("export_summary_word", "docx", &b"PK"[..]),
        ("export_summary_pdf", "pdf", b"%PDF"),
        ("export_summary_workbook", "xlsx", b"PK"),
    ] {
        let file = shell.home.path().join(format!("总结.{ending}"));
        shell.asked.lock().unwrap().save_to = Some(file.clone());
        shell.done(command, year());
        assert!(fs::read(file).unwrap().starts_with(start), "{command}");
        let log = shell.log();
        assert_eq!(
            log.last().unwrap().split_whitespace().nth(1).unwrap(),
            format!("龙沙镇_主题活动总结_2022年.{ending}")
        );
    }
}

#[test]
fn a_chart_is_a_picture_and_the_manual_needs_nothing_from_outside() {
    let shell = Shell::begun();
    for figure in [Value::Null, json!("2a")] {
        let picture: String = shell.answer("summary_chart", json!({ "span": "2022", "figure": figure }));
        assert!(picture.starts_with("<svg"));
    }
    let manual: String = shell.answer("manual", json!({}));
    assert!(manual.contains("<h1>山城月报使用手册</h1>"));
    let pictures: Vec<&str> = manual.split("src=\"").skip(1).collect();
    assert!(
        !pictures.is_empty()
            && pictures.iter().all(|one| one.starts_with("data:image/png;base64,iVBORw0KGgo"))
    );
    assert!(!manual.contains("<script"));
}

#[test]
fn the_licences_of_others_go_along() {
    let licences: String = Shell::begun().answer("licences", json!({}));
    for name in ["● typst ", "● tauri ", "● rusqlite ", "SQLite（公有领域", "Permission is hereby granted"]
    {
        assert!(licences.contains(name), "{name}");
    }
}

#[test]
fn no_span_and_no_heading_of_the_pages_own_making_gets_in() {
    let shell = Shell::begun();
    for span in ["", "2022-13", "../2022", "2022-06..2022-01"] {
        shell.refused("summary", json!({ "span": span }));
    }
    shell.refused("write_summary", json!({ "span": "2022", "heading": "others", "text": "x" }));
}
