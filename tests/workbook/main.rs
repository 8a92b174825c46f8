//! The workbook: what is in it, what it says of itself, and how it prints.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]

mod corrections;
mod decimals;
#[path = "../notices/examples.rs"]
mod examples;
mod forms;
mod grid;
mod ledgers;
mod package;
mod paper;
mod tables;
#[path = "../harness/validator.rs"]
mod validator;
