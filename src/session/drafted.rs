//! The draft of a notice that is looked over: what is remembered of it, and what was read of its files.

use serde::{Deserialize, Serialize};

use crate::blank_form::{Draft, Journal, OriginalSheet};

/// A draft as it is remembered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RememberedDraft {
    pub(super) files: Vec<DraftFile>,
    pub(super) journal: Journal,
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
