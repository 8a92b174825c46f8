//! The project lists of all units as one, with the unit in front, and what is said of the lists that are not in it.

use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use yuebao::notice::Notice;
use yuebao::projects::plan_import;
use yuebao::reading::read_file;

use crate::district::{exported, unit};
use crate::harness::{Office, overwrite};

const FILE: &str = "万州区城市管理局_2022年03月_附件3_汇总.xlsx";

fn clerk() -> Office {
    let clerk = Office::new();
    let register = clerk.home().join("名册.csv");
    let units = "龙沙镇,township\n龙驹镇,township\n高峰街道,street\n百安坝街道,street\n新乡镇,township\n区教委,department\n";
    overwrite(&register, units.as_bytes());
    let register = register.to_str().unwrap();
    clerk.run(["collate", "init", "--office", "万州区城市管理局", "--units", register]).done();
    clerk
}

fn add(office: &Office, by: &str, scale: &str) {
    let texts = ["--funds", "区级财政", "--due", "2022年6月底前"];
    let mut command = office.command(["projects", "add", "--by", by, "--scale", scale]);
    assert!(command.args(texts).output().unwrap().status.success());
}

/// A list as somebody fills it in by hand: the unit and the day above it, the notes below it.
fn by_hand(unit: &str, day: &str, projects: &[[&str; 4]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("附件3").unwrap();
    sheet.write_string(0, 0, "附件3").unwrap();
    sheet.write_string(1, 0, "“全民动手共同缔造山城美丽家园”亮点项目清单").unwrap();
    sheet.write_string(2, 0, format!("填报单位（盖章）：{unit}  填报时间：{day}  填报人：张三")).unwrap();
    for (column, heading) in (0..).zip(["序号", "实施主体", "建设规模", "资金来源", "完成时限"])
    {
        sheet.write_string(3, column, heading).unwrap();
    }
    for (row, project) in (4..).zip(projects) {
        sheet.write_number(row, 0, row - 3).unwrap();
        for (column, text) in (1..).zip(project) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    let notes = u32::try_from(projects.len()).unwrap() + 4;
    sheet.write_string(notes, 0, "说明：1.项目数量不仅限于上表。2.各镇乡街道也需填写。").unwrap();
    workbook.save_to_buffer().unwrap()
}

fn put(clerk: &Office, name: &str, bytes: &[u8]) -> PathBuf {
    let path = clerk.home().join("清单").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    overwrite(&path, bytes);
    path
}

fn take(clerk: &Office, path: &Path) -> Value {
    clerk.run(["collate", "--json", "take", path.to_str().unwrap(), "--yes"]).json()
}

/// The rows of the merged list below its headings, as texts.
fn rows(clerk: &Office, sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(clerk.home().join(FILE)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
    let headings = rows.iter().position(|row| row[0] == "填报单位").unwrap();
    rows[headings..].to_vec()
}

fn problems(clerk: &Office) -> Vec<(String, String, String)> {
    let told = clerk.run(["collate", "problems", "--json"]).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = told["problems"].as_array().unwrap().iter();
    all.filter(|one| one["grade"] != "hint")
        .map(|one| (text(&one["report"]), text(&one["cell"]), text(&one["sentence"])))
        .collect()
}

/// Six units: 龙沙镇's list lies beside its form, 龙驹镇's is alone as the program writes it, 高峰街道's was filled in by hand,
/// 百安坝街道 sent two, a line of 新乡镇's cannot be read, 区教委 sent none.
fn march() -> Office {
    let clerk = clerk();
    let longsha = unit("龙沙镇", "township", &[("2022-03", "1a=3")]);
    add(&longsha, "龙沙社区", "新建公厕 2 座");
    add(&longsha, "=1+1", "口袋公园 3 处，含步道 1.2 公里");
    longsha.session().projects().set_goes_with_month(true).unwrap();
    let both = exported(&longsha, "2022-03");
    assert_eq!(take(&clerk, &both)["files"][0]["outcome"], "adopted");
    let longju = unit("龙驹镇", "township", &[]);
    add(&longju, "龙驹镇人民政府", "背街小巷整治 5 条");
    longju.run(["projects", "export", "--to", "."]).done();
    take(&clerk, &longju.home().join("龙驹镇_附件3.xlsx"));
    let mine = |by| [by, "示范道路 1 条", "自筹", "长期"];
    put(&clerk, "高峰街道附件3.xlsx", &by_hand("高峰街道办事处", "2022年3月18日", &[mine("丙"), mine("丁")]));
    put(&clerk, "1.xlsx", &by_hand("百安坝街道", "2022年3月1日", &[mine("戊")]));
    let long = "长".repeat(501);
    let bad = [mine("庚"), ["辛", &long, "自筹", "长期"]];
    put(&clerk, "新乡镇.xlsx", &by_hand("新乡镇", "2022年3月1日", &bad));
    let told = take(&clerk, &clerk.home().join("清单"));
    assert_eq!(told["sentence"], "3 个文件：待核实 1，清单 2");
    let later = put(&clerk, "2.xlsx", &by_hand("百安坝街道", "2022年3月9日", &[mine("己")]));
    assert_eq!(take(&clerk, &later)["files"][0]["outcome"], "waiting");
    clerk
}

#[test]
fn every_project_is_there_with_its_unit_in_front_and_says_what_it_said() {
    let clerk = march();
    let told = clerk.run(["collate", "export", "2022-03", "--to", "."]);
    assert_eq!(told.code, 0, "{}", told.remark);
    assert!(
        told.output.ends_with("项目清单：4/6 个单位，共 6 项；没有的：新乡镇、区教委\n"),
        "{}",
        told.output
    );
    let written = rows(&clerk, "附件3");
    assert_eq!(written[0], ["填报单位", "序号", "实施主体", "建设规模", "资金来源", "完成时限"]);
    let named: Vec<[&str; 4]> =
        written[1..7].iter().map(|row| [0, 1, 2, 3].map(|column| row[column].as_str())).collect();
    assert_eq!(
        named,
        [
            ["龙沙镇", "1", "龙沙社区", "新建公厕 2 座"],
            ["龙沙镇", "2", "=1+1", "口袋公园 3 处，含步道 1.2 公里"],
            ["龙驹镇", "3", "龙驹镇人民政府", "背街小巷整治 5 条"],
            ["高峰街道", "4", "丙", "示范道路 1 条"],
            ["高峰街道", "5", "丁", "示范道路 1 条"],
            ["百安坝街道", "6", "戊", "示范道路 1 条"],
        ]
    );
    let of_whom = rows(&clerk, "各单位报清单情况");
    let stands: Vec<[&str; 4]> =
        of_whom[1..].iter().map(|row| [0, 2, 3, 6].map(|column| row[column].as_str())).collect();
    assert_eq!(
        stands,
        [
            ["龙沙镇", "已报", "2022年3月", ""],
            ["龙驹镇", "已报", "2022年3月", ""],
            ["高峰街道", "已报", "2022年3月", ""],
            ["百安坝街道", "已报", "2022年3月", "没有用：“2.xlsx”"],
            ["新乡镇", "待核实", "", "没有用：“新乡镇.xlsx”"],
            ["区教委", "未报", "", ""],
        ]
    );
}

#[test]
fn our_own_reader_reads_it_as_a_list() {
    let clerk = march();
    assert_eq!(clerk.run(["collate", "export", "2022-03", "--to", "."]).code, 0);
    let form = Notice::built_in().unwrap().list("annex3").unwrap();
    let plan = plan_import(form, &read_file(&clerk.home().join(FILE)).unwrap(), &[]).unwrap();
    let by: Vec<&str> = plan.rows.iter().map(|row| row.by.as_str()).collect();
    assert_eq!(by, ["龙沙社区", "=1+1", "龙驹镇人民政府", "丙", "丁", "戊"]);
    assert_eq!((plan.sheet.as_str(), plan.unreadable), ("附件3", 0));
    assert_eq!(plan.rows[0].due, "2022年6月底前");
}

#[test]
fn for_programs_it_says_of_how_many_units_it_is() {
    let clerk = march();
    let export = |clerk: &Office| -> Value {
        let ran = clerk.run(["collate", "--json", "export", "2022-03", "--to", "."]);
        serde_json::from_str(&ran.output).unwrap_or_else(|_| panic!("{ran:?}"))
    };
    let told = export(&clerk);
    let projects = &told["projects"];
    assert_eq!(
        (&projects["units"], &projects["expected"], &projects["projects"]),
        (&4.into(), &6.into(), &6.into())
    );
    assert_eq!(projects["missing"], serde_json::json!(["新乡镇", "区教委"]));
    assert_eq!(projects["waiting"], serde_json::json!(["新乡镇"]));
    assert!(projects["file"]["path"].as_str().unwrap().ends_with(FILE));
    let empty = self::clerk();
    let told = export(&empty);
    assert_eq!((&told["projects"]["file"], &told["projects"]["units"]), (&Value::Null, &0.into()));
    assert!(!empty.home().join(FILE).exists(), "and nothing is written where nothing came");
}

#[test]
fn what_keeps_a_list_out_is_asked_with_its_cell_and_the_clerk_chooses_between_two() {
    let clerk = march();
    let asked = problems(&clerk);
    let [(second, _, differs), (_, cell, unreadable)] = &asked[..] else { panic!("{asked:?}") };
    assert!(
        differs.starts_with("用的是“1.xlsx”里的清单（1 项）") && differs.contains("多 1 项“己"),
        "{differs}"
    );
    assert_eq!(cell, "B6");
    assert!(unreadable.contains("“建设规模”有 501 个字"), "{unreadable}");
    let first = second.replace("/0", "").parse::<u32>().unwrap() - 3;
    let board = clerk.run(["collate", "exclude", &format!("{first}/0"), "--reason", "用后一份"]).done();
    assert!(board.contains("已排除：用后一份"), "{board}");
    assert_eq!(problems(&clerk).len(), 1);
    assert_eq!(clerk.run(["collate", "export", "2022-03", "--to", "."]).code, 0);
    assert_eq!(rows(&clerk, "附件3")[6][2], "己");
}

#[test]
fn a_list_that_says_no_unit_waits_until_it_is_assigned() {
    let clerk = clerk();
    let nameless = put(&clerk, "清单.xlsx", &by_hand("", "", &[["甲", "一", "二", "三"]]));
    let told = take(&clerk, &nameless);
    assert_eq!(told["files"][0]["outcome"], "unplaced");
    let (number, _, sentence) = problems(&clerk).remove(0);
    assert!(sentence.contains("请指定单位"), "{sentence}");
    let mut assign = clerk.command(["collate", "assign", &number, "--unit", "区教委", "--month", "2022-03"]);
    assert!(assign.args(["--reason", "电话问过"]).output().unwrap().status.success());
    assert_eq!(problems(&clerk), []);
    assert_eq!(clerk.run(["collate", "export", "2022-03", "--to", "."]).code, 0);
    assert_eq!(rows(&clerk, "附件3")[1][..3], ["区教委", "1", "甲"]);
}
