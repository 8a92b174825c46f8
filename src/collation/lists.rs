//! The project lists that came in: where each belongs, which one of a unit's month is used, and what is asked of the others.
//!
//! The first sound list of a unit's month is used, as with reports. A later one that differs is told, and the clerk says by
//! leaving one of the two out which of them holds; so nothing of it is stored but what was left out. Closing a month is a matter
//! of its form and says nothing of lists.

use std::collections::BTreeSet;

use super::check::{Finding, Grade};
use super::inbox::Inbox;
use super::intake::Outcome;
use super::months_said::MonthsSaid;
use super::placing::{Placed, Said, Sorted, of_assignment};
use super::questions::{Question, plain};
use super::received::{Receipt, ReportRef};
use super::received_list::{ReceivedList, ReceivedProject};
use super::register::MemberId;
use crate::notice::Campaign;
use crate::period::Month;
use crate::wording::quoted;

/// How many projects a sentence names.
const MOST_NAMED: usize = 3;

impl Inbox {
    /// Sorts the lists of a receipt whose reports have their places.
    pub(super) fn sort_lists(&self, campaign: &Campaign, receipt: &Receipt, sorted: &mut Sorted) {
        for (at, list) in receipt.lists() {
            let beside: Vec<&Placed> =
                receipt.reports().filter_map(|(other, _)| sorted.placed.get(&other)).collect();
            let placed = self.place_list(campaign, receipt, (at, list), &beside);
            if let Some(place) = placed.at().filter(|_| !self.is_list_excluded(receipt, at)) {
                sorted.lists.entry(place).or_default().push(at);
            }
            sorted.placed.insert(at, placed);
        }
    }

    /// Places a list. In a file with reports it goes with them where it does not say otherwise itself. Alone it is placed as a
    /// report is; where nothing names its month, that is the month in which it was filled in.
    fn place_list(
        &self,
        campaign: &Campaign,
        receipt: &Receipt,
        (at, list): (ReportRef, &ReceivedList),
        beside: &[&Placed],
    ) -> Placed {
        let stated = list.stated.as_ref().map(|stated| stated.unit.as_str());
        let said = Said { unit: list.unit.as_deref(), stated, places: &list.places, ..Said::default() };
        let assigned = self.assignments.get(&at);
        if beside.is_empty() {
            let by_day = MonthsSaid {
                content: list.filled_on.map(|day| campaign.month_of(day)),
                ..MonthsSaid::default()
            };
            let months = if list.months == MonthsSaid::default() { &by_day } else { &list.months };
            return self.place_said(campaign, receipt, at, &Said { months: Some(months), ..said });
        }
        of_assignment(
            campaign,
            assigned,
            || self.unit_beside(&said, beside),
            |_| month_beside(&list.months, beside),
        )
    }

    fn unit_beside(&self, said: &Said<'_>, beside: &[&Placed]) -> Result<MemberId, String> {
        let mut found = self.units_said(said)?;
        found.extend(beside.iter().filter_map(|placed| placed.unit));
        let mut ids = found.iter();
        match (ids.next(), ids.next()) {
            (Some(only), None) => Ok(*only),
            (None, _) => Err(format!("{GOES_WITH}哪个单位")),
            _ => {
                let members = found.iter().filter_map(|id| self.register.member(*id));
                let names: Vec<String> = members.map(|member| quoted(&member.name)).collect();
                Err(format!(
                    "清单和同一个文件里的表是不同的单位：{}。请指定清单是哪个单位的",
                    names.join("、")
                ))
            }
        }
    }

    /// The list that is used for a unit's month.
    pub fn used_list(&self, sorted: &Sorted, place: (Month, MemberId)) -> Option<(ReportRef, &ReceivedList)> {
        self.lists_at(sorted, place).find(|(_, list)| list.is_sound())
    }

    /// The lists of a unit's month that may be used, oldest first.
    pub(super) fn lists_at<'a, 'sorted>(
        &'a self,
        sorted: &'sorted Sorted,
        place: (Month, MemberId),
    ) -> impl Iterator<Item = (ReportRef, &'a ReceivedList)> + use<'a, 'sorted> {
        let lists = sorted.lists.get(&place).into_iter().flatten();
        let held = lists.filter(move |at| self.turned_away(sorted, place, **at).is_none());
        held.filter_map(|at| Some((*at, self.list(*at)?)))
    }

    /// What is asked or told of the lists of a unit's month.
    pub(super) fn list_questions(&self, sorted: &Sorted, place: (Month, MemberId)) -> Vec<Question> {
        let used = self.used_list(sorted, place);
        let name = self.register.member(place.1).map(|member| member.name.clone());
        let asked = self.lists_at(sorted, place).flat_map(|(at, list)| {
            let findings = match used {
                Some((counted, known)) if counted != at => {
                    // What came before it cannot be used; what came after it and says the same says nothing new.
                    let is_wanted = at > counted && !list.says_the_same(known);
                    if is_wanted { self.against(list, (counted, known)) } else { Vec::new() }
                }
                Some(_) => hints(list),
                None if list.is_blank() && self.is_beside_report(at) => Vec::new(),
                None => faults(list),
            };
            findings.into_iter().map(move |finding| (at, finding)).collect::<Vec<_>>()
        });
        asked
            .map(|(at, finding)| Question {
                unit: name.clone(),
                month: Some(place.0),
                ..self.about(at, finding)
            })
            .collect()
    }

    /// What is asked of lists, of all months, and keeps one of them from being used.
    pub fn open_lists(&self, sorted: &Sorted) -> Vec<Question> {
        let asked = sorted.lists.keys().flat_map(|place| self.list_questions(sorted, *place));
        asked.filter(|question| question.grade != Grade::Hint).collect()
    }

    fn against(&self, list: &ReceivedList, (at, known): (ReportRef, &ReceivedList)) -> Vec<Finding> {
        if !list.is_sound() {
            return faults(list);
        }
        let file = self.receipt(at).map_or("", |receipt| &receipt.name);
        let sentence = format!(
            "用的是{}里的清单（{} 项），这一份有 {} 项，不一样：{}。不要的那一份请排除",
            quoted(file),
            known.projects.len(),
            list.projects.len(),
            difference(known, list)
        );
        vec![plain(Grade::Verify, sentence)]
    }

    /// What becomes of a list that comes in: its outcome, if it has one of its own, and what speaks against it.
    pub(super) fn list_outcome(&self, sorted: &Sorted, at: ReportRef) -> (Option<Outcome>, Vec<String>) {
        let Some((found, list)) = sorted.placed.get(&at).zip(self.list(at)) else {
            return (Some(Outcome::Unplaced), Vec::new());
        };
        if list.is_blank() && self.is_beside_report(at) {
            return (None, vec![BLANK.to_owned()]);
        }
        let Some(place) = found.at() else { return (Some(Outcome::Unplaced), found.doubts.clone()) };
        match self.used_list(sorted, place) {
            Some((used, _)) if used == at => (Some(Outcome::Adopted), Vec::new()),
            Some((_, known)) if list.says_the_same(known) => {
                (Some(Outcome::Duplicate), vec!["清单和已经用的一样".to_owned()])
            }
            used => {
                let findings = used.map_or_else(|| faults(list), |used| self.against(list, used));
                (Some(Outcome::Waiting), findings.into_iter().map(|finding| finding.sentence).collect())
            }
        }
    }
}

const GOES_WITH: &str = "和它在同一个文件里的表还没有定下来，那份表定了，清单就跟着定；也可以单独指定清单是";
const BLANK: &str = "清单是空白的，没有项目，不算报了清单";

fn month_beside(months: &MonthsSaid, beside: &[&Placed]) -> Result<Month, String> {
    let own = [months.content, months.tab].into_iter().flatten();
    let found: BTreeSet<Month> = own.chain(beside.iter().filter_map(|placed| placed.month)).collect();
    let mut all = found.iter();
    match (all.next(), all.next()) {
        (Some(only), None) => Ok(*only),
        (None, _) => Err(format!("{GOES_WITH}哪个月")),
        _ => {
            let names: Vec<String> = found.iter().map(|month| month.name()).collect();
            Err(format!("清单和同一个文件里的表不是同一个月：{}。请指定清单是哪个月的", names.join("、")))
        }
    }
}

/// What keeps a list from being used, line by line.
fn faults(list: &ReceivedList) -> Vec<Finding> {
    if list.is_blank() {
        return vec![plain(Grade::Hint, BLANK.to_owned())];
    }
    let whole = list.problem.iter().map(|problem| plain(Grade::Forced, problem.clone()));
    let lines = list.projects.iter().filter_map(|project| {
        let problem = project.problem.as_ref()?;
        let sentence = format!("清单的这一行读不懂：{problem}。整份清单要等单位更正了才用");
        Some(Finding { cell: project.at.clone(), ..plain(Grade::Forced, sentence) })
    });
    whole.chain(lines).collect()
}

/// What is told of a list that is used.
fn hints(list: &ReceivedList) -> Vec<Finding> {
    let gaps = list.projects.iter().filter(|project| project.texts().contains(&"")).count();
    let is_changed = list.stated.as_ref().is_some_and(|stated| !stated.is_as_exported);
    let told = [
        list.is_draft.then(|| "清单上标着草稿".to_owned()),
        is_changed.then(|| "清单与导出时不一样，请问清是哪里改了".to_owned()),
        (gaps > 0).then(|| format!("清单有 {gaps} 项没有填全")),
    ];
    let told = told.into_iter().flatten().chain(list.remarks.iter().cloned());
    told.map(|sentence| plain(Grade::Hint, sentence)).collect()
}

/// What a list has that another one has not, and the other way round.
fn difference(known: &ReceivedList, other: &ReceivedList) -> String {
    let lacking = |one: &ReceivedList, two: &ReceivedList| -> Vec<String> {
        let mut rest: Vec<[&str; 4]> = two.projects.iter().map(ReceivedProject::texts).collect();
        let is_lacking = |project: &&ReceivedProject| {
            let at = rest.iter().position(|texts| *texts == project.texts());
            at.map(|at| rest.swap_remove(at)).is_none()
        };
        one.projects.iter().filter(is_lacking).map(|project| quoted(project.named())).collect()
    };
    let (more, less) = (lacking(other, known), lacking(known, other));
    let named = |what: &str, names: &[String]| {
        let rest = if names.len() > MOST_NAMED { "等" } else { "" };
        let first: Vec<&str> = names.iter().take(MOST_NAMED).map(String::as_str).collect();
        (!names.is_empty()).then(|| format!("{what} {} 项{}{rest}", names.len(), first.join("、")))
    };
    let told: Vec<String> = [named("多", &more), named("少", &less)].into_iter().flatten().collect();
    if told.is_empty() { "次序不同".to_owned() } else { told.join("，") }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::examples::{coming, list, register, report};
    use super::super::{Assignment, Inbox, Received};
    use super::*;
    use crate::report::examples::{form, month};

    use Outcome as O;

    const UNITS: [&str; 2] = ["龙沙镇", "龙驹镇"];

    /// An inbox with these files.
    fn inbox(files: Vec<(&str, Vec<Received>, Vec<ReceivedList>)>) -> Inbox {
        let mut inbox = super::super::examples::inbox(register(&UNITS), vec![]);
        for (number, (name, reports, lists)) in (1..).zip(files) {
            let mut receipt = coming(number, &number.to_string(), reports);
            receipt.name = name.to_owned();
            receipt.reading.lists = lists;
            inbox.receipts.insert(receipt.id, Arc::new(receipt));
        }
        inbox
    }

    fn at(text: &str) -> ReportRef {
        text.parse().unwrap()
    }

    /// Where the first list of the first file belongs.
    fn placed(reports: Vec<Received>, list: ReceivedList) -> Result<(String, String), Vec<String>> {
        let number = reports.len();
        let inbox = inbox(vec![("附件.xlsx", reports, vec![list])]);
        let placed = &inbox.sorted(form()).placed[&at(&format!("1/{number}"))];
        let (month, unit) = placed.at().ok_or_else(|| placed.doubts.clone())?;
        Ok((month.to_string(), inbox.register.members[&unit].name.clone()))
    }

    fn march() -> Received {
        report(form(), "龙沙镇", "2022-03", "1a=1")
    }

    fn told(inbox: &Inbox) -> Vec<(Grade, String, String)> {
        let questions = inbox.questions(form(), &inbox.sorted(form()), None).into_iter();
        questions.map(|one| (one.grade, one.cell, one.sentence)).collect()
    }

    #[test]
    fn a_list_alone_is_placed_as_a_report_is_and_by_the_day_at_the_last() {
        let dated = |day: &str| ReceivedList { filled_on: day.parse().ok(), ..list("龙沙镇", "甲|一") };
        assert_eq!(placed(vec![], dated("2022-01-10")), Ok(("2022-01".into(), "龙沙镇".into())));
        let mut named = dated("2022-01-10");
        named.months.file = Some(month("2022-03"));
        assert_eq!(placed(vec![], named).unwrap().0, "2022-03");
        let doubts = placed(vec![], list("小周镇", "甲|一")).unwrap_err();
        assert!(doubts[0].contains("“小周镇”") && doubts[1].contains("请指定月份"), "{doubts:?}");
    }

    #[test]
    fn a_list_beside_a_report_goes_with_it_unless_it_says_otherwise() {
        let silent = ReceivedList { unit: None, ..list("", "甲|一") };
        assert_eq!(placed(vec![march()], silent.clone()), Ok(("2022-03".into(), "龙沙镇".into())));
        let other_day = ReceivedList { filled_on: "2022-01-10".parse().ok(), ..silent.clone() };
        assert_eq!(placed(vec![march()], other_day).unwrap().0, "2022-03", "a day is no month");
        let doubts = placed(vec![march()], list("龙驹镇", "甲|一")).unwrap_err();
        assert_eq!(
            doubts,
            ["清单和同一个文件里的表是不同的单位：“龙沙镇”、“龙驹镇”。请指定清单是哪个单位的"]
        );
        let mut february = silent.clone();
        february.months.tab = Some(month("2022-02"));
        assert!(placed(vec![march()], february).unwrap_err()[0].contains("不是同一个月"));
    }

    #[test]
    fn where_the_report_waits_for_its_place_the_list_waits_with_it_and_is_not_told_twice() {
        let unknown = report(form(), "小周镇", "2022-03", "1a=1");
        let silent = ReceivedList { unit: None, ..list("", "甲|一") };
        let mut inbox = inbox(vec![("附件.xlsx", vec![unknown], vec![silent])]);
        assert_eq!(told(&inbox).len(), 1, "{:?}", told(&inbox));
        let assigned = Assignment { unit: Some(MemberId(1)), ..Assignment::default() };
        inbox.assignments.insert(at("1/0"), assigned);
        assert_eq!(inbox.sorted(form()).placed[&at("1/1")].unit, Some(MemberId(1)));
    }

    #[test]
    fn the_first_sound_list_is_used_and_one_that_differs_is_told_until_one_is_left_out() {
        let of = |projects: &str| {
            let mut list = list("龙沙镇", projects);
            list.months.content = Some(month("2022-03"));
            list
        };
        let mut inbox = inbox(vec![
            ("一.xlsx", vec![], vec![of("甲|一 乙|二")]),
            ("二.xlsx", vec![], vec![of("甲|一 乙|二")]),
            ("三.xlsx", vec![], vec![of("甲|一 丙|三 丁|四")]),
        ]);
        let place = (month("2022-03"), MemberId(1));
        let used = |inbox: &Inbox| inbox.used_list(&inbox.sorted(form()), place).map(|(at, _)| at);
        assert_eq!(used(&inbox), Some(at("1/0")));
        let sentence = "用的是“一.xlsx”里的清单（2 项），这一份有 3 项，不一样：多 2 项“丙 · 三”、“丁 · 四”，少 1 项“乙 · 二”。不要的那一份请排除";
        assert_eq!(
            told(&inbox),
            [
                (Grade::Hint, String::new(), "清单有 2 项没有填全".into()),
                (Grade::Verify, String::new(), sentence.into())
            ]
        );
        for older in ["1/0", "2/0"] {
            inbox.assignments.entry(at(older)).or_default().excluded = Some("换了".into());
        }
        assert_eq!(used(&inbox), Some(at("3/0")));
        assert_eq!(inbox.open_lists(&inbox.sorted(form())), []);
    }

    #[test]
    fn a_line_that_cannot_be_read_keeps_the_whole_list_out_and_is_named() {
        let mut bad = list("龙沙镇", "甲|一 乙|二");
        bad.months.content = Some(month("2022-03"));
        bad.projects[1].problem = Some("“建设规模”是错误值 #REF!".into());
        let inbox = inbox(vec![("一.xlsx", vec![], vec![bad])]);
        let place = (month("2022-03"), MemberId(1));
        assert_eq!(inbox.used_list(&inbox.sorted(form()), place), None);
        let told = told(&inbox);
        assert_eq!((told[0].0, told[0].1.as_str()), (Grade::Forced, "B4"));
        assert!(told[0].2.contains("#REF!") && told.len() == 1, "{told:?}");
    }

    #[test]
    fn what_would_become_of_a_file_says_it_of_its_lists_too() {
        let mut own = list("龙沙镇", "甲|一");
        own.months.content = Some(month("2022-03"));
        let blank = ReceivedList { projects: vec![], ..own.clone() };
        let inbox = inbox(vec![]);
        let mut files = Vec::new();
        for (number, (reports, lists)) in (1..).zip([
            (vec![], vec![own.clone()]),
            (vec![], vec![own.clone()]),
            (vec![march()], vec![blank.clone()]),
            (vec![], vec![blank]),
            (vec![], vec![list("小周镇", "甲|一")]),
        ]) {
            let mut receipt = coming(number, &number.to_string(), reports);
            receipt.reading.lists = lists;
            files.push(receipt);
        }
        let intake = inbox.intake(form(), files, vec![], &BTreeSet::new());
        let outcomes: Vec<Outcome> = intake.files.iter().map(|file| file.outcome).collect();
        assert_eq!(outcomes, [O::Adopted, O::Duplicate, O::Adopted, O::Waiting, O::Unplaced]);
        assert_eq!(intake.files[0].places, [("龙沙镇".to_owned(), month("2022-03"))]);
        assert_eq!(intake.files[2].sentences, [BLANK]);
    }

    #[test]
    fn a_reading_from_before_there_were_lists_is_still_read() {
        let old = r#"{"reports":[],"problem":null}"#;
        let reading: super::super::Reading = serde_json::from_str(old).unwrap();
        assert_eq!((reading.lists.len(), serde_json::to_string(&reading).unwrap().as_str()), (0, old));
    }
}
