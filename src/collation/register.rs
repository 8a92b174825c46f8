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
    /// Where it stands in the register, if it was moved there.
    pub position: Option<i64>,
}

/// How far apart units stand in the register at first, so that one can be put between two others.
const APART: i64 = 1 << 20;

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
            position: None,
        }
    }

    /// Whether it reports in that month, as the register has it now.
    pub fn reports_in(&self, month: Month) -> bool {
        self.first_month.is_none_or(|first| month >= first)
            && self.last_month.is_none_or(|last| month <= last)
    }

    /// Every name that its files may carry, its own first.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        [&self.name].into_iter().chain(&self.aliases)
    }

    fn position(&self) -> i64 {
        self.position.unwrap_or_else(|| i64::from(self.id.0).saturating_mul(APART))
    }
}

/// The units below, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    pub members: BTreeMap<MemberId, Member>,
}

impl Register {
    /// The unit with that number.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.get(&id)
    }

    /// The units in the order of the register: as they were entered, or as they were put.
    pub fn in_order(&self) -> Vec<&Member> {
        let mut order: Vec<&Member> = self.members.values().collect();
        order.sort_by_key(|member| (member.position(), member.id));
        order
    }

    /// The position of a unit at the end; `None` where it stands there by its number.
    pub fn position_at_end(&self, id: MemberId) -> Option<i64> {
        let last = self.in_order().last()?.position();
        (last >= Member::unnamed(id).position()).then(|| last.saturating_add(APART))
    }

    /// The positions that change where a unit is put before another one, or at the end.
    pub fn moved(&self, unit: MemberId, before: Option<MemberId>) -> Vec<(MemberId, i64)> {
        let order = self.in_order();
        let others: Vec<&Member> = order.iter().copied().filter(|member| member.id != unit).collect();
        let at = others.iter().position(|member| Some(member.id) == before).unwrap_or(others.len());
        let stands = order.iter().position(|member| member.id == unit);
        if stands.is_none_or(|stands| stands == at) {
            return Vec::new();
        }
        let left = at.checked_sub(1).and_then(|left| others.get(left)).map(|member| member.position());
        let right = others.get(at).map(|member| member.position());
        let between = match (left, right) {
            (Some(left), Some(right)) => Some(left.midpoint(right)).filter(|between| left < *between),
            (Some(left), None) => left.checked_add(APART),
            (None, right) => right.and_then(|right| right.checked_sub(APART)),
        };
        if let Some(between) = between {
            return vec![(unit, between)];
        }
        // No room is left: all of them are put anew.
        let mut anew: Vec<MemberId> = others.iter().map(|member| member.id).collect();
        anew.insert(at, unit);
        anew.into_iter().zip((1..).map(|number: i64| number.saturating_mul(APART))).collect()
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

    fn reporting(register: &Register, month: &str) -> Vec<String> {
        let month = month.parse().unwrap();
        let members = register.in_order().into_iter().filter(|member| member.reports_in(month));
        members.map(|member| member.name.clone()).collect()
    }

    #[test]
    fn a_unit_is_put_between_two_others() {
        let mut register = register(&["小周镇", "大周镇", "新乡镇"]);
        let order = |register: &Register| {
            register.in_order().iter().map(|member| member.name.clone()).collect::<Vec<_>>()
        };
        let put = |register: &mut Register, unit, before: Option<u32>| {
            let moved = register.moved(MemberId(unit), before.map(MemberId));
            for (id, position) in &moved {
                register.members.get_mut(id).unwrap().position = Some(*position);
            }
            moved.len()
        };
        assert_eq!(put(&mut register, 3, Some(1)), 1);
        assert_eq!(order(&register), ["新乡镇", "小周镇", "大周镇"]);
        assert_eq!(put(&mut register, 3, Some(2)), 1);
        assert_eq!(order(&register), ["小周镇", "新乡镇", "大周镇"]);
        assert_eq!(put(&mut register, 3, Some(2)), 0, "it stands there");
        assert_eq!(put(&mut register, 1, None), 1);
        assert_eq!(order(&register), ["新乡镇", "大周镇", "小周镇"]);
        let fourth = MemberId(4);
        let position = register.position_at_end(fourth);
        register
            .members
            .insert(fourth, Member { name: "龙沙镇".into(), position, ..Member::unnamed(fourth) });
        assert_eq!(order(&register).last().unwrap(), "龙沙镇", "who is new comes last");
        for (id, position) in [(1, 7), (2, 8)] {
            register.members.get_mut(&MemberId(id)).unwrap().position = Some(position);
        }
        assert_eq!(put(&mut register, 4, Some(2)), 4, "no room: all anew");
        assert_eq!(order(&register), ["小周镇", "龙沙镇", "大周镇", "新乡镇"]);
    }

    #[test]
    fn how_many_are_expected_depends_on_the_month() {
        let mut register = register(&["小周镇", "大周镇", "新乡镇"]);
        register.members.get_mut(&MemberId(2)).unwrap().last_month = Some("2022-03".parse().unwrap());
        register.members.get_mut(&MemberId(2)).unwrap().successor = Some(MemberId(1));
        register.members.get_mut(&MemberId(3)).unwrap().first_month = Some("2022-03".parse().unwrap());
        assert_eq!(reporting(&register, "2022-02"), ["小周镇", "大周镇"]);
        assert_eq!(reporting(&register, "2022-03"), ["小周镇", "大周镇", "新乡镇"]);
        assert_eq!(reporting(&register, "2022-04"), ["小周镇", "新乡镇"], "and not twice the successor");
    }
}
