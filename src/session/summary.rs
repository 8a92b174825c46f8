//! The summary as the officer works on it: a span's figures, and the five headings with what stands under each.
//!
//! A sentence that was generated follows every correction until the officer touches it; from then on it is theirs, and
//! what has changed since is told beside it.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDate;
use serde::Serialize;

use super::facet::Summaries;
use super::other_words::{OtherWords, all_quoted};
use super::{Now, Overview, Session};
use crate::error::Error;
use crate::output::{SummaryTable, summary_table};
use crate::period::Month;
use crate::store::{Edit, Operation, OperationKind, Place, SummaryPart};
use crate::summary::{
    Followed, Heading, Paragraph, ProjectCounts, Sentence, Span, Summary, facts, follow, kept_facts,
    seen_facts, summarize,
};

/// The longest text a heading keeps: more than any office writes under one.
const LONGEST_TEXT: usize = 20_000;

/// A summary as one looks at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SummaryPage {
    /// The figures.
    pub summary: Summary,
    /// The figures as a table of texts.
    pub table: SummaryTable,
    /// The five headings, in order.
    pub headings: Vec<HeadingText>,
    /// The headings with nothing under them yet, as half a sentence; empty where there are none.
    pub unwritten: String,
    /// Other spans whose words could stand under those.
    pub others: Vec<OtherWords>,
    /// The spans to choose from, beside months of one's own choice.
    pub spans: Vec<SpanChoice>,
    /// When the bureau wants it, in words.
    pub due: String,
}

/// A summary after the words under one of its headings were saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WrittenSummary {
    pub page: SummaryPage,
    /// What stands around it.
    pub overview: Overview,
    /// The operation that saved the words; none where they stood there before.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub operation: Option<i64>,
}

/// A span one can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SpanChoice {
    pub span: Span,
    /// What it is called.
    pub name: String,
}

/// What stands under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HeadingText {
    pub heading: Heading,
    /// The heading in words, with its number.
    pub title: String,
    /// What stands there: the officer's words, else the facts.
    pub text: String,
    /// Whether the words are the officer's.
    pub own: bool,
    /// Whether there are facts for it.
    pub has_facts: bool,
    /// The sentences that read otherwise now than when the officer wrote, where the officer's own words stand in
    /// their place or where there were none. Sentences that the officer left as they were have followed.
    pub changed: Vec<Sentence>,
    /// Nothing of the officer's stands there and there are no facts.
    pub empty: bool,
}

impl<S: Deref<Target = Session>> Summaries<S> {
    /// What a span came to, as of `today`.
    pub fn summary(&self, today: NaiveDate, span: Span) -> Result<Summary, Error> {
        Ok(summarize(self.session.form, self.session.ledger()?, span, Month::of(today))?)
    }

    /// A span with its headings, as of `today`.
    pub fn page(&self, today: NaiveDate, span: Span) -> Result<SummaryPage, Error> {
        let summary = self.summary(today, span)?;
        let headings = Heading::ALL.map(|heading| self.heading_text(today, &summary, heading));
        let headings = headings.into_iter().collect::<Result<Vec<_>, _>>()?;
        let empty: Vec<Heading> =
            headings.iter().filter(|part| part.empty).map(|part| part.heading).collect();
        let campaign = &self.session.form.campaign;
        let years = campaign.first_month.year()..=campaign.last_month.year();
        let mut spans: Vec<SpanChoice> = years
            .map(|year| SpanChoice { span: Span::Year(year), name: Span::Year(year).name(campaign) })
            .collect();
        spans.push(SpanChoice { span: Span::Campaign, name: "整个活动".to_owned() });
        let due = crate::period::date_name(campaign.summary_due);
        Ok(SummaryPage {
            table: summary_table(self.session.form, &summary),
            summary,
            unwritten: unwritten(&headings),
            others: self.other_words(span, &empty),
            headings,
            spans,
            due: format!("通知要求{due}前报送主题活动总结"),
        })
    }

    fn heading_text(
        &self,
        today: NaiveDate,
        summary: &Summary,
        heading: Heading,
    ) -> Result<HeadingText, Error> {
        let paragraphs = facts(self.session.form, summary, self.project_counts(today)?, heading);
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

    /// What is known and belongs under a heading.
    fn facts(&self, today: NaiveDate, span: Span, heading: Heading) -> Result<Vec<Paragraph>, Error> {
        let summary = self.summary(today, span)?;
        Ok(facts(self.session.form, &summary, self.project_counts(today)?, heading))
    }

    fn project_counts(&self, today: NaiveDate) -> Result<ProjectCounts, Error> {
        Ok((&self.session.projects().sheet_on(today)?).into())
    }

    /// What a change in a summary is about, in words.
    pub(super) fn summary_subject(&self, span: Span, heading: Heading, part: SummaryPart) -> String {
        let what = match part {
            SummaryPart::Text => "",
            SummaryPart::Facts => "（动笔时的数据）",
        };
        format!("{}总结的“{}”{what}", span.name(&self.session.form.campaign), heading.title())
    }
}

impl<S: DerefMut<Target = Session>> Summaries<S> {
    /// Puts the officer's words under a heading. No words at all, or just the facts, and the facts stand there again. Words
    /// that go on from some that were saved half-way come `instead` of the operation that saved those.
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

    /// Throws away the officer's words under a heading: the facts stand there again, as they are now.
    pub fn take_facts(&mut self, now: Now, span: Span, heading: Heading) -> Result<(), Error> {
        self.write(now, span, heading, (None, None), None)?;
        Ok(())
    }

    /// The officer has seen what changed, and leaves the words as they are.
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

/// What of a written text is kept: line breaks of one kind, and no other control characters. Refuses one that is too
/// long: cut off, it would end in the middle of a sentence without anybody's notice.
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
