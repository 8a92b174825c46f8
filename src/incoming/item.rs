//! What comes out: a file with its bytes, or the reason why there is none.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::IncomingError;

/// What a file is, by its content; by its name only where the content does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A workbook or a csv.
    Table,
    /// A Word file, which may hold tables or not.
    Document,
    /// A PDF or a picture.
    Scan,
}

/// A file with its bytes.
#[derive(Clone, Debug)]
pub struct Item {
    pub kind: Kind,
    /// The name for people: the last part, without characters that do not show.
    pub name: String,
    /// What it lay in, outermost first: folders, archives, mails.
    pub within: Vec<String>,
    pub bytes: Vec<u8>,
    pub sha256: String,
    /// The innermost mail it came in.
    pub mail: Option<Arc<Mail>>,
}

/// What a mail says of itself. All of it was written by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address of the sender.
    pub from: String,
    pub from_name: String,
    pub subject: String,
    /// The moment by the sender's clock, which may be wrong.
    pub date: Option<DateTime<FixedOffset>>,
    /// The moment by the last server that handed it on: the topmost `Received`.
    pub received: Option<DateTime<FixedOffset>>,
    pub message_id: Option<String>,
    /// The SHA-256 of the whole mail.
    pub sha256: String,
    /// The beginning of its text, for people.
    pub text: String,
    /// The mail it was attached to.
    pub carried_by: Option<Arc<Mail>>,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub name: String,
    pub within: Vec<String>,
    pub why: IncomingError,
    /// The mail it came in, or the mail itself: whom to ask.
    pub mail: Option<Arc<Mail>>,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub enum Taken {
    Item(Item),
    Refused(Refused),
}

/// What became of a drop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub items: usize,
    pub refused: usize,
    /// Files that nobody means: what Excel, macOS and Windows leave in a folder, and signatures of mails.
    pub skipped: usize,
    /// Whether it was stopped before its end by the caller. Where the limit for a drop ends it, the last file is refused.
    pub stopped: bool,
}
