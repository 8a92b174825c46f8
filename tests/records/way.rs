//! The way from 定稿 to 已报送: step by step, left out by a key, taken up again another day.

use std::fs;

use yuebao::output::document::Fonts;
use yuebao::output::print::Printed;
use yuebao::session::{Handled, NextStep, StepState};

use super::harness::{month, now};
use super::{Records, SCAN};

const MARCH: &str = "2022-03";

fn march() -> Records {
    let mut records = Records::of(&["2022-01", "2022-02", MARCH]);
    records.finalize(MARCH);
    records
}

/// The steps of the way: done, begun, left out, or still ahead.
fn way(records: &Records) -> String {
    let sign = |state| match state {
        StepState::Done => '+',
        StepState::Begun => '~',
        StepState::Skipped => '-',
        StepState::Ahead => '.',
    };
    records.rail(MARCH).way.iter().map(|step| sign(step.state)).collect()
}

fn handled(records: &Records, handled: &Handled) {
    records.session.note_handled(month(MARCH), handled).unwrap();
}

/// What is said of one step of the way.
fn said(records: &Records, step: NextStep) -> String {
    let way = records.rail(MARCH).way;
    way.into_iter().find(|one| one.step == step).unwrap().said
}

#[test]
fn each_step_is_seen_to_be_done() {
    let mut records = march();
    let next = |records: &Records| records.rail(MARCH).next_step;
    let seen = |records: &Records| (next(records), way(records));
    assert_eq!(seen(&records), (NextStep::Print, ".....".into()));
    records.session.sending_files(now(), month(MARCH), Fonts::system()).unwrap();
    assert_eq!(way(&records), ".....", "a file that was drawn is not yet printed");
    handled(&records, &Handled::Printed(Printed::Queued { printer: "三楼".into() }));
    assert_eq!(seen(&records), (NextStep::Attach, "~....".into()), "nobody here sees the seal");
    records.session.attach_scan(now(), month(MARCH), SCAN.to_vec()).unwrap();
    assert_eq!(seen(&records), (NextStep::Export, "++...".into()), "the scan shows that it was printed");
    handled(&records, &Handled::Exported);
    assert_eq!(seen(&records), (NextStep::Send, "+++..".into()));
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("龙沙镇.eml");
    handled(&records, &Handled::Drafted(draft.clone()));
    assert_eq!(seen(&records), (NextStep::MarkSent, "+++~.".into()), "a draft is not sent");
    assert_eq!(said(&records, NextStep::Send), "已写好草稿");
    assert!(records.rail(MARCH).next_hint.starts_with("草稿还没有发出：打开它"));
    assert_eq!(records.session.draft(month(MARCH)).unwrap_err().code(), "draft_gone");
    fs::write(&draft, "X-Unsent: 1").unwrap();
    assert_eq!(records.session.draft(month(MARCH)).unwrap(), draft);
    records.send(MARCH);
    assert_eq!(seen(&records), (NextStep::Nothing, String::new()));
    assert_eq!(records.rail(MARCH).draft, None);
}

#[test]
fn no_step_claims_what_did_not_happen() {
    let records = march();
    for (printed, words) in [
        (Printed::Opened, "已打开 PDF"),
        (Printed::Asked, "已交去打印"),
        (Printed::Queued { printer: "三楼".into() }, "已送打印机"),
        // What is known tells more than what came after it.
        (Printed::Opened, "已送打印机"),
    ] {
        handled(&records, &Handled::Printed(printed));
        assert_eq!((said(&records, NextStep::Print).as_str(), way(&records).as_str()), (words, "~...."));
    }
    handled(&records, &Handled::TakenOut);
    assert_eq!((said(&records, NextStep::Send).as_str(), way(&records).as_str()), ("已取出附件", "~..~."));
    records.session.skip_step(month(MARCH), NextStep::Attach).unwrap();
    handled(&records, &Handled::Exported);
    assert!(records.rail(MARCH).next_hint.starts_with("附件还没有发出"));
}

#[test]
fn what_an_earlier_version_ticked_is_not_taken_for_more_than_it_was() {
    let records = march();
    records.session.remember("way_2022-03_0", "print_done attach export_done send_done").unwrap();
    assert_eq!(way(&records), "~-+~.");
    assert_eq!(records.rail(MARCH).next_step, NextStep::MarkSent);
}

#[test]
fn a_step_left_out_stays_so_the_next_day_and_can_still_be_taken() {
    let records = march();
    for step in NextStep::ON_THE_WAY {
        assert_eq!(records.rail(MARCH).next_step, step);
        records.session.skip_step(month(MARCH), step).unwrap();
    }
    let mut records = records.reopened();
    assert_eq!((records.rail(MARCH).next_step, way(&records).as_str()), (NextStep::MarkSent, "----."));
    records.session.attach_scan(now(), month(MARCH), SCAN.to_vec()).unwrap();
    assert_eq!(way(&records), "-+--.");
    // A 更正 goes the whole way anew.
    records.reopen(MARCH);
    assert_eq!(way(&records), "");
    records.finalize(MARCH);
    assert_eq!((records.rail(MARCH).next_step, way(&records).as_str()), (NextStep::Print, "....."));
    assert!(records.session.scan(month(MARCH), None).unwrap().is_none(), "it is another page");
    assert!(records.session.scan(month(MARCH), Some(0)).unwrap().is_some(), "the first one keeps its own");
}

#[test]
fn before_the_report_is_final_there_is_no_way() {
    let records = Records::of(&["2022-01"]);
    assert_eq!(records.session.skip_step(month("2022-01"), NextStep::Print).unwrap_err().code(), "not_final");
    assert!(records.rail("2022-01").way.is_empty());
}
