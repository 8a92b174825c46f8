//! The Word files and the workbooks as an independent validator of the standard (ECMA-376) reads them.
//!
//! openxml-audit is needed; `cargo xtask test` installs it.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::PathBuf;

use yuebao::output::document::Fonts;
use yuebao::output::write_file;
use yuebao::projects::Project;
use yuebao::session::{Now, Session};
use yuebao::summary::{Heading, Span};

use crate::harness::validator::findings;
use crate::harness::{Office, month, now, texts};
use crate::year::{corrected, two_years, with_gaps, with_projects, zeros};

const YEAR: Span = Span::Year(2022);

/// What somebody might paste: markup, marks that are not allowed in XML, characters of every kind, no end of a line.
const HOSTILE: &str =
    "a<b>&\"'</w:t>]]> \u{fffe}\u{ffff}𠮷😀\u{200b}\u{feff}　空  格\n（一）&amp;。\n\n  1.5\n";

fn at() -> Now {
    "2022-11-02T09:00:00+08:00".parse().unwrap()
}

/// A folder for the files of one test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("summary-validated").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// An office with whatever can be typed.
fn hostile(office: &Office) -> Session {
    let mut session = office.session();
    let amounts = texts("1a=999999999999 2a=999999999999.99 2b=0.01 8=3 16=0");
    session.reports_mut().set_amounts(now(), month("2022-03"), amounts).unwrap();
    for heading in Heading::ALL {
        session.summaries_mut().write_summary(now(), YEAR, heading, HOSTILE, None).unwrap();
    }
    let [by, scale, funds, due] =
        [HOSTILE, &"长".repeat(100), &"w<".repeat(50), "\u{fffe}长期"].map(str::to_owned);
    session.projects_mut().add_project(now(), Project { by, scale, funds, due, done_on: None }).unwrap();
    session
}

/// Offices of every kind: what they are called, a session of each, the span, and the day.
fn offices() -> Vec<(&'static str, Office, Session, Span, Now)> {
    let later: Now = "2023-12-28T09:00:00+08:00".parse().unwrap();
    let begun = |draw: fn(&Office) -> Session| {
        let office = Office::begun();
        let session = draw(&office);
        (office, session)
    };
    let (gaps_office, mut gaps) = begun(with_gaps);
    with_projects(&mut gaps);
    let (empty_office, empty) = begun(Office::session);
    let (zeros_office, zeros) = begun(zeros);
    let (corrected_office, corrected) = begun(corrected);
    let (hostile_office, hostile) = begun(hostile);
    let (department_office, department) = two_years();
    let (campaign_office, campaign) = two_years();
    vec![
        ("gaps", gaps_office, gaps, YEAR, at()),
        ("empty", empty_office, empty, YEAR, at()),
        ("zeros", zeros_office, zeros, "2022-03".parse().unwrap(), at()),
        ("corrected", corrected_office, corrected, "2022-01..2022-06".parse().unwrap(), at()),
        ("hostile", hostile_office, hostile, YEAR, at()),
        ("compared", department_office, department, Span::Year(2023), later),
        ("campaign", campaign_office, campaign, Span::Campaign, later),
    ]
}

#[test]
fn the_validator_has_nothing_to_say_of_any_word_file_or_workbook() {
    let folder = folder("all");
    let mut written = 0;
    for (what, _office, session, span, at) in offices() {
        let mut keep = |name: &str, bytes: &[u8]| {
            write_file(&folder.join(format!("{what}-{name}")), bytes).unwrap();
            written += 1;
        };
        keep("summary.docx", &session.summaries().word(at, span, Fonts::system()).unwrap().bytes);
        keep("summary.xlsx", &session.summaries().workbook(at, span).unwrap().bytes);
        keep("month.xlsx", &session.reports().workbook(at, month("2022-03"), None).unwrap().bytes);
        keep("both.xlsx", &session.reports().workbook_with_projects(at, month("2022-04")).unwrap().bytes);
        keep("projects.xlsx", &session.projects().workbook(at, None).unwrap().bytes);
        keep("matrix.xlsx", &session.reports().matrix_file(at).unwrap().bytes);
        keep("history.xlsx", &session.reports().history_file(at, None, None).unwrap().bytes);
    }
    let (looked_at, told) = findings(&folder);
    assert_eq!(looked_at, written);
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn the_validator_sees_what_the_standard_does_not_know() {
    let folder = folder("broken");
    let office = Office::begun();
    let session = with_gaps(&office);
    let sound = session.summaries().word(at(), YEAR, Fonts::system()).unwrap().bytes;
    let mut package = zip::ZipArchive::new(Cursor::new(sound)).unwrap();
    let mut broken = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).unwrap();
            bytes = text.replacen("<w:gridCol ", "<w:gridCol w:type=\"dxa\" ", 1).into_bytes();
        }
        broken.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        broken.write_all(&bytes).unwrap();
    }
    write_file(&folder.join("broken.docx"), &broken.finish().unwrap().into_inner()).unwrap();
    let (_, told) = findings(&folder);
    assert!(told.len() == 1 && told[0].contains("gridCol"), "{told:?}");
}
