//! The clock, read only by the command line and the window, which pass the moment on.
//!
//! No other module of the core asks for the time, so everything else gives the same result on every day.

mod doubt;

use chrono::{DateTime, FixedOffset, Local, NaiveDate};
use thiserror::Error;

pub use doubt::{Against, Doubt};
pub(crate) use doubt::{Evidence, Judgement, judge};

use crate::wording::quoted;

/// The moment of a call, with the office's own offset.
pub type Now = DateTime<FixedOffset>;

/// The environment variable that replaces the clock, for tests and training.
const VARIABLE: &str = "YUEBAO_NOW";

/// The day on which this version was made. It is written here with each version, and not taken from the clock of
/// whoever builds it: the same source gives the same program. `cargo xtask dist` refuses one that is out of date.
const RELEASED: (i32, u32, u32) = (2026, 11, 1);

/// The day on which the program was made: the computer's time cannot be earlier. `None` while `YUEBAO_NOW` stands in
/// for the clock, which may be any moment of a training.
pub fn released() -> Option<NaiveDate> {
    let (year, month, day) = RELEASED;
    if is_replaced() { None } else { NaiveDate::from_ymd_opt(year, month, day) }
}

fn is_replaced() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|text| !text.is_empty())
}

/// Why the time is not known.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClockError {
    /// The variable does not hold a valid moment.
    #[error(
        "环境变量 {VARIABLE} 的{}不是时间，什么都没有做；请写成 2022-03-28T09:00:00+08:00 这样，或删去这个变量",
        quoted(.0)
    )]
    NotAMoment(String),
    /// The computer's time can hardly be true, and what was asked for is dated for ever.
    #[error(
        "{0}。报表和记录上的日期会照它写下，以后改不了，所以还没有做，什么都没有改动。请先校准电脑的日期和时间，再做一次；时间确实没有错，确认以后可以照做"
    )]
    Doubtful(Doubt),
    /// The day of a report was taken from a time that can hardly be true.
    #[error(
        "{month}的填报时间是{day}，那天填数时电脑的时间多半是错的。它会写进报表，定稿以后改不了，所以还没有做，什么都没有改动。请先把这个月的填报时间改对，再做一次；这一天确实没有错，确认以后可以照做"
    )]
    DoubtfulDay { month: String, day: String },
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
