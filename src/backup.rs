//! Keeping the records safe: backups in one or two places, bringing one back, handing everything over in one file,
//! and the doctor who looks at all of it.
//!
//! What to keep and what to tell is decided here; how a copy comes about is the store's business. Nothing here
//! knows a table, a window, or what time it is, and nothing here ever takes the only copy of something away.

mod backups;
mod compare;
mod doctor;
mod error;
mod handover;
mod thin;

pub use backups::{BackUp, Backup, Places, backups, describe};
pub(crate) use backups::{back_up, set_aside};
pub use compare::{MonthDifference, RestoreDifference, compare};
pub(crate) use doctor::{BACKUP_FOLDER, examine};
pub use doctor::{Finding, Health, Topic, doctor};
pub use error::BackupError;
pub use handover::{ENDING, HandoverError, Unpacked, pack, unpack};
pub use thin::to_delete;
