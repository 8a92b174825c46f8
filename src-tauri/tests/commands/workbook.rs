//! The export: asked where to, written, remembered, shown.

use std::fs;
use std::path::PathBuf;

use calamine::{DataType as _, Reader as _, Xlsx, open_workbook};
use serde_json::{Value, json};

use crate::shell::Shell;

const NAME: &str = "龙沙镇_2022年03月_附件2.xlsx";

fn march() -> Value {
    json!({ "month": "2022-03" })
}

/// A program with one figure filled in, and a folder to export to.
fn filled() -> (Shell, PathBuf) {
    let shell = Shell::begun();
    shell.done("set_figures", json!({ "month": "2022-03", "texts": [["1a", "20"]] }));
    let folder = shell.home.path().join("桌面");
    fs::create_dir(&folder).unwrap();
    shell.asked.lock().unwrap().save_to = Some(folder.join(NAME));
    (shell, folder)
}

#[test]
fn what_was_filled_in_is_in_the_workbook() {
    let (shell, folder) = filled();
    let path: String = shell.answer("export", march());
    assert_eq!(PathBuf::from(&path), folder.join(NAME));
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    let grid = workbook.worksheet_range_at(0).unwrap().unwrap();
    let numbers: Vec<f64> = grid.used_cells().filter_map(|(_, _, cell)| cell.get_float()).collect();
    assert!(numbers.contains(&20.0) && numbers.contains(&120.0), "{numbers:?}");
}

#[test]
fn the_dialog_starts_with_the_right_name_where_one_saved_last() {
    let (shell, _) = filled();
    shell.done("export", march());
    shell.done("export", march());
    assert_eq!(shell.log(), [format!("save {NAME} in “”"), format!("save {NAME} in “桌面”")]);
}

#[test]
fn the_file_is_shown_in_its_folder_once_there_is_one() {
    let (shell, _) = filled();
    shell.asked.lock().unwrap().has_file_manager = true;
    assert!(!shell.answer::<bool>("reveal_export", json!({})), "nothing was exported yet");
    shell.done("export", march());
    assert!(shell.answer::<bool>("reveal_export", json!({})));
    assert_eq!(shell.log().last().unwrap(), &format!("reveal {NAME}"));
}

#[test]
fn who_thinks_better_of_it_gets_no_file() {
    let (shell, folder) = filled();
    shell.asked.lock().unwrap().save_to = None;
    assert_eq!(shell.done("export", march()), Value::Null);
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
}

#[test]
fn a_folder_that_went_away_is_told_and_everything_is_there() {
    let (shell, folder) = filled();
    fs::remove_dir(folder).unwrap();
    let problem = shell.refused("export", march());
    assert_eq!(problem["code"], "output");
    assert!(problem["sentence"].as_str().unwrap().contains("不存在，没有导出，已填的内容都在"), "{problem}");
    assert_eq!(shell.done("sheet", march())["cells"]["1a"]["month"]["amount"], "20");
}

#[test]
fn text_that_is_no_amount_does_not_leave() {
    let (shell, folder) = filled();
    shell.done("set_figures", json!({ "month": "2022-03", "texts": [["2a", "12吨"]] }));
    assert!(shell.refused("export", march())["sentence"].as_str().unwrap().contains("“12吨”，不能当作数字"));
    assert_eq!((fs::read_dir(folder).unwrap().count(), shell.log().len()), (0, 0), "not even asked where to");
}
