//! Which unit a name means. A name is the unit's own or one of its aliases, to the letter: of the names of one district
//! thirteen pairs differ in a single character, so nothing that is only similar is ever taken for a unit.

use std::collections::BTreeMap;

use super::register::{Member, MemberId, Register};
use crate::amount::trim;
use crate::wording::half_width;

/// What an office may add behind its name.
pub(super) const AFTER: [&str; 3] = ["人民政府", "办事处", "党委"];
/// What stands in 填报单位 and names nobody: the words of the field itself, and those of every unit. The longer ones first.
const NOBODYS_WORDS: [&str; 22] = [
    "填报", "单位", "名称", "盖章", "签章", "公章", "印章", "同上", "政府", "街道", "社区", "乡镇", "本",
    "我", "无", "镇", "乡", "区", "县", "市", "村", "章",
];
/// The last characters of the regions that may stand before a name.
const REGIONS: [char; 6] = ['省', '市', '区', '县', '州', '旗'];
/// The fewest characters of the name of a region: 万州区.
const SHORTEST_REGION: usize = 3;
/// The most: 黑龙江省.
const LONGEST_REGION: usize = 4;

/// The regions with which the name of an office begins: 重庆市 and 万州区 of 重庆市万州区城市管理局.
fn regions(office: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut region = String::new();
    for character in plain(office).chars() {
        region.push(character);
        let length = region.chars().count();
        // What follows is the office itself: 城市管理局, or 区城市管理局.
        if length > LONGEST_REGION || region.starts_with(REGIONS) {
            break;
        }
        if REGIONS.contains(&character) && length >= SHORTEST_REGION {
            found.push(std::mem::take(&mut region));
        }
    }
    found
}

/// A name without spaces, without the regions before it and without what an office adds behind it.
fn bare(name: &str, regions: &[String]) -> String {
    let name = plain(name);
    let mut rest = name.as_str();
    loop {
        let before = regions.iter().find_map(|region| rest.strip_prefix(region.as_str()));
        let after = || AFTER.iter().find_map(|word| rest.strip_suffix(word));
        match before.or_else(after).filter(|shorter| !shorter.is_empty()) {
            Some(shorter) => rest = shorter,
            None => return rest.to_owned(),
        }
    }
}

/// Without spaces and in half-width characters: a digit or a bracket may be typed in either width.
pub(super) fn plain(text: &str) -> String {
    trim(text).chars().filter(|character| !character.is_whitespace()).map(half_width).collect()
}

/// The names of a register, made ready to look names up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    regions: Vec<String>,
    /// The offices whose register it is, and the titles of their forms, by which the names of files are understood.
    pub(super) offices: Vec<String>,
    pub(super) titles: Vec<String>,
    /// Every bare name; nobody where two units have it.
    bare: BTreeMap<String, Option<MemberId>>,
    /// Every name as it is written, without spaces.
    pub(super) written: Vec<(String, MemberId)>,
}

impl Names {
    /// `offices` are whose register it is: the regions before their own names may stand before those of the units too.
    /// `titles` are those of the forms, whose words stand in the names of files.
    pub fn of(register: &Register, offices: &[&str], titles: &[&str]) -> Self {
        let regions = offices.iter().flat_map(|office| regions(office)).collect::<Vec<_>>();
        let bare_offices = offices.iter().map(|office| bare(office, &regions));
        Self {
            offices: bare_offices.filter(|office| !office.is_empty()).collect(),
            titles: titles.iter().map(|title| plain(title)).collect(),
            regions,
            ..Self::default()
        }
        .with(register)
    }

    /// The same for a register that has changed.
    #[must_use]
    pub fn with(&self, register: &Register) -> Self {
        let Self { regions, offices, titles, .. } = self.clone();
        let mut found = Self { regions, offices, titles, ..Self::default() };
        for member in register.members.values() {
            for name in names(member) {
                let owner = found.bare.entry(bare(name, &found.regions)).or_insert(Some(member.id));
                if *owner != Some(member.id) {
                    *owner = None;
                }
                found.written.push((plain(name), member.id));
            }
        }
        found.bare.remove("");
        found.written.retain(|(name, _)| !name.is_empty());
        found
    }

    /// The unit of that name, if there is one. A name that two units have is nobody's.
    pub fn find(&self, name: &str) -> Option<MemberId> {
        self.bare.get(&bare(name, &self.regions)).copied().flatten()
    }

    pub(super) fn regions(&self) -> &[String] {
        &self.regions
    }

    /// Whether two names are the same to everybody who looks them up.
    pub fn are_same(&self, one: &str, other: &str) -> bool {
        bare(one, &self.regions) == bare(other, &self.regions)
    }

    /// Whether a name is nothing but regions, what offices add, the words of any unit and those of the field itself, or a
    /// single character: it is no unit's own.
    pub fn says_no_unit(&self, name: &str) -> bool {
        let rest = bare(name, &self.regions);
        let own = AFTER.iter().chain(&NOBODYS_WORDS).fold(rest.clone(), |rest, word| rest.replace(word, ""));
        self.regions.contains(&rest) || rest.chars().count() < 2 || !own.chars().any(char::is_alphanumeric)
    }
}

fn names(member: &Member) -> impl Iterator<Item = &str> {
    [member.name.as_str()].into_iter().chain(member.aliases.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::super::examples::register;
    use super::*;
    use crate::notice::Notice;

    fn names_of(units: &[&str]) -> (Names, Register) {
        let register = register(units);
        (Names::of(&register, &["重庆市万州区城市管理局"], &[]), register)
    }

    #[test]
    fn the_regions_come_from_the_name_of_an_office() {
        assert_eq!(regions(&Notice::built_in().unwrap().issuer), ["重庆市", "万州区"]);
        assert_eq!(regions("区城市管理局"), [""; 0]);
        assert_eq!(regions("黑龙江省哈尔滨市城管局"), ["黑龙江省", "哈尔滨市"]);
        assert_eq!(regions("湖北省恩施土家族苗族自治州城管委"), ["湖北省"]);
        assert_eq!(regions(""), [""; 0]);
    }

    #[test]
    fn a_name_is_found_with_what_offices_add_to_it() {
        let (names, register) = names_of(&["龙沙镇", "龙驹镇", "高峰街道=高峰镇"]);
        let found = |name| names.find(name).map(|id| register.members[&id].name.as_str());
        for name in ["龙沙镇", " 龙 沙镇　", "万州区龙沙镇人民政府", "重庆市万州区龙沙镇", "龙沙镇党委"]
        {
            assert_eq!(found(name), Some("龙沙镇"), "{name}");
        }
        assert_eq!(found("高峰镇"), Some("高峰街道"));
        assert_eq!(found("万州区高峰街道办事处"), Some("高峰街道"));
        for name in ["龙沙", "龙沙乡", "沙镇", "龙驹", "", "万州区", "人民政府", "龙沙镇、龙驹镇"]
        {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn digits_in_a_name_are_part_of_it_in_either_width() {
        let (names, register) = names_of(&["红星1村", "红星２村"]);
        let found = |name| names.find(name).map(|id| register.members[&id].name.as_str());
        assert_eq!((found("红星１村"), found("红星2村")), (Some("红星1村"), Some("红星２村")));
        assert_eq!((found("红星村"), found("红星"), found("红星12村")), (None, None, None));
    }

    #[test]
    fn a_region_alone_is_no_unit() {
        let (names, _) = names_of(&["龙沙镇"]);
        assert!(
            ["万州区", "重庆市万州区", "万州区人民政府", "办事处"]
                .iter()
                .all(|name| names.says_no_unit(name))
        );
        for name in [
            "无",
            "镇",
            "区",
            "街道",
            "盖章",
            "（盖章）",
            "单位（公章）",
            "本单位",
            "同上",
            "镇人民政府",
            "甲",
        ] {
            assert!(names.says_no_unit(name), "{name}");
        }
        for name in ["龙沙镇", "万州区交通局", "1村", "新乡", "城管办"] {
            assert!(!names.says_no_unit(name), "{name}");
        }
    }

    #[test]
    fn an_alias_of_two_units_is_nobodys() {
        assert_eq!(names_of(&["高峰街道=高峰", "高峰乡=高峰"]).0.find("高峰"), None);
    }
}
