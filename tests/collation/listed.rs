//! The project lists of the made district: which units send one in which months, drawn in three ways, and what the list of all
//! units must then be, reckoned here and not by the program.

use std::collections::BTreeMap;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use serde_json::Value;
use yuebao::notice::{Notice, ProjectForm};
use yuebao::projects::{Listed, Project, ProjectLedger, sheet};
use yuebao::unit::Unit;

use crate::clerk::{Clerk, OFFICE};
use crate::district::{LAST_OF_MERGED, UNITS, chosen, month_name, month_text, unit_of};
use crate::drawn::{Hand, Layout, draw, right};
use crate::files::table;

/// The months whose files are taken in.
const MONTHS: usize = 8;

fn form() -> &'static ProjectForm {
    Notice::built_in().unwrap().list("annex3").unwrap()
}

/// What a unit lists in a month: nothing for most, then more with every list.
fn projects(unit: usize, month: usize) -> Vec<[String; 4]> {
    if !UNITS[unit].reports_in(month) || !chosen(31, unit, month, 0).is_multiple_of(5) {
        return Vec::new();
    }
    let count = 1 + chosen(32, unit, month, 0) % 4;
    let of = |number| {
        let scale = format!("第{}批示范点 {number} 处", month + 1);
        [UNITS[unit].name.clone(), scale, "区级财政、自筹".to_owned(), "2022年11月15日前".to_owned()]
    };
    (1..=count).map(of).collect()
}

/// A file with a list: as the program writes it, by hand with the month in the title, or as a text.
fn file(unit: usize, month: usize, projects: &[[String; 4]]) -> (String, Vec<u8>) {
    let name = &UNITS[unit].name;
    let by_hand = || {
        let unit_line = format!("填报单位（盖章）：{name}  填报时间：");
        let title = format!("亮点项目清单（{}）", month_name(month));
        let lines = projects.iter().map(|texts| texts.each_ref().map(String::as_str));
        let headings = ["实施主体", "建设规模", "资金来源", "完成时限"];
        let head = [vec![title], vec![unit_line], headings.map(str::to_owned).into()];
        let body = lines.map(|texts| texts.map(str::to_owned).to_vec());
        head.into_iter().chain(body).collect::<Vec<Vec<String>>>()
    };
    match unit % 3 {
        0 => {
            let list = (1..).zip(projects).map(|(id, [by, scale, funds, due])| {
                let [by, scale, funds, due] = [by, scale, funds, due].map(Clone::clone);
                Listed { id, project: Project { by, scale, funds, due, done_on: None } }
            });
            let day = format!("{}-09", month_text(month)).parse().unwrap();
            let ledger = ProjectLedger { list: list.collect(), changed_on: Some(day), sent: vec![] };
            let reporter = Unit {
                name: name.clone(),
                kind: UNITS[unit].kind.into(),
                person: "李四".into(),
                phone: "58136197".into(),
                first_month: "2022-01".parse().unwrap(),
                restart_each_year: false,
            };
            let drawn = yuebao::output::project_workbook(form(), &sheet(&ledger, &reporter, day)).unwrap();
            (format!("附件3（{unit}）.xlsx"), drawn)
        }
        1 => {
            let lines = by_hand();
            let lines: Vec<Vec<&str>> =
                lines.iter().map(|line| line.iter().map(String::as_str).collect()).collect();
            let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
            (format!("{name}清单.xlsx"), table(&lines))
        }
        _ => {
            let lines: Vec<String> = by_hand().iter().map(|line| line.join(",")).collect();
            (format!("清单（{unit}）.csv"), lines.join("\r\n").into_bytes())
        }
    }
}

/// The last list of each unit up to a month that still reports then.
fn held(month: usize) -> BTreeMap<usize, (usize, Vec<[String; 4]>)> {
    let units = (0..UNITS.len()).filter(|unit| UNITS[*unit].reports_in(month));
    let last = |unit| (0..=month).rev().map(|at| (at, projects(unit, at))).find(|(_, list)| !list.is_empty());
    units.filter_map(|unit| Some((unit, last(unit)?))).collect()
}

fn exported(clerk: &Clerk, month: usize) -> (Value, Vec<Vec<String>>) {
    // It is told besides that the month has blanks.
    let ran = clerk.run(["export", &month_text(month), "--to", ".", "--json"]);
    let told: Value = serde_json::from_str(&ran.output).unwrap();
    let path = clerk.office.home().join(told["projects"]["file"]["path"].as_str().unwrap());
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range("附件3").unwrap();
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
    let headings = rows.iter().position(|row| row[0] == "填报单位").unwrap();
    let body = rows.into_iter().skip(headings + 1).take_while(|row| !row[0].starts_with("说明"));
    (told, body.filter(|row| !row[0].is_empty()).collect())
}

#[test]
fn the_list_of_all_units_is_as_it_was_reckoned_in_every_month() {
    let clerk = Clerk::of_the_district();
    for month in 0..MONTHS {
        let folder = format!("清单{month}");
        for unit in 0..UNITS.len() {
            let listed = projects(unit, month);
            if !listed.is_empty() {
                let (name, bytes) = file(unit, month, &listed);
                clerk.put(&format!("{folder}/{name}"), &bytes);
            }
        }
        let told = clerk.take(&folder);
        let outcomes = told["files"].as_array().unwrap().iter();
        let other: Vec<&Value> = outcomes.filter(|file| file["outcome"] != "adopted").collect();
        assert!(other.is_empty(), "{month}: {other:?}");
    }
    let problems = clerk.json(["problems"]);
    assert_eq!(problems["problems"], serde_json::json!([]), "nothing is asked of what is in order");
    for month in 0..MONTHS {
        let held = held(month);
        let (told, rows) = exported(&clerk, month);
        let expected: Vec<Vec<String>> = held
            .iter()
            .flat_map(|(unit, (_, list))| list.iter().map(|texts| (UNITS[*unit].name.clone(), texts)))
            .zip(1..)
            .map(|((unit, texts), number)| [vec![unit, number.to_string()], texts.to_vec()].concat())
            .collect();
        assert_eq!(rows, expected, "{}", month_name(month));
        let reporting = UNITS.iter().filter(|unit| unit.reports_in(month));
        let lacking =
            (0..UNITS.len()).filter(|unit| UNITS[*unit].reports_in(month) && !held.contains_key(unit));
        let lacking: Vec<&str> = lacking.map(|unit| UNITS[unit].name.as_str()).collect();
        let projects = &told["projects"];
        assert_eq!(projects["expected"], reporting.count(), "{}", month_name(month));
        assert_eq!((&projects["units"], &projects["missing"]), (&held.len().into(), &lacking.into()));
    }
    const { assert!(MONTHS > LAST_OF_MERGED + 1) };
    clerk.is_sound();
}

#[test]
fn no_list_makes_a_unit_one_that_has_reported() {
    let clerk = Clerk::begun();
    let unit = unit_of("大周镇");
    let (name, bytes) = file(unit, 0, &[["甲", "一", "二", "三"].map(str::to_owned)]);
    clerk.put(&name, &bytes);
    clerk.take(&name);
    assert_eq!(clerk.json(["status", "2022-01"])["received"], 0);
    let drawn = draw(&right(unit, 0), Layout::Official(Hand::Numbers));
    clerk.put("表.xlsx", &drawn.bytes);
    clerk.take("表.xlsx");
    assert_eq!(clerk.json(["status", "2022-01"])["received"], 1);
    assert!(exported(&clerk, 0).0["path"].as_str().unwrap().contains(OFFICE));
}
