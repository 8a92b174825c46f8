//! Months before the first report that a total counts all the same: 累计数自2025年1月1日起计算, where reports begin in May.

use super::dates::number_before;
use super::doubt::{Doubt, Doubts, Matter, Place};
use super::draft::{DraftForm, Letter};
use super::left_blank::sentences;
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
    let Some(first) = letter.first_month.as_ref().map(|found| found.value) else { return };
    let of_letter = lines.iter().map(|line| (line.raw.clone(), Some(line.place.clone())));
    let of_notes = forms.iter().flat_map(|form| &form.notes.items).map(|note| (note.clone(), None));
    let said: Option<(String, Option<Place>, Month)> = of_letter.chain(of_notes).find_map(|(text, place)| {
        sentences(&text).into_iter().find_map(|sentence| {
            let since = since(&sentence, first)?;
            (since < first).then(|| (sentence, place.clone(), since))
        })
    });
    let Some((sentence, place, since)) = said else { return };
    let shown: String = super::marks::without_mark(&sentence).chars().take(SHOWN).collect();
    let last = first.previous();
    let months = if since == last { since.name() } else { format!("{}到{}", since.name(), last.name()) };
    let question = format!("“{shown}”，而从{}起才报：{months}的数要算进累计吗？", first.name());
    let doubt = Doubt::new(Matter::Months, question).at(place);
    let doubt = doubt.reading("要算进去，由填报单位填在期初累计里", "累计从那时起算");
    doubts.ask(doubt.reading("不算，从第一次报的月份累计", "以前没有用这张表报过"));
}

/// The month from which a sentence has a total counted.
fn since(sentence: &str, first: Month) -> Option<Month> {
    let compared = plain(sentence);
    let total = TOTALS.iter().filter_map(|word| compared.find(word)).min()?;
    let behind = compared.get(total..)?;
    ["从", "自"].iter().flat_map(|word| behind.match_indices(*word)).find_map(|(at, word)| {
        let rest = behind.get(at + word.len()..)?;
        let said = rest.split_once('年').filter(|(year, _)| year.len() == 4);
        let own = || {
            let words = ["今年", "本年", "当年", "每年", "年"];
            words.iter().find_map(|word| rest.strip_prefix(word)).map(|rest| (first.year(), rest))
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
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let month = since(text, first).map(|month| month.to_string()).unwrap_or_default();
            assert_eq!(month, expected, "{text}");
        }
    }
}
