//! Paper: previewed as it is being typed, exported, printed.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use yuebao::output::print::Printed;

use crate::shell::Shell;

const NAME: &str = "龙沙镇_2022年03月_附件2.pdf";

fn march() -> Value {
    json!({ "month": "2022-03", "sure": false })
}

fn fill(shell: &Shell, text: &str) {
    shell.done("set_figures", json!({ "month": "2022-03", "texts": [["4", text]] }));
}

/// The pages with a text that is typed and not saved.
fn preview(shell: &Shell, texts: &Value) -> Value {
    shell.done("preview", json!({ "month": "2022-03", "texts": texts }))
}

#[test]
fn the_preview_follows_what_is_being_typed() {
    let shell = Shell::begun();
    let before = preview(&shell, &json!([]));
    let after = preview(&shell, &json!([["4", "12"]]));
    assert_ne!(before["pages"], after["pages"]);
    assert_eq!((after["pages"].as_array().unwrap().len(), &after["refusal"]), (1, &Value::Null));
    let refusal = &preview(&shell, &json!([["4", "十二"]]))["refusal"];
    assert!(refusal.as_str().unwrap().contains("填的是“十二”"), "{refusal}");
    assert_eq!(preview(&shell, &json!([]))["pages"], before["pages"], "nothing of it is kept");
}

#[test]
fn the_list_of_projects_is_previewed_page_by_page() {
    let shell = Shell::begun();
    let rows = "龙沙社区\t新建公厕 2 座\t区级财政\t2022年6月底前\n".repeat(60);
    shell.done("paste_projects", json!({ "id": null, "field": "by", "text": rows }));
    let preview = shell.done("preview_projects", json!({}));
    assert!(preview["pages"].as_array().unwrap().len() > 1);
    assert_eq!(preview["refusal"], Value::Null);
}

#[test]
fn the_pdf_goes_where_the_officer_says() {
    let shell = Shell::begun();
    fill(&shell, "12");
    let file = shell.home.path().join(NAME);
    shell.asked.lock().unwrap().save_to = Some(file.clone());
    let path: String = shell.answer("export_pdf", march());
    assert_eq!((Path::new(&path), shell.log()), (file.as_path(), vec![format!("save {NAME} in “”")]));
    assert!(fs::read(file).unwrap().starts_with(b"%PDF"));
    shell.asked.lock().unwrap().save_to = None;
    assert_eq!(shell.done("export_pdf", march()), Value::Null);
}

#[test]
fn the_printer_gets_the_very_file_that_is_exported() {
    let shell = Shell::begun();
    fill(&shell, "12");
    assert_eq!(shell.answer::<String>("print", march()), "已送到打印机“三楼”，请到打印机取纸");
    assert_eq!(shell.log(), [format!("print {NAME}")]);
    let file = shell.home.path().join(NAME);
    shell.asked.lock().unwrap().save_to = Some(file.clone());
    shell.done("export_pdf", march());
    assert!(shell.asked.lock().unwrap().printed == [fs::read(file).unwrap()]);
}

#[test]
fn text_that_is_no_amount_does_not_get_on_paper() {
    let shell = Shell::begun();
    fill(&shell, "十二");
    for command in ["print", "export_pdf"] {
        let problem = shell.refused(command, march());
        assert!(problem["sentence"].as_str().unwrap().contains("不能当作数字"), "{problem}");
    }
    assert!(shell.log().is_empty(), "nobody was asked for anything");
}

#[test]
fn what_was_only_opened_for_printing_is_not_called_printed() {
    let shell = Shell::begun();
    shell.done("fill_zero", march());
    shell.done("finalize", march());
    let step = |shell: &Shell| shell.done("overview", json!({}))["months"][2]["steps"][0].clone();
    shell.asked.lock().unwrap().prints = Some(Printed::Opened);
    assert!(shell.answer::<String>("print", march()).contains("还没有打印"));
    assert_eq!((&step(&shell)["state"], &step(&shell)["said"]), (&json!("begun"), &json!("已打开 PDF")));
    shell.done("print", march());
    assert_eq!((&step(&shell)["state"], &step(&shell)["said"]), (&json!("begun"), &json!("已送打印机")));
}
