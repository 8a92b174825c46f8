//! A clock that jumps: a year back, a year on, as the battery of an old computer's board pleases.

use crate::harness::{Office, Ran, contents};
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

/// Runs a command at another moment.
fn at<const COUNT: usize>(office: &Office, now: &str, arguments: [&str; COUNT]) -> Ran {
    Ran::from(office.command(arguments).env("YUEBAO_NOW", now).output().unwrap())
}

const RIGHT: &str = "2022-03-20T09:00:00+08:00";
const WRONG: [(&str, &str); 3] = [
    (
        "1970-01-01T08:00:00+08:00",
        "电脑的时间是 1970年1月1日 08:00，比最后一次修改（2022年3月20日 09:00）还早",
    ),
    (
        "2035-03-20T09:00:00+08:00",
        "电脑的时间是 2035年3月20日 09:00，比最后一次修改（2022年3月20日 09:00）晚了 13 年多",
    ),
    ("9999-12-31T09:00:00+08:00", "比最后一次修改（2022年3月20日 09:00）晚了 7977 年多"),
];

/// Every command that dates something for ever asks, the doctor tells, and no change makes the wrong day right.
#[test]
fn what_is_dated_for_ever_asks_about_an_impossible_time() {
    for (wrong, told) in WRONG {
        let office = Office::begun();
        for month in ["2022-01", "2022-02"] {
            office.run(["set", month, "1a=1"]).done();
            office.run(["finalize", month, "--fill-zero"]).done();
        }
        office.run(["projects", "add", "--by", "龙沙镇", "--scale", "一处", "--due", "2022-06"]).done();
        office.run(["opening", "1a=7"]).done();
        assert_eq!(office.run(["doctor"]).code, 0);
        // As the officer goes on typing on the wrong day.
        for number in ["2", "3", "4"] {
            at(&office, wrong, ["set", "2022-03", &format!("1a={number}")]).done();
            let doctor = at(&office, wrong, ["doctor"]);
            assert_eq!(doctor.code, 1, "{}", doctor.output);
            assert!(doctor.output.contains(told), "{}", doctor.output);
        }
        let before = contents(office.data());
        for ran in [
            at(&office, wrong, ["finalize", "2022-03", "--fill-zero"]),
            at(&office, wrong, ["correct", "--reason", "x"]),
            at(&office, wrong, ["mark-sent", "2022-01"]),
            at(&office, wrong, ["send", "2022-01"]),
            at(&office, wrong, ["projects", "mark-sent"]),
            at(&office, wrong, ["summary", "2022", "--to", "."]),
        ] {
            let sentence = ran.refused();
            assert!(sentence.contains(told), "{sentence}");
            assert!(
                sentence.contains("--clock-is-right") && sentence.contains("什么都没有改动"),
                "{sentence}"
            );
        }
        assert!(contents(office.data()) == before, "nothing was filled with zeros either");

        // The clock is put right: what was typed meanwhile is told, and the day in the report is asked about.
        let doctor = at(&office, RIGHT, ["doctor"]);
        assert_eq!(doctor.code, 0, "{}", doctor.output);
        assert!(
            doctor.output.contains("！ 电脑的时间是 2022年3月20日 09:00；修改记录里有 3 条的时间"),
            "{}",
            doctor.output
        );
        let sentence = at(&office, RIGHT, ["finalize", "2022-03", "--fill-zero"]).refused();
        assert!(sentence.contains("2022年3月的填报时间是") && sentence.contains("yuebao date"), "{sentence}");
        at(&office, RIGHT, ["date", "2022-03", "2022-03-20"]).done();
        at(&office, RIGHT, ["finalize", "2022-03", "--fill-zero"]).done();
        at(&office, RIGHT, ["correct", "--reason", "x"]).done();
        assert_eq!(office.shown("2022-03")["finalized_at"], "2022-03-20T09:00:00+08:00");
    }
}

/// The clock was wrong from the first day on, so that nothing in the records speaks against it.
#[test]
fn a_clock_that_was_always_wrong_is_found_by_the_notice() {
    for (wrong, told) in [
        ("1970-01-01T08:00:00+08:00", "比通知要求填报的日子（2022年1月1日）还早"),
        ("2035-03-20T09:00:00+08:00", "比通知要求填报的日子（2023年12月31日）晚了 11 年多"),
        ("9999-12-31T09:00:00+08:00", "比通知要求填报的日子（2023年12月31日）晚了 7976 年多"),
    ] {
        let office = Office::new();
        at(&office, wrong, crate::harness::init("township", "2022-01")).done();
        at(&office, wrong, ["set", "2022-01", "1a=1"]).done();
        at(&office, wrong, ["backup"]).done();
        let sentence = at(&office, wrong, ["finalize", "2022-01", "--fill-zero"]).refused();
        assert!(sentence.contains(told), "{sentence}");
        assert_eq!(at(&office, wrong, ["doctor"]).code, 1);
    }
}

/// The officer's word is remembered, and the next step is not asked about.
#[test]
fn a_time_that_is_confirmed_is_not_asked_about_again() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=1"]).done();
    office.run(["backup"]).done();
    let years_later = "2025-06-20T09:00:00+08:00";
    at(&office, years_later, ["set", "2022-02", "1a=1"]).done();
    let asked = at(&office, years_later, ["finalize", "2022-01", "--fill-zero"]).refused();
    assert!(asked.contains("晚了 3 年多"), "{asked}");
    at(&office, years_later, ["finalize", "2022-01", "--fill-zero", "--clock-is-right"]).done();
    at(&office, years_later, ["mark-sent", "2022-01"]).done();
    at(&office, "2025-07-01T09:00:00+08:00", ["set", "2022-03", "1a=1"]).done();
    at(&office, "2025-07-01T09:00:00+08:00", ["finalize", "2022-03", "--fill-zero"]).done();
    assert_eq!(at(&office, "2025-07-01T09:00:00+08:00", ["doctor"]).code, 0);
}

/// The computer's own clock, which nothing stands in for: the program cannot be used before it was made.
#[test]
fn the_computers_own_clock_is_compared_with_the_programs_day() {
    let ran = |office: &Office, seconds: &str, arguments: &[&str]| {
        let mut command = office.command([]);
        command.args(arguments).env_remove("YUEBAO_NOW").env("TZ", "Asia/Shanghai");
        command.env("LD_PRELOAD", crate::disk::library()).env("CLOCK_AT", seconds);
        Ran::from(command.output().unwrap())
    };
    let day =
        |text: &str| text.parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap().timestamp().to_string();
    let begins = |office: &Office, day: &str| {
        ran(office, day, &crate::harness::init("township", "2022-01")).done();
        ran(office, day, &["set", "2022-01", "1a=1"]).done();
        ran(office, day, &["finalize", "2022-01", "--fill-zero"])
    };
    let (office, early) = (Office::new(), day("2024-05-20T09:00:00+08:00"));
    let told = "电脑的时间是 2024年5月20日 09:00，比这个版本的软件做好的日子（20";
    let sentence = begins(&office, &early).refused();
    assert!(sentence.contains(told), "{sentence}");
    assert!(ran(&office, &early, &["doctor"]).output.contains(told));

    // Whoever installs it two years after it was made is not asked, and whoever does so after a century is.
    let made = yuebao::clock::released().unwrap();
    for (years, asked) in [(2, false), (100, true)] {
        let later = made.checked_add_months(chrono::Months::new(12 * years)).unwrap();
        let begun = begins(&Office::new(), &day(&format!("{later}T09:00:00+08:00")));
        assert_eq!(begun.code == 1, asked, "{begun:?}");
    }
}
