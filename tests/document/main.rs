//! The document: what stands on paper, what the file says of itself, how it looks, and that a printer takes it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]

#[path = "../notices/examples.rs"]
mod examples;
mod file;
mod forms;
mod layout;
#[path = "../workbook/ledgers.rs"]
mod ledgers;
mod paper;
mod picture;
#[cfg(target_os = "linux")]
mod printer;
