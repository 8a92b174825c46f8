//! The days of every month in a sentence by which something is reported: 每月25日下班前, 次月5日前, 月后12日前.

use super::dates::number_before;
use super::kind_words::kinds_at;
use super::offices::{self, VERBS};
use super::row_spans::rows_at;
use super::text::brackets;
use super::words::AROUND_KINDS;

/// Words of the month after the one that is reported.
const NEXT: [&str; 8] = ["次月的", "次月", "下个月", "下月", "月后", "月终了后", "月结束后", "月度终了后"];
/// Words of the month that is reported.
const SAME: [&str; 4] = ["每个月", "每月", "当月", "逐月"];
/// Words of the month before.
const LAST: [&str; 4] = ["上月", "上个月", "上一月", "前一个月"];
/// Words that say that the month itself is meant.
const OWN: [&str; 3] = ["当月", "本月", "当期"];
/// Words of what is reported each month.
const FORM: [&str; 9] = ["表", "附件", "数据", "统计", "情况", "月报", "台账", "进度", "进展"];
/// Words of what is reported each month, and of nothing that is sent once.
const REPORTS: [&str; 6] = ["统计表", "月报", "附件", "数据", "报表", "情况表"];
/// The last day of a month, in words.
const END: [&str; 10] =
    ["月底", "底", "月末", "末", "最后一天", "最后一日", "最后1天", "最后1日", "的最后一天", "的最后一日"];
/// The last day of a month on which somebody works, which is not always its last one.
const LAST_WORKING_DAY: [&str; 3] = ["最后一个工作日", "最后1个工作日", "月末工作日"];
/// What the office that issues the notice does in a rhythm of its own: 每季度通报报送情况.
const LOOKED_OVER: [&str; 15] = [
    "通报", "考核", "督查", "督导", "检查", "抽查", "研判", "会商", "公布", "公示", "点评", "评比", "排名",
    "约谈", "会议",
];
/// Papers that are no form.
const PAPERS: [&str; 9] = ["分析", "总结", "小结", "简报", "照片", "报告", "典型", "经验", "信息稿"];
/// Words of another rhythm.
const OTHER_RHYTHMS: [&str; 8] = ["季度", "每季", "每周", "每旬", "每半年", "半月", "每半月", "每天"];
/// The end of a month; in a shorter one its last day.
const END_OF_MONTH: u32 = 31;
/// How many characters of an hour may stand between a day and the word behind it: 下午17:30前.
const LONGEST_HOUR: usize = 12;

/// A day by which something is reported.
#[expect(clippy::struct_excessive_bools, reason = "each says something else of the day")]
pub(super) struct Deadline {
    pub(super) day: u32,
    pub(super) next_month: bool,
    /// Whether it is said which month is reported.
    pub(super) says_which: bool,
    /// Whether it is the last day on which somebody works.
    pub(super) is_working_day: bool,
    pub(super) is_sure: bool,
    /// Where it stands among the lines, and its sentence.
    pub(super) line: usize,
    pub(super) sentence: String,
    pub(super) behind: String,
}

/// The days that a sentence names by which the form is to be reported each month. What the form itself says is of the form,
/// unless it names something else.
pub(super) fn deadlines(said: &str, line: usize, is_of_form: bool) -> Vec<Deadline> {
    // 每月28日（遇节假日提前）前: what stands in brackets is between the day and the word.
    let sentence = brackets(said).0;
    let days = days(&sentence);
    let ends: Vec<usize> = days.iter().map(|day| day.begins).skip(1).chain([sentence.len()]).collect();
    let mut found: Vec<Deadline> = Vec::new();
    // From the last one on: one without a verb of its own shares the next one's.
    for (day, end) in days.into_iter().zip(ends).rev() {
        let clause = sentence.get(day.ends..end).unwrap_or_default();
        let verb =
            ["报", "送", "交", "填", "发至", "发到"].iter().filter_map(|word| verb_at(clause, word)).min();
        // 将电子表发某股邮箱: to a mailbox 发 alone is such a verb.
        let to_mailbox = || Some("发").filter(|_| clause.contains("邮箱") || clause.contains('@'));
        let verb = verb.or_else(|| verb_at(clause, to_mailbox()?));
        // 报送时间为每月3日前, 报送区林业局，每月25日前: the verb may stand before the day where nothing else follows.
        let own = clause.split_once('前').map_or(clause, |(_, behind)| behind);
        let before_day = sentence.get(..day.begins).unwrap_or_default();
        let is_before = verb.is_none() && offices::is_end(own) && before_day.contains(['报', '送', '交']);
        // 每月25日前将月报、次月5日前将台账报送: what is to be sent shares the next verb, too.
        let names_form =
            own.split_once(['将', '把']).is_some_and(|(_, what)| FORM.iter().any(|word| what.contains(word)));
        let shares = verb.is_none() && !is_before && (leads_on(own) || names_form);
        if let Some(next) = found.last().filter(|_| shares) {
            let own = Deadline {
                day: day.day,
                next_month: day.next_month,
                is_working_day: day.is_working_day,
                sentence: said.to_owned(),
                behind: next.behind.clone(),
                ..*next
            };
            found.push(own);
        }
        if verb.is_none() && !is_before {
            continue;
        }
        let behind = if is_before { before_day } else { clause };
        let before = clause.get(..verb.unwrap_or_default()).unwrap_or_default();
        let what = before.split_once(['将', '把']).map(|(_, what)| what);
        let says_form = FORM.iter().any(|word| what.unwrap_or(&sentence).contains(word));
        let names_nothing = what.is_none() && (is_before || names_nothing(clause));
        let is_sure = names_nothing || (says_form && !(is_of_form && names_other(clause)));
        // Of the month before, unless it is said from which day of it on.
        let is_of_last = LAST.iter().any(|word| {
            let behind = clause.split_once(word).map(|(_, behind)| behind);
            behind.is_some_and(|behind| !behind.starts_with(|one: char| one.is_ascii_digit()))
        });
        found.push(Deadline {
            day: day.day,
            next_month: day.next_month || is_of_last,
            is_working_day: day.is_working_day,
            says_which: is_of_last || LAST.iter().chain(&OWN).any(|word| clause.contains(word)),
            is_sure,
            line,
            sentence: said.to_owned(),
            behind: behind.to_owned(),
        });
    }
    found.reverse();
    found
}

/// Whether a sentence speaks of another rhythm than every month.
pub(super) fn is_other_rhythm(sentence: &str) -> bool {
    sentence.split([',', '，']).any(|clause| {
        let behind = OTHER_RHYTHMS.iter().filter_map(|word| clause.split_once(word));
        behind.into_iter().any(|(_, behind)| !is_looked_over(behind) && !is_of_paper(behind))
    })
}

/// Whether what is reported in a rhythm is a paper and not the form: 每季度报送分析报告.
fn is_of_paper(behind: &str) -> bool {
    let Some(what) = behind_verb(behind) else { return false };
    PAPERS.iter().any(|word| what.contains(word)) && !FORM.iter().any(|word| what.contains(word))
}

/// Whether what stands behind a rhythm is done with the reports, and no report: 每季度对报送情况进行通报.
fn is_looked_over(behind: &str) -> bool {
    let Some(at) = LOOKED_OVER.iter().filter_map(|word| behind.find(word)).min() else { return false };
    let before = behind.get(..at).unwrap_or_default();
    before.starts_with('对') || before.contains("末对") || !before.contains(['报', '填', '交', '送'])
}

/// Whether it says so of some rows only: 第5项按季度填报.
pub(super) fn is_rhythm_of_rows(sentence: &str) -> bool {
    let mut behind = sentence.char_indices().filter_map(|(at, _)| sentence.get(at..));
    is_other_rhythm(sentence) && sentence.contains(['填', '报']) && behind.any(|rest| rows_at(rest).is_some())
}

/// Whether what stands behind a day only names those or that of which the next one is said: 各街道于, 附件2于.
fn leads_on(own: &str) -> bool {
    let mut rest = own;
    while let Some(first) = rest.chars().next() {
        let words = AROUND_KINDS.iter().chain(&["附件", "附表", "表", "其他", "其余"]);
        let around = words.filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
        let sign = (first.is_ascii_digit() || "、,，和及则在于由一二三四".contains(first))
            .then_some(first.len_utf8());
        let Some(length) = kinds_at(rest).map(|(_, length)| length).or(around).or(sign) else { return false };
        rest = rest.get(length..).unwrap_or_default();
    }
    true
}

/// Where a clause has a verb for the first time. In 月报表 and 上报表 it is a piece of a noun.
fn verb_at(clause: &str, verb: &str) -> Option<usize> {
    clause.match_indices(verb).map(|(at, _)| at).find(|at| !is_in_noun(clause, *at))
}

/// Whether a verb is a piece of a noun: 月报表, 《…月报》, 报表.
fn is_in_noun(clause: &str, at: usize) -> bool {
    let rest = clause.get(at..).unwrap_or_default();
    let Some(behind) = rest.strip_prefix('报') else { return false };
    let is_report = clause.get(..at).is_some_and(|before| before.ends_with(['月', '快', '简', '通', '周']));
    let ends = behind.is_empty() || behind.starts_with(['》', '”', '、', ',', '，', ')', '报']);
    behind.starts_with(['表', '告']) || (is_report && ends)
}

/// What stands behind the first verb of a clause, up to its end.
fn behind_verb(clause: &str) -> Option<&str> {
    let begins = clause.char_indices().filter(|(at, _)| !is_in_noun(clause, *at)).find_map(|(at, _)| {
        let rest = clause.get(at..)?;
        VERBS.iter().find_map(|word| rest.strip_prefix(word))
    })?;
    begins.split([',', '，', '(', ':']).next()
}

/// Whether a clause does not say what is reported: 报区林业局, 报送.
fn names_nothing(clause: &str) -> bool {
    behind_verb(clause).is_some_and(|rest| {
        let of_month = LAST.iter().chain(&OWN).find_map(|word| rest.strip_prefix(word));
        of_month.is_some_and(|rest| ["数", "的数", "数字"].contains(&rest))
            || offices::is_end(rest)
            || offices::is_office(rest)
            || rest.contains('@')
            || rest.contains("邮箱")
    })
}

/// Whether it says that something else than the form is reported: 报送照片两张.
fn names_other(clause: &str) -> bool {
    !names_nothing(clause)
        && behind_verb(clause).is_some_and(|rest| !FORM.iter().any(|word| rest.contains(word)))
}

/// A day of a month in a sentence, and where it begins and ends.
struct DayOfMonth {
    begins: usize,
    ends: usize,
    day: u32,
    next_month: bool,
    is_working_day: bool,
}

/// Whether a text goes on with the word for what is due, behind an hour perhaps: 下班前, 17:00前.
fn is_due(behind: &str) -> bool {
    let is_hour = |one: char| one.is_ascii_digit() || "上下午中晚班时点整分半:之以".contains(one);
    let end = behind.char_indices().find(|(_, one)| !is_hour(*one)).map_or(behind.len(), |(at, _)| at);
    let (hour, rest) = behind.split_at(end);
    (rest.starts_with('前') && hour.chars().count() <= LONGEST_HOUR) || behind.starts_with('内')
}

/// Whether a day without the word 前 is the one of the report: 每月25日报送.
fn is_reported(behind: &str) -> bool {
    let reports = ["报送", "上报", "填报"].iter().any(|word| behind.starts_with(word));
    // 每月25日将统计表报区林业局
    let clause = behind.split([',', '，']).next().unwrap_or_default();
    let what = clause.strip_prefix(['将', '把']).filter(|what| FORM.iter().any(|word| what.contains(word)));
    let is_sent = what.is_some_and(|what| verb_at(what, "报").or_else(|| verb_at(what, "送")).is_some());
    reports || is_sent || behind.strip_prefix('报').is_some_and(offices::is_office)
}

/// The days of every month before which something is due; one without a month is of the same month as the one before it.
fn days(sentence: &str) -> Vec<DayOfMonth> {
    let words = NEXT.iter().map(|word| (*word, true)).chain(SAME.iter().map(|word| (*word, false)));
    let mut found: Vec<DayOfMonth> = Vec::new();
    for (word, next_month) in words {
        for (begins, _) in sentence.match_indices(word) {
            let Some(rest) = sentence.get(begins + word.len()..) else { continue };
            let working = LAST_WORKING_DAY.iter().find_map(|end| rest.strip_prefix(end));
            let working = working.or_else(|| {
                LAST_WORKING_DAY.iter().find_map(|end| rest.strip_prefix("的")?.strip_prefix(end))
            });
            let last = working.or_else(|| END.iter().find_map(|end| rest.strip_prefix(end)));
            let day = last_of_range(rest)
                .or_else(|| number_before(rest, &["日", "号"]))
                .or(last.map(|behind| (END_OF_MONTH, behind)));
            let is_day = |(day, behind): &(u32, &str)| {
                (is_due(behind) || is_reported(behind)) && (1..=END_OF_MONTH).contains(day)
            };
            if let Some((day, behind)) = day.filter(is_day) {
                let ends = sentence.len() - behind.len();
                let is_working_day = working.is_some();
                found.push(DayOfMonth { begins, ends, day, next_month, is_working_day });
            }
        }
    }
    let first = found.iter().map(|day| day.begins).min().unwrap_or(sentence.len());
    for (at, sign) in sentence.match_indices(['日', '号']).filter(|(at, _)| *at > first) {
        let (begins, day) = day_before(sentence, at);
        let behind = sentence.get(at + sign.len()..).unwrap_or_default();
        let before = sentence.get(..begins).unwrap_or_default();
        let is_bare = before.ends_with([',', '，', '、', '于', '在', '至']);
        let day = day.filter(|_| is_bare && is_due(behind));
        found.extend(day.map(|day| DayOfMonth {
            begins,
            ends: at + sign.len(),
            day,
            next_month: false,
            is_working_day: false,
        }));
    }
    found.sort_by_key(|day| (day.begins, day.ends));
    found.dedup_by_key(|day| day.ends);
    found
}

/// The last day of 23日至25日, and what is behind it.
fn last_of_range(text: &str) -> Option<(u32, &str)> {
    let digits = text.len() - text.trim_start_matches(|one: char| one.is_ascii_digit()).len();
    let (first, rest) = text.split_at(digits);
    let first: u32 = first.parse().ok()?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    let rest = ["至", "到", "-", "~"].iter().find_map(|word| rest.strip_prefix(word))?;
    number_before(rest, &["日", "号"]).filter(|(last, _)| *last > first)
}

/// The number before a place in a sentence, and where it begins.
fn day_before(sentence: &str, at: usize) -> (usize, Option<u32>) {
    let before = sentence.get(..at).unwrap_or_default();
    let begins = before.trim_end_matches(|one: char| one.is_ascii_digit()).len();
    let day = before.get(begins..).and_then(|digits| digits.parse().ok());
    (begins, day.filter(|day| (1..=END_OF_MONTH).contains(day)))
}

/// The day by which the form is due in one month only, in a sentence that names no other: 12月于20日前报送.
pub(super) fn exceptional(said: &str) -> Option<u32> {
    let sentence = brackets(said).0;
    sentence.match_indices(['日', '号']).find_map(|(at, sign)| {
        let (begins, day) = day_before(&sentence, at);
        let behind = sentence.get(at + sign.len()..).filter(|behind| is_due(behind))?;
        let before = sentence.get(..begins)?;
        let (of_month, _) = before.rsplit_once('月')?;
        let number = of_month.trim_end_matches(|one: char| one.is_ascii_digit());
        let is_one_month = number.len() < of_month.len() && !number.ends_with('年');
        let names_form = names_nothing(behind) || REPORTS.iter().any(|word| behind.contains(word));
        day.filter(|_| is_one_month && names_form && behind.contains('报'))
    })
}

/// The days that a sentence names for some months only, beside the one of every month: 每月20日前（7月、12月为15日前）.
pub(super) fn other_days(said: &str) -> Vec<u32> {
    let in_brackets = brackets(said).1;
    let outside = brackets(said).0;
    let clauses = outside.split([',', '，']).filter(|clause| {
        // A paper may be due once in a month: 11月底前报送总结.
        let names_form = behind_verb(clause).is_none() || names_nothing(clause) || names_report(clause);
        names_form && !SAME.iter().chain(&NEXT).any(|word| clause.contains(word))
    });
    let days = |text: &str| {
        let all = text.match_indices(['日', '号']).filter_map(|(at, sign)| {
            let (begins, day) = day_before(text, at);
            let behind = text.get(at + sign.len()..)?;
            let is_by = behind.is_empty() || is_due(behind) || is_reported(behind);
            day.filter(|_| is_by && is_of_some_months(text.get(..begins).unwrap_or_default()))
        });
        all.collect::<Vec<u32>>()
    };
    in_brackets.iter().map(String::as_str).chain(clauses).flat_map(days).collect()
}

fn names_report(clause: &str) -> bool {
    behind_verb(clause).is_some_and(|rest| REPORTS.iter().any(|word| rest.contains(word)))
}

/// Whether a month without a year stands before a day, and not right before it: 12月为, 7月、12月提前至. 3月15日 is a day of its own.
fn is_of_some_months(before: &str) -> bool {
    before.match_indices('月').any(|(at, sign)| {
        let number = before.get(..at).unwrap_or_default();
        let year = number.trim_end_matches(|one: char| one.is_ascii_digit());
        let is_month = year.len() < number.len() && !year.ends_with('年');
        is_month && before.len() > at + sign.len()
    })
}
