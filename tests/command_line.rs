//! The command line as an office and its scripts use it.
#![cfg(test)]

#[path = "command_line/export.rs"]
mod export;
mod harness;
#[path = "command_line/help.rs"]
mod help;
#[path = "command_line/mail.rs"]
mod mail;
#[cfg(target_os = "linux")]
#[path = "command_line/paper.rs"]
mod paper;
#[path = "command_line/records.rs"]
mod records;
#[path = "command_line/refusals.rs"]
mod refusals;
#[cfg(target_os = "linux")]
#[path = "command_line/sending.rs"]
mod sending;
#[path = "command_line/story.rs"]
mod story;
#[path = "command_line/usage.rs"]
mod usage;
#[cfg(target_os = "linux")]
#[path = "command_line/verify.rs"]
mod verify;
