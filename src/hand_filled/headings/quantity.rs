//! The meaning of a heading: whether its quantities are of the month or totals, and of which month.

use super::super::dates::{self, Words};
use super::super::numbers::is_own_unit;
use super::super::sentences::OtherUnit;
use super::super::text::{plain, with_arabic_numerals};
use crate::notice::Form;

/// Words in a heading of the month's quantities. 本月 is read as 当月.
const MONTH_WORDS: [&str; 4] = ["当月", "本期", "当期", "月完成"];
const TOTAL_WORDS: [&str; 6] = ["累计", "累积", "至今", "截至", "截止", "以来"];
/// Words that show another column, whatever else is in its heading.
const OTHER_WORDS: [&str; 12] =
    ["上月", "上期", "上年", "去年", "同期", "同比", "环比", "增减", "增长", "率", "%", "占比"];
/// Words that do not change the meaning of a heading of the month or of the total.
const NEUTRAL_WORDS: [&str; 27] = [
    "当月", "本期", "当期", "累计", "累积", "至今", "截至", "截止", "以来", "今年", "本年", "全年", "年初",
    "数量", "完成", "实际", "情况", "工作", "开展", "新增", "单位", "月份", "总数", "合计", "数", "量", "月",
];
/// Words of a column with numbers that may be meant even if another heading is clearer.
const RIVAL_WORDS: [&str; 11] =
    ["完成", "实际", "计划", "目标", "任务", "预计", "更正", "修正", "调整", "核定", "核实"];

/// The columns of a heading; `first` and `last` are both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Span {
    pub(in super::super) first: u32,
    pub(in super::super) last: u32,
}

/// A heading with quantities below it.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    /// Its words, after those of the heading above it.
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Whether it does not name the month but may still be the month's column.
    pub(super) is_rival: bool,
    /// The months it names.
    pub(super) months: Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Month,
    Total,
}

impl Kind {
    /// The kind of quantity that a heading names; `None` for something else.
    pub(super) fn of(text: &str) -> Option<Self> {
        let words = plain(text).replace("本月", "当月");
        let months = dates::named_in(text);
        let has = |known: &[&str]| known.iter().any(|word| words.contains(word));
        if has(&TOTAL_WORDS) || months.names_a_span() {
            Some(Self::Total)
        } else if has(&MONTH_WORDS) || months.names_months() {
            Some(Self::Month)
        } else {
            None
        }
    }
}

impl Quantity {
    /// Reads a heading of quantities; `None` if it is something else.
    pub(super) fn of(text: String, span: Span) -> Option<Self> {
        let rivals = || RIVAL_WORDS.iter().any(|word| plain(&text).contains(word)).then_some(Kind::Month);
        let kind = Kind::of(&text);
        let (is_rival, kind) = (kind.is_none(), kind.or_else(rivals)?);
        let months = dates::named_in(&text);
        Some(Self { text, span, kind, is_rival, months })
    }

    pub(super) fn is_other(&self) -> bool {
        let words = plain(&self.text);
        OTHER_WORDS.iter().any(|word| words.contains(word))
    }

    /// Whether the heading says nothing else: 当月剩余 and 甲村当月数量 do.
    pub(super) fn is_clear(&self, form: &Form) -> bool {
        let words = with_arabic_numerals(&plain(&self.text)).replace("本月", "当月");
        let words =
            NEUTRAL_WORDS.iter().fold(without_dates(&words), |words, neutral| words.replace(neutral, "|"));
        let is_unit = |word: &str| form.figures().any(|figure| is_own_unit(figure, word));
        words
            .split(|sign: char| "|():,-/;年至到~*".contains(sign))
            .all(|word| word.is_empty() || is_unit(word) || OtherUnit::in_text(word).is_some())
    }
}

/// A text without its years and months, such as 2022年3月.
fn without_dates(text: &str) -> String {
    let (mut kept, mut digits) = (String::new(), String::new());
    for character in text.chars().chain(['\n']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        // 1-3月: the first month is written without 月.
        if !"年月-至到~".contains(character) {
            kept.push_str(&digits);
        }
        digits.clear();
        kept.push(character);
    }
    kept.trim_end().to_owned()
}

impl Span {
    pub(super) fn holds(self, column: u32) -> bool {
        (self.first..=self.last).contains(&column)
    }
}
