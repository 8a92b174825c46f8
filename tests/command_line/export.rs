//! A month leaves as a workbook.

use std::fs;

use calamine::{DataType, Reader, Xlsx, open_workbook};
use yuebao::store::OperationKind;

use crate::harness::{Office, month, now, texts};

const NAME: &str = "龙沙镇_2022年03月_附件2.xlsx";

#[test]
fn the_path_is_printed_and_the_workbook_is_there() {
    let office = Office::begun();
    office.run(["set", "2022-03", "1a=120", "2a=3.5"]).done();
    fs::create_dir(office.home().join("桌面")).unwrap();
    let ran = office.run(["export", "2022-03", "--to", "桌面"]);
    assert_eq!((ran.code, ran.output), (0, format!("桌面/{NAME}\n")));
    assert_eq!(ran.remark, "2022年3月还有 18 项空白，已按现有的数导出；报送前请改好、填齐，再导出一次\n");

    let mut workbook: Xlsx<_> = open_workbook(office.home().join("桌面").join(NAME)).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    let holds = |number: f64| sheet.used_cells().any(|(_, _, cell)| cell.get_float() == Some(number));
    assert!(holds(120.0) && holds(3.5));
}

#[test]
fn a_file_in_the_place_of_the_folder_is_named() {
    let office = Office::begun();
    office.run(["set", "2022-03", "1a=120"]).done();
    crate::harness::overwrite(&office.home().join("桌面"), b"text");
    for folder in ["桌面", "桌面/下面"] {
        let sentence = office.run(["export", "2022-03", "--to", folder]).refused();
        assert!(sentence.contains("“桌面”是一个文件，不是文件夹，没有导出"), "{sentence}");
    }
    let long = "长".repeat(100);
    let sentence = office.run(["export", "2022-03", "--to", &long]).refused();
    assert!(sentence.contains("太长"), "{sentence}");
    let sentence = office.run(["export", "2022-03", "--to", "没有"]).refused();
    assert!(sentence.contains("文件夹“没有”不存在"), "{sentence}");
}

#[test]
fn the_digest_follows_the_figures_and_nothing_else() {
    let office = Office::begun();
    office.run(["set", "2022-03", "1a=120"]).done();
    let digest = || {
        let output = office.command(["export", "2022-03", "--to", ".", "--json"]).output().unwrap();
        let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(record["path"], format!("./{NAME}"));
        record["digest"].as_str().unwrap().to_owned()
    };
    let first = digest();
    assert_eq!((first.len(), &first), (64, &digest()));
    office.run(["set", "2022-03", "1a=121"]).done();
    assert_ne!(digest(), first);
}

#[test]
fn a_finished_month_leaves_without_a_remark() {
    let office = Office::begun();
    office.session().reports_mut().fill_zero(now(), month("2022-03")).unwrap();
    assert_eq!(office.run(["export", "2022-03", "--to", "."]).done(), format!("./{NAME}\n"));
}

#[test]
fn what_cannot_leave_is_refused() {
    let office = Office::begun();
    assert!(office.run(["export", "2022-03", "--to", "没有"]).refused().contains("文件夹“没有”不存在"));
    office
        .session()
        .reports_mut()
        .set_texts(now(), OperationKind::Fill, month("2022-03"), texts("2a=12吨"))
        .unwrap();
    let sentence = office.run(["export", "2022-03", "--to", "."]).refused();
    assert!(sentence.contains("填的是“12吨”，不能当作数字，这样不能导出和打印"), "{sentence}");
    assert!(!office.home().join(NAME).exists());
    assert_eq!(
        Office::begun().run(["export", "2022-03"]).wrong_usage(),
        "缺少 --to <文件夹>；什么都没有做。"
    );
}
