//! The draft of a notice that is looked over: what is remembered of it, what was read of its files, and which notice it has to
//! do with.

use serde::{Deserialize, Serialize};

use crate::blank_form::{Draft, Journal, OriginalSheet};

/// A draft as it is remembered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RememberedDraft {
    pub(super) files: Vec<DraftFile>,
    pub(super) journal: Journal,
    /// The notice that was made of it before, and is changed with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DraftFile {
    pub(super) name: String,
    pub(super) digest: String,
}

/// The draft that is looked over, once it was read.
#[derive(Debug)]
pub(super) struct Drafted {
    pub(super) kept: RememberedDraft,
    pub(super) read: Draft,
    pub(super) original: Vec<OriginalSheet>,
}

/// A notice that a draft has to do with: the one that is changed with it, or one that it would be a second of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NoticeOfDraft {
    pub id: String,
    pub title: String,
    /// Its newest edition.
    pub edition: u32,
    /// Whether anything but the unit is recorded with it.
    pub has_records: bool,
    /// Whether it can be taken up as a draft.
    pub can_be_changed: bool,
}
