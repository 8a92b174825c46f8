//! What leaves the other end, as a clerk's command line writes it: the reminder, the return notes, the bulletin, the tables, and
//! the sums in the office's own month.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]

mod bulletin;
mod closed;
mod counting;
mod district;
mod filling;
mod going_up;
#[path = "../harness/mod.rs"]
mod harness;
mod letters;
mod merged_list;
mod returned;
mod trend;
