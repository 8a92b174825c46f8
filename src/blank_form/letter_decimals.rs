//! What the letter says of decimals, or a page of explanations that stands before the forms: 资金以万元为单位，保留两位小数. It says
//! so of every form. What the notes of a form say of it is for `decimal_rules`.

use super::decimal_rules::{FormRule, Of, rules};
use super::left_blank::sentences;
use super::marks::without_mark;
use super::segment::Line;
use super::words;

/// Words of what is counted in the form, and of no work: 台账精确到户 is about something else.
const DECIMALS: [&str; 6] = ["小数", "整数", "取整", "精确到元", "精确到角", "精确到分"];

/// The rules of a letter for every form. Where there are several forms, what a sentence says that names one of them is not certain.
pub(super) fn of_letter(letter: &[Line], is_only: bool) -> Vec<FormRule> {
    let mut all = Vec::new();
    for line in letter {
        for sentence in sentences(&line.raw) {
            if !DECIMALS.iter().any(|word| sentence.contains(word)) {
                continue;
            }
            let names_form = !is_only && names_form(&sentence);
            // 每月25日前将月报表报县局，数据保留一位小数: when it is sent says nothing of which.
            let clauses = without_mark(&sentence).split(',').filter(|clause| !is_sent(clause));
            let said = clauses.collect::<Vec<_>>().join(",");
            let own = rules(&said).into_iter().filter(|rule| rule.of != Of::Unread || names_form);
            for mut rule in own {
                rule.is_certain &= !names_form;
                all.push((rule, Some(line.place.clone()), None));
            }
        }
    }
    all
}

/// Whether a clause says by when the form is sent, and nothing of decimals.
fn is_sent(clause: &str) -> bool {
    let says_when = ["每月", "次月", "前报", "报送"].iter().any(|word| clause.contains(word));
    says_when && clause.contains('报') && !DECIMALS.iter().any(|word| clause.contains(word))
}

/// Whether a sentence names a form by its mark: 附件1, 表2.
fn names_form(sentence: &str) -> bool {
    words::MARKS.iter().any(|word| {
        sentence.match_indices(word).any(|(at, _)| {
            let rest = sentence.get(at + word.len()..).unwrap_or_default();
            rest.starts_with(|one: char| one.is_ascii_digit() || "一二三四五六七八九十".contains(one))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::doubt::Place;
    use super::*;

    fn told(text: &str, is_only: bool) -> Vec<(u8, bool)> {
        let place =
            Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
        let line = Line { raw: text.to_owned(), place };
        of_letter(&[line], is_only).iter().map(|(rule, ..)| (rule.decimals, rule.is_certain)).collect()
    }

    #[test]
    fn a_letter_says_decimals_of_every_form() {
        let explained = "四、资金类数据以万元为单位，保留两位小数；人数、户数均为整数。";
        assert_eq!(told(explained, false), [(2, true), (0, true)]);
        let of_one = "表2的金额保留一位小数。";
        assert_eq!((told(of_one, false), told(of_one, true)), (vec![(1, false)], vec![(1, true)]));
        assert_eq!(told("请于每月25日前将月报表报县局，数据保留一位小数。", true), [(1, true)]);
        assert!(told("台账要精确到户，做到底数清、情况明。", true).is_empty());
    }
}
