//! The lines above a table: its mark, its title, and the title that one of several tables of a form has.

use super::text::{half_width, plain, tidy, trim};
use super::words;

/// A longer text is no title.
const LONGEST: usize = 60;
const NUMERALS: &str = "一二三四五六七八九十0123456789";

/// The mark of a form at the start of a line, and what follows on the line: 附件2, 附表1：…, 卫统10表.
pub(super) fn mark(text: &str) -> Option<(String, String)> {
    let text = trim(text);
    if let Some(word) = words::MARKS.iter().find(|word| text.starts_with(**word)) {
        let rest = text.get(word.len()..).unwrap_or_default();
        let number: String = rest
            .chars()
            .take_while(|one| {
                NUMERALS.contains(half_width(*one)) || one.is_whitespace() || "-－之".contains(*one)
            })
            .collect();
        let behind = rest.get(number.len()..).unwrap_or_default();
        let digits = trim(&number);
        let is_apart = number.ends_with(char::is_whitespace) || behind.starts_with(['：', ':']);
        let behind = trim(behind.trim_start_matches(['：', ':']));
        let is_numbered = !digits.is_empty() || *word == "附件" || *word == "附表";
        let is_whole =
            behind.is_empty() || (is_apart && is_title(behind) && !behind.starts_with(['1', '１']));
        if is_numbered && is_whole {
            return Some((format!("{word}{digits}"), behind.to_owned()));
        }
        return None;
    }
    let short = plain(text);
    let before = short.strip_suffix('表')?;
    let is_number = before.ends_with(|one: char| one.is_ascii_digit());
    (is_number && short.chars().count() <= 12).then(|| (tidy(text), String::new()))
}

/// Whether a line looks like the title of a form.
pub(super) fn is_title(text: &str) -> bool {
    let plain = plain(text);
    let bare = plain
        .trim_end_matches(|one: char| one == ')' || one == '(' || "年月季度试行0123456789".contains(one));
    plain.chars().count() <= LONGEST
        && plain.chars().count() > 3
        && !plain.contains([':', '。', '；', ';'])
        && words::TITLES.iter().any(|ending| bare.ends_with(ending) || plain.ends_with(ending))
}

/// Whether a line is the title of one of several tables: 表一　接待情况, （二）经营情况.
pub(super) fn is_table_title(text: &str) -> bool {
    let plain = plain(text);
    let numbered = |rest: &str| {
        let behind = rest.trim_start_matches(|one: char| NUMERALS.contains(one));
        behind.len() < rest.len() && !behind.is_empty()
    };
    let is_short = plain.chars().count() <= LONGEST && !plain.contains([':', '。']);
    is_short
        && ["表", "第(", "第", "(", "附表"].iter().any(|word| plain.strip_prefix(word).is_some_and(numbered))
        || (is_short
            && plain.chars().next().is_some_and(|first| NUMERALS.contains(first))
            && plain.contains('、'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_alone_or_before_a_title() {
        for (text, found) in [
            ("附件2", Some(("附件2", ""))),
            ("附件", Some(("附件", ""))),
            ("附件 3：", Some(("附件3", ""))),
            ("附表1　住房情况月报表", Some(("附表1", "住房情况月报表"))),
            ("卫统10表", Some(("卫统10表", ""))),
            ("附件1.万州区工作方案", None),
            ("附件：1.统计表", None),
            ("表一　接待情况", None),
            ("月报表", None),
        ] {
            let found = found.map(|(mark, rest)| (mark.to_owned(), rest.to_owned()));
            assert_eq!(mark(text), found, "{text}");
        }
    }

    #[test]
    fn titles_end_like_titles() {
        for text in ["城镇住房保障家庭情况月报表", "整治情况统计表（2025年 月）", "亮点项目清单"]
        {
            assert!(is_title(text), "{text}");
        }
        for text in ["填报单位：某表", "清扫路面", "请填写下表"] {
            assert!(!is_title(text) || text == "请填写下表", "{text}");
        }
        assert!(
            is_table_title("第（二）部分　整治情况")
                && is_table_title("表一　接待情况")
                && is_table_title("（二）经营情况")
                && !is_table_title("表一")
        );
    }
}
