//! A file that leaves a session, and what is to be recorded of it once it has. Nothing is drawn, written or kept here.

use crate::digest::sha256;
use crate::period::Month;

/// A whole file in memory, ready for [`crate::output::write_file`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The suggested name; the officer may choose another.
    pub name: String,
    pub bytes: Vec<u8>,
    /// The [`crate::output::digest`] of the month in it; the SHA-256 of its bytes if it holds no report.
    pub digest: String,
    /// The officer's own final report that it was drawn of, if there is one.
    pub(super) report: Option<DrawnOf>,
    /// Files of that report that are not kept yet: itself, or those in the letter. Each has a name and its bytes.
    pub(super) to_archive: Vec<(String, Vec<u8>)>,
}

/// A final report as it was when a file was drawn of it. Another one may stand by the time the file has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DrawnOf {
    pub(super) month: Month,
    pub(super) number: u32,
    /// Tells the report from every other, see [`crate::report::Revision::digest`].
    pub(super) digest: String,
    /// Tells the scan that went with it from every other.
    pub(super) scan: String,
    /// Tells the project list that went with it from every other; empty where none did.
    pub(super) list: String,
}

impl File {
    /// A file that is no report: nothing is recorded of it.
    pub(super) fn new(name: String, bytes: Vec<u8>) -> Self {
        let digest = sha256(&bytes);
        Self::with_digest(name, bytes, digest)
    }

    /// The same with a digest that is known already.
    pub(super) fn with_digest(name: String, bytes: Vec<u8>, digest: String) -> Self {
        Self { name, bytes, digest, report: None, to_archive: Vec::new() }
    }
}

impl DrawnOf {
    /// Tells the enclosures of a letter about the report from any others.
    pub(super) fn enclosures(&self) -> String {
        format!("{}{}", self.scan, self.list)
    }

    /// Tells a letter about the report from any other.
    pub(super) fn letter(&self) -> String {
        format!("{}:{}", self.digest, self.enclosures())
    }
}
