//! What came in before a version of the program that reads more of it.

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use yuebao::digest::sha256;
use yuebao::session::Session;
use yuebao::store::Side;

use crate::clerk::Clerk;
use crate::district::unit_of;
use crate::drawn::{Hand, Layout, draw, right};

const JANUARY: &str = "2022-01";
const LIST: &str = "亮点项目清单（2022年1月）\n填报单位：大周镇\n实施主体,建设规模,资金来源,完成时限\n\
                    大周镇,示范点 2 处,区级财政,2022年11月15日前\n合计,2 处,,\n";

/// Where the month of a figure is kept.
const NINTH: &str = "/reports/0/figures/9/month/value";

/// A clerk with a report and a list, each in a file of its own.
fn clerk() -> Clerk {
    let clerk = Clerk::begun();
    let report = draw(&right(unit_of("小周镇"), 0), Layout::Official(Hand::Numbers));
    for (name, bytes) in [("1.xlsx", report.bytes.as_slice()), ("2.csv", LIST.as_bytes())] {
        clerk.put(name, bytes);
        clerk.take(name);
    }
    clerk
}

fn database(clerk: &Clerk) -> Connection {
    Connection::open(Side::Collation.file_in(&clerk.folder())).unwrap()
}

/// What is kept of each file, in the order in which they came.
fn readings(clerk: &Clerk) -> Vec<(u32, Value)> {
    let database = database(clerk);
    let mut query = database.prepare("SELECT reader, content FROM reading ORDER BY receipt").unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).unwrap();
    let parsed =
        rows.map(|row| row.map(|(reader, content)| (reader, serde_json::from_str(&content).unwrap())));
    parsed.collect::<Result<_, _>>().unwrap()
}

/// Puts in place of what was read what an earlier program would have read.
fn as_read_by(clerk: &Clerk, reader: u32, earlier: impl Fn(&mut Value)) {
    let database = database(clerk);
    for (receipt, (_, mut content)) in (1..).zip(readings(clerk)) {
        earlier(&mut content);
        let content = content.to_string();
        let values = params![receipt, reader, content, sha256(content.as_bytes())];
        let update = "UPDATE reading SET reader = ?2, content = ?3, digest = ?4 WHERE receipt = ?1";
        assert_eq!(database.execute(update, values).unwrap(), 1);
    }
}

fn opened(clerk: &Clerk) -> Session {
    Session::open_side(Side::Collation, &clerk.folder()).unwrap()
}

#[test]
fn a_list_that_an_earlier_program_passed_over_is_read_at_the_next_opening() {
    let clerk = clerk();
    let (before, known) = (clerk.everything(JANUARY), readings(&clerk));
    // It is told besides that the month has blanks.
    let units = |clerk: &Clerk| {
        let told = clerk.run(["export", JANUARY, "--to", ".", "--json"]).output;
        serde_json::from_str::<Value>(&told).unwrap()["projects"]["units"].clone()
    };
    as_read_by(&clerk, 1, |content| {
        let is_list = !content["lists"].is_null();
        content.as_object_mut().unwrap().remove("lists");
        if is_list {
            content["problem"] = json!("没有找到附件2的表");
        }
    });
    assert_eq!(readings(&clerk)[1].1["lists"], Value::Null);
    drop(opened(&clerk));
    assert_eq!(readings(&clerk), known, "as if it had come in today");
    assert_eq!((clerk.everything(JANUARY), units(&clerk)), (before, json!(1)));
    clerk.is_sound();
}

#[test]
fn a_line_that_is_no_project_goes_and_what_was_left_out_stays_left_out() {
    let clerk = clerk();
    let known = readings(&clerk);
    assert_eq!(known[1].1["lists"][0]["projects"].as_array().unwrap().len(), 1, "合计 is no project");
    clerk.run(["exclude", "2/0", "--reason", "是去年的"]).done();
    as_read_by(&clerk, 2, |content| {
        if let Some(Value::Array(projects)) = content.pointer_mut("/lists/0/projects") {
            let mut sum = projects[0].clone();
            sum["by"] = json!("合计");
            projects.push(sum);
        }
    });
    let session = opened(&clerk);
    assert_eq!(readings(&clerk), known);
    assert!(session.collation().inbox().is_excluded("2/0".parse().unwrap()));
    clerk.is_sound();
}

#[test]
fn a_figure_that_counts_stays_as_it_was_read() {
    let clerk = clerk();
    as_read_by(&clerk, 1, |content| {
        if let Some(value) = content.pointer_mut(NINTH) {
            *value = json!({ "Amount": "1" });
        }
    });
    let value = |clerk: &Clerk| readings(clerk)[0].1.pointer(NINTH).cloned().unwrap();
    let told = value(&clerk);
    drop(opened(&clerk));
    assert_eq!(value(&clerk), told);
    assert!(readings(&clerk).iter().all(|(reader, _)| *reader > 2), "and it is not read at every opening");
}

#[test]
fn what_cannot_be_written_is_looked_at_as_it_was_read() {
    let clerk = clerk();
    as_read_by(&clerk, 1, |_| ());
    let copy = clerk.office.home().join("别处");
    std::fs::create_dir(&copy).unwrap();
    std::fs::copy(Side::Collation.file_in(&clerk.folder()), Side::Collation.file_in(&copy)).unwrap();
    let mut rights = std::fs::metadata(&copy).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&copy, rights.clone()).unwrap();
    let session = Session::open_side(Side::Collation, &copy);
    #[expect(clippy::permissions_set_readonly_false, reason = "the folder of a test is deleted again")]
    rights.set_readonly(false);
    std::fs::set_permissions(&copy, rights).unwrap();
    assert_eq!(session.unwrap().collation().inbox().receipts.len(), 2);
}
