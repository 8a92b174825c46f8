//! A form whose figures have other numbers of decimals than the built-in one: as LibreOffice shows its workbook, and as
//! the file is read again.

use std::path::Path;
use std::process::Command;

use yuebao::hand_filled;
use yuebao::output::{workbook, write_file};

use super::ledgers::{DECIMALS, march_with_decimals, with_decimals};

#[test]
fn an_office_program_shows_every_decimal() {
    let form = with_decimals();
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("march.xlsx");
    write_file(&book, &workbook(&form, &march_with_decimals(&form)).unwrap()).unwrap();
    let shown = as_csv(&book, folder.path());
    for (id, _, _, [month, total]) in DECIMALS {
        let line = shown.lines().find(|line| line.split(',').nth(1) == Some(id)).unwrap();
        assert!(line.ends_with(&format!(",{month},,{total}")), "{line}");
    }
}

/// Commas, quotation marks, UTF-8, from the first line, as shown.
const CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true";

/// What LibreOffice shows in the cells.
fn as_csv(book: &Path, folder: &Path) -> String {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", CSV, "--outdir"])
        .args([folder, book])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read_to_string(book.with_extension("csv")).unwrap()
}

#[test]
fn its_own_workbook_is_read_again_to_the_last_decimal() {
    let form = with_decimals();
    let bytes = workbook(&form, &march_with_decimals(&form)).unwrap();
    let book = yuebao::reading::read(&bytes).unwrap();
    let [read] = hand_filled::read(&form, Path::new("march.xlsx"), &book).unwrap().try_into().unwrap();
    for (id, _, _, [month, total]) in DECIMALS {
        let figure = &read.figures[&id.parse().unwrap()];
        assert_eq!([figure.month.text(), figure.total.text()], [month, total], "{id}");
    }
}
