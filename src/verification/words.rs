//! Differences in words: the place, and the texts cut to where they differ.

use crate::wording::quoted;

/// Stands for a text that is not known; no office writes this character.
pub(super) const UNKNOWN: &str = "\u{fffc}";

/// The longest text that is quoted completely, in characters.
const LONGEST: usize = 36;
/// How many characters stand beside what differs.
const CONTEXT: usize = 8;
/// How many cells of a line are told.
const MOST_TOLD: usize = 3;

/// A text without line endings, which a spreadsheet program may change when it saves.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace("_x000D_", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// A text in quotation marks, cut where it is long.
pub(super) fn cut(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    quoted_part(&characters, 0, characters.len())
}

/// Two texts in quotation marks, each cut to the part that differs from the other.
pub(super) fn cut_both(one: &str, other: &str) -> [String; 2] {
    let [one, other] = [one, other].map(|text| text.chars().collect::<Vec<char>>());
    let start = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let shorter = one.len().min(other.len()) - start;
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let end = same.min(shorter);
    [quoted_part(&one, start, one.len() - end), quoted_part(&other, start, other.len() - end)]
}

/// A part of a text, with some characters on each side.
fn quoted_part(text: &[char], start: usize, end: usize) -> String {
    let (first, last) = if text.len() <= LONGEST {
        (0, text.len())
    } else {
        let first = start.saturating_sub(CONTEXT);
        (first, (end + CONTEXT).min(text.len()).min(first + LONGEST))
    };
    let part: String = text.get(first..last).unwrap_or_default().iter().collect();
    let part = part.replace(UNKNOWN, "…").replace(char::is_control, " ");
    let [before, behind] = [first > 0, last < text.len()].map(|is_cut| if is_cut { "…" } else { "" });
    quoted(format!("{before}{part}{behind}"))
}

/// The first texts of a line.
pub(super) fn listed(texts: &[String]) -> String {
    let shown: Vec<String> = texts.iter().take(MOST_TOLD).map(|text| cut(text)).collect();
    let more = if texts.len() > MOST_TOLD { format!("等 {} 格", texts.len()) } else { String::new() };
    format!("{}{more}", shown.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_told_where_it_differs() {
        let sentence = "出动环卫工人X人次，清除城乡积存垃圾（卫生死角）X个，清扫道路X公里，清洗公共设施X处。";
        assert_eq!(
            cut_both("填报单位：龙沙镇", "填报单位：太龙镇"),
            ["“填报单位：龙沙镇”", "“填报单位：太龙镇”"]
        );
        assert_eq!(
            cut_both(sentence, &sentence.replace("公里", "米")),
            ["“…X个，清扫道路X公里，清洗公共设施X…”", "“…X个，清扫道路X米，清洗公共设施X…”"]
        );
        assert_eq!(cut_both("aaa", "aaaa"), ["“aaa”", "“aaaa”"]);
        assert_eq!(cut(sentence).chars().count(), LONGEST + 3);
    }

    #[test]
    fn the_ends_of_lines_do_not_count() {
        assert_eq!(plain("甲 \r\n乙\r\n"), plain("甲\n乙"));
        assert_eq!(plain("甲_x000D_\n乙\u{3000}"), "甲\n乙");
        assert_ne!(plain("甲乙"), plain("甲 乙"));
    }
}
