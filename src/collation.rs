//! The other end: the units below, what came in from them, which version counts, what does not carry, and the sums.
//!
//! Pure: no disk, no clock and no screen. A figure that came in is never changed here; a whole report counts or does not.
//! What the reports that count add up to is the month of the office's own [`Ledger`](crate::report::Ledger), so its form, totals,
//! revisions and files come from the same code as those of a unit.

mod balance;
mod beside_report;
mod check;
mod contact;
mod counting;
mod file_names;
mod filling;
mod inbox;
mod intake;
mod lists;
mod merged_list;
mod months_lacking;
mod months_said;
mod names;
mod outgoing;
mod placing;
mod questions;
mod received;
mod received_list;
mod register;
mod register_change;
mod repeated;
mod same_bytes;
mod scans;
mod settle;
mod sorted_inbox;
mod status;
mod sums;
mod totals_explained;
mod trend;
mod unit_table;
mod unverified;
mod waiting;
mod written_name;

pub use balance::Earlier;
pub use check::{Alike, Finding, FindingCode, Grade};
pub use counting::Counting;
pub use file_names::NamedUnits;
pub use filling::{FillLine, FillPlan, FillState};
pub use inbox::{Assignment, Inbox, Judgement, Standing, Verdict};
pub use intake::{Intake, IntakeFile, NotTaken, Outcome};
pub use merged_list::{ListStanding, ListedUnit, MergedList, MergedProject};
pub use months_lacking::{MonthsLacking, months_lacking_words};
pub use months_said::MonthsSaid;
pub use names::Names;
pub use outgoing::{
    Bulletin, BulletinLine, BulletinPart, BulletinTable, Fault, Reminded, Reminder, ReturnNote,
};
pub use placing::{Placed, Sorted};
pub use questions::Question;
pub use received::{
    Arrival, NotAReport, Note, Reading, Receipt, ReceiptId, Received, ReceivedCell, ReceivedFigure,
    ReceivedScan, ReportRef, StatedPdf, StatedReport,
};
pub use received_list::{ReceivedList, ReceivedProject, StatedList};
pub use register::{Member, MemberId, Register};
pub use register_change::RegisterChange;
pub use settle::Settled;
pub use sorted_inbox::SortedInbox;
pub use status::{MonthStatus, UnitMonth};
pub use sums::{Contribution, Coverage, lacking};
pub use totals_explained::{TotalDifference, TotalsExplained};
pub use trend::{ClosedSum, Trend, TrendMonth};
pub use unit_table::{UnitRow, UnitTable};

#[cfg(test)]
pub(crate) mod examples;
