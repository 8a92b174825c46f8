//! How marks, states and moments are written as texts in the tables and in the log.

use std::str::FromStr;

use chrono::{DateTime, FixedOffset, SecondsFormat};

use super::error::Failure;

/// How a set mark is stored; an unset one is no text at all.
pub(crate) const YES: &str = "yes";

/// How it is stored that something is set, or on purpose is not.
pub(crate) const fn yes_or_no(is_set: bool) -> &'static str {
    if is_set { YES } else { "no" }
}

/// How the state of a month that is final is stored.
pub const FINAL: &str = "final";

/// How the state of a month that was sent is stored.
pub const SENT: &str = "sent";

pub(super) fn parsed<T: FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| Failure::Unreadable(text.to_owned()))
}

pub(super) fn stamp(moment: DateTime<FixedOffset>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}
