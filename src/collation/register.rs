//! The register of the units below: who reports, from when to when, and under which names.
//!
//! How many reports are expected in a month is asked of the register for that month. A unit that ended keeps its
//! months; they are never moved to its successor.

use std::collections::BTreeMap;
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::period::Month;
use crate::unit::UnitKind;

/// The number of a unit in the register. A number is never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MemberId(pub u32);

impl fmt::Display for MemberId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for MemberId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(Self)
    }
}

/// A unit below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    /// Its official name.
    pub name: String,
    /// One of the kinds of the notice.
    pub kind: UnitKind,
    /// Other names that its files may carry.
    pub aliases: Vec<String>,
    /// The first month it reports; `None` if it reports from the beginning.
    pub first_month: Option<Month>,
    /// The last month it reports; `None` while it goes on.
    pub last_month: Option<Month>,
    /// The unit that reports in its place after its last month.
    pub successor: Option<MemberId>,
    /// 填报人
    pub person: String,
    /// 联系电话
    pub phone: String,
}

impl Member {
    /// A unit of which only the number is known.
    pub fn unnamed(id: MemberId) -> Self {
        Self {
            id,
            name: String::new(),
            kind: UnitKind::from(""),
            aliases: Vec::new(),
            first_month: None,
            last_month: None,
            successor: None,
            person: String::new(),
            phone: String::new(),
        }
    }

    /// Whether a report of that month is expected of it.
    pub fn reports_in(&self, month: Month) -> bool {
        self.first_month.is_none_or(|first| month >= first)
            && self.last_month.is_none_or(|last| month <= last)
    }
}

/// The units below, in the order in which they were entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    pub members: BTreeMap<MemberId, Member>,
}

impl Register {
    /// The unit with that number.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.get(&id)
    }

    /// The units that a report of the month is expected of.
    pub fn expected(&self, month: Month) -> impl Iterator<Item = &Member> {
        self.members.values().filter(move |member| member.reports_in(month))
    }

    /// The number of the next unit.
    pub fn next_id(&self) -> MemberId {
        self.members.keys().next_back().map_or(MemberId(1), |last| MemberId(last.0.saturating_add(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::register;
    use super::*;

    fn expected(register: &Register, month: &str) -> Vec<String> {
        register.expected(month.parse().unwrap()).map(|member| member.name.clone()).collect()
    }

    #[test]
    fn how_many_are_expected_depends_on_the_month() {
        let mut register = register(&["小周镇", "大周镇", "新乡镇"]);
        register.members.get_mut(&MemberId(2)).unwrap().last_month = Some("2022-03".parse().unwrap());
        register.members.get_mut(&MemberId(2)).unwrap().successor = Some(MemberId(1));
        register.members.get_mut(&MemberId(3)).unwrap().first_month = Some("2022-03".parse().unwrap());
        assert_eq!(expected(&register, "2022-02"), ["小周镇", "大周镇"]);
        assert_eq!(expected(&register, "2022-03"), ["小周镇", "大周镇", "新乡镇"]);
        assert_eq!(expected(&register, "2022-04"), ["小周镇", "新乡镇"], "and not twice the successor");
    }
}
