//! The way from 定稿 to 已报送: step by step, left out by a key, taken up again another day.

use std::path::PathBuf;

use yuebao::backup::BackUp;
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

/// The steps to the bureau: done, begun, left out, or still ahead.
fn steps(records: &Records) -> String {
    let sign = |state| match state {
        StepState::Done => '+',
        StepState::Begun => '~',
        StepState::Skipped => '-',
        StepState::Ahead => '.',
    };
    records.rail(MARCH).steps.iter().map(|step| sign(step.state)).collect()
}

/// Draws what is handled so, and records it.
fn handled(records: &mut Records, handled: &Handled) {
    let (session, march) = (&mut records.session, month(MARCH));
    let file = match handled {
        Handled::Printed(_) => session.reports().pdf(march, None, Fonts::system()),
        Handled::Drafted(_) | Handled::TakenOut => {
            session.sending().letter_draft(now(), march, Fonts::system())
        }
        Handled::Exported | Handled::Written => session.reports().workbook(now(), march, None),
    };
    session.sending_mut().record_handled(now(), &file.unwrap(), handled).unwrap();
}

/// What is said of one step.
fn said(records: &Records, step: NextStep) -> String {
    let steps = records.rail(MARCH).steps;
    steps.into_iter().find(|one| one.step == step).unwrap().said
}

#[test]
fn each_step_is_seen_to_be_done() {
    let mut records = march();
    let next = |records: &Records| records.rail(MARCH).next_step;
    let seen = |records: &Records| (next(records), steps(records));
    assert_eq!(seen(&records), (NextStep::Print, ".....".into()));
    records.session.sending().files(now(), month(MARCH), Fonts::system()).unwrap();
    assert_eq!(steps(&records), ".....", "a file that was drawn is not yet printed");
    handled(&mut records, &Handled::Printed(Printed::Queued { printer: "三楼".into() }));
    assert_eq!(seen(&records), (NextStep::Attach, "~....".into()), "nobody here sees the seal");
    records.session.sending_mut().attach_scan(now(), month(MARCH), SCAN.to_vec()).unwrap();
    assert_eq!(seen(&records), (NextStep::Export, "~+...".into()), "a scan does not say what is on it");
    assert_eq!(said(&records, NextStep::Print), "已送打印机");
    handled(&mut records, &Handled::Exported);
    assert_eq!(seen(&records), (NextStep::Send, "~++..".into()));
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("龙沙镇.eml");
    handled(&mut records, &Handled::Drafted(draft.clone()));
    assert_eq!(seen(&records), (NextStep::MarkSent, "~++~.".into()), "a draft is not sent");
    assert_eq!(said(&records, NextStep::Send), "已写好草稿");
    assert!(records.rail(MARCH).next_hint.starts_with("草稿还没有发出：打开它"));
    assert_eq!(records.session.sending().draft(month(MARCH)).unwrap_err().code(), "draft_gone");
    yuebao::output::write_file(&draft, b"X-Unsent: 1").unwrap();
    assert_eq!(records.session.sending().draft(month(MARCH)).unwrap(), draft);
    records.send(MARCH);
    assert_eq!(seen(&records), (NextStep::Nothing, String::new()));
    assert_eq!(records.rail(MARCH).draft, None);
}

#[test]
fn no_step_claims_what_did_not_happen() {
    let mut records = march();
    for (printed, words) in [
        (Printed::Opened, "已打开 PDF"),
        (Printed::Asked, "已交去打印"),
        (Printed::Queued { printer: "三楼".into() }, "已送打印机"),
        // What is known tells more than what came after it.
        (Printed::Opened, "已送打印机"),
    ] {
        handled(&mut records, &Handled::Printed(printed));
        assert_eq!((said(&records, NextStep::Print).as_str(), steps(&records).as_str()), (words, "~...."));
    }
    handled(&mut records, &Handled::TakenOut);
    assert_eq!((said(&records, NextStep::Send).as_str(), steps(&records).as_str()), ("已取出附件", "~..~."));
    records.session.sending().skip_step(month(MARCH), NextStep::Attach).unwrap();
    handled(&mut records, &Handled::Exported);
    assert!(records.rail(MARCH).next_hint.starts_with("附件还没有发出"));
}

#[test]
fn a_scan_alone_says_neither_that_it_was_printed_nor_sealed() {
    let mut records = march();
    records.session.sending_mut().attach_scan(now(), month(MARCH), SCAN.to_vec()).unwrap();
    assert_eq!((steps(&records).as_str(), said(&records, NextStep::Print).as_str()), ("~+...", ""));
    assert_eq!(records.rail(MARCH).next_step, NextStep::Export, "nobody has to print what is scanned");
}

/// Writes the draft of March's letter, as the window does.
fn draft_in(records: &mut Records) -> PathBuf {
    let file = records.session.sending().letter_draft(now(), month(MARCH), Fonts::system()).unwrap();
    let path = records.office.home().join("信.eml");
    yuebao::output::write_file(&path, &file.bytes).unwrap();
    handled(records, &Handled::Drafted(path.clone()));
    path
}

#[test]
fn a_draft_goes_stale_with_its_scan_and_is_written_anew() {
    let other = [SCAN, b"\n"].concat();
    let mut records = march();
    records.session.sending().skip_step(month(MARCH), NextStep::Attach).unwrap();
    let attach = |records: &mut Records, scan: &[u8]| {
        records.session.sending_mut().attach_scan(now(), month(MARCH), scan.to_vec()).unwrap();
    };
    let is_stale = |records: &Records| {
        let rail = records.rail(MARCH);
        let refused =
            records.session.sending().draft(month(MARCH)).is_err_and(|error| error.code() == "draft_gone");
        assert_eq!((rail.draft.is_none(), rail.stale.is_some()), (refused, refused));
        refused
    };
    draft_in(&mut records);
    assert!(!is_stale(&records));
    attach(&mut records, SCAN);
    assert!(is_stale(&records), "the scan is not in it");
    assert_eq!(said(&records, NextStep::Send), "要重新生成");
    let told = records.rail(MARCH).stale.unwrap();
    assert!(
        told.starts_with("扫描件变了：先前写好的草稿、取出的附件和现在的扫描件不一致，不要再发"),
        "{told}"
    );
    assert_eq!(steps(&records), "~+...", "it is to be done once more");
    let mut records = records.reopened();
    assert!(is_stale(&records), "the next day too");
    draft_in(&mut records);
    assert!(!is_stale(&records) && steps(&records) == "~+.~.");
    attach(&mut records, SCAN);
    assert!(!is_stale(&records), "it is the same");
    attach(&mut records, &other);
    assert!(is_stale(&records), "another is in it");
    handled(&mut records, &Handled::TakenOut);
    assert_eq!((records.rail(MARCH).stale, said(&records, NextStep::Send).as_str()), (None, "已取出附件"));
    records.session.sending_mut().remove_scan(now(), month(MARCH)).unwrap();
    assert!(is_stale(&records), "one that was taken away is in the files");
    records.session.sending().skip_step(month(MARCH), NextStep::Send).unwrap();
    assert_eq!(said(&records, NextStep::Send), "跳过");
    assert!(records.rail(MARCH).stale.is_some(), "it must not be sent all the same");
    draft_in(&mut records);
    assert_eq!((records.rail(MARCH).stale, said(&records, NextStep::Send).as_str()), (None, "已写好草稿"));
}

/// A backup of everything as it stands.
fn back_up(records: &mut Records) -> PathBuf {
    let folder = tempfile::tempdir_in(records.office.home()).unwrap().keep();
    let BackUp::Written(path) =
        records.session.backups().apart().unwrap().back_up_to(now(), &folder).unwrap()
    else {
        panic!("nothing was written")
    };
    path
}

#[test]
fn after_a_restore_the_draft_of_the_withdrawn_report_is_none_of_the_new_one() {
    let mut records = Records::of(&["2022-01", "2022-02", MARCH]);
    let before = back_up(&mut records);
    records.finalize(MARCH);
    handled(&mut records, &Handled::Printed(Printed::Asked));
    let draft = draft_in(&mut records);
    let restored = records.session.backups_mut().restore(now(), &before).unwrap();

    records.set(MARCH, "2a=999");
    records.finalize(MARCH);
    let is_new = |records: &Records| {
        assert_eq!((records.rail(MARCH).revision, steps(records)), (0, ".....".into()));
        assert_eq!(records.rail(MARCH).draft, None);
        assert_eq!(records.session.sending().draft(month(MARCH)).unwrap_err().code(), "draft_gone");
    };
    is_new(&records);
    records.session.backups_mut().restore(now(), &before).unwrap();
    let later = "2022-03-21T09:00:00+08:00".parse().unwrap();
    records.session.reports_mut().finalize(later, month(MARCH)).unwrap();
    is_new(&records);

    // The very report that it was written about.
    records.session.backups_mut().restore(now(), restored.set_aside.unwrap().as_ref()).unwrap();
    assert_eq!(
        (steps(&records).as_str(), records.session.sending().draft(month(MARCH)).unwrap()),
        ("~..~.", draft)
    );
}

#[test]
fn what_other_data_say_was_done_is_neither_told_nor_opened_here() {
    let mut there = march();
    draft_in(&mut there);
    let file = back_up(&mut there);
    let mut here = march();
    let looked = here.session.backups().look(&file).unwrap();
    assert_eq!(looked.sending().draft(month(MARCH)).unwrap_err().code(), "only_looking");
    here.session.backups_mut().restore(now(), &file).unwrap();
    assert_eq!(steps(&here), ".....");
    assert_eq!(here.session.sending().draft(month(MARCH)).unwrap_err().code(), "draft_gone");
    for name in ["way_2022-03_0", "draft_2022-03_0"] {
        assert_eq!(here.session.setting(name).unwrap(), None, "{name}");
    }
}

#[test]
fn a_step_left_out_stays_so_the_next_day_and_can_still_be_taken() {
    let records = march();
    for step in NextStep::TO_THE_BUREAU {
        assert_eq!(records.rail(MARCH).next_step, step);
        records.session.sending().skip_step(month(MARCH), step).unwrap();
    }
    let mut records = records.reopened();
    assert_eq!((records.rail(MARCH).next_step, steps(&records).as_str()), (NextStep::MarkSent, "----."));
    records.session.sending_mut().attach_scan(now(), month(MARCH), SCAN.to_vec()).unwrap();
    assert_eq!(steps(&records), "-+--.");
    // A 更正 goes the whole way anew.
    records.reopen(MARCH);
    assert_eq!(steps(&records), "");
    records.finalize(MARCH);
    assert_eq!((records.rail(MARCH).next_step, steps(&records).as_str()), (NextStep::Print, "....."));
    assert!(records.session.sending().scan(month(MARCH), None).unwrap().is_none(), "it is another page");
    assert!(
        records.session.sending().scan(month(MARCH), Some(0)).unwrap().is_some(),
        "the first one keeps its own"
    );
}

#[test]
fn before_the_report_is_final_there_is_no_way() {
    let records = Records::of(&["2022-01"]);
    assert_eq!(
        records.session.sending().skip_step(month("2022-01"), NextStep::Print).unwrap_err().code(),
        "not_final"
    );
    assert!(records.rail("2022-01").steps.is_empty());
}
