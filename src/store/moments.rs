//! The moments of the log, and the ones that the officer said were right: what the computer's time is compared with.

use chrono::{DateTime, FixedOffset};

use super::Store;
use super::error::{Failure, StoreError};
use super::setting::SettingOf;
use super::text::parsed;

/// The name under which the confirmed moments are remembered.
pub(super) const CONFIRMED: &str = "clock_confirmed";

type Numbered = (i64, DateTime<FixedOffset>);

impl Store {
    /// The number and the moment of every operation, in their order.
    pub(crate) fn moments(&self) -> Result<Vec<Numbered>, StoreError> {
        let read = || -> Result<Vec<Numbered>, Failure> {
            let mut query = self.connection.prepare("SELECT id, at FROM operation ORDER BY id")?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
            rows.map(|row| {
                let (number, at) = row?;
                Ok((number, parsed(&at)?))
            })
            .collect()
        };
        read().map_err(|failure| self.explain(failure))
    }

    /// The newest operation and the moment of every time the officer said that the clock was right. A line that
    /// cannot be read is left out: the officer is asked once more.
    pub(crate) fn confirmed_moments(&self) -> Result<Vec<Numbered>, StoreError> {
        let lines = self.setting(SettingOf::Computer, CONFIRMED)?.unwrap_or_default();
        let read = |line: &str| {
            let (number, at) = line.split_once(' ')?;
            Some((number.parse().ok()?, DateTime::parse_from_rfc3339(at).ok()?))
        };
        Ok(lines.lines().filter_map(read).collect())
    }

    /// Remembers that the officer says the clock is right.
    pub(crate) fn confirm_moment(&self, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
        let lines = self.setting(SettingOf::Computer, CONFIRMED)?.unwrap_or_default();
        self.remember(
            SettingOf::Computer,
            CONFIRMED,
            &format!("{lines}{} {}\n", self.newest_operation()?, now.to_rfc3339()),
        )
    }
}
