//! The summary as an office works with it: written over weeks, corrected, and sent as a document.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]

mod accessible;
#[path = "../harness/mod.rs"]
mod harness;
mod numbers;
mod paper;
mod readable;
mod story;
mod unbroken;
mod validated;
mod word;
mod words;
mod year;
