//! A draft is left and taken up again, and becomes a notice in the end.

use std::path::Path;

use yuebao::blank_form::{Correction, NoticeField};
use yuebao::session::{BlankFormFiles, NoticeReview, Now, Session};

use super::drawn::as_document;
use super::truth::Example;

const NOTICE: &str = include_str!("forms/wanzhou.txt");

fn now() -> Now {
    "2022-01-20T09:00:00+08:00".parse().unwrap()
}

fn files(form: &str) -> BlankFormFiles {
    BlankFormFiles::read(vec![("通知.docx".to_owned(), as_document(form))]).unwrap()
}

fn answer(review: &NoticeReview, doubt: usize) -> Correction {
    Correction::Answer { doubt, question: review.doubts[doubt].question.clone(), reading: 0 }
}

fn left(folder: &Path) -> Option<Vec<String>> {
    Session::open(folder).unwrap().drafting().left().unwrap().map(|left| left.files)
}

#[test]
fn it_is_left_taken_up_again_and_added() {
    let folder = tempfile::tempdir().unwrap();
    let today = now().date_naive();
    let mut session = Session::open(folder.path()).unwrap();
    assert!(session.drafting_mut().review(today).unwrap().is_none());
    let review = session.drafting_mut().begin(files(NOTICE), today).unwrap();
    assert_eq!((review.open, review.can_undo), (1, false));
    assert_eq!(review.doubts[0].fields, [NoticeField::FirstMonth, NoticeField::LastMonth]);
    let shown = review.forms[0].shown.as_ref().unwrap();
    assert_eq!((shown.figures().count(), review.forms[0].rows.len()), (24, 18));
    let refused = session.drafting_mut().confirm(now()).unwrap_err();
    assert!(refused.to_string().contains("还有 1 处"), "{refused}");
    let unit = Correction::Unit { form: 0, figures: vec!["4".parse().unwrap()], text: "处".into() };
    session.drafting_mut().correct(unit, today).unwrap();
    drop(session);

    assert_eq!(left(folder.path()), Some(vec!["通知.docx".to_owned()]));
    let mut session = Session::open(folder.path()).unwrap();
    let mut drafting = session.drafting_mut();
    let review = drafting.review(today).unwrap().unwrap();
    assert_eq!(review.forms[0].rows[3].figures[0].unit, "处");
    let undone = drafting.undo(today).unwrap();
    assert_eq!((undone.forms[0].rows[3].figures[0].unit.as_str(), undone.can_redo), ("个", true));
    drafting.redo(today).unwrap();
    let answered = drafting.correct(answer(&review, 0), today).unwrap();
    assert_eq!((answered.open, answered.problem.is_none()), (0, true));
    let notice = drafting.confirm(now()).unwrap().notice;
    assert_eq!((notice.edition, notice.number.as_str()), (1, "万州城管组办发〔2022〕2号"));
    assert_eq!(notice.forms[0].find("4".parse().unwrap()).unwrap().1.unit, "处");
    assert!(session.notice_with(&notice.id).is_ok());
    assert_eq!(left(folder.path()), None, "what was added is no draft any more");
}

#[test]
fn another_office_with_the_same_number_has_a_notice_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let today = now().date_naive();
    let mut session = Session::open(folder.path()).unwrap();
    let mut ids = Vec::new();
    for form in [NOTICE.to_owned(), NOTICE.replace("万州城管组办发", "开州城管组办发")] {
        let review = session.drafting_mut().begin(files(&form), today).unwrap();
        session.drafting_mut().correct(answer(&review, 0), today).unwrap();
        ids.push(session.drafting_mut().confirm(now()).unwrap().notice.id.clone());
    }
    assert_eq!(ids, ["notice-2022-2", "notice-2022-2-2"]);
    // The same file again is the notice that was made of it, with what was answered.
    let review = session.drafting_mut().begin(files(NOTICE), today).unwrap();
    assert_eq!((review.open, review.changes.unwrap().id.as_str()), (0, "notice-2022-2"));
}

#[test]
fn a_file_that_is_gone_is_told_and_dropped_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let today = now().date_naive();
    let mut session = Session::open(folder.path()).unwrap();
    session.drafting_mut().begin(files(NOTICE), today).unwrap();
    let title = Correction::Title { form: 0, text: "月报".into() };
    session.drafting_mut().correct(title, today).unwrap();
    drop(session);
    std::fs::remove_dir_all(folder.path().join("通知的原文件")).unwrap();

    let mut session = Session::open(folder.path()).unwrap();
    let refused = session.drafting_mut().review(today).unwrap_err();
    assert!(refused.to_string().contains("“通知.docx”不在了"), "{refused}");
    let review = session.drafting_mut().begin(files(NOTICE), today).unwrap();
    assert_eq!(review.forms[0].title, "月报");
    let other = session.drafting_mut().begin(files(&NOTICE.replace("X个", "X处")), today).unwrap();
    assert_ne!(other.forms[0].title, "月报", "another file begins anew");
}

#[test]
fn what_a_notice_would_be_refused_for_leads_to_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let today = now().date_naive();
    let mut session = Session::open(folder.path()).unwrap();
    session.drafting_mut().begin(files(NOTICE), today).unwrap();
    let mut drafting = session.drafting_mut();
    // Nobody can be a part of what is counted in something else.
    let unit = Correction::Unit { form: 0, figures: vec!["2a".parse().unwrap()], text: "公斤".into() };
    let review = drafting.correct(unit, today).unwrap();
    let problem = review.problem.unwrap();
    assert_eq!((problem.form, problem.row), (Some(0), Some(2)), "{}", problem.sentence);
    let address = Correction::Notice { field: NoticeField::Address, text: "不是邮箱".into() };
    drafting.undo(today).unwrap();
    let problem = drafting.correct(address, today).unwrap().problem.unwrap();
    assert_eq!(problem.field, Some(NoticeField::Address));
    assert!(!problem.sentence.contains("recipient"), "{}", problem.sentence);
}

#[test]
fn the_files_are_drawn_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(folder.path()).unwrap();
    let form = Example::of(include_str!("forms/villages.txt")).form;
    session.drafting_mut().begin(files(form), now().date_naive()).unwrap();
    let sheets = session.drafting_mut().original().unwrap();
    let rows: Vec<_> = sheets.iter().flat_map(|sheet| &sheet.rows).collect();
    let first = rows.iter().flat_map(|row| &row.cells).find(|cell| cell.text == "清洁行动").unwrap();
    assert_eq!((first.across, first.down), (1, 3));
    let heading = rows.iter().flat_map(|row| &row.cells).find(|cell| cell.text == "当月").unwrap();
    assert_eq!((heading.across, heading.down), (2, 1));
    assert!(rows.iter().any(|row| row.is_line && row.cells[0].text.contains("石桥府发")));
}
