//! From when to when is reported: 从2025年11月起, 自2026年2月至5月. What the text says of reporting holds; what it says of the work
//! itself is asked.

use chrono::{Datelike as _, Months, NaiveDate};

use super::dates::number_before;
use super::doubt::{Found, Sureness};
use super::draft::Letter;
use super::due::at;
use super::segment::Line;
use crate::notice::Due;
use crate::period::Month;

/// What stands before the first month.
const BEFORE: [&str; 12] =
    ["从", "自", "于", "由", "时间为", "时间是", "时间:", "期限为", "期间为", "周期为", "时限为", "时段为"];
/// What stands between the first and the last.
const UNTIL: [&str; 6] = ["起至", "起到", "至", "到", "-", "~"];
/// What stands behind the first one.
const SINCE: [&str; 10] =
    ["起", "开始", "份起", "份开始", "初起", "底起", "数据起", "的数据起", "数据开始", "的数据开始"];
/// Words of the end.
const ENDS: [&str; 2] = ["结束", "为止"];
/// What may stand between the first month and the word for the last: 起报送至.
const BETWEEN: [&str; 6] = ["", "报送", "填报", "上报", "每月报送", "按月报送"];
/// Words of a report that is made every month.
const MONTHLY: [&str; 8] = ["每月", "每个月", "次月", "逐月", "按月", "月报", "月度报", "月调度"];
/// Words of the month before the one in which is reported.
const LAST: [&str; 4] = ["上月", "上个月", "上一月", "前一个月"];
/// What the notice calls itself, or the reports that it orders, and what is said of it from a month on: 本通知自2025年7月起施行.
const ITSELF: [&str; 4] = ["通知", "制度", "报表", "月报"];
const IN_FORCE: [&str; 4] = ["施行", "执行", "实行", "实施"];
/// Words of work, which may begin before it is reported.
const WORK: [&str; 10] = ["开展", "实施", "启动", "部署", "推进", "组织", "进行", "执行", "活动", "行动"];
/// Words of the first report.
const FIRST: [&str; 4] = ["首次报送", "首次上报", "首次填报", "第一次报送"];

/// How much of a sentence is shown.
const SHOWN: usize = 40;
/// The day of the notice itself.
const OWN_DAYS: [&str; 6] = ["发文之日", "印发之日", "下发之日", "发布之日", "通知之日", "即日"];
/// What is reported, behind the month of it.
const REPORTED: [&str; 7] = ["数据", "数", "情况", "月报", "报表", "统计", "工作"];

/// From when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    first: Month,
    last: Option<Month>,
    /// Whether it is said of the reports.
    is_of_reports: bool,
    /// Whether the last month stands where it is certainly meant: right behind the first, or behind 起报送至.
    is_end_plain: bool,
    /// Whether the month may be the one in which the one before it is reported: 从7月开始，每月10日前报上月的数.
    may_be_of_last: bool,
    /// Where it begins in its sentence.
    begins: usize,
}

/// The first and the last month, where the text says them; else from the date and the phases.
pub(super) fn months<'a>(lines: impl Iterator<Item = &'a Line>, letter: &mut Letter) {
    let issued = letter.issued.as_ref().map(|found| found.value);
    let due = letter.due.as_ref().map(|due| due.value.clone());
    let mut of_work: Option<(Span, &Line, String)> = None;
    let lines: Vec<&Line> = lines.collect();
    if in_phase(&lines, letter) {
        return;
    }
    for line in lines.iter().copied() {
        for sentence in line.plain().split(['。', ';', '；']).filter(|one| !one.contains("阶段")) {
            let Some(span) = span(sentence, issued, due.as_ref()) else { continue };
            if span.is_of_reports {
                let is_plain = span.is_end_plain && !span.may_be_of_last;
                let sureness = if is_plain { Sureness::Stated } else { Sureness::Asked };
                take(letter, span, sureness, line, sentence);
                ends(&lines, letter);
                end_of_work(&lines, letter, due.as_ref());
                return;
            }
            // Work that has begun before is not reported for the months that are past.
            let is_past = issued.is_some_and(|issued| span.first < Month::of(issued));
            if of_work.is_none() && !is_past {
                of_work = Some((span, line, sentence.to_owned()));
            }
        }
    }
    let by_phases =
        letter.phases.last().map(|last| Found::asked(Month::of(last.value.last_day), last.place.clone()));
    if let Some((span, line, sentence)) = of_work {
        take(letter, span, Sureness::Asked, line, &sentence);
        letter.last_month = letter.last_month.take().or(by_phases);
        return;
    }
    if let Some(issued) = &letter.issued {
        let first = Month::of(first_due(issued.value, due.as_ref()));
        letter.first_month = Some(Found::asked(first, issued.place.clone()));
    }
    letter.last_month = by_phases;
}

/// Takes the months of a phase where it is said that during it there is a report every month: 集中整治期间，每月25日前将月报表报.
fn in_phase(lines: &[&Line], letter: &mut Letter) -> bool {
    let said = lines.iter().find_map(|line| {
        let plain = line.plain();
        let sentence = plain.split(['。', ';', '；']).find_map(|sentence| {
            let (before, behind) = sentence.split_once("期间")?;
            let before = super::marks::without_mark(before);
            let is_monthly = behind.contains('报') && MONTHLY.iter().any(|word| behind.contains(word));
            let phase = letter.phases.iter().find(|phase| {
                let name = before.strip_suffix("阶段").unwrap_or(before);
                name.trim_start_matches('在') == phase.value.name
            })?;
            let first = phase.value.first_day.filter(|_| is_monthly)?;
            Some((Month::of(first), Month::of(phase.value.last_day), sentence.to_owned()))
        })?;
        Some((*line, sentence))
    });
    let Some((line, (first, last, sentence))) = said else { return false };
    letter.first_month = Some(at(first, line, &sentence));
    letter.last_month = Some(at(last, line, &sentence));
    true
}

/// Where nothing is said of the last report, the work may end with it: it is asked, with what says so.
fn end_of_work(lines: &[&Line], letter: &mut Letter, due: Option<&Due>) {
    let issued = letter.issued.as_ref().map(|found| found.value);
    let Some(first) = letter.first_month.clone().filter(|_| letter.last_month.is_none()) else { return };
    let of_work = lines.iter().find_map(|line| {
        let plain = line.plain();
        let sentences = plain.split(['。', ';', '；']);
        let mut of_work =
            sentences.filter(|one| !["阶段", "累计", "统计", "数据"].iter().any(|word| one.contains(word)));
        of_work.find_map(|sentence| {
            let span = span(sentence, issued, due)?;
            let last = span.last.filter(|last| !span.is_of_reports && *last >= first.value)?;
            Some(Found { sureness: Sureness::Asked, ..at(last, line, &from(sentence, span.begins)) })
        })
    });
    let by_phases = || {
        let last = letter.phases.last()?;
        let month = Month::of(last.value.last_day);
        (month >= first.value).then(|| Found::asked(month, last.place.clone()))
    };
    letter.last_month = of_work.or_else(by_phases);
}

/// A sentence from where something is said in it on, where all of it is too long to be shown.
fn from(sentence: &str, begins: usize) -> String {
    let is_short = sentence.chars().count() <= SHOWN;
    sentence.get(if is_short { 0 } else { begins }..).unwrap_or(sentence).to_owned()
}

/// Where the last part of a sentence begins that can be shown.
fn last_part(sentence: &str) -> usize {
    sentence.char_indices().rev().nth(SHOWN - 1).map_or(0, |(at, _)| at)
}

/// What another sentence may say of the last report: 2026年12月31日停止报送. It is asked, with the sentence.
fn ends(lines: &[&Line], letter: &mut Letter) {
    let issued = letter.issued.as_ref().map(|found| found.value);
    let Some(first) = letter.first_month.clone().filter(|_| letter.last_month.is_none()) else { return };
    let said = lines.iter().find_map(|line| {
        let plain = line.plain();
        let sentence = plain.split(['。', ';', '；']).find(|one| may_end(one))?;
        Some((*line, sentence.to_owned()))
    });
    let Some((line, sentence)) = said else { return };
    if let Some(last) = ending(&sentence, first.value, issued) {
        letter.last_month = Some(Found {
            sureness: Sureness::Asked,
            ..at(last, line, &from(&sentence, last_part(&sentence)))
        });
    } else {
        letter.first_month = Some(Found { sureness: Sureness::Asked, ..at(first.value, line, &sentence) });
    }
}

/// From when to when, where a sentence says nothing else (2024年9月至2025年8月), or counts from its own day on.
fn bare_span(sentence: &str, issued: Option<NaiveDate>) -> Option<Span> {
    let bare = sentence.split_once(':').map_or(sentence, |(_, rest)| rest);
    let until = |rest: &str, first: Month| {
        let rest = UNTIL.iter().find_map(|word| rest.strip_prefix(word))?;
        let year_end = rest
            .split_once("年底")
            .and_then(|(year, rest)| Some((Month::new(year.parse().ok()?, 12)?, rest)));
        let of_month = || month_at(rest, Some(first), issued).map(|(last, _, behind)| (last, behind));
        let (last, behind) = year_end.or_else(of_month)?;
        (first <= last).then(|| (last, behind.to_owned()))
    };
    let own_day = OWN_DAYS.iter().find_map(|word| sentence.split_once(word)).map(|(_, rest)| rest);
    if let Some((rest, issued)) = own_day.zip(issued) {
        let first = Month::of(issued);
        let rest = rest.strip_prefix('起').unwrap_or(rest);
        let (last, _) = until(rest, first)?;
        return Some(Span {
            first,
            last: Some(last),
            is_of_reports: false,
            is_end_plain: false,
            may_be_of_last: false,
            begins: 0,
        });
    }
    let (first, is_year_said, rest) = month_at(bare, None, issued)?;
    let (last, _) = until(rest, first).filter(|(_, behind)| is_year_said && behind.is_empty())?;
    Some(Span {
        first,
        last: Some(last),
        is_of_reports: false,
        is_end_plain: true,
        may_be_of_last: false,
        begins: 0,
    })
}

/// Whether a sentence may say when the reports end.
fn may_end(sentence: &str) -> bool {
    let bare = sentence.replace("结束后", "").replace("结束之后", "");
    let ends =
        ENDS.iter().chain(&["停止报", "停止上报", "停止填报", "停报", "月止", "日止", "不再报", "终止"]);
    let names_month = bare.contains("年底")
        || bare.match_indices('月').any(|(at, _)| {
            bare.get(..at).is_some_and(|before| before.ends_with(|one: char| one.is_ascii_digit()))
        });
    bare.contains('报') && names_month && ends.into_iter().any(|word| bare.contains(word))
}

/// The last month in what a sentence says behind the first: 至2026年12月止, 9月结束, 到2026年底.
fn ending(text: &str, first: Month, issued: Option<NaiveDate>) -> Option<Month> {
    text.char_indices().find_map(|(begins, _)| {
        let before = text.get(..begins)?;
        let rest = text.get(begins..)?;
        if before.ends_with(|one: char| one.is_ascii_digit()) {
            return None;
        }
        let is_until = ["至", "到"].iter().any(|word| before.ends_with(word));
        let year_end = rest.split_once("年底").and_then(|(year, _)| Month::new(year.parse().ok()?, 12));
        let (last, behind) = match year_end {
            Some(last) => (last, ""),
            None => month_at(rest, Some(first), issued).map(|(last, _, behind)| (last, behind))?,
        };
        let is_end =
            ENDS.iter().chain(&["止", "停止", "终止", "后不再报"]).any(|word| behind.starts_with(word));
        (first <= last && (is_until || is_end)).then_some(last)
    })
}

fn take(letter: &mut Letter, span: Span, sureness: Sureness, line: &Line, sentence: &str) {
    let found = |month| Found { sureness, ..at(month, line, &from(sentence, span.begins)) };
    letter.first_month = Some(found(span.first));
    letter.last_month = span.last.map(found);
}

/// The first month that is due after a day.
fn first_due(issued: NaiveDate, due: Option<&Due>) -> NaiveDate {
    let is_past = due.is_some_and(|due| !due.next_month && issued.day() > due.day);
    if is_past { issued.checked_add_months(Months::new(1)).unwrap_or(issued) } else { issued }
}

/// From when to when, as a sentence says it.
fn span(sentence: &str, issued: Option<NaiveDate>, due: Option<&Due>) -> Option<Span> {
    let says_report = sentence.contains('报');
    let is_monthly = says_report && MONTHLY.iter().any(|word| sentence.contains(word));
    if let Some(found) = first_report(sentence, issued, due).or_else(|| bare_span(sentence, issued)) {
        return Some(found);
    }
    for (begins, _) in sentence.char_indices() {
        let before = sentence.get(..begins).unwrap_or_default();
        if !BEFORE.iter().any(|word| before.ends_with(word)) {
            continue;
        }
        let Some((first, is_year_said, rest)) =
            sentence.get(begins..).and_then(|rest| month_at(rest, None, issued))
        else {
            continue;
        };
        let last = UNTIL.iter().find_map(|word| rest.strip_prefix(word)).and_then(|rest| {
            let (last, _, behind) = month_at(rest, Some(first), issued)?;
            (first <= last).then_some((last, behind))
        });
        let since = SINCE.iter().find_map(|word| rest.strip_prefix(word));
        let Some(behind) = last.map(|(_, behind)| behind).or(since) else { continue };
        let clause = behind.split(',').next().unwrap_or_default();
        let own = before.rsplit(',').next().unwrap_or_default();
        let in_force = ITSELF.iter().any(|word| own.contains(word)) && IN_FORCE.contains(&clause);
        let is_monthly = is_monthly || (in_force && due.is_some());
        let says_report = says_report || (in_force && due.is_some());
        let is_of_work = WORK.iter().any(|word| clause.contains(word) || own.contains(word));
        let is_of_reports = is_year_said && says_report && (is_monthly || (last.is_none() && !is_of_work));
        let direct = BETWEEN.iter().find_map(|word| {
            let rest = UNTIL.iter().find_map(|until| behind.strip_prefix(word)?.strip_prefix(until))?;
            let (last, _, behind) = month_at(rest, Some(first), issued)?;
            let is_end = behind.is_empty() || behind.starts_with(['止', ',', '，']);
            (first <= last && is_end).then_some(last)
        });
        let is_end_plain = last.is_some()
            || direct.is_some()
            || (ending(behind, first, issued).is_none() && !may_end(sentence));
        let last = last.map(|(last, _)| last).or(direct).or_else(|| ending(behind, first, issued));
        // Where the same sentence has the month before reported, nobody knows which of the two is meant.
        let is_later = due.is_some_and(|due| due.next_month);
        let names_report = rest.trim_start_matches('的').starts_with("数据");
        let may_be_of_last =
            is_later && !names_report && LAST.iter().any(|word| behind.contains(word)) && is_of_reports;
        let first = if may_be_of_last { first.previous() } else { first };
        let begins = BEFORE.iter().find(|word| before.ends_with(**word)).map_or(0, |word| word.len());
        let begins = before.len() - begins;
        return Some(Span { first, last, is_of_reports, is_end_plain, may_be_of_last, begins });
    }
    None
}

/// The month of the first report: 首次报送时间为2026年3月25日.
fn first_report(sentence: &str, issued: Option<NaiveDate>, due: Option<&Due>) -> Option<Span> {
    let (before, rest) = FIRST.iter().find_map(|word| sentence.split_once(word))?;
    let behind = ["时间", "日期"].iter().find_map(|word| rest.strip_prefix(word));
    let says_when = behind.is_some();
    let rest = behind.unwrap_or(rest);
    let rest = ["为", "是", ":", "于", "在"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let (month, is_year_said, behind) = month_at(rest, None, issued)?;
    let names_day = rest.get(..rest.len() - behind.len()).is_some_and(|said| said.contains(['日', '号']));
    // 首次报送：2025年2月数据 is the month that is reported, and not the one in which that is done.
    let behind = behind.strip_prefix('的').unwrap_or(behind);
    let names_report = !names_day && REPORTED.iter().any(|word| behind.starts_with(word));
    let is_later = due.is_some_and(|due| due.next_month);
    let first = if is_later && !names_report { month.previous() } else { month };
    let is_plain = !is_later || names_report || names_day || says_when;
    Some(Span {
        first,
        last: None,
        is_of_reports: is_year_said && due.is_some(),
        is_end_plain: is_plain,
        may_be_of_last: false,
        begins: before.len(),
    })
}

/// The month at the beginning of a text, whether its year is said or certain, and what is behind it and its day. A month without
/// a year is of that of the month before it, or of the year of the letter.
fn month_at(text: &str, before: Option<Month>, issued: Option<NaiveDate>) -> Option<(Month, bool, &str)> {
    if text.starts_with("本月") {
        let month = Month::of(issued?);
        return Some((month, true, text.strip_prefix("本月")?));
    }
    let year_at = text.find('年').filter(|at| *at == 4);
    let said = year_at.and_then(|at| text.get(..at)?.parse::<i32>().ok());
    let this_year = ["今年", "本年"].iter().find_map(|word| text.strip_prefix(word));
    let (year, rest) = match (said, this_year) {
        (Some(year), _) => (Some(year), text.get("0000年".len()..)?),
        (None, Some(rest)) => (Some(issued?.year()), rest),
        (None, None) => (None, text),
    };
    let (number, rest) = number_before(rest, &["月份", "月"])?;
    let (_, rest) = number_before(rest, &["日", "号"]).unwrap_or((0, rest));
    let rest =
        ["上旬", "中旬", "下旬", "初", "底"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    if let Some(year) = year {
        return Some((Month::new(year, number)?, true, rest));
    }
    if let Some(before) = before {
        return Some((Month::new(before.year(), number)?, true, rest));
    }
    let issued = issued?;
    let same = Month::new(issued.year(), number)?;
    let is_past = same < Month::of(issued);
    let month = if is_past { Month::new(issued.year() + 1, number)? } else { same };
    Some((month, !is_past, rest))
}

#[cfg(test)]
mod tests;
