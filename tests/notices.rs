//! Several notices in one data folder: adding, renewing, editions, and what is kept apart.
#![cfg(test)]

#[cfg(target_os = "linux")]
#[path = "notices/by_hand.rs"]
mod by_hand;
#[cfg(target_os = "linux")]
#[path = "notices/desk.rs"]
mod desk;
#[path = "notices/examples.rs"]
mod examples;
#[cfg(target_os = "linux")]
#[path = "harness/files.rs"]
mod files;
mod harness;
#[path = "notices/texts.rs"]
mod texts_typed;
#[path = "notices/undone.rs"]
mod undone;
#[cfg(target_os = "linux")]
#[path = "notices/whole_way.rs"]
mod whole_way;

use std::fs;

use harness::{Office, Ran, init, month, now, overwrite, past_the_triggers, texts};
use serde_json::{Value, json};
use yuebao::notice::{BUILT_IN, Notice};

/// The id that the built-in notice has when it is renewed from November 2026.
const RENEWED: &str = "wanzhou-2022-2-2026-11";

/// A file with the built-in notice after some changes, each a place and its new value.
fn file_with(office: &Office, name: &str, changes: &[(&str, Value)]) -> String {
    let mut notice: Value = serde_json::from_str(BUILT_IN).unwrap();
    for (place, value) in changes {
        let (parent, field) = place.rsplit_once('/').unwrap();
        notice.pointer_mut(parent).unwrap()[field] = value.clone();
    }
    let path = office.home().join(name);
    overwrite(&path, notice.to_string().as_bytes());
    path.display().to_string()
}

/// The first start with a notice.
fn begin(office: &Office, notice: &str, kind: &str, first_month: &str) -> Ran {
    let arguments = ["--notice", notice].into_iter().chain(init(kind, first_month));
    Ran::from(office.command([]).args(arguments).output().unwrap())
}

fn row_added() -> (&'static str, Value) {
    let notice: Value = serde_json::from_str(BUILT_IN).unwrap();
    let mut rows = notice["forms"][0]["tables"][0]["sections"][2]["rows"].clone();
    rows.as_array_mut().unwrap().insert(
        0,
        json!({
            "number": 19, "content": "开展夜间巡查X次。",
            "figures": [{ "id": "19", "name": "夜间巡查", "unit": "次" }],
        }),
    );
    ("/forms/0/tables/0/sections/2/rows", rows)
}

#[test]
fn after_the_campaign_the_notice_is_renewed_and_one_can_work_today() {
    let office = Office::new();
    let refused = office.run(init("township", "2026-11")).refused();
    assert!(refused.contains("2026年11月不在主题活动期内"), "{refused}");
    office.run(["notice", "renew", "wanzhou-2022-2", "--from", "2026-11", "--to", "2027-12"]).done();
    begin(&office, RENEWED, "township", "2026-11").done();
    office.run(["set", "2026-11", "1a=3"]).done();
    assert_eq!(office.figure("2026-11", "1a", "total"), "3", "the notice that was used last");
    assert!(office.run(["set", "2028-01", "1a=3"]).refused().contains("2026年11月至2027年12月"));
    assert!(office.run(["doctor"]).code == 0);
}

#[test]
fn two_notices_are_kept_apart() {
    let office = Office::begun();
    office.run(["set", "2022-03", "1a=5"]).done();
    let path = file_with(&office, "other.json", &[("/id", json!("other"))]);
    office.run(["notice", "add", &path]).done();
    begin(&office, "other", "street", "2022-02").done();
    office.run(["set", "2022-03", "1a=70"]).done();
    assert_eq!(office.figure("2022-03", "1a", "total"), "70");
    assert_eq!(office.run(["unit", "--json"]).json()["kind"], "street");
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("1b=2")).unwrap();
    session.choose("wanzhou-2022-2").unwrap();
    assert!(session.history_mut().undo(now()).unwrap().is_none(), "it was done with the other notice");
    session.choose("other").unwrap();
    assert!(session.history_mut().undo(now()).unwrap().is_some());
    drop(session);
    let first = office.run(["--notice", "wanzhou-2022-2", "show", "2022-03", "--json"]).json();
    assert_eq!(first["figures"]["1a"]["month"], "5");
    let todo = office.run(["todo", "--json"]).json();
    let late = |key: &str| {
        let all = todo["todo"].as_array().unwrap();
        all.iter().filter(|one| one["key"] == key && one["late"] == true).count()
    };
    assert_eq!(
        (late("wanzhou-2022-2/annex2"), late("other/annex2")),
        (2 + 1, 1 + 1),
        "the months and the list"
    );
}

#[test]
fn what_is_the_units_own_follows_in_every_notice_where_it_was_the_same() {
    let office = Office::begun();
    for (file, id, person) in [("same.json", "same", "张三"), ("other.json", "other", "赵六")] {
        let path = file_with(&office, file, &[("/id", json!(id))]);
        office.run(["notice", "add", &path]).done();
        let arguments = init("street", "2022-01").map(|word| if word == "张三" { person } else { word });
        Ran::from(office.command(["--notice", id]).args(arguments).output().unwrap()).done();
    }
    office.run(["--notice", "wanzhou-2022-2", "unit", "--person", "李四", "--kind", "department"]).done();
    let unit = |notice: &str| office.run(["--notice", notice, "unit", "--json"]).json();
    assert_eq!(unit("wanzhou-2022-2")["person"], "李四");
    assert_eq!(unit("same")["person"], "李四", "it was the same person");
    assert_eq!(unit("other")["person"], "赵六", "it was another");
    assert_eq!(unit("same")["kind"], "street", "the kind belongs to the notice");
}

#[test]
fn a_report_keeps_the_edition_that_it_was_drawn_from() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=5"]).done();
    let mut session = office.session();
    session.reports_mut().fill_zero(now(), month("2022-01")).unwrap();
    session.reports_mut().finalize(now(), month("2022-01")).unwrap();
    drop(session);
    let before = office.run(["export", "2022-01", "--to", office.home().to_str().unwrap()]).done();
    let bytes = fs::read(before.trim()).unwrap();
    let path = file_with(
        &office,
        "second.json",
        &[("/edition", json!(2)), ("/forms/0/title", json!("主题活动月度情况表（修订）")), row_added()],
    );
    office.run(["notice", "add", &path]).done();
    assert!(office.run(["show", "2022-02"]).done().contains("主题活动月度情况表（修订）"));
    office.run(["set", "2022-02", "19=4"]).done();
    assert!(office.run(["show", "2022-01", "--revision", "0"]).done().contains("主题活动月度情况统计表"));
    fs::remove_file(before.trim()).unwrap();
    office.run(["export", "2022-01", "--to", office.home().to_str().unwrap()]).done();
    assert!(fs::read(before.trim()).unwrap() == bytes, "byte for byte as it was reported");
    assert!(office.run(["verify", before.trim()]).done().contains("与存档的报表一致"));
    assert_eq!(office.shown("2022-01")["differences"], json!([]), "a new row is no difference");
}

#[test]
fn a_list_that_was_sent_and_a_draft_keep_the_edition_too() {
    let office = Office::begun();
    let home = office.home().to_str().unwrap().to_owned();
    office.run(["projects", "add", "--by", "龙沙社区", "--scale", "新建公厕 2 座"]).done();
    office.run(["projects", "mark-sent"]).done();
    office.run(["set", "2022-01", "1a=5"]).done();
    let draft = office.run(["export", "2022-01", "--to", &home]).output;
    let sent = || office.run(["projects", "export", "--to", &home, "--sent", "1"]).output;
    let workbook = sent().lines().next().unwrap().to_owned();
    let bytes = fs::read(&workbook).unwrap();
    let path = file_with(
        &office,
        "second.json",
        &[("/edition", json!(2)), ("/lists/0/columns/by", json!("责任单位")), row_added()],
    );
    office.run(["notice", "add", &path]).done();
    sent();
    assert!(fs::read(&workbook).unwrap() == bytes, "byte for byte as it was sent");
    assert!(office.run(["verify", &workbook]).done().contains("第 1 次报送的清单"));
    assert!(office.run(["projects", "list", "--sent", "1"]).done().contains("实施主体"));
    assert!(office.run(["projects", "list"]).done().contains("责任单位"));
    let verdict = office.run(["verify", draft.trim()]);
    assert!(verdict.output.contains("里面的数与导出时一致，文字与表样一致"), "{verdict:?}");
}

#[test]
fn files_of_two_notices_have_two_names() {
    let office = Office::begun();
    let home = office.home().to_str().unwrap().to_owned();
    let mut names = Vec::new();
    for (id, name) in [("other", "另一活动"), ("third", "另一活动")] {
        let changes = [("/id", json!(id)), ("/campaign/short_name", json!(name))];
        let path = file_with(&office, "x.json", &changes);
        office.run(["notice", "add", &path]).done();
        begin(&office, id, "street", "2022-02").done();
    }
    for id in ["wanzhou-2022-2", "other", "third"] {
        let path = office.run(["--notice", id, "export", "2022-02", "--to", &home]).output;
        names.push(path.trim().rsplit_once('/').unwrap().1.to_owned());
    }
    assert_eq!(
        names,
        [
            "龙沙镇_2022年02月_附件2.xlsx",
            "龙沙镇_2022年02月_附件2_另一活动.xlsx",
            "龙沙镇_2022年02月_附件2_另一活动_third.xlsx"
        ]
    );
}

#[test]
fn a_form_with_any_mark_is_exported_and_its_files_are_known_again() {
    let office = Office::begun();
    let home = office.home().to_str().unwrap().to_owned();
    for (id, mark) in [("signs", "附件1/表[2]：'*?".to_owned()), ("long", "标".repeat(100))] {
        let changes = [("/id", json!(id)), ("/forms/0/mark", json!(mark)), ("/lists/0/mark", json!(mark))];
        let path = file_with(&office, "x.json", &changes);
        office.run(["notice", "add", &path]).done();
        begin(&office, id, "street", "2022-02").done();
        office.run(["--notice", id, "set", "2022-02", "1a=5"]).done();
        let export = ["--notice", id, "export", "2022-02", "--to", &home];
        assert_eq!(office.run(["--notice", id, "pdf", "2022-02", "--to", &home]).code, 0);
        let workbook = office.run(export).output;
        assert_eq!(office.run(["--notice", id, "verify", workbook.trim()]).code, 0);
        let read = office.run(["--notice", id, "import", workbook.trim()]).output;
        assert!(read.contains("2022年2月"), "{read}");
    }
}

#[test]
fn summaries_of_two_notices_have_two_names() {
    let office = Office::begun();
    let home = office.home().to_str().unwrap().to_owned();
    let path = file_with(&office, "x.json", &[("/id", json!("other"))]);
    office.run(["notice", "add", &path]).done();
    begin(&office, "other", "street", "2022-02").done();
    let names = ["wanzhou-2022-2", "other"].map(|id| {
        let paths = office.run(["--notice", id, "summary", "2022-02", "--to", &home]).output;
        let path = paths.lines().next().unwrap();
        path.rsplit_once('/').unwrap().1.to_owned()
    });
    assert_eq!(names, ["龙沙镇_主题活动总结_2022年2月.docx", "龙沙镇_主题活动总结_other_2022年2月.docx"]);
}

#[test]
fn a_file_of_another_notice_is_told_from_one_of_this() {
    let office = Office::begun();
    let home = office.home().to_str().unwrap().to_owned();
    office.run(["set", "2022-02", "1a=5"]).done();
    let path = file_with(
        &office,
        "other.json",
        &[("/id", json!("other")), ("/campaign/short_name", json!("另一活动"))],
    );
    office.run(["notice", "add", &path]).done();
    begin(&office, "other", "street", "2022-02").done();
    let file = office.run(["--notice", "other", "export", "2022-02", "--to", &home]).output;
    let refused = office.run(["--notice", "wanzhou-2022-2", "verify", file.trim()]).refused();
    assert!(refused.contains("“另一活动的附件2”，不是现在这张表的"), "{refused}");
    let elsewhere = Office::begun();
    let refused = elsewhere.run(["verify", file.trim()]).refused();
    assert!(refused.contains("编号 other，第 1 版"), "{refused}");
}

#[test]
fn an_edition_that_takes_something_away_is_refused_and_changes_nothing() {
    let office = Office::begun();
    office.run(["set", "2022-02", "4=5", "2a=1.50"]).done();
    let whole = fs::read(office.file()).unwrap();
    let edition = ("/edition", json!(2));
    for (changes, told) in [
        (vec![("/forms/0/title", json!("改过"))], "内容和这个文件不一样"),
        (
            vec![edition.clone(), ("/forms/0/decimals", json!({ "平方米": 2 }))],
            "附件2第 2 行“清除暴露垃圾”的单位或小数位数变了（2022年2月填了数）",
        ),
        (
            vec![edition.clone(), ("/forms/0/tables/0/sections/0/rows/3/left_blank_by", json!(["township"]))],
            "附件2第 4 行“环卫设施问题”改成了本单位不填",
        ),
        (
            vec![edition.clone(), ("/campaign/month_begins", json!(21))],
            "每月的起始日变了，已填的月份会是别的日子",
        ),
        (
            vec![edition.clone(), ("/campaign/first_month", json!("2022-03"))],
            "2022年1月不在新的期限里，或改成了免报",
        ),
        (
            vec![edition.clone(), ("/campaign/due", json!({ "day": 28, "exempt": [2] }))],
            "2022年2月不在新的期限里，或改成了免报",
        ),
        (vec![edition.clone(), ("/forms/0/id", json!("annex9"))], "附件2没有了"),
    ] {
        let path = file_with(&office, "x.json", &changes);
        let refused = office.run(["notice", "add", &path]).refused();
        assert!(refused.contains(told) && refused.contains("什么都没有改动"), "{refused}");
        assert!(fs::read(office.file()).unwrap() == whole, "{told}");
    }
    let same = office.home().join("same.json");
    overwrite(&same, BUILT_IN.as_bytes());
    assert!(office.run(["notice", "add", same.to_str().unwrap()]).refused().contains("内容也一样"));
    let lower = file_with(&office, "lower.json", &[edition]);
    office.run(["notice", "add", &lower]).done();
    let third = file_with(&office, "third.json", &[("/edition", json!(4))]);
    office.run(["notice", "add", &third]).done();
    let lower = file_with(&office, "lower.json", &[("/edition", json!(3))]);
    assert!(office.run(["notice", "add", &lower]).refused().contains("已经是第 4 版"));
}

#[test]
fn an_edition_that_moves_numbers_to_other_columns_or_reckons_them_otherwise_is_refused() {
    let office = Office::new();
    let path = office.home().join("housing.json");
    overwrite(&path, examples::definition("housing").as_bytes());
    office.run(["notice", "add", path.to_str().unwrap()]).done();
    begin(&office, "housing", "street", "2026-06").done();
    office.run(["set", "2026-06", "1b=5", "1c=6"]).done();
    let add = |change: &dyn Fn(&mut Value)| {
        let mut notice: Value = serde_json::from_str(examples::definition("housing")).unwrap();
        notice["edition"] = json!(notice["edition"].as_u64().unwrap() + 1);
        change(&mut notice);
        overwrite(&path, notice.to_string().as_bytes());
        office.run(["notice", "add", path.to_str().unwrap()]).refused()
    };
    let swapped = add(&|notice| {
        let columns = &mut notice["forms"][0]["tables"][0]["columns"];
        columns.as_array_mut().unwrap().swap(1, 2);
    });
    assert!(swapped.contains("换到了别的栏"), "{swapped}");
    let other_sum = add(&|notice| {
        notice["forms"][0]["relations"].as_array_mut().unwrap().retain(|one| one["of"] != "figures");
    });
    assert!(other_sum.contains("第 1 行") && other_sum.contains("的算法变了"), "{other_sum}");
}

#[test]
fn a_row_that_a_report_did_not_ask_for_need_not_be_filled_when_it_is_corrected() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=5"]).done();
    office.run(["finalize", "2022-01", "--fill-zero"]).done();
    let path = file_with(&office, "second.json", &[("/edition", json!(2)), row_added()]);
    office.run(["notice", "add", &path]).done();
    office.run(["reopen", "2022-01", "--reason", "少报一项"]).done();
    office.run(["set", "2022-01", "1a=6"]).done();
    office.run(["finalize", "2022-01"]).done();
    assert_eq!(office.figure("2022-01", "1a", "month"), "6");
    office.run(["set", "2022-02", "1a=1"]).done();
    assert!(office.run(["check", "2022-02"]).remark.contains("20 项"), "the new row is among them");
}

#[test]
fn a_file_that_is_no_notice_is_refused_in_words() {
    let office = Office::begun();
    let whole = fs::read(office.file()).unwrap();
    let cut = BUILT_IN.chars().take(3000).collect::<String>();
    let (gb18030, _, _) = encoding_rs::GB18030.encode(BUILT_IN);
    for (bytes, told) in [
        (cut.as_bytes(), "通知文件不完整"),
        (&gb18030[..], "不是 UTF-8 编码"),
        (b"[]", "读不懂"),
        (&vec![b' '; 2 << 20][..], "太大"),
    ] {
        let path = office.home().join("x.json");
        overwrite(&path, bytes);
        let refused = office.run(["notice", "add", path.to_str().unwrap()]).refused();
        assert!(refused.contains(told) && refused.contains("什么都没有改动"), "{refused}");
        assert!(fs::read(office.file()).unwrap() == whole, "{told}");
    }
    let missing = office.home().join("nowhere.json");
    assert!(office.run(["notice", "check", missing.to_str().unwrap()]).refused().contains("nowhere.json"));
}

#[test]
fn a_notice_is_removed_only_while_nothing_is_recorded_with_it() {
    let office = Office::begun();
    assert!(office.run(["notice", "remove", "wanzhou-2022-2"]).refused().contains("只有这一个通知"));
    let not_begun = Office::new();
    let refused = not_begun.run(["notice", "remove", "wanzhou-2022-2"]).refused();
    assert!(refused.contains("程序自带的，不能移除"), "{refused}");
    let path = file_with(&office, "other.json", &[("/id", json!("other"))]);
    office.run(["notice", "add", &path]).done();
    begin(&office, "other", "street", "2022-02").done();
    office.run(["set", "2022-03", "1a=1"]).done();
    assert!(office.run(["notice", "remove", "other"]).refused().contains("已经填过数"));
    office.run(["notice", "add", &file_with(&office, "third.json", &[("/id", json!("third"))])]).done();
    office.run(["notice", "remove", "third"]).done();
    let notices = office.run(["notices"]).done();
    assert!(notices.contains("other") && !notices.contains("third"), "{notices}");
    assert!(office.run(["doctor"]).code == 0, "the log agrees");
}

#[test]
fn a_notice_that_was_taken_out_by_hand_is_told() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=1"]).done();
    let path = file_with(&office, "other.json", &[("/id", json!("other"))]);
    office.run(["notice", "add", &path]).done();
    past_the_triggers(&office.file(), |data| {
        data.execute("DELETE FROM notice WHERE id = 'other'", []).unwrap();
    });
    assert!(office.run(["show", "2022-01"]).refused().contains("已损坏"));
}

#[test]
fn what_is_exported_is_the_notice_that_can_be_added_elsewhere() {
    let office = Office::begun();
    let home = office.home().to_str().unwrap().to_owned();
    let path = office.run(["notice", "export", "wanzhou-2022-2", "--to", &home]).done();
    let read = Notice::from_bytes(&fs::read(path.trim()).unwrap()).unwrap();
    assert_eq!(read.title, Notice::built_in().unwrap().title);
    assert!(office.run(["notice", "check", path.trim()]).done().contains("没有矛盾"));
}

#[test]
fn a_restore_tells_what_changes_in_every_notice() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=1"]).done();
    office.run(["backup"]).done();
    let path = file_with(&office, "other.json", &[("/id", json!("other"))]);
    office.run(["notice", "add", &path]).done();
    begin(&office, "other", "street", "2022-02").done();
    office.run(["set", "2022-03", "1a=1"]).done();
    let session = office.session();
    let backup = session.backups().list().unwrap().remove(0);
    let preview = session.backups().preview(backup.path.as_ref()).unwrap();
    assert_eq!(
        preview.difference.others,
        ["通知“主题活动（2022年1月至2023年12月）”会没有", "主题活动的附件2里填的会没有"]
    );
}
