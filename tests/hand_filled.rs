//! Coming from paper: the officer's own old workbooks, with the wear they have, read into months.
#![cfg(test)]

#[path = "harness/files.rs"]
mod files;
mod harness;
#[path = "hand_filled/hostile.rs"]
mod hostile;
#[path = "hand_filled/layouts.rs"]
mod layouts;
#[path = "hand_filled/notes.rs"]
mod notes;
#[path = "hand_filled/old.rs"]
mod old;
#[path = "hand_filled/sitting.rs"]
mod sitting;
#[path = "hand_filled/standing.rs"]
mod standing;
#[path = "hand_filled/story.rs"]
mod story;
#[path = "hand_filled/totals.rs"]
mod totals;
#[path = "hand_filled/word.rs"]
mod word;
#[path = "hand_filled/worn.rs"]
mod worn;
