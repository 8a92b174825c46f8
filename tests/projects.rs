//! The project list as an office works with it: in a sitting, from the command line, and with other people's files.
#![cfg(test)]

#[path = "harness/files.rs"]
mod files;
mod harness;
#[path = "projects/hostile.rs"]
mod hostile;
#[path = "projects/paper.rs"]
mod paper;
#[path = "projects/sitting.rs"]
mod sitting;
#[path = "projects/story.rs"]
mod story;
