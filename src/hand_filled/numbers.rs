//! The numbers in a text that somebody typed, each with the words before it and the unit after it, and the
//! figures of a row that they belong to: `卫生死角11个，环卫工人10人次`.
//!
//! A number is assigned by its words and its unit, or if these say nothing, by its place. If that is not
//! certain either, no number is used.

use super::text::{is_space, narrow, plain, shortened};
use crate::notice::{Figure, Row};
use crate::wording::quoted;

/// Other notations of the form's units, and other words for the same unit.
const SAME_UNITS: [(&str, &[&str]); 8] = [
    ("平方米", &["㎡", "m2", "m²", "M2", "M²", "平米", "平方"]),
    ("吨", &["公吨", "t", "T"]),
    ("个", &["座", "处", "家", "项", "起", "件"]),
    ("处", &["个"]),
    ("条", &["个"]),
    ("盏", &["个"]),
    ("次", &["场", "回"]),
    ("人", &["名", "个"]),
];
/// Words for pieces, people and times, which separate a unit from the words after it.
pub(super) const MEASURE_WORDS: [&str; 24] = [
    "人次", "个", "处", "座", "条", "盏", "次", "人", "名", "份", "户", "起", "篇", "件", "项", "片", "块",
    "根", "杆", "支", "场", "间", "口", "家",
];
/// Characters that end the words of one number and begin those of the next.
const SEPARATORS: &str = ",;/|()\n";
/// The word before a part of an amount.
const PART: &str = "其中";
/// Words around a number that stands for others near it.
const ROUGHLY: [&str; 14] =
    ["大约", "约", "大概", "将近", "近", "不足", "不到", "超过", "左右", "上下", "余", "多", "至少", "以上"];
/// Words that do not show which figure is meant.
const EMPTY_WORDS: [&str; 6] = [PART, "共计", "共", "和", "及", "与"];

/// One number of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) before: String,
    /// The number as it was typed, in half-width characters.
    pub(super) digits: String,
    /// Its unit.
    pub(super) after: String,
    /// Whether it may be two numbers: it contains a comma, or follows a space, that may separate thousands or
    /// numbers.
    pub(super) may_be_two: bool,
}

/// Every number of a text; `None` if the text contains something that belongs to none of them.
pub(super) fn numbers(row: &Row, text: &str) -> Option<Vec<Number>> {
    // ① and ② separate the numbers of a row; in a row with one figure such a sign may be a part of the number.
    if row.figures.len() == 1 && text.contains(is_circled) {
        return None;
    }
    // 、 never separates thousands.
    let text = narrow(&text.replace('、', ";"));
    let text =
        ["m2", "M2", "m²", "M²", "m^2", "M^2"].iter().fold(text, |text, unit| text.replace(unit, "㎡"));
    let characters: Vec<char> = text.chars().collect();
    let mut numbers: Vec<Number> = Vec::new();
    let mut words = String::new();
    let mut at = 0;
    while let Some(character) = characters.get(at) {
        let (length, may_be_two) = number_at(characters.get(at..).unwrap_or_default(), words.is_empty());
        if length == 0 {
            words.push(*character);
            at += 1;
            continue;
        }
        let digits: String = characters.get(at..at + length).unwrap_or_default().iter().collect();
        // 1 234 may be one number or two.
        let apart = !words.is_empty() && words.chars().all(is_space);
        let is_split = apart && numbers.last().is_some_and(|last| is_split(&last.digits, &digits));
        let before = match numbers.last_mut() {
            Some(last) => {
                let (unit, before) = shared(row, &words)?;
                last.after = unit;
                before
            }
            None => bare(&words),
        };
        words.clear();
        numbers.push(Number { before, digits, may_be_two: may_be_two || is_split, ..Number::default() });
        at += length;
    }
    let last = numbers.last_mut()?;
    if let Some((unit, "")) = in_brackets(row, &plain(&words)) {
        unit.clone_into(&mut last.after);
        return Some(numbers);
    }
    let (unit, rest) = words.split_once(|sign| SEPARATORS.contains(sign)).unwrap_or((&words, ""));
    last.after = without_end(&plain(unit));
    // Words after the last number and a bracket belong to no number.
    bare(rest).is_empty().then_some(numbers)
}

/// Whether the texts before and after a space may be the thousands and the rest of one number.
fn is_split(before: &str, behind: &str) -> bool {
    let whole = |text: &str| text.split('.').next().unwrap_or_default().to_owned();
    (1..=3).contains(&before.len())
        && before.chars().all(|digit| digit.is_ascii_digit())
        && whole(behind).len() == 3
}

/// A unit in brackets, and the text after it.
fn in_brackets<'text>(row: &Row, words: &'text str) -> Option<(&'text str, &'text str)> {
    let (unit, rest) = words.strip_prefix('(')?.split_once(')')?;
    units(row).any(|known| known == unit).then(|| (unit, rest.trim_end_matches(['.', ',', ';', '。'])))
}

/// Every notation of a unit that may be in a row.
fn units(row: &Row) -> impl Iterator<Item = &str> {
    let own = row.figures.iter().map(|figure| figure.unit.as_str());
    let others = SAME_UNITS.iter().flat_map(|(_, same)| same.iter().copied());
    own.chain(others).chain(MEASURE_WORDS)
}

/// How many characters the number at the beginning has, and whether a comma in it may not belong to it. A
/// sign or a point before the first digit belongs to it.
fn number_at(text: &[char], is_first: bool) -> (usize, bool) {
    let digits =
        |from: usize| text.iter().skip(from).take_while(|character| character.is_ascii_digit()).count();
    let sign = usize::from(is_first && text.first().is_some_and(|first| "-+".contains(*first)));
    let is_point = |at: usize| text.get(at).is_some_and(|sign| ".。".contains(*sign));
    let whole = digits(sign);
    if whole == 0 && !(is_point(sign) && digits(sign + 1) > 0) {
        return (0, false);
    }
    let (mut end, mut may_be_two) = (sign + whole, false);
    while whole <= 3 && text.get(end) == Some(&',') && digits(end + 1) == 3 {
        end += 4;
        may_be_two = true;
    }
    if is_point(end) && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    } else if text.get(end) == Some(&'.') && text.get(end + 1).is_none_or(|next| is_space(*next)) {
        end += 1;
    }
    (end, may_be_two)
}

/// Splits the text between two numbers into the unit of the first and the words of the second.
fn shared(row: &Row, words: &str) -> Option<(String, String)> {
    if let Some((unit, before)) = in_brackets(row, &plain(words)) {
        return Some((unit.to_owned(), bare(before)));
    }
    if let Some((unit, before)) = words.split_once(|sign| SEPARATORS.contains(sign)) {
        return Some((without_end(&plain(unit)), bare(before)));
    }
    let words_between = plain(words);
    if words_between.is_empty() {
        // A space separates two numbers.
        return words.contains(is_space).then(Default::default);
    }
    // 12人次3个: the longest unit at the beginning.
    let unit = units(row).filter(|unit| words_between.starts_with(unit)).max_by_key(|unit| unit.len());
    match unit {
        Some(unit) => {
            let before = words_between.get(unit.len()..).unwrap_or_default();
            Some((unit.to_owned(), bare(before)))
        }
        // Words after a space belong to the number that follows: 12 其中塑料类3.5.
        None if words.starts_with(is_space) => Some((String::new(), bare(words))),
        None => None,
    }
}

/// Words without the signs around them.
fn bare(words: &str) -> String {
    let is_sign = |sign: char| "\":,;/|()。=".contains(sign) || is_circled(sign);
    plain(words).chars().filter(|sign| !is_sign(*sign)).collect()
}

fn is_circled(sign: char) -> bool {
    ('①'..='⑳').contains(&sign)
}

fn without_end(unit: &str) -> String {
    unit.trim_end_matches(['.', ',', ';', ')', '。']).to_owned()
}

/// Which figures of its row a number may belong to, by its words and its unit; the reason if it can be none.
pub(super) fn candidates(row: &Row, number: &Number) -> Result<Vec<usize>, String> {
    let by_words = by_words(row, &number.before)?;
    let by_unit = by_unit(row, &number.after)?;
    let both: Vec<usize> = by_words.into_iter().filter(|figure| by_unit.contains(figure)).collect();
    if both.is_empty() { Err(other_unit(row, &number.after)) } else { Ok(both) }
}

fn by_words(row: &Row, words: &str) -> Result<Vec<usize>, String> {
    let is_alone = row.figures.len() == 1;
    // A part of a row that has no part in the form is another amount.
    let empty = EMPTY_WORDS.iter().filter(|empty| !is_alone || **empty != PART);
    let word = empty.fold(words, |word, empty| word.trim_start_matches(empty));
    if word.is_empty() {
        return Ok((0..row.figures.len()).collect());
    }
    let found: Vec<usize> = own_words(row)
        .iter()
        .enumerate()
        .filter(|(_, own)| own.iter().any(|own| if is_alone { own == word } else { is_part(word, own) }))
        .map(|(index, _)| index)
        .collect();
    if !found.is_empty() {
        Ok(found)
    } else if is_rough(words) {
        Err(roughly(words))
    } else {
        Err(format!("数前面有{}，看不出是不是这一项", quoted(shortened(words))))
    }
}

fn by_unit(row: &Row, unit: &str) -> Result<Vec<usize>, String> {
    let which = |is: &dyn Fn(&Figure) -> bool| -> Vec<usize> {
        row.figures.iter().enumerate().filter(|(_, figure)| is(figure)).map(|(index, _)| index).collect()
    };
    if unit.is_empty() {
        return Ok(which(&|_| true));
    }
    // The exact unit takes precedence over other words for it.
    let own = which(&|figure| figure.unit == unit);
    let found = if own.is_empty() { which(&|figure| is_own_unit(figure, unit)) } else { own };
    if found.is_empty() { Err(other_unit(row, unit)) } else { Ok(found) }
}

/// Whether the word beside a number says that it is not exact.
fn is_rough(words: &str) -> bool {
    let own = EMPTY_WORDS.iter().fold(words, |word, empty| word.trim_start_matches(*empty));
    let is_measure = |rest: &str| rest.is_empty() || MEASURE_WORDS.contains(&rest);
    ROUGHLY.iter().any(|rough| own.strip_prefix(*rough).is_some_and(is_measure))
}

fn roughly(words: &str) -> String {
    format!("写着{}，是大概的数，要填准确的数", quoted(shortened(words)))
}

fn other_unit(row: &Row, unit: &str) -> String {
    let own = units(row).chain(MEASURE_WORDS).find_map(|known| unit.strip_prefix(known)).unwrap_or(unit);
    if is_rough(unit) || is_rough(own) {
        return roughly(unit);
    }
    let own: Vec<String> = row.figures.iter().map(|figure| quoted(&figure.unit)).collect();
    let mut own: Vec<&str> = own.iter().map(String::as_str).collect();
    own.dedup();
    let whose = if own.len() > 1 { "这一行" } else { "这一项" };
    format!("写的是{}，{whose}的单位是{}", quoted(shortened(unit)), own.concat())
}

/// Whether a text is the unit of a figure, in any notation.
pub(super) fn is_own_unit(figure: &Figure, unit: &str) -> bool {
    let same = SAME_UNITS.iter().filter(|(known, _)| *known == figure.unit).flat_map(|(_, same)| same.iter());
    unit == figure.unit || same.into_iter().any(|known| *known == unit)
}

/// The words of each figure of a row: the words before its X in the sentence, and its name.
fn own_words(row: &Row) -> Vec<Vec<String>> {
    let parts: Vec<String> = row.content.split('X').map(bare).collect();
    let before = |index: usize| {
        let part = parts.get(index).cloned().unwrap_or_default();
        let unit = index.checked_sub(1).and_then(|before| row.figures.get(before)).map(|figure| &figure.unit);
        unit.and_then(|unit| part.strip_prefix(unit.as_str()).map(str::to_owned)).unwrap_or(part)
    };
    row.figures.iter().enumerate().map(|(index, figure)| vec![before(index), bare(&figure.name)]).collect()
}

/// Whether all characters (at least two) of a word occur in another word in the same order.
pub(super) fn is_part(word: &str, own: &str) -> bool {
    let mut own = own.chars();
    word.chars().count() > 1 && word.chars().all(|character| own.any(|other| other == character))
}

/// Assigns the numbers to the figures of the row; `None` for a figure without one. Refuses if it is not certain.
pub(super) fn shared_out<'number>(
    row: &Row,
    numbers: &'number [Number],
) -> Result<Vec<Option<&'number Number>>, String> {
    let wanted = row.figures.len();
    let uncertain = || "看不出哪个数是哪一项，请分成两格".to_owned();
    if numbers.len() > wanted {
        return Err(uncertain());
    }
    let says_something = |number: &Number| !number.before.is_empty() || !number.after.is_empty();
    let is_spaced = numbers.windows(2).any(|pair| match pair {
        [first, second] => second.may_be_two && first.after.is_empty() && second.before.is_empty(),
        _ => false,
    });
    let all_say = numbers.iter().all(says_something) && numbers.len() == wanted && !is_spaced;
    if wanted > 1 && !all_say && numbers.iter().any(|number| number.may_be_two) {
        return Err(uncertain());
    }
    let candidates: Vec<Vec<usize>> =
        numbers.iter().map(|number| candidates(row, number)).collect::<Result<_, _>>()?;
    let in_order = numbers.len() == wanted
        && candidates.iter().enumerate().all(|(index, candidates)| candidates.contains(&index));
    let places: Vec<usize> = if in_order {
        (0..wanted).collect()
    } else {
        let mut ways = Vec::new();
        share(&candidates, &mut Vec::new(), &mut ways);
        match (ways.as_slice(), numbers.len()) {
            ([only], _) => only.clone(),
            (_, 1) => return Err(too_few(row)),
            _ => return Err(uncertain()),
        }
    };
    let number_of = |figure: usize| places.iter().position(|place| *place == figure);
    Ok((0..wanted).map(|figure| number_of(figure).and_then(|index| numbers.get(index))).collect())
}

/// Finds ways to give each number a figure of its own, but at most two: a second one shows that it is not certain.
fn share(candidates: &[Vec<usize>], given: &mut Vec<usize>, ways: &mut Vec<Vec<usize>>) {
    let Some((first, rest)) = candidates.split_first() else {
        ways.push(given.clone());
        return;
    };
    for figure in first {
        if ways.len() < 2 && !given.contains(figure) {
            given.push(*figure);
            share(rest, given, ways);
            given.pop();
        }
    }
}

pub(super) fn too_few(row: &Row) -> String {
    format!("这一行要有 {} 个数，这里只有一个", row.figures.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::Notice;

    fn row(number: u16) -> &'static Row {
        Notice::built_in().unwrap().form("annex2").unwrap().rows().find(|row| row.number == number).unwrap()
    }

    /// The numbers of the row's figures as `10|11`, with a dash for none, or the reason.
    fn shared(number: u16, text: &str) -> String {
        let row = row(number);
        let Some(numbers) = numbers(row, text) else { return "?".to_owned() };
        match shared_out(row, &numbers) {
            Ok(figures) => {
                let figures =
                    figures.iter().map(|number| number.map_or("-", |number| number.digits.as_str()));
                figures.collect::<Vec<_>>().join("|")
            }
            Err(reason) => reason,
        }
    }

    #[test]
    fn a_number_goes_where_its_words_and_its_unit_say() {
        for (number, text, expected) in [
            (1, "10人次，11个", "10|11"),
            (1, "10人次11个", "10|11"),
            (1, "10 人次 11 个", "10|11"),
            (1, "11个，10人次", "10|11"),
            (1, "3个，12", "12|3"),
            (1, "卫生死角11个，环卫工人10人次", "10|11"),
            (1, "出动环卫工人10人次，整治卫生死角11个。", "10|11"),
            (1, "环卫工人：10\n卫生死角：11", "10|11"),
            (1, "1,234人次，15个", "1,234|15"),
            (1, "12、345", "12|345"),
            (1, "120；150", "120|150"),
            (1, "10人次", "10|-"),
            (2, "12.5吨（其中塑料类3.5吨）", "12.5|3.5"),
            (2, "其中塑料类3.5吨", "-|3.5"),
            (2, "其中塑料类3.5吨，共12.5吨", "12.5|3.5"),
            (2, "12.5 3.5", "12.5|3.5"),
            (1, "①10人次②11个", "10|11"),
            (1, "10人次和11个", "10|11"),
            (1, "10（人次），11（个）", "10|11"),
            (7, "五长3个，责任书10份", "10|3"),
            (7, "10份，其中五长3个", "10|3"),
            (10, "2个（300m2）", "2|300"),
            (10, "300㎡2个", "2|300"),
            (10, "2个，1,500.5平方米", "2|1,500.5"),
        ] {
            assert_eq!(shared(number, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_nobodys() {
        let several = "看不出哪个数是哪一项，请分成两格";
        for (number, text, expected) in [
            (1, "12，345", several),
            (1, "1,234.5，200.25", several),
            (1, "12", "这一行要有 2 个数，这里只有一个"),
            (1, "12，3，4", several),
            (1, "12人次，3人次", several),
            (1, "1 234", several),
            (1, "1 234人次", several),
            (13, "其中12", "数前面有“其中”，看不出是不是这一项"),
            (14, "新建路灯3盏", "数前面有“新建路灯”，看不出是不是这一项"),
            (9, "敲门行动3次", "数前面有“敲门行动”，看不出是不是这一项"),
            (1, "12-3", "?"),
            (1, "12+3", "?"),
            (1, "12人次（见台账）", "?"),
            (2, "12公斤，3吨", "写的是“公斤”，这一项的单位是“吨”"),
            (10, "2个，3公顷", "写的是“公顷”，这一行的单位是“个”“平方米”"),
            (2, "约12吨，3吨", "写着“约”，是大概的数，要填准确的数"),
            (2, "12吨（公斤 3.5）", "数前面有“公斤”，看不出是不是这一项"),
            (2, "垃圾12吨", "这一行要有 2 个数，这里只有一个"),
        ] {
            assert_eq!(shared(number, text), expected, "{text}");
        }
    }
}
