//! 山城月报.
#![allow(missing_docs)]
pub mod amount;
pub mod form;
pub mod output;
pub mod period;
pub mod report;
pub mod unit;
