//! What the letter says of rows where there are several forms: of the form that it names by its mark (附件1中第5项…), or of
//! nobody knows which. What the sentence means is for `left_blank`.

use std::collections::BTreeSet;

use super::doubt::{Doubt, Doubts, Matter};
use super::due_days::is_rhythm_of_rows;
use super::exempt::SHOWN;
use super::left_blank::{Says, Stands, says, sentences};
use super::marks::without_mark;
use super::part_spans::named_at;
use super::reporters::reporters;
use super::segment::Line;
use super::text::plain;
use super::whole_forms::without_left_out;
use super::words;

/// What begins the mark of a form that a letter names.
const MARK: &str = "附件";

/// A sentence of the letter without the mark of a form, if it names that one only: 附件1中第5项镇街不填.
fn of_mark(sentence: &str, mark: &str) -> Option<String> {
    let mark = plain(mark);
    let is_numbered = mark.starts_with(MARK) && mark.ends_with(|one: char| one.is_ascii_digit());
    let (before, rest) = sentence.split_once(&mark).filter(|_| is_numbered)?;
    let is_whole = !rest.starts_with(|one: char| one.is_ascii_digit());
    let names_others = before.contains(MARK) || rest.contains(MARK);
    let rest = rest.trim_start_matches(['中', '的', '里', ',', ':']);
    (is_whole && !names_others).then(|| format!("{before}{rest}"))
}

/// The lines of the letter that name a form by its mark, without it.
pub(super) fn lines_of(letter: &[Line], mark: &str) -> Vec<Line> {
    let of_line = |line: &Line| {
        let said: Vec<String> = sentences(&line.raw)
            .iter()
            .filter_map(|sentence| of_mark(without_mark(sentence), mark))
            .collect();
        (!said.is_empty()).then(|| Line { raw: said.join("。"), place: line.place.clone() })
    };
    letter.iter().filter_map(of_line).collect()
}

/// What the letter says that may be of a form: of the one that it names, clause by clause, or of none in particular.
pub(super) fn of_form_or_all(letter: &[Line], mark: &str) -> Vec<Line> {
    let is_numbered = |clause: &str| {
        clause.match_indices(MARK).any(|(at, _)| {
            clause
                .get(at + MARK.len()..)
                .is_some_and(|rest| rest.starts_with(|one: char| one.is_ascii_digit()))
        })
    };
    let of_sentence = |sentence: &String| {
        let mut is_own = true;
        let mut said = Vec::new();
        for clause in without_mark(sentence).split(',') {
            if is_numbered(clause) {
                let own = of_mark(clause, mark);
                is_own = own.is_some();
                said.extend(own);
            } else if is_own {
                said.push(clause.to_owned());
            }
        }
        (!said.is_empty()).then(|| said.join("，"))
    };
    let of_line = |line: &Line| {
        let said: Vec<String> = sentences(&line.raw).iter().filter_map(of_sentence).collect();
        (!said.is_empty()).then(|| Line { raw: said.join("。"), place: line.place.clone() })
    };
    letter.iter().filter_map(of_line).collect()
}

/// Asks once for a sentence of the letter, where there are several forms and it does not say which.
pub(super) fn ask_of_letter(letter: &[Line], marks: &[String], doubts: &mut Doubts) {
    let mut known = BTreeSet::new();
    for line in letter {
        for sentence in sentences(&line.raw) {
            if marks.iter().any(|mark| of_mark(without_mark(&sentence), mark).is_some()) {
                continue;
            }
            // 县直行业部门不填表2 says which form.
            let sentence = without_left_out(&sentence, marks);
            // Who reports all of them is asked where the kinds are: 本套表由各乡镇填报.
            let is_of_kinds = sentence.contains('由')
                && !reporters(&sentence).is_empty()
                && !words::LEAVES_BLANK.iter().any(|word| sentence.contains(word))
                && !has_rows(&sentence);
            if is_of_kinds {
                continue;
            }
            let is_said = is_rhythm_of_rows(&sentence)
                || says(without_mark(&sentence), Stands::InLetter) != Says::Nothing;
            if is_said && known.insert(sentence.clone()) {
                let shown: String = sentence.chars().take(SHOWN).collect();
                let question = format!("“{shown}”说的是哪张表的哪几行、哪些单位不填？");
                let doubt = Doubt::new(Matter::LeftBlank, question).at([line.place.clone()]);
                doubts.ask(doubt.reading("都要填", "表有好几张，没有写是哪一张"));
            }
        }
    }
}

/// Whether a sentence names rows.
fn has_rows(sentence: &str) -> bool {
    sentence
        .char_indices()
        .any(|(at, _)| sentence.get(at..).is_some_and(|rest| named_at(rest, &[]).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_may_name_the_form_that_it_is_about() {
        for (sentence, mark, expected) in [
            ("附件1中第5行镇街不填", "附件1", Some("第5行镇街不填")),
            ("附件1第5行镇街不填", "附件2", None),
            ("附件1、附件2第5行镇街不填", "附件1", None),
            ("附件12第5行镇街不填", "附件1", None),
            ("附件中第5行镇街不填", "附件", None),
        ] {
            assert_eq!(of_mark(sentence, mark).as_deref(), expected, "{sentence}");
        }
    }
}
