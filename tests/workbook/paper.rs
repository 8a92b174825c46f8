//! The workbook as an office program prints it: opened and printed by LibreOffice, read with poppler.
//!
//! Where LibreOffice is not installed the tests say so and pass. The pages stay in the target folder as pictures.

use std::path::{Path, PathBuf};
use std::process::Command;

use yuebao::output::{workbook, write_file};
use yuebao::report::Sheet;

use super::ledgers::{empty, finished, form, largest, long_name, township};

const MILLIMETRE: f64 = 72.0 / 25.4;

pub(crate) struct Paper {
    pub(crate) info: String,
    /// Every character that is printed, without spaces and line breaks.
    pub(crate) text: String,
    /// The words as they stand on the page.
    words: Vec<String>,
    /// The words with the upper and the lower edge of each, in points from above.
    pub(crate) places: Vec<(String, f64, f64)>,
}

fn run(program: &str, arguments: &[&dyn AsRef<std::ffi::OsStr>]) -> String {
    // The faces an office has are not here; without this a Latin face, wider than any of theirs, would stand in.
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbook/fonts.conf");
    let output = Command::new(program)
        .env("FONTCONFIG_FILE", fonts)
        .args(arguments.iter().map(AsRef::as_ref))
        .output()
        .unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Prints a sheet. Each call has a profile of its own, or two at once would become one.
fn print(name: &str, sheet: &Sheet) -> Paper {
    print_book(name, &workbook(form(), sheet).unwrap())
}

pub(crate) fn print_book(name: &str, bytes: &[u8]) -> Paper {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let temporary = tempfile::tempdir().unwrap();
    let book = temporary.path().join(format!("{name}.xlsx"));
    write_file(&book, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", temporary.path().display());
    let folder = temporary.path();
    run("soffice", &[&profile, &"--headless", &"--convert-to", &"pdf", &"--outdir", &folder, &book]);
    let pdf = folder.join(format!("{name}.pdf"));
    picture(&pdf, &target.join(name));
    let text = run("pdftotext", &[&"-layout", &pdf, &"-"]);
    Paper {
        info: run("pdfinfo", &[&pdf]),
        text: text.split_whitespace().collect(),
        words: text.split_whitespace().map(String::from).collect(),
        places: run("pdftotext", &[&"-bbox", &pdf, &"-"]).lines().filter_map(place).collect(),
    }
}

/// `<word xMin="1" yMin="2" xMax="3" yMax="4">text</word>`
fn place(line: &str) -> Option<(String, f64, f64)> {
    let (place, text) = line.trim().strip_prefix("<word ")?.strip_suffix("</word>")?.split_once('>')?;
    let numbers: Vec<f64> = place.split('"').skip(1).step_by(2).map(|text| text.parse().unwrap()).collect();
    Some((text.to_owned(), numbers[1], numbers[3]))
}

fn picture(pdf: &Path, to: &Path) {
    run("pdftoppm", &[&"-r", &"80", &"-png", &"-singlefile", &pdf, &to]);
}

impl Paper {
    /// The first word that begins like this: its upper and its lower edge.
    fn place(&self, start: &str) -> (f64, f64) {
        let found = self.places.iter().find(|(text, ..)| text.starts_with(start));
        found.map_or_else(|| panic!("{start}: {:?}", self.places), |(_, top, bottom)| (*top, *bottom))
    }

    /// The size of a word in points. The line under the title is in 10.5 points whatever else there is.
    fn size(&self, start: &str) -> f64 {
        let height = |(top, bottom): (f64, f64)| bottom - top;
        10.5 * height(self.place(start)) / height(self.place("填报时间"))
    }

    fn assert_whole(&self) {
        assert!(self.info.contains("Pages:           1\n"), "{}", self.info);
        assert!(self.info.contains("Page size:       595") && self.info.contains("A4"), "{}", self.info);
        assert!(!self.text.contains("###"), "a number does not fit:\n{}", self.text);
        for number in 1..=18 {
            let number = number.to_string();
            assert!(self.words.contains(&number), "row {number} is not on the page:\n{:?}", self.words);
        }
        // Wrapped cells stand in pieces beside others, so every character is counted instead of searched as text.
        let mut printed = counted(&self.text);
        let form = form();
        let mut texts = vec![&form.mark, &form.title];
        texts.extend(form.header.0.iter().map(|field| &field.label));
        texts.extend([&form.columns.section, &form.columns.number, &form.columns.content]);
        texts.extend([&form.columns.month, &form.columns.total, &form.notes.label]);
        texts.extend(&form.notes.items);
        texts.extend(form.sections().map(|section| &section.title));
        texts.extend(form.rows().map(|row| &row.content));
        for text in texts {
            for (character, times) in counted(text) {
                let left = printed.entry(character).or_default();
                *left -= times;
                assert!(*left >= 0, "“{character}” of “{text}” is missing:\n{}", self.text);
            }
        }
    }
}

pub(crate) fn counted(text: &str) -> std::collections::HashMap<char, i64> {
    let mut counts = std::collections::HashMap::new();
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        *counts.entry(character).or_default() += 1;
    }
    counts
}

#[test]
fn a_township_month() {
    let paper = print("township", &township());
    paper.assert_whole();
    for word in ["1286", "36.80", "4.05", "61.05", "0", "2022年3月28日"] {
        assert!(paper.text.contains(word), "{word}");
    }
    assert!(paper.text.contains("填报单位（盖章）：龙沙镇人民政府"), "{}", paper.text);
}

#[test]
fn the_largest_numbers_and_the_longest_name() {
    let paper = print("largest", &largest(&long_name()));
    paper.assert_whole();
    for (word, times) in
        [("999999999999.99", 6), ("2999999999999.97", 6), ("999999999999", 18), ("2999999999997", 18)]
    {
        let found = paper.words.iter().filter(|found| *found == word).count();
        assert_eq!(found, times, "{word}:\n{:?}", paper.words);
    }
    let printed = counted(&paper.text);
    for character in long_name().chars() {
        assert!(printed.contains_key(&character), "“{character}” of the unit's name is missing");
    }
}

#[test]
fn an_empty_month() {
    let paper = print("empty", &empty());
    paper.assert_whole();
    let numbers = paper.words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count();
    assert_eq!(numbers, 18, "the row numbers and nothing else:\n{:?}", paper.words);
}

#[test]
fn the_seal_has_its_42_millimetres_between_title_and_table() {
    let mut long = finished(township());
    long.unit.name = "重庆市万州区恒合土家族乡人民政府社会事务办公室".into();
    for (name, sheet) in
        [("seal", finished(township())), ("seal-long", long), ("seal-largest", largest(&long_name()))]
    {
        let paper = print(name, &sheet);
        paper.assert_whole();
        let (_, title) = paper.place("“全民动手");
        let (table, _) = paper.place("整治项目");
        let room = (table - title) / MILLIMETRE;
        // 42 mm, and what the cell of the heading leaves above its words.
        assert!((44.5..60.0).contains(&room), "{name}: {room} mm");
    }
}

#[test]
fn no_figure_is_too_small_to_read() {
    let paper = print("readable", &largest(&long_name()));
    for figure in ["999999999999.99", "2999999999999.97", "999999999999", "2999999999997"] {
        let size = paper.size(figure);
        assert!((7.0..=10.6).contains(&size), "{figure}: {size} points");
    }
    let ordinary = print("ordinary", &township());
    assert!(ordinary.size("1286") > 9.9, "{}", ordinary.size("1286"));
}

#[test]
fn a_draft_says_so_on_paper_and_a_report_does_not() {
    assert!(print("draft", &township()).words.contains(&"草稿".to_owned()));
    assert!(!print("final", &finished(township())).text.contains("草稿"));
}
