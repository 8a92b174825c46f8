//! The files of a report: kept once they have left, beside the database, and told when one of them is lost.

use std::fs;
use std::path::PathBuf;

use yuebao::backup::{BackUp, Health, Topic};
use yuebao::digest::sha256;
use yuebao::output::document::Fonts;
use yuebao::output::print::Printed;
use yuebao::report::State;
use yuebao::session::{Handled, NextStep, Session, restore_folder};
use yuebao::store::FILES_FOLDER;
use yuebao::unit::UnitKind;

use super::harness::{Office, month, now, overwrite, unit};
use super::{Records, SCAN};

/// Another sealed page.
const OTHER: &[u8] = b"%PDF-1.4 another %%EOF";

fn kept(office: &Office, bytes: &[u8]) -> PathBuf {
    office.data().join(FILES_FOLDER).join(sha256(bytes))
}

fn in_backups(office: &Office) -> PathBuf {
    office.data().join("backups").join(FILES_FOLDER)
}

fn scan_of_january(session: &Session) -> Result<Vec<u8>, String> {
    let scan = session.sending().scan(month("2022-01"), None);
    scan.map(|scan| scan.unwrap().file.bytes).map_err(|error| error.to_string())
}

/// What the doctor says of kept files.
fn doctor(session: &Session) -> (Health, String) {
    let findings = session.backups().apart().unwrap().doctor(now(), None);
    let told = findings.into_iter().find(|finding| finding.topic == Topic::Files).unwrap();
    (told.health, told.sentence)
}

#[test]
fn kept_files_lie_beside_the_database_and_it_does_not_grow_with_them() {
    let Records { office, mut session } = Records::of_a_quarter();
    let size = || {
        fs::metadata(office.file()).unwrap().len()
            + fs::metadata(office.data().join("yuebao.sqlite-wal")).unwrap().len()
    };
    let before = size();
    let mut large = vec![b' '; 5 << 20];
    large[..8].copy_from_slice(b"%PDF-1.4");
    large.extend(b"%%EOF");
    session.sending_mut().attach_scan(now(), month("2022-03"), large.clone()).unwrap();
    assert!(size() - before < 100_000, "{} to {}", before, size());
    assert_eq!(fs::read(kept(&office, &large)).unwrap(), large);
    session.sending_mut().attach_scan(now(), month("2022-03"), OTHER.to_vec()).unwrap();
    assert!(!kept(&office, &large).exists(), "what was replaced is gone");
    session.sending_mut().remove_scan(now(), month("2022-03")).unwrap();
    assert!(!kept(&office, OTHER).exists());
    assert_eq!(scan_of_january(&session).unwrap(), SCAN);
}

#[test]
fn the_same_file_of_two_reports_stays_for_the_other() {
    let Records { office, mut session } = Records::of_a_quarter();
    session.sending_mut().attach_scan(now(), month("2022-03"), SCAN.to_vec()).unwrap();
    session.sending_mut().remove_scan(now(), month("2022-03")).unwrap();
    assert!(kept(&office, SCAN).exists());
    assert_eq!(doctor(&session).0, Health::Good);
}

#[test]
fn a_damaged_or_missing_file_is_told_by_name_and_takes_no_figure_with_it() {
    for (damage, told) in [(Some(&b"%PDF-1.4 %%EOG"[..]), "已损坏"), (None, "不见了")] {
        let Records { office, session } = Records::of_a_quarter();
        let right = session.reports().sheet(month("2022-03")).unwrap();
        drop(session);
        let file = kept(&office, SCAN);
        damage.map_or_else(|| fs::remove_file(&file).unwrap(), |bytes| overwrite(&file, bytes));

        let session = office.session();
        assert_eq!(session.reports().sheet(month("2022-03")).unwrap(), right);
        let refused = scan_of_january(&session).unwrap_err();
        assert!(
            refused.starts_with("2022年1月存档的文件“龙沙镇_2022年01月_附件2_盖章扫描件.pdf”"),
            "{refused}"
        );
        assert!(refused.contains(told) && refused.contains("报表里的数都完好"), "{refused}");
        let (health, sentence) = doctor(&session);
        assert_eq!(health, Health::Bad);
        assert!(
            sentence.contains(&format!("2022年1月的“龙沙镇_2022年01月_附件2_盖章扫描件.pdf”{told}")),
            "{sentence}"
        );
        let done = session.backups().apart().unwrap().back_up(now()).unwrap();
        let [BackUp::Incomplete(path, problem)] = done.as_slice() else { panic!("{done:?}") };
        assert!(path.is_file() && problem.to_string().contains("盖章扫描件.pdf"), "{problem}");
    }
}

#[test]
fn a_backup_brings_back_what_was_lost() {
    let Records { office, session } = Records::of_a_quarter();
    session.backups().apart().unwrap().back_up(now()).unwrap();
    overwrite(&kept(&office, SCAN), b"damaged");
    let done = session.backups().apart().unwrap().back_up(now()).unwrap();
    assert!(matches!(done.as_slice(), [BackUp::Unchanged(_)]), "{done:?}");
    assert_eq!(scan_of_january(&session).unwrap(), SCAN);

    overwrite(&in_backups(&office).join(sha256(SCAN)), b"damaged");
    let told = session
        .backups()
        .apart()
        .unwrap()
        .doctor(now(), None)
        .into_iter()
        .find(|told| told.topic == Topic::Backups)
        .unwrap();
    assert!(told.health == Health::Bad && told.sentence.contains("盖章扫描件.pdf"), "{told:?}");
    session.backups().apart().unwrap().back_up(now()).unwrap();
    assert_eq!(fs::read(in_backups(&office).join(sha256(SCAN))).unwrap(), SCAN, "and the other way round");
}

#[test]
fn the_very_scan_that_was_sent_can_be_given_again_and_no_other() {
    let Records { office, mut session } = Records::of_a_quarter();
    overwrite(&kept(&office, SCAN), b"damaged");
    let refused = session.sending_mut().attach_scan(now(), month("2022-01"), OTHER.to_vec()).unwrap_err();
    assert_eq!(refused.code(), "scan_of_sent");
    let newest = session.history().lines(None, None).unwrap().len();
    session.sending_mut().attach_scan(now(), month("2022-01"), SCAN.to_vec()).unwrap();
    assert_eq!(scan_of_january(&session).unwrap(), SCAN);
    assert_eq!(session.history().lines(None, None).unwrap().len(), newest, "nothing changed in the records");
}

#[test]
fn a_report_whose_kept_workbook_is_lost_is_drawn_again() {
    let mut records = Records::of_a_quarter();
    let march = month("2022-03");
    let file = records.export(march);
    overwrite(&kept(&records.office, &file.bytes), b"damaged");
    assert_eq!(records.export(march).bytes, file.bytes);
    assert_eq!(fs::read(kept(&records.office, &file.bytes)).unwrap(), file.bytes, "and kept again");
}

#[test]
fn files_lie_once_beside_all_backups_and_go_with_the_last_that_names_them() {
    let Records { office, mut session } = Records::of_a_quarter();
    session.backups().apart().unwrap().back_up(now()).unwrap();
    session.reports_mut().set_no_data(now(), month("2022-04"), true).unwrap();
    let later = now() + chrono::Duration::minutes(5);
    session.backups().apart().unwrap().back_up(later).unwrap();
    // Beside a note for people.
    let count = || fs::read_dir(in_backups(&office)).unwrap().count() - 1;
    assert_eq!(session.backups().list().unwrap().len(), 2);
    assert_eq!(count(), 3, "the scan and two workbooks");
    // A file that no copy names goes, once it is too old to belong to a copy that is being written.
    let stray = in_backups(&office).join(sha256(OTHER));
    overwrite(&stray, OTHER);
    session.reports_mut().set_no_data(now(), month("2022-04"), false).unwrap();
    session.backups().apart().unwrap().back_up(later).unwrap();
    assert!(stray.exists());
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(10 * 365 * 24);
    fs::File::options().write(true).open(&stray).unwrap().set_modified(long_ago).unwrap();
    session.reports_mut().set_no_data(now(), month("2022-04"), true).unwrap();
    session.backups().apart().unwrap().back_up(later).unwrap();
    assert_eq!(count(), 3);
}

#[test]
fn a_restore_and_a_rescue_bring_the_files_along() {
    let Records { office, session } = Records::of_a_quarter();
    let stick = office.home().join("stick");
    fs::create_dir(&stick).unwrap();
    let BackUp::Written(backup) = session.backups().apart().unwrap().back_up_to(now(), &stick).unwrap()
    else {
        panic!()
    };
    let other = Office::new();
    assert!(restore_folder(other.data(), now(), &backup).unwrap().lost.is_empty());
    assert_eq!(scan_of_january(&other.session()).unwrap(), SCAN);

    let damaged = Office::new();
    fs::create_dir(damaged.data()).unwrap();
    overwrite(&damaged.file(), b"text");
    assert!(restore_folder(damaged.data(), now(), &backup).unwrap().lost.is_empty());
    assert_eq!(scan_of_january(&damaged.session()).unwrap(), SCAN);

    // Only the file was taken along, not the folder beside it.
    let alone = office.home().join("alone.sqlite");
    fs::copy(&backup, &alone).unwrap();
    let third = Office::new();
    let lost = restore_folder(third.data(), now(), &alone).unwrap().lost;
    assert_eq!(lost.len(), 3);
    assert!(lost[0].contains("不见了"), "{lost:?}");
    let session = third.session();
    assert_eq!(session.reports().sheet(month("2022-01")).unwrap().revision, 0);
    // The folder comes later.
    assert!(restore_folder(third.data(), now(), &backup).unwrap().lost.is_empty());
    assert_eq!(scan_of_january(&third.session()).unwrap(), SCAN);
}

/// Several offices may share a stick, copies get other names, and somebody may have data there.
#[test]
fn a_backup_deletes_no_file_that_another_database_names() {
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(10 * 365 * 24);
    let Records { office, session } = Records::of_a_quarter();
    let stick = office.home().join("stick");
    fs::create_dir(&stick).unwrap();
    let BackUp::Written(backup) = session.backups().apart().unwrap().back_up_to(now(), &stick).unwrap()
    else {
        panic!()
    };
    let renamed = stick.join("年初留底.db");
    fs::copy(&backup, &renamed).unwrap();
    fs::remove_file(&backup).unwrap();
    let scan = stick.join(FILES_FOLDER).join(sha256(SCAN));
    let age = || fs::File::options().write(true).open(&scan).unwrap().set_modified(long_ago).unwrap();
    age();
    let other = Office::begun();
    other.session().backups().apart().unwrap().back_up_to(now(), &stick).unwrap();
    assert!(scan.exists(), "a copy under another name");

    // What cannot be read may name anything.
    overwrite(&renamed, &fs::read(&renamed).unwrap()[..5000]);
    age();
    other.run(["set", "2022-01", "1a=1"]).done();
    other.session().backups().apart().unwrap().back_up_to(now(), &stick).unwrap();
    assert!(scan.exists());

    let refused = other.session().backups().apart().unwrap().back_up_to(now(), office.data()).unwrap_err();
    assert!(refused.to_string().contains("里放着山城月报的数据，不能再放备份"), "{refused}");
    let refused = other.session().backups().set_backup_folder(Some(office.data())).unwrap_err();
    assert!(refused.to_string().contains("里放着山城月报的数据"), "{refused}");
}

#[test]
fn a_copy_that_is_looked_at_shows_its_files_and_changes_none() {
    let Records { office, session } = Records::of_a_quarter();
    let BackUp::Written(backup) =
        session.backups().apart().unwrap().back_up_to(now(), office.home()).unwrap()
    else {
        panic!()
    };
    let looked = session.backups().look(&backup).unwrap();
    assert_eq!(scan_of_january(&looked).unwrap(), SCAN);
}

/// The name of a kept file comes from a database that may be anybody's.
#[test]
fn a_digest_that_leads_elsewhere_is_not_followed() {
    let Records { office, session } = Records::of_a_quarter();
    drop(session);
    let letter = office.home().join("letter.txt");
    overwrite(&letter, b"private");
    let connection = rusqlite::Connection::open(office.file()).unwrap();
    let trigger: String = connection
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'scan_is_never_updated'", [], |row| row.get(0))
        .unwrap();
    connection
        .execute_batch(&format!(
            "DROP TRIGGER scan_is_never_updated; UPDATE scan SET digest = '../../letter.txt'; {trigger};"
        ))
        .unwrap();
    drop(connection);
    // The log knows better; but a copy is listed, thinned out and looked for its files before it is compared with it.
    assert_eq!(Session::open(office.data()).unwrap_err().code(), "unusable");
    let copies = [office.file()];
    assert_eq!(yuebao::store::lost_beside(office.data(), &copies).len(), 1);
    let unnamed = yuebao::store::unnamed_beside(office.data()).unwrap();
    assert_eq!(unnamed, [kept(&office, SCAN)]);
    assert_eq!(fs::read(letter).unwrap(), b"private");
}

#[test]
fn a_file_is_kept_once_it_has_left_and_not_before() {
    let mut records = Records::of_a_quarter();
    let march = month("2022-03");
    let seen = |records: &Records| {
        let revision = records.session.reports().revisions(Some(march)).unwrap().pop().unwrap();
        let log = records.session.history().lines(Some(march), None).unwrap();
        (revision.documents.len(), log.iter().filter(|line| line.action == "导出").count())
    };
    let workbook = records.session.reports().workbook(now(), march, None).unwrap();
    let pdf = records.session.reports().pdf(march, None, Fonts::system()).unwrap();
    records.session.sending().letter_draft(now(), march, Fonts::system()).unwrap();
    assert_eq!(seen(&records), (0, 0), "what was drawn may never be written");
    for file in [&workbook, &pdf, &pdf] {
        records.session.sending_mut().record_handled(now(), file, &Handled::Written).unwrap();
    }
    assert_eq!(seen(&records), (2, 2), "each once");
    let draft = records.session.sending().letter_draft(now(), march, Fonts::system()).unwrap();
    records.session.sending_mut().record_handled(now(), &draft, &Handled::Written).unwrap();
    assert_eq!(seen(&records), (2, 2), "the letter has what is kept");
}

#[test]
fn what_is_in_a_letter_that_has_left_is_kept() {
    let mut records = Records::of_a_quarter();
    let march = month("2022-03");
    let draft = records.session.sending().letter_draft(now(), march, Fonts::system()).unwrap();
    records.session.sending_mut().record_handled(now(), &draft, &Handled::Written).unwrap();
    let revision = records.session.reports().revisions(Some(march)).unwrap().pop().unwrap();
    let names: Vec<&str> = revision.documents.iter().map(|document| document.name.as_str()).collect();
    assert_eq!(names, ["龙沙镇_2022年03月_附件2.xlsx", "龙沙镇_2022年03月_附件2.pdf"]);
}

#[test]
fn a_file_is_kept_with_the_very_report_it_was_drawn_of() {
    let january = month("2022-01");
    let draw = |records: &Records| records.session.reports().workbook(now(), january, None).unwrap();
    let mut others = Records::of(&["2022-01"]);
    let successor =
        yuebao::unit::Unit { person: "李四".into(), ..unit(UnitKind::from("township"), "2022-01") };
    others.session.set_unit(now(), successor).unwrap();
    others.finalize("2022-01");
    // The figures are the same, and so is what the digest of a workbook says.
    let file = draw(&others);
    let mut records = Records::of(&["2022-01"]);
    records.finalize("2022-01");
    assert_eq!(file.digest, draw(&records).digest);
    let refused = records.session.sending_mut().record_handled(now(), &file, &Handled::Exported).unwrap_err();
    assert_eq!(refused.code(), "not_recorded");
    assert!(refused.to_string().contains("已经交出去了，但没有记全"), "{refused}");
    assert!(records.session.reports().revisions(None).unwrap()[0].documents.is_empty());
    assert_eq!(records.rail("2022-01").next_step, NextStep::Print, "and nothing is noted");
}

#[test]
fn what_left_of_a_report_that_was_opened_again_is_kept_with_it_and_no_step_of_the_next() {
    let mut records = Records::of(&["2022-01"]);
    let january = month("2022-01");
    records.finalize("2022-01");
    let file = records.session.reports().workbook(now(), january, None).unwrap();
    records.reopen("2022-01");
    records.set("2022-01", "2a=11");
    records.finalize("2022-01");
    records.session.sending_mut().record_handled(now(), &file, &Handled::Exported).unwrap();
    let lines = records.session.reports().revisions(Some(january)).unwrap();
    assert_eq!(lines.iter().map(|line| line.documents.len()).collect::<Vec<_>>(), [1, 0]);
    assert!(records.rail("2022-01").steps.iter().all(|step| step.said.is_empty()));
}

#[test]
fn a_page_that_was_only_opened_is_not_kept() {
    let mut records = Records::of_a_quarter();
    let march = month("2022-03");
    let pdf = records.session.reports().pdf(march, None, Fonts::system()).unwrap();
    let kept = |records: &mut Records, printed: Printed| {
        records.session.sending_mut().record_handled(now(), &pdf, &Handled::Printed(printed)).unwrap();
        records.session.reports().revisions(Some(march)).unwrap()[0].documents.len()
    };
    assert_eq!(kept(&mut records, Printed::Opened), 0);
    assert_eq!(kept(&mut records, Printed::Asked), 1);
}

#[test]
fn what_was_sent_is_kept_with_its_files() {
    let mut records = Records::of_a_quarter();
    let march = month("2022-03");
    let file = records.export(march);
    records.send("2022-03");
    assert_eq!(records.rail("2022-03").next_step, NextStep::Nothing);
    assert_eq!(records.state("2022-03"), (State::Sent, 0));
    let again = records.session.reports_mut().mark_sent(now(), march, "", "").unwrap_err();
    assert_eq!(again.code(), "already_sent");
    assert_eq!(
        records.session.reports_mut().mark_sent(now(), month("2022-04"), "", "").unwrap_err().code(),
        "not_final"
    );

    let records = records.reopened();
    assert_eq!(records.session.reports().workbook(now(), march, None).unwrap().bytes, file.bytes);
    let lines = records.session.reports().revisions(None).unwrap();
    assert!(lines.iter().all(|line| line.documents.len() == 1), "kept even where nobody exported");
    let line = lines.last().unwrap();
    assert_eq!(line.documents[0].digest, yuebao::digest::sha256(&file.bytes));
    let sending = line.sending.as_ref().unwrap();
    assert_eq!((sending.how.as_str(), sending.recipient.as_str(), sending.at), ("邮件", "区城管局", now()));
}
