//! The sums of the villages in the township's own month.

use std::collections::BTreeSet;

use yuebao::session::Session;
use yuebao::store::Side;

use crate::district::{exported, unit};
use crate::harness::{Office, month, now, overwrite, texts};

/// 龙沙镇, which fills in its own form and collates two of three villages.
fn township() -> Office {
    let office = Office::begun();
    let register = office.home().join("各村.csv");
    overwrite(&register, "甲村,township\n乙村,township\n丙村,township\n".as_bytes());
    let register = register.to_str().unwrap();
    office.run(["collate", "init", "--office", "龙沙镇", "--units", register]).done();
    for (name, figures) in [("甲村", "1a=10 2a=1.20"), ("乙村", "1a=5")] {
        let village = unit(name, "township", &[("2022-03", figures)]);
        let file = exported(&village, "2022-03");
        office.run(["collate", "take", file.to_str().unwrap(), "--yes"]).done();
    }
    office
}

fn clerk(office: &Office) -> Session {
    Session::open_side(Side::Collation, &Side::Collation.folder_in(office.data())).unwrap()
}

fn value(session: &Session, figure: &str) -> String {
    let sheet = session.reports().sheet(month("2022-03")).unwrap();
    sheet.cell(figure.parse().unwrap()).unwrap().month.text()
}

#[test]
fn without_yes_nothing_is_written_and_both_values_are_shown() {
    let office = township();
    office.run(["set", "2022-03", "1a=14"]).done();
    let told = office.run(["collate", "fill", "2022-03"]).done();
    let line = told.lines().find(|line| line.contains(" 1a ")).unwrap();
    for words in ["14", "15", "换掉原来填的", "龙沙镇汇总，2/3 个单位，缺丙村"] {
        assert!(line.contains(words), "{words}: {line}");
    }
    assert!(told.ends_with("会填入 2 项，其中 1 项会换掉原来填的；还没有填，加 --yes 填入\n"), "{told}");
    assert_eq!(office.figure("2022-03", "1a", "month"), "14");
    let plan = office.run(["collate", "fill", "2022-03", "--json"]).json();
    assert_eq!((plan["filled"].as_bool(), plan["lines"][0]["sum"].as_str()), (Some(false), Some("15")));
}

#[test]
fn filled_figures_say_in_the_log_where_they_came_from() {
    let office = township();
    office.run(["set", "2022-03", "1a=14", "8=7"]).done();
    office.run(["collate", "fill", "2022-03", "--yes"]).done();
    assert_eq!(office.figure("2022-03", "1a", "month"), "15");
    assert_eq!(office.figure("2022-03", "2a", "month"), "1.20");
    assert_eq!(office.figure("2022-03", "8", "month"), "7", "no village reported it");
    let log = office.session().history().lines(Some(month("2022-03")), None).unwrap();
    let filled = log.iter().filter(|line| line.action == "填入汇总数");
    let told: Vec<String> =
        filled.map(|line| format!("{}：{} → {}", line.subject, line.before, line.after)).collect();
    for words in [
        "第 1 行“出动环卫工人”当月数量：14 → 15",
        "第 1 行“出动环卫工人”当月数量的来源： → 龙沙镇汇总，2/3 个单位，缺丙村",
    ] {
        assert!(told.contains(&words.to_owned()), "{words}: {told:?}");
    }
    let again = office.run(["collate", "fill", "2022-03", "--yes"]).done();
    assert!(again.ends_with("没有要填入的，什么都没有改动\n"), "{again}");
}

#[test]
fn it_is_one_step_of_undo() {
    let office = township();
    office.run(["set", "2022-03", "1a=14"]).done();
    let (mut own, clerk) = (office.session(), clerk(&office));
    let plan = own.reports().fill_plan(&clerk, month("2022-03")).unwrap();
    own.reports_mut().fill_sums(now(), &clerk, &plan, &BTreeSet::new()).unwrap();
    let undone = own.history_mut().undo(now()).unwrap().unwrap();
    assert!(undone.sentence.contains("填入汇总数") || undone.sentence.contains("2 格"), "{undone:?}");
    assert_eq!((value(&own, "1a"), value(&own, "2a")), ("14".to_owned(), String::new()));
    own.history_mut().redo(now()).unwrap().unwrap();
    assert_eq!((value(&own, "1a"), value(&own, "2a")), ("15".to_owned(), "1.20".to_owned()));
    drop(own);
    assert_eq!(value(&office.session(), "1a"), "15", "and the file agrees with its log");
}

#[test]
fn what_the_officer_typed_stays_where_it_was_chosen() {
    let office = township();
    office.run(["set", "2022-03", "1a=14"]).done();
    let (mut own, clerk) = (office.session(), clerk(&office));
    let plan = own.reports().fill_plan(&clerk, month("2022-03")).unwrap();
    let stay = BTreeSet::from(["1a".parse().unwrap()]);
    own.reports_mut().fill_sums(now(), &clerk, &plan, &stay).unwrap();
    assert_eq!((value(&own, "1a"), value(&own, "2a")), ("14".to_owned(), "1.20".to_owned()));
}

#[test]
fn what_changed_since_it_was_seen_is_not_written_over() {
    let office = township();
    let (mut own, clerk) = (office.session(), clerk(&office));
    let plan = own.reports().fill_plan(&clerk, month("2022-03")).unwrap();
    own.reports_mut().set_amounts(now(), month("2022-03"), texts("1a=99")).unwrap();
    let refused = own.reports_mut().fill_sums(now(), &clerk, &plan, &BTreeSet::new()).unwrap_err();
    assert_eq!(refused.code(), "changed");
    assert_eq!(value(&own, "1a"), "99");
}

#[test]
fn a_final_month_and_an_office_without_a_form_of_its_own_are_refused() {
    let office = township();
    let mut own = office.session();
    own.reports_mut().fill_zero(now(), month("2022-03")).unwrap();
    own.reports_mut().finalize(now(), month("2022-03")).unwrap();
    drop(own);
    let told = office.run(["collate", "fill", "2022-03", "--yes"]).refused();
    assert!(told.contains("2022年3月"), "{told}");
    let only = Office::new();
    only.run(["collate", "init", "--office", "龙沙镇"]).done();
    only.run(["collate", "fill", "2022-03"]).refused();
}
