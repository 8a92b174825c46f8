//! What stands in each column: what its headings say of it, and what stands over its neighbours.

use super::heading::Leaf;
use super::text::brackets;
use super::times::{LAST_YEAR_TOTAL, Timed, timed};
use super::units::{self, Unit};
use super::words;
use crate::notice::{Against, Role};

/// What a column is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Means {
    /// A role that needs nothing else.
    Label(Role),
    /// What the rows are about; a section, where another of these is to the right.
    Words,
    Quantity(Quantity),
    /// Something that no role of a notice means, with what is said of it.
    Unknown(&'static str),
}

/// A column of figures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    pub(super) role: Role,
    pub(super) against: Against,
    /// Whether its headings name the time.
    pub(super) is_timed: bool,
    /// Whether its totals begin anew each January.
    pub(super) of_the_year: bool,
    /// What it measures, apart from the time: the headings that do not name it.
    pub(super) measure: Vec<String>,
    pub(super) unit: Option<Unit>,
    /// What is not certain of it, and has to be asked.
    pub(super) unsure: Option<&'static str>,
}

/// What each column is, from left to right.
/// `has_words_beneath` tells of a column whether words are printed in it beside the rows.
pub(super) fn roles(leaves: &[Leaf], has_words_beneath: impl Fn(&Leaf) -> bool) -> Vec<Means> {
    let mut means: Vec<Means> = Vec::new();
    let years = Years::of(leaves);
    let (mut has_words, mut has_quantity) = (false, false);
    for leaf in leaves {
        let word = leaf.word();
        let is_alone = leaf.headings.len() < 2;
        let label = words::role_of(&word).filter(|_| is_alone || !has_words);
        // 全年任务 beside what the rows are about is filled in, unless words stand in it.
        let is_planned = has_words
            && words::PLANNED.iter().any(|planned| word.contains(planned))
            && !has_words_beneath(leaf);
        let is_words = is_alone
            && !has_quantity
            && !is_planned
            && timed(&word).is_none()
            && !words::NEUTRAL.contains(&word.as_str())
            && (words::CONTENT.iter().any(|ending| word.ends_with(ending)) || !has_words);
        let found = match label {
            Some(label) => Means::Label(label),
            None if is_alone && words::DECIMALS.contains(&word.as_str()) => {
                Means::Unknown("写小数位数的，小数已经照它定了")
            }
            None if is_words => Means::Words,
            None => match quantity(leaf, &years) {
                Means::Quantity(found) if !found.is_timed && has_words_beneath(leaf) => {
                    let may_be_words = is_alone && !has_quantity && found.unit.is_none();
                    if may_be_words {
                        Means::Words
                    } else {
                        Means::Unknown("已经印了字的，看不出要不要每月填")
                    }
                }
                found => found,
            },
        };
        has_words |= found == Means::Words;
        has_quantity |= matches!(found, Means::Quantity(_));
        means.push(found);
    }
    settle_comparisons(&mut means);
    doubt_comparisons(leaves, &mut means);
    // A column of units is what the rows are about, where nothing else is.
    if !has_words && let Some(first) = means.iter_mut().find(|one| **one == Means::Label(Role::Unit)) {
        *first = Means::Words;
    }
    means
}

/// A comparison that does not say with what is one with the only other time that the table has.
fn settle_comparisons(means: &mut [Means]) {
    let has = |wanted: Role| {
        means.iter().any(|one| matches!(one, Means::Quantity(quantity) if quantity.role == wanted))
    };
    let only = match (has(Role::Previous), has(Role::LastYear)) {
        (true, false) => Some(Against::Previous),
        (false, true) => Some(Against::LastYear),
        _ => None,
    };
    for one in means {
        if let Means::Quantity(quantity) = one
            && quantity.unsure == Some(NO_BASE)
            && let Some(only) = only
        {
            (quantity.against, quantity.unsure) = (only, None);
        }
    }
}

/// A comparison that says nothing of the month may be one of the totals, where it stands behind these and what it is a
/// comparison with is one too, or not there at all.
fn doubt_comparisons(leaves: &[Leaf], means: &mut [Means]) {
    let is_base = |role| move |one: &Means| matches!(one, Means::Quantity(quantity) if quantity.role == role);
    for at in 1..means.len() {
        let (Some(leaf), Some(Means::Quantity(own))) = (leaves.get(at), means.get(at)) else { continue };
        let says_month = leaf
            .headings
            .iter()
            .any(|spot| words::MONTH.iter().chain(&words::BEFORE).any(|word| spot.plain.contains(word)));
        let role = match own.against {
            Against::LastYear => Role::LastYear,
            Against::Previous => Role::Previous,
        };
        let is_compared = matches!(own.role, Role::Difference | Role::PerCent);
        let before = means.get(..at).unwrap_or_default();
        let near = before.iter().rev().find(|one| {
            !matches!(one, Means::Quantity(other) if matches!(other.role, Role::Difference | Role::PerCent))
        });
        let is_total = match near {
            Some(Means::Quantity(other)) => other.role == Role::Total && !means.iter().any(is_base(role)),
            Some(Means::Unknown(why)) => *why == LAST_YEAR_TOTAL,
            _ => false,
        };
        if let Some(Means::Quantity(own)) = means.get_mut(at)
            && own.unsure.is_none()
            && is_compared
            && !says_month
            && is_total
        {
            own.unsure = Some(OF_TOTALS);
        }
    }
}

/// What is said of a comparison that stands behind totals.
pub(super) const OF_TOTALS: &str = "没有写比的是当月的数还是累计的数";
/// What is said of a comparison that does not say with what.
const NO_BASE: &str = "没有写和上月比还是和上年同月比";
/// What is said of a total whose beginning is named and is neither January nor that of what is reported.
pub(super) const SINCE: &str = "没有写是不是从第一次报的那个月算起";
/// What is said of a total since the beginning of a term, a quarter, or the like.
pub(super) const OTHER_SPAN: &str = "不从年初、也不从第一次报的那个月算起的数，通知里的累计只有这两种";
/// What is said of a number up to a day.
pub(super) const UP_TO: &str = "没有写是各月相加的累计，还是月底有多少";

/// Whether a text is the name of a month or a quarter: 1月, 十二月, 3月份, 一季度.
pub(super) fn is_month(plain: &str) -> bool {
    const MONTHS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let bare = plain.trim_start_matches('第').trim_end_matches('份');
    let named = bare.strip_suffix('月').or_else(|| bare.strip_suffix("季度"));
    named.is_some_and(|number| {
        MONTHS.contains(&number) || number.parse::<u8>().is_ok_and(|number| (1..=12).contains(&number))
    })
}

/// The years that the headings of a table name.
struct Years(Vec<u16>);

/// A year in a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Year {
    This,
    Last,
    /// One that cannot be told.
    Other,
}

impl Years {
    fn of(leaves: &[Leaf]) -> Self {
        let words = leaves.iter().flat_map(|leaf| &leaf.headings).map(|spot| &spot.plain);
        let mut years: Vec<u16> =
            words.filter_map(|word| numbered_year(word)).map(|(year, _)| year).collect();
        years.sort_unstable();
        years.dedup();
        Self(years)
    }

    /// The year that a heading names, and what else it says.
    fn said<'a>(&self, word: &'a str) -> (Option<Year>, &'a str) {
        if words::YEAR_BEFORE.contains(&word) {
            return (Some(Year::Last), "");
        }
        let Some((year, rest)) = numbered_year(word) else { return (None, word) };
        let found = match self.0.as_slice() {
            [_] => Year::This,
            [before, last] if before + 1 == *last => {
                if year == *last {
                    Year::This
                } else {
                    Year::Last
                }
            }
            _ => Year::Other,
        };
        (Some(found), rest)
    }
}

/// A year at the start of a heading: 2024年, 2024年度.
fn numbered_year(word: &str) -> Option<(u16, &str)> {
    let digits = word.get(..4).filter(|digits| digits.starts_with("20"))?;
    let rest = word.get(4..)?.strip_prefix('年')?;
    Some((digits.parse().ok()?, rest.strip_prefix('度').unwrap_or(rest)))
}

/// A comparison that is only a sign: ±%.
fn signed(word: &str) -> Option<Timed> {
    let role = if word.contains('%') { Role::PerCent } else { Role::Difference };
    (word.starts_with('±') || word.starts_with("+-")).then_some(Timed::Role(role, Against::default()))
}

/// Whether a text says that something is added up, and nothing else: 累计, 本年累计.
fn is_total_word(text: &str) -> bool {
    matches!(timed(text), Some(Timed::Role(Role::Total, _))) && text.chars().count() <= LONGEST_TIME
}

/// A time in brackets has no more characters: 1-本月累计.
const LONGEST_TIME: usize = 6;

fn quantity(leaf: &Leaf, years: &Years) -> Means {
    let words: Vec<(String, Vec<String>)> = leaf.headings.iter().map(|spot| pieces(&spot.plain)).collect();
    let says_per_cent =
        words.iter().flat_map(|(_, inside)| inside).any(|one| words::PER_CENT.contains(&one.as_str()));
    let has = |some: &[&str]| words.iter().any(|(word, _)| some.iter().any(|one| word.contains(one)));
    let mut found: Option<Timed> = None;
    let (mut year, mut measure, mut is_total) = (None, Vec::new(), false);
    // A time may stand in brackets behind what is counted: 数量（本月）.
    let in_brackets = |inside: &[String]| {
        let times = inside.iter().filter(|one| words::MONTH.contains(&one.as_str()) || is_total_word(one));
        times.cloned().collect::<Vec<_>>()
    };
    let pieces =
        words.iter().flat_map(|(word, inside)| std::iter::once(word.clone()).chain(in_brackets(inside)));
    for word in pieces {
        let (own, word) = years.said(&word);
        year = year.or(own);
        let same_month = Some(Timed::Role(Role::LastYear, Against::default()))
            .filter(|_| own == Some(Year::Last) && words::SAME_MONTH.contains(&word));
        match same_month.or_else(|| signed(word)).or_else(|| timed(word)) {
            // The lower heading says more: 同比 over 上年同月 and 增减.
            Some(timed) => {
                is_total |= matches!(timed, Timed::Role(Role::Total, _));
                found = Some(found.map_or(timed, |above| above.with(timed)));
            }
            None if word.is_empty() => {}
            None => measure.push(word.to_owned()),
        }
    }
    let last = words.last().map_or("", |(word, _)| word.as_str());
    // With a unit in brackets even units are counted: 检查用人单位（户）.
    let has_unit =
        words.iter().flat_map(|(_, inside)| inside).any(|inside| units::announced(inside).is_some());
    let ends_so = words::NO_FIGURES.iter().any(|ending| last.ends_with(ending));
    let begins_so = words::NO_FIGURES_OF.iter().any(|begins| last.starts_with(begins))
        && !words::QUANTITIES.iter().any(|ending| last.ends_with(ending));
    let is_words = (ends_so || begins_so) && !has_unit;
    if found.is_none() && year.is_none() && is_words {
        return Means::Unknown("填文字的，看不出要不要每月填");
    }
    if has(&words::PLANNED) || last == words::TASK {
        return Means::Unknown("计划、目标一类的数，通知里还没有这样的栏");
    }
    if is_of_other_span(&words, is_total) {
        return Means::Unknown(OTHER_SPAN);
    }
    if has(&words::OTHER_TIMES) {
        return Means::Unknown("不是按月的数，通知里还没有这样的栏");
    }
    let (role, against) = match (year, found) {
        (Some(Year::Last), Some(Timed::Role(Role::Month | Role::LastYear, _))) => {
            (Role::LastYear, Against::default())
        }
        (Some(Year::Last), Some(Timed::Role(Role::Total, _))) => {
            return Means::Unknown(LAST_YEAR_TOTAL);
        }
        (Some(Year::Last | Year::Other), _) | (Some(Year::This), None) => {
            return Means::Unknown("某一年的数，看不出是当月的、累计的还是全年的");
        }
        (_, Some(Timed::Role(role, against))) => (role, against),
        (_, Some(Timed::ThisYear)) => (Role::Total, Against::default()),
        (_, Some(Timed::Unknown(why))) => return Means::Unknown(why),
        (None, None) => (Role::Month, Against::default()),
    };
    let role = if role == Role::Difference && says_per_cent { Role::PerCent } else { role };
    let is_compared = matches!(role, Role::Difference | Role::PerCent);
    if is_compared && has(&words::SINCE_JANUARY) {
        return Means::Unknown("和年初比的数，通知里还没有这样的栏");
    }
    if is_compared && (is_total || has(&words::TOTAL)) {
        return Means::Unknown("累计数的增减，通知里还没有这样的栏");
    }
    if role == Role::Total && has(&words::STOCKS) {
        return Means::Unknown("月底有多少，不是各月相加的，通知里还没有这样的栏");
    }
    let unsure = unsure(role, has);
    let from_january = words.iter().any(|(word, _)| {
        let word = years.said(word).1;
        words::FROM_JANUARY.iter().any(|begins| word.starts_with(begins))
    });
    let of_the_year = role == Role::Total && (from_january || year.is_some() || has(&words::OF_THE_YEAR));
    let plain = leaf.headings.last().map_or("", |spot| spot.plain.as_str());
    let each: Vec<String> = units::of_each(&leaf.word()).into_iter().map(|unit| unit.0).collect();
    let printed = leaf.unit.as_ref().map(|spot| spot.plain.clone());
    let either =
        printed.or_else(|| units::with_other(plain)).or_else(|| (!each.is_empty()).then(|| each.join("、")));
    let unit = either.map(Unit).or_else(|| {
        words.iter().rev().find_map(|(word, inside)| {
            let bracketed = inside.iter().find_map(|inside| units::announced(inside));
            // A heading of a unit's word alone is counted in it: 户, 人次.
            let itself = || Some(word).filter(|word| units::is_counted(word)).map(|word| Unit(word.clone()));
            // 占比% has its unit without brackets.
            let behind = || word.ends_with('%').then(|| Unit("%".to_owned()));
            bracketed.or_else(behind).or_else(|| units::in_name(word)).or_else(itself)
        })
    });
    let is_timed = found.is_some();
    Means::Quantity(Quantity { role, against, is_timed, of_the_year, measure, unit, unsure })
}

/// A heading and what stands in its brackets. Of a unit that goes by two words they are a part: 件（批）次.
fn pieces(plain: &str) -> (String, Vec<String>) {
    let is_unit = units::is_counted(plain);
    if is_unit { (plain.replace('(', "（").replace(')', "）"), Vec::new()) } else { brackets(plain) }
}

/// Whether headings say a total since the beginning of a term, a quarter, or the like: 本学期累计, 本学期.
fn is_of_other_span(words: &[(String, Vec<String>)], is_total: bool) -> bool {
    let has = |word: &str| words::OTHER_SPANS.iter().any(|span| word.contains(span));
    let is_bare = |word: &str| words::OTHER_SPANS.contains(&word.strip_prefix('本').unwrap_or(word));
    words.iter().any(|(word, _)| is_bare(word) || (is_total && has(word)))
}

/// What is not certain of a column of some role.
fn unsure(role: Role, has: impl Fn(&[&str]) -> bool) -> Option<&'static str> {
    let is_compared = matches!(role, Role::Difference | Role::PerCent);
    let says_base = has(&words::AGAINST_YEAR) || has(&words::AGAINST_MONTH);
    let says_start = has(&words::OF_THE_YEAR) || has(&words::SINCE_THE_START);
    if is_compared && !says_base {
        Some(NO_BASE)
    } else if role == Role::Total && has(&words::UP_TO) && !has(&words::ADDED_UP) {
        Some(UP_TO)
    } else if role == Role::Total && has(&[words::SINCE]) && !says_start {
        Some(SINCE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_are_known_by_their_names() {
        for text in ["1月", "12月", "3月份", "十二月", "一季度", "第3季度"] {
            assert!(is_month(text), "{text}");
        }
        for text in ["13月", "本月", "月", "1月至本月", "二月天"] {
            assert!(!is_month(text), "{text}");
        }
        assert_eq!(numbered_year("2024年度当月"), Some((2024, "当月")));
        assert_eq!(Years(vec![2024, 2025]).said("2024年同月"), (Some(Year::Last), "同月"));
        assert_eq!(Years(vec![2023, 2025]).said("2025年").0, Some(Year::Other));
        assert_eq!(Years(vec![2025]).said("2025年累计"), (Some(Year::This), "累计"));
    }
}
