//! Nothing is set too small to read, however long names and numbers are: workbooks and paper, as they are printed.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use yuebao::notice::Notice;
use yuebao::output::document::Fonts;
use yuebao::session::Session;
use yuebao::summary::{Heading, Span};
use yuebao::unit::Unit;

use crate::harness::{Office, month, now, texts};
use crate::paper::{kept, run};
use crate::year::with_gaps;

const LONG: &str = "重庆市万州区恒合土家族乡人民政府社会事务与城乡环境综合整治办公室暨乡村振兴工作专班";
const LATE: &str = "2023-12-28T09:00:00+08:00";

/// A department with every figure of two years as large as it may be.
fn largest() -> (Office, Session) {
    let office = Office::begun_as("department", "2022-01");
    let mut session = office.session();
    let unit = session.unit().unwrap().clone();
    session.set_unit(now(), Unit { name: LONG.into(), ..unit }).unwrap();
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    let amounts: Vec<String> = form.figures().map(|figure| format!("{}=999999999999", figure.id)).collect();
    for at in month("2022-01").through(month("2023-12")) {
        session.reports_mut().set_amounts(now(), at, texts(&amounts.join(" "))).unwrap();
    }
    (office, session)
}

/// A workbook as LibreOffice prints it.
fn printed(name: &str, bytes: &[u8]) -> PathBuf {
    let book = kept(&format!("{name}.xlsx"), bytes);
    let folder = book.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    run("soffice", &[&profile, &"--headless", &"--convert-to", &"pdf", &"--outdir", &folder, &book]);
    book.with_extension("pdf")
}

/// The words of a PDF with the height of each in points; of one that stands upright it is how wide it is.
fn heights(pdf: &Path) -> Vec<(String, f64)> {
    let word = |line: &str| {
        let (place, text) = line.trim().strip_prefix("<word ")?.strip_suffix("</word>")?.split_once('>')?;
        let numbers: Vec<f64> =
            place.split('"').skip(1).step_by(2).map(|text| text.parse().unwrap()).collect();
        Some((text.to_owned(), (numbers[3] - numbers[1]).min(numbers[2] - numbers[0])))
    };
    run("pdftotext", &[&"-bbox", &pdf, &"-"]).lines().filter_map(word).collect()
}

fn height(words: &[(String, f64)], start: &str) -> f64 {
    let found = words.iter().find(|(text, _)| text.starts_with(start));
    found.map_or_else(|| panic!("{start}: {words:?}"), |(_, height)| *height)
}

#[test]
fn the_longest_numbers_of_two_years_are_readable_in_every_workbook() {
    let (_office, session) = largest();
    let later = LATE.parse().unwrap();
    // The line under the title of the form is in 10.5 points, in the same fonts.
    let form =
        printed("readable-form", &session.reports().workbook(now(), month("2022-03"), None).unwrap().bytes);
    let a_point = height(&heights(&form), "填报时间") / 10.5;
    let summary = session.summaries().workbook(later, Span::Campaign).unwrap();
    let matrix = session.reports().matrix_file(later).unwrap();
    for (name, bytes) in [("readable-summary", summary.bytes), ("readable-matrix", matrix.bytes)] {
        let pdf = printed(name, &bytes);
        let text = run("pdftotext", &[&"-layout", &pdf, &"-"]);
        let headings: Vec<&str> = text.lines().filter(|line| line.contains("2023年12月")).collect();
        let with_remarks = headings.iter().filter(|line| line.contains("备注")).count();
        assert_eq!(
            with_remarks,
            usize::from(name == "readable-summary"),
            "no page for the last column: {headings:?}"
        );
        let words = heights(&pdf);
        let numbers = words.iter().filter(|(text, _)| text.starts_with("999999999999"));
        let numbers: Vec<f64> = numbers.map(|(_, height)| height / a_point).collect();
        assert!(numbers.len() >= 24 * 24, "{name}: {} numbers are whole", numbers.len());
        let smallest = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        assert!(smallest >= 7.0, "{name}: {smallest} points");
    }
}

#[test]
fn a_long_remark_is_shown_whole_in_the_workbook() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    for at in ["2022-01", "2022-03", "2022-05", "2022-09"].map(month) {
        session.reports_mut().set_amounts(now(), at, texts("18=")).unwrap();
    }
    let at = "2022-11-02T09:00:00+08:00".parse().unwrap();
    let page = session.summaries().page("2022-11-02".parse().unwrap(), Span::Year(2022)).unwrap();
    let remark = page.summary.lines().last().unwrap().remark.clone();
    assert!(remark.chars().count() > 20, "{remark} has more than one line");
    let bytes = session.summaries().workbook(at, Span::Year(2022)).unwrap().bytes;
    let mut sheet = String::new();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    package.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    let height = |row: usize| {
        let (_, after) = sheet.split_once(&format!("<row r=\"{row}\"")).unwrap();
        let (_, height) = after.split_once(" ht=\"").unwrap();
        height.split_once('"').unwrap().0.parse::<f64>().unwrap()
    };
    // Below the title and the headings; two lines of 10.5 points.
    let last = 2 + page.summary.lines().count();
    assert!(height(last) >= 2.0 * 10.5 * 1.3, "{remark}: {} points", height(last));
    assert!(height(3) < 21.0, "a row without a remark: {} points", height(3));
}

#[test]
fn a_long_name_wraps_in_the_size_of_a_short_one() {
    let pages = |unit: &str| {
        let office = Office::begun();
        let mut session = office.session();
        let before = session.unit().unwrap().clone();
        session.set_unit(now(), Unit { name: unit.into(), ..before }).unwrap();
        session.reports_mut().set_amounts(now(), month("2022-01"), texts("1a=7")).unwrap();
        let span = Span::Year(2022);
        session.summaries_mut().write_summary(now(), span, Heading::Plans, "继续。", None).unwrap();
        let at = "2022-11-02T09:00:00+08:00".parse().unwrap();
        let name = format!("name-{}.pdf", unit.chars().count());
        let pdf = kept(&name, &session.summaries().pdf(at, span, Fonts::system()).unwrap().bytes);
        let text: String = run("pdftotext", &[&pdf, &"-"]).split_whitespace().collect();
        (heights(&pdf), text)
    };
    let (short, _) = pages("龙沙镇");
    let (long, text) = pages(LONG);
    assert_eq!(text.matches(LONG).count(), 3, "in the title, in the text and under it: {text}");
    let title = (height(&long, "重庆市"), height(&short, "龙沙镇"));
    assert!((title.0 - title.1).abs() < 0.1, "the title: {title:?}");
    let signature = |words: &[(String, f64)], start: &str| {
        words.iter().rfind(|(text, _)| text.starts_with(start)).map_or(0.0, |(_, height)| *height)
    };
    let signature = (signature(&long, "重庆市"), signature(&short, "龙沙镇"));
    assert!((signature.0 - signature.1).abs() < 0.1 && signature.0 < title.0, "the signature: {signature:?}");
}

#[test]
fn a_number_over_a_narrow_bar_is_upright_and_readable() {
    let (_office, session) = largest();
    let file = session.summaries().pdf(LATE.parse().unwrap(), Span::Campaign, Fonts::system()).unwrap();
    let pdf = kept("bars.pdf", &file.bytes);
    let pages = run("pdftotext", &[&pdf, &"-"]);
    let first = pages.split('\u{c}').position(|page| page.contains("各项数据逐月情况")).unwrap() + 1;
    let charts = pdf.with_extension("charts.pdf");
    run("qpdf", &[&pdf, &"--pages", &".", &format!("{first}-z"), &"--", &charts]);
    let words = heights(&charts);
    // The legend is in 8 points, in the same font.
    let a_point = height(&words, "累计数量") / 8.0;
    let numbers = words.iter().filter(|(text, _)| text.starts_with("999999999999"));
    let numbers: Vec<f64> = numbers.map(|(_, height)| height / a_point).collect();
    assert!(numbers.len() >= 24 * 24, "{} numbers are whole", numbers.len());
    let smallest = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    assert!(smallest >= 6.9, "{smallest} points");
}
