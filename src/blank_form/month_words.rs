//! What a sentence says of the months themselves: which have no report, and from which day to which one counts. What it may
//! say and is not understood is told apart, so that it is asked.

use super::dates::number_before;
use super::words;

/// Words of a month without a report, the longest first.
const WITHOUT: [&str; 3] = ["不报送", "免报", "不报"];
/// Words that may say that a month has none of its own.
const MAY_BE_WITHOUT: [&str; 15] = [
    "免报",
    "不报",
    "停报",
    "暂停报",
    "合并报",
    "合并上报",
    "合并填报",
    "不单独报",
    "不用报",
    "不需报",
    "无需报",
    "无须报",
    "不需要报",
    "不上报",
    "不填报",
];
/// Months without a number.
const HOLIDAYS: [&str; 3] = ["寒假", "暑假", "寒暑假"];
/// What stands between the first and the last of a range.
const UNTIL: [&str; 5] = ["至", "到", "-", "~", "—"];
/// What stands behind months that are the only ones with a report.
const ONLY_THEN: [&str; 8] = ["填", "报", "上报", "每月", "按月", "逐月", "期间", "为"];
/// Words of the month before.
const LAST: [&str; 4] = ["上个月", "上月", "上一月", "前一个月"];
/// Words of the month after.
const NEXT: [&str; 3] = ["次月", "下个月", "下月"];
/// Words of the month that is reported.
const OWN: [&str; 3] = ["本月", "当月", "当期"];
/// Words of what is counted in a month.
const COUNTED: [&str; 7] = ["统计", "周期", "数据", "口径", "时段", "区间", "期间"];

/// What a sentence says of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told<T> {
    Nothing,
    Says(T),
    /// It may say it, and was not understood.
    MaySay,
}

/// The months that are not reported: 1月免报, 暑假期间（7月、8月）不报.
pub(super) fn months_without(sentence: &str) -> Told<Vec<u32>> {
    let is_blame = words::BLAME.iter().chain(&["逾期", "拒不"]).any(|word| sentence.contains(word));
    if let Some(months) = listed(sentence) {
        return Told::Says(months);
    }
    let names_month =
        |text: &str| HOLIDAYS.iter().any(|word| text.contains(word)) || numbered(text).next().is_some();
    let is_without =
        !is_blame && MAY_BE_WITHOUT.iter().any(|word| sentence.contains(word)) && names_month(sentence);
    if is_without || is_only_then(sentence) { Told::MaySay } else { Told::Nothing }
}

/// The months that are listed before the word, and nothing else.
fn listed(sentence: &str) -> Option<Vec<u32>> {
    let (before, behind) = WITHOUT.iter().find_map(|word| sentence.split_once(word))?;
    let is_end = behind.is_empty() || behind.starts_with([',', '，', ')', '。', ';', '；']);
    // 2月、8月（寒暑假）不报, 2月、8月为寒暑假，不报: why they have none says nothing of which.
    let aside = before.strip_suffix(')').and_then(|before| before.rsplit_once('('));
    let before = aside.filter(|(_, aside)| is_holiday(aside)).map_or(before, |(outside, _)| outside);
    let before = before.strip_suffix(')').unwrap_or(before).trim_end_matches([',', '，']);
    let clause = before.rsplit([',', '，', '。', '(', ';', '；', ':']).next().unwrap_or_default();
    // 2月为寒假，7月不报: of the first month nobody knows.
    let outside = before.get(..before.len() - clause.len()).unwrap_or_default();
    if outside.contains('假') && numbered(outside).next().is_some() {
        return None;
    }
    let clause = clause.replace("月份", "月");
    let is_why = |(_, why): &(&str, &str)| is_holiday(why);
    let end = clause
        .rsplit_once('月')
        .filter(is_why)
        .map_or(clause.len(), |(list, _)| list.len() + '月'.len_utf8());
    let list = clause.get(..end).unwrap_or_default();
    let list = list.trim_start_matches("每年").trim_start_matches("其中").strip_suffix('月')?;
    let months = list.split(['、', '和', '及']).map(|one| {
        let number = one.strip_suffix('月').unwrap_or(one).parse().ok();
        number.filter(|month| (1..=12).contains(month))
    });
    months.collect::<Option<Vec<u32>>>().filter(|_| is_end)
}

/// Whether a text says that there is a holiday, and no more: 为寒暑假, 放假期间.
fn is_holiday(text: &str) -> bool {
    text.contains('假') && text.chars().all(|one| "寒暑假为是系因放属期间".contains(one))
}

/// The places in a text of 7月, without a year, and what is behind them; a day of a month is none.
fn numbered(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices('月').filter_map(|(at, sign)| {
        let before = text.get(..at)?;
        let number = before.trim_end_matches(|one: char| one.is_ascii_digit());
        let behind = text.get(at + sign.len()..)?;
        let behind = behind.strip_prefix('份').unwrap_or(behind);
        let is_month = number.len() < before.len() && !number.ends_with('年');
        let is_day = behind.starts_with(|one: char| one.is_ascii_digit());
        (is_month && !is_day).then_some((number, behind))
    })
}

/// Whether it may be that only some months are reported: 1月至11月填报.
fn is_only_then(sentence: &str) -> bool {
    numbered(sentence).any(|(before, behind)| {
        let last = UNTIL.iter().find_map(|word| behind.strip_prefix(word));
        let last = last.and_then(|rest| number_before(rest, &["月份", "月"]));
        let is_since = ["从", "自", "于", "由"].iter().any(|word| before.ends_with(word));
        last.is_some_and(|(_, rest)| ONLY_THEN.iter().any(|word| rest.starts_with(word))) && !is_since
    })
}

/// The day on which a month begins: 上月21日至本月20日.
pub(super) fn month_begins(sentence: &str) -> Told<u32> {
    let range = |rest: &str| -> Option<(u32, u32)> {
        let (first, rest) = number_before(rest, &["日", "号"])?;
        let rest = UNTIL.iter().find_map(|word| rest.strip_prefix(word))?;
        let month = OWN.iter().chain(&NEXT).find_map(|word| rest.strip_prefix(word));
        Some((first, number_before(month.unwrap_or(rest), &["日", "号"])?.0))
    };
    let of_last = LAST.iter().find_map(|word| range(sentence.split_once(word)?.1));
    match of_last {
        Some((1, _)) => return Told::Nothing,
        Some((first, last)) if last + 1 == first && first <= 28 => return Told::Says(first),
        Some(_) => return Told::MaySay,
        None => {}
    }
    let crosses = NEXT.iter().chain(&OWN).any(|word| {
        sentence.split_once(word).is_some_and(|(before, rest)| {
            let goes_on = UNTIL.iter().find_map(|until| before.strip_suffix(until));
            let is_day = goes_on.is_some_and(|before| before.ends_with(['日', '号', '时', '点']));
            is_day && rest.starts_with(|one: char| one.is_ascii_digit())
        })
    });
    let is_counted = COUNTED.iter().any(|word| sentence.contains(word));
    if crosses && is_counted { Told::MaySay } else { Told::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_without_a_report_are_listed_or_asked() {
        for (text, expected) in [
            ("于次月5日前(1月免报)将统计表报送", Told::Says(vec![1])),
            ("1月和7月免报", Told::Says(vec![1, 7])),
            ("暑假期间(7月、8月)不报", Told::Says(vec![7, 8])),
            ("2月、8月为寒暑假,不报送", Told::Says(vec![2, 8])),
            ("每年2月和8月(寒暑假)不报送", Told::Says(vec![2, 8])),
            ("2月、8月份因放假不报", Told::Says(vec![2, 8])),
            ("2月为寒假,7月不报", Told::MaySay),
            ("2月、8月放假的学校不报", Told::MaySay),
            ("7月至8月不报", Told::MaySay),
            ("各村1月免报", Told::MaySay),
            ("7月、8月不报第3项", Told::MaySay),
            ("1月份、2月份合并报送,不单独报送1月数据", Told::MaySay),
            ("3+4≤1;1月至11月填报", Told::MaySay),
            ("从3月至12月每月报送", Told::Nothing),
            ("请报送1月至6月的情况", Told::Nothing),
            ("社区不报第3项", Told::Nothing),
            ("从4月起报送,逾期不报的予以通报", Told::Nothing),
        ] {
            assert_eq!(months_without(text), expected, "{text}");
        }
    }

    #[test]
    fn a_month_may_begin_on_another_day() {
        for (text, expected) in [
            ("统计周期为上月21日至本月20日", Told::Says(21)),
            ("数据为上月26日至当月25日数", Told::Says(26)),
            ("于每月25日前将上月21日至本月20日的数据报送", Told::Says(21)),
            ("上月21日至本月25日", Told::MaySay),
            ("统计时间为每月21日至次月20日", Told::MaySay),
            ("每月28日至次月3日报送", Told::Nothing),
            ("上月1日至31日", Told::Nothing),
        ] {
            assert_eq!(month_begins(text), expected, "{text}");
        }
    }
}
