//! What the clerk has to look at (疑问): findings of the reports that count or wait, reports that nobody can place, and reports
//! that differ from the one that counts.

use std::collections::BTreeSet;

use serde::Serialize;

use super::check::{Alike, Finding, FindingCode, Grade};
use super::inbox::{Inbox, Standing};
use super::placing::Sorted;
use super::received::{Receipt, Received, ReportRef};
use super::register::Member;
use super::status::UnitMonth;
use crate::notice::{FigureId, Form};
use crate::period::Month;
use crate::wording::quoted;

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Question {
    pub grade: Grade,
    /// The unit's name; nothing where it is not known.
    pub unit: Option<String>,
    pub month: Option<Month>,
    pub figure: Option<FigureId>,
    /// The report or the list, by which it is accepted, excluded or assigned; the file as a whole where it holds none.
    pub report: Option<ReportRef>,
    pub file: String,
    pub sheet: String,
    pub cell: String,
    pub found: String,
    pub expected: String,
    pub sentence: String,
    /// What makes it one of several that are told in one line.
    pub alike: Option<Alike>,
}

/// Why a report waits that nothing else speaks against.
pub(super) const AFTER_CLOSING: &str = "关账以后才收到，等您决定要不要补报";

impl Inbox {
    /// Everything to look at, in the order of the months and of the register; of one month or of all. What nobody can place
    /// is of no month and comes first.
    pub fn questions(&self, form: &Form, sorted: &Sorted, month: Option<Month>) -> Vec<Question> {
        let mut questions = self.unplaced(sorted);
        let members = self.register.in_order();
        let months: BTreeSet<Month> = sorted.versions.keys().map(|(at, _)| *at).collect();
        for at in months.into_iter().filter(|at| month.is_none_or(|month| month == *at)) {
            let came = |member: &&&Member| sorted.versions.contains_key(&(at, member.id));
            for member in members.iter().filter(came) {
                let stands = self.unit_month(form, sorted, at, member);
                questions.extend(self.of_reports(form, at, &stands));
            }
        }
        let lists = sorted.lists.keys().filter(|(at, _)| month.is_none_or(|month| month == *at));
        questions.extend(lists.flat_map(|place| self.list_questions(sorted, *place)));
        questions
    }

    /// The files that cannot be read, and the reports, lists and scans that nobody can place.
    pub fn unplaced(&self, sorted: &Sorted) -> Vec<Question> {
        self.receipts.values().flat_map(|receipt| self.unplaced_in(sorted, receipt)).collect()
    }

    /// What there is to look at of one unit's month.
    pub fn questions_of(
        &self,
        form: &Form,
        sorted: &Sorted,
        month: Month,
        stands: &UnitMonth,
    ) -> Vec<Question> {
        let mut questions = self.of_reports(form, month, stands);
        questions.extend(self.list_questions(sorted, (month, stands.unit)));
        questions
    }

    fn of_reports(&self, form: &Form, month: Month, stands: &UnitMonth) -> Vec<Question> {
        if matches!(stands.standing, Standing::Returned | Standing::Exempt) {
            return Vec::new();
        }
        let mut questions = Vec::new();
        let named = |at, finding: Finding| Question {
            unit: Some(stands.name.clone()),
            month: Some(month),
            figure: finding.figure,
            ..self.about(at, finding)
        };
        let judged = self.judgement(month, stands.unit);
        if let Some(at) = stands.version {
            let open = stands
                .findings
                .iter()
                .filter(|finding| finding.grade == Grade::Hint || !judged.answers(at, finding));
            questions.extend(open.cloned().map(|finding| named(at, finding)));
        }
        if let Some(at) = stands.waiting {
            if judged.is_exempt() {
                let sentence = "已经免报，却收到了表；采用了就不再是免报，不用就排除这一份".to_owned();
                questions.push(named(at, plain(Grade::Verify, sentence)));
            }
            let findings = self.check(form, (month, stands.unit), at);
            questions.extend(findings.into_iter().map(|finding| named(at, finding)));
            let counted = stands.version.and_then(|counted| self.report(counted));
            if let Some((counted, other)) = counted.zip(self.report(at)) {
                questions
                    .extend(differences(form, counted, other).into_iter().map(|finding| named(at, finding)));
            } else if self.is_closed(month) {
                questions.push(named(at, plain(Grade::Verify, AFTER_CLOSING.to_owned())));
            }
        }
        // What is only told stands below what keeps the unit waiting.
        questions.sort_by_key(|question| (question.grade, question.alike));
        questions
    }

    fn unplaced_in(&self, sorted: &Sorted, receipt: &Receipt) -> Vec<Question> {
        let whole = receipt.without_report();
        let problem = receipt.reading.problem.clone();
        let of_file = problem.filter(|_| !whole.is_some_and(|at| self.is_excluded(at))).map(|problem| {
            Question { file: receipt.name.clone(), ..question(whole, plain(Grade::Forced, problem)) }
        });
        // A scan keeps no report from being taken.
        let grade = if receipt.scan().is_some() { Grade::Verify } else { Grade::Forced };
        let of_place = |at: ReportRef| {
            let doubts =
                sorted.placed.get(&at).filter(|_| !self.is_excluded(at)).map(|placed| placed.doubts.clone());
            doubts.unwrap_or_default().into_iter().map(move |doubt| self.about(at, plain(grade, doubt)))
        };
        let of_places = receipt.places().flat_map(of_place);
        let mut asked: Vec<Question> = of_file.into_iter().chain(of_places).collect();
        // A list waits with the report beside it and is told once that has its place.
        if asked.iter().all(|question| question.report.is_none()) {
            let lists = receipt.lists().filter(|(at, list)| {
                !self.is_list_excluded(receipt, *at) && (!list.is_blank() || !self.is_beside_report(*at))
            });
            asked.extend(lists.flat_map(|(at, _)| of_place(at)));
        }
        asked
    }

    pub(super) fn about(&self, at: ReportRef, finding: Finding) -> Question {
        let file = self.receipt(at).map(|receipt| receipt.name.clone()).unwrap_or_default();
        let sheet = self.sheet(at).unwrap_or_default().to_owned();
        Question { file, sheet, ..question(Some(at), finding) }
    }
}

fn question(report: Option<ReportRef>, finding: Finding) -> Question {
    let Finding { grade, figure, cell, found, expected, sentence, alike, code: _ } = finding;
    Question {
        grade,
        unit: None,
        month: None,
        figure,
        report,
        file: String::new(),
        sheet: String::new(),
        cell,
        found,
        expected,
        sentence,
        alike,
    }
}

/// What is told of a file or a place as a whole.
pub(super) fn plain(grade: Grade, sentence: String) -> Finding {
    Finding::of_whole(grade, FindingCode::NotReadable, sentence)
}

/// Where a report differs from the one that counts, cell by cell.
fn differences(form: &Form, counted: &Received, other: &Received) -> Vec<Finding> {
    let mut found = Vec::new();
    for (row, figure) in form.figures_in_rows() {
        let Some((known, new)) = counted.figure(figure.id).zip(other.figure(figure.id)) else { continue };
        for (known, new, what) in [(&known.month, &new.month, "当月"), (&known.total, &new.total, "累计")]
        {
            if known.value == new.value {
                continue;
            }
            let text = |text: String| if text.is_empty() { "空白".to_owned() } else { text };
            let (before, now) = (text(known.value.text()), text(new.value.text()));
            found.push(Finding {
                grade: Grade::Verify,
                code: FindingCode::OtherVersion,
                figure: Some(figure.id),
                cell: new.at.clone(),
                found: now.clone(),
                expected: before.clone(),
                sentence: format!(
                    "{}{}的{what}：计入汇总的是 {before}，这一份是 {now}",
                    row.printed(),
                    quoted(&figure.name)
                ),
                alike: None,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::examples::{register, report, settled};
    use super::*;
    use crate::report::examples::form;

    fn told(reports: Vec<Received>) -> Vec<(Grade, String, String)> {
        let (inbox, sorted) = settled(register(&["龙沙镇", "龙驹镇"]), reports);
        let questions = inbox.questions(form(), &sorted, None).into_iter();
        let questions = questions.filter(|one| !one.sentence.contains("个数空着"));
        questions.map(|one| (one.grade, one.unit.unwrap_or_default(), one.sentence)).collect()
    }

    #[test]
    fn what_nobody_can_place_comes_first() {
        let of = |unit: &str, figures: &str| report(form(), unit, "2022-01", figures);
        let told = told(vec![of("龙沙镇", "1a=一"), of("小周镇", "1a=1")]);
        assert_eq!((told[0].0, told[0].1.as_str()), (Grade::Forced, ""));
        assert!(told[0].2.starts_with("填报单位写的是“小周镇”"), "{told:?}");
        assert_eq!(told[1].1, "龙沙镇");
    }

    #[test]
    fn a_report_that_differs_is_told_cell_by_cell() {
        let of = |figures: &str| report(form(), "龙沙镇", "2022-01", figures);
        let told = told(vec![of("1a=1:1 9=2:2"), of("1a=1:1 9=:2")]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].2, "第 9 行“敲门行动、桶边督导、监管执法”的当月：计入汇总的是 2，这一份是 空白");
    }

    #[test]
    fn what_carries_asks_nothing() {
        assert_eq!(told(vec![report(form(), "龙沙镇", "2022-01", "1a=1:1")]), []);
    }
}
