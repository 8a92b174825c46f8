//! 山城月报 without its window: the form, the totals, the records and the exported files.
//!
//! The modules in layers. First the pure ones, which use neither disk nor clock:
//! - [`notice`]: what a notice asks for, as data: the official forms, their figures, the calendar, the recipient;
//! - [`amount`]: a count or a two-decimal quantity;
//! - [`period`]: months and days: how they are read, counted and named;
//! - [`unit`]: who reports;
//! - [`report`]: a unit's months: values, totals, checks, and the sheet that everything is drawn from;
//! - [`summary`]: the results of a span of months, in numbers and in sentences;
//! - [`projects`]: the list of highlight projects;
//! - [`digest`]: the SHA-256 of bytes, as text;
//! - [`scan`]: the scan of the sealed page, known by its content;
//! - [`paste`]: what Excel and WPS put on the clipboard;
//! - [`reading`]: other people's tables (.xlsx, .xls, .docx, .csv) as grids of values;
//! - [`blank_form`]: a blank form and its notice, read into the draft of a notice;
//! - [`hand_filled`]: official forms that somebody filled in by hand, read into months;
//! - [`verification`]: whether a workbook still says what it said when it left;
//! - [`wording`]: how a sentence quotes a name.
//!
//! What reads and writes:
//! - [`store`]: one SQLite file; every change a logged operation;
//! - [`backup`]: backups, restoring, handing over, and the doctor, which examines all of it;
//! - [`incoming`]: files, folders, archives and mails that were dropped, taken apart into single files;
//! - [`disk`]: whole files, and what the system says of a disk in words;
//! - [`location`]: where a data folder lies, and what that may do to it;
//! - [`output`]: the workbook, the document, file names, writing files, and printing;
//! - [`mail`]: a letter handed to the officer's mail server, and the code in the system's keyring;
//! - [`clock`]: the current time, read by the window and the command line only.
//!
//! The window and the command line call [`session`]; every refusal is an [`error`]. The command line stands here, in
//! [`command_line`], so that programs with other faces can do its work too.

pub mod amount;
pub mod backup;
pub mod blank_form;
pub mod clock;
pub mod collation;
pub mod command_line;
pub mod digest;
pub mod disk;
pub mod error;
pub mod hand_filled;
pub mod incoming;
pub mod location;
pub mod mail;
pub mod notice;
pub mod output;
pub mod paste;
pub mod period;
pub mod projects;
pub mod reading;
pub mod report;
pub mod scan;
pub mod session;
pub mod store;
pub mod summary;
#[cfg(test)]
mod types;
pub mod unit;
pub mod verification;
pub mod wording;
