//! A clock that jumps: a year back, a year on, as the battery of an old computer's board pleases.

use crate::harness::{Office, Ran};
use crate::writer::Chance;

#[test]
fn a_clock_set_back_a_year_changes_no_number() {
    const TRIALS: u64 = 40;
    let mut chance = Chance::new("clock");
    let office = Office::begun();
    let years = ["2021", "2022", "2023", "2020", "2038"];
    let at = |year: &str, arguments: [&str; 3]| {
        let now = format!("{year}-03-20T09:00:00+08:00");
        Ran::from(office.command(arguments).env("YUEBAO_NOW", now).output().unwrap())
    };
    for number in 1..=TRIALS {
        let year = years[chance.below(years.len())];
        at(year, ["set", "2022-01", &format!("1a={number}")]).done();
        at(year, ["backup", "--data", office.data().to_str().unwrap()]).done();
        assert_eq!(office.figure("2022-01", "1a", "month"), number.to_string());
        assert_eq!(
            office.shown("2022-01")["filled_on"],
            format!("{year}-03-20"),
            "the day of the last change"
        );
    }
    // The last state is among the backups, whatever they are dated.
    let told = at("2022", ["backup", "--data", office.data().to_str().unwrap()]).done();
    assert!(told.starts_with("没有变化，已有备份："), "{told}");
    let backups = office.session().backups().list().unwrap();
    println!("clock: {TRIALS} trials over {} years, {} backups kept", years.len(), backups.len());
    assert!(backups.iter().all(|backup| backup.readable));
}
