//! Other people's files, read whole or refused with a sentence, and never more than the computer can hold.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]

mod documents;
#[path = "../harness/files.rs"]
mod files;
mod hostile;
mod legacy;
#[path = "../harness/legacy_workbook.rs"]
mod legacy_workbook;
mod pages;
mod tables;
mod workbooks;
