//! What would become of files before they are taken in: which would count, which wait, which are there already, and which
//! nobody can place.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::check::sentences;
use super::inbox::{Inbox, Standing, Verdict};
use super::placing::{Placed, Sorted};
use super::questions::AFTER_CLOSING;
use super::received::{Receipt, ReceiptId, ReportRef};
use super::register::MemberId;
use crate::hand_filled::MonthInNames;
use crate::notice::Form;
use crate::period::{Month, date_name};
use crate::wording::quoted;

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody can tell what it is, of which unit or of which month.
    Unplaced,
    /// It waits for the clerk.
    Waiting,
    /// Its reports count.
    Adopted,
    /// It is a scan of a report that is known where it belongs.
    Scan,
    /// A correction of it counts already.
    Superseded,
    /// Its bytes or its figures are there already.
    Duplicate,
}

impl Outcome {
    const IN_WORDS: [(Self, &'static str); 6] = [
        (Self::Adopted, "采用"),
        (Self::Scan, "扫描件"),
        (Self::Waiting, "待核实"),
        (Self::Superseded, "已有更正"),
        (Self::Duplicate, "重复"),
        (Self::Unplaced, "认不出"),
    ];

    /// The word on the screen.
    pub fn label(self) -> &'static str {
        Self::IN_WORDS.iter().find(|(outcome, _)| *outcome == self).map_or("", |(_, word)| word)
    }
}

/// The word for a file that holds a project list and no report.
const LIST: &str = "清单";

/// The word for a file of which nothing is kept.
const NOT_TAKEN: &str = "不收";

/// One file of a drop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IntakeFile {
    pub name: String,
    /// What it lay in, the outermost first.
    pub within: Vec<String>,
    pub outcome: Outcome,
    /// The outcome in words.
    pub label: String,
    /// The units and months of its reports and lists.
    pub places: Vec<(String, Month)>,
    /// What speaks against it, one sentence each.
    pub sentences: Vec<String>,
    /// Whether taking it in changes anything: its bytes are not there yet, or it arrived earlier than was known.
    pub is_new: bool,
}

/// What would become of a drop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Intake {
    pub files: Vec<IntakeFile>,
    /// All of it in one line.
    pub sentence: String,
    /// The months of the files of which nothing but the clerk says when they arrived, each with the day by which it was due.
    pub due: Vec<(Month, NaiveDate)>,
}

/// A file that is no receipt, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotTaken {
    pub name: String,
    pub within: Vec<String>,
    pub why: String,
}

impl Inbox {
    /// What would become of files. `coming` are numbered behind the receipts that are there; `lost` are the digests of scans
    /// that came before and whose bytes the disk has lost.
    pub fn intake(
        &self,
        form: &Form,
        coming: Vec<Receipt>,
        not_taken: Vec<NotTaken>,
        lost: &BTreeSet<String>,
    ) -> Intake {
        let mut after = self.clone();
        let mut twice = BTreeSet::new();
        let mut contested = BTreeSet::new();
        let mut ids = Vec::new();
        for receipt in coming {
            let known = after.with_digest(&receipt.sha256);
            let otherwise = known.map(|known| after.named_otherwise(&form.campaign, known, &receipt.name));
            let told = known.map(|known| {
                let came_before = self.receipts.contains_key(&known.id);
                after.told_again(form, known, &receipt, came_before)
            });
            let (id, is_known) = (receipt.id, told.is_some());
            let is_lost = is_known && lost.contains(&receipt.sha256);
            let (told, is_earlier) = told.unwrap_or_default();
            for at in otherwise.into_iter().flatten() {
                after.keep_name(at, &receipt.name);
                contested.insert(id);
            }
            let place = (receipt.name.clone(), receipt.arrival.within.clone());
            ids.push((id, place.0, place.1, is_lost, is_earlier, told));
            if is_known {
                twice.insert(id);
            } else {
                after.receipts.insert(id, Arc::new(receipt));
            }
        }
        let sorted = after.sorted(form);
        after.settle(form, &sorted);
        let due = after.due_of_loose(form, &sorted, self, ids.iter().map(|(id, ..)| *id));
        let mut files: Vec<IntakeFile> = ids
            .into_iter()
            .map(|(id, name, within, is_lost, is_earlier, told_again)| {
                match after.receipts.get(&id).filter(|_| !twice.contains(&id)) {
                    Some(receipt) => IntakeFile { is_new: true, ..after.intake_of(form, &sorted, receipt) },
                    None if is_lost => {
                        let told = "收过，但存着的那一份坏了或不见了；收下就补上".to_owned();
                        let file = file(name, within, Outcome::Scan, Vec::new(), vec![told]);
                        IntakeFile { is_new: true, ..file }
                    }
                    None => {
                        let is_contested = contested.contains(&id);
                        let outcome = if is_contested { Outcome::Unplaced } else { Outcome::Duplicate };
                        let file = file(name, within, outcome, Vec::new(), told_again);
                        IntakeFile { is_new: is_earlier || is_contested, ..file }
                    }
                }
            })
            .collect();
        files.extend(not_taken.into_iter().map(|one| IntakeFile {
            label: NOT_TAKEN.to_owned(),
            ..file(one.name, one.within, Outcome::Unplaced, Vec::new(), vec![one.why])
        }));
        let sentence = [Some(sentence(&files)), after.begins_otherwise(self)];
        let sentence = sentence.into_iter().flatten().collect::<Vec<_>>().join("；");
        Intake { files, sentence, due }
    }

    fn due_of_loose(
        &self,
        form: &Form,
        sorted: &Sorted,
        before: &Self,
        coming: impl Iterator<Item = ReceiptId>,
    ) -> Vec<(Month, NaiveDate)> {
        let loose =
            coming.filter_map(|id| self.receipts.get(&id)).filter(|receipt| receipt.received_on().is_none());
        let places = loose.flat_map(|receipt| receipt.reports()).map(|(at, _)| at);
        let places = places.filter_map(|at| sorted.placed.get(&at)?.at());
        // A unit that reported already is on time or late by its first report.
        let is_first = |place: &(Month, MemberId)| {
            let mut versions = sorted.versions.get(place).into_iter().flatten();
            !versions.any(|at| before.receipts.contains_key(&at.receipt))
        };
        let months: BTreeSet<Month> = places.filter(is_first).map(|(month, _)| month).collect();
        months.into_iter().map(|month| (month, form.campaign.due(month))).collect()
    }

    /// What is told of a file whose bytes are there already, and whether it arrived earlier than was known.
    fn told_again(
        &self,
        form: &Form,
        known: &Receipt,
        again: &Receipt,
        came_before: bool,
    ) -> (Vec<String>, bool) {
        let excluded: BTreeSet<&str> = known
            .places()
            .chain(known.lists().map(|(at, _)| at))
            .filter_map(|at| self.assignments.get(&at)?.excluded.as_deref())
            .collect();
        let mut told = vec![self.same_bytes(form, known, again, came_before)];
        told.extend(excluded.into_iter().map(|reason| {
            let named = quoted(&known.name);
            format!("那时排除了{named}，不算数，原因：{reason}。要让它算，请在收到的文件里给它指定单位")
        }));
        let earlier = self.earlier_arrivals(known, again.received_on());
        told.extend(
            earlier.first().map(|(_, day)| {
                format!("这一封邮件{}就到了，比原来记的早，收到日期改按它算", date_name(*day))
            }),
        );
        (told, !earlier.is_empty())
    }

    /// That the bytes came before and of which unit and month they are; and whether the name says another one now. Two months
    /// without work may be the same to the last byte.
    fn same_bytes(&self, form: &Form, known: &Receipt, again: &Receipt, came_before: bool) -> String {
        let contested = self.named_otherwise(&form.campaign, known, &again.name);
        if let Some(at) = contested.first() {
            let (first, second) = (quoted(&known.name), quoted(&again.name));
            let is_of_unit = self.report(*at).is_some_and(|report| {
                self.names_other_unit(&form.campaign, known, (*at, report), &again.name)
            });
            let (what, which) = if is_of_unit { ("单位", "单位") } else { ("月份", "月") };
            let is_closed = self.months_of(*at).any(|(month, _)| self.is_closed(month));
            let stands =
                if is_closed { self.still_counted(*at) } else { format!("；两个{which}都不算") };
            return format!(
                "内容和{first}一个字节都不差，表里没有写{what}，文件名{second}写的却是另一个{stands}，等您指定是哪个{which}的"
            );
        }
        let places: Vec<(Month, MemberId)> = known
            .reports()
            .filter_map(|(at, report)| self.place(&form.campaign, known, at, report).at())
            .collect();
        let whose = places.iter().filter_map(|(month, unit)| {
            Some(format!("{}{}的", self.register.member(*unit)?.name, month.name()))
        });
        let whose = whose.collect::<Vec<_>>().join("、");
        let of = if whose.is_empty() { String::new() } else { format!("，是{whose}") };
        let words = MonthInNames::of([again.name.as_str()].into_iter());
        let months: Vec<Month> = places.iter().map(|(month, _)| *month).collect();
        let units: BTreeSet<MemberId> = places.iter().map(|(_, unit)| *unit).collect();
        let is_other_month = !months.is_empty() && months.iter().all(|month| words.contradicts(*month));
        let is_other_unit = !units.is_empty()
            && self.names.named_in(&again.name).all().iter().any(|unit| !units.contains(unit));
        let other = match (is_other_unit, is_other_month) {
            (true, _) => "单位",
            (false, true) => "月份",
            (false, false) if came_before => {
                let sent_back = known.places().any(|at| self.is_sent_back(at));
                let told = if sent_back {
                    "，那一份已经退回；单位核对过没有错，就采用那一份，否则请它改了再报"
                } else {
                    ""
                };
                return format!("同一个文件已经收过{of}{told}");
            }
            (false, false) => return format!("这一次的文件里还有一份一模一样的{of}"),
        };
        format!(
            "内容和{}一个字节都不差{of}；这一次的文件名是{}，{other}对不上。真是另一份的，请单位在表里写明单位和月份再报",
            quoted(&known.name),
            quoted(&again.name),
        )
    }

    /// Whether a report was sent back and nothing came since.
    fn is_sent_back(&self, at: ReportRef) -> bool {
        self.judgements.values().any(|judged| {
            judged.version.is_none() && matches!(judged.verdict, Some(Verdict::Returned(last)) if last == at)
        })
    }

    /// What of a receipt arrived earlier than was known, if its bytes lay in a mail that a server took on that day.
    pub fn earlier_arrivals(
        &self,
        known: &Receipt,
        by_mail: Option<NaiveDate>,
    ) -> Vec<(ReportRef, NaiveDate)> {
        let Some(day) = by_mail else { return Vec::new() };
        let later = known.places().filter(|at| self.received_on(*at).is_none_or(|stands| day < stands));
        later.map(|at| (at, day)).collect()
    }

    fn intake_of(&self, form: &Form, sorted: &Sorted, receipt: &Receipt) -> IntakeFile {
        let mut sentences: Vec<String> = receipt.reading.problem.iter().cloned().collect();
        let mut places = Vec::new();
        // The outcome of a file is that of the report in it that needs most.
        let mut outcome: Option<Outcome> = None;
        for at in receipt.places() {
            let (one, told) = self.outcome(form, sorted, at, &mut places);
            sentences.extend(told);
            outcome = Some(outcome.map_or(one, |known| known.min(one)));
        }
        for (at, _) in receipt.lists() {
            let (one, told) = self.list_outcome(sorted, at);
            let place = sorted.placed.get(&at).and_then(Placed::at);
            let named =
                place.and_then(|(month, unit)| Some((self.register.member(unit)?.name.clone(), month)));
            places.extend(named.filter(|place| !places.contains(place)));
            // What keeps a list and the report beside it from having a place is told once.
            sentences.extend(told.into_iter().filter(|_| one != Some(Outcome::Unplaced) || outcome != one));
            outcome = outcome.into_iter().chain(one).min();
        }
        let outcome = outcome.unwrap_or(Outcome::Unplaced);
        let adopted = receipt.places().filter(|at| {
            let place = sorted.placed.get(at).and_then(Placed::at);
            place.is_some_and(|(month, unit)| self.judgement(month, unit).version == Some(*at))
        });
        let adopted = adopted.count();
        let all = receipt.reports().count();
        if adopted > 0 && outcome != Outcome::Adopted && all > 1 {
            let told = if adopted == all {
                format!("里面的 {all} 份都计入汇总，有的要核实")
            } else {
                format!("里面的 {all} 份中有 {adopted} 份计入汇总")
            };
            sentences.insert(0, told);
        }
        let is_list = outcome == Outcome::Adopted && receipt.places().next().is_none();
        let file = file(receipt.name.clone(), receipt.arrival.within.clone(), outcome, places, sentences);
        // No report counts by it.
        if is_list { IntakeFile { label: LIST.to_owned(), ..file } } else { file }
    }

    fn outcome(
        &self,
        form: &Form,
        sorted: &Sorted,
        at: ReportRef,
        places: &mut Vec<(String, Month)>,
    ) -> (Outcome, Vec<String>) {
        let Some(found) = sorted.placed.get(&at) else { return (Outcome::Unplaced, Vec::new()) };
        let Some((month, unit)) = found.at() else { return (Outcome::Unplaced, found.doubts.clone()) };
        let Some(member) = self.register.member(unit) else { return (Outcome::Unplaced, Vec::new()) };
        places.push((member.name.clone(), month));
        if self.scan(at).is_some() {
            return (Outcome::Scan, Vec::new());
        }
        let stands = self.unit_month(form, sorted, month, member);
        let whose = format!("{}{}", member.name, month.name());
        if stands.version == Some(at) {
            if stands.standing != Standing::Waiting {
                return (Outcome::Adopted, Vec::new());
            }
            // Where two came together, which of them is right is not settled by which was read first.
            let other = stands.waiting.map(|other| {
                format!("{whose}还有{}，数不一样；先把这一份计入汇总，采用哪一份等您定", self.named(other))
            });
            return (Outcome::Waiting, other.into_iter().chain(sentences(&stands.findings)).collect());
        }
        let counted = stands.version.and_then(|version| Some((self.named(version), self.report(version)?)));
        let place = (month, unit);
        if let Some((named, counted)) = &counted {
            if self.report(at).is_some_and(|own| counted.says_the_same(own, form)) {
                return (Outcome::Duplicate, vec![format!("和{whose}计入汇总的{named}的数一样")]);
            }
            if !self.is_open(form, place, &self.judgement(month, unit), at) {
                let told = format!("{whose}计入汇总的是更正过的{named}，这一份不再采用");
                return (Outcome::Superseded, vec![told]);
            }
        }
        let other = counted.map(|(named, _)| format!("{whose}计入汇总的是{named}，数不一样"));
        let late = self.is_closed(month).then(|| AFTER_CLOSING.to_owned());
        let why = other.or(late).into_iter();
        (Outcome::Waiting, why.chain(sentences(&self.check(form, place, at))).collect())
    }
}

fn file(
    name: String,
    within: Vec<String>,
    outcome: Outcome,
    places: Vec<(String, Month)>,
    sentences: Vec<String>,
) -> IntakeFile {
    IntakeFile { name, within, outcome, label: outcome.label().to_owned(), places, sentences, is_new: false }
}

fn sentence(files: &[IntakeFile]) -> String {
    let counted = Outcome::IN_WORDS.iter().filter_map(|(outcome, word)| {
        let count = files.iter().filter(|file| file.outcome == *outcome && file.label == *word).count();
        (count > 0).then(|| format!("{word} {count}"))
    });
    let named = |word: &str| files.iter().filter(|file| file.label == word).count();
    let others = [LIST, NOT_TAKEN].map(|word| (word, named(word))).into_iter();
    let counted =
        counted.chain(others.filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}")));
    let counted = counted.collect::<Vec<_>>().join("，");
    if counted.is_empty() {
        "没有可以收的文件".to_owned()
    } else {
        format!("{} 个文件：{counted}", files.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{coming, inbox, register, report, settled};
    use super::super::{Assignment, MonthsSaid, Received};
    use super::*;
    use crate::report::examples::form;

    fn of(unit: &str, figures: &str) -> Received {
        report(form(), unit, "2022-01", figures)
    }

    #[test]
    fn what_would_become_of_a_drop_is_one_line() {
        let (inbox, _) = settled(register(&["龙沙镇", "龙驹镇", "白羊镇"]), vec![of("龙沙镇", "1a=1")]);
        let files = vec![
            coming(2, &format!("{:064}", 1), vec![of("龙沙镇", "1a=1")]),
            coming(3, "b", vec![of("龙沙镇", "1a=1")]),
            coming(4, "c", vec![of("龙沙镇", "1a=2")]),
            coming(5, "d", vec![of("龙驹镇", "1a=3")]),
            coming(6, "e", vec![of("白羊镇", "1a=一")]),
            coming(7, "f", vec![of("小周镇", "1a=3")]),
            coming(8, "f", vec![of("小周镇", "1a=3")]),
        ];
        let lost = NotTaken { name: "照片.rar".into(), within: vec![], why: "请先解压".into() };
        let intake = inbox.intake(form(), files, vec![lost], &BTreeSet::new());
        let outcomes: Vec<Outcome> = intake.files.iter().map(|file| file.outcome).collect();
        assert_eq!(
            outcomes,
            [
                Outcome::Duplicate,
                Outcome::Duplicate,
                Outcome::Waiting,
                Outcome::Adopted,
                Outcome::Waiting,
                Outcome::Unplaced,
                Outcome::Duplicate,
                Outcome::Unplaced
            ]
        );
        assert_eq!(intake.sentence, "8 个文件：采用 1，待核实 2，重复 3，认不出 1，不收 1");
        assert_eq!(intake.due, [("2022-01".parse().unwrap(), "2022-01-28".parse().unwrap())]);
        assert_eq!(intake.files[2].sentences[0], "龙沙镇2022年1月计入汇总的是“1.xlsx”，数不一样");
    }

    #[test]
    fn a_file_with_several_reports_is_what_the_worst_of_them_is() {
        let inbox = inbox(register(&["龙沙镇", "龙驹镇"]), vec![]);
        let two = coming(1, "a", vec![of("龙沙镇", "1a=1"), of("龙驹镇", "1a=一")]);
        let intake = inbox.intake(form(), vec![two], vec![], &BTreeSet::new());
        assert_eq!((intake.files[0].outcome, intake.files[0].places.len()), (Outcome::Waiting, 2));
    }

    #[test]
    fn a_file_that_was_left_out_says_so_when_it_comes_again() {
        let (mut inbox, _) = settled(register(&["龙沙镇"]), vec![of("龙沙镇", "1a=1")]);
        let at = ReportRef { receipt: ReceiptId(1), number: 0 };
        let excluded = Assignment { excluded: Some("旧表".into()), ..Assignment::default() };
        inbox.assignments.insert(at, excluded);
        let again = coming(2, &format!("{:064}", 1), vec![of("龙沙镇", "1a=1")]);
        let file = inbox.intake(form(), vec![again], vec![], &BTreeSet::new()).files.remove(0);
        assert_eq!(file.outcome, Outcome::Duplicate);
        assert_eq!(
            file.sentences,
            [
                "同一个文件已经收过，是龙沙镇2022年1月的",
                "那时排除了“1.xlsx”，不算数，原因：旧表。要让它算，请在收到的文件里给它指定单位"
            ]
        );
    }

    #[test]
    fn the_same_bytes_under_a_name_of_another_month_or_unit_are_told() {
        let (inbox, _) = settled(register(&["龙沙镇", "龙驹镇"]), vec![of("龙沙镇", "1a=0:0")]);
        let told = |name: &str| {
            let again = coming(2, &format!("{:064}", 1), vec![of("龙沙镇", "1a=0:0")]);
            let again = Receipt { name: name.into(), ..again };
            inbox.intake(form(), vec![again], vec![], &BTreeSet::new()).files.remove(0).sentences.remove(0)
        };
        assert_eq!(told("龙沙镇1月.xlsx"), "同一个文件已经收过，是龙沙镇2022年1月的");
        let other = |name: &str, what: &str| {
            format!(
                "内容和“1.xlsx”一个字节都不差，是龙沙镇2022年1月的；这一次的文件名是“{name}”，{what}对不上。真是另一份的，请单位在表里写明单位和月份再报"
            )
        };
        assert_eq!(told("龙沙镇2月.xlsx"), other("龙沙镇2月.xlsx", "月份"));
        assert_eq!(told("龙驹镇1月.xlsx"), other("龙驹镇1月.xlsx", "单位"));
    }

    #[test]
    fn the_same_bytes_under_the_names_of_two_units_are_of_neither() {
        let nameless = || vec![Received { unit: None, ..of("", "1a=1") }];
        let named =
            |number: u32, name: &str| Receipt { name: name.into(), ..coming(number, "a", nameless()) };
        let both = vec![named(1, "龙沙镇1月.xlsx"), named(2, "龙驹镇1月.xlsx")];
        let mut empty = inbox(register(&["龙沙镇", "龙驹镇"]), vec![]);
        let intake = empty.intake(form(), both, vec![], &BTreeSet::new());
        assert_eq!(intake.sentence, "2 个文件：认不出 2");
        assert!(intake.files.iter().all(|file| file.is_new), "{intake:?}");
        assert!(intake.files[0].sentences[0].contains("“龙沙镇1月.xlsx”、“龙驹镇1月.xlsx”"), "{intake:?}");
        // One after the other, and the same name once more.
        empty.receipts.insert(ReceiptId(1), Arc::new(named(1, "龙沙镇1月.xlsx")));
        let again = |inbox: &Inbox, name: &str| {
            let file = inbox.intake(form(), vec![named(2, name)], vec![], &BTreeSet::new()).files.remove(0);
            (file.outcome, file.is_new)
        };
        assert_eq!(again(&empty, "龙驹镇1月.xlsx"), (Outcome::Unplaced, true));
        assert_eq!(again(&empty, "龙沙镇一月.xlsx"), (Outcome::Duplicate, false));
        empty.keep_name(ReportRef { receipt: ReceiptId(1), number: 0 }, "龙驹镇1月.xlsx");
        assert_eq!(again(&empty, "龙驹镇1月.xlsx"), (Outcome::Duplicate, false), "it is asked about already");
        let assigned = Assignment { unit: Some(MemberId(2)), ..Assignment::default() };
        empty.assignments.insert(ReportRef { receipt: ReceiptId(1), number: 0 }, assigned);
        assert_eq!(again(&empty, "龙沙镇.xlsx"), (Outcome::Duplicate, false), "the clerk has said it");
    }

    #[test]
    fn the_same_bytes_under_two_months_or_under_a_name_that_nobody_knows_are_asked_about() {
        let told = |names: [&str; 2], report: &dyn Fn() -> Received| {
            let named =
                |number, name: &str| Receipt { name: name.into(), ..coming(number, "a", vec![report()]) };
            let empty = inbox(register(&["龙沙镇", "龙驹镇"]), vec![]);
            let both = vec![named(1, names[0]), named(2, names[1])];
            let intake = empty.intake(form(), both, vec![], &BTreeSet::new());
            (intake.sentence, intake.files[0].sentences.join("；"))
        };
        let nameless = || Received { unit: None, ..of("", "1a=1") };
        for other in ["大龙沙镇1月.xlsx", "石桥镇1月.xlsx"] {
            for names in [["龙沙镇1月.xlsx", other], [other, "龙沙镇1月.xlsx"]] {
                let (sentence, told) = told(names, &nameless);
                assert_eq!(sentence, "2 个文件：认不出 2", "{names:?}");
                assert!(names.iter().all(|name| told.contains(name)), "{told}");
            }
        }
        assert_eq!(told(["龙沙镇1月.xlsx", "附件2.xlsx"], &nameless).0, "2 个文件：采用 1，重复 1");
        let monthless = || {
            let mut report = of("龙沙镇", "1a=1");
            report.months = MonthsSaid { file: report.months.content, ..MonthsSaid::default() };
            report
        };
        let (sentence, told) = told(["龙沙镇2022年1月.xlsx", "龙沙镇2022年2月.xlsx"], &monthless);
        assert_eq!(sentence, "2 个文件：认不出 2");
        assert!(told.contains("龙沙镇2022年2月.xlsx") && told.contains("请指定是哪个月的"), "{told}");
    }

    #[test]
    fn nothing_is_no_files() {
        let nothing = Inbox::default().intake(form(), vec![], vec![], &BTreeSet::new());
        assert_eq!(nothing.sentence, "没有可以收的文件");
    }
}
