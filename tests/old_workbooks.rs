//! Coming from paper: the officer's own old workbooks, with the wear they have, read into months.
#![cfg(test)]

#[path = "harness/files.rs"]
mod files;
mod harness;
#[path = "old_workbooks/hostile.rs"]
mod hostile;
#[path = "old_workbooks/layouts.rs"]
mod layouts;
#[path = "old_workbooks/old.rs"]
mod old;
#[path = "old_workbooks/sitting.rs"]
mod sitting;
#[path = "old_workbooks/story.rs"]
mod story;
#[path = "old_workbooks/totals.rs"]
mod totals;
#[path = "old_workbooks/word.rs"]
mod word;
#[path = "old_workbooks/worn.rs"]
mod worn;
