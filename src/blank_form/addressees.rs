//! Whom a salutation addresses, one by one: kinds that a general word tells, and those that only this notice has.

use super::kind_words::{ends_in, general, kinds_at, no_kind_at};
use super::words;

/// The longest name of a kind that no word tells.
const LONGEST_NAME: usize = 20;
/// Kinds of places, of which one name may tell two: 镇街文化站.
const PLACES: [&str; 5] = ["township", "street", "village", "community", "district"];

/// One who is addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Addressee {
    /// The kind that a word in it tells.
    pub(super) id: Option<&'static str>,
    /// What it is called, where it is more than a kind: 工业园区管委会, 区属国有公司.
    pub(super) name: Option<String>,
}

/// Endings of the names of those who report and are no kind in general: 司法所, 国有林场, 县调解中心.
const ENDINGS: [&str; 44] = [
    "办公室",
    "委员会",
    "管委会",
    "委",
    "局",
    "办",
    "中心",
    "站",
    "所",
    "队",
    "场",
    "园",
    "院",
    "馆",
    "区",
    "社",
    "厂",
    "矿",
    "库",
    "行",
    "店",
    "户",
    "大学",
    "学院",
    "小学",
    "中学",
    "学校",
    "企业",
    "公司",
    "集团",
    "协会",
    "联合会",
    "学会",
    "工会",
    "支部",
    "团委",
    "分局",
    "分公司",
    "支行",
    "机构",
    "基地",
    "成员单位",
    "政府",
    "部门",
];

/// Whether all of them are named as they are printed, so that nobody need be asked.
pub(super) fn are_plain(all: &[Addressee]) -> bool {
    const LONGEST_PLAIN: usize = 14;
    let is_plain = |name: &str| {
        !is_vague(name)
            && (2..=LONGEST_PLAIN).contains(&name.chars().count())
            && ENDINGS.iter().any(|ending| name.ends_with(ending))
            && !["有关", "相关", "其他", "以下", "所属", "等"].iter().any(|word| name.contains(word))
            && name.chars().all(char::is_alphanumeric)
    };
    all.iter().all(|one| one.name.as_deref().is_none_or(is_plain))
}

/// Whether a name only says that there are others: 成员单位. 水管单位 are known.
pub(super) fn is_vague(name: &str) -> bool {
    const AROUND: [&str; 12] =
        ["各", "有关", "相关", "成员", "责任", "其他", "所属", "直属", "区", "县", "市", "级"];
    let bare = AROUND.iter().fold(name.to_owned(), |name, word| name.replace(word, ""));
    let is_bare = name.ends_with("单位") && bare.chars().count() <= "单位".chars().count();
    is_bare || (name.contains("单位") && !name.ends_with("单位"))
}

/// A salutation with what its brackets leave out: 村（居）民委员会.
pub(super) fn spelt_out(salutation: &str) -> String {
    const SPELT: [(&str, &str); 8] = [
        ("村(居)民委员会", "村民委员会、居民委员会"),
        ("村(居)委会", "村委会、居委会"),
        ("村(社区)", "村、社区"),
        ("村(社)", "村、社区"),
        ("乡(镇)", "乡镇"),
        ("镇(乡)", "镇乡"),
        ("县(区)", "县区"),
        ("区县(自治县)", "区县"),
    ];
    SPELT.iter().fold(salutation.to_owned(), |text, (short, long)| text.replace(short, long))
}

/// Those whom a text addresses.
pub(super) fn addressees(text: &str) -> Vec<Addressee> {
    let parts = text.split(['、', ',', ':', '和', '及']).filter(|part| !part.is_empty());
    let bare = |part: &str| part.trim_start_matches('各').to_owned();
    // Beside schools 幼儿园 are others, and no schools in general.
    let has_schools = parts.clone().any(|part| SCHOOLS.iter().any(|word| part.ends_with(word)));
    parts
        .flat_map(|part| match bare(part) {
            name if has_schools && name == NURSERY => {
                vec![Addressee { id: Some("school"), name: Some(name) }]
            }
            _ => addressed_by(part),
        })
        .collect()
}

/// Endings of schools.
const SCHOOLS: [&str; 4] = ["学校", "小学", "中学", "中小学"];
/// What stands beside schools as a kind of its own.
const NURSERY: &str = "幼儿园";

fn addressed_by(part: &str) -> Vec<Addressee> {
    let (mut rest, mut left) = (part, String::new());
    let mut ids: Vec<&'static str> = Vec::new();
    // Where the last kind ends, and whether anything unknown stands before it.
    let (mut behind, mut is_suffix) = (part, true);
    while let Some(first) = rest.chars().next() {
        let around =
            words::AROUND_KINDS.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len());
        let length = match (no_kind_at(rest), kinds_at(rest), around.max()) {
            (None, Some((found, length)), _) => {
                ids.extend(found.into_iter().filter(|id| !ids.contains(id)).collect::<Vec<_>>());
                is_suffix = left.is_empty();
                behind = rest.get(length..).unwrap_or_default();
                length
            }
            (None, None, Some(length)) => length,
            (Some(length), ..) => {
                left.push_str(rest.get(..length).unwrap_or_default());
                length
            }
            _ => {
                if first != '(' && first != ')' {
                    left.push(first);
                }
                first.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    if left.is_empty() {
        return ids.into_iter().map(|id| Addressee { id: Some(id), name: None }).collect();
    }
    let suffix = behind.trim_start_matches(')');
    if ids.len() > 1 && is_suffix && ids.iter().all(|id| PLACES.contains(id)) {
        let name = |id: &'static str| called(&format!("{}{suffix}", general(id)));
        return ids.into_iter().map(|id| Addressee { id: Some(id), name: Some(name(id)) }).collect();
    }
    let name = part.trim_start_matches('各').trim_start_matches("有关").trim_start_matches("相关");
    // 县安委会有关成员单位 are the departments of it.
    let of_members = name.strip_suffix("有关成员单位").or_else(|| name.strip_suffix("各成员单位"));
    let of_members = of_members.or_else(|| name.strip_suffix("成员单位")).filter(|of| of.chars().count() > 2);
    if let Some(of) = of_members.filter(|_| ids.is_empty()) {
        return vec![Addressee { id: Some("department"), name: Some(called(&format!("{of}成员单位"))) }];
    }
    // 乡镇中心学校 is a school.
    let id = ids.iter().rev().find(|id| ends_in(part, id)).or(ids.first()).copied();
    vec![Addressee { id, name: Some(called(name)) }]
}

/// A name as it is printed.
fn called(name: &str) -> String {
    name.chars()
        .map(|one| match one {
            '(' => '（',
            ')' => '）',
            other => other,
        })
        .take(LONGEST_NAME)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::text::plain;
    use super::*;

    #[test]
    fn those_whom_no_word_tells_have_names() {
        let told = |text: &str| -> Vec<String> {
            addressees(&spelt_out(&plain(text)))
                .into_iter()
                .filter_map(|one| Some(format!("{}{}", one.id.unwrap_or("?"), one.name?)))
                .collect()
        };
        for (text, expected) in [
            ("各镇乡（民族乡）党委和人民政府，各街道党工委和办事处，有关部门：", vec![]),
            ("各镇人民政府、各街道办事处，县级有关部门：", vec![]),
            ("各村民委员会、社区居民委员会：", vec![]),
            ("各村（居）民委员会：", vec![]),
            ("各乡（镇）人民政府、各村（社区）：", vec![]),
            ("各区县（自治县）农业农村委：", vec!["district区县农业农村委"]),
            ("各乡镇党委、政府，县级各部门，各人民团体，有关医院：", vec!["?人民团体", "?医院"]),
            (
                "各街道办事处，各工业园区管委会，区属国有公司：",
                vec!["?工业园区管委会", "company区属国有公司"],
            ),
            ("沿江各镇乡：", vec!["township沿江各镇乡"]),
            (
                "各镇（街道）团（工）委，各中学团委：",
                vec!["township镇乡团（工）委", "street街道团（工）委", "?中学团委"],
            ),
            ("各镇街文化服务中心：", vec!["township镇乡文化服务中心", "street街道文化服务中心"]),
            ("各中小学、幼儿园：", vec!["school幼儿园"]),
            ("各小学、幼儿园，各中学：", vec!["?小学", "school幼儿园", "?中学"]),
            ("各乡镇中心学校、民办幼儿园：", vec!["school乡镇中心学校", "school民办幼儿园"]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
