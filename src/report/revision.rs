//! One revision of a month: the sheet when it became final, how it was sent, and its files.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{Sheet, State};

/// One revision of a month: the first report has number 0, each 更正 the next number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Identifies the revision: the SHA-256 of its content, its moment and its person.
    pub digest: String,
    /// When it became final.
    pub at: DateTime<FixedOffset>,
    /// The person who filled in the form.
    pub person: String,
    /// The reported sheet.
    pub sheet: Arc<Sheet>,
    /// How it was sent, if it was.
    pub sending: Option<Sending>,
    /// The names of its files, in the order of their first export.
    pub documents: Vec<DocumentName>,
    /// How many of the last files were first exported after it was sent.
    pub kept_later: usize,
    /// The scan of its sealed page, if there is one.
    pub scan: Option<DocumentName>,
}

/// How a revision was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sending {
    pub at: DateTime<FixedOffset>,
    /// The means, such as 邮件.
    pub how: String,
    pub recipient: String,
}

/// A file of a revision that is kept in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DocumentName {
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
}

impl Revision {
    /// The files that existed when it was sent; all files if it was not.
    pub fn sent_documents(&self) -> &[DocumentName] {
        self.documents.get(..self.documents.len().saturating_sub(self.kept_later)).unwrap_or_default()
    }

    /// The reported sheet with its present state: whether it counts as the report, and whether it was sent.
    pub fn sheet(&self) -> Sheet {
        let state = if self.sending.is_some() { State::Sent } else { State::Final };
        Sheet {
            state,
            finalized_at: Some(self.at),
            sent_at: self.sending.as_ref().map(|sending| sending.at),
            ..Sheet::clone(&self.sheet)
        }
    }
}

/// The name of a revision on the screen and in file names: none for the first report, then 更正1.
pub fn revision_name(number: u32) -> Option<String> {
    (number > 0).then(|| format!("更正{number}"))
}

/// The name of a report in a list of reports: 首次报表, then 更正1.
pub fn report_name(number: u32) -> String {
    revision_name(number).unwrap_or_else(|| "首次报表".to_owned())
}
