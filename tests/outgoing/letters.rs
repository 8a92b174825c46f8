//! The reminder, the return notes and the tables.

use std::fs;

use calamine::{Data, Reader as _, Xlsx, open_workbook};

use crate::district::march;
use crate::harness::{contents, overwrite};

#[test]
fn a_reminder_has_telephones_and_a_text_for_the_chat() {
    let clerk = march();
    let told = clerk.run(["collate", "remind", "2022-03"]).done();
    assert!(told.contains("新乡镇　李四　58130001") && told.contains("区教委　王五　58130002"), "{told}");
    assert!(told.contains("退回后还没有重报的 1 个单位：百安坝街道。"), "{told}");
    let reminder = clerk.run(["collate", "remind", "2022-03", "--to", ".", "--json"]).json();
    assert_eq!(reminder["due"], "2022-03-28");
    assert_eq!(reminder["units"].as_array().unwrap().len(), 3);
    let file = clerk.home().join(reminder["files"][0]["path"].as_str().unwrap());
    let written = fs::read_to_string(file).unwrap();
    assert_eq!(written.trim_start_matches('\u{feff}').replace("\r\n", "\n"), told);
}

#[test]
fn a_unit_gets_a_note_and_a_draft_to_where_its_file_came_from() {
    let clerk = march();
    let folder = clerk.home().join("退回");
    fs::create_dir(&folder).unwrap();
    clerk.run(["collate", "notes", "2022-03", "--to", "退回"]).done();
    let files = contents(&folder);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "百安坝街道_2022年03月_附件2_退回说明.txt",
            "龙沙镇_2022年03月_附件2_退回说明.eml",
            "龙沙镇_2022年03月_附件2_退回说明.txt",
        ]
    );
    let draft = String::from_utf8(files[1].1.clone()).unwrap();
    assert!(draft.starts_with("X-Unsent: 1\r\n") && draft.contains("<longsha@163.com>"), "{draft}");
    let note = String::from_utf8(files[2].1.clone()).unwrap();
    assert!(note.contains("表上是：15") && note.contains("应是：13"), "{note}");
    assert!(String::from_utf8(files[0].1.clone()).unwrap().contains("退回的原因：没有盖章"));
    clerk.run(["collate", "notes", "2022-03", "--to", "退回"]).done();
    assert_eq!(contents(&folder), files, "the same notes are the same files");
}

#[test]
fn no_note_takes_the_place_of_another_file() {
    let clerk = march();
    let name = "龙沙镇_2022年03月_附件2_退回说明.txt";
    overwrite(&clerk.home().join(name), "别的".as_bytes());
    let told = clerk.run(["collate", "notes", "2022-03", "--to", "."]).done();
    assert!(told.contains("_退回说明_第2份.txt"), "{told}");
    assert_eq!(fs::read_to_string(clerk.home().join(name)).unwrap(), "别的");
}

#[test]
fn the_table_of_all_units_ends_with_the_sums_and_of_whom_they_are() {
    let clerk = march();
    let ran = clerk.run(["collate", "export", "2022-03", "--to", "."]);
    assert_eq!(ran.code, 0, "{}", ran.remark);
    let file = "万州区城市管理局_2022年03月_附件2_各单位数据.xlsx";
    assert!(ran.output.contains(file), "{}", ran.output);
    let mut book: Xlsx<_> = open_workbook(clerk.home().join(file)).unwrap();
    let sheet = book.worksheet_range("各单位数据").unwrap();
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
    let row = |unit: &str, quantity: &str| {
        rows.iter().find(|row| row[0] == unit && row[3] == quantity).unwrap()[2..6].to_vec()
    };
    assert_eq!(rows[1][4], "1a 出动环卫工人\n（人次）");
    assert_eq!(row("龙沙镇", "累计")[..3], ["待核实", "累计", "15"]);
    assert_eq!(row("新乡镇", "当月")[..3], ["未报", "当月", ""]);
    assert_eq!(row("合计", "当月")[2], "13");
    assert_eq!(row("合计", "本表累计")[2], "23", "carried: February's 10 and March's 13");
    assert_eq!(row("合计", "各单位累计相加")[2], "25");
    assert_eq!(row("合计", "计入的单位")[2], "3/6");
    let lacking = book.worksheet_range("缺的单位").unwrap();
    let first: Vec<String> = lacking.rows().nth(2).unwrap().iter().map(Data::to_string).collect();
    assert_eq!(first, ["1a", "出动环卫工人", "人次", "3/6", "百安坝街道（退回）、新乡镇、区教委"]);
}
