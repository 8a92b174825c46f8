//! A form has inner numbers, which every row and figure has; what a person is told of are the numbers that the form prints.

use super::review_form::ReviewRow;
use crate::notice::{FigureId, called};
use crate::wording::quoted;

impl ReviewRow {
    /// What a person calls the row: by the number that is printed before it, or by its words where there is none.
    pub(super) fn called(&self) -> String {
        called(&self.code, &self.content)
    }
}

/// A sentence in which rows and figures stand as the form prints them, not by their inner numbers.
pub(super) fn in_printed_numbers(text: &str, rows: &[ReviewRow]) -> String {
    let mut told = String::new();
    let mut rest = text;
    while let Some(at) = [rest.find("第 "), rest.find("编号 ")].into_iter().flatten().min() {
        let (before, from) = rest.split_at(at);
        told.push_str(before.trim_end());
        if let Some((words, behind)) = row(from, rows).or_else(|| figure(from, rows)) {
            told.push_str(&words);
            rest = behind.trim_start();
        } else {
            let first = from.chars().next().map_or(0, char::len_utf8);
            let (sign, behind) = from.split_at(first);
            told.push_str(sign);
            rest = behind;
        }
    }
    told.push_str(rest);
    told
}

/// 第 9 行 at the beginning, in other words, and what comes behind it.
fn row<'text>(from: &'text str, rows: &[ReviewRow]) -> Option<(String, &'text str)> {
    let (number, behind) = from.strip_prefix("第 ")?.split_once(" 行")?;
    let number: u16 = number.parse().ok()?;
    Some((rows.iter().find(|row| row.number == number)?.called(), behind))
}

/// The same of 编号 9a. Where its name follows, its row is enough.
fn figure<'text>(from: &'text str, rows: &[ReviewRow]) -> Option<(String, &'text str)> {
    let rest = from.strip_prefix("编号 ")?;
    let end = rest.find(|one: char| !one.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (id, behind) = rest.split_at(end);
    let id: FigureId = id.parse().ok()?;
    let row = rows.iter().find(|row| row.number == id.row)?;
    let figure = row.figures.iter().find(|figure| figure.id == id)?;
    let words = if behind.starts_with('“') { row.called() } else { quoted(&figure.name) };
    Some((words, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::Scope;
    use crate::session::ReviewFigure;

    fn line(number: u16, code: &str, content: &str, figures: &[(&str, &str)]) -> ReviewRow {
        let figure = |(id, name): &(&str, &str)| ReviewFigure {
            id: id.parse().unwrap(),
            name: (*name).to_owned(),
            unit: "个".to_owned(),
            decimals: 0,
            part_of: None,
            scope: Scope::Campaign,
            in_column: false,
        };
        ReviewRow {
            number,
            code: code.to_owned(),
            content: content.to_owned(),
            is_heading: false,
            place: None,
            left_blank_by: Vec::new(),
            figures: figures.iter().map(figure).collect(),
        }
    }

    #[test]
    fn a_row_is_told_by_the_number_that_is_printed() {
        let rows = [
            line(
                9,
                "7",
                "整治农贸市场（个、处）",
                &[("9a", "整治农贸市场（个）"), ("9b", "整治农贸市场（处）")],
            ),
            line(3, "", "其中：厨余垃圾（吨）", &[("3", "厨余垃圾")]),
        ];
        let told = |text: &str| in_printed_numbers(text, &rows);
        assert_eq!(told("附件1第 9 行：文字里有 1 个 X"), "附件1第 7 行：文字里有 1 个 X");
        assert_eq!(told("编号 9b 的单位应一致"), "“整治农贸市场（处）”的单位应一致");
        assert_eq!(told("附件1编号 9a“整治农贸市场（个）”没有了"), "附件1第 7 行“整治农贸市场（个）”没有了");
        assert_eq!(told("附件1第 3 行：空着"), "附件1“其中：厨余垃圾（吨）”这一行：空着");
        assert_eq!(told("第 99 行和第 几 栏"), "第 99 行和第 几 栏", "what is no row of it stays");
    }
}
