//! One revision of a month: the sheet as it became final, that it was sent, and its files.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{Sheet, State};

/// One revision of a month: the first report is number 0, every 更正 one more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// What tells it from every other: the SHA-256 of all that it reports, when, and by whom.
    pub digest: String,
    /// When it became final.
    pub at: DateTime<FixedOffset>,
    /// Who was at the form.
    pub person: String,
    /// What it reports, as it stood then.
    pub sheet: Sheet,
    /// That it was sent, once it was.
    pub sending: Option<Sending>,
    /// The names of its files, in the order they were first exported.
    pub documents: Vec<DocumentName>,
    /// How many of the last of them were exported only after it was sent.
    pub kept_later: usize,
    /// The scan of its sealed page, if there is one.
    pub scan: Option<DocumentName>,
}

/// How a revision was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sending {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// By what means, such as 邮件.
    pub how: String,
    /// To whom.
    pub recipient: String,
}

/// A file of a revision, kept whole in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DocumentName {
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub digest: String,
}

impl Revision {
    /// Its files as they were when it was sent; where it was not, all of them.
    pub fn sent_documents(&self) -> &[DocumentName] {
        self.documents.get(..self.documents.len().saturating_sub(self.kept_later)).unwrap_or_default()
    }

    /// The sheet as it was, with what became of it: whether it stands, and whether it was sent.
    pub fn sheet(&self) -> Sheet {
        let state = if self.sending.is_some() { State::Sent } else { State::Final };
        Sheet {
            state,
            finalized_at: Some(self.at),
            sent_at: self.sending.as_ref().map(|sending| sending.at),
            ..self.sheet.clone()
        }
    }
}

/// How a revision is called on the screen and in the names of files: nothing for the first report, then 更正1.
pub fn revision_name(number: u32) -> Option<String> {
    (number > 0).then(|| format!("更正{number}"))
}

/// How a report is called in a list of them: 首次报表, then 更正1.
pub fn report_name(number: u32) -> String {
    revision_name(number).unwrap_or_else(|| "首次报表".to_owned())
}
