//! The summary that the officer writes: the figures of a span, and the texts under the five headings.
//!
//! A generated sentence follows every correction until the officer edits it. From then on it belongs to the
//! officer, and later changes of the facts are shown next to it.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDate;
use serde::Serialize;

use super::facet::Summaries;
use super::other_words::{OtherWords, all_quoted};
use super::{Now, Overview, Session};
use crate::error::Error;
use crate::output::{SummaryTable, summary_table};
use crate::store::{Edit, Operation, OperationKind, Place, SummaryPart};
use crate::summary::{
    Followed, Heading, Paragraph, ProjectCounts, Sentence, Span, Summary, facts, follow, kept_facts,
    seen_facts, summarize,
};

/// The longest text under a heading, more than any office writes.
const LONGEST_TEXT: usize = 20_000;

/// A summary as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SummaryPage {
    pub summary: Summary,
    /// The figures as a table of texts.
    pub table: SummaryTable,
    /// The five headings, in order.
    pub headings: Vec<HeadingText>,
    /// The headings without a text, as half a sentence; empty if there are none.
    pub unwritten: String,
    /// Other spans whose texts could be copied to those headings.
    pub others: Vec<OtherWords>,
    /// The spans to choose from, besides freely chosen months.
    pub spans: Vec<SpanChoice>,
    /// When it is due at the bureau, in words.
    pub due: String,
}

/// A summary after a text under one of its headings was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WrittenSummary {
    pub page: SummaryPage,
    /// What the window shows around it.
    pub overview: Overview,
    /// The operation that saved the text; `None` if it was the same already.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub operation: Option<i64>,
}

/// A span that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SpanChoice {
    pub span: Span,
    pub name: String,
}

/// The text under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HeadingText {
    pub heading: Heading,
    /// The heading in words, with its number.
    pub title: String,
    /// The text: the officer's own, or else the facts.
    pub text: String,
    /// Whether the text is the officer's own.
    pub own: bool,
    /// Whether there are facts for it.
    pub has_facts: bool,
    /// The sentences of the facts that have changed since the officer wrote, where the officer's own words replace
    /// them or where they are new. Sentences that the officer left unchanged have already been updated.
    pub changed: Vec<Sentence>,
    /// Whether there is neither an own text nor any facts.
    pub empty: bool,
}

impl<S: Deref<Target = Session>> Summaries<S> {
    /// The results of a span, on the day `today`.
    pub fn summary(&self, today: NaiveDate, span: Span) -> Result<Summary, Error> {
        let form = self.session.form();
        Ok(summarize(form, self.session.ledger()?, span, form.campaign.month_of(today))?)
    }

    /// A span with its headings, on the day `today`.
    pub fn page(&self, today: NaiveDate, span: Span) -> Result<SummaryPage, Error> {
        let summary = self.summary(today, span)?;
        let headings = Heading::ALL.map(|heading| self.heading_text(today, &summary, heading));
        let headings = headings.into_iter().collect::<Result<Vec<_>, _>>()?;
        let empty: Vec<Heading> =
            headings.iter().filter(|part| part.empty).map(|part| part.heading).collect();
        let campaign = &self.session.form().campaign;
        let last = campaign.last_month_or(campaign.month_of(today));
        let years = campaign.first_month.year()..=last.year();
        let mut spans: Vec<SpanChoice> = years
            .map(|year| SpanChoice { span: Span::Year(year), name: Span::Year(year).name(campaign) })
            .collect();
        spans.push(SpanChoice { span: Span::Campaign, name: "整个活动".to_owned() });
        let asked = self.session.notice().summary_paper();
        let due =
            asked.map(|paper| format!("通知要求{}前报送{}", crate::period::date_name(paper.due), paper.name));
        Ok(SummaryPage {
            table: summary_table(self.session.form(), &summary),
            summary,
            unwritten: unwritten(&headings),
            others: self.other_words(span, &empty),
            headings,
            spans,
            due: due.unwrap_or_default(),
        })
    }

    fn heading_text(
        &self,
        today: NaiveDate,
        summary: &Summary,
        heading: Heading,
    ) -> Result<HeadingText, Error> {
        let paragraphs =
            facts(self.session.notice(), self.session.form(), summary, self.project_counts(today)?, heading);
        let generated = text_of(&paragraphs);
        let saved = self.session.words.get(&(summary.span, heading));
        let followed = saved.map(|own| follow(&own.text, &own.facts, &paragraphs));
        let own = followed.is_some();
        let Followed { text, changed } =
            followed.unwrap_or_else(|| Followed { text: generated.clone(), changed: Vec::new() });
        Ok(HeadingText {
            heading,
            title: format!("{}{}", heading.numeral(), heading.title()),
            own,
            has_facts: !generated.is_empty(),
            empty: !own && generated.is_empty(),
            text,
            changed,
        })
    }

    /// The facts that belong under a heading.
    fn facts(&self, today: NaiveDate, span: Span, heading: Heading) -> Result<Vec<Paragraph>, Error> {
        let summary = self.summary(today, span)?;
        Ok(facts(self.session.notice(), self.session.form(), &summary, self.project_counts(today)?, heading))
    }

    fn project_counts(&self, today: NaiveDate) -> Result<ProjectCounts, Error> {
        Ok((&self.session.projects().sheet_on(today)?).into())
    }

    /// The subject of a change in a summary, in words.
    pub(super) fn summary_subject(&self, span: Span, heading: Heading, part: SummaryPart) -> String {
        let what = match part {
            SummaryPart::Text => "",
            SummaryPart::Facts => "（动笔时的数据）",
        };
        format!("{}总结的“{}”{what}", span.name(&self.session.form().campaign), heading.title())
    }
}

impl<S: DerefMut<Target = Session>> Summaries<S> {
    /// Saves the officer's text under a heading. An empty text, or one that equals the facts, restores the
    /// facts. `instead` is the operation that saved the same text half-way; the new operation replaces it.
    pub fn write_summary(
        &mut self,
        now: Now,
        span: Span,
        heading: Heading,
        text: &str,
        instead: Option<i64>,
    ) -> Result<WrittenSummary, Error> {
        self.session.refresh()?;
        let text = kept_text(heading, text)?;
        let today = self.facts(now.date_naive(), span, heading)?;
        let is_own = !text.trim().is_empty() && text != text_of(&today);
        let earlier = self.session.words.get(&(span, heading));
        let earlier = earlier.map(|own| (own.text.as_str(), own.facts.as_str()));
        let facts = is_own.then(|| kept_facts(&text, earlier, &today)).filter(|facts| !facts.is_empty());
        let operation = self.write(now, span, heading, (is_own.then_some(text), facts), instead)?;
        let (page, overview) = (self.page(now.date_naive(), span)?, self.session.overview(now.date_naive())?);
        Ok(WrittenSummary { page, overview, operation: operation.map(|operation| operation.id) })
    }

    /// Deletes the officer's text under a heading, so that the present facts are shown again.
    pub fn take_facts(&mut self, now: Now, span: Span, heading: Heading) -> Result<(), Error> {
        self.write(now, span, heading, (None, None), None)?;
        Ok(())
    }

    /// Keeps the officer's text after the officer has seen what changed.
    pub fn keep_words(&mut self, now: Now, span: Span, heading: Heading) -> Result<(), Error> {
        let today = self.facts(now.date_naive(), span, heading)?;
        let own = self.session.words.get(&(span, heading));
        let seen = own.map(|own| {
            let text = follow(&own.text, &own.facts, &today).text;
            let facts = seen_facts(&text, &own.facts, &today);
            (text, facts)
        });
        let (text, facts) = seen.unzip();
        let facts = facts.filter(|facts| !facts.is_empty());
        self.write(now, span, heading, (text, facts), None)?;
        Ok(())
    }

    fn write(
        &mut self,
        now: Now,
        span: Span,
        heading: Heading,
        (text, facts): (Option<String>, Option<String>),
        instead: Option<i64>,
    ) -> Result<Option<Operation>, Error> {
        let place = |part| Place::Summary(span, heading, part);
        let edits: Vec<Edit> = vec![(place(SummaryPart::Text), text), (place(SummaryPart::Facts), facts)];
        self.session.apply_instead(now, OperationKind::WriteSummary, edits, instead)
    }
}

fn text_of(paragraphs: &[Vec<Sentence>]) -> String {
    let paragraph =
        |one: &Vec<Sentence>| one.iter().map(|sentence| sentence.text.as_str()).collect::<String>();
    paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("\n")
}

/// “主要做法”“存在问题”还没有写
fn unwritten(headings: &[HeadingText]) -> String {
    let empty: Vec<&str> =
        headings.iter().filter(|part| part.empty).map(|part| part.heading.title()).collect();
    if empty.is_empty() { String::new() } else { format!("{}还没有写", all_quoted(&empty)) }
}

/// The part of a written text that is kept: uniform line breaks and no other control characters. A text that
/// is too long is refused; cutting it could go unnoticed.
fn kept_text(heading: Heading, text: &str) -> Result<String, Error> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text.chars().filter(|one| *one == '\n' || !one.is_control()).collect();
    let kept = kept.trim_end();
    let count = kept.chars().count();
    if count > LONGEST_TEXT {
        return Err(Error::SummaryTooLong { title: heading.title(), count, most: LONGEST_TEXT });
    }
    Ok(kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_lines_and_nothing_that_cannot_be_seen() {
        let kept = |text: &str| kept_text(Heading::Measures, text);
        assert_eq!(kept("一\r\n二\r三\u{0}\u{7}\n\n").unwrap(), "一\n二\n三");
        let longest = "字".repeat(LONGEST_TEXT);
        assert_eq!(kept(&format!("{longest}\n")).unwrap(), longest);
        let refused = kept(&format!("{longest}多")).unwrap_err();
        assert_eq!(refused.code(), "summary_too_long");
        assert!(refused.to_string().contains("“主要做法”有 20001 字，最多 20000 字"), "{refused}");
    }
}
