//! Blank forms as different as real ones, each as a Word file and as two kinds of workbooks: what is understood of them without
//! a question, what is asked, and that nothing is wrong without a question.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]

mod again;
mod built_in;
mod changed_notices;
mod command_line;
mod corrections;
mod drafts;
mod drawn;
mod drawn_legacy;
mod explained;
#[path = "../harness/files.rs"]
mod files;
mod heads_and_units;
mod hostile;
mod layouts;
#[path = "../harness/legacy_workbook.rs"]
mod legacy_workbook;
mod named_parts;
mod odd_words;
mod structure;
mod times_said;
mod told_apart;
mod truth;
mod units;
mod unusual_tables;

use std::fmt::Write as _;

use drawn::{as_document, as_workbook};
use drawn_legacy::as_old_workbook;
use truth::{COLUMNS, Example, Score, Scores};
use yuebao::blank_form::{Correction, Draft, Matter, corrected, read};
use yuebao::reading;

/// The day on which the forms are read.
const TODAY: &str = "2026-11-30";

/// The forms with which the reader was made, and three that were kept aside until it was done.
const FORMS: [(&str, &str); 26] = [
    ("openness", include_str!("forms/openness.txt")),
    ("housing", include_str!("forms/housing.txt")),
    ("markets", include_str!("forms/markets.txt")),
    ("food", include_str!("forms/food.txt")),
    ("safety", include_str!("forms/safety.txt")),
    ("loans", include_str!("forms/loans.txt")),
    ("tourism", include_str!("forms/tourism.txt")),
    ("rivers", include_str!("forms/rivers.txt")),
    ("traffic", include_str!("forms/traffic.txt")),
    ("forest", include_str!("forms/forest.txt")),
    ("health", include_str!("forms/health.txt")),
    ("freight", include_str!("forms/freight.txt")),
    ("schools", include_str!("forms/schools.txt")),
    ("hazards", include_str!("forms/hazards.txt")),
    ("petitions", include_str!("forms/petitions.txt")),
    ("industry", include_str!("forms/industry.txt")),
    ("medicine", include_str!("forms/medicine.txt")),
    ("employment", include_str!("forms/employment.txt")),
    ("villages", include_str!("forms/villages.txt")),
    ("zones", include_str!("forms/zones.txt")),
    ("labour", include_str!("forms/labour.txt")),
    ("buildings", include_str!("forms/buildings.txt")),
    ("vegetables", include_str!("forms/vegetables.txt")),
    ("cleanup", include_str!("forms/cleanup.txt")),
    ("guarantees", include_str!("forms/guarantees.txt")),
    ("workshops", include_str!("forms/workshops.txt")),
];

/// A draft of a table without anything around it but its title.
fn of(table: &str) -> Draft {
    draft(&as_document(&format!("整治情况月报表\n填报单位：　　　填报时间：\n{table}")))
}

/// The questions about some matter.
fn asked(draft: &Draft, matter: Matter) -> Vec<&str> {
    let doubts = draft.doubts.iter().filter(|doubt| doubt.matter == matter);
    doubts.map(|doubt| doubt.question.as_str()).collect()
}

/// The draft once a question is answered by one of its readings.
fn answered(draft: &Draft, matter: Matter, reading: usize) -> Draft {
    let doubt = draft.doubts.iter().position(|doubt| doubt.matter == matter).unwrap();
    let question = draft.doubts[doubt].question.clone();
    let made = corrected(draft, &[Correction::Answer { doubt, question, reading }]);
    assert_eq!(made.unused, 0);
    made.draft.definition(TODAY.parse().unwrap()).unwrap();
    made.draft
}

fn draft(bytes: &[u8]) -> Draft {
    read(&[reading::read_with_lines(bytes).unwrap()])
}

fn percent(score: Score) -> usize {
    score.right * 100 / (score.right + score.asked + score.wrong).max(1)
}

#[test]
fn nothing_is_wrong_without_a_question() {
    let mut table =
        format!("{:11} {:5} {}\n", "", "", COLUMNS.map(|name| format!("{name:14}")).concat().trim_end());
    let (mut all, mut faults, mut asked) = (Scores::default(), String::new(), String::new());
    for (name, text) in FORMS {
        let example = Example::of(text);
        for (kind, bytes) in [
            ("docx", as_document(example.form)),
            ("xlsx", as_workbook(example.form)),
            ("xls", as_old_workbook(example.form)),
        ] {
            let draft = draft(&bytes);
            let notice = draft.definition(TODAY.parse().unwrap());
            let (_, notice) =
                notice.unwrap_or_else(|error| panic!("{name}.{kind}: {error}\n{:#?}", draft.doubts));
            let scores = example.compare(&draft, &notice);
            let told = scores
                .of
                .map(|Score { right, asked, wrong }| format!("{:14}", format!("{right} {asked} {wrong}")));
            writeln!(table, "{name:11} {kind:5} {} {} doubts", told.concat(), draft.doubts.len()).unwrap();
            if !scores.faults.is_empty() {
                writeln!(faults, "{name}.{kind}:\n{}", scores.faults).unwrap();
            }
            let mut questions = String::new();
            for doubt in &draft.doubts {
                writeln!(questions, "  {}", doubt.question).unwrap();
            }
            if kind == "docx" {
                writeln!(asked, "{name}\n{questions}").unwrap();
            } else {
                assert!(
                    asked.ends_with(&format!("{name}\n{questions}\n")),
                    "{name}.{kind} asks\n{questions}"
                );
            }
            all.add(&scores);
        }
    }
    let told =
        all.of.map(|score| format!("{:14}", format!("{} {} {}", score.right, score.asked, score.wrong)));
    writeln!(table, "{:11} {:5} {}", "all", "", told.concat().trim_end()).unwrap();
    let shares = all.of.map(|score| format!("{:14}", format!("{} %", percent(score))));
    writeln!(table, "{:11} {:5} {}", "right", "", shares.concat().trim_end()).unwrap();
    assert_eq!(faults, "", "wrong without a question\n{table}");
    insta::assert_snapshot!(format!("{table}\n{asked}"));
    assert!(all.of.iter().all(|score| percent(*score) >= 90), "{table}");
}
