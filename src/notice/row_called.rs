//! What sentences call a row and its figures: by the number that the form prints.

use super::{Figure, Row};
use crate::wording::quoted;

/// So many signs of a text say which it is.
const ENOUGH: usize = 20;

impl Row {
    /// A figure of the row: the printed number, if there is one, and the figure's name.
    pub fn figure_called(&self, figure: &Figure) -> String {
        format!("{}{}", self.printed(), quoted(&figure.name))
    }

    /// The row where no figure is named: the printed number, or its words where there is none.
    pub fn called(&self) -> String {
        called(&self.code(), &self.content)
    }
}

/// The same of a row that is not one of a notice yet, by what stands in the column of its number and by its words.
pub(crate) fn called(code: &str, content: &str) -> String {
    if code.is_empty() {
        format!("{}这一行", quoted(start_of(content)))
    } else {
        format!("第 {code} 行")
    }
}

fn start_of(text: &str) -> String {
    let mut signs = text.chars();
    let start: String = signs.by_ref().take(ENOUGH).collect();
    if signs.next().is_some() { format!("{start}…") } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_number_is_called_by_its_words() {
        assert_eq!(called("7", "清理垃圾"), "第 7 行");
        assert_eq!(called("", "其中：厨余垃圾（吨）"), "“其中：厨余垃圾（吨）”这一行");
        let long = "字".repeat(21);
        assert_eq!(called("", &long), format!("“{}…”这一行", "字".repeat(20)));
    }
}
