//! Exporting the summary: the document as PDF and for Word, the workbook, and the charts for the screen.

use std::ops::Deref;

use chrono::NaiveDate;

use super::facet::Summaries;
use super::{File, Now, Session};
use crate::error::Error;
use crate::notice::FigureId;
use crate::output::{self, HeadedText, OutputError, SummaryContent, document, document::Fonts};
use crate::summary::Span;

impl<S: Deref<Target = Session>> Summaries<S> {
    /// Draws the summary of a span as PDF.
    pub fn pdf(&self, now: Now, span: Span, fonts: &Fonts) -> Result<File, Error> {
        let content = self.content(now, span)?;
        let document = document::summary_document(self.session.form(), &content, fonts)?;
        let bytes = document.pdf().map_err(OutputError::from)?;
        Ok(file(content.file_name("pdf"), bytes))
    }

    /// Draws the summary of a span as a Word file.
    pub fn word(&self, now: Now, span: Span, fonts: &Fonts) -> Result<File, Error> {
        let content = self.content(now, span)?;
        let bytes = output::summary_word(self.session.form(), &content, fonts)?;
        Ok(file(content.file_name("docx"), bytes))
    }

    /// Draws the figures of a span as a workbook with a chart for each.
    pub fn workbook(&self, now: Now, span: Span) -> Result<File, Error> {
        let content = self.content(now, span)?;
        let day = now.date_naive();
        let bytes = output::summary_workbook(self.session.form(), &self.summary(day, span)?, day)?;
        Ok(file(content.file_name("xlsx"), bytes))
    }

    /// The printed content of a span's summary.
    pub fn content(&self, now: Now, span: Span) -> Result<SummaryContent, Error> {
        let day = now.date_naive();
        let page = self.page(day, span)?;
        let texts = page.headings.iter().map(|part| HeadedText::new(&part.title, &part.text)).collect();
        let list = match self.session.list() {
            Some(form) => Some((form, self.session.projects().sheet_on(day)?)),
            None => None,
        };
        let projects = list.as_ref().map(|(form, list)| (&***form, list));
        Ok(SummaryContent::new(
            self.session.form(),
            &page.summary,
            texts,
            projects,
            day,
            self.session.notice().summary_file_mark.clone(),
        )?)
    }

    /// A picture of one figure's chart, or of all charts together.
    pub fn chart(
        &self,
        today: NaiveDate,
        span: Span,
        figure: Option<FigureId>,
        fonts: &Fonts,
    ) -> Result<String, Error> {
        figure.map(|figure| self.session.form().find(figure)).transpose()?;
        Ok(document::summary_chart(self.session.form(), &self.summary(today, span)?, figure, fonts)?)
    }
}

fn file(name: String, bytes: Vec<u8>) -> File {
    File::new(name, bytes)
}
