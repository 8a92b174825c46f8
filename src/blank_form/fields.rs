//! The fields around a table: 填报单位（盖章）：　　填报时间：

use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness};
use super::kind_words::kinds_at;
use super::text::{brackets, plain, tidy, trim};
use super::{units, words};
use crate::notice::limits::MOST_IN_A_ROW;
use crate::notice::{Field, FieldKind, TextId};

/// A longer text before a colon is a sentence.
const LONGEST: usize = 14;
/// The most fields above a table, and below it.
const MOST: usize = MOST_IN_A_ROW;
/// A line of more words has no labels without colons.
const MOST_WORDS: usize = 60;
/// So many blanks behind a label are a place to write.
const LEAST_GAP: usize = 2;
/// What the month is called that a form prints without a label: 20　年　月.
const PERIOD: &str = "报告期：";
/// What stands before the day up to which figures count.
const UP_TO: [&str; 2] = ["截至", "截止"];
/// A label of so many characters in one word is not spread out.
const WHOLE: usize = 4;
/// So many boxes behind a label are one to write each digit in.
const LEAST_BOXES: usize = 3;
/// How many of those that are too many are named.
const MOST_NAMED: usize = 3;

/// A label and what stands behind it.
struct Labelled {
    label: String,
    value: String,
}

/// Whether a line has fields and nothing else; a line that names a unit for the figures has none.
pub(super) fn are_fields(raw: &str) -> bool {
    let found = labelled(raw);
    let is_field = |one: &Labelled| kind(&one.label).is_some() && unit_of(one).is_none();
    (found.iter().any(is_field) || are_blanks(&found, raw)) && !plain(raw).contains(['。', '；'])
}

/// Whether words that no field is known by have room behind them, and so are labels all the same: 园区：　　　组别：
fn are_blanks(found: &[Labelled], raw: &str) -> bool {
    let has_gap = raw.rsplit(['：', ':']).next().is_some_and(|rest| {
        rest.chars().filter(|one| one.is_whitespace() || "_＿".contains(*one)).count() >= LEAST_GAP
    });
    let is_none = |one: &Labelled| {
        let label = plain(&one.label);
        let begins = |words: &[&str]| words.iter().any(|word| label.starts_with(word));
        begins(&words::NOTES) || begins(&words::MARKS) || begins(&["各", "请"]) || label.ends_with("下:")
    };
    let mut own = found.iter().filter(|one| unit_of(one).is_none()).peekable();
    own.peek().is_some()
        && (has_gap || found.len() > 1)
        && own.all(|one| is_empty(&one.value) && !is_none(one))
}

/// Whether a line in the middle of a table is one of fields after all, and no row: the words before its colons are those that
/// fields have, and nothing is to be filled in behind them but names and days.
pub(super) fn are_signatures(raw: &str) -> bool {
    let found = labelled(raw);
    let is_exact = |one: &Labelled| {
        let bare = brackets(&plain(&one.label)).0;
        let bare = bare.trim_end_matches(':');
        let known = words::FIELDS.iter().map(|(word, _)| *word).chain(words::SIGNED);
        known
            .filter_map(|word| bare.strip_suffix(word))
            .any(|before| before.is_empty() || words::SIGNERS.contains(&before))
    };
    let has_figures = |one: &Labelled| {
        !is_empty(&one.value)
            && super::sentence::sentence(&one.value).figures.iter().any(|said| said.is_unit_known)
    };
    are_fields(raw) && found.iter().any(is_exact) && !found.iter().any(has_figures)
}

/// Takes the day up to which figures count out of what stands behind another label: 填报单位：　　截至　年　月25日.
fn up_to(named: Vec<Labelled>) -> Vec<Labelled> {
    let mut all = Vec::new();
    for mut one in named {
        let day = UP_TO.iter().find_map(|word| {
            let at = one.value.find(word)?;
            let day = one.value.get(at + word.len()..)?;
            let is_day = day.contains('月') && day.chars().all(|one| is_of_period(one) || one == '日');
            is_day.then(|| (at, Labelled { label: (*word).to_owned(), value: day.to_owned() }))
        });
        if let Some((at, _)) = &day {
            one.value.truncate(*at);
        }
        all.push(one);
        all.extend(day.map(|(_, day)| day));
    }
    all
}

/// Reads the fields of a line. `typed` counts the fields that are typed and have a letter.
pub(super) fn fields(raw: &str, place: &Place, typed: &mut u8) -> Vec<Found<Field>> {
    let (named, has_period) = apart(up_to(labelled(raw)), raw);
    let period = has_period.then(|| {
        let field = Field { label: PERIOD.to_owned(), is: FieldKind::Month, id: None, text: String::new() };
        Found::concluded(field, Some(place.clone()))
    });
    let fields = named.into_iter().filter(|one| unit_of(one).is_none()).map(|one| {
        let known = kind(&one.label);
        let text = Some(one.value).filter(|value| !is_empty(value)).unwrap_or_default();
        let is = match known {
            Some(FieldKind::Fixed) | None if text.is_empty() => FieldKind::Text,
            // 报送时间：每月25日前 is no day to fill in.
            Some(FieldKind::Date) if text.contains('每') || text.ends_with('前') => FieldKind::Fixed,
            // 统计期：上月26日至本月25日 is printed, and nothing to fill in.
            Some(FieldKind::Date | FieldKind::Month) if !is_to_fill_in(&text) => FieldKind::Fixed,
            Some(known) => known,
            None => FieldKind::Fixed,
        };
        let id = (is == FieldKind::Text).then(|| letter(typed)).flatten();
        // There are only so many letters; what has none is printed and left empty.
        let lacks_letter = is == FieldKind::Text && id.is_none();
        let is = if lacks_letter { FieldKind::Fixed } else { is };
        let text = if is == FieldKind::Fixed { text } else { String::new() };
        let field = Field { label: one.label, is, id, text };
        let place = Some(place.clone());
        match known {
            _ if lacks_letter => Found::asked(field, place),
            Some(_) => Found::stated(field, place),
            None => Found::concluded(field, place),
        }
    });
    fields.chain(period).collect()
}

/// The labels without the month that stands among them, and whether one does: 填报单位：　　2025年　月. What stands behind a
/// label for a day or a printed text is its own.
fn apart(mut named: Vec<Labelled>, raw: &str) -> (Vec<Labelled>, bool) {
    let mut has_period = false;
    for one in &mut named {
        let is_own = matches!(kind(&one.label), Some(FieldKind::Date | FieldKind::Month | FieldKind::Fixed));
        let end = one.value.trim_end_matches(is_of_period).len();
        if !is_own && one.value.get(end..).is_some_and(is_period) {
            one.value.truncate(end);
            has_period = true;
        }
    }
    let before = raw.split(['：', ':']).next().unwrap_or_default();
    let before: String =
        before.split_whitespace().take_while(|token| token.chars().all(is_of_period)).collect();
    (named, has_period || is_period(&before))
}

fn is_of_period(one: char) -> bool {
    one.is_ascii_digit() || one.is_whitespace() || "年月份度()（）_＿".contains(one)
}

/// Whether a text leaves room for a day: 2025年　月　日.
fn is_to_fill_in(text: &str) -> bool {
    text.chars().all(|one| is_of_period(one) || "日号时分XxＸ×…—-/".contains(one))
}

/// Whether a text has nothing but the words of a month: （2025年　月）.
pub(super) fn is_period(text: &str) -> bool {
    text.contains('年') && text.contains('月') && text.chars().all(is_of_period)
}

/// Whether a text only leaves room for the number of an issue: （第　　期）, 第`__`期.
pub(super) fn is_issue(text: &str) -> bool {
    let is_blank = |one: char| one.is_whitespace() || "_＿".contains(one);
    let bare = trim(text).trim_matches(['（', '）', '(', ')']);
    let number = bare.strip_suffix('期').and_then(|rest| rest.split_once('第'));
    number.is_some_and(|(year, number)| {
        year.chars().all(is_of_period) && number.chars().all(|one| is_blank(one) || one.is_ascii_digit())
    })
}

/// What stands on paper in place of such a text.
pub(super) const ISSUE: &str = "期数：";

/// The fields that a notice takes, with a question where there are more of them, or where one cannot be typed.
pub(super) fn taken(mut fields: Vec<Found<Field>>, form: usize, doubts: &mut Doubts) -> Vec<Found<Field>> {
    let surplus = fields.split_off(fields.len().min(MOST));
    let untyped = || fields.iter().filter(|field| field.sureness == Sureness::Asked).chain(&surplus);
    let labels: Vec<&str> = untyped().map(|field| field.value.label.as_str()).take(MOST_NAMED).collect();
    if !labels.is_empty() {
        let (count, more) = (untyped().count(), if untyped().count() > labels.len() { "等" } else { "" });
        let question = format!("表外的栏目太多，“{}”{more} {count} 个填不下，怎么办？", labels.join("”、“"));
        let because = format!("一张表上方或下方最多 {MOST} 个，要自己填的一共最多 {MOST} 个");
        let doubt = Doubt::new(Matter::Figures, question).of_form(form).reading("先不填这几个", because);
        doubts.ask(doubt.at(untyped().filter_map(|field| field.place.clone()).take(1)));
    }
    fields
}

/// The units that a label and what is behind it name: 单位：万元.
fn unit_of(one: &Labelled) -> Option<units::Unit> {
    units::all_announced(&format!("{}{}", one.label, one.value)).into_iter().next()
}

/// Whether the unit that a line names is said of sums of money only: 金额单位：万元.
pub(super) fn is_unit_of_money(raw: &str) -> bool {
    words::UNIT_OF_MONEY.iter().any(|word| raw.contains(word))
}

/// The unit that a line names for the whole table; where it names several, all of them.
pub(super) fn unit(raw: &str) -> Option<String> {
    // What stands behind the last label goes on to the end: 单位：万元　户.
    let behind = words::UNIT.iter().filter_map(|word| {
        raw.match_indices(word).find_map(|(at, _)| {
            let before = raw.get(..at)?;
            let is_own =
                before.chars().next_back().is_none_or(|one| one.is_whitespace() || "（(".contains(one));
            let rest = raw.get(at + word.len()..)?.trim_start();
            let rest = rest.strip_prefix(['：', ':', '为']).filter(|_| is_own)?;
            let parts = rest.split(char::is_whitespace).filter(|part| !part.is_empty());
            let parts: Vec<&str> = parts.take_while(|part| !part.contains(['：', ':'])).collect();
            Some(units::all_announced(&format!("{word}:{}", parts.join("、"))))
        })
    });
    let bare = plain(raw);
    let alone = || units::all_announced(&bare);
    let found = behind.into_iter().find(|units| !units.is_empty());
    let found = found.unwrap_or_else(|| if bare.starts_with('(') { alone() } else { Vec::new() });
    let names: Vec<&str> = found.iter().map(|unit| unit.0.as_str()).collect();
    (!names.is_empty()).then(|| names.join("、"))
}

fn letter(typed: &mut u8) -> Option<TextId> {
    let part = ('a'..='z').nth(usize::from(*typed))?;
    *typed = typed.saturating_add(1);
    Some(TextId { row: None, part: Some(part) })
}

fn kind(label: &str) -> Option<FieldKind> {
    let bare = brackets(&plain(label)).0;
    let bare = bare.trim_end_matches(':');
    if words::UNIT.first().is_some_and(|word| bare == *word) {
        return Some(FieldKind::Unit);
    }
    let known = words::FIELDS.iter().find(|(word, _)| bare.ends_with(word)).map(|(_, kind)| *kind);
    // 统计负责人 signs; 负责人电话 is a telephone number.
    let signs = words::SIGNED.iter().any(|word| bare.ends_with(word));
    // 街道（盖章）： whoever puts a seal on it is the unit.
    let has_seal = || plain(label).contains("(盖章)") || plain(label).contains("(公章)");
    // 填报学校：
    let names_kind = || {
        ["填报", "填表", "报送", "上报"].iter().any(|word| {
            let rest = bare.strip_prefix(word);
            rest.is_some_and(|rest| kinds_at(rest).is_some_and(|(_, length)| length == rest.len()))
        })
    };
    let known = known.or_else(|| names_kind().then_some(FieldKind::Unit));
    known.or_else(|| signs.then_some(FieldKind::Signed)).or_else(|| has_seal().then_some(FieldKind::Unit))
}

/// Whether a text is a label of a field, with its colon or without: 填报单位.
pub(super) fn is_label(plain: &str) -> bool {
    !words::UNIT.contains(&plain) && kind(plain).is_some()
}

/// Whether nothing was written there but the words of a date.
fn is_empty(value: &str) -> bool {
    plain(value).chars().all(|one| "年月日_()20季度".contains(one))
}

/// Whether a word is the label of a field and nothing else: 填报人, 填报单位（公章）.
fn is_exact_label(token: &str) -> bool {
    let bare = brackets(&plain(token)).0;
    words::FIELDS.iter().any(|(word, _)| bare == *word)
}

/// A word, and the lines to write on behind each label in it: `填报单位____填报人____`.
fn pieces(token: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = token;
    while let Some((head, _)) = rest.split_once(['_', '＿']).filter(|(head, _)| is_exact_label(head)) {
        let line = rest.get(head.len()..).unwrap_or_default();
        let length = line.len() - line.trim_start_matches(['_', '＿']).len();
        pieces.extend([head, line.get(..length).unwrap_or_default()]);
        rest = line.get(length..).unwrap_or_default();
    }
    pieces.extend(Some(rest).filter(|rest| !rest.is_empty()));
    pieces
}

/// The labels of a line, with their colons, and what is behind each up to the next.
fn labelled(raw: &str) -> Vec<Labelled> {
    let mut found: Vec<Labelled> = Vec::new();
    // One character alone belongs to the next: 表　号：
    let mut begun = String::new();
    // Some forms leave the colons out; one such word alone may be anything.
    let is_short = raw.split_whitespace().nth(MOST_WORDS).is_none();
    let tokens: Vec<&str> = raw.split_whitespace().flat_map(pieces).collect();
    let words = || tokens.iter().filter(|_| is_short);
    let exact = words().filter(|token| is_exact_label(token)).count();
    let blank = words().filter(|token| token.chars().all(|one| is_of_period(one) || one == '日')).count();
    // One with nothing beside it but a line or the words of a date is a label too.
    let are_labels = exact > 1 || (exact == 1 && blank > 0 && exact + blank == tokens.len());
    for token in tokens {
        match token.find(['：', ':']) {
            Some(at) => {
                let sign =
                    if token.get(at..).is_some_and(|rest| rest.starts_with('：')) { '：' } else { ':' };
                let (label, rest) = token.split_at(at);
                let begun = spread_out(&mut found, std::mem::take(&mut begun), label);
                let label = format!("{begun}{label}");
                if label.is_empty() || label.chars().count() > LONGEST {
                    return Vec::new();
                }
                let value = rest.trim_start_matches(sign).to_owned();
                found.push(Labelled { label: tidy(&label) + &sign.to_string(), value });
            }
            None if are_labels && is_exact_label(token) => {
                found.push(Labelled { label: tidy(token), value: String::new() });
            }
            // 统一社会信用代码□□□□□□
            None if boxed(token).is_some() => {
                let label = boxed(token).unwrap_or_default();
                found.push(Labelled { label: tidy(label), value: String::new() });
            }
            None if token.chars().count() <= 2
                && !token.chars().all(|one| is_of_period(one) || one == '日') =>
            {
                begun.push_str(token);
            }
            None => {
                let before = std::mem::take(&mut begun);
                if let Some(last) = found.last_mut() {
                    last.value.push_str(&before);
                    last.value.push_str(token);
                }
            }
        }
    }
    spread_out(&mut found, begun, "");
    found
}

/// The label before the boxes of a word: 统一社会信用代码□□□.
fn boxed(token: &str) -> Option<&str> {
    let label = token.trim_end_matches('□');
    let boxes = token.chars().rev().take_while(|one| *one == '□').count();
    (boxes >= LEAST_BOXES && !label.is_empty() && label.chars().count() <= LONGEST).then_some(label)
}

/// Gives what is spread out behind a label to it (制定机关：国　家　统　计　局), and leaves what begins the next label (表　号：). Of
/// a unit line each word is one by itself.
fn spread_out(found: &mut [Labelled], begun: String, label: &str) -> String {
    let Some(last) = found.last_mut() else { return begun };
    let is_unit = words::UNIT.iter().any(|word| plain(&last.label).trim_end_matches(':') == *word);
    if is_unit || last.value.is_empty() {
        return begun;
    }
    let begins = begun.char_indices().map(|(at, _)| at).chain([begun.len()]);
    let is_known = |at: &usize| {
        let own = format!("{}{label}", begun.get(*at..).unwrap_or_default());
        words::FIELDS.iter().any(|(word, _)| own == *word)
    };
    // 填报人：张　三　截止时间： a label of several characters is whole.
    let is_whole = label.is_empty() || label.chars().count() >= WHOLE;
    let at = if is_whole {
        begins.into_iter().find(is_known).or(Some(begun.len()))
    } else {
        begins.into_iter().find(is_known)
    };
    let Some(at) = at else { return begun };
    last.value.push_str(begun.get(..at).unwrap_or_default());
    begun.get(at..).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
