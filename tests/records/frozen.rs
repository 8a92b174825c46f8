//! What was reported cannot be changed behind the program's back, nor damaged unseen.

use std::path::Path;

use rusqlite::Connection;
use yuebao::backup::{BackUp, Health, Topic};
use yuebao::error::Error;
use yuebao::report::Sheet;
use yuebao::session::Session;
use yuebao::store::StoreError;

use super::Records;
use super::harness::{month, now, past_the_triggers, texts};

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
        "UPDATE document SET name = ''",
        "DELETE FROM document",
        "UPDATE scan SET name = 'x'",
        "DELETE FROM scan",
        "INSERT INTO scan (revision, name, digest) VALUES (2, 'x.pdf', '')",
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
        "UPDATE document SET digest = '' WHERE id = 1",
        "UPDATE document SET name = 'x.xlsx' WHERE id = 1",
        "DELETE FROM document WHERE id = 1",
        "UPDATE scan SET digest = '' WHERE revision = 1",
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
        past_the_triggers(&office.file(), |connection| {
            assert_eq!(connection.execute(damage, []).unwrap(), 1, "{damage}");
        });
        let refused = Session::open(office.data()).unwrap_err();
        assert!(matches!(refused, Error::Store(StoreError::Damaged(_))), "{damage}: {refused:?}");
    }
}

/// Nothing in the tables repeats what these say: only the chain tells.
#[test]
fn a_change_to_the_past_in_the_log_is_found_when_the_file_is_opened_and_by_the_doctor() {
    let first = "(SELECT id FROM change WHERE place = 'entry' ORDER BY id LIMIT 1)";
    for damage in [
        format!("UPDATE change SET after = '864' WHERE id = {first}"),
        "UPDATE change SET before = '1' WHERE id = (SELECT max(id) FROM change WHERE before IS NOT NULL)".into(),
        "UPDATE operation SET person = '李四' WHERE id = 2".into(),
        "UPDATE operation SET at = replace(at, '2022-03-20T09', '2022-03-20T10') WHERE id = 2".into(),
        "UPDATE operation SET kind = 'paste' WHERE kind = 'fill' AND id = (SELECT min(id) FROM operation WHERE kind = 'fill')".into(),
        "UPDATE operation SET undoes = 1 WHERE id = 3".into(),
        "UPDATE operation SET digest = upper(digest) WHERE id = 3".into(),
        "UPDATE operation SET digest = NULL WHERE id = 3".into(),
        "DELETE FROM change WHERE id = (SELECT max(id) FROM change)".into(),
        "INSERT INTO change (operation, form, place, month, item, before, after)
         SELECT 2, form, place, month, item, after, before FROM change WHERE id = (SELECT min(id) FROM change WHERE before IS NULL)".into(),
    ] {
        let Records { office, mut session } = reported();
        session.reports_mut().set_amounts(now(), month("2022-04"), texts("1a=824 1b=1")).unwrap();
        session.reports_mut().set_amounts(now(), month("2022-04"), texts("1a=825")).unwrap();
        session.reports_mut().set_amounts(now(), month("2022-04"), texts("1a=824")).unwrap();
        let open = office.session();
        past_the_triggers(&office.file(), |connection| {
            assert_eq!(connection.execute(&damage, []).unwrap(), 1, "{damage}");
        });
        let told: Vec<_> = open.backups().apart().unwrap().doctor(now(), None).into_iter().filter(|told| told.topic == Topic::Data).collect();
        assert_eq!(told[0].health, Health::Bad, "{damage}: {told:?}");
        drop((open, session));
        let refused = Session::open(office.data()).unwrap_err();
        assert!(matches!(refused, Error::Store(StoreError::Damaged(_))), "{damage}: {refused:?}");
    }
}

/// The last change was taken back before: nothing in the tables misses either.
#[test]
fn an_end_that_was_cut_off_the_log_is_found() {
    let Records { office, mut session } = reported();
    session.reports_mut().set_amounts(now(), month("2022-04"), texts("1a=824")).unwrap();
    session.history_mut().undo(now()).unwrap();
    drop(session);
    past_the_triggers(&office.file(), |connection| {
        let cut = "DELETE FROM change WHERE operation >= (SELECT max(id) - 1 FROM operation);
            DELETE FROM operation WHERE id >= (SELECT max(id) - 1 FROM operation)";
        connection.execute_batch(cut).unwrap();
    });
    let refused = Session::open(office.data()).unwrap_err();
    assert!(matches!(refused, Error::Store(StoreError::Damaged(_))), "{refused:?}");
}

#[test]
fn what_another_program_adds_to_the_tables_or_takes_from_them_is_found() {
    for change in [
        "CREATE TRIGGER more AFTER INSERT ON entry BEGIN UPDATE entry SET text = '9' WHERE figure = NEW.figure; END",
        "CREATE VIEW more AS SELECT * FROM entry",
        "CREATE TABLE more (number INTEGER)",
        "CREATE INDEX more ON entry (text)",
        "DROP TRIGGER change_is_never_updated",
        "DROP INDEX change_by_place",
        "ALTER TABLE entry ADD COLUMN more TEXT",
        "DROP TRIGGER scan_is_never_updated; CREATE TRIGGER scan_is_never_updated BEFORE UPDATE ON scan BEGIN SELECT 1; END",
    ] {
        let Records { office, session } = reported();
        let backup = session.backups().apart().unwrap().back_up_to(now(), office.home()).unwrap();
        let BackUp::Written(backup) = backup else { panic!("{backup:?}") };
        let alter = |file: &Path| Connection::open(file).unwrap().execute_batch(change).unwrap();
        alter(&backup);
        let refused = office.run(["restore", backup.to_str().unwrap()]).refused();
        assert!(
            refused.contains("内部结构被别的程序改动过") && refused.contains("现在的数据没有改动"),
            "{refused}"
        );
        alter(&office.file());
        let told = session
            .backups()
            .apart()
            .unwrap()
            .doctor(now(), None)
            .into_iter()
            .find(|told| told.topic == Topic::Data)
            .unwrap();
        assert_eq!(told.health, Health::Bad, "{change}: {told:?}");
        drop(session);
        let refused = Session::open(office.data()).unwrap_err();
        assert!(matches!(refused, Error::Store(StoreError::Altered(_))), "{change}: {refused:?}");
        assert_eq!(refused.code(), "unusable", "the window offers the backups");
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
