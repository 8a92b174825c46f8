//! What a letter says of sending the forms for which a notice has no field: it is told, so that nothing printed vanishes.

use super::left_blank::sentences;
use super::segment::Line;

/// How much of a sentence is shown.
const SHOWN: usize = 60;

/// What is told of sentences of the letter: a deadline that holidays move, and where to send the paper.
pub(super) fn remarks(letter: &[Line]) -> Vec<String> {
    let mut all = Vec::new();
    for line in letter {
        for sentence in sentences(&line.raw) {
            let shown: String = sentence.chars().take(SHOWN).collect();
            if moves_deadline(&sentence) {
                all.push(format!("写着“{shown}”，程序按写明的那一天算，放假顺延的自己留意"));
            }
            if let Some(clause) = sentence.split(',').find(|clause| has_postal_address(&format!(",{clause}")))
            {
                let shown: String = clause.chars().take(SHOWN).collect();
                all.push(format!("写着“{shown}”，通知里没有放邮寄地址的地方，没有记"));
            }
        }
    }
    all.dedup();
    all
}

/// Whether a sentence says that a holiday puts off what is due, or has it sooner.
fn moves_deadline(sentence: &str) -> bool {
    let is_holiday =
        ["节假日", "休息日", "双休日", "周末", "公休", "法定假"].iter().any(|word| sentence.contains(word));
    let is_moved = ["顺延", "提前", "推迟", "延至"].iter().any(|word| sentence.contains(word));
    is_holiday && is_moved
}

/// Whether a sentence has an address to which paper is sent, which no mail address is.
fn has_postal_address(sentence: &str) -> bool {
    ["通讯地址:", "通信地址:", "邮寄地址:", "(地址:", ",地址:", "地址为"].iter().any(|word| {
        let behind = sentence.split_once(word).map(|(_, behind)| behind);
        behind.is_some_and(|behind| !behind.split([',', ')']).next().unwrap_or_default().contains('@'))
    })
}

/// Whether a letter says that the form with a title is reported once: 联络员表请于5月9日前一次性报送.
pub(super) fn is_due_once(letter: &[Line], title: &str) -> bool {
    let title = super::text::plain(title);
    letter.iter().any(|line| {
        let of_title = |sentence: &String| {
            let is_once = ["一次性报", "只报一次", "一次报送"].iter().any(|word| sentence.contains(word));
            is_once && sentence.contains(&title) && !sentence.contains("每月")
        };
        !title.is_empty() && sentences(&line.raw).iter().any(of_title)
    })
}

#[cfg(test)]
mod tests {
    use super::super::doubt::Place;
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        let place =
            Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
        vec![Line { raw: text.to_owned(), place }]
    }

    #[test]
    fn what_no_field_holds_is_told() {
        for (text, count) in [
            ("每月终了后8日内报送上月数据，遇法定节假日顺延。", 1),
            ("遇节假日提前报送。", 1),
            ("同时报送纸质报表（地址：城关镇人民路88号）。", 1),
            ("邮箱地址：ab@example.cn。", 0),
            ("节假日期间加强值班。", 0),
        ] {
            assert_eq!(remarks(&lines(text)).len(), count, "{text}");
        }
    }

    #[test]
    fn a_form_may_be_due_once() {
        let once = lines("联络员表（附件1）请于2025年5月9日前一次性报送。");
        assert!(is_due_once(&once, "联络员表") && !is_due_once(&once, "整治月报表"));
        assert!(!is_due_once(&lines("联络员表每月报送。"), "联络员表"));
    }
}
