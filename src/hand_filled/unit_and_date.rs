//! The name of a unit in the cell of 填报单位, where the month often follows it. A digit may be part of the name (红星1村), so only
//! a date ends it.

use super::dates;

/// The characters of a date.
const OF_DATES: &str = "年月日号份-./~至到";
/// What may stand behind a month without its year: 3月报表.
const BEHIND_MONTHS: [&str; 3] = ["报表", "月报", "报"];

/// The name, and the date that follows it.
pub(super) fn unit_and_date(said: &str) -> (&str, &str) {
    let numbers = said.match_indices(|sign: char| sign.is_ascii_digit()).map(|(at, _)| at);
    let is_first = |at: &usize| !said.get(..*at).is_some_and(|before| before.ends_with(is_digit));
    let date = numbers.filter(is_first).find(|at| said.get(*at..).is_some_and(begins_with_date));
    let (unit, date) = said.split_at(date.unwrap_or(said.len()));
    (unit.trim_end_matches(['(', ',']), date)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn begins_with_date(text: &str) -> bool {
    let behind = text.trim_start_matches(|sign: char| is_digit(sign) || OF_DATES.contains(sign));
    let date = text.strip_suffix(behind).unwrap_or(text);
    let words = dates::named_in(date);
    let after_number = date.trim_start_matches(is_digit);
    let has_year = date.len() - after_number.len() >= 4 || after_number.starts_with('年');
    // A month alone may be part of a name too: 2月亮村.
    let rest = BEHIND_MONTHS.iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    let ends = !rest.starts_with(char::is_alphanumeric);
    let is_date = !words.is_silent() || !words.days.is_empty() || !words.years.is_empty();
    is_date && (has_year || ends)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_ends_before_a_date_and_nowhere_else() {
        for (said, unit, date) in [
            ("龙沙镇", "龙沙镇", ""),
            ("龙沙镇2022年3月", "龙沙镇", "2022年3月"),
            ("龙沙镇(2022年3月)", "龙沙镇", "2022年3月)"),
            ("龙沙镇,3月份", "龙沙镇", "3月份"),
            ("龙沙镇3月报表", "龙沙镇", "3月报表"),
            ("龙沙镇22年3月", "龙沙镇", "22年3月"),
            ("龙沙镇202203", "龙沙镇", "202203"),
            ("龙沙镇2022.3.25单位:吨", "龙沙镇", "2022.3.25单位:吨"),
            ("2022年3月", "", "2022年3月"),
            ("红星1村", "红星1村", ""),
            ("红星1村2022年3月", "红星1村", "2022年3月"),
            ("红星12村3月", "红星12村", "3月"),
            ("三峡1组", "三峡1组", ""),
            ("1组", "1组", ""),
            ("8号桥社区", "8号桥社区", ""),
            ("红星2月亮村", "红星2月亮村", ""),
        ] {
            assert_eq!(unit_and_date(said), (unit, date), "{said}");
        }
    }

    proptest! {
        #[test]
        fn nothing_of_a_name_without_a_date_is_lost(name in "[甲-鿿]{1,4}[0-9]{1,2}[村组社]") {
            prop_assert_eq!(unit_and_date(&name), (name.as_str(), ""));
        }

        #[test]
        fn both_parts_are_of_what_is_said(said in "\\PC{0,30}") {
            let (unit, date) = unit_and_date(&said);
            prop_assert!(said.starts_with(unit) && said.ends_with(date));
        }
    }
}
