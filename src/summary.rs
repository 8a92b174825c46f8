//! The results of a span of months (主题活动总结): every figure with its total, its best month and its change, and
//! the facts as sentences.
//!
//! Pure, like [`crate::report`]: a [`Summary`] is made from a form, a [`Ledger`] and a span. Missing values
//! are named and never counted as zero. The officer's own texts and the layout are handled elsewhere.

mod compare;
mod deleted;
mod facts;
mod follow;
mod heading;
mod line;
mod month;
mod opening;
mod sentence;
mod span;

use serde::Serialize;

pub use compare::Comparison;
pub use facts::{Paragraph, ProjectCounts, Sentence, facts};
pub use follow::{Followed, follow, kept_facts, seen_facts, told_facts};
pub use heading::Heading;
pub use line::{BestMonth, SummaryLine, YearTotal};
pub(crate) use month::is_one_year;
pub use month::{Standing, SummaryMonth};
pub use span::Span;
pub(crate) use span::range_name;

use crate::notice::Form;
use crate::period::{Month, PeriodError};
use crate::report::{Ledger, State, state};
use crate::unit::Unit;

/// The results of a span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Summary {
    pub span: Span,
    /// The span in words.
    pub name: String,
    /// The part of the span that is counted, in words; the whole span once it is over.
    pub counted: String,
    pub unit: Unit,
    /// The months of the span up to the last that is counted; all of them if none is.
    pub months: Vec<SummaryMonth>,
    /// The figures, by section of the form.
    pub sections: Vec<SummarySection>,
}

/// The figures of one section of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SummarySection {
    pub title: String,
    /// Its figures, in order.
    pub lines: Vec<SummaryLine>,
}

impl Summary {
    /// Every figure, in the order of the form.
    pub fn lines(&self) -> impl Iterator<Item = &SummaryLine> {
        self.sections.iter().flat_map(|section| &section.lines)
    }

    /// The months that are counted: those of the unit that are over or have records.
    pub fn counted_months(&self) -> impl Iterator<Item = &SummaryMonth> {
        self.months.iter().filter(|month| month.standing.is_counted())
    }

    /// The months that have a standing.
    pub fn months_that_are(&self, standing: Standing) -> Vec<Month> {
        self.months.iter().filter(|month| month.standing == standing).map(|month| month.month).collect()
    }
}

/// Computes the results of a span. `current` is the month in hand: it and later months count if they have
/// records. Refuses a span outside the campaign.
pub fn summarize(form: &Form, ledger: &Ledger, span: Span, current: Month) -> Result<Summary, PeriodError> {
    let (first, last) = span.bounds(&form.campaign, current)?;
    let recorded = |month: &Month| state(ledger, *month) != State::Empty;
    let newest = ledger.months_through(form, first, last).filter(recorded).max();
    let end = newest.unwrap_or(first.previous()).max(current.previous()).min(last);
    // A month that is not reported ends no span.
    let is_whole = ledger.months_through(form, end.next(), last).next().is_none();
    let end = ledger.month_before(form, end.next());
    // Months that are not counted yet would be empty columns. Of a span that has not begun they are all there is.
    let shown = if end < first { last } else { end };
    let months: Vec<SummaryMonth> = ledger
        .months_through(form, first, shown)
        .map(|month| SummaryMonth {
            month,
            name: month.name(),
            standing: standing(ledger, month, end),
            state: state(ledger, month),
            was_sent: ledger.was_sent(month),
        })
        .collect();
    let sections = form.sections().map(|section| SummarySection {
        title: section.title.clone(),
        lines: section
            .rows
            .iter()
            .flat_map(|row| row.figures.iter().map(move |figure| (row, figure)))
            .map(|(row, figure)| line::line(form, ledger, row, figure, &months))
            .collect(),
    });
    let counted = if end < first { span.name(&form.campaign) } else { span::range_name(first, end) };
    let counted = if is_whole { span.name(&form.campaign) } else { counted };
    Ok(Summary {
        span,
        name: span.name(&form.campaign),
        counted,
        unit: ledger.unit.clone(),
        sections: sections.collect(),
        months,
    })
}

fn standing(ledger: &Ledger, month: Month, end: Month) -> Standing {
    if month < ledger.unit.first_month {
        return Standing::BeforeStart;
    }
    if ledger.is_no_data(month) {
        return Standing::NoData;
    }
    match state(ledger, month) {
        State::Empty if month > end => Standing::Ahead,
        State::Empty => Standing::Empty,
        _ => Standing::Recorded,
    }
}

#[cfg(test)]
mod tests;
