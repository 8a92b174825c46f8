//! The officer's texts for other spans. Each span has its own texts; those of one span can be copied to the
//! headings of another that are still empty.

use std::ops::{Deref, DerefMut};

use serde::Serialize;

use super::facet::Summaries;
use super::{Now, Session};
use crate::error::Error;
use crate::store::{Change, Edit, OperationKind, Place, SummaryPart};
use crate::summary::{Heading, Span};
use crate::wording::quoted;

/// A span with texts of the officer that the shown span could copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OtherWords {
    pub span: Span,
    pub sentence: String,
}

impl<S: Deref<Target = Session>> Summaries<S> {
    /// The spans that have texts of the officer under headings that are empty in this one.
    pub(super) fn other_words(&self, span: Span, empty: &[Heading]) -> Vec<OtherWords> {
        let mut others: Vec<Span> = self.session.words.keys().map(|(other, _)| *other).collect();
        others.dedup();
        let suggestion = |other: Span| {
            let headings = empty.iter().filter(|heading| other != span && self.has_words(other, **heading));
            let titles: Vec<&str> = headings.map(|heading| heading.title()).collect();
            let name = other.name(&self.session.form().campaign);
            let sentence = format!("另有{name}总结的文字：{}", all_quoted(&titles));
            (!titles.is_empty()).then_some(OtherWords { span: other, sentence })
        };
        others.into_iter().filter_map(suggestion).collect()
    }

    fn has_words(&self, span: Span, heading: Heading) -> bool {
        self.session.words.contains_key(&(span, heading))
    }

    /// Names the texts of a summary that were changed together.
    pub(super) fn summary_texts(&self, span: Span, changes: &[Change]) -> String {
        let mut headings: Vec<Heading> = changes
            .iter()
            .filter_map(|change| match change.place {
                Place::Summary(_, heading, _) => Some(heading),
                _ => None,
            })
            .collect();
        headings.sort_unstable();
        headings.dedup();
        let titles: Vec<&str> = headings.into_iter().map(Heading::title).collect();
        format!("{}总结的{}", span.name(&self.session.form().campaign), all_quoted(&titles))
    }
}

impl<S: DerefMut<Target = Session>> Summaries<S> {
    /// Copies the officer's texts of another span to this span's empty headings, as one undoable step.
    pub fn take_words(&mut self, now: Now, span: Span, from: Span) -> Result<(), Error> {
        self.session.refresh()?;
        let page = self.page(now.date_naive(), span)?;
        let taken = page.headings.iter().filter(|part| part.empty).filter_map(|part| {
            let own = self.session.words.get(&(from, part.heading))?;
            Some((Place::Summary(span, part.heading, SummaryPart::Text), Some(own.text.clone())))
        });
        let edits: Vec<Edit> = taken.collect();
        self.session.apply(now, OperationKind::WriteSummary, edits)?;
        Ok(())
    }
}

/// Names in quotation marks, one after the other.
pub(super) fn all_quoted(names: &[&str]) -> String {
    names.iter().map(quoted).collect()
}
