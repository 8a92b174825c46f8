//! A township's first months, from the first start to the report.

use std::fs::File;
use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::harness::{Office, init, month, now};

#[test]
fn three_months_are_filled_in_and_a_correction_is_followed() {
    let office = Office::new();
    let unit = office.run(init("township", "2022-01")).done();
    assert!(
        unit.starts_with("填报单位（盖章）：龙沙镇（镇乡）\n填报人：张三  联系电话：58136197\n"),
        "{unit}"
    );

    let opening = office.run(["opening", "1a=100", "2a=1.5", "--json"]).json();
    assert_eq!(opening["through"], "2021-12");
    assert_eq!((&opening["figures"]["1a"], &opening["figures"]["2a"]), (&json!("100"), &json!("1.50")));
    assert_eq!(opening["figures"]["1b"], Value::Null);

    office.run(["set", "2022-01", "1a=120", "2a=3.5"]).done();
    office.run(["set", "2022-02", "1a=80", "2a=2.25"]).done();
    let march = office.run(["set", "2022-03", "1a=20", "--json"]).json();
    assert_eq!(march, office.shown("2022-03"), "set shows the month as show does");
    assert_eq!(march["figures"]["1a"]["before"], "300");
    assert_eq!(march["figures"]["1a"]["total"], "320");
    assert_eq!(march["figures"]["2a"]["month"], Value::Null);
    assert_eq!(march["figures"]["2a"]["total"], "7.25");

    office.run(["set", "2022-01", "1a=20"]).done();
    assert_eq!(office.figure("2022-03", "1a", "total"), "220", "March follows January's correction");

    let check = office.run(["check", "2022-03"]);
    assert_eq!(check.code, 1);
    assert_eq!(check.output.lines().filter(|line| line.starts_with("空白：")).count(), 19);
    assert!(check.output.contains("有 18 项的累计数缺 1 月至 2 月"), "{}", check.output);
    assert_eq!(
        check.remark,
        "2022年3月还有 19 项空白，不能作为定稿报送；已填的数都在，请改好、填齐后再核对一次\n"
    );
}

#[test]
fn the_table_of_a_month() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=120", "2a=3.5", "2b=4", "8=1"]).done();
    let shown = office.run(["set", "2022-03", "1a=1", "2a=1,234.5"]).done();
    assert_eq!(shown, office.run(["show", "2022-03"]).done());
    insta::assert_snapshot!(shown);
    assert!(!shown.contains('\u{1b}'), "no colours");
}

#[test]
fn a_sum_is_added_up_and_its_terms_stay_in_the_log() {
    let office = Office::begun();
    office.run(["opening", "1a=＝１００＋２０"]).done();
    let shown = office.run(["set", "2022-01", "1a=120+35+8", "2a==1.5 - .25"]).done();
    let line = |text: &str| shown.lines().find(|line| line.contains(text)).unwrap().replace(' ', "");
    assert_eq!(line("出动环卫工人"), "|1a|出动环卫工人|人次|163|283|当月120+35+8|");
    assert_eq!(line("清除暴露垃圾"), "|2a|清除暴露垃圾|吨|1.25|1.25|当月1.50-0.25|");
    let january = office.shown("2022-01");
    let figure = &january["figures"]["1a"];
    assert_eq!((&figure["month"], &figure["terms"]), (&json!("163"), &json!("120+35+8")));
    assert_eq!((&figure["before"], &figure["total"]), (&json!("120"), &json!("283")));
    assert_eq!(january["figures"]["2b"].get("terms"), None);
    assert_eq!(office.run(["opening", "--json"]).json()["figures"]["1a"], "120");

    office.run(["set", "2022-01", "1a=163"]).done();
    let log = office.run(["history", "2022-01", "1a", "--json"]).json();
    let lines: Vec<_> = log["lines"].as_array().unwrap().iter().collect();
    assert_eq!((&lines[0]["before"], &lines[0]["after"]), (&json!("120+35+8"), &json!("163")));
    assert_eq!((&lines[1]["before"], &lines[1]["after"]), (&json!(""), &json!("120+35+8")));
    assert_eq!(office.shown("2022-01")["figures"]["1a"].get("terms"), None, "163 is what was typed now");
}

#[test]
fn the_record_of_a_month() {
    let office = Office::begun();
    office.run(["set", "2022-01", "2a=3.5"]).done();
    office.run(["set", "2022-03", "1a=0", "2a=1", "2b=2", "17=3"]).done();
    let march = office.shown("2022-03");
    assert_eq!(
        march["figures"]["2a"],
        json!({
            "name": "清除暴露垃圾", "unit": "吨", "state": "value", "month": "1.00", "total": "4.50",
            "before": "3.50", "adjustment": null, "missing": ["2022-02"], "opening_missing": false
        })
    );
    assert_eq!(
        march["figures"]["10a"],
        json!({
            "name": "坡坎崖滩绿化美化项目", "unit": "个", "state": "not_applicable", "month": null, "total": null,
            "before": null, "adjustment": null, "missing": [], "opening_missing": false
        })
    );
    assert_eq!(march["figures"]["1a"]["month"], "0", "zero is a value");
    assert_eq!(march["checks"][0]["code"], "part_exceeds_whole");
    assert_eq!(march["checks"][0]["level"], "error");
    assert_eq!(march["checks"][0]["figure"], "2b");
    let mut rest = march;
    rest["figures"] = Value::Null;
    rest["checks"] = Value::Null;
    assert_eq!(
        rest,
        json!({
            "month": "2022-03", "unit": "龙沙镇", "kind": "township", "person": "张三", "phone": "58136197",
            "state": "draft", "no_data": false, "revision": 0, "reason": null, "finalized_at": null,
            "sent_at": null, "differences": [], "filled_on": "2022-03-20", "filled": 4, "to_fill": 20,
            "figures": null, "checks": null
        })
    );
}

#[test]
fn the_figures_of_the_record_stand_in_the_order_of_the_form() {
    let text = Office::begun().run(["show", "2022-01", "--json"]).done();
    let places: Vec<_> =
        ["1a", "2b", "4", "9", "10a", "18"].map(|id| text.find(&format!("\"{id}\":")).unwrap()).into();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn what_stands_unreadable_in_a_cell_is_shown_as_it_is() {
    use crate::harness::{month, now, texts};
    let office = Office::begun();
    let kind = yuebao::store::OperationKind::Fill;
    office.session().reports_mut().set_texts(now(), kind, month("2022-01"), texts("2a=12吨")).unwrap();
    let weight = office.shown("2022-01")["figures"]["2a"].clone();
    assert_eq!((&weight["state"], &weight["text"]), (&json!("unreadable"), &json!("12吨")));
    assert_eq!(weight["month"], Value::Null);
    assert!(office.run(["show", "2022-01"]).done().contains("|     12吨 |          | 不是数 |"));
}

#[test]
fn digits_of_either_width_and_thousands_are_understood() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a＝１２０", "2a=１，２３４．５", "6= 7。5 ", "18=3.0"]).done();
    let month = |id| office.figure("2022-01", id, "month");
    assert_eq!([month("1a"), month("2a"), month("6"), month("18")], ["120", "1234.50", "7.50", "3"]);
}

#[test]
fn an_empty_text_clears() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=5", "1b=6"]).done();
    office.run(["set", "2022-01", "1a="]).done();
    assert_eq!(office.figure("2022-01", "1a", "state"), "blank");
    assert_eq!(office.figure("2022-01", "1b", "month"), "6");
    office.run(["opening", "1a=9"]).done();
    assert_eq!(office.run(["opening", "1a=", "--json"]).json()["figures"]["1a"], Value::Null);
}

#[test]
fn a_month_without_data_is_marked_and_an_entry_takes_the_mark_away() {
    let office = Office::begun();
    office.run(["set", "2022-01", "9=5"]).done();
    office.session().reports_mut().fill_zero(now(), month("2022-01")).unwrap();
    let february = office.run(["no-data", "2022-02", "--json"]).json();
    assert_eq!((&february["state"], &february["no_data"]), (&json!("no_data"), &json!(true)));
    assert_eq!(office.figure("2022-03", "9", "missing"), json!([]));
    assert!(office.run(["check", "2022-02"]).done().contains("没有发现问题"));

    assert_eq!(office.run(["no-data", "2022-02", "--undo", "--json"]).json()["state"], "empty");
    assert_eq!(office.figure("2022-03", "9", "missing"), json!(["2022-02"]));

    office.run(["no-data", "2022-02"]).done();
    assert_eq!(office.run(["set", "2022-02", "9=1", "--json"]).json()["no_data"], false);
}

#[test]
fn the_day_of_filling_in_is_set_and_goes_back() {
    let office = Office::begun();
    office.run(["set", "2022-02", "9=5"]).done();
    let day = |text| office.run(["date", "2022-02", text, "--json"]).json()["filled_on"].clone();
    assert_eq!(day("2022年2月28日"), "2022-02-28");
    assert_eq!(day(""), "2022-03-20");
    assert_eq!(office.shown("2022-01")["filled_on"], Value::Null);
}

#[test]
fn the_particulars_are_changed_one_by_one() {
    let office = Office::begun();
    let unit = office.run(["unit", "--person", "李四", "--restart-each-year", "yes", "--json"]).json();
    assert_eq!(
        unit,
        json!({
            "name": "龙沙镇", "kind": "township", "person": "李四", "phone": "58136197",
            "first_month": "2022-01", "restart_each_year": true
        })
    );
    let unit = office
        .run([
            "unit",
            "--name",
            "龙沙街道",
            "--kind",
            "street",
            "--phone",
            "61234",
            "--from",
            "2022-02",
            "--json",
        ])
        .json();
    assert_eq!(
        (&unit["name"], &unit["kind"], &unit["first_month"]),
        (&json!("龙沙街道"), &json!("street"), &json!("2022-02"))
    );
    assert_eq!(
        office.run(["unit", "--restart-each-year", "no", "--json"]).json()["restart_each_year"],
        false
    );
    assert!(
        office.run(["unit"]).done().ends_with("开始填报的月份：2022年2月\n累计数每年 1 月重新起算：否\n")
    );
}

#[test]
fn totals_cross_the_year_and_row_8_starts_afresh() {
    let office = Office::begun_as("street", "2022-11");
    office.run(["opening", "8=3", "9=30"]).done();
    office.run(["set", "2022-11", "8=1", "9=1"]).done();
    office.run(["set", "2022-12", "8=1", "9=1"]).done();
    office.run(["set", "2023-01", "8=2", "9=2"]).done();
    assert_eq!(office.figure("2022-12", "8", "total"), "5");
    assert_eq!(office.figure("2023-01", "8", "total"), "2");
    assert_eq!(office.figure("2023-01", "9", "total"), "34");
}

#[test]
fn a_check_with_nothing_but_warnings_is_done() {
    let office = Office::begun();
    let all = |text: &str| {
        let ids = "1a 1b 2a 2b 3a 3b 4 5a 5b 6 7a 7b 8 9 13 14 15 16 17 18";
        ids.split(' ').map(|id| format!("{id}={text}")).collect::<Vec<_>>()
    };
    for (month, text) in [("2022-01", "1"), ("2022-02", "50")] {
        let mut command = office.command(["set", month]);
        assert!(command.args(all(text)).output().unwrap().status.success());
    }
    assert!(office.run(["check", "2022-01"]).done().contains("2022年1月核对没有发现问题"));
    let warnings = office.run(["check", "2022-02", "--json"]).json();
    assert_eq!(warnings["month"], "2022-02");
    assert_eq!(warnings["checks"].as_array().unwrap().len(), 20);
    assert_eq!(warnings["checks"][0]["code"], "far_above_last_month");
}

#[test]
fn the_definition_is_printed() {
    let office = Office::new();
    let forms = office.run(["forms", "--json"]).json();
    assert_eq!(forms["forms"][0]["tables"][0]["sections"].as_array().unwrap().len(), 3);
    assert_eq!(forms["forms"][0]["mark"], "附件2");
    assert!(
        office
            .run(["forms"])
            .done()
            .contains("| 10a  | 坡坎崖滩绿化美化项目         | 个     | 镇乡、街道不填")
    );
    assert!(!office.data().exists(), "the definition needs no data");
}

#[test]
fn the_folder_of_the_command_line_goes_before_that_of_the_environment() {
    let office = Office::begun();
    let elsewhere = office.home().join("别处");
    let elsewhere = elsewhere.to_str().unwrap();
    assert!(office.run(["unit", "--data", elsewhere]).refused().contains("还没有登记填报单位"));
    assert!(office.run(["--data", elsewhere, "unit"]).refused().contains("还没有登记填报单位"));
    let mut command = office.command(["unit", "--json"]);
    let output = command.env_remove("YUEBAO_DATA").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "the platform's folder is empty");
    assert!(office.home().join(".local/share/yuebao").exists() || !cfg!(target_os = "linux"));
}

#[test]
fn whoever_stops_reading_early_is_no_error() {
    let office = Office::begun();
    let mut child =
        office.command(["show", "2022-01"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut remark = String::new();
    child.stderr.take().unwrap().read_to_string(&mut remark).unwrap();
    assert_eq!((child.wait().unwrap().code(), remark.as_str()), (Some(0), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_told() {
    let office = Office::begun();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = office.command(["set", "2022-01", "1a=5"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("命令已经执行，但结果没有能够输出"));
    assert_eq!(office.figure("2022-01", "1a", "month"), "5");
}
