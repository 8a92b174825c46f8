//! How long paper takes, as `name<TAB>value<TAB>unit<TAB>budget` lines for `cargo xtask bench`, and beside it what
//! LibreOffice and Chromium need for a PDF of the same form. Where one of them is not installed, that is said.
//!
//! Medians of many runs, of a few where a whole process is started. Nothing is asserted.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use yuebao::form::{FigureId, Form};
use yuebao::output::document::{Fonts, document, preview};
use yuebao::output::{workbook, write_file};
use yuebao::period::Month;
use yuebao::report::Sheet;
use yuebao::session::Session;
use yuebao::unit::{Unit, UnitKind};

type Failed = Box<dyn Error>;

fn main() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let now: DateTime<FixedOffset> = "2022-03-20T09:00:00+08:00".parse()?;
    let month: Month = "2022-03".parse()?;
    let mut session = begun(&data, now, month)?;
    let form = session.form();
    let sheet = session.sheet(month)?;

    let start = Instant::now();
    let fonts = Fonts::system();
    print_line("找到本机字体（一次）", start.elapsed(), Some(1000.0));

    document(form, &sheet, fonts)?.pdf()?;
    let mut number = 0_u32;
    let warm = median(11, || {
        number += 1;
        let mut sheet = sheet.clone();
        // Another month each time, so that nothing is remembered that an officer would have to wait for.
        sheet.unit.phone = format!("023-{number:08}");
        black_box(document(form, &sheet, fonts)?.pdf()?);
        Ok(())
    })?;
    print_line("表 → PDF（程序已开）", warm, Some(60.0));

    let figure: FigureId = "9".parse()?;
    let key = median(11, || {
        number += 1;
        let sheet = session.type_text(now, month, figure, &number.to_string())?;
        black_box(preview(form, &sheet, fonts)?);
        Ok(())
    })?;
    print_line("按一个键 → 预览", key, Some(120.0));
    session.save_typed(now)?;
    drop(session);

    let cold = median(5, || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yuebao"));
        command.args(["pdf", "2022-03", "--to"]).arg(folder.path()).env("YUEBAO_DATA", &data);
        finish(&mut command)
    })?;
    print_line("表 → PDF（从头启动）", cold, Some(1000.0));
    others(folder.path(), form, &sheet)
}

/// The same form by programs that an office might use instead, each started anew as it would be there.
fn others(folder: &Path, form: &Form, sheet: &Sheet) -> Result<(), Failed> {
    let book = folder.join("form.xlsx");
    write_file(&book, &workbook(form, sheet)?)?;
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    compare("soffice", "LibreOffice：工作簿 → PDF", |command| {
        command.arg(&profile).args(["--headless", "--convert-to", "pdf", "--outdir"]).args([folder, &book]);
    })?;
    let page = folder.join("form.html");
    write_file(&page, html(form, sheet).as_bytes())?;
    let output = format!("--print-to-pdf={}", folder.join("page.pdf").display());
    compare("chromium", "Chromium：网页 → PDF", |command| {
        command.args(["--headless", "--no-sandbox", "--disable-gpu", &output]).arg(&page);
        command.env("HOME", folder);
    })
}

fn compare(program: &str, name: &str, arguments: impl Fn(&mut Command)) -> Result<(), Failed> {
    if Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        eprintln!("{name}: {program} is not installed, not measured");
        return Ok(());
    }
    let run = || {
        let mut command = Command::new(program);
        arguments(&mut command);
        finish(&mut command)
    };
    // The first start sets up a profile.
    run()?;
    print_line(name, median(3, run)?, None);
    Ok(())
}

fn html(form: &Form, sheet: &Sheet) -> String {
    let rows = form.rows().map(|row| {
        let cells = row.figures.iter().map(|figure| {
            let text = sheet.cell(figure.id).map(|cell| cell.month.text()).unwrap_or_default();
            format!("<td colspan={}>{text}", figure.span)
        });
        let cells: String = cells.collect();
        format!("<tr><td>{}<td>{}{cells}{cells}", row.number, row.content)
    });
    let rows: String = rows.collect();
    format!("<!doctype html><meta charset=utf-8><h1>{}</h1><table border=1>{rows}</table>", form.title)
}

fn begun(data: &Path, now: DateTime<FixedOffset>, month: Month) -> Result<Session, Failed> {
    fs::create_dir_all(data)?;
    let mut session = Session::open(data)?;
    let unit = Unit {
        name: "区农业农村委".to_owned(),
        kind: UnitKind::Department,
        person: "张三".to_owned(),
        phone: "023-58136197".to_owned(),
        first_month: "2022-01".parse()?,
        restart_each_year: false,
    };
    session.begin(now, unit, Vec::new())?;
    let texts = session.form().figures().map(|figure| (figure.id, "1286".to_owned())).collect();
    session.set_amounts(now, month, texts)?;
    Ok(session)
}

fn finish(command: &mut Command) -> Result<(), Failed> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}

fn print_line(name: &str, value: Duration, budget: Option<f64>) {
    let budget = budget.map_or("-".to_owned(), |budget| budget.to_string());
    println!("{name}\t{:.2}\t毫秒\t{budget}", value.as_secs_f64() * 1000.0);
}

fn median(runs: usize, mut operation: impl FnMut() -> Result<(), Failed>) -> Result<Duration, Failed> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        operation()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times.get(runs / 2).copied().unwrap_or_default())
}
