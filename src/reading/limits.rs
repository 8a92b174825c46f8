//! Limits for a file: many times what an office's table holds, and no more than its PC has memory for.

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 20 << 20;
/// The most cells with content, over all sheets.
pub const MOST_CELLS: usize = 200_000;
/// The most sheets.
pub(super) const MOST_SHEETS: usize = 200;
