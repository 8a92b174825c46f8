//! The day that stands in the program as the one on which it was made. The computer's clock is compared with it, so a
//! package with a day long past would take a wrong clock for a right one.

use std::path::Path;
use std::process::Command;

use crate::{files, shell};

/// How many months the day may be older than the newest commit.
const OLDEST: i32 = 3;
const SOURCE: &str = "src/clock.rs";

/// Refuses to make a package whose day is not that of this version.
pub(super) fn check(top: &Path) -> Result<(), String> {
    let written = written_in(&files::read(&top.join(SOURCE))?);
    let written = written.ok_or_else(|| format!("{SOURCE} 里没有找到 RELEASED。"))?;
    // An unpacked source has no history; whoever packed it has been here.
    if !top.join(".git").exists() {
        return Ok(());
    }
    let newest = shell::output(Command::new("git").current_dir(top).args(["log", "-1", "--format=%cs"]))?;
    let newest = day(String::from_utf8_lossy(&newest).trim().split('-'));
    if newest.is_some_and(|newest| is_of_this_version(written, newest)) {
        return Ok(());
    }
    Err(format!("{SOURCE} 里的 RELEASED 不是这个版本的日子：请改成最近一次提交的日子，提交以后再做安装包。"))
}

type Day = (i32, i32, i32);

/// `const RELEASED: (i32, u32, u32) = (2026, 11, 1);`
fn written_in(source: &str) -> Option<Day> {
    let line = source.lines().find(|line| line.starts_with("const RELEASED"))?;
    let (_, numbers) = line.rsplit_once('(')?;
    day(numbers.split_once(')')?.0.split(','))
}

fn day<'text>(numbers: impl Iterator<Item = &'text str>) -> Option<Day> {
    let numbers: Vec<i32> = numbers.map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
    let [year, month, day] = numbers.try_into().ok()?;
    Some((year, month, day))
}

fn is_of_this_version(written: Day, newest: Day) -> bool {
    let months = |(year, month, _): Day| year * 12 + month;
    written <= newest && months(newest) - months(written) <= OLDEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_stands_in_the_source() {
        let source = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../src/clock.rs"));
        assert!(written_in(source).is_some());
        assert_eq!(written_in("const RELEASED: (i32, u32, u32) = (2026, 11, 1);"), Some((2026, 11, 1)));
        assert_eq!(written_in("const RELEASED: u32 = 1;"), None);
    }

    #[test]
    fn a_day_of_another_version_is_refused() {
        for (written, newest, fits) in [
            ((2026, 11, 1), (2026, 11, 1), true),
            ((2026, 11, 1), (2027, 2, 28), true),
            ((2026, 11, 1), (2027, 3, 1), false),
            ((2026, 11, 2), (2026, 11, 1), false),
        ] {
            assert_eq!(is_of_this_version(written, newest), fits, "{written:?} {newest:?}");
        }
    }
}
