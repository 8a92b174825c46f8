//! Recognising the rows of the form by their sentences: which row a sentence of an old sheet is, which
//! numbers it contains instead of an X, and whether it uses another unit than the form.
//!
//! The sentence says what was counted. The number next to it may have been typed again after a row was
//! deleted, so a row is never recognised by its number alone.

use super::cell::is_nothing;
use super::numbers::{MEASURE_WORDS, is_part};
use super::text::plain;
use crate::notice::{Form, Row};

/// How many characters of a sentence are enough to recognise it; fewer are enough if its number agrees.
const ENOUGH: usize = 6;
const ENOUGH_WITH_NUMBER: usize = 2;

/// Units that are not the form's, each with the form's unit that it replaces.
const OTHER_UNITS: [(&str, &str); 13] = [
    ("公斤", "吨"),
    ("千克", "吨"),
    ("kg", "吨"),
    ("KG", "吨"),
    ("斤", "吨"),
    ("市斤", "吨"),
    ("立方米", "吨"),
    ("立方", "吨"),
    ("方", "吨"),
    ("公顷", "平方米"),
    ("亩", "平方米"),
    ("平方公里", "平方米"),
    ("平方千米", "平方米"),
];
/// Multipliers of a unit.
const SCALES: [&str; 5] = ["万", "千", "百", "十", "亿"];

/// How a sentence and the number next to it identify a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Identity<'form> {
    /// The sentence identifies this row.
    Row(&'form Row),
    /// The sentence identifies this row, but the number is another one.
    OtherNumber(&'form Row, u16),
    /// The number is that of this row, but the sentence is different or missing.
    NumberAlone(&'form Row),
    /// No row is recognised.
    Unknown,
}

/// The sentences of a form, prepared for comparing.
#[derive(Debug)]
pub(super) struct Sentences<'form> {
    rows: Vec<Known<'form>>,
}

#[derive(Debug)]
struct Known<'form> {
    row: &'form Row,
    /// The characters of its sentence.
    whole: String,
    /// The same without the text in brackets, which is only a part of what is counted.
    main: String,
}

impl<'form> Sentences<'form> {
    pub(super) fn of(form: &'form Form) -> Self {
        let known = form.rows().map(|row| {
            let main = row.content.split(['（', '）']).step_by(2).collect::<String>();
            Known { row, whole: letters(&row.content), main: letters(&main) }
        });
        Self { rows: known.collect() }
    }

    /// Finds the row for a number and a sentence.
    pub(super) fn identify(&self, number: &str, content: &str) -> Identity<'form> {
        let number = number_of(number);
        let by_number = number.and_then(|number| self.rows.iter().find(|known| known.row.number == number));
        let by_content = self.by_content(content, number);
        match (by_content, number, by_number) {
            (Some(row), Some(number), _) if row.number != number => Identity::OtherNumber(row, number),
            (Some(row), ..) => Identity::Row(row),
            (None, _, Some(known)) => Identity::NumberAlone(known.row),
            (None, _, None) => Identity::Unknown,
        }
    }

    /// The only row whose sentence contains the text. If its number agrees, some of the words in their order
    /// are enough: 媒体报道 of 市级及以上媒体相关报道.
    pub(super) fn by_content(&self, text: &str, number: Option<u16>) -> Option<&'form Row> {
        let text = letters(text);
        let length = text.chars().count();
        let exact = self.rows.iter().find(|known| known.whole == text);
        if exact.is_some() || length < ENOUGH_WITH_NUMBER {
            return exact.filter(|_| length > 0).map(|known| known.row);
        }
        let is_alike = |known: &Known<'_>| {
            known.main.contains(&text)
                || known.whole.starts_with(&text)
                || text.strip_prefix(&known.whole).is_some_and(adds_nothing)
        };
        let alike = self.only(is_alike).filter(|row| length >= ENOUGH || number == Some(row.number));
        alike.or_else(|| {
            let shortened = self.only(|known| is_part(&text, &known.main));
            shortened.filter(|row| number == Some(row.number))
        })
    }

    /// The row whose sentence fulfils a condition, if it is the only one.
    fn only(&self, is_it: impl Fn(&Known<'form>) -> bool) -> Option<&'form Row> {
        let mut found = self.rows.iter().filter(|known| is_it(known)).map(|known| known.row);
        found.next().filter(|_| found.next().is_none())
    }
}

/// Whether words after a sentence do not change its meaning: they are few, and none makes it another amount.
fn adds_nothing(after: &str) -> bool {
    const LONGEST: usize = 8;
    const CHANGES: [&str; 14] =
        ["未", "不", "非", "无", "除", "外", "万", "千", "累计", "计划", "截至", "同期", "上月", "去年"];
    after.chars().count() <= LONGEST
        && !CHANGES.iter().any(|word| after.contains(word))
        && !OTHER_UNITS.iter().any(|(unit, _)| after.contains(unit))
}

/// A row's number in any notation: 3, ３, 3., (3), ③.
pub(super) fn number_of(text: &str) -> Option<u16> {
    let text = plain(text);
    let text = text.trim_matches(|character: char| "().,:".contains(character));
    if let Some(circled) =
        text.chars().next().filter(|first| ('①'..='⑳').contains(first) && text.chars().count() == 1)
    {
        return u16::try_from(circled as u32 - '①' as u32 + 1).ok();
    }
    // A spreadsheet's number as a text, such as 3.0.
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

/// Signs in a sentence for a number to be filled in.
const PLACES: &str = "Xx×□…○◯";

/// The characters of a row's sentence, without what officers fill in or type in different ways.
pub(super) fn letters(text: &str) -> String {
    let filled = |character: char| character.is_ascii_digit() || "_*-.,;:。\"()/\\".contains(character);
    plain(text).chars().filter(|character| !filled(*character) && !PLACES.contains(*character)).collect()
}

/// The numbers in a sentence instead of its X.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// There are no numbers.
    Nothing,
    /// A number or none for each figure of the row.
    Numbers(Vec<Option<String>>),
    /// The numbers are not at the places of the form's X.
    Elsewhere,
}

/// Reads the numbers in a sentence at the places of the form's X.
pub(super) fn written(row: &Row, text: &str) -> Written {
    let (official, text) = (compared(&row.content), compared(text));
    if !text.contains(|character: char| character.is_ascii_digit()) {
        return Written::Nothing;
    }
    aligned(&official, &text, row).map_or(Written::Elsewhere, Written::Numbers)
}

fn aligned(official: &str, text: &str, row: &Row) -> Option<Vec<Option<String>>> {
    let mut parts = official.split('X');
    let first = parts.next()?;
    let (before, mut rest) = text.split_once(first)?;
    // The row's own number may come before its sentence.
    if !before.is_empty() && number_of(before) != Some(row.number) {
        return None;
    }
    let mut numbers = Vec::new();
    for part in parts {
        let (number, after) = rest.split_once(part)?;
        let number = Some(number.trim_matches('X')).filter(|number| !is_nothing(number)).unwrap_or_default();
        let is_number =
            number.chars().all(|character| character.is_ascii_digit() || ".,".contains(character));
        if !is_number {
            return None;
        }
        numbers.push((!number.is_empty()).then(|| number.to_owned()));
        rest = after;
    }
    let is_whole =
        numbers.len() == row.figures.len() && !rest.contains(|character: char| character.is_ascii_digit());
    is_whole.then_some(numbers)
}

/// A sentence in the form in which it is compared with its X: without signs, except for a comma or a point in
/// a number.
fn compared(text: &str) -> String {
    let text: Vec<char> =
        plain(text).chars().map(|sign| if PLACES.contains(sign) { 'X' } else { sign }).collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
    let kept = text.iter().enumerate().filter(|(at, sign)| match sign {
        '.' | ',' => is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)),
        other => !"_*-;:。\"()".contains(**other),
    });
    kept.map(|(_, sign)| *sign).collect()
}

/// A unit that is not the form's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OtherUnit {
    pub(super) name: &'static str,
    /// The form's unit that it replaces; `None` for a multiplier, which fits any unit.
    of: Option<&'static str>,
}

impl OtherUnit {
    /// The unit in a text such as `公斤` or `单位：万人次`.
    pub(super) fn in_text(text: &str) -> Option<Self> {
        let text = plain(text);
        let unit = text.rsplit_once("单位:").map_or(text.as_str(), |(_, unit)| unit);
        let unit = unit.trim_matches(['(', ')']);
        let other =
            OTHER_UNITS.into_iter().find(|(name, _)| unit == *name || unit.strip_prefix(name) == Some("米"));
        let scaled = |scale: &&str| unit.strip_prefix(*scale).is_some_and(is_unit);
        let scale = || SCALES.into_iter().find(scaled).map(|name| Self { name, of: None });
        other.map(|(name, of)| Self { name, of: Some(of) }).or_else(scale)
    }

    /// All units in a heading or a column of units, in brackets or in a list.
    pub(super) fn all_in(text: &str) -> Vec<Self> {
        let plain = plain(text);
        let parts = plain.split(|sign: char| ":()/,;-".contains(sign));
        parts.filter_map(Self::in_text).chain(Self::spelt_in(&plain)).collect()
    }

    /// All units that a note names for a whole table: `重量单位：公斤`, `垃圾重量均为公斤`.
    pub(super) fn in_note(text: &str) -> Vec<Self> {
        let plain = plain(text);
        let announced = plain.rsplit_once("单位").map_or("", |(_, units)| units);
        let announced = announced.trim_start_matches([':', '为', '是']);
        let listed = announced.split(|sign: char| "(),;/。".contains(sign)).filter_map(Self::in_text);
        listed.chain(Self::spelt_in(&plain)).collect()
    }

    /// All units whose name occurs anywhere in a text, except single characters, which may be a part of any word.
    fn spelt_in(plain: &str) -> impl Iterator<Item = Self> {
        let spelt =
            OTHER_UNITS.into_iter().filter(move |(name, _)| name.chars().count() > 1 && plain.contains(name));
        spelt.map(|(name, of)| Self { name, of: Some(of) })
    }

    /// Whether it replaces a unit of the form.
    pub(super) fn is_for(self, unit: &str) -> bool {
        self.of.is_none_or(|of| of == unit)
    }
}

/// Whether a text is a unit or empty.
fn is_unit(text: &str) -> bool {
    text.is_empty() || ["元", "吨", "平方米", "㎡", "平米"].contains(&text) || MEASURE_WORDS.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::Notice;

    fn form() -> &'static Form {
        Notice::built_in().unwrap().form("annex2").unwrap()
    }

    fn row(number: u16) -> &'static Row {
        form().rows().find(|row| row.number == number).unwrap()
    }

    fn told(number: &str, content: &str) -> String {
        match Sentences::of(form()).identify(number, content) {
            Identity::Row(row) => row.number.to_string(),
            Identity::OtherNumber(row, number) => format!("{} not {number}", row.number),
            Identity::NumberAlone(row) => format!("{}?", row.number),
            Identity::Unknown => "-".to_owned(),
        }
    }

    #[test]
    fn a_row_is_known_by_its_sentence() {
        for (number, content, expected) in [
            ("13", "整治照明暗盲区X处。", "13"),
            ("", "整治照明暗盲区36处", "13"),
            ("14.", "新、改建路灯 X 盏", "14"),
            ("③", "排查治理垃圾站点、垃圾填埋场等环卫设施臭气、污水及其他问题X个。", "4 not 3"),
            ("18", "媒体报道", "18"),
            ("", "媒体报道", "-"),
            ("13", "整治照明暗盲区X处（各村填）", "13"),
            ("5", "排查整治公厕10个、化粪池/个。", "5"),
        ] {
            assert_eq!(told(number, content), expected, "{number} {content}");
        }
    }

    #[test]
    fn by_its_number_alone_no_row_is_known() {
        for (number, content, expected) in [
            ("4", "发放宣传资料X份。", "4?"),
            ("4", "", "4?"),
            ("2", "清除暴露垃圾X公斤（其中塑料类暴露垃圾X公斤）。", "2?"),
            ("6", "清理农村水域垃圾X吨（含消落区垃圾）。", "6?"),
            ("13", "未整治照明暗盲区X处。", "13?"),
            ("13", "整治照明暗盲区X处（万处）", "13?"),
            ("13", "整治照明暗盲区X处（累计）", "13?"),
            ("13", "计划整治照明暗盲区X处。", "13?"),
            ("14", "上月新、改建路灯X盏。", "14?"),
            ("6", "清理消落区垃圾X吨", "6?"),
            ("19", "其他", "-"),
            ("", "合计", "-"),
        ] {
            assert_eq!(told(number, content), expected, "{number} {content}");
        }
    }

    #[test]
    fn numbers_in_place_of_the_x_are_found() {
        let numbers = |texts: &[&str]| {
            Written::Numbers(
                texts.iter().map(|text| Some((*text).to_owned()).filter(|text| !text.is_empty())).collect(),
            )
        };
        for (number, text, expected) in [
            (1, "出动环卫工人120人次，整治卫生死角15个。", numbers(&["120", "15"])),
            (1, "1.出动环卫工人 1,234 人次，整治卫生死角 X 个", numbers(&["1,234", ""])),
            (2, "清除暴露垃圾12.5吨（其中塑料类暴露垃圾3.50吨）。", numbers(&["12.5", "3.50"])),
            (5, "排查整治公厕8个、化粪池＿＿个。", numbers(&["8", ""])),
            (5, "排查整治公厕8个、化粪池/个。", numbers(&["8", ""])),
            (13, "整治照明暗盲区X处。", Written::Nothing),
            (13, "（13）整治照明暗盲区□处。", numbers(&[""])),
            (2, "2.清除暴露垃圾……吨（其中塑料类暴露垃圾X吨）。", numbers(&["", ""])),
            (13, "整治照明暗盲区36处，其中新建3处。", Written::Elsewhere),
            (13, "3月整治照明暗盲区36处。", Written::Elsewhere),
            (13, "整治照明暗盲区约36处。", Written::Elsewhere),
        ] {
            assert_eq!(written(row(number), text), expected, "{text}");
        }
    }

    #[test]
    fn another_unit_is_told_from_the_forms_own() {
        for (text, name) in [
            ("公斤", "公斤"),
            ("单位：万元", "万"),
            ("（万）", "万"),
            ("万人次", "万"),
            ("计量单位:亩", "亩"),
            ("吨", ""),
            ("个", ""),
            ("百安坝", ""),
            ("万州区", ""),
            ("方案", ""),
        ] {
            assert_eq!(OtherUnit::in_text(text).map_or("", |unit| unit.name), name, "{text}");
        }
        for (text, name) in [
            ("单位：公斤", "公斤"),
            ("（重量单位：公斤）", "公斤"),
            ("注：重量单位为公斤。", "公斤"),
            ("备注：垃圾重量以公斤计", "公斤"),
            ("注：垃圾以公斤为单位。", "公斤"),
            ("表中垃圾重量均为公斤", "公斤"),
            ("单位：吨、公斤", "公斤"),
            ("（单位：人次、个、公斤）", "公斤"),
            ("水域垃圾为立方米", "立方米"),
            ("单位：万元", "万"),
            ("填报单位：万州区龙沙镇", ""),
            ("填报单位（盖章）：百安坝街道", ""),
            ("以上数据属实", ""),
            ("说明：1.重量及面积统计数据保留至小数点后两位。", ""),
        ] {
            assert_eq!(OtherUnit::in_note(text).first().map_or("", |unit| unit.name), name, "{text}");
        }
        for (text, name) in [
            ("当月数量 公斤", "公斤"),
            ("当月数量/万", "万"),
            ("当月数量（个、公斤）", "公斤"),
            ("当月数量（万人次）", "万"),
            ("当月数量（个）", ""),
            ("百安坝街道当月数量", ""),
        ] {
            assert_eq!(OtherUnit::all_in(text).first().map_or("", |unit| unit.name), name, "{text}");
        }
        assert!(OtherUnit::in_text("公斤").unwrap().is_for("吨"));
        assert!(!OtherUnit::in_text("公斤").unwrap().is_for("个"));
        assert!(OtherUnit::in_text("万").unwrap().is_for("个"));
    }
}
