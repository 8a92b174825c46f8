//! A month on the desk: typing, saving, pasting, taking back.

use serde_json::{Value, json};

use crate::shell::{Shell, cell};

const MARCH: &str = "2022-03";

fn march(shell: &Shell) -> Value {
    shell.done("sheet", json!({ "month": MARCH }))
}

fn typed(figure: &str, text: &str) -> Value {
    json!({ "month": MARCH, "texts": [[figure, text]], "inHand": figure, "instead": null })
}

#[test]
fn a_typed_text_is_answered_with_its_total_and_kept_only_when_it_is_saved() {
    let shell = Shell::begun();
    let view = shell.done("preview_figures", typed("1a", "２０"));
    assert_eq!(cell(&view["sheet"], "1a"), ("20".into(), "120".into()));
    assert_eq!(
        (&view["trace"]["figure"], &view["trace"]["months"][2]["entry"]["amount"]),
        (&json!("1a"), &json!("20"))
    );
    assert_eq!(cell(&march(&shell), "1a"), (Value::Null, "100".into()));

    let saved = shell.done("set_figures", typed("1a", "30"));
    assert_eq!(cell(&saved["sheet"], "1a"), ("30".into(), "130".into()));
    assert_eq!(saved["overview"], shell.done("overview", json!({})), "with all that stands around it");
    assert_eq!(march(&shell), saved["sheet"], "it is on the disk");
}

#[test]
fn what_cannot_be_read_stays_in_its_cell_with_the_reason() {
    let shell = Shell::begun();
    let sheet = &shell.done("preview_figures", typed("2a", "12吨"))["sheet"];
    assert_eq!(sheet["cells"]["2a"]["month"]["text"], "12吨");
    assert!(sheet["cells"]["2a"]["month"]["problem"].as_str().unwrap().contains("不要带单位"));
    assert_eq!(sheet["checks"][0]["level"], "error");
}

#[test]
fn what_is_not_there_is_refused() {
    let shell = Shell::begun();
    for (month, figure, code) in
        [("2024-01", "1a", "period"), (MARCH, "19", "unknown_figure"), (MARCH, "10a", "left_blank")]
    {
        let values = json!({ "month": month, "texts": [[figure, "1"]], "inHand": null, "instead": null });
        assert_eq!(shell.refused("preview_figures", values.clone())["code"], code);
        assert_eq!(shell.refused("set_figures", values)["code"], code);
    }
    // Texts that are no month and no figure do not even reach the command.
    assert!(shell.call("sheet", json!({ "month": "三月" })).is_err());
    assert!(shell.call("sheet", json!({})).is_err());
    assert!(shell.call("trace", json!({ "month": MARCH, "figure": "<b>" })).is_err());
}

#[test]
fn a_column_is_pasted_and_taken_back_and_made_again() {
    let shell = Shell::begun();
    let paste = json!({ "month": MARCH, "figure": "1a", "text": "5\r\n6\r\n7.5\r\n" });
    assert_eq!(shell.answer::<usize>("paste", paste), 3);
    assert_eq!(cell(&march(&shell), "2a").0, "7.50");
    let undone = shell.done("undo", json!({}));
    assert_eq!((&undone["month"], &undone["figure"]), (&MARCH.into(), &"1a".into()));
    assert_eq!(cell(&march(&shell), "2a").0, Value::Null);
    assert!(shell.done("redo", json!({}))["sentence"].as_str().unwrap().starts_with("已重做"));
    assert_eq!(cell(&march(&shell), "2a").0, "7.50");
    assert_eq!(shell.done("redo", json!({})), Value::Null);

    let too_wide = json!({ "month": MARCH, "figure": "1a", "text": "1\t2\t3" });
    assert_eq!(shell.refused("paste", too_wide)["code"], "paste");
}

#[test]
fn blanks_become_zero_and_a_month_may_have_no_data() {
    let shell = Shell::begun();
    let mark = |month: &str, no_data: bool| json!({ "month": month, "noData": no_data });
    assert_eq!(shell.done("set_no_data", mark(MARCH, true))["state"], "no_data");
    assert_eq!(shell.done("set_no_data", mark(MARCH, false))["state"], "empty");
    assert_eq!(shell.answer::<usize>("fill_zero", json!({ "month": MARCH })), 20);
    assert_eq!(cell(&march(&shell), "18").0, "0");
    assert_eq!(shell.refused("set_no_data", mark(MARCH, true))["code"], "no_data_with_entries");
}

#[test]
fn the_day_is_set_in_words_and_refused_where_it_is_none() {
    let shell = Shell::begun();
    let day = |text: &str| json!({ "month": MARCH, "text": text });
    assert_eq!(shell.done("set_filled_on", day("2022年3月28日"))["filled_on"], "2022-03-28");
    assert_eq!(shell.refused("set_filled_on", day("月底"))["code"], "period");
    assert_eq!(march(&shell)["filled_on"], "2022-03-28");
}

#[test]
fn a_figure_is_followed_through_the_months() {
    let shell = Shell::begun();
    shell.done("set_figures", typed("9", "7"));
    let trace = shell.done("trace", json!({ "month": "2022-04", "figure": "9" }));
    assert_eq!((&trace["last_month"], &trace["last_year"]), (&"7".into(), &Value::Null));
    assert_eq!(trace["months"].as_array().unwrap().len(), 4);
}
