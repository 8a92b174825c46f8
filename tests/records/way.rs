//! The way from 定稿 to 已报送: step by step, left out by a key, taken up again another day.

use yuebao::output::document::Fonts;
use yuebao::session::NextStep;

use super::harness::{month, now};
use super::{Records, SCAN};

const MARCH: &str = "2022-03";

fn march() -> Records {
    let mut records = Records::of(&["2022-01", "2022-02", MARCH]);
    records.finalize(MARCH);
    records
}

/// The steps of the way: done, left out, or still ahead.
fn way(records: &Records) -> String {
    let sign = |done, skipped| match (done, skipped) {
        (true, _) => '+',
        (false, true) => '-',
        (false, false) => '.',
    };
    records.rail(MARCH).way.iter().map(|step| sign(step.done, step.skipped)).collect()
}

#[test]
fn each_step_is_seen_to_be_done() {
    let mut records = march();
    let next = |records: &Records| records.rail(MARCH).next_step;
    assert_eq!((next(&records), way(&records).as_str()), (NextStep::Print, "...."));
    records.session.sending_files(now(), month(MARCH), Fonts::system()).unwrap();
    assert_eq!(way(&records), "....", "a file that was drawn is not yet printed");
    records.session.note_done(month(MARCH), NextStep::Print).unwrap();
    assert_eq!((next(&records), way(&records).as_str()), (NextStep::Attach, "+..."));
    records.session.attach_scan(now(), month(MARCH), SCAN.to_vec()).unwrap();
    assert_eq!((next(&records), way(&records).as_str()), (NextStep::Export, "++.."));
    records.session.note_done(month(MARCH), NextStep::Export).unwrap();
    assert_eq!((next(&records), way(&records).as_str()), (NextStep::Send, "+++."));
    records.session.note_done(month(MARCH), NextStep::Send).unwrap();
    assert_eq!((next(&records), way(&records).as_str()), (NextStep::MarkSent, "++++"));
    records.send(MARCH);
    assert_eq!((next(&records), way(&records).as_str()), (NextStep::Nothing, ""));
}

#[test]
fn a_step_left_out_stays_so_the_next_day_and_can_still_be_taken() {
    let records = march();
    for step in NextStep::ON_THE_WAY {
        assert_eq!(records.rail(MARCH).next_step, step);
        records.session.skip_step(month(MARCH), step).unwrap();
    }
    let mut records = records.reopened();
    assert_eq!((records.rail(MARCH).next_step, way(&records).as_str()), (NextStep::MarkSent, "----"));
    records.session.attach_scan(now(), month(MARCH), SCAN.to_vec()).unwrap();
    assert_eq!(way(&records), "-+--");
    // A 更正 goes the whole way anew.
    records.reopen(MARCH);
    assert_eq!(way(&records), "");
    records.finalize(MARCH);
    assert_eq!((records.rail(MARCH).next_step, way(&records).as_str()), (NextStep::Print, "...."));
    assert!(records.session.scan(month(MARCH), None).unwrap().is_none(), "it is another page");
    assert!(records.session.scan(month(MARCH), Some(0)).unwrap().is_some(), "the first one keeps its own");
}

#[test]
fn before_the_report_is_final_there_is_no_way() {
    let records = Records::of(&["2022-01"]);
    assert_eq!(records.session.skip_step(month("2022-01"), NextStep::Print).unwrap_err().code(), "not_final");
    assert!(records.rail("2022-01").way.is_empty());
}
