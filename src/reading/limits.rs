//! How much of a file is read at all: many times what an office's table holds, and no more than its PC has room for.

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 20 << 20;
/// The most cells with something in them, over all sheets.
pub const MOST_CELLS: usize = 200_000;
/// The most sheets.
pub(super) const MOST_SHEETS: usize = 200;
