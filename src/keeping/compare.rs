//! What a restore would change, month by month. Pure: two ledgers go in, the differences come out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::form::FigureId;
use crate::period::Month;
use crate::report::{Ledger, Record};

/// What would be different afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RestoreDifference {
    /// The months that would change.
    pub months: Vec<MonthDifference>,
    /// What else would change, in words: 单位资料, 期初累计.
    pub others: Vec<String>,
}

/// How one month would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MonthDifference {
    /// Which month.
    #[cfg_attr(test, ts(type = "string"))]
    pub month: Month,
    /// How it would change, as a sentence.
    pub sentence: String,
}

impl RestoreDifference {
    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        self.months.is_empty() && self.others.is_empty()
    }
}

/// Compares what is recorded now with what would be recorded then. Nothing now counts as empty.
pub fn compare(now: Option<&Ledger>, then: &Ledger) -> RestoreDifference {
    let none = BTreeMap::new();
    let empty = Record::default();
    let now_months = now.map_or(&none, |now| &now.months);
    let months: BTreeSet<Month> = now_months.keys().chain(then.months.keys()).copied().collect();
    let record = |of: &BTreeMap<Month, Record>, month| of.get(&month).unwrap_or(&empty).clone();
    let differences = months.into_iter().filter_map(|month| {
        let sentence = month_sentence(&record(now_months, month), &record(&then.months, month))?;
        Some(MonthDifference { month, sentence: format!("{}：{sentence}", month.name()) })
    });
    let no_opening = BTreeMap::new();
    let opening = now.map_or(&no_opening, |now| &now.opening);
    let others =
        [(now.map(|now| &now.unit) != Some(&then.unit), "单位资料"), (*opening != then.opening, "期初累计")];
    RestoreDifference {
        months: differences.collect(),
        others: others.into_iter().filter(|(differs, _)| *differs).map(|(_, name)| name.to_owned()).collect(),
    }
}

fn month_sentence(now: &Record, then: &Record) -> Option<String> {
    let (lost, gained, changed) = cells(&now.entries, &then.entries);
    let mark = |record: &Record| {
        if record.no_data { "标为当月无数据" } else { "去掉当月无数据的标记" }
    };
    let parts = [
        (lost > 0).then(|| format!("变为空白 {lost} 格")),
        (gained > 0).then(|| format!("找回 {gained} 格")),
        (changed > 0).then(|| format!("数字不同 {changed} 格")),
        (now.no_data != then.no_data).then(|| mark(then).to_owned()),
        (now.filled_on != then.filled_on).then(|| "填报时间不同".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("，"))
}

/// How many cells would be blank, filled, and filled otherwise than now.
fn cells(now: &BTreeMap<FigureId, String>, then: &BTreeMap<FigureId, String>) -> (usize, usize, usize) {
    let lost = now.keys().filter(|id| !then.contains_key(id)).count();
    let gained = then.keys().filter(|id| !now.contains_key(id)).count();
    let changed = now.iter().filter(|(id, text)| then.get(id).is_some_and(|other| other != *text)).count();
    (lost, gained, changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::examples::ledger;
    use crate::unit::UnitKind;

    fn sentences(difference: &RestoreDifference) -> Vec<String> {
        difference
            .months
            .iter()
            .map(|month| month.sentence.clone())
            .chain(difference.others.clone())
            .collect()
    }

    #[test]
    fn every_month_that_changes_says_how() {
        let township = |months: &[(&str, &str)]| ledger(UnitKind::Township, "2022-01", months);
        let now = township(&[("2022-01", "1a=5 1b=6"), ("2022-02", "1a=1"), ("2022-03", "4=9")]);
        let then = township(&[("2022-01", "1a=7 9=1"), ("2022-02", "1a=1")]);
        assert_eq!(
            sentences(&compare(Some(&now), &then)),
            ["2022年1月：变为空白 1 格，找回 1 格，数字不同 1 格", "2022年3月：变为空白 1 格"]
        );
        assert!(compare(Some(&now), &now).is_empty());
    }

    #[test]
    fn particulars_and_marks_count_too() {
        let now = ledger(UnitKind::Township, "2022-01", &[("2022-01", "")]);
        let mut then = now.clone();
        then.unit.person = "李四".into();
        then.opening.insert("1a".parse().unwrap(), "100".into());
        then.months.get_mut(&"2022-01".parse().unwrap()).unwrap().no_data = true;
        assert_eq!(
            sentences(&compare(Some(&now), &then)),
            ["2022年1月：标为当月无数据", "单位资料", "期初累计"]
        );
        assert_eq!(compare(None, &now).others, ["单位资料"], "into an empty folder");
    }
}
