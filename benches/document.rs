//! How long the files and the paper take, as lines for `cargo xtask bench`, and beside each what an office might use
//! instead needs for the same form: `XlsxWriter`, `openpyxl`, `LibreOffice` and Chromium. What is not installed is
//! left out, and said.
//!
//! Medians of many runs, of a few where a whole process is started. Nothing is asserted.

mod support;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::json;
use yuebao::notice::{FigureId, Form};
use yuebao::output::document::{Fonts, document, preview};
use yuebao::output::{workbook, write_file};
use yuebao::period::Month;
use yuebao::report::Sheet;

use support::{Failed, begun, median, milliseconds, now, print_line};

/// What other programs need for one thing, by their names, in milliseconds.
type Others = BTreeMap<String, f64>;

fn main() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let (now, month): (_, Month) = (now()?, "2022-03".parse()?);
    let mut session = begun(&data)?;
    let texts = session.form().figures().map(|figure| (figure.id, "1286".to_owned())).collect();
    session.reports_mut().set_amounts(now, month, texts)?;
    let form = session.form();
    let sheet = session.reports().sheet(month)?;
    let others = others(folder.path(), form, &sheet)?;

    let path = folder.path().join("月报.xlsx");
    let export = median(101, || {
        let file = session.reports().workbook(now, month, None)?;
        Ok(write_file(&path, &file.bytes)?)
    })?;
    print_line("生成并写出工作簿", export, Some(30.0), &told(&others, &["XlsxWriter", "openpyxl"]));

    let figure: FigureId = "9".parse()?;
    let mut number = 0_u32;
    let total = median(101, || {
        number += 1;
        black_box(session.reports().preview_figures(
            month,
            vec![(figure, number.to_string())],
            Some(figure),
        )?);
        Ok(())
    })?;
    print_line("改一个数 → 全部累计", total, Some(5.0), &told(&others, &["LibreOffice recalc"]));

    let start = Instant::now();
    let fonts = Fonts::system();
    print_line("找到本机字体（一次）", start.elapsed(), Some(1000.0), "");

    document(form, &sheet, fonts)?.pdf()?;
    let warm = median(11, || {
        number += 1;
        let mut sheet = sheet.clone();
        // Another month each time, so that nothing is remembered that an officer would have to wait for.
        sheet.unit.phone = format!("023-{number:08}");
        black_box(document(form, &sheet, fonts)?.pdf()?);
        Ok(())
    })?;
    print_line("表 → PDF（程序已开）", warm, Some(60.0), &told(&others, &["LibreOffice pdf"]));

    let key = median(11, || {
        number += 1;
        let view = session.reports().preview_figures(month, vec![(figure, number.to_string())], None)?;
        black_box(preview(form, &view.sheet, fonts)?);
        Ok(())
    })?;
    print_line("按一个键 → 预览", key, Some(120.0), "");
    drop(session);

    let cold = median(5, || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yuebao"));
        command.args(["pdf", "2022-03", "--to"]).arg(folder.path()).env("YUEBAO_DATA", &data);
        finish(&mut command)
    })?;
    let names = ["LibreOffice", "Chromium"];
    print_line("表 → PDF（从头启动）", cold, Some(1000.0), &told(&others, &names));
    Ok(())
}

/// In words, what some of the others need.
fn told(others: &Others, names: &[&str]) -> String {
    let known = names.iter().filter_map(|name| Some((name, others.get(*name)?)));
    let told = known.map(|(name, value)| {
        let program = name.split(' ').next().unwrap_or_default();
        format!("{program} {value:.1}")
    });
    told.collect::<Vec<_>>().join("，")
}

/// The same form by programs that an office might use instead.
fn others(folder: &Path, form: &Form, sheet: &Sheet) -> Result<Others, Failed> {
    let mut others = Others::new();
    let book = folder.join("form.xlsx");
    write_file(&book, &workbook(form, sheet)?)?;
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    others.extend(from_the_start("soffice", "LibreOffice", |command| {
        command.arg(&profile).args(["--headless", "--convert-to", "pdf", "--outdir"]).args([folder, &book]);
    })?);
    let page = folder.join("form.html");
    write_file(&page, html(form, sheet).as_bytes())?;
    let output = format!("--print-to-pdf={}", folder.join("page.pdf").display());
    others.extend(from_the_start("chromium", "Chromium", |command| {
        command.args(["--headless", "--no-sandbox", "--disable-gpu", &output]).arg(&page);
        command.env("HOME", folder);
    })?);
    let same = folder.join("form.json");
    write_file(&same, serde_json::to_string(&plain(form, sheet))?.as_bytes())?;
    // The system's own Python: LibreOffice speaks with no other.
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/others.py");
    let output = Command::new("/usr/bin/python3").arg(script).args([&same, folder]).output()?;
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let figures = lines.lines().filter_map(|line| line.split_once('\t'));
    others.extend(figures.filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?))));
    Ok(others)
}

/// The texts of the form and 24 months of its figures, for whoever draws or adds them otherwise.
fn plain(form: &Form, sheet: &Sheet) -> serde_json::Value {
    let rows = form.rows().map(|row| {
        let text = |at: usize| {
            let cell = row.figures.get(at).and_then(|figure| sheet.cell(figure.id));
            cell.map(|cell| cell.month.text()).unwrap_or_default()
        };
        let quantities = [text(0), text(1), text(0), text(1)];
        [row.number.to_string(), row.content.clone()].into_iter().chain(quantities).collect::<Vec<_>>()
    });
    let months: Vec<Vec<u32>> =
        (0..24).map(|figure| (0..24).map(|month| figure * 24 + month).collect()).collect();
    json!({ "title": form.title, "rows": rows.collect::<Vec<_>>(), "months": months })
}

/// How long a program needs that is started anew each time; nothing where it is not installed.
fn from_the_start(
    program: &str,
    name: &str,
    arguments: impl Fn(&mut Command),
) -> Result<Option<(String, f64)>, Failed> {
    if Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        eprintln!("{name}: {program} is not installed, not measured");
        return Ok(None);
    }
    let run = || {
        let mut command = Command::new(program);
        arguments(&mut command);
        finish(&mut command)
    };
    // The first start sets up a profile.
    run()?;
    Ok(Some((name.to_owned(), milliseconds(median(3, run)?))))
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

fn finish(command: &mut Command) -> Result<(), Failed> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}
