//! What was changed in a draft so far, and what of it was taken back: the draft's own undo.

use serde::{Deserialize, Serialize};

use super::correction::{Correction, CorrectionError};

/// More than anybody changes in a form; each is made again whenever the draft is taken up.
const MOST: usize = 5000;

/// Corrections in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    made: Vec<Correction>,
    /// Taken back, the last one first to be made again.
    #[serde(default)]
    taken_back: Vec<Correction>,
}

impl Journal {
    /// Those that count.
    pub fn made(&self) -> &[Correction] {
        &self.made
    }

    /// Whether there is one to be made again.
    pub fn can_redo(&self) -> bool {
        !self.taken_back.is_empty()
    }

    /// Adds one. A text that goes on from one that was saved half-way is one step with it.
    pub fn add(&mut self, correction: Correction) -> Result<(), CorrectionError> {
        self.taken_back.clear();
        if self.made.last().is_some_and(|last| goes_on(last, &correction)) {
            self.made.pop();
        }
        if self.made.len() >= MOST {
            return Err(CorrectionError::TooMany);
        }
        self.made.push(correction);
        Ok(())
    }

    /// Takes the last one back; false where there is none.
    pub fn undo(&mut self) -> bool {
        let last = self.made.pop();
        let is_there = last.is_some();
        self.taken_back.extend(last);
        is_there
    }

    /// Makes what was taken back last again; false where there is nothing.
    pub fn redo(&mut self) -> bool {
        let last = self.taken_back.pop();
        let is_there = last.is_some();
        self.made.extend(last);
        is_there
    }
}

/// Whether both are texts of the same place.
fn goes_on(before: &Correction, now: &Correction) -> bool {
    use Correction as C;
    match (before, now) {
        (C::Notice { field, .. }, C::Notice { field: other, .. }) => field == other,
        (C::Mark { form, .. }, C::Mark { form: other, .. })
        | (C::Title { form, .. }, C::Title { form: other, .. })
        | (C::Relations { form, .. }, C::Relations { form: other, .. }) => form == other,
        (C::Content { form, row, .. }, C::Content { form: other, row: other_row, .. }) => {
            (form, row) == (other, other_row)
        }
        (C::Name { form, figure, .. }, C::Name { form: other, figure: other_figure, .. }) => {
            (form, figure) == (other, other_figure)
        }
        (C::Unit { form, figures, .. }, C::Unit { form: other, figures: others, .. }) => {
            (form, figures) == (other, others)
        }
        (
            C::ColumnHeading { form, table, column, .. },
            C::ColumnHeading { form: other, table: other_table, column: other_column, .. },
        ) => (form, table, column) == (other, other_table, other_column),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Correction {
        Correction::Title { form: 0, text: text.to_owned() }
    }

    #[test]
    fn what_was_taken_back_is_made_again_until_something_else_is() {
        let mut journal = Journal::default();
        journal.add(title("甲")).unwrap();
        journal.add(Correction::Decimals { form: 0, figures: vec![], decimals: 2 }).unwrap();
        journal.add(Correction::Decimals { form: 0, figures: vec![], decimals: 1 }).unwrap();
        assert_eq!(journal.made().len(), 3, "each choice is a step");
        assert!(journal.undo() && journal.undo() && journal.can_redo());
        assert!(journal.redo());
        assert_eq!(journal.made().len(), 2);
        journal.add(title("乙")).unwrap();
        assert!(!journal.can_redo() && !journal.redo());
    }

    #[test]
    fn a_text_that_goes_on_is_one_step() {
        let mut journal = Journal::default();
        journal.add(title("月报")).unwrap();
        journal.add(title("月报表")).unwrap();
        assert_eq!(journal.made(), [title("月报表")]);
        assert!(journal.undo() && !journal.undo());
    }

    #[test]
    fn it_is_kept_as_data() {
        let mut journal = Journal::default();
        journal.add(title("甲")).unwrap();
        let text = serde_json::to_string(&journal).unwrap();
        assert_eq!(text, r#"{"made":[{"what":"title","form":0,"text":"甲"}],"taken_back":[]}"#);
        assert_eq!(serde_json::from_str::<Journal>(&text).unwrap(), journal);
    }
}
