//! Every command of the window, called as the page calls it, with no display: the real lists of what is allowed,
//! the real core over a folder of its own, and a desktop that only remembers what it was asked.
#![cfg(test)]

mod backups;
mod collation;
mod display;
#[path = "../../../tests/blank_forms/drawn.rs"]
#[allow(dead_code, reason = "the tests of the core use the rest")]
mod drawn;
#[path = "../../../tests/harness/files.rs"]
mod files;
mod first_start;
mod hand_filled;
mod lists;
mod location;
mod mail;
mod month;
mod notice_draft;
mod outgoing;
mod paper;
mod projects;
mod records;
mod register;
mod sending;
mod shell;
mod summary;
mod types;
mod workbook;
