//! The list as a workbook: what is in it, and how LibreOffice prints it.

use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};
use yuebao::output::document::Fonts;
use yuebao::period::Month;
use yuebao::projects::ProjectField;
use yuebao::session::{Handled, Session};

use crate::harness::{Office, month, now};

fn session(rows: &str) -> (Office, Session) {
    let office = Office::begun();
    let mut session = office.session();
    if !rows.is_empty() {
        session.projects_mut().paste_projects(now(), None, ProjectField::By, rows).unwrap();
    }
    (office, session)
}

fn cells(bytes: Vec<u8>, sheet: usize) -> (String, calamine::Range<Data>) {
    let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let name = workbook.sheet_names()[sheet].clone();
    let range = workbook.worksheet_range(&name).unwrap();
    (name, range)
}

#[test]
fn the_blank_form_has_five_numbered_rows() {
    let (_office, session) = session("");
    let file = session.projects().workbook(now(), None).unwrap();
    assert_eq!(file.name, "龙沙镇_附件3.xlsx");
    let (name, range) = cells(file.bytes, 0);
    assert_eq!(name, "附件3");
    let text: Vec<String> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn texts_stay_texts_whatever_they_begin_with() {
    let (_office, session) = session("=1+1\t-2\t@自筹\t+长期\n");
    let (_, range) = cells(session.projects().workbook(now(), None).unwrap().bytes, 0);
    let row: Vec<&Data> = range.rows().nth(6).unwrap().iter().collect();
    let texts = ["=1+1", "-2", "@自筹", "+长期"].map(|text| Data::String(text.into()));
    assert_eq!(row, std::iter::once(&Data::Float(1.0)).chain(&texts).collect::<Vec<_>>());
}

#[test]
fn the_list_may_stand_beside_the_month() {
    let (office, session) = session("甲\t公厕\t自筹\t长期\n");
    let march = month("2022-03");
    assert!(!session.projects().goes_with_month().unwrap());
    session.projects().set_goes_with_month(true).unwrap();
    let file = session.reports().workbook(now(), march, None).unwrap();
    assert_eq!(file.name, "龙沙镇_2022年03月_附件2、附件3.xlsx");
    assert_eq!(cells(file.bytes.clone(), 0).0, "2022年3月附件2");
    let (name, range) = cells(file.bytes, 1);
    assert_eq!((name.as_str(), range.rows().nth(6).unwrap()[1].to_string().as_str()), ("附件3", "甲"));
    assert!(office.session().projects().goes_with_month().unwrap(), "it is remembered");
}

fn final_march_with_its_list() -> (Office, Session, Month) {
    let (office, mut session) = session("甲\t公厕\t自筹\t长期\n");
    let march = month("2022-03");
    session.reports_mut().fill_zero(now(), march).unwrap();
    session.reports_mut().finalize(now(), march).unwrap();
    session.projects().set_goes_with_month(true).unwrap();
    (office, session, march)
}

#[test]
fn beside_a_report_stands_the_list_as_it_is_and_each_that_left_is_kept() {
    let (_office, mut session, march) = final_march_with_its_list();
    let first = session.reports().workbook(now(), march, None).unwrap();
    session.sending_mut().record_handled(now(), &first, &Handled::Exported).unwrap();
    let kept: Vec<String> = session
        .reports()
        .revisions(Some(march))
        .unwrap()
        .remove(0)
        .documents
        .into_iter()
        .map(|file| file.name)
        .collect();
    assert_eq!(kept, ["龙沙镇_2022年03月_附件2、附件3.xlsx"], "what has left, and nothing else");

    session.projects_mut().paste_projects(now(), None, ProjectField::By, "乙\t步道\n").unwrap();
    let second = session.reports().workbook(now(), march, None).unwrap();
    assert_eq!(second.name, "龙沙镇_2022年03月_附件2、附件3_第2份.xlsx", "each that left is kept");
    session.sending_mut().record_handled(now(), &second, &Handled::Exported).unwrap();
    let again = session.reports().workbook(now(), march, None).unwrap();
    assert_eq!((again.name, &again.bytes), (second.name, &second.bytes), "and given out again");
    assert_eq!(cells(first.bytes, 1).1.rows().nth(7).unwrap()[1].to_string(), "");
    assert_eq!(cells(second.bytes, 1).1.rows().nth(7).unwrap()[1].to_string(), "乙");
    assert_eq!(
        session.reports().workbook(now(), march, Some(0)).unwrap().name,
        "龙沙镇_2022年03月_附件2.xlsx",
        "a revision leaves as it was reported"
    );
    session.reports_mut().mark_sent(now(), march, "邮件", "区城管局").unwrap();
}

#[test]
fn of_two_that_export_different_lists_at_once_both_are_kept() {
    let (_office, mut session, march) = final_march_with_its_list();
    let first = session.reports().workbook(now(), march, None).unwrap();
    session.projects_mut().paste_projects(now(), None, ProjectField::By, "乙\t步道\n").unwrap();
    // Drawn before the first one is kept, so both want the same name.
    let second = session.reports().workbook(now(), march, None).unwrap();
    assert_eq!(first.name, second.name);
    for file in [&first, &second, &first] {
        session.sending_mut().record_handled(now(), file, &Handled::Exported).unwrap();
    }
    let kept = session.reports().revisions(Some(march)).unwrap().remove(0).documents;
    let digests: Vec<&str> = kept.iter().map(|file| file.digest.as_str()).collect();
    assert_eq!(digests, [&first, &second].map(|file| yuebao::digest::sha256(&file.bytes)));
    assert!(kept[1].name.ends_with("_第2份.xlsx"), "{kept:?}");
}

#[test]
fn the_same_list_gives_the_same_file_and_a_sent_one_its_own() {
    let (_office, mut session) = session("甲\t公厕\t自筹\t长期\n");
    let first = session.projects().workbook(now(), None).unwrap();
    assert_eq!(session.projects().workbook(now(), None).unwrap(), first);
    session.projects_mut().send_projects(now()).unwrap();
    let id = session.project_list().unwrap().list[0].id;
    session.projects_mut().set_project(now(), id, vec![(ProjectField::Due, "2022年底".into())]).unwrap();
    assert_ne!(session.projects().workbook(now(), None).unwrap().digest, first.digest);
    let sent = session.projects().workbook(now(), Some(1)).unwrap();
    assert_eq!((sent.name.as_str(), sent.digest), ("龙沙镇_附件3_第1次报送.xlsx", first.digest));
}

/// A PDF's pages: their count, and their text without blanks.
fn read_pdf(name: &str, bytes: &[u8]) -> (usize, String) {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
    yuebao::output::write_file(&file, bytes).unwrap();
    let text = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    (text.matches('\u{c}').count(), text.split_whitespace().collect())
}

#[test]
fn the_pdf_has_every_row_and_its_headings_on_each_page() {
    let row = |number| format!("第{number}社区\t新建公厕{number}座\t区级财政\t长期\n");
    let (_office, session) = session(&(1..=60).map(row).collect::<Vec<_>>().concat());
    let file = session.projects().pdf(now(), None, Fonts::system()).unwrap();
    assert_eq!(file.name, "龙沙镇_附件3.pdf");
    let (pages, text) = read_pdf("projects-60-pages", &file.bytes);
    assert!((2..=5).contains(&pages), "{pages} pages");
    assert_eq!(text.matches("序号实施主体建设规模资金来源完成时限").count(), pages);
    for number in 1..=60 {
        assert!(
            text.contains(&format!("{number}第{number}社区新建公厕{number}座")),
            "row {number} is missing"
        );
    }
    assert!(!text.contains(['草', '稿']), "nothing is blank");
}

#[test]
fn a_row_never_breaks_over_a_page() {
    let row = |number: usize| {
        format!(
            "始{number}止{}终{number}末\t{}\t自筹\t长期\n",
            "社区".repeat(40),
            "公厕".repeat(9 * (number % 9))
        )
    };
    let (_office, session) = session(&(1..=40).map(row).collect::<Vec<_>>().concat());
    let file = session.projects().pdf(now(), None, Fonts::system()).unwrap();
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("projects-whole-rows.pdf");
    yuebao::output::write_file(&path, &file.bytes).unwrap();
    let text = Command::new("pdftotext").arg(&path).arg("-").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    let pages: Vec<String> =
        text.split_terminator('\u{c}').map(|page| page.split_whitespace().collect()).collect();
    assert!(pages.len() > 5, "{}", pages.len());
    for number in 1..=40 {
        let on = |mark: String| pages.iter().position(|page| page.contains(&mark)).unwrap();
        let (first, last) = (on(format!("始{number}止")), on(format!("终{number}末")));
        assert_eq!(first, last, "row {number} goes over the end of a page");
    }
}

#[test]
fn a_number_in_a_project_is_one_word_that_can_be_found() {
    let (_office, session) = session("甲\t投资 123456789012.50 元，占地 1234567890123 平方米\t自筹\t长期\n");
    let file = session.projects().pdf(now(), None, Fonts::system()).unwrap();
    let (_, text) = read_pdf("projects-numbers", &file.bytes);
    assert!(text.contains("123456789012.50") && text.contains("1234567890123"), "{text}");
    assert!(!text.contains('\u{200b}'), "{text}");
}

#[test]
fn the_pdf_of_a_blank_list_is_the_form_and_a_draft() {
    let (_office, session) = session("");
    let file = session.projects().pdf(now(), None, Fonts::system()).unwrap();
    let (pages, text) = read_pdf("projects-blank", &file.bytes);
    assert_eq!(pages, 1);
    // The mark lies across the rows, and so do its two characters in the text.
    let without_mark = text.replace(['草', '稿'], "");
    let form = "序号实施主体建设规模资金来源完成时限12345说明：1.项目数量不仅限于上表。";
    assert!(without_mark.contains(form), "{text}");
    assert!(text.contains('草') && text.contains('稿'), "{text}");
}

#[test]
fn the_longest_texts_wrap_within_the_cells_of_the_pdf() {
    let (chinese, digits) = ("长".repeat(499) + "终", "1".repeat(99) + "2");
    let (_office, session) = session(&format!("{digits}\t{chinese}\t{digits}\t长期\n"));
    let file = session.projects().pdf(now(), None, Fonts::system()).unwrap();
    let (_, text) = read_pdf("projects-long-pages", &file.bytes);
    assert_eq!(text.matches('长').count(), 500);
    assert_eq!((text.matches('终').count(), text.matches('2').count() >= 2), (1, true), "{text}");
}

/// The pages as LibreOffice prints them: their count, and their text without blanks.
fn printed(name: &str, bytes: &[u8]) -> (usize, String) {
    let run = |program: &str, arguments: &[&std::ffi::OsStr]| {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbook/fonts.conf");
        Command::new(program).env("FONTCONFIG_FILE", fonts).args(arguments).output().unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join(format!("{name}.xlsx"));
    yuebao::output::write_file(&book, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let arguments = [&profile, "--headless", "--convert-to", "pdf", "--outdir"].map(std::ffi::OsStr::new);
    run("soffice", &[&arguments[..], &[folder.path().as_os_str(), book.as_os_str()]].concat());
    let pdf = folder.path().join(format!("{name}.pdf"));
    let picture = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    run("pdftoppm", &["-r".as_ref(), "60".as_ref(), "-png".as_ref(), pdf.as_os_str(), picture.as_os_str()]);
    let text = run("pdftotext", &["-layout".as_ref(), pdf.as_os_str(), "-".as_ref()]);
    let text = String::from_utf8(text.stdout).unwrap();
    let pages = text.matches('\u{c}').count();
    (pages, text.split_whitespace().collect())
}

#[test]
fn a_long_list_runs_over_pages_with_its_headings_on_each() {
    let row =
        |number| format!("第{number}社区\t新建公厕{number}座\t区级财政\t2022年{}月底前\n", number % 12 + 1);
    let (_office, session) = session(&(1..=60).map(row).collect::<Vec<_>>().concat());
    let (pages, text) = printed("projects-60", &session.projects().workbook(now(), None).unwrap().bytes);
    assert!((2..=5).contains(&pages), "{pages} pages");
    assert_eq!(text.matches("序号实施主体建设规模资金来源完成时限").count(), pages);
    for number in 1..=60 {
        assert!(text.contains(&format!("第{number}社区新建公厕{number}座")), "row {number} is missing");
    }
    assert_eq!(text.matches("说明：1.项目数量不仅限于上表。2.各镇乡街道也需填写。").count(), 1);
}

#[test]
fn the_longest_texts_wrap_within_their_cells() {
    let texts = [100, 500, 100, 50].map(|length| "长".repeat(length - 1) + "终");
    let (_office, session) = session(&format!("{}\n甲\t公厕\t自筹\t长期\n", texts.join("\t")));
    let bytes = session.projects().workbook(now(), None).unwrap().bytes;
    let (pages, text) = printed("projects-long", &bytes);
    assert_eq!((pages, text.matches('终').count()), (1, 4), "{text}");
    assert_eq!(text.matches('长').count(), 99 + 499 + 99 + 49 + 1);
}
