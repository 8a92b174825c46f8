//! When a month is due, and to whom it is sent: 每月28日前将…报送区城市管理局.
//!
//! Only a sentence that speaks of reporting the form, once a month, says it. Where several days are named, or it is reported
//! in another rhythm too, it is asked.

use super::dates::number_before;
use super::doubt::{Doubt, Doubts, Found, Matter, Place};
use super::draft::Letter;
use super::notice_field::NoticeField;
use super::segment::Line;
use super::text::brackets;
use crate::notice::Due;

/// How much of a sentence stands in a question.
const SHOWN: usize = 60;
/// Words of the month after the one that is reported.
const NEXT: [&str; 5] = ["次月的", "次月", "下个月", "下月", "月后"];
/// Words of the month that is reported.
const SAME: [&str; 4] = ["每个月", "每月", "当月", "逐月"];
/// Words of the month before.
const LAST: [&str; 4] = ["上月", "上个月", "上一月", "前一个月"];
/// Words of what is reported each month.
const FORM: [&str; 9] = ["表", "附件", "数据", "统计", "情况", "月报", "台账", "进度", "进展"];
/// Words of another rhythm.
const OTHER_RHYTHMS: [&str; 8] = ["季度", "每季", "每周", "每旬", "每半年", "半月", "每半月", "每天"];
/// The longest name of an office.
const LONGEST_NAME: usize = 30;
/// The endings of offices.
const OFFICES: [&str; 15] = [
    "办公室",
    "委员会",
    "管理局",
    "局",
    "办",
    "委",
    "中心",
    "站",
    "所",
    "处",
    "科",
    "厅",
    "政府",
    "部",
    "会",
];
/// The end of a month; in a shorter one its last day.
const END_OF_MONTH: u32 = 31;

/// A day by which something is reported.
struct Deadline {
    day: u32,
    next_month: bool,
    is_sure: bool,
    /// Where it stands among the lines, and its sentence.
    line: usize,
    sentence: String,
    behind: String,
}

/// Finds when a month is due, and to whom it is sent.
pub(super) fn due(lines: &[Line], letter: &mut Letter, doubts: &mut Doubts) {
    let mut found: Vec<Deadline> = Vec::new();
    let mut rhythm = None;
    for (number, line) in lines.iter().enumerate() {
        for sentence in line.plain().split(['。', ';', '；']) {
            let is_rhythm =
                sentence.contains('报') && OTHER_RHYTHMS.iter().any(|word| sentence.contains(word));
            if is_rhythm && rhythm.is_none() {
                rhythm = Some((number, sentence.to_owned()));
            }
            found.extend(deadlines(sentence, number));
        }
    }
    let Some(first) = found.iter().find(|one| one.is_sure).or_else(|| found.first()) else {
        if let Some((line, sentence)) = rhythm.and_then(|(at, sentence)| Some((lines.get(at)?, sentence))) {
            ask(&[&sentence], "写的不是每月一次", line, doubts);
        }
        return;
    };
    let Some(line) = lines.get(first.line) else { return };
    // Months without a report may be said in another sentence.
    let exempt = std::iter::once(line).chain(lines).map(|line| exempt(&line.plain()));
    let exempt = exempt.into_iter().find(|months| !months.is_empty()).unwrap_or_default();
    let value = Due { day: first.day, next_month: first.next_month, exempt };
    let sure: Vec<&Deadline> = found.iter().filter(|one| one.is_sure).collect();
    let is_one = sure.iter().all(|one| (one.day, one.next_month) == (first.day, first.next_month));
    let is_certain = first.is_sure && is_one && rhythm.is_none();
    letter.due = Some(if is_certain {
        at(value, line, &first.sentence)
    } else {
        Found::asked(value, at((), line, &first.sentence).place)
    });
    letter.month_begins = month_begins(&line.plain()).map(|day| at(day, line, &first.sentence));
    if !is_certain {
        let because = match () {
            () if !first.is_sure => "这句话没有写明是报这张表",
            () if !is_one => "写了不止一个日期",
            () => "还写了每月以外的报法",
        };
        let mut said: Vec<&str> = sure.iter().map(|one| one.sentence.as_str()).collect();
        said.extend(rhythm.as_ref().map(|(_, sentence)| sentence.as_str()));
        said.insert(0, &first.sentence);
        said.dedup();
        ask(&said, because, line, doubts);
    }
    let offices = std::iter::once(first).chain(sure).map(|one| (office(&one.behind), one));
    for (office, one) in offices {
        if let (Some(office), None) = (office, &letter.office) {
            letter.office = lines.get(one.line).map(|line| at(office, line, &one.sentence));
        }
    }
}

fn ask(said: &[&str], because: &str, line: &Line, doubts: &mut Doubts) {
    let mut shown: Vec<String> = said
        .iter()
        .map(|sentence| format!("“{}”", sentence.chars().take(SHOWN).collect::<String>()))
        .collect();
    shown.dedup();
    let doubt = Doubt::new(Matter::Notice, format!("{}：每月几日前报？", shown.join("、")));
    let doubt = doubt.reading("照现在填的这一天", because).at([line.place.clone()]);
    doubts.ask(doubt.asking([NoticeField::Due]));
}

/// The days that a sentence names by which the form is to be reported each month.
fn deadlines(said: &str, line: usize) -> Vec<Deadline> {
    // 每月28日（遇节假日提前）前: what stands in brackets is between the day and the word.
    let sentence = brackets(said).0;
    let days = days(&sentence);
    let ends: Vec<usize> = days.iter().map(|day| day.begins).skip(1).chain([sentence.len()]).collect();
    let found = days.into_iter().zip(ends).filter_map(|(day, end)| {
        let clause = sentence.get(day.ends..end).unwrap_or_default();
        let verb = ["报", "送", "交", "填"].iter().filter_map(|word| clause.find(word)).min()?;
        let before = clause.get(..verb).unwrap_or_default();
        let what = before.split_once(['将', '把']).map_or(sentence.as_str(), |(_, what)| what);
        let is_sure = FORM.iter().any(|word| what.contains(word));
        // Of the month before, unless it is said from which day of it on.
        let is_of_last = LAST.iter().any(|word| {
            let behind = clause.split_once(word).map(|(_, behind)| behind);
            behind.is_some_and(|behind| !behind.starts_with(|one: char| one.is_ascii_digit()))
        });
        let behind = clause.to_owned();
        let next_month = day.next_month || is_of_last;
        Some(Deadline { day: day.day, next_month, is_sure, line, sentence: said.to_owned(), behind })
    });
    found.collect()
}

/// A day of a month in a sentence, and where it begins and ends.
struct DayOfMonth {
    begins: usize,
    ends: usize,
    day: u32,
    next_month: bool,
}

/// The days of every month before which something is due; one without a month is of the same month as the one before it.
fn days(sentence: &str) -> Vec<DayOfMonth> {
    let is_due = |behind: &str| ["前", "之前", "以前", "内"].iter().any(|word| behind.starts_with(word));
    let words = NEXT.iter().map(|word| (*word, true)).chain(SAME.iter().map(|word| (*word, false)));
    let mut found: Vec<DayOfMonth> = Vec::new();
    for (word, next_month) in words {
        for (begins, _) in sentence.match_indices(word) {
            let Some(rest) = sentence.get(begins + word.len()..) else { continue };
            let last = ["月底", "底", "月末", "末"].iter().find_map(|end| rest.strip_prefix(end));
            let day = number_before(rest, &["日", "号"]).or(last.map(|behind| (END_OF_MONTH, behind)));
            let is_day = |(day, behind): &(u32, &str)| is_due(behind) && (1..=END_OF_MONTH).contains(day);
            if let Some((day, behind)) = day.filter(is_day) {
                found.push(DayOfMonth { begins, ends: sentence.len() - behind.len(), day, next_month });
            }
        }
    }
    let first = found.iter().map(|day| day.begins).min().unwrap_or(sentence.len());
    for (at, sign) in sentence.match_indices(['日', '号']).filter(|(at, _)| *at > first) {
        let before = sentence.get(..at).unwrap_or_default();
        let behind = sentence.get(at + sign.len()..).unwrap_or_default();
        let begins = before.trim_end_matches(|one: char| one.is_ascii_digit()).len();
        let is_bare =
            before.get(..begins).is_some_and(|before| before.ends_with([',', '，', '、', '于', '在', '至']));
        let day = before.get(begins..).and_then(|digits| digits.parse::<u32>().ok());
        let day = day.filter(|day| is_bare && is_due(behind) && (1..=END_OF_MONTH).contains(day));
        found.extend(day.map(|day| DayOfMonth { begins, ends: at + sign.len(), day, next_month: false }));
    }
    found.sort_by_key(|day| (day.begins, day.ends));
    found.dedup_by_key(|day| day.ends);
    found
}

/// The months that are not reported: 1月免报.
fn exempt(plain: &str) -> Vec<u32> {
    let Some(at) = ["免报", "不报"].iter().find_map(|word| plain.find(word)) else { return Vec::new() };
    let before = plain.get(..at).unwrap_or_default();
    let clause = before.rsplit([',', '，', '。', '(', ';', '；']).next().unwrap_or_default();
    let clause = clause.replace("月份", "月");
    let Some(list) = clause.strip_suffix('月') else { return Vec::new() };
    list.split(['、', '和', '月'])
        .filter_map(|one| one.parse().ok())
        .filter(|month| (1..=12).contains(month))
        .collect()
}

/// The day on which a month begins: 上月21日至本月20日.
fn month_begins(plain: &str) -> Option<u32> {
    let (_, rest) = plain.split_once("上月")?;
    let (day, rest) = number_before(rest, &["日", "号"])?;
    let goes_on = ["至", "到", "-"].iter().any(|word| rest.starts_with(word));
    (goes_on && (2..=28).contains(&day)).then_some(day)
}

/// The office behind 报送 or 报.
fn office(text: &str) -> Option<String> {
    let at = ["报送至", "报送到", "上报至", "报送", "上报", "报至", "报", "交"].iter().filter_map(|word| {
        text.match_indices(word).map(|(at, word)| at + word.len()).find_map(|at| {
            let rest = text.get(at..)?;
            let end = rest.find([',', '，', '(', '。', '、', ';']).unwrap_or(rest.len());
            let name = rest.get(..end)?;
            let is_office =
                OFFICES.iter().any(|ending| name.ends_with(ending)) && name.chars().count() <= LONGEST_NAME;
            (is_office && name.chars().count() > 2 && !name.starts_with(['表', '告']))
                .then(|| name.to_owned())
        })
    });
    at.into_iter().next()
}

/// What a sentence on a line says.
pub(super) fn at<T>(value: T, line: &Line, sentence: &str) -> Found<T> {
    let says = sentence.chars().take(40).collect();
    Found::stated(value, Some(Place { says, ..line.place.clone() }))
}

#[cfg(test)]
mod tests {
    use super::super::doubt::Sureness;
    use super::*;

    /// When it is due, whether that is asked, and the months without a report.
    fn told(lines: &[&str]) -> String {
        let place =
            Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
        let lines: Vec<Line> =
            lines.iter().map(|line| Line { raw: (*line).to_owned(), place: place.clone() }).collect();
        let (mut letter, mut doubts) = (Letter::default(), Doubts::default());
        due(&lines, &mut letter, &mut doubts);
        let asked = if doubts.0.is_empty() { "" } else { "?" };
        let told = letter.due.map(|found| {
            assert_eq!(found.sureness == Sureness::Asked, !doubts.0.is_empty());
            let Due { day, next_month, exempt } = found.value;
            format!("{}{day}{asked} {exempt:?}", if next_month { "+" } else { "" })
        });
        told.unwrap_or_else(|| asked.to_owned())
    }

    #[test]
    fn a_sentence_of_reporting_the_form_each_month_says_the_day() {
        for (text, expected) in [
            ("请于每月28日前将统计表报送区城市管理局。", "28 []"),
            ("请于次月5日前（1月免报）将统计表报送县食品安全委员会办公室。", "+5 [1]"),
            ("请于每月5日前将上月统计表报送区城市管理局。", "+5 []"),
            ("请于每月25日前将上月21日至本月20日的数据报送区统计局。", "25 []"),
            ("每月20日前完成整治任务，每月28日前将统计表报送区城市管理局。", "28 []"),
            ("每月20日前完成整治任务，28日前将统计表报送区城市管理局。", "28 []"),
            ("每月28日（遇节假日提前）前将统计表报送区城市管理局。", "28 []"),
            ("请于每月月底前将统计表报送区城市管理局。", "31 []"),
            ("每月5日前召开例会。", ""),
        ] {
            assert_eq!(told(&[text]), expected, "{text}");
        }
        let letter = ["每月28日前将统计表报送区城市管理局。", "1月和7月免报。"];
        assert_eq!(told(&letter), "28 [1, 7]");
    }

    #[test]
    fn several_days_and_other_rhythms_are_asked() {
        for (text, expected) in [
            ("请于每季度末月28日前、每月25日前（每周五报一次）将统计表报送区城市管理局。", "25? []"),
            ("每月10日前报送进度表，每月28日前报送统计表。", "10? []"),
            ("每月28日前将统计表报送区局，12月份提前至20日前报送。", "28? []"),
            ("每月28日前将工作照片报送区城市管理局。", "28? []"),
            ("请于每季度首月5日前将统计表报送区城市管理局。", "?"),
        ] {
            assert_eq!(told(&[text]), expected, "{text}");
        }
    }
}
