//! What was reported cannot be changed behind the program's back, nor damaged unseen.

use rusqlite::Connection;
use yuebao::report::Sheet;
use yuebao::session::Session;
use yuebao::store::StoreError;

use super::Records;
use super::harness::month;

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
        "UPDATE scan SET bytes = zeroblob(length(bytes)) WHERE revision = 1",
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
