//! Files that come in and what is asked of them: as tables for people, or as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::collated;
use super::json::line;
use super::outcome::Outcome;
use super::tables::{lines, table, text};
use crate::collation::{self, Intake, Question};
use crate::session::{Changed, ChangedMonth};

/// `changed` is what is otherwise where they were taken in; `day` is what was given as the day on which they came.
pub(crate) fn intake(
    intake: &Intake,
    changed: Option<Changed>,
    day: Option<NaiveDate>,
    json: bool,
) -> Outcome {
    let taken = changed.is_some();
    let changed = changed.unwrap_or_default();
    if json {
        #[derive(Serialize)]
        struct Record<'intake> {
            taken: bool,
            #[serde(flatten)]
            intake: &'intake Intake,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            changed: &'intake [ChangedMonth],
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            covered: &'intake [String],
        }
        let (changed, covered) = (changed.closed.as_slice(), changed.covered.as_slice());
        return Outcome::done(line(&Record { taken, intake, changed, covered }));
    }
    let mut shown = table(&["文件", "在哪里", "结果", "单位和月份", "说明"]);
    for file in &intake.files {
        let places = file.places.iter().map(|(unit, month)| format!("{unit} {month}"));
        shown.add_row([
            file.name.clone(),
            file.within.join(" › "),
            file.label.clone(),
            places.collect::<Vec<_>>().join("、"),
            shortened_sentences(&file.sentences),
        ]);
    }
    let done = match taken {
        _ if !intake.files.iter().any(|file| file.is_new) => "没有新的，什么都没有改动",
        true => "已经收下",
        false => "只看了会怎样，还没有收；加 --yes 收下",
    };
    let mut told = vec![shown.to_string(), format!("{}。{done}", intake.sentence)];
    let is_known = intake.files.iter().any(|file| file.outcome == collation::Outcome::Duplicate);
    told.extend(day.filter(|_| is_known).map(|_| "已经收过的文件不按 --received 改收到日期".to_owned()));
    Outcome::done(lines(&[told, changed.of_closed(collated::to_correct)].concat()))
}

/// The first of many sentences; the others are among the problems.
fn shortened_sentences(sentences: &[String]) -> String {
    const MOST: usize = 3;
    let first = sentences.iter().take(MOST).cloned().collect::<Vec<_>>().join("；");
    match sentences.len().checked_sub(MOST) {
        Some(more) if more > 0 => format!("{first}；还有 {more} 处，见 yuebao collate problems"),
        _ => first,
    }
}

pub(crate) fn questions(questions: &[Question], json: bool) -> Outcome {
    if json {
        #[derive(Serialize)]
        struct Record<'questions> {
            problems: &'questions [Question],
        }
        return Outcome::done(line(&Record { problems: questions }));
    }
    if questions.is_empty() {
        return Outcome::done(lines(&["没有要处理的疑问".to_owned()]));
    }
    let mut shown = table(&["轻重", "单位", "月份", "表号", "文件", "格", "说明"]);
    let mut rest = questions.iter().peekable();
    while let Some(one) = rest.next() {
        let mut sentence = one.sentence.clone();
        let mut cell = one.cell.as_str();
        if let Some(alike) = one.alike {
            let mut count = 1;
            while rest.next_if(|next| next.alike == one.alike && next.report == one.report).is_some() {
                count += 1;
            }
            (sentence, cell) = (format!("有 {count} 处{}", alike.words()), "");
        }
        shown.add_row([
            one.grade.label().to_owned(),
            one.unit.clone().unwrap_or_default(),
            text(one.month),
            text(one.report),
            one.file.clone(),
            cell.to_owned(),
            sentence,
        ]);
    }
    Outcome::done(lines(&[shown.to_string()]))
}
