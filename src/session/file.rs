//! A file that leaves a session, and what of it is to be kept. Nothing is drawn, written or kept here.

use crate::digest::sha256;
use crate::period::Month;
use crate::report::Sheet;

/// A whole file in memory, ready for [`crate::output::write_file`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The name it should have; the officer may choose another.
    pub name: String,
    pub bytes: Vec<u8>,
    /// What [`crate::output::digest`] says of the month in it; the SHA-256 of its bytes where it holds no report.
    pub digest: String,
    /// What [`super::Reports::archive`] keeps once it has left.
    pub(super) to_archive: Vec<Archival>,
}

impl File {
    /// A file that is no report: nothing of it is kept.
    pub(super) fn new(name: String, bytes: Vec<u8>) -> Self {
        Self { name, digest: sha256(&bytes), bytes, to_archive: Vec::new() }
    }
}

/// A file of a report that is not kept yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Archival {
    pub(super) month: Month,
    pub(super) number: u32,
    /// What [`crate::output::digest`] says of the report.
    pub(super) report: String,
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Archival {
    pub(super) fn new(sheet: &Sheet, report: &str, name: &str, bytes: &[u8]) -> Self {
        Self {
            month: sheet.month,
            number: sheet.revision,
            report: report.to_owned(),
            name: name.to_owned(),
            bytes: bytes.to_owned(),
        }
    }
}
