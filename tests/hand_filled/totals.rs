//! Where an old total does not follow from its months: told figure by figure, decided by the officer.

use serde_json::{Value, json};

use crate::harness::Office;
use crate::old::old;

/// An office that began in March and has the files of March, April and May; the total of April has a slip of 1.
fn office() -> Office {
    let office = Office::begun_as("township", "2022-03");
    office.put_old("3月.xlsx", old("2022年3月", "2a=20 4=5", "2a=500 4=5"));
    office.put_old("4月.xlsx", old("2022年4月", "2a=30 4=6", "2a=531 4=11"));
    office.put_old("5月.xlsx", old("2022年5月", "2a=10 4=7", "2a=541 4=18"));
    office
}

const FILES: [&str; 4] = ["import", "3月.xlsx", "4月.xlsx", "5月.xlsx"];

fn import(office: &Office, totals: &str) {
    let [command, march, april, may] = FILES;
    office.run([command, march, april, may, "--yes", "--totals", totals]).done();
}

fn totals(office: &Office) -> [Value; 3] {
    ["2022-03", "2022-04", "2022-05"].map(|month| office.figure(month, "2a", "total"))
}

#[test]
fn each_difference_is_told_once_where_it_was_made() {
    let office = office();
    let [command, march, april, may] = FILES;
    let ran = office.run([command, march, april, may, "--json"]);
    assert_eq!(ran.code, 1, "the officer has to decide");
    let plan: Value = serde_json::from_str(&ran.output).unwrap();
    let told: Vec<String> = plan["conflicts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|conflict| {
            let text = |name: &str| conflict[name].to_string().replace('"', "");
            format!(
                "{} {} {} {} {} {}",
                text("month"),
                text("figure"),
                text("old_total"),
                text("computed"),
                text("difference"),
                text("is_opening")
            )
        })
        .collect();
    assert_eq!(told, ["2022-03 2a 500.00 20.00 480.00 true", "2022-04 2a 531.00 530.00 1.00 false"]);
    let offered: Vec<(&Value, &Value)> =
        plan["offered"].as_array().unwrap().iter().map(|one| (&one["trust"], &one["suggested"])).collect();
    assert_eq!(
        offered,
        [
            (&json!("months"), &json!(false)),
            (&json!("opening"), &json!(true)),
            (&json!("old"), &json!(false))
        ]
    );
    assert!(plan["problem"].as_str().unwrap().contains("旧表有 2 处累计和各月相加不一致"), "{plan}");
}

#[test]
fn nothing_is_guessed_where_the_officer_has_not_decided() {
    let office = office();
    let before = office.everything();
    let [command, march, april, may] = FILES;
    let ran = office.run([command, march, april, may, "--yes"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.remark.contains("请先选以哪个为准") && ran.remark.ends_with("什么都没有导入\n"),
        "{}",
        ran.remark
    );
    assert_eq!(office.everything(), before);
}

#[test]
fn the_months_are_right() {
    let office = office();
    import(&office, "months");
    assert_eq!(totals(&office), ["20.00", "50.00", "60.00"]);
    assert_eq!(office.run(["opening", "--json"]).json()["figures"]["2a"], json!(null));
}

#[test]
fn the_first_total_is_right_and_what_it_has_beyond_its_month_is_the_opening_balance() {
    let office = office();
    import(&office, "opening");
    assert_eq!(totals(&office), ["500.00", "530.00", "540.00"]);
    let opening = office.run(["opening", "--json"]).json();
    assert_eq!((&opening["figures"]["2a"], &opening["figures"]["4"]), (&json!("480.00"), &json!("0")));
    assert_eq!(opening["figures"]["1a"], json!(null), "nothing is known of it");
}

#[test]
fn every_old_total_is_right_and_the_slip_becomes_an_adjustment() {
    let office = office();
    import(&office, "old");
    assert_eq!(totals(&office), ["500.00", "531.00", "541.00"]);
    let adjustment = office.figure("2022-04", "2a", "adjustment");
    assert_eq!(adjustment, json!({ "amount": "1.00", "reason": "旧表累计数" }));
}

#[test]
fn a_month_without_a_file_is_named_beside_the_difference_it_explains() {
    let office = Office::begun();
    office.put_old("1月.xlsx", old("2022年1月", "4=5", "4=5"));
    office.put_old("3月.xlsx", old("2022年3月", "4=7", "4=15"));
    let shown = office.run(["import", "1月.xlsx", "3月.xlsx"]).output;
    assert!(shown.contains("前面缺 2022年2月"), "{shown}");
    assert!(shown.contains("--totals old"), "{shown}");
    assert!(shown.contains("中间没有2022年2月的表，那里仍是未填"), "{shown}");
}

#[test]
fn a_choice_that_is_not_offered_is_answered_with_those_that_are() {
    let office = Office::begun();
    office.put_old("1月.xlsx", old("2022年1月", "4=5", "4=5"));
    office.put_old("2月.xlsx", old("2022年2月", "4=7", "4=15"));
    let refused = office.run(["import", "1月.xlsx", "2月.xlsx", "--yes", "--totals", "opening"]);
    assert_eq!(
        refused.remark,
        "旧表有 1 处累计和各月相加不一致，选的“第一张旧表的累计对”在这里用不上，\
         可以选“各月的数对”或“旧表的累计都对”（--totals months 或 old）。什么都没有导入\n"
    );
    assert!(refused.output.contains("--totals months   各月的数对：累计全部重新计算"), "{}", refused.output);
}

#[test]
fn what_was_entered_as_the_opening_balance_is_replaced_by_the_first_old_total() {
    let office = office();
    office.run(["opening", "2a=400"]).done();
    import(&office, "opening");
    assert_eq!(totals(&office), ["500.00", "530.00", "540.00"]);
    let history = office.run(["history", "2a"]).done();
    assert!(
        history
            .lines()
            .any(|line| line.contains("期初累计") && line.contains("400.00") && line.contains("480.00")),
        "{history}"
    );
}

#[test]
fn what_restarts_in_january_takes_no_opening_balance_from_the_year_before() {
    let office = Office::begun();
    office.put_old("1月.xlsx", old("2022年1月", "8=1", "8=3"));
    office.run(["import", "1月.xlsx", "--yes", "--totals", "old"]).done();
    assert_eq!(office.figure("2022-01", "8", "total"), "3");
    assert_eq!(office.figure("2022-01", "8", "adjustment")["amount"], "2");
    office.put_old("2023年1月.xlsx", old("2023年1月", "8=2", "8=2"));
    office.run(["import", "2023年1月.xlsx", "--yes"]).done();
    assert_eq!(office.figure("2023-01", "8", "total"), "2", "it restarted");
}

#[test]
fn earlier_months_move_the_start_and_no_later_total_changes() {
    let office = Office::begun_as("township", "2022-03");
    office.run(["opening", "2a=500", "4=11"]).done();
    office.run(["set", "2022-03", "2a=10", "4=1"]).done();
    office.put_old("1月.xlsx", old("2022年1月", "2a=20 4=5", "2a=470 4=5"));
    office.put_old("2月.xlsx", old("2022年2月", "2a=30 4=6", "2a=500 4=11"));
    let done = office.run(["import", "1月.xlsx", "2月.xlsx", "--yes"]).done();
    assert!(
        done.contains("开始填报的月份从2022年3月改为2022年1月；期初累计减去这中间各月的数，以后的累计不变"),
        "{done}"
    );
    for (month, total) in [("2022-01", "470.00"), ("2022-02", "500.00"), ("2022-03", "510.00")] {
        assert_eq!(office.figure(month, "2a", "total"), total, "{month}");
    }
    assert_eq!(office.figure("2022-03", "4", "total"), "12");
    let opening = office.run(["opening", "--json"]).json();
    assert_eq!((&opening["through"], &opening["figures"]["2a"]), (&json!("2021-12"), &json!("450.00")));
}

#[test]
fn what_was_known_before_is_not_lowered_by_an_old_total() {
    let office = Office::begun_as("township", "2022-03");
    office.run(["opening", "2a=500"]).done();
    office.run(["set", "2022-03", "2a=10"]).done();
    office.put_old("1月.xlsx", old("2022年1月", "2a=120", "2a=120"));
    let plan = office.run(["import", "1月.xlsx", "--json"]);
    assert!(!plan.output.contains("\"trust\":\"opening\""), "{}", plan.output);
    office.run(["import", "1月.xlsx", "--yes", "--totals", "months"]).done();
    assert_eq!(office.figure("2022-03", "2a", "total"), "510.00");
}

#[test]
fn a_blank_month_lends_nothing_to_the_opening_balance() {
    let office = Office::begun_as("township", "2022-03");
    office.put_old("3月.xlsx", old("2022年3月", "4=1", "4=1 2a=120"));
    let shown = office.run(["import", "3月.xlsx"]).output;
    assert!(shown.contains("当月数量空着，差的可能就是当月的数"), "{shown}");
    assert!(!shown.contains("--totals opening"), "{shown}");
}

#[test]
fn an_opening_balance_that_the_earlier_months_do_not_add_up_to_is_a_difference_like_any_other() {
    let office = Office::begun_as("township", "2022-03");
    office.run(["opening", "4=10"]).done();
    office.put_old("1月.xlsx", old("2022年1月", "4=5", "4=5"));
    office.put_old("2月.xlsx", old("2022年2月", "4=6", ""));
    let shown = office.run(["import", "1月.xlsx", "2月.xlsx"]).output;
    let line = shown.lines().find(|line| line.contains("-1")).unwrap();
    assert!(line.contains("2022年2月") && line.contains("10") && line.contains("11"), "{shown}");
    assert!(line.contains("这是原来填的期初累计"), "the sheet of February says no total: {line}");
    office.run(["import", "1月.xlsx", "2月.xlsx", "--yes", "--totals", "old"]).done();
    assert_eq!(office.figure("2022-03", "4", "total"), "10", "and so it goes on");
    assert_eq!(office.figure("2022-02", "4", "total"), "10");
}
