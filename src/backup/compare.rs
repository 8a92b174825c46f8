//! What a restore would change, month by month. Pure: compares two ledgers and returns the differences.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::notice::{FigureId, Form};
use crate::period::Month;
use crate::projects::{Fate, ProjectLedger, difference};
use crate::report::{Ledger, Record, Revision, Stage, State};

/// What a restore would change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RestoreDifference {
    /// The months that would change.
    pub months: Vec<MonthDifference>,
    /// The other things that would change, one sentence each: 单位资料, 期初累计, 项目清单.
    pub others: Vec<String>,
}

/// How one month would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MonthDifference {
    pub month: Month,
    /// How it would change, as a sentence.
    pub sentence: String,
}

impl RestoreDifference {
    /// Puts the name of the notice and its form before every sentence.
    pub(crate) fn name_notice(&mut self, name: &str) {
        let months = self.months.iter_mut().map(|month| &mut month.sentence);
        for sentence in months.chain(&mut self.others) {
            *sentence = format!("{name}　{sentence}");
        }
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.months.is_empty() && self.others.is_empty()
    }
}

/// Compares what is recorded of a form now with what would be recorded after a restore. `None` counts as empty.
pub fn compare(
    form: &Form,
    now: Option<(&Ledger, &ProjectLedger)>,
    then: (&Ledger, &ProjectLedger),
) -> RestoreDifference {
    let (now, now_projects) = now.unzip();
    let (then, then_projects) = then;
    let none = BTreeMap::new();
    let empty = Record::default();
    let now_months = now.map_or(&none, |now| &now.months);
    let months: BTreeSet<Month> = now_months.keys().chain(then.months.keys()).copied().collect();
    let differences = months.into_iter().filter_map(|month| {
        let [now, then] = [now_months, &then.months].map(|months| months.get(&month).unwrap_or(&empty));
        let sentence = month_sentence(form, now, then)?;
        Some(MonthDifference { month, sentence: format!("{}：{sentence}", month.name()) })
    });
    let no_opening = BTreeMap::new();
    let opening = now.map_or(&no_opening, |now| &now.opening);
    let others = [
        (now.map(|now| &now.unit) != Some(&then.unit)).then(|| "单位资料不同".to_owned()),
        (*opening != then.opening).then(|| "期初累计不同".to_owned()),
    ];
    let empty_list = ProjectLedger::default();
    let projects = projects_sentences(now_projects.unwrap_or(&empty_list), then_projects);
    RestoreDifference {
        months: differences.collect(),
        others: others.into_iter().flatten().chain(projects).collect(),
    }
}

fn month_sentence(form: &Form, now: &Record, then: &Record) -> Option<String> {
    let (lost, gained, changed) = cells(&now.entries, &then.entries);
    let mark = |record: &Record| {
        if record.no_data { "标为当月无数据" } else { "去掉当月无数据的标记" }
    };
    let stage = || format!("由{}变为{}", stage_name(now.stage), stage_name(then.stage));
    let parts = [
        (now.stage != then.stage).then(stage),
        (lost > 0).then(|| format!("变为空白 {lost} 格")),
        (gained > 0).then(|| format!("找回 {gained} 格")),
        changed_in_words(form, &changed),
        (now.no_data != then.no_data).then(|| mark(then).to_owned()),
        (now.filled_on != then.filled_on).then(|| "填报时间不同".to_owned()),
        (now.texts != then.texts).then(|| "填的文字不同".to_owned()),
        (now.adjustments != then.adjustments).then(|| "累计调整不同".to_owned()),
        (now.explanations != then.explanations).then(|| "说明不同".to_owned()),
        (now.reason != then.reason).then(|| "重新打开的原因不同".to_owned()),
        revisions(&now.revisions, &then.revisions),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("，"))
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "未定稿",
        Stage::Final => State::Final.label(),
        Stage::Sent => State::Sent.label(),
    }
}

/// The most serious difference: a report that was made would no longer be on record.
fn revisions(now: &[Arc<Revision>], then: &[Arc<Revision>]) -> Option<String> {
    let missing = |from: &[Arc<Revision>], other: &[Arc<Revision>]| {
        from.iter()
            .filter(|one| !other.iter().any(|same| (same.at, &same.sheet) == (one.at, &one.sheet)))
            .count()
    };
    match (missing(now, then), missing(then, now)) {
        (0, 0) => (now != then).then(|| "报送和存档的记录不同".to_owned()),
        (lost, 0) => Some(format!("少 {lost} 次报表")),
        (0, gained) => Some(format!("找回 {gained} 次报表")),
        (lost, gained) => Some(format!("少 {lost} 次报表，找回 {gained} 次报表")),
    }
}

fn projects_sentences(now: &ProjectLedger, then: &ProjectLedger) -> Vec<String> {
    let differences = difference(&now.list, &then.list);
    let count = |wanted: fn(Fate) -> bool| differences.iter().filter(|one| wanted(one.fate)).count();
    let (lost, gained) = (count(|fate| fate == Fate::Dropped), count(|fate| fate == Fate::New));
    let changed = differences.len() - lost - gained;
    let is_reordered = differences.is_empty() && now.list != then.list;
    let parts = [
        (lost > 0).then(|| format!("少 {lost} 项")),
        (gained > 0).then(|| format!("找回 {gained} 项")),
        (changed > 0).then(|| format!("不同 {changed} 项")),
        is_reordered.then(|| "顺序不同".to_owned()),
        (now.sent != then.sent).then(|| "报送记录不同".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { Vec::new() } else { vec![format!("项目清单：{}", parts.join("，"))] }
}

/// Up to this many changed cells are listed one by one.
const FEW: usize = 3;

fn changed_in_words(form: &Form, changed: &[(FigureId, &str, &str)]) -> Option<String> {
    let each = changed.iter().map(|(figure, now, then)| {
        let row = form.find(*figure).map_or_else(|_| String::new(), |(row, _)| row.called());
        format!("{row} {now} → {then}")
    });
    let each: Vec<String> = each.collect();
    match each.len() {
        0 => None,
        count @ 1..=FEW => Some(format!("内容不同 {count} 格（{}）", each.join("，"))),
        count => Some(format!("内容不同 {count} 格")),
    }
}

type Cells = BTreeMap<FigureId, String>;

/// How many cells would become blank, how many would become filled, and which would change: the figure, its
/// text now and its text then.
fn cells<'a>(now: &'a Cells, then: &'a Cells) -> (usize, usize, Vec<(FigureId, &'a str, &'a str)>) {
    let lost = now.keys().filter(|id| !then.contains_key(id)).count();
    let gained = then.keys().filter(|id| !now.contains_key(id)).count();
    let both = now.iter().filter_map(|(id, text)| Some((*id, text.as_str(), then.get(id)?.as_str())));
    (lost, gained, both.filter(|(_, now, then)| now != then).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::Notice;
    use crate::projects::Listed;
    use crate::report::CheckCode;
    use crate::report::Subject;
    use crate::report::examples::{adjust, finalize, id, ledger, month};
    use crate::unit::UnitKind;

    fn form() -> &'static Form {
        Notice::built_in().unwrap().form("annex2").unwrap()
    }

    fn sentences(now: &Ledger, then: &Ledger) -> Vec<String> {
        let none = ProjectLedger::default();
        let difference = compare(form(), Some((now, &none)), (then, &none));
        let months = difference.months.iter().map(|month| month.sentence.clone());
        months.chain(difference.others.clone()).collect()
    }

    fn township(months: &[(&str, &str)]) -> Ledger {
        ledger(UnitKind::from("township"), "2022-01", months)
    }

    fn record<'a>(ledger: &'a mut Ledger, at: &str) -> &'a mut Record {
        ledger.months.get_mut(&month(at)).unwrap()
    }

    #[test]
    fn every_month_that_changes_says_how() {
        let now = township(&[("2022-01", "1a=5 1b=6"), ("2022-02", "1a=1"), ("2022-03", "4=9")]);
        let then = township(&[("2022-01", "1a=7 9=1"), ("2022-02", "1a=1")]);
        assert_eq!(
            sentences(&now, &then),
            [
                "2022年1月：变为空白 1 格，找回 1 格，内容不同 1 格（第 1 行 5 → 7）",
                "2022年3月：变为空白 1 格"
            ]
        );
        assert_eq!(sentences(&now, &now), [""; 0]);
    }

    #[test]
    fn particulars_and_marks_count_too() {
        let now = township(&[("2022-01", "")]);
        let mut then = now.clone();
        then.unit.person = "李四".into();
        then.opening.insert(id("1a"), "100".into());
        record(&mut then, "2022-01").no_data = true;
        assert_eq!(sentences(&now, &then), ["2022年1月：标为当月无数据", "单位资料不同", "期初累计不同"]);
        let none = ProjectLedger::default();
        assert_eq!(compare(form(), None, (&now, &none)).others, ["单位资料不同"], "into an empty folder");
    }

    #[test]
    fn a_report_that_would_be_lost_is_told() {
        let then = township(&[("2022-01", "1a=5")]);
        let mut now = then.clone();
        finalize(&mut now, "2022-01", true);
        assert_eq!(sentences(&now, &then), ["2022年1月：由已报送变为未定稿，少 1 次报表"]);
        assert_eq!(sentences(&then, &now), ["2022年1月：由未定稿变为已报送，找回 1 次报表"]);
        let mut only_final = then.clone();
        finalize(&mut only_final, "2022-01", false);
        assert_eq!(sentences(&now, &only_final), ["2022年1月：由已报送变为定稿，报送和存档的记录不同"]);
    }

    #[test]
    fn what_an_officer_wrote_beside_the_figures_counts() {
        let now = township(&[("2022-01", "1a=5")]);
        let mut then = now.clone();
        adjust(&mut then, "2022-01", "1a", "2");
        let subject = Subject { code: CheckCode::FarAboveLastMonth, figure: Some(id("1a")) };
        record(&mut then, "2022-01").explanations.insert(subject, "新增队伍".into());
        record(&mut then, "2022-01").reason = Some("算错".into());
        assert_eq!(sentences(&now, &then), ["2022年1月：累计调整不同，说明不同，重新打开的原因不同"]);
    }

    #[test]
    fn the_list_of_projects_counts_too() {
        let months = township(&[]);
        let told = |now: &[&str], then: &[&str]| {
            let list = |texts: &[&str]| {
                let listed = |text: &&str| {
                    let (id, by) = text.split_once('|').unwrap();
                    let project = crate::projects::Project { by: by.into(), ..Default::default() };
                    Listed { id: id.parse().unwrap(), project }
                };
                ProjectLedger { list: texts.iter().map(listed).collect(), ..ProjectLedger::default() }
            };
            compare(form(), Some((&months, &list(now))), (&months, &list(then))).others
        };
        assert_eq!(
            told(&["1|甲", "2|乙", "3|丙"], &["1|甲", "3|丁", "4|戊", "5|己"]),
            ["项目清单：少 1 项，找回 2 项，不同 1 项"]
        );
        assert_eq!(told(&["1|甲", "2|乙"], &["2|乙", "1|甲"]), ["项目清单：顺序不同"]);
        assert_eq!(told(&["1|甲"], &["1|甲"]), [""; 0]);
    }
}
