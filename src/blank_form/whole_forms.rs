//! Who leaves out a whole form that a letter or a page of explanations names by its mark: 县直行业部门不填表2.

use super::addressees::{Addressee, addressees, are_plain, spelt_out};
use super::doubt::{Found, RowsLeftBlank};
use super::draft::DraftKind;
use super::kind_words::named;
use super::may_be_blank::names_kind;
use super::segment::Line;
use super::table::Made;
use super::text::plain;
use super::words;

/// Those who leave out a form by a text, each with its mark; of one mark only, where one is wanted.
pub(super) fn left_out(text: &str, mark: Option<&str>) -> Vec<(Vec<Addressee>, String)> {
    let compared = plain(text);
    let clauses = compared.split(['。', ';', '；', ',']);
    let of_clauses = clauses.filter_map(|clause| of_clause(super::marks::without_mark(clause)));
    of_clauses.filter(|(_, own)| mark.is_none_or(|mark| plain(mark) == *own)).collect()
}

/// Those who leave out the form that a clause names, if it says nothing else.
fn of_clause(clause: &str) -> Option<(Vec<Addressee>, String)> {
    let verbs = words::LEAVES_BLANK.iter().filter_map(|word| Some((clause.find(word)?, word.len())));
    let (at, length) = verbs.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
    let mark = clause.get(at + length..)?.trim_matches(['《', '》', '“', '”']);
    let word = words::MARKS.iter().find(|word| mark.starts_with(**word))?;
    let number = mark.get(word.len()..)?;
    let is_number = |one: char| one.is_ascii_digit() || "一二三四五六七八九十".contains(one);
    let is_mark = !number.is_empty() && number.chars().all(is_number);
    let who = addressees(&spelt_out(clause.get(..at)?));
    (is_mark && !who.is_empty() && are_plain(&who)).then(|| (who, mark.to_owned()))
}

/// A sentence without the clauses that say so of a form with one of some marks.
pub(super) fn without_left_out(sentence: &str, marks: &[String]) -> String {
    let is_said = |clause: &&str| {
        let own = of_clause(super::marks::without_mark(clause));
        own.is_some_and(|(_, mark)| marks.iter().any(|known| plain(known) == mark))
    };
    let rest: Vec<&str> = sentence.split(',').filter(|clause| !is_said(clause)).collect();
    rest.join(",")
}

/// The rows of a form that a letter has some leave out altogether.
pub(super) fn rows_left_out(
    letter: &[Line],
    mark: &str,
    made: &[Made],
    kinds: &[Found<DraftKind>],
) -> Vec<RowsLeftBlank> {
    let own = named(kinds);
    let rows: Vec<u16> = made.iter().filter(|row| !row.is_heading()).map(|row| row.row.number).collect();
    let mut all = Vec::new();
    for line in letter {
        for (who, _) in left_out(&line.raw, Some(mark)) {
            let ids = who.iter().filter_map(|one| {
                let by_name = || {
                    let name = one.name.as_deref()?;
                    own.iter().find(|kind| names_kind(&plain(name), kind)).map(|kind| kind.id)
                };
                by_name().or(one.id)
            });
            let kinds: Vec<&'static str> = ids.collect();
            let place = Some(line.place.clone());
            all.push(RowsLeftBlank { kinds, others: false, rows: rows.clone(), place });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_may_leave_out_a_whole_form() {
        let told = |text: &str| -> Vec<String> {
            let one = |(who, mark): (Vec<Addressee>, String)| {
                let names =
                    who.into_iter().map(|one| one.name.or(one.id.map(str::to_owned)).unwrap_or_default());
                format!("{} {mark}", names.collect::<Vec<_>>().join("+"))
            };
            left_out(text, None).into_iter().map(one).collect()
        };
        for (text, expected) in [
            ("一、本套表共2张，由各乡镇按月填报，县直行业部门不填表2。", vec!["县直行业部门 表2"]),
            ("村、社区无需填报附件3。", vec!["village+community 附件3"]),
            ("没有任务的镇不填表2。", vec![]),
            ("街道不填表2第3项。", vec![]),
            ("街道不填第3项。", vec![]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
        let marks = ["表2".to_owned()];
        assert_eq!(without_left_out("由各乡镇按月填报,部门不填表2", &marks), "由各乡镇按月填报");
    }
}
