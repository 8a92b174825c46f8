//! The journey of the data from every earlier schema to the newest.
//!
//! `fixtures/schema_N.sql` is a database as the program of that time left it, as text. For a new schema run
//! `cargo test --test faults write_missing_fixtures -- --ignored` once; a fixture that exists is never changed.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;
use yuebao::session::Session;
use yuebao::store::Side;

use crate::harness::{Office, overwrite};

fn fixture(schema: u32) -> PathBuf {
    PathBuf::from(format!("{}/tests/faults/fixtures/schema_{schema}.sql", env!("CARGO_MANIFEST_DIR")))
}

/// The schema of this version of the program.
fn newest() -> u32 {
    let office = Office::begun();
    let connection = Connection::open(office.file()).unwrap();
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// An office whose data was written by an earlier version.
fn office_of(schema: u32) -> Office {
    let office = Office::new();
    fs::create_dir(office.data()).unwrap();
    let text = fs::read_to_string(fixture(schema)).unwrap_or_else(|_| {
        panic!(
            "schema {schema} has no fixture; run cargo test --test faults write_missing_fixtures -- --ignored"
        )
    });
    Connection::open(office.file()).unwrap().execute_batch(&text).unwrap();
    office
}

#[test]
fn every_earlier_schema_comes_to_the_newest_with_every_number() {
    let newest = newest();
    for schema in 1..=newest {
        let office = office_of(schema);
        let old = fs::read(office.file()).unwrap();
        assert_eq!(office.run(["unit", "--json"]).json()["name"], "龙沙镇", "schema {schema}");
        assert_eq!(office.figure("2022-02", "1a", "month"), "8");
        assert_eq!(office.figure("2022-02", "1a", "total"), "228");
        assert_eq!(office.figure("2022-04", "6", "total"), "12.34");
        assert_eq!(office.shown("2022-03")["no_data"], true);
        assert_eq!(
            office.shown("2022-04")["figures"]["4"]["text"],
            "约12吨",
            "what could not be read is kept"
        );
        let connection = Connection::open(office.file()).unwrap();
        let reached: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(reached, newest);

        let set_aside = office.session().backups().list().unwrap();
        if schema == newest {
            assert!(set_aside.is_empty(), "nothing was converted");
            continue;
        }
        assert_eq!(set_aside.len(), 1);
        assert_eq!(set_aside[0].label, "升级前");
        let aside = Connection::open(&set_aside[0].path).unwrap();
        let kept: u32 = aside.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(kept, schema, "as it was before");
        assert!(office.run(["restore", &set_aside[0].name]).code == 0, "and it can be brought back");
        assert_eq!(office.figure("2022-02", "1a", "total"), "228");

        refuses_without_a_copy(schema, &old);
    }
    println!("upgrade: {newest} schemas, each to the newest with every number");
}

/// A version of the program kept files in the database itself.
#[test]
fn a_scan_that_the_database_held_lies_beside_it_afterwards() {
    let office = Office::new();
    fs::create_dir(office.data()).unwrap();
    let text = include_str!("fixtures/schema_6_with_a_scan.sql");
    Connection::open(office.file()).unwrap().execute_batch(text).unwrap();
    let january = crate::harness::month("2022-01");
    let scan = |session: &Session| session.sending().scan(january, None).unwrap().unwrap().file.bytes;
    assert_eq!(scan(&office.session()), b"%PDF-1.4 %%EOF");
    let aside = office.session().backups().list().unwrap().remove(0);
    assert_eq!(aside.label, "升级前");
    let other = Office::new();
    yuebao::session::restore_folder(other.data(), crate::harness::now(), std::path::Path::new(&aside.path))
        .unwrap();
    assert_eq!(scan(&other.session()), b"%PDF-1.4 %%EOF", "the copy from before brings its own");
}

/// If the copy cannot be made, nothing is converted.
fn refuses_without_a_copy(schema: u32, old: &[u8]) {
    let office = office_of(schema);
    overwrite(&office.data().join("backups"), b"a file where the folder should be");
    let told = office.run(["show", "2022-02"]).refused();
    assert!(told.starts_with("新版本要先备份再转换数据文件，但备份没有写成"), "{told}");
    assert!(fs::read(office.file()).unwrap()[60..64] == old[60..64], "the schema is the old one");
    fs::remove_file(office.data().join("backups")).unwrap();
    assert_eq!(office.figure("2022-02", "1a", "total"), "228");
}

/// The first fixture is a story told to the program; each later one is what the program makes of the one before.
#[test]
#[ignore = "run once for each new schema"]
fn write_missing_fixtures() {
    let newest = newest();
    if !fixture(1).exists() {
        assert_eq!(newest, 1, "the program of schema 1 is gone");
        overwrite(&fixture(1), dump(&story()).as_bytes());
    }
    if !fixture(newest).exists() {
        let office = office_of(newest - 1);
        drop(office.session());
        overwrite(&fixture(newest), dump(&office).as_bytes());
    }
}

fn story() -> Office {
    let office = Office::begun();
    office.run(["opening", "1a=100", "2a=1.5"]).done();
    office.run(["set", "2022-01", "1a=120", "2a=3.5", "2b=1"]).done();
    office.run(["set", "2022-02", "1a=7", "9=8"]).done();
    office.run(["set", "2022-02", "1a=8"]).done();
    office.run(["no-data", "2022-03"]).done();
    office.run(["set", "2022-04", "6=12.34", "18=9"]).done();
    office.run(["date", "2022-04", "2022-04-27"]).done();
    office.run(["unit", "--person", "李四"]).done();
    let mut session: Session = office.session();
    session
        .reports_mut()
        .set_figures(
            crate::harness::now(),
            crate::harness::month("2022-04"),
            crate::harness::texts("4=约12吨"),
            None,
            None,
        )
        .unwrap();
    session
        .reports_mut()
        .set_amounts(crate::harness::now(), crate::harness::month("2022-05"), crate::harness::texts("1a=5"))
        .unwrap();
    session.history_mut().undo(crate::harness::now()).unwrap();
    session.remember("export_folder", "桌面").unwrap();
    drop(session);
    office
}

/// The database as text, tables before their rows, triggers last: they would refuse the rows of the log.
fn dump(office: &Office) -> String {
    let connection = Connection::open(office.data().join(Side::Reporting.file_name())).unwrap();
    // A table may come before the one that it refers to.
    let mut text = String::from("PRAGMA foreign_keys = OFF;\n");
    for pragma in ["application_id", "user_version"] {
        let value: i64 = connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
        writeln!(text, "PRAGMA {pragma} = {value};").unwrap();
    }
    let objects = |kinds: &str| -> Vec<(String, String)> {
        let query = format!(
            "SELECT name, sql FROM sqlite_schema WHERE type IN ({kinds}) AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        );
        let mut statement = connection.prepare(&query).unwrap();
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    for (table, sql) in objects("'table'") {
        writeln!(text, "\n{sql};").unwrap();
        let columns = connection.prepare(&format!("SELECT * FROM {table}")).unwrap().column_count();
        let mut rows = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let names: Vec<String> =
            rows.column_names().into_iter().map(|name| format!("quote(\"{name}\")")).collect();
        let quoted = format!("SELECT {} FROM {table}", names.join(", "));
        rows = connection.prepare(&quoted).unwrap();
        let mut found = rows.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let values: Vec<String> = (0..columns).map(|column| row.get(column).unwrap()).collect();
            writeln!(text, "INSERT INTO {table} VALUES ({});", values.join(", ")).unwrap();
        }
    }
    for (_, sql) in objects("'index', 'trigger'") {
        writeln!(text, "\n{sql};").unwrap();
    }
    text
}
