//! What an edition of a notice would take away or change of what is recorded, in words, and where that was filled in. What is
//! taken away is found by [`super::edition`].

use std::collections::BTreeSet;

use crate::notice::{Figure, FigureId, Form, Row};
use crate::period::Month;

/// So many months are named.
const NAMED: usize = 3;

/// Something that is recorded, and would be gone or be another thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// A part of a sentence.
    pub what: String,
    /// Where a figure was filled in.
    pub filled: Option<Filled>,
}

/// Where a figure was filled in, or those that it is reckoned from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The key of the form.
    pub form: String,
    /// The figure, if it is typed itself.
    pub figure: Option<FigureId>,
    pub months: BTreeSet<Month>,
    pub in_opening: bool,
    /// Whether reports of the units below may have it, which nobody empties.
    pub is_below: bool,
}

impl Taken {
    pub(super) fn other(what: String) -> Self {
        Self { what, filled: None }
    }

    pub(super) fn figure(form: &Form, (row, figure): (&Row, &Figure), what: &str, filled: Filled) -> Self {
        let at = filled.in_words();
        Self { what: format!("{}{}{what}{at}", form.mark, row.figure_called(figure)), filled: Some(filled) }
    }
}

impl Filled {
    pub(super) fn join(&mut self, other: &Self) {
        self.months.extend(&other.months);
        self.in_opening |= other.in_opening;
        self.is_below |= other.is_below;
    }

    fn in_words(&self) -> String {
        let mut places: Vec<String> = self.months.iter().take(NAMED).map(|month| month.name()).collect();
        if self.months.len() > NAMED {
            places.push(format!("一共 {} 个月", self.months.len()));
        }
        if self.in_opening {
            places.push("期初累计".to_owned());
        }
        if places.is_empty() { String::new() } else { format!("（{}填了数）", places.join("、")) }
    }

    /// Whether it can be emptied by hand.
    pub fn can_be_emptied(&self) -> bool {
        !self.is_below && (self.in_opening || !self.months.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_where_a_figure_was_filled_in() {
        let of = |months: &[&str], in_opening| Filled {
            months: months.iter().map(|month| month.parse().unwrap()).collect(),
            in_opening,
            ..Filled::default()
        };
        assert_eq!(of(&["2022-01"], false).in_words(), "（2022年1月填了数）");
        let four = of(&["2022-01", "2022-02", "2022-03", "2022-04"], true);
        assert_eq!(four.in_words(), "（2022年1月、2022年2月、2022年3月、一共 4 个月、期初累计填了数）");
        let below = Filled { is_below: true, ..of(&["2022-01"], false) };
        assert!(four.can_be_emptied() && !below.can_be_emptied() && !Filled::default().can_be_emptied());
    }
}
