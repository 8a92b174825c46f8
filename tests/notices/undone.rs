//! Undo ends at an edition of the notice: what was typed before it may mean something else now.

use std::fs;

use serde_json::json;

use crate::harness::{Office, id, month, now, texts};
use crate::{file_with, row_added};
use yuebao::session::Session;
use yuebao::store::OperationKind;

fn set(session: &mut Session, items: &str) {
    session.reports_mut().set_texts(now(), OperationKind::Fill, month("2022-02"), texts(items)).unwrap();
}

fn undo(session: &mut Session) -> Option<String> {
    session.history_mut().undo(now()).unwrap().map(|undone| undone.sentence)
}

fn redo(session: &mut Session) -> Option<String> {
    session.history_mut().redo(now()).unwrap().map(|undone| undone.sentence)
}

fn text(session: &Session, figure: &str) -> String {
    session.reports().sheet(month("2022-02")).unwrap().cell(id(figure)).unwrap().month.text()
}

#[test]
fn a_number_of_another_unit_comes_back_neither_by_undo_nor_by_redo() {
    let office = Office::begun();
    let mut session = office.session();
    set(&mut session, "1a=5");
    set(&mut session, "4=120");
    set(&mut session, "4=");
    set(&mut session, "6=7");
    assert!(undo(&mut session).unwrap().contains("→ 空白"));
    let row = "/forms/0/tables/0/sections/0/rows/3";
    let path = file_with(
        &office,
        "second.json",
        &[
            ("/edition", json!(2)),
            (&format!("{row}/content"), json!("排查治理环卫设施问题X处。")),
            (&format!("{row}/figures/0/unit"), json!("处")),
        ],
    );
    session.add_notice(now(), &fs::read(path).unwrap()).unwrap();
    assert_eq!((redo(&mut session), undo(&mut session)), (None, None));
    assert_eq!(
        (text(&session, "4"), text(&session, "6"), text(&session, "1a")),
        (String::new(), String::new(), "5".to_owned())
    );
    // What is typed from then on is undone and done again.
    set(&mut session, "4=3");
    assert!(undo(&mut session).unwrap().contains("3 → 空白"));
    assert_eq!((undo(&mut session), text(&session, "4")), (None, String::new()));
    assert!(redo(&mut session).unwrap().contains("空白 → 3"));
}

#[test]
fn an_edition_that_another_program_adds_ends_undo_too_and_one_of_another_notice_does_not() {
    let office = Office::begun();
    let mut session = office.session();
    set(&mut session, "1a=5");
    office.run(["notice", "renew", "wanzhou-2022-2", "--from", "2026-11", "--to", "2027-12"]).done();
    assert!(undo(&mut session).unwrap().contains("5 → 空白"));
    set(&mut session, "1a=6");
    let path = file_with(&office, "second.json", &[("/edition", json!(2)), row_added()]);
    office.run(["notice", "add", &path]).done();
    assert_eq!((undo(&mut session), text(&session, "1a")), (None, "6".to_owned()));
}
