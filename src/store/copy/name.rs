//! The file name of a copy: `月报备份_2022-03-20_0900_龙沙镇.sqlite`, and reading such a name.
//!
//! Thinning and listing use the names alone, so two units may share one stick. Nothing here touches a disk.

use std::fmt;

use chrono::NaiveDateTime;

use crate::disk::{cut, harmless};
use crate::store::Side;

const END: &str = ".sqlite";
const MOMENT: &str = "%Y-%m-%d_%H%M";
/// How many bytes the moment takes in a file name.
const MOMENT_LENGTH: usize = "2022-03-20_0900".len();
/// The longest name of a unit in bytes, so that the rest of the name fits into 255 bytes.
const LONGEST_UNIT: usize = 150;

/// Why a copy was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CopyMark {
    /// An ordinary backup: at the start, at 定稿, or on request.
    Plain,
    /// The state that a restore was about to replace.
    BeforeRestore,
    /// The state that a newer version of the program was about to convert.
    BeforeUpgrade,
}

impl CopyMark {
    const MARKED: [(Self, &'static str); 2] =
        [(Self::BeforeRestore, "_恢复前"), (Self::BeforeUpgrade, "_升级前")];

    fn text(self) -> &'static str {
        Self::MARKED.iter().find(|(mark, _)| *mark == self).map_or("", |(_, text)| text)
    }
}

/// The name of a copy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyName {
    /// Whose data it is.
    pub side: Side,
    /// When it was made, to the minute. For a copy before an upgrade: when something was last changed.
    pub at: NaiveDateTime,
    /// The number of the copy among those with otherwise the same name, from 1 on.
    pub number: u32,
    /// The unit, without the characters that a file name may not contain.
    pub unit: String,
    /// Why it was made.
    pub mark: CopyMark,
}

impl CopyName {
    /// The first name for a copy of the unit's store.
    pub fn new(side: Side, at: NaiveDateTime, unit: &str, mark: CopyMark) -> Self {
        let unit = harmless(unit);
        let unit = cut(&unit, LONGEST_UNIT)
            .trim_matches(|character: char| character.is_whitespace() || character == '.');
        Self { side, at, number: 1, unit: unit.to_owned(), mark }
    }

    /// The name after those that are taken. A gap is not filled: a later copy must not look like an earlier one.
    #[must_use]
    pub fn after(self, taken: &[Self]) -> Self {
        let alike = taken.iter().filter(|other| Self { number: self.number, ..(*other).clone() } == self);
        let number = alike.map(|other| other.number.saturating_add(1)).max().unwrap_or(self.number);
        Self { number, ..self }
    }

    /// Reads a file name; `None` if it is not the name of a copy.
    pub fn parse(name: &str) -> Option<Self> {
        let begins = |side: Side| Some((side, name.strip_prefix(side.copies())?.strip_prefix('_')?));
        let (side, rest) = Side::BOTH.into_iter().find_map(begins)?;
        let rest = rest.strip_suffix(END)?;
        let (moment, rest) = rest.split_at_checked(MOMENT_LENGTH)?;
        let at = NaiveDateTime::parse_from_str(moment, MOMENT).ok()?;
        let rest = rest.strip_prefix('_')?;
        let (rest, number) = match rest.strip_suffix('）').and_then(|rest| rest.rsplit_once('（')) {
            Some((rest, number)) => (rest, number.parse().ok().filter(|number| *number > 1)?),
            None => (rest, 1),
        };
        let marked = CopyMark::MARKED.iter().find_map(|(mark, text)| Some((rest.strip_suffix(text)?, *mark)));
        let (unit, mark) = marked.unwrap_or((rest, CopyMark::Plain));
        Some(Self { side, at, number, unit: unit.to_owned(), mark })
    }
}

impl fmt::Display for CopyName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { side, at, number, unit, mark } = self;
        write!(formatter, "{}_{}_{unit}{}", side.copies(), at.format(MOMENT), mark.text())?;
        if *number > 1 {
            write!(formatter, "（{number}）")?;
        }
        formatter.write_str(END)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_name_says_when_whose_and_why() {
        let name =
            |mark| CopyName::new(Side::Reporting, at("2022-03-20T09:00:59"), "龙沙镇", mark).to_string();
        assert_eq!(name(CopyMark::Plain), "月报备份_2022-03-20_0900_龙沙镇.sqlite");
        assert_eq!(name(CopyMark::BeforeRestore), "月报备份_2022-03-20_0900_龙沙镇_恢复前.sqlite");
        assert_eq!(name(CopyMark::BeforeUpgrade), "月报备份_2022-03-20_0900_龙沙镇_升级前.sqlite");
        let first = CopyName::new(Side::Reporting, at("2022-03-20T09:00:00"), "龙沙镇", CopyMark::Plain);
        let third = CopyName { number: 3, ..first.clone() };
        assert_eq!(first.clone().after(&[]), first);
        let next = first.clone().after(&[first.clone(), third]);
        assert_eq!(next.to_string(), "月报备份_2022-03-20_0900_龙沙镇（4）.sqlite", "a gap is not filled");
        let odd = CopyName::new(Side::Reporting, at("2022-03-20T09:00:00"), " a/b:c. ", CopyMark::Plain);
        assert_eq!(odd.to_string(), "月报备份_2022-03-20_0900_a／b：c.sqlite");
    }

    #[test]
    fn other_files_are_no_copies() {
        for name in [
            "yuebao.sqlite",
            "月报备份_2022-03-20_0900_龙沙镇.sqlite.part",
            "月报备份_2022-13-20_0900_龙沙镇.sqlite",
            "月报备份_2022-03-20_龙沙镇.sqlite",
            "月报备份_2022-03-20_0900龙沙镇.sqlite",
            "月报备份_2022-03-20_0900_龙沙镇（0）.sqlite",
            "月报备份_",
            "月报备份_.sqlite",
        ] {
            assert_eq!(CopyName::parse(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(minutes in 0..40_000_000_i64, unit in "[龙沙镇a_ .（）/]{0,80}", mark in 0..3_usize, number in 1..5_u32, side in prop::sample::select(Side::BOTH.to_vec())) {
            let moment = chrono::DateTime::from_timestamp(minutes * 60, 0).unwrap().naive_utc();
            let mark = [CopyMark::Plain, CopyMark::BeforeRestore, CopyMark::BeforeUpgrade][mark];
            let name = CopyName { number, ..CopyName::new(side, moment, &unit, mark) };
            // A unit whose name ends like a mark is read differently, but the text of the name stays the same.
            let read = CopyName::parse(&name.to_string());
            prop_assume!(!name.unit.ends_with('）'));
            prop_assert_eq!(read, Some(name));
        }

        #[test]
        fn no_text_makes_it_stumble(text in ".{0,60}") {
            let _ = CopyName::parse(&text);
            let _ = CopyName::parse(&format!("{}_{text}{END}", Side::Collation.copies()));
        }
    }
}
