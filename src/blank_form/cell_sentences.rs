//! A row whose sentence goes on in the cell of its month: 立案查处 beside　　件，罚没款　　万元. It is read as one sentence,
//! with a place for each of the figures.

use super::sentence::{Sentence, sentence};
use super::text::{plain, trim};
use super::units;

/// What a row and its cell say together; nothing where the cell has fewer than two places or a unit that is not known.
/// `total` is what stands where it is added up.
pub(super) fn joined(content: &str, cell: &str, total: Option<&str>) -> Option<Sentence> {
    let is_same = total.is_none_or(|total| plain(total).is_empty() || plain(total) == plain(cell));
    let cell = with_places(trim(cell).trim_start_matches(is_gap).trim_end_matches(['。', '；', ';']));
    let sign = if units::at_start(&cell).is_some() { 'X' } else { '：' };
    let content = content.lines().map(trim).collect::<String>();
    let read = sentence(&format!("{content}{sign}{cell}"));
    let of_content = sentence(&content).figures.len();
    let is_one =
        of_content == 0 && read.figures.len() > 1 && read.figures.iter().all(|one| one.is_unit_known);
    // Words behind the last unit are none of a place.
    let ends = read.figures.last().is_some_and(|last| read.text.ends_with(&format!("X{}", last.unit.0)));
    (is_same && is_one && ends).then_some(read)
}

/// A text with an X for each gap that is wider than what stands between two words.
fn with_places(text: &str) -> String {
    let (mut spelt, mut rest) = (String::new(), trim(text));
    while let Some(at) = rest.find(is_gap) {
        let (before, gap) = rest.split_at(at);
        let end = gap.find(|one| !is_gap(one)).unwrap_or(gap.len());
        let (gap, behind) = gap.split_at(end);
        let is_place = gap.chars().count() > 1 || gap.contains(['_', '＿', '…', '\u{3000}']);
        spelt.push_str(before);
        spelt.push_str(if is_place { "X" } else { gap });
        rest = behind;
    }
    spelt + rest
}

fn is_gap(one: char) -> bool {
    one.is_whitespace() || "_＿…".contains(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(content: &str, cell: &str) -> String {
        joined(content, cell, Some(cell)).map(|read| read.text).unwrap_or_default()
    }

    #[test]
    fn the_sentence_of_a_row_goes_on_in_its_cell() {
        for (content, cell, text) in [
            ("立案查处", "     件，罚没款     万元", "立案查处X件，罚没款X万元"),
            ("发现问题隐患", "个，其中已整改     个", "发现问题隐患X个，其中已整改X个"),
            ("3.宣传培训", "____场次，____人次", "3.宣传培训X场次，X人次"),
            ("宣传培训", "     场次，     人次", "宣传培训X场次，X人次"),
            ("投诉举报", "受理    件，办结    件", "投诉举报：受理X件，办结X件"),
            ("隐患排查", "排查____处，投入资金____万元。", "隐患排查：排查X处，投入资金X万元"),
        ] {
            assert_eq!(told(content, cell), text, "{cell}");
        }
    }

    #[test]
    fn an_example_one_unit_and_other_words_are_no_sentence() {
        for (content, cell) in [
            ("检查单位", "     户次"),
            ("检查单位", "12"),
            ("工作情况", "已完成，见附表"),
            ("检查X户", "     户，其中食堂     户"),
            ("立案查处", "     件，罚没款     万元（附清单）"),
        ] {
            assert_eq!(told(content, cell), "", "{cell}");
        }
        let other = joined("立案查处", "   件，罚没款   万元", Some("同上"));
        assert_eq!(other, None, "the total says something else");
    }
}
