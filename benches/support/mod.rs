//! What every measurement of the core shares: how a figure is printed for `cargo xtask bench`, medians, and an office
//! to measure in.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use yuebao::session::Session;
use yuebao::unit::{Unit, UnitKind};

pub(crate) type Failed = Box<dyn Error>;

/// Prints one line: a name, milliseconds, their budget if there is one, and in words what others need for the same.
pub(crate) fn print_line(name: &str, value: Duration, budget: Option<f64>, others: &str) {
    let budget = budget.map_or("-".to_owned(), |budget| budget.to_string());
    println!("{name}\t{:.4}\t毫秒\t{budget}\t{others}", milliseconds(value));
}

pub(crate) fn milliseconds(value: Duration) -> f64 {
    value.as_secs_f64() * 1000.0
}

/// The middle one of so many runs.
pub(crate) fn median(
    runs: usize,
    mut operation: impl FnMut() -> Result<(), Failed>,
) -> Result<Duration, Failed> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        operation()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times.get(runs / 2).copied().unwrap_or_default())
}

/// When everything is measured.
pub(crate) fn now() -> Result<DateTime<FixedOffset>, Failed> {
    Ok("2023-12-20T09:00:00+08:00".parse()?)
}

/// A department, which fills in every row.
pub(crate) fn department() -> Result<Unit, Failed> {
    Ok(Unit {
        name: "区农业农村委".to_owned(),
        kind: UnitKind::from("department"),
        person: "张三".to_owned(),
        phone: "023-58136197".to_owned(),
        first_month: "2022-01".parse()?,
        restart_each_year: false,
    })
}

/// An office that has just begun.
pub(crate) fn begun(folder: &Path) -> Result<Session, Failed> {
    let mut session = Session::open(folder)?;
    session.begin(now()?, department()?, Vec::new())?;
    Ok(session)
}
