//! The workbook: what is in it, what it says of itself, and how it prints.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]

mod corrections;
mod decimals;
mod grid;
mod ledgers;
mod package;
mod paper;
mod tables;
