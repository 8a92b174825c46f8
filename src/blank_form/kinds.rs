//! Who reports: the kinds of units that a notice addresses. Which rows each leaves blank is for `exempt`.

use super::doubt::{Doubt, Doubts, Found, Matter, Sureness};
use super::draft::DraftKind;
use super::forming::Forming;
use super::kind_words::{kind, kinds_at, kinds_in, no_kind_at};
use super::left_blank::{Stands, kinds_named};
use super::notice_field::NoticeField;
use super::segment::Line;
use super::words;
use crate::unit::UnitKind;

/// In how many lines of the text a salutation may stand.
const SALUTATION: usize = 20;
/// The longest name of a kind that no word tells.
const LONGEST_NAME: usize = 20;

/// Those whom a salutation addresses and in which no kind is known, or more than a kind: 各园区管委会, 区属国有公司.
fn unknown_in(salutation: &str) -> Vec<(Option<&'static str>, String)> {
    let parts = salutation.split(['、', ',', '(', ')', ':', '和', '及']).filter(|part| !part.is_empty());
    let unknown = parts.filter_map(|part| {
        let (mut rest, mut left, mut id) = (part, String::new(), None);
        while let Some(first) = rest.chars().next() {
            let around =
                words::AROUND_KINDS.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len());
            let length = match (no_kind_at(rest), kinds_at(rest), around.max()) {
                (None, Some((ids, length)), _) => {
                    id = ids.first().copied();
                    length
                }
                (None, None, Some(length)) => length,
                _ => {
                    left.push(first);
                    first.len_utf8()
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        let name = part.trim_start_matches('各').trim_start_matches("有关").trim_start_matches("相关");
        (!left.is_empty()).then(|| (id, name.chars().take(LONGEST_NAME).collect::<String>()))
    });
    unknown.collect()
}

/// Who reports: those whom the letter addresses, and those whom the notes name.
pub(super) fn kinds(lines: &[Line], forms: &[Forming], doubts: &mut Doubts) -> Vec<Found<DraftKind>> {
    let all: String = lines.iter().map(|line| line.plain() + "\n").collect();
    let is_salutation = |line: &&Line| {
        let plain = line.plain();
        plain.ends_with(':') && !kinds_in(&plain).is_empty() && plain.chars().count() <= 120
    };
    let salutation = lines.iter().take(SALUTATION).find(is_salutation);
    let mut found: Vec<Found<DraftKind>> = Vec::new();
    if let Some(line) = salutation {
        let ids = kinds_in(&line.plain());
        found.extend(ids.iter().map(|id| Found::concluded(kind(id, &all), Some(line.place.clone()))));
    }
    let mut added = Vec::new();
    let notes = forms.iter().flat_map(|form| &form.note_lines).map(|line| (line, Stands::InNotes));
    // Where the letter addresses nobody, what it says of rows may name them.
    let letter = lines.iter().filter(|_| salutation.is_none()).map(|line| (line, Stands::InLetter));
    for (line, stands) in notes.chain(letter) {
        for id in kinds_named(&line.raw, stands) {
            let is_known = found.iter().any(|kind| kind.value.id.word() == id);
            if !is_known {
                added.push(line.place.clone());
                found.push(Found::asked(kind(id, &all), Some(line.place.clone())));
            }
        }
    }
    for (id, place) in forms.iter().flat_map(super::filled_by::kinds_named) {
        if !found.iter().any(|kind| kind.value.id.word() == id) {
            added.push(place.clone());
            found.push(Found::asked(kind(id, &all), Some(place)));
        }
    }
    // 镇属各单位 and 有关单位 are kinds that no word tells; what else is not known may be one.
    let unknown = salutation.map(|line| unknown_in(&line.plain())).unwrap_or_default();
    let is_unclear = !unknown.is_empty() || salutation.is_some_and(|line| line.plain().contains("单位"));
    if let Some(line) = salutation.filter(|_| is_unclear) {
        added.push(line.place.clone());
        for kind in &mut found {
            kind.sureness = Sureness::Asked;
        }
        for (id, name) in unknown.into_iter().filter(|(_, name)| !name.contains("单位")) {
            if let Some(kind) = found.iter_mut().find(|kind| Some(kind.value.id.word()) == id) {
                kind.value.name = name;
                continue;
            }
            let count = found.iter().filter(|kind| kind.value.id.word().starts_with("other")).count();
            let id = UnitKind::from(format!("other{}", count + 1).as_str());
            let value = DraftKind { id, name, full_name: String::new() };
            found.push(Found::asked(value, Some(line.place.clone())));
        }
    }
    if salutation.is_none() || !added.is_empty() {
        let question = "哪些单位填报，各是哪一类？".to_owned();
        let doubt = Doubt::new(Matter::Kinds, question).at(added);
        let names: Vec<String> = found.iter().map(|kind| kind.value.name.clone()).collect();
        let names = if names.is_empty() { "填报单位，不分类".to_owned() } else { names.join("、") };
        let because = if is_unclear {
            "抬头里还写了别的单位"
        } else {
            "抬头（主送单位）里没有写全"
        };
        doubts.ask(doubt.reading(names, because).asking([NoticeField::Kinds]));
    }
    if found.is_empty() {
        let plain =
            DraftKind {
                id: UnitKind::from("unit"), name: "填报单位".to_owned(), full_name: String::new()
            };
        found.push(Found::asked(plain, None));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::text::plain;
    use super::*;

    #[test]
    fn those_whom_no_word_tells_are_asked_about() {
        let told = |text: &str| -> Vec<String> {
            unknown_in(&plain(text))
                .into_iter()
                .map(|(id, name)| format!("{}{name}", id.unwrap_or("?")))
                .collect()
        };
        for (text, expected) in [
            ("各镇乡（民族乡）党委和人民政府，各街道党工委和办事处，有关部门：", vec![]),
            ("各镇人民政府、各街道办事处，县级有关部门：", vec![]),
            ("各村民委员会、社区居民委员会：", vec![]),
            ("各乡镇党委、政府，县级各部门，各人民团体，有关医院：", vec!["?人民团体", "?医院"]),
            (
                "各街道办事处，各工业园区管委会，区属国有公司：",
                vec!["?工业园区管委会", "company区属国有公司"],
            ),
            ("沿江各镇乡：", vec!["township沿江各镇乡"]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
