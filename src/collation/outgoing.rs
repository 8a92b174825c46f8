//! What a clerk sends to the units below: the reminder (催报), the return notes (退回说明) and the bulletin (通报), as data and in
//! words. No file is drawn here, and today is an argument.
//!
//! Units stand in the order of the register everywhere. Nothing here ranks them.

mod bulletin;
mod faults;
mod reminder;
mod return_note;

pub use bulletin::{Bulletin, BulletinLine, BulletinPart, BulletinTable};
pub use faults::Fault;
pub use reminder::{Reminded, Reminder};
pub use return_note::ReturnNote;

/// Names behind each other: 龙沙镇、龙驹镇.
fn listed<'name>(names: impl IntoIterator<Item = &'name str>) -> String {
    names.into_iter().collect::<Vec<_>>().join("、")
}
