//! The clock, read only by the command line and the window, which pass the moment on.
//!
//! No other module of the core asks for the time, so everything else gives the same result on every day.

use chrono::{DateTime, FixedOffset, Local};
use thiserror::Error;

use crate::wording::quoted;

/// The moment of a call, with the office's own offset.
pub type Now = DateTime<FixedOffset>;

/// The environment variable that replaces the clock, for tests and training.
const VARIABLE: &str = "YUEBAO_NOW";

/// Why the time is not known.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClockError {
    /// The variable does not hold a valid moment.
    #[error(
        "环境变量 {VARIABLE} 的{}不是时间，什么都没有做；请写成 2022-03-28T09:00:00+08:00 这样，或删去这个变量",
        quoted(.0)
    )]
    NotAMoment(String),
}

/// The current moment with the office's time zone: the system's, or what `YUEBAO_NOW` says (RFC 3339).
#[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
pub fn now() -> Result<Now, ClockError> {
    match std::env::var_os(VARIABLE).filter(|text| !text.is_empty()) {
        None => Ok(Local::now().fixed_offset()),
        Some(text) => {
            let text = text.to_string_lossy();
            DateTime::parse_from_rfc3339(&text)
                .map_err(|_| ClockError::NotAMoment(text.chars().take(30).collect()))
        }
    }
}
