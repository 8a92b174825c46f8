//! The other end: from the drop to the checked table, what a decision costs, opening, and how each grows with the months.
//!
//! The files are those of the made district in `tests/collation`. Lines for `cargo xtask bench`; nothing is asserted.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code,
    reason = "the district is part of the tests"
)]

#[path = "../tests/collation/district.rs"]
mod district;
#[path = "../tests/collation/drawn.rs"]
mod drawn;
#[path = "../tests/harness/files.rs"]
mod files;
#[path = "../tests/harness/legacy_workbook.rs"]
mod legacy_workbook;
#[path = "../tests/collation/packed.rs"]
mod packed;
#[path = "../tests/collation/story.rs"]
mod story;
mod support;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use yuebao::collation::{MemberId, ReportRef};
use yuebao::notice::BUILT_IN;
use yuebao::period::Month;
use yuebao::session::{NewMember, Session};
use yuebao::store::Side;

use district::{DEPARTMENTS, MONTHS, UNITS, below, month_text};
use drawn::{Hand, Layout, Slip, draw, right};
use support::{Failed, median, milliseconds, now, print_line};

/// How many files come at once, at the most.
const MANY: usize = 1000;
const RUNS: usize = 5;

fn main() -> Result<(), Failed> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let folder = folder.path();
    let (mixed, plain) = (folder.join("mixed"), folder.join("plain"));
    let workbooks = thousand(&mixed, &plain)?;
    let others = by_openpyxl(&plain, workbooks)?;
    let (time, memory) = dropped(folder, &mixed, "2023-02".parse()?)?;
    print_line(&format!("收 {MANY} 个文件，到核对好的汇总表"), time, Some(3000.0), &others);
    println!("收 {MANY} 个文件时最多占用内存\t{memory:.1}\tMB\t300\t");

    let march = folder.join("march");
    for unit in 0..UNITS.len() {
        let (name, bytes) = filed(unit, 2)?;
        put(&march.join(name), &bytes)?;
    }
    let (time, _) = dropped(folder, &march, "2022-03".parse()?)?;
    print_line("收 67 个文件，到核对好的汇总表", time, Some(400.0), "");
    growth(folder)
}

/// Writes so many files, in every layout, loose, in mails and in archives; and those among them that are new workbooks once
/// more as they are. Returns how many these are.
fn thousand(mixed: &Path, plain: &Path) -> Result<usize, Failed> {
    let (mut count, mut workbooks) = (0, 0);
    let mut keep_plain = |bytes: &[u8]| -> Result<(), Failed> {
        workbooks += 1;
        put(&plain.join(format!("{workbooks}.xlsx")), bytes)
    };
    for (number, drop) in story::drops().iter().enumerate() {
        for (name, bytes) in drop.files() {
            put(&mixed.join(format!("{number:02}")).join(name), &bytes)?;
        }
        count += drop.sent.len();
        for sent in drop.sent.iter().filter(|sent| sent.file.ends_with("xlsx")) {
            keep_plain(&sent.bytes)?;
        }
    }
    // What is missing to the full number is sent once more in another layout.
    let again = (0..MONTHS).flat_map(|month| (0..UNITS.len()).map(move |unit| (unit, month)));
    for (unit, month) in again.take(MANY.saturating_sub(count)) {
        let bytes = draw(&right(unit, month), Layout::Moved).bytes;
        put(&mixed.join("again").join(format!("{unit}-{month}.xlsx")), &bytes)?;
        keep_plain(&bytes)?;
    }
    Ok(workbooks)
}

/// What openpyxl needs to read the workbooks and to add up their numbers.
fn by_openpyxl(plain: &Path, count: usize) -> Result<String, Failed> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/add_up.py");
    let output = Command::new("/usr/bin/python3").arg(script).arg(plain).output()?;
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    let line = String::from_utf8_lossy(&output.stdout).into_owned();
    let milliseconds: Option<f64> = line.split_once('\t').and_then(|(_, value)| value.trim().parse().ok());
    Ok(milliseconds
        .map_or_else(String::new, |value| format!("openpyxl 只读其中 {count} 个 xlsx 并相加 {value:.0}")))
}

/// From a drop to the checked table of a month, each time in new data: the time, and the most memory in megabytes.
fn dropped(folder: &Path, files: &Path, month: Month) -> Result<(Duration, f64), Failed> {
    let (mut times, mut memory) = (Vec::new(), 0.0);
    for _ in 0..RUNS {
        let data = tempfile::tempdir_in(folder)?;
        let mut session = begun(data.path(), None)?;
        forget_peak();
        let start = Instant::now();
        take(&mut session, files, month)?;
        table(&session, month)?;
        times.push(start.elapsed());
        memory = peak()?.max(memory);
    }
    times.sort_unstable();
    Ok((times.get(RUNS / 2).copied().unwrap_or_default(), memory))
}

/// Takes files in towards the end of a month, on the day on which they came: one whose month has not begun would wait for the
/// clerk.
fn take(session: &mut Session, files: &Path, came: Month) -> Result<(), Failed> {
    let now = format!("{came}-25T09:00:00+08:00").parse()?;
    let reader = session.collation().intake_reader()?;
    let drop = reader.read(&[PathBuf::from(files)], &|_| false);
    black_box(session.collation().intake(now, &drop));
    Ok(session.collation_mut().take_in(now, &drop, None)?)
}

/// Everything that the board and the table of a month show.
fn table(session: &Session, month: Month) -> Result<(), Failed> {
    black_box(session.collation().board(Some(month), now()?.date_naive())?);
    black_box(session.collation().questions(Some(month))?);
    black_box(session.collation().sums(month)?);
    Ok(())
}

/// Writes a file, and the folders that it lies in.
fn put(path: &Path, bytes: &[u8]) -> Result<(), Failed> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    Ok(yuebao::output::write_file(path, bytes)?)
}

/// Lets the system measure the most memory anew.
fn forget_peak() {
    let _ = File::create("/proc/self/clear_refs").and_then(|mut file| file.write_all(b"5"));
}

/// The most memory since then, in megabytes.
fn peak() -> Result<f64, Failed> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<f64>()? / 1024.0)
}

/// A file of a unit and month, by hand or as an old workbook.
fn filed(unit: usize, month: usize) -> Result<(String, Vec<u8>), Failed> {
    let layout = match unit % 5 {
        0 => Layout::Xls,
        1 => Layout::Moved,
        2 => Layout::Csv,
        _ => Layout::Official(Hand::Numbers),
    };
    let name = UNITS.get(unit).ok_or("no such unit")?.name.as_str();
    Ok((format!("{name}.{}", layout.ending()), draw(&right(unit, month), layout).bytes))
}

/// The clerk of the district, who has taken in nothing yet; `last` is the last month of the campaign.
fn begun(folder: &Path, last: Option<&str>) -> Result<Session, Failed> {
    let mut session = Session::open_side(Side::Collation, folder)?;
    if let Some(last) = last {
        let definition = BUILT_IN.replace("\"2023-12\"", &format!("\"{last}\""));
        let definition = definition.replacen("\"wanzhou-2022-2\"", "\"wanzhou-long\"", 1);
        session.add_notice(now()?, definition.as_bytes())?;
        session.choose("wanzhou-long")?;
    }
    let mut members = session.collation().known_units();
    let departments = DEPARTMENTS.split_whitespace();
    members.extend(departments.map(|name| NewMember::named(&format!("区{name}"), "department".into())));
    session.collation_mut().begin(now()?, "万州区城市管理局", members)?;
    Ok(session)
}

/// A year, the two years of the campaign, and ten years, of which the months up to the end of the second are closed: opening, accepting a
/// correction, taking in another month, and drawing a closed month.
fn growth(folder: &Path) -> Result<(), Failed> {
    let mut known: Vec<(String, [Duration; 4])> = Vec::new();
    for (months, name) in [(12, "12 个月"), (24, "24 个月"), (120, "120 个月")] {
        let data = folder.join(format!("grown-{months}"));
        let mut session = begun(&data, Some("2032-12"))?;
        let mut closed = None;
        for month in 0..months {
            let files = folder.join(format!("month-{month}"));
            if !files.exists() {
                for unit in 0..UNITS.len() {
                    let (name, bytes) = filed(unit, month)?;
                    put(&files.join(name), &bytes)?;
                }
            }
            let at: Month = month_text(month).parse()?;
            take(&mut session, &files, at)?;
            // Beyond the two years that are made, what begins anew with a year waits for the clerk.
            if month < 23 {
                session.collation_mut().close(now()?, at)?;
                closed = Some(at);
            }
        }
        drop(session);
        let open = median(RUNS, || {
            black_box(Session::open_side(Side::Collation, &data)?);
            Ok(())
        })?;
        let mut session = Session::open_side(Side::Collation, &data)?;
        let last: Month = month_text(months - 1).parse()?;
        let correct = corrected(&mut session, folder, months - 1, last)?;
        let closed = closed.ok_or("no month is closed")?;
        let draw = median(RUNS, || {
            black_box(session.collation().sums(closed)?);
            black_box(session.collation().form_coverage(closed)?);
            Ok(())
        })?;
        let files = folder.join(format!("next-{months}"));
        for unit in 0..UNITS.len() {
            let (name, bytes) = filed(unit, months)?;
            put(&files.join(name), &bytes)?;
        }
        let start = Instant::now();
        let next: Month = month_text(months).parse()?;
        take(&mut session, &files, next)?;
        table(&session, next)?;
        known.push((name.to_owned(), [open, correct, start.elapsed(), draw]));
    }
    let names = [
        ("打开汇总数据（67 个单位", 500.0),
        ("采用一份更正，到汇总表重画（67 个单位", 16.0),
        ("再收一个月 67 个文件（67 个单位", 400.0),
        ("重画一个已关账的月份（67 个单位", 100.0),
    ];
    for (at, (what, budget)) in names.into_iter().enumerate() {
        let of =
            |index: usize| known.get(index).and_then(|(_, times)| times.get(at)).copied().unwrap_or_default();
        print_line(
            &format!("{what}，24 个月）"),
            of(1),
            Some(budget),
            &format!("12 个月 {:.2}，120 个月 {:.2}", milliseconds(of(0)), milliseconds(of(2))),
        );
    }
    Ok(())
}

/// Lets a unit's month count in two versions by turns, and draws the table each time.
fn corrected(session: &mut Session, folder: &Path, month: usize, at: Month) -> Result<Duration, Failed> {
    let unit = 3;
    let slip = Slip { revision: 1, ..right(unit, month) };
    let mut other = slip.clone();
    for figure in other.figures.iter_mut().take(1) {
        for cell in figure.iter_mut() {
            *cell =
                drawn::Cell::Amount(cell.amount().unwrap_or(0) + 100 * (1 + below(3, 20, unit, month, 0)));
        }
    }
    let file = folder.join(format!("correction-{month}.xlsx"));
    put(&file, &draw(&other, Layout::Moved).bytes)?;
    take(session, &file, at)?;
    let name = UNITS.get(unit).ok_or("no such unit")?.name.as_str();
    let member: MemberId = session.collation().member(name)?.id;
    let versions: Vec<ReportRef> =
        session.collation().sorted().versions.get(&(at, member)).cloned().unwrap_or_default();
    let mut turn = versions.iter().cycle();
    median(21, || {
        let version = turn.next().copied();
        session.collation_mut().accept(now()?, (at, member), version, "电话核实过，是后补的数")?;
        black_box(session.collation().board(Some(at), now()?.date_naive())?);
        black_box(session.collation().sums(at)?);
        Ok(())
    })
}
