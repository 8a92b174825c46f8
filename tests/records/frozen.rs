//! What was reported cannot be changed behind the program's back, nor damaged unseen.

use std::fs;

use rusqlite::Connection;
use yuebao::keeping::{BackUp, KeepingError};
use yuebao::report::Sheet;
use yuebao::session::Session;
use yuebao::store::StoreError;

use super::harness::{month, now, overwrite, texts};
use super::{Records, SCAN};

fn reported() -> Records {
    Records::of_a_quarter()
}

#[test]
fn the_database_itself_refuses_to_change_a_report() {
    let records = reported();
    let connection = Connection::open(records.office.file()).unwrap();
    for statement in [
        "UPDATE revision SET content = '{}'",
        "DELETE FROM revision",
        "UPDATE sending SET how = ''",
        "DELETE FROM sending",
        "UPDATE document SET bytes = x''",
        "DELETE FROM document",
        "UPDATE scan SET bytes = x''",
        "DELETE FROM scan",
        "INSERT INTO scan (revision, name, bytes, digest) VALUES (2, 'x.pdf', x'', '')",
        "UPDATE change SET after = ''",
        "DELETE FROM change",
    ] {
        let refused = connection.execute(statement, []).unwrap_err().to_string();
        assert!(
            refused.contains("never changed")
                || refused.contains("put in whole")
                || refused.contains("only grows"),
            "{statement}: {refused}"
        );
    }
}

#[test]
fn damage_to_anything_that_was_reported_is_found_when_the_file_is_opened() {
    for damage in [
        "UPDATE revision SET content = replace(content, '10.00', '10.01') WHERE number = 0 AND id = 1",
        "UPDATE revision SET person = '李四' WHERE id = 1",
        "UPDATE revision SET at = replace(at, '2022-03-20', '2022-03-21') WHERE id = 1",
        "UPDATE revision SET digest = replace(digest, substr(digest, 1, 1), 'x') WHERE id = 1",
        "DELETE FROM revision WHERE id = 3",
        "UPDATE sending SET recipient = '别处' WHERE revision = 1",
        "DELETE FROM sending WHERE revision = 1",
        "UPDATE document SET bytes = zeroblob(length(bytes)) WHERE id = 1",
        "UPDATE document SET name = 'x.xlsx' WHERE id = 1",
        "DELETE FROM document WHERE id = 1",
        "UPDATE scan SET name = 'x.pdf' WHERE revision = 1",
        "DELETE FROM scan WHERE revision = 1",
        "UPDATE report SET state = 'final' WHERE month = '2022-01'",
        "UPDATE report SET state = NULL WHERE month = '2022-03'",
        "UPDATE report SET reason = 'x' WHERE month = '2022-03'",
        "INSERT INTO adjustment (report, figure, text) VALUES (1, '2a', '-1.00 x')",
        "INSERT INTO explanation (report, subject, text) VALUES (1, 'blank@2a', 'x')",
    ] {
        let Records { office, session } = reported();
        drop(session);
        let connection = Connection::open(office.file()).unwrap();
        let triggers: Vec<String> = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        for trigger in triggers {
            connection.execute(&format!("DROP TRIGGER {trigger}"), []).unwrap();
        }
        connection.pragma_update(None, "foreign_keys", "OFF").unwrap();
        assert_eq!(connection.execute(damage, []).unwrap(), 1, "{damage}");
        drop(connection);
        let refused = Session::open(office.data()).unwrap_err();
        assert!(
            matches!(refused, yuebao::error::Error::Store(StoreError::Damaged(_))),
            "{damage}: {refused:?}"
        );
    }
}

/// No start reads the scans, so that it does not get longer with each; whoever reads one is told.
#[test]
fn a_damaged_scan_is_told_and_stops_nothing_else() {
    let Records { office, mut session } = reported();
    let backup = match session.back_up(now()).unwrap().remove(0) {
        BackUp::Written(path) => path,
        other => panic!("{other:?}"),
    };
    let right = session.sheet(month("2022-03")).unwrap();
    drop(session);
    let mut bytes = fs::read(office.file()).unwrap();
    let scan = bytes.windows(SCAN.len()).position(|window| window == SCAN).unwrap();
    bytes[scan + 1] ^= 1;
    overwrite(&office.file(), &bytes);

    let mut session = office.session();
    assert_eq!(session.sheet(month("2022-03")).unwrap(), right);
    let told = session.scan(month("2022-01"), None).unwrap_err().to_string();
    assert!(told.starts_with("2022年1月的扫描件在数据文件里已损坏，没有取出来"), "{told}");
    let findings = session.doctor(now()).unwrap();
    assert!(findings.iter().any(|finding| finding.sentence == told), "{findings:?}");
    session.set_amounts(now(), month("2022-04"), texts("2a=1")).unwrap();
    let refused = session.back_up(now()).unwrap().remove(0);
    assert!(matches!(refused, BackUp::Failed(KeepingError::DataDamaged(_))), "{refused:?}");

    let restored = session.restore(now(), &backup).unwrap();
    assert!(restored.set_aside.is_some(), "what had been typed since is kept");
    assert_eq!(session.scan(month("2022-01"), None).unwrap().unwrap().file.bytes, SCAN);
    overwrite(&office.home().join("damaged.sqlite"), &bytes);
    let told = session.preview(&office.home().join("damaged.sqlite")).unwrap_err().to_string();
    assert!(told.contains("已损坏，不能用它恢复"), "{told}");
}

/// A report that an earlier version froze is read by every later one.
#[test]
fn the_first_frozen_reports_can_still_be_read() {
    let sheet = Sheet::thawed(include_str!("frozen_report.json").trim_end()).unwrap();
    assert_eq!((sheet.month, sheet.revision, sheet.to_fill), (month("2022-02"), 1, 20));
    assert_eq!(sheet.explanations().count(), 1);
    let adjusted = sheet.cell("2a".parse().unwrap()).unwrap();
    assert_eq!(adjusted.total.amount.unwrap().to_string(), "108.50");
    assert_eq!(adjusted.total.adjustment.as_ref().unwrap().reason, "纸质台账多加");
}
