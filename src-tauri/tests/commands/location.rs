//! What may harm the data where it lies is told once, in the window that opens over it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::shell::{Shell, unit};

/// The warnings of a window that has just shown its page.
fn warned(shell: &Shell) -> Vec<String> {
    shell.done("overview", json!({}));
    shell.log();
    shell.done("ready", json!({}));
    shell.log().into_iter().filter_map(|asked| Some(asked.strip_prefix("warn ")?.to_owned())).collect()
}

fn synchronised(home: &Path) -> PathBuf {
    let data = home.join("BaiduSyncdisk").join("月报");
    fs::create_dir_all(&data).unwrap();
    data
}

#[test]
fn a_synchronised_folder_is_told_at_the_first_start_and_the_work_goes_on() {
    let shell = Shell::over(synchronised);
    let told = warned(&shell);
    assert!(
        told.len() == 1 && told[0].contains("BaiduSyncdisk”里，看名字是百度网盘的同步文件夹"),
        "{told:?}"
    );
    shell.done("begin", json!({ "unit": unit(), "opening": [] }));
    assert_eq!(warned(&shell), [] as [&str; 0], "told once");
    let told = shell.done("doctor", json!({}));
    let topics: Vec<&Value> = told.as_array().unwrap().iter().map(|finding| &finding["topic"]).collect();
    assert_eq!(topics[..3], ["folder", "location", "space"]);
}

#[test]
fn a_conflict_copy_is_told_and_can_be_looked_at_as_the_sentence_says() {
    let shell = Shell::begun();
    assert_eq!(warned(&shell), [] as [&str; 0]);
    shell.done("back_up", json!({}));
    let data = shell.home.path().join("data");
    let mut backups = fs::read_dir(data.join("backups")).unwrap().map(|entry| entry.unwrap().path());
    let backup = backups.find(|path| path.is_file()).unwrap();
    let copy = data.join("yuebao (1).sqlite");
    fs::copy(backup, &copy).unwrap();
    let told = warned(&shell);
    assert!(told.len() == 1 && told[0].contains("“yuebao (1).sqlite”，像是同步留下的冲突副本"), "{told:?}");
    shell.asked.lock().unwrap().open = Some(copy);
    let path = shell.done("choose_backup", json!({}));
    assert_eq!(shell.done("preview_backup", json!({ "path": path }))["backup"]["readable"], true);
    shell.done("look", json!({ "path": path }));
    shell.done("end_looking", json!({}));
    assert_eq!(warned(&shell), [] as [&str; 0]);
}

#[test]
fn the_clerks_data_is_told_of_by_itself() {
    let shell = Shell::over(synchronised);
    shell.done("begin", json!({ "unit": unit(), "opening": [] }));
    assert_eq!(warned(&shell).len(), 1);
    let members = shell.done("known_members", json!({}));
    shell.done("begin_collation", json!({ "office": "万州区城市管理局", "members": members }));
    let told = warned(&shell);
    assert!(told.len() == 1 && told[0].contains("百度网盘"), "{told:?}");
    assert_eq!(warned(&shell), [] as [&str; 0]);
}
