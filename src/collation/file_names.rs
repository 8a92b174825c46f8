//! Which units the name of a file, a folder or a mail names. Unlike 填报单位 such a name holds other words too, and a name that
//! stands within another one is that of another unit: 小河村 is not 河村. So what stands directly around a name has to be known;
//! where it is not, the name is told and never taken.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{AFTER, Names, plain};
use super::register::MemberId;

/// What may stand directly before the name of a unit.
const WORDS_BEFORE: [&str; 16] = [
    "附件", "表", "月报", "情况", "数据", "关于", "报送", "上报", "呈报", "填报", "收到", "来自", "单位",
    "更正", "补报", "汇总",
];
/// What may stand directly behind it, beside what an office adds to its name.
const WORDS_BEHIND: [&str; 55] = [
    "政府",
    "党工委",
    "办公室",
    "管委会",
    "城管",
    "市政",
    "环卫",
    "附件",
    "附表",
    "报表",
    "月报",
    "统计",
    "表",
    "报",
    "上报",
    "呈报",
    "填报",
    "提交",
    "数据",
    "情况",
    "资料",
    "材料",
    "清单",
    "项目",
    "台账",
    "汇总",
    "工作",
    "更正",
    "修改",
    "修订",
    "改",
    "补",
    "重报",
    "重新",
    "最新",
    "最终",
    "定稿",
    "终稿",
    "初稿",
    "草稿",
    "正式",
    "原件",
    "副本",
    "电子",
    "盖章",
    "签章",
    "已",
    "扫描",
    "照片",
    "图片",
    "上月",
    "本月",
    "当月",
    "关于",
    "的",
];
/// What joins the names of two units.
const JOINS: [char; 3] = ['和', '与', '及'];
/// What ends a date.
const ENDS_OF_DATES: [char; 5] = ['年', '月', '日', '号', '份'];
/// What follows a number that is no part of a name: a date, or the number of a copy.
const BEHIND_NUMBERS: [char; 10] = ['年', '月', '日', '号', '季', '次', '份', '稿', '版', '期'];
const NUMERALS: [char; 12] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '〇', '零'];
/// How many characters on either side show in which word a name stands.
const SHOWN_AROUND: usize = 4;

/// The units that a text names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedUnits {
    /// Those whose names stand by themselves.
    pub certain: BTreeSet<MemberId>,
    /// Those whose names stand only within other words, each with such a word.
    pub within_words: BTreeMap<MemberId, String>,
}

impl NamedUnits {
    /// All of them: what may be meant speaks against another unit.
    pub fn all(&self) -> BTreeSet<MemberId> {
        self.certain.iter().chain(self.within_words.keys()).copied().collect()
    }

    /// Whether no unit is named at all.
    pub fn is_empty(&self) -> bool {
        self.certain.is_empty() && self.within_words.is_empty()
    }
}

impl Names {
    /// The units whose names stand in a text. A name within another one of the register does not count: 新乡镇 is not 新乡.
    pub fn named_in(&self, text: &str) -> NamedUnits {
        let text = plain(text);
        let found = |(name, id): &(String, MemberId)| {
            text.match_indices(name.as_str())
                .map(|(at, found)| (at, at + found.len(), *id))
                .collect::<Vec<_>>()
        };
        let places: Vec<(usize, usize, MemberId)> = self.written.iter().flat_map(found).collect();
        let within = |(from, to, _): &(usize, usize, MemberId)| {
            places.iter().any(|(other, end, _)| other <= from && end >= to && end - other > to - from)
        };
        let mut named = NamedUnits::default();
        for (from, to, id) in places.iter().filter(|place| !within(place)) {
            let (before, behind) =
                (text.get(..*from).unwrap_or_default(), text.get(*to..).unwrap_or_default());
            let name = text.get(*from..*to).unwrap_or_default();
            if self.may_precede(before, name) && self.may_follow(behind, name) {
                named.certain.insert(*id);
            } else {
                named.within_words.entry(*id).or_insert_with(|| word_around(before, name, behind));
            }
        }
        named.within_words.retain(|id, _| !named.certain.contains(id));
        named
    }

    fn may_precede(&self, before: &str, name: &str) -> bool {
        let Some(last) = before.chars().next_back() else { return true };
        if last.is_ascii_digit() {
            return !name.starts_with(|first: char| first.is_ascii_digit());
        }
        let short_regions = self.regions().iter().filter_map(|region| {
            let end = region.char_indices().next_back()?.0;
            region.get(..end).filter(|short| short.chars().count() > 1)
        });
        let places = self.regions().iter().chain(&self.offices).map(String::as_str).chain(short_regions);
        !is_chinese(last)
            || WORDS_BEFORE.into_iter().chain(places).any(|word| before.ends_with(word))
            || self.is_unit_at_end(before)
            || before.strip_suffix(JOINS).is_some_and(|joined| self.is_unit_at_end(joined))
            || ends_with_date(before)
    }

    fn may_follow(&self, behind: &str, name: &str) -> bool {
        let Some(first) = behind.chars().next() else { return true };
        if first.is_ascii_digit() {
            let rest = behind.trim_start_matches(|digit: char| digit.is_ascii_digit());
            let is_of_name = name.ends_with(|last: char| last.is_ascii_digit());
            let is_other =
                |next: char| !is_chinese(next) || BEHIND_NUMBERS.contains(&next) || begins_with_word(rest);
            return !is_of_name && rest.chars().next().is_none_or(is_other);
        }
        let first_two: String = behind.chars().take(2).collect();
        let is_of_title = first_two.chars().all(is_chinese)
            && first_two.chars().count() == 2
            && self.titles.iter().any(|title| title.contains(&first_two));
        !is_chinese(first)
            || begins_with_word(behind)
            || is_of_title
            || self.is_unit_at_start(behind)
            || behind.strip_prefix(JOINS).is_some_and(|joined| self.is_unit_at_start(joined))
            || begins_with_number(behind)
    }

    fn is_unit_at_end(&self, text: &str) -> bool {
        self.written.iter().any(|(name, _)| text.ends_with(name.as_str()))
    }

    fn is_unit_at_start(&self, text: &str) -> bool {
        self.written.iter().any(|(name, _)| text.starts_with(name.as_str()))
    }
}

fn is_chinese(character: char) -> bool {
    character.is_alphabetic() && !character.is_ascii()
}

fn begins_with_word(text: &str) -> bool {
    AFTER.iter().chain(&WORDS_BEHIND).any(|word| text.starts_with(word))
}

/// Whether a text ends with 3月, 三月份, 2022年.
fn ends_with_date(text: &str) -> bool {
    let rest = text.trim_end_matches(ENDS_OF_DATES);
    rest.len() < text.len() && rest.ends_with(|last: char| last.is_ascii_digit() || NUMERALS.contains(&last))
}

/// Whether a text begins with 三月, 第二次, 第2稿.
fn begins_with_number(text: &str) -> bool {
    let number = text.strip_prefix('第').unwrap_or(text);
    let rest = number.trim_start_matches(|first: char| first.is_ascii_digit() || NUMERALS.contains(&first));
    rest.len() < number.len() && rest.starts_with(BEHIND_NUMBERS)
}

/// The word in which a name stands, without the date beside it.
fn word_around(before: &str, name: &str, behind: &str) -> String {
    let start: Vec<char> =
        before.chars().rev().take_while(|one| is_chinese(*one)).take(SHOWN_AROUND).collect();
    let start: String = start.into_iter().rev().collect();
    let number = behind.len() - behind.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let (number, rest) = behind.split_at(number);
    let shown = if number.is_empty() || !rest.starts_with(BEHIND_NUMBERS) { number } else { "" };
    let is_of_word = number.is_empty() || !shown.is_empty();
    let end = rest.chars().take_while(|one| is_of_word && is_chinese(*one)).take(SHOWN_AROUND);
    let end: String = end.collect();
    format!("{}{name}{shown}{end}", start.trim_start_matches(ENDS_OF_DATES))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::examples::register;
    use super::*;

    const TITLE: &str = "“全民动手”主题活动月度情况统计表";

    /// The names of the units that stand by themselves, and the words in which others stand.
    fn named(units: &[&str], office: &str, text: &str) -> (Vec<String>, Vec<String>) {
        let register = register(units);
        let found = Names::of(&register, &["重庆市万州区城市管理局", office], &[TITLE]).named_in(text);
        let certain = found.certain.iter().map(|id| register.members[id].name.clone()).collect();
        (certain, found.within_words.into_values().collect())
    }

    fn certain(text: &str) -> Vec<String> {
        named(&["龙沙镇", "龙驹镇", "新乡", "新乡镇", "高峰街道=高峰镇"], "", text).0
    }

    #[test]
    fn a_unit_is_known_by_the_ordinary_name_of_a_file() {
        for name in [
            "龙沙镇3月.xlsx",
            "附件2 龙沙镇 2022年3月.xlsx",
            "附件2龙沙镇2022年3月.xlsx",
            "万州区龙沙镇人民政府3月报表.xlsx",
            "万州龙沙镇2022.03.xls",
            "3月份龙沙镇统计表.xls",
            "三月份龙沙镇.xlsx",
            "2022年龙沙镇三月份报表（盖章）.pdf",
            "关于报送龙沙镇2022年3月月报.xlsx",
            "龙沙镇主题活动月度情况统计表.xlsx",
            "龙沙镇附件2(1).xlsx",
            "龙沙镇202203报表.csv",
            "龙沙镇第二次.xlsx",
            "龙沙镇的.xlsx",
            "龙沙镇城管办3月.xlsx",
            "（龙沙镇）报表.xlsx",
            "龙沙镇_2022年3月_附件2.xlsx",
            "1-龙沙镇.xlsx",
            "主题活动情况一览表龙沙镇.xlsx",
        ] {
            assert_eq!(certain(name), ["龙沙镇"], "{name}");
        }
        assert_eq!(certain("高峰镇3月.xlsx"), ["高峰街道"]);
    }

    #[test]
    fn a_name_within_another_one_is_told_and_not_taken() {
        let villages = ["河村", "石桥村=石桥", "红星1村", "红星"];
        for (name, word) in [
            ("小河村3月.xlsx", "小河村"),
            ("2022年3月大石桥村.xlsx", "大石桥村"),
            ("河村坝3月.xlsx", "河村坝"),
            ("石桥社区.xlsx", "石桥社区"),
            ("3月和河村.xlsx", "和河村"),
            ("河村2组.xlsx", "河村2组"),
            ("红星3村.xlsx", "红星3村"),
        ] {
            assert_eq!(named(&villages, "", name), (vec![], vec![word.to_owned()]), "{name}");
        }
        assert_eq!(named(&villages, "", "红星1村3月.xlsx").0, ["红星1村"]);
        assert_eq!(named(&["1村"], "", "11村3月.xlsx").0, [""; 0]);
        assert_eq!(named(&["1村"], "", "1村3月.xlsx").0, ["1村"]);
    }

    #[test]
    fn the_office_itself_may_stand_before_its_units() {
        let of_township = |text: &str| named(&["河村", "石桥村"], "万州区青山镇人民政府", text).0;
        assert_eq!(of_township("青山镇河村3月.xlsx"), ["河村"]);
        assert_eq!(of_township("万州区青山镇石桥村.xlsx"), ["石桥村"]);
        assert_eq!(of_township("白山镇石桥村.xlsx"), [""; 0]);
    }

    #[test]
    fn the_longer_of_two_names_counts_and_two_units_are_both_named() {
        assert_eq!(certain("附件2 新乡镇 3月.xlsx"), ["新乡镇"]);
        assert_eq!(certain("新乡镇和龙驹镇.xlsx"), ["龙驹镇", "新乡镇"]);
        assert_eq!(certain("小周镇.xlsx"), [""; 0]);
    }

    proptest! {
        #[test]
        fn a_unit_that_the_register_lacks_is_never_taken_for_another(before in "[大小新老上下东西南北]{1,3}", behind in "[坝湾坪垭]{0,2}") {
            let text = format!("{before}石桥村{behind}3月.xlsx");
            prop_assert_eq!(named(&["石桥村", "河村"], "", &text).0, Vec::<String>::new());
        }

        #[test]
        fn no_name_of_a_file_does_harm(text in "\\PC{0,40}") {
            named(&["河村", "1组"], "青山镇", &text);
        }
    }
}
