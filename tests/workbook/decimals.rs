//! A form whose figures have other numbers of decimals than the built-in one: as LibreOffice shows its workbook, and as
//! the file is read again.

use std::path::Path;
use std::process::Command;

use yuebao::hand_filled;
use yuebao::notice::Form;
use yuebao::output::{workbook, write_file};
use yuebao::report::{Sheet, sheet};
use yuebao::unit::UnitKind;

use super::ledgers::{form, ledger};

/// A figure of the form, how many decimals it has here, what is entered in two months, and how the second month and its
/// total are printed.
const FIGURES: [(&str, u8, [&str; 2], [&str; 2]); 5] = [
    ("13", 0, ["7", "12"], ["12", "19"]),
    ("14", 1, ["0.3", "1.5"], ["1.5", "1.8"]),
    ("15", 2, ["1.25", "2"], ["2.00", "3.25"]),
    ("16", 3, ["9999999999.999", "0.001"], ["0.001", "10000000000.000"]),
    ("17", 4, ["999999999.9999", "1234.5678"], ["1234.5678", "1000001234.5677"]),
];

/// The built-in form with these decimals.
fn with_decimals() -> Form {
    let mut definition = serde_json::to_value(form()).unwrap();
    for section in definition["sections"].as_array_mut().unwrap() {
        for row in section["rows"].as_array_mut().unwrap() {
            for figure in row["figures"].as_array_mut().unwrap() {
                let id = figure["id"].as_str().unwrap().to_owned();
                if let Some((_, decimals, ..)) = FIGURES.iter().find(|(figure, ..)| *figure == id) {
                    figure["decimals"] = (*decimals).into();
                }
            }
        }
    }
    Form::load(&definition.to_string()).unwrap()
}

fn march(form: &Form) -> Sheet {
    let month =
        |index: usize| FIGURES.map(|(id, _, entered, _)| format!("{id}={}", entered[index])).join(" ");
    let entries = [month(0), month(1)];
    let lines = [("2022-02", entries[0].as_str()), ("2022-03", entries[1].as_str())];
    sheet(form, &ledger(UnitKind::Street, "高笋塘街道办事处", &lines), "2022-03".parse().unwrap()).unwrap()
}

#[test]
fn an_office_program_shows_every_decimal() {
    let form = with_decimals();
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("march.xlsx");
    write_file(&book, &workbook(&form, &march(&form)).unwrap()).unwrap();
    let shown = as_csv(&book, folder.path());
    for (id, _, _, [month, total]) in FIGURES {
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
    let bytes = workbook(&form, &march(&form)).unwrap();
    let book = yuebao::reading::read(&bytes).unwrap();
    let [read] = hand_filled::read(&form, Path::new("march.xlsx"), &book).unwrap().try_into().unwrap();
    for (id, _, _, [month, total]) in FIGURES {
        let figure = &read.figures[&id.parse().unwrap()];
        assert_eq!([figure.month.text(), figure.total.text()], [month, total], "{id}");
    }
}
