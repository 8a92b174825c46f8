//! Limits for a drop: a district's offices with scans of everything come to some hundred files and half a gigabyte.

/// The most files of a whole drop, with those in archives and mails, and those that are refused or passed over.
pub const MOST_FILES: usize = 10_000;
/// The most bytes that are read or unpacked of a whole drop.
pub const MOST_BYTES: u64 = 2 << 30;
/// The largest mail, and the largest archive that lies in another archive or in a mail.
pub const LARGEST_MAIL: u64 = 100 << 20;
/// The deepest nesting of folders, on the disk and in one archive.
pub(super) const MOST_FOLDERS: usize = 16;
/// An archive in an archive is read, and so is a mail in a mail; no further ones.
pub(super) const MOST_NESTED: usize = 2;
/// How many bytes of a file are looked at to see what it is.
pub(super) const HEAD: u64 = 4096;
