//! A quarter from the first 定稿 to a 更正, on the command line.

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::json;

use crate::harness::{Office, Ran};

/// January and February are filled and final; January was sent.
fn reported() -> Office {
    let office = Office::begun();
    for month in ["2022-01", "2022-02"] {
        office.run(["set", month, "2a=10"]).done();
        office.run(["finalize", month, "--fill-zero"]).done();
    }
    office.run(["mark-sent", "2022-01", "--how", "邮件", "--recipient", "区城市管理局"]).done();
    office
}

#[test]
fn what_is_in_the_way_of_a_final_report_is_listed() {
    let office = Office::begun();
    office.run(["set", "2022-01", "2a=10", "2b=11"]).done();
    let refused = office.run(["finalize", "2022-01"]);
    assert_eq!((refused.code, refused.output.lines().count()), (1, 19), "{}", refused.output);
    assert!(refused.output.starts_with("错误：第 2 行“其中塑料类暴露垃圾”11.00 吨"), "{}", refused.output);
    assert_eq!(
        refused.remark,
        "2022年1月还有 1 处错误、18 项空白，没有定稿，已填的数都在。请改好、填齐后再定稿；没有的填 0\n"
    );
    let refused = office.run(["finalize", "2022-01", "--fill-zero", "--json"]);
    assert_eq!(refused.code, 1);
    let checks: serde_json::Value = serde_json::from_str(&refused.output).unwrap();
    assert_eq!(checks["checks"][0]["code"], "part_exceeds_whole");
    office.run(["set", "2022-01", "2b=1"]).done();
    let done = office.run(["finalize", "2022-01", "--json"]).json();
    assert_eq!((&done["state"], &done["revision"]), (&json!("final"), &json!(0)));
    assert_eq!(done["finalized_at"], "2022-03-20T09:00:00+08:00");
}

#[test]
fn a_final_month_is_opened_again_and_everything_later_is_corrected() {
    let office = reported();
    let refused = office.run(["set", "2022-01", "2a=11"]).refused();
    assert_eq!(refused, "2022年1月已经定稿，没有改动。要改请先“重新打开”并写明原因（或运行 yuebao reopen）");
    assert_eq!(office.run(["diff"]).done(), "报出的数都与现在的数一致\n");
    office.run(["reopen", "2022-01", "--reason", "漏了一张过磅单"]).done();
    office.run(["set", "2022-01", "2a=11.5"]).done();
    insta::assert_snapshot!("diff", office.run(["diff"]).done());
    assert_eq!(office.run(["diff", "2022-03"]).done(), "报出的数都与现在的数一致\n");
    let shown = office.run(["show", "2022-02"]).done();
    assert!(shown.contains("累计已报 20.00，现为 21.50"), "{shown}");

    office.run(["finalize", "2022-01"]).done();
    let corrected = office.run(["correct", "--reason", "1月漏了一张过磅单", "--json"]).json();
    assert_eq!(corrected["corrected"], json!(["2022-02"]));
    assert!(office.run(["correct", "--reason", "x"]).refused().contains("没有要更正的月份"));
    let february = office.shown("2022-02");
    assert_eq!((&february["revision"], &february["reason"]), (&json!(1), &json!("1月漏了一张过磅单")));
    assert_eq!(february["figures"]["2a"]["total"], "21.50");
    let first = office.run(["show", "2022-02", "--revision", "0", "--json"]).json();
    assert_eq!(first["figures"]["2a"]["total"], "20.00");
    assert!(office.run(["show", "2022-02", "--revision", "2"]).refused().contains("没有“2”这一次的报表"));

    for (revision, name) in
        [("0", "龙沙镇_2022年01月_附件2.xlsx"), ("1", "龙沙镇_2022年01月_附件2_更正1.xlsx")]
    {
        let path = office.run(["export", "2022-01", "--to", ".", "--revision", revision]).done();
        assert!(path.trim_end().ends_with(name), "{path}");
    }
    insta::assert_snapshot!("revisions", office.run(["revisions"]).done());
}

#[test]
fn an_adjustment_and_an_explanation_stand_in_the_month() {
    let office = Office::begun();
    office.run(["set", "2022-01", "2a=10"]).done();
    office.run(["set", "2022-02", "2a=100"]).done();
    let adjusted = office.run(["adjust", "2022-02", "2a=-1.50", "--reason", "纸质台账多加", "--json"]).json();
    assert_eq!(adjusted["figures"]["2a"]["adjustment"], json!({"amount": "-1.50", "reason": "纸质台账多加"}));
    assert_eq!(adjusted["figures"]["2a"]["total"], "108.50");
    office.run(["explain", "2022-02", "2a", "春节前集中清运"]).done();
    let shown = office.run(["show", "2022-02"]).done();
    assert!(shown.contains("累计调整 -1.50（纸质台账多加）"), "{shown}");
    assert!(shown.contains("是上月的 10 倍，请核对（已说明：春节前集中清运）"), "{shown}");
    for (arguments, told) in [
        (["adjust", "2022-02", "2a=-200", "--reason", "x"].as_slice(), "累计不能是负数"),
        (["adjust", "2022-02", "2a=1"].as_slice(), "请写明原因"),
        (["explain", "2022-02", "9", "x"].as_slice(), "没有这条提醒"),
        (["explain", "2022-02", "opening", "x"].as_slice(), "没有这条提醒"),
        (["explain", "2022-02", "99", "x"].as_slice(), "没有编号"),
        (["mark-sent", "2022-02"].as_slice(), "还没有定稿"),
        (["reopen", "2022-02", "--reason", "x"].as_slice(), "还没有定稿"),
    ] {
        let refused = refused(&office, arguments);
        assert!(refused.contains(told), "{arguments:?}: {refused}");
    }
    let plain = office.run(["adjust", "2022-02", "2a=", "--json"]).json();
    assert_eq!(
        (&plain["figures"]["2a"]["adjustment"], &plain["figures"]["2a"]["total"]),
        (&json!(null), &json!("110.00"))
    );
}

fn refused(office: &Office, arguments: &[&str]) -> String {
    Ran::from(office.command([]).args(arguments).output().unwrap()).refused()
}

#[test]
fn the_history_is_shown_filtered_and_exported() {
    let office = reported();
    let of_figure = office.run(["history", "2a", "--json"]).json();
    let lines = of_figure["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["month"], "2022-02", "newest first");
    assert_eq!((&lines[0]["before"], &lines[0]["after"]), (&json!(""), &json!("10.00")));
    assert_eq!(
        office.run(["history", "2022-01", "2a", "--json"]).json()["lines"].as_array().unwrap().len(),
        1
    );
    let table = office.run(["history", "2022-01"]).done();
    assert!(table.contains("记为已报送") && !table.contains("2022年2月"), "{table}");
    assert!(office.run(["history", "2022-13"]).refused().contains("不是月份"));
    assert!(office.run(["history", "99"]).refused().contains("没有编号"));
    let path = office.run(["history", "2022-01", "2a", "--to", "."]).done();
    assert!(
        path.trim_end().ends_with("龙沙镇_修改记录_2022年1月_第2行清除暴露垃圾_2022-03-20.xlsx"),
        "{path}"
    );
    assert_eq!(lines_of(&office, &path, "修改记录"), 1 + 1 + 1, "a title, the headings, one change");
}

#[test]
fn a_missing_opening_balance_is_among_what_deserves_a_look() {
    let office = Office::begun_as("township", "2022-03");
    let path = office.run(["matrix", "--to", "."]).done();
    assert_eq!(lines_of(&office, &path, "要核对的地方"), 2 + 20, "every figure of a township");
}

/// How many lines a sheet of an exported workbook has.
fn lines_of(office: &Office, path: &str, sheet: &str) -> usize {
    let mut workbook: Xlsx<_> = open_workbook(office.home().join(path.trim_end())).unwrap();
    workbook.worksheet_range(sheet).unwrap().height()
}

#[test]
fn the_matrix_is_shown_and_exported() {
    let office = reported();
    let matrix = office.run(["matrix", "--json"]).json();
    assert_eq!(
        (matrix["months"].as_array().unwrap().len(), matrix["rows"].as_array().unwrap().len()),
        (3, 24)
    );
    assert_eq!(matrix["months"][0]["state"], "sent");
    office.run(["set", "2022-03", "2a=200"]).done();
    insta::assert_snapshot!("matrix", office.run(["matrix"]).done());
    let path = office.run(["matrix", "--to", "."]).done();
    assert!(path.trim_end().ends_with("龙沙镇_附件2_累计核对_2022-03-20.xlsx"), "{path}");
    assert_eq!(lines_of(&office, &path, "累计核对"), 2 + 2 * 24);
    assert_eq!(lines_of(&office, &path, "要核对的地方"), 2 + 1, "the jump of March");
}
