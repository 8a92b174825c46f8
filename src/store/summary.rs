//! The officer's own texts in summaries, by span and heading. This module does not judge them.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::error::Failure;
use super::text::parsed;
use super::{Store, StoreError, SummaryPart};
use crate::notice::Form;
use crate::summary::{Heading, Span};

/// The officer's text under a heading, with the facts at that time; empty if there were none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnText {
    pub text: String,
    /// The facts when the text was written.
    pub facts: String,
}

/// All of the officer's texts.
pub type OwnTexts = BTreeMap<(Span, Heading), OwnText>;

impl Store {
    /// All of the officer's texts in summaries.
    pub fn own_texts(&self) -> Result<OwnTexts, StoreError> {
        own_texts(&self.connection, &self.notices.form).map_err(|failure| self.explain(failure))
    }
}

fn own_texts(connection: &Connection, form: &Form) -> Result<OwnTexts, Failure> {
    let mut query =
        connection.prepare_cached("SELECT span, heading, part, text FROM summary WHERE form = ?1")?;
    let mut rows = query.query([&form.key])?;
    let mut texts = OwnTexts::new();
    while let Some(row) = rows.next()? {
        let [span, heading, part]: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
        let own: &mut OwnText = texts.entry((parsed(&span)?, parsed(&heading)?)).or_default();
        match SummaryPart::from_word(&part)? {
            SummaryPart::Text => own.text = row.get(3)?,
            SummaryPart::Facts => own.facts = row.get(3)?,
        }
    }
    // Facts without a text of the officer are not worth keeping.
    texts.retain(|_, own| !own.text.is_empty());
    Ok(texts)
}
