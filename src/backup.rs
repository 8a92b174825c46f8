//! Keeping the records safe: backups in one or two places, restoring one of them, handing everything over in
//! one file, and the doctor, which examines all of it.
//!
//! This module decides which backups are kept and what the officer is told; how a copy is made is the store's
//! business. Nothing here knows a table, a window or the clock, and nothing here ever deletes the only copy
//! of something.

mod backups;
mod compare;
mod compare_collation;
mod doctor;
mod error;
mod handover;
mod thin;
mod time;

pub use backups::{BackUp, Backup, Places, backups, describe};
pub(crate) use backups::{back_up, set_aside};
pub use compare::{MonthDifference, RestoreDifference, compare};
pub(crate) use compare_collation::compare_inboxes;
pub(crate) use doctor::examine;
pub use doctor::{Finding, Health, Topic, doctor};
pub use error::BackupError;
pub use handover::{ENDING, HandoverError, Packed, Unpacked, pack, unpack};
pub use thin::to_delete;
pub(crate) use time::evidence;
