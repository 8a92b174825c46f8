//! Months before the first report that a total counts all the same: 累计数自2025年1月1日起计算, where reports begin in May.

use super::dates::number_before;
use super::doubt::{Doubt, Doubts, Matter, Place, Then};
use super::draft::{DraftForm, Letter};
use super::left_blank::sentences;
use super::notice_field::NoticeField;
use super::segment::Line;
use super::text::plain;
use crate::period::Month;

/// How much of a sentence is shown.
const SHOWN: usize = 40;
/// Words of a total.
const TOTALS: [&str; 2] = ["累计", "累积"];

/// Asks once where totals begin before the first report. Nothing of it is known to the form, so what came before is to be
/// filled in.
pub(super) fn ask(letter: &Letter, lines: &[Line], forms: &[DraftForm], doubts: &mut Doubts) {
    ask_first_report(letter, lines, doubts);
    let first = letter.first_month.as_ref().map(|found| found.value);
    let of_letter = lines.iter().map(|line| (line.raw.clone(), Some(line.place.clone())));
    let of_notes = forms.iter().flat_map(|form| &form.notes.items).map(|note| (note.clone(), None));
    let said: Option<(String, Option<Place>, Month)> = of_letter.chain(of_notes).find_map(|(text, place)| {
        sentences(&text).into_iter().find_map(|sentence| {
            let since = since(&sentence, first)?;
            first.is_none_or(|first| since < first).then(|| (sentence, place.clone(), since))
        })
    });
    let Some((sentence, place, since)) = said else { return };
    let shown: String = super::marks::without_mark(&sentence).chars().take(SHOWN).collect();
    let earlier = first.map(|first| named(since, first.previous()));
    let question = match (first, &earlier) {
        (Some(first), Some(earlier)) => {
            format!("“{shown}”，而从{}起才报：{earlier}的数要算进累计吗？", first.name())
        }
        _ => format!("“{shown}”，第一次报哪个月还没有定：在那以前的数要算进累计吗？"),
    };
    let earlier = earlier.unwrap_or_else(|| "第一次报以前".to_owned());
    let doubt = Doubt::new(Matter::Months, question).at(place);
    let doubt = doubt.reading("要算进去，由填报单位填在期初累计里", "累计从那时起算");
    let remark = format!("{earlier}的数不算进累计：期初累计都填 0");
    let doubt =
        doubt.reading_then("不算，从第一次报的月份累计", "以前没有用这张表报过", Then::Remark(remark));
    doubts.ask(doubt.reading_then(
        format!("从{}起报，以前各月都补报", since.name()),
        "累计从那时起算",
        Then::Notice(NoticeField::FirstMonth, since.to_string()),
    ));
}

/// Some months, by the first and the last.
fn named(first: Month, last: Month) -> String {
    if first == last { first.name() } else { format!("{}到{}", first.name(), last.name()) }
}

/// Asks where the first report brings several months: 首次报送时一并报送1-2月数据. They may be reports of their own, or what
/// the totals begin with.
fn ask_first_report(letter: &Letter, lines: &[Line], doubts: &mut Doubts) {
    let Some(first) = letter.first_month.as_ref().map(|found| found.value) else { return };
    let said = lines.iter().find_map(|line| {
        sentences(&line.raw).into_iter().find_map(|sentence| {
            let (from, to) = first_reported(&sentence, first)?;
            // The one that is the first report itself is none before it.
            let to = if from < first { first } else { to };
            (from <= first && from < to).then(|| (sentence, line.place.clone(), from, to))
        })
    });
    let Some((sentence, place, from, to)) = said else { return };
    let shown: String = super::marks::without_mark(&sentence).chars().take(SHOWN).collect();
    let question = format!("“{shown}”：{}的数怎么报？", named(from, to.previous()));
    let at_once = (
        format!("从{}起报，以前各月的数填在期初累计里", to.name()),
        Then::Notice(NoticeField::FirstMonth, to.to_string()),
    );
    let each = (
        format!("从{}起每月一份，以前各月都补报", from.name()),
        Then::Notice(NoticeField::FirstMonth, from.to_string()),
    );
    let (stays, other) = if first == from { (each, at_once) } else { (at_once, each) };
    let doubt = Doubt::new(Matter::Months, question).at([place]);
    let doubt = doubt.reading(stays.0, "写在第一次报送里");
    doubts.ask(doubt.reading_then(other.0, "第一次要报好几个月的数", other.1));
}

/// Whether a day follows a month: 月5日.
fn names_day(behind: &str) -> bool {
    behind.strip_prefix('月').and_then(|rest| number_before(rest, &["日", "号"])).is_some()
}

/// The first and the last of the months that a sentence has reported with the first report: 首次报送1-3月数据, 补报1、2月数据.
fn first_reported(sentence: &str, first: Month) -> Option<(Month, Month)> {
    const REPORTS: [&str; 7] = ["首次报", "首次上报", "首次填报", "第一次报", "首报", "补报", "一并报"];
    let at = REPORTS.iter().filter_map(|word| Some(sentence.find(word)? + word.len())).max()?;
    let mut rest = sentence.get(at..)?;
    let mut months: Vec<Month> = Vec::new();
    let mut year = first.year();
    while let Some(begins) = rest.find(|one: char| one.is_ascii_digit()) {
        rest = rest.get(begins..)?;
        let end = rest.find(|one: char| !one.is_ascii_digit()).unwrap_or(rest.len());
        let (number, behind) = rest.split_at(end);
        match number.parse().ok() {
            Some(said) if behind.starts_with('年') => year = said,
            // A day says nothing of what is reported.
            Some(_) if behind.starts_with(['日', '号']) || names_day(behind) => {}
            Some(number) if behind.starts_with(['月', '-', '~', '至', '到', '、', '和']) => {
                months.extend(u32::try_from(number).ok().and_then(|number| Month::new(year, number)));
            }
            _ => {}
        }
        rest = behind;
    }
    Some((*months.iter().min()?, *months.iter().max()?))
}

/// The month from which a sentence has a total counted.
fn since(sentence: &str, first: Option<Month>) -> Option<Month> {
    let compared = plain(sentence);
    let total = TOTALS.iter().filter_map(|word| compared.find(word)).min()?;
    let behind = compared.get(total..)?;
    ["从", "自", "为", "指", "是", "系"].iter().flat_map(|word| behind.match_indices(*word)).find_map(
        |(at, word)| {
            let rest = behind.get(at + word.len()..)?;
            let said = rest.split_once('年').filter(|(year, _)| year.len() == 4);
            let own = || {
                let words = ["今年", "本年", "当年", "每年", "年"];
                words
                    .iter()
                    .find_map(|word| rest.strip_prefix(word))
                    .and_then(|rest| Some((first?.year(), rest)))
            };
            let said = said.and_then(|(year, rest)| Some((year.parse().ok()?, rest)));
            let (year, rest) = said.or_else(own)?;
            if rest.starts_with('初') {
                return Month::new(year, 1);
            }
            let (month, rest) = number_before(rest, &["月份", "月"])?;
            let (_, rest) = number_before(rest, &["日", "号"]).unwrap_or((0, rest));
            let is_since = ["起", "以来", "开始", "至", "到", "初"].iter().any(|word| rest.starts_with(word));
            is_since.then(|| Month::new(year, month)).flatten()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_report_may_bring_several_months() {
        let first = Month::new(2026, 3).unwrap();
        for (text, expected) in [
            ("首次报送时一并报送1-2月数据", "2026-01 2026-02"),
            ("首次报送2026年1月至3月数据", "2026-01 2026-03"),
            ("3月首次报送时补报1、2月数据", "2026-01 2026-02"),
            ("首次报送2月数据,3月5日前报", "2026-02 2026-02"),
            ("首次报送时间为2026年3月25日前", ""),
            ("每月25日前报1-2月数据", ""),
        ] {
            let months = first_reported(text, first).map(|(from, to)| format!("{from} {to}"));
            assert_eq!(months.unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn a_total_may_begin_before_the_first_report() {
        let first = Month::new(2025, 5).unwrap();
        for (text, expected) in [
            ("1.累计数自2025年1月1日起计算", "2025-01"),
            ("表1中“累计”是指自2026年1月1日以来的数据", "2026-01"),
            ("累计数从年初算起", "2025-01"),
            ("累计数量从2026年3月起累计", "2026-03"),
            ("自2025年1月起开展整治，累计检查300次", ""),
            ("累计数为各月之和", ""),
        ] {
            let month = since(text, Some(first)).map(|month| month.to_string()).unwrap_or_default();
            assert_eq!(month, expected, "{text}");
        }
    }
}
