//! 山城月报: the core. It knows no window.
#![allow(missing_docs)]
pub mod amount;
pub mod clock;
pub mod error;
pub mod form;
pub mod output;
pub mod paste;
pub mod period;
pub mod report;
pub mod session;
pub mod store;
pub mod unit;
