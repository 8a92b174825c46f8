//! What words say of time: this month, the total, the month before, the same month a year before, and comparisons.

use super::words;
use crate::notice::{Against, Role};

/// What is said of the total of a year ago.
pub(super) const LAST_YEAR_TOTAL: &str = "上年同期的累计，通知里还没有这样的栏";

/// Whether a word is one of a form's headings.
pub(super) fn is_known(word: &str) -> bool {
    words::role_of(word).is_some()
        || words::NEUTRAL.contains(&word)
        || words::SUMS.contains(&word)
        || timed(word).is_some()
        || words::CONTENT.iter().any(|ending| word.ends_with(ending))
}

/// What a heading says of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Timed {
    Role(Role, Against),
    /// This year, and not the one before.
    ThisYear,
    Unknown(&'static str),
}

impl Timed {
    /// What two headings say together, the one above first.
    pub(super) fn with(self, lower: Self) -> Self {
        match (self, lower) {
            (above, Self::ThisYear)
            // 上年同期 over 本月: the month of that year, and no month of this one.
            | (
                above @ Self::Role(
                    Role::LastYear | Role::Previous | Role::Difference | Role::PerCent,
                    _,
                ),
                Self::Role(Role::Month, _),
            ) => above,
            // What no column is, is none over 本月 either.
            (Self::Unknown(why), _) => Self::Unknown(why),
            // 同比 over 增减: the lower one is right, against what the upper one says.
            (
                Self::Role(Role::Difference | Role::PerCent | Role::LastYear, Against::LastYear),
                Self::Role(role, _),
            ) if matches!(role, Role::Difference | Role::PerCent) => Self::Role(role, Against::LastYear),
            (Self::Role(Role::LastYear, _), Self::Role(Role::Total, _))
            | (Self::Role(Role::Total, _), Self::Role(Role::LastYear, _)) => Self::Unknown(LAST_YEAR_TOTAL),
            (Self::Role(Role::Previous, _), Self::Role(Role::Total, _))
            | (Self::Role(Role::Total, _), Self::Role(Role::Previous, _)) => {
                Self::Unknown("上月止的累计，通知里还没有这样的栏")
            }
            (Self::Role(Role::Difference | Role::PerCent, _), Self::Role(Role::Total, _)) => {
                Self::Unknown("累计数的增减，通知里还没有这样的栏")
            }
            (_, lower) => lower,
        }
    }
}

/// What a word says of time, if it does.
pub(super) fn timed(word: &str) -> Option<Timed> {
    if words::YEAR.contains(&word) {
        return Some(Timed::ThisYear);
    }
    let has = |words: &[&str]| words.iter().any(|one| word.contains(one));
    let role = |role, against| Some(Timed::Role(role, against));
    if has(&words::COMPARED) {
        let against = if word.contains("同比") || has(&words::LAST_YEAR) || word.contains("上年") {
            Against::LastYear
        } else {
            Against::Previous
        };
        let kind = if has(&words::PER_CENT) { Role::PerCent } else { Role::Difference };
        return role(kind, against);
    }
    let is_total = has(&words::TOTAL);
    if has(&words::LAST_YEAR) {
        let total = is_total && !word.contains("本年");
        return if total {
            Some(Timed::Unknown(LAST_YEAR_TOTAL))
        } else {
            role(Role::LastYear, Against::default())
        };
    }
    if has(&words::BEFORE) {
        return if is_total {
            Some(Timed::Unknown("上月止的累计，通知里还没有这样的栏"))
        } else {
            role(Role::Previous, Against::default())
        };
    }
    if is_total && has(&words::YEAR_BEFORE) {
        return Some(Timed::Unknown(LAST_YEAR_TOTAL));
    }
    if is_total {
        return role(Role::Total, Against::default());
    }
    has(&words::MONTH).then_some(Timed::Role(Role::Month, Against::default()))
}

/// Whether a word says a time and nothing else, as a row or a column that is a time does: 当月, 累计完成数, 1-本月累计.
pub(super) fn is_only(word: &str) -> bool {
    let known = || words::TIMES.iter().copied().flatten().chain(&words::AROUND_TIMES);
    let mut rest = word;
    while !rest.is_empty() {
        let length = known().filter(|known| rest.starts_with(**known)).map(|known| known.len()).max();
        let Some(behind) = length.and_then(|length| rest.get(length..)) else { return false };
        rest = behind;
    }
    timed(word).is_some()
}

/// Whether what a row is called is a total since January: 1月至本月累计收入.
pub(super) fn is_of_the_year(name: &str) -> bool {
    let name = super::text::plain(name);
    let is_total = matches!(timed(&name), Some(Timed::Role(Role::Total, _)));
    let says = words::OF_THE_YEAR.iter().any(|word| name.contains(word))
        || words::FROM_JANUARY.iter().any(|begins| name.starts_with(begins));
    is_total && says && !is_of_other_span(&name)
}

/// Whether what a row is called is a total since the beginning of a term, a quarter, or the like.
pub(super) fn is_of_other_span(name: &str) -> bool {
    let name = super::text::plain(name);
    let is_total = matches!(timed(&name), Some(Timed::Role(Role::Total, _)));
    is_total && words::OTHER_SPANS.iter().any(|span| name.contains(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_from_a_word_that_has_one_in_it() {
        for word in [
            "当月",
            "本月完成数",
            "累计",
            "本年累计完成",
            "1-本月累计",
            "截至本月底累计",
            "上年同期",
            "同比增长率",
        ] {
            assert!(is_only(word), "{word}");
        }
        for word in ["", "数量", "累计投放", "本月新生儿", "1月", "上年末存栏", "年累计产量"]
        {
            assert!(!is_only(word), "{word}");
        }
    }

    #[test]
    fn headings_say_what_time_they_mean() {
        for (word, role) in [
            ("当月数量", Some(Role::Month)),
            ("本月", Some(Role::Month)),
            ("累计数量", Some(Role::Total)),
            ("本年累计", Some(Role::Total)),
            ("自年初累计", Some(Role::Total)),
            ("1-本月", Some(Role::Total)),
            ("上期", Some(Role::Previous)),
            ("上年同期", Some(Role::LastYear)),
            ("同比增减", Some(Role::Difference)),
            ("增长率", Some(Role::PerCent)),
            ("数量", None),
            ("低保家庭", None),
        ] {
            let found = timed(word).map(|timed| match timed {
                Timed::Role(role, _) => role,
                Timed::ThisYear | Timed::Unknown(_) => panic!("{word}"),
            });
            assert_eq!(found, role, "{word}");
        }
        assert!(matches!(timed("上年同期累计"), Some(Timed::Unknown(_))));
        assert!(matches!(timed("上年累计"), Some(Timed::Unknown(_))));
        assert!(matches!(timed("上月累计"), Some(Timed::Unknown(_))));
        let month = Timed::Role(Role::Month, Against::default());
        assert_eq!(month.with(Timed::ThisYear), month, "本月 over 本年 and 上年同期");
    }

    #[test]
    fn rows_say_since_when_they_add_up() {
        for name in ["1月至本月累计救助", "1-本月累计收入", "本年累计收入", "年初至本月检查"]
        {
            assert!(is_of_the_year(name), "{name}");
        }
        for name in ["本月救助", "累计救助", "本学期累计检查", "11月"] {
            assert!(!is_of_the_year(name), "{name}");
        }
        assert!(is_of_other_span("本学期累计检查"));
        assert!(!is_of_other_span("本学期检查"));
    }
}
