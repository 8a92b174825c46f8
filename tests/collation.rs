//! The other end, driven from the command line: a made district of 67 units over 14 months, whose truth is reckoned here
//! and not by the program; what a clerk decides; files that are made to do harm; backups.
#![cfg(test)]

#[path = "collation/clerk.rs"]
mod clerk;
#[path = "collation/compared.rs"]
mod compared;
#[path = "collation/decisions.rs"]
mod decisions;
#[path = "collation/district.rs"]
mod district;
#[path = "collation/drawn.rs"]
mod drawn;
#[path = "harness/files.rs"]
mod files;
mod harness;
#[cfg(target_os = "linux")]
#[path = "collation/hostile.rs"]
mod hostile;
#[path = "collation/kept.rs"]
mod kept;
#[path = "harness/legacy_workbook.rs"]
mod legacy_workbook;
#[path = "collation/listed.rs"]
mod listed;
#[path = "collation/named.rs"]
mod named;
#[path = "collation/packed.rs"]
mod packed;
#[path = "collation/registered.rs"]
mod registered;
#[path = "collation/reread.rs"]
mod reread;
#[path = "collation/restored.rs"]
mod restored;
#[path = "collation/said.rs"]
mod said;
#[path = "collation/scans.rs"]
mod scans;
#[path = "collation/sealed.rs"]
mod sealed;
#[path = "collation/story.rs"]
mod story;
#[path = "collation/truth.rs"]
mod truth;
#[path = "collation/undone.rs"]
mod undone;
