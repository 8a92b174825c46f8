//! What a clerk drops on the program: files, folders, .zip archives and .eml mails, taken apart into single files with
//! their bytes. All of it is untrusted.
//!
//! It knows no notice, no form, no record and no window, and reads no table: what is in a file is for
//! [`reading`](crate::reading) to say. Nothing is written to the disk, and names within an archive or a mail are names
//! and never paths. There is a limit for each file and one for the whole drop, and every file that was offered is
//! handed on or refused with a sentence.

mod archive;
mod container;
mod error;
mod item;
mod limits;
mod loose;
mod mail;
mod name;
mod sort;
mod walk;

pub use error::IncomingError;
pub use item::{Item, Kind, Mail, Refused, Taken, Tally};
pub use limits::{LARGEST_MAIL, MOST_BYTES, MOST_FILES};
pub use walk::{take, take_bytes};

#[cfg(test)]
mod made;
#[cfg(test)]
mod tests;
