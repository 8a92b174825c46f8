//! Several programs with one data folder: nothing lost, nothing twice, nobody told "database is locked".
#![cfg(test)]

mod harness;

use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use harness::{Office, Ran, init, month, now, texts};
use rusqlite::{Connection, TransactionBehavior};

fn start<const COUNT: usize>(office: &Office, arguments: [&str; COUNT]) -> Child {
    office.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ended(child: Child) -> Ran {
    Ran::from(child.wait_with_output().unwrap())
}

#[test]
fn eight_programs_fill_in_different_figures_at_once() {
    let office = Office::begun();
    let figures = ["1a", "1b", "2a", "3a", "4", "6", "9", "18"];
    let months = ["2022-01", "2022-02", "2022-03"];
    for round in months {
        let children = figures.map(|figure| start(&office, ["set", round, &format!("{figure}=7")]));
        for child in children {
            ended(child).done();
        }
    }
    for round in months {
        let shown = office.shown(round);
        assert_eq!(shown["filled"], 8, "{round}");
    }
    assert_eq!(office.figure("2022-03", "9", "total"), "21");
    let connection = Connection::open(office.file()).unwrap();
    let count = |query| connection.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM operation WHERE kind = 'fill'"), 24);
    assert_eq!(count("SELECT count(*) FROM report"), 3, "a month has one record");
}

#[test]
fn eight_programs_change_the_same_figure_and_the_log_has_no_gap() {
    let office = Office::begun();
    let children: Vec<Child> =
        (1..=8).map(|number| start(&office, ["set", "2022-01", &format!("1a={number}")])).collect();
    for child in children {
        ended(child).done();
    }
    let connection = Connection::open(office.file()).unwrap();
    let mut query =
        connection.prepare("SELECT before, after FROM change WHERE place = 'entry' ORDER BY id").unwrap();
    let changes: Vec<(Option<String>, String)> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    assert_eq!(changes.len(), 8);
    assert_eq!(changes[0].0, None);
    for pair in changes.windows(2) {
        assert_eq!(pair[1].0.as_ref(), Some(&pair[0].1), "each knows what the one before it left");
    }
    assert_eq!(office.figure("2022-01", "1a", "month"), changes[7].1);
}

#[test]
fn eight_first_starts_at_once_and_one_of_them_counts() {
    for _ in 0..5 {
        let office = Office::new();
        let children: Vec<Child> = (0..8).map(|_| start(&office, init("township", "2022-01"))).collect();
        let (first, late): (Vec<Ran>, Vec<Ran>) =
            children.into_iter().map(ended).partition(|ran| ran.code == 0);
        assert_eq!((first.len(), late.len()), (1, 7));
        for ran in late {
            assert!(ran.refused().contains("已经有“龙沙镇”的资料，没有改动"));
        }
        assert_eq!(office.run(["unit", "--json"]).json()["name"], "龙沙镇");
    }
}

#[test]
fn an_open_window_sees_what_a_script_changed() {
    let office = Office::begun();
    let mut window = office.session();
    assert!(!window.changed_elsewhere().unwrap());
    office.run(["set", "2022-01", "1a=5"]).done();
    assert!(window.changed_elsewhere().unwrap());
    assert_eq!(window.reports().sheet(month("2022-01")).unwrap().filled, 1);
    assert!(!window.changed_elsewhere().unwrap(), "told once");

    window.reports_mut().set_amounts(now(), month("2022-01"), texts("1b=6")).unwrap();
    assert!(!window.changed_elsewhere().unwrap(), "its own change is no news");
    assert_eq!(office.shown("2022-01")["filled"], 2);

    office.run(["set", "2022-01", "9=1"]).done();
    window.reports_mut().set_amounts(now(), month("2022-01"), texts("18=2")).unwrap();
    assert!(window.changed_elsewhere().unwrap(), "a change that came with its own is told too");
    assert_eq!(window.reports().sheet(month("2022-01")).unwrap().filled, 4);
}

#[test]
fn a_window_that_has_not_looked_yet_keeps_to_the_rules() {
    let office = Office::begun();
    let mut window = office.session();
    office.run(["no-data", "2022-01"]).done();
    window.reports_mut().set_amounts(now(), month("2022-01"), texts("1a=5")).unwrap();
    assert_eq!(office.shown("2022-01")["no_data"], false, "the entry took the script's mark away");

    office.run(["set", "2022-02", "1a=5"]).done();
    assert!(
        window
            .reports_mut()
            .set_no_data(now(), month("2022-02"), true)
            .unwrap_err()
            .to_string()
            .contains("已经填了数")
    );

    office.run(["set", "2022-03", "1a=5"]).done();
    let mut unit = window.unit().unwrap().clone();
    unit.first_month = month("2022-04");
    assert!(window.set_unit(now(), unit).unwrap_err().to_string().contains("2022年1月已经填了数"));
}

#[test]
fn a_short_wait_is_not_noticed() {
    let office = Office::begun();
    let mut other = Connection::open(office.file()).unwrap();
    let writing = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let child = start(&office, ["set", "2022-01", "1a=5"]);
    thread::sleep(Duration::from_millis(300));
    assert!(office.run(["show", "2022-01"]).done().contains("已填 0/20 项"), "reading goes on meanwhile");
    writing.commit().unwrap();
    ended(child).done();
    assert_eq!(office.figure("2022-01", "1a", "month"), "5");
}

/// Takes as long as the store's patience: five seconds.
#[test]
fn a_long_wait_ends_with_a_sentence() {
    let office = Office::begun();
    let mut other = Connection::open(office.file()).unwrap();
    let writing = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let sentence = office.run(["set", "2022-01", "1a=5"]).refused();
    assert!(sentence.starts_with("另一个程序正在保存数据，刚才的内容没有保存，以前保存的都在"), "{sentence}");
    writing.commit().unwrap();
    office.run(["set", "2022-01", "1a=5"]).done();
}

/// The program is killed at any moment: what it acknowledged is there, and what is there is whole.
#[test]
fn a_killed_program_loses_nothing_it_acknowledged() {
    let office = Office::begun();
    let (mut killed, mut last) = (0, 0);
    for number in 1..=60_u64 {
        let both = [format!("1a={number}"), format!("1b={number}")];
        let mut child = start(&office, ["set", "2022-01", &both[0], &both[1], "--json"]);
        thread::sleep(Duration::from_micros(number * 400));
        child.kill().unwrap();
        let acknowledged = child.wait().unwrap().success();
        killed += u64::from(!acknowledged);
        let figures = office.shown("2022-01")["figures"].clone();
        let stands = |id: &str| figures[id]["month"].as_str().map_or(0, |text| text.parse().unwrap());
        assert_eq!(stands("1a"), stands("1b"), "both or neither");
        assert!(stands("1a") == number || (!acknowledged && stands("1a") == last), "{number}");
        last = stands("1a");
    }
    assert!(killed > 0, "none was killed in time");
}
