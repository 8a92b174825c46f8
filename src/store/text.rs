//! The notation of marks, states and moments in the tables and in the log.

use std::str::FromStr;

use chrono::{DateTime, FixedOffset, SecondsFormat};

use super::error::Failure;

/// The text of a mark that is set; a mark that is not set has no text.
pub(crate) const YES: &str = "yes";

/// The text of a setting that is on or was deliberately turned off.
pub(crate) const fn yes_or_no(is_set: bool) -> &'static str {
    if is_set { YES } else { "no" }
}

/// The text of the state of a final month.
pub const FINAL: &str = "final";

/// The text of the state of a sent month.
pub const SENT: &str = "sent";

pub(super) fn parsed<T: FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| Failure::Unreadable(text.to_owned()))
}

pub(super) fn stamp(moment: DateTime<FixedOffset>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// What a text means, where there is one.
pub(super) fn value<T: FromStr>(text: Option<String>) -> Result<Option<T>, Failure> {
    text.map(|text| parsed(&text)).transpose()
}
