//! The three files: what they say, that they say the same, and how a page looks.
//!
//! LibreOffice and poppler are needed; `cargo xtask test` installs them.

use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};
use yuebao::output::document::{Fonts, summary_document};
use yuebao::output::write_file;
use yuebao::session::Session;
use yuebao::summary::{Heading, Span};
use yuebao::unit::Unit;

use crate::harness::{Office, now, texts};
use crate::year::{two_years, with_gaps, with_projects, zeros};

const YEAR: Span = Span::Year(2022);

fn at() -> yuebao::session::Now {
    "2022-11-02T09:00:00+08:00".parse().unwrap()
}

pub(crate) fn run(program: &str, arguments: &[&dyn AsRef<std::ffi::OsStr>]) -> String {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbook/fonts.conf");
    let output = Command::new(program)
        .env("FONTCONFIG_FILE", fonts)
        .args(arguments.iter().map(AsRef::as_ref))
        .output()
        .unwrap_or_else(|error| panic!("{program} is needed: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The texts of a PDF's pages without spaces, line breaks and page numbers.
fn pages_of(pdf: &Path) -> Vec<String> {
    let text = run("pdftotext", &[&pdf, &"-"]);
    let pages = text.split_terminator('\u{c}').zip(1..);
    pages.map(|(page, number)| words(page).replace(&format!("—{number}—"), "")).collect()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A Word file or a workbook as LibreOffice prints it.
pub(crate) fn printed(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    run("soffice", &[&profile, &"--headless", &"--convert-to", &"pdf", &"--outdir", &folder, &file]);
    file.with_extension("pdf")
}

pub(crate) fn kept(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("summary").join(name.replace('.', "-"));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    write_file(&path, bytes).unwrap();
    path
}

fn with_words(session: &mut Session) {
    for (heading, text) in [
        (Heading::Measures, "（一）加强领导。成立领导小组，压实责任。\n（二）全民动手。发动群众参与。"),
        (Heading::Problems, "部分区域反弹。"),
        (Heading::Plans, "继续巩固提升。"),
    ] {
        session.summaries_mut().write_summary(now(), YEAR, heading, text, None).unwrap();
    }
}

#[test]
fn word_and_pdf_say_the_same_under_the_same_headings_with_the_same_tables() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    with_words(&mut session);
    let (fonts, page) = (Fonts::system(), session.summaries().page(at().date_naive(), YEAR).unwrap());
    let pdf = kept("township.pdf", &session.summaries().pdf(at(), YEAR, fonts).unwrap().bytes);
    let docx = kept("township-word.docx", &session.summaries().word(at(), YEAR, fonts).unwrap().bytes);
    let pages = pages_of(&pdf);
    let printed = printed(&docx);
    let (paper, word) = (pages.concat(), pages_of(&printed).concat());
    for (what, text) in [("paper", &paper), ("word", &word)] {
        let mut rest = text.as_str();
        let mut wanted =
            vec!["“全民动手共同缔造山城美丽家园”".to_owned(), "市容环境整治主题活动总结".to_owned()];
        for part in &page.headings {
            wanted.push(part.title.clone());
            wanted.extend(part.text.lines().map(words));
        }
        let captions = ["各项数据汇总", "2022年1月至6月各月数据", "2022年7月至10月各月数据", "附件3"];
        wanted.push("2022年11月2日".to_owned());
        wanted.extend(captions.map(str::to_owned));
        for words in wanted {
            rest =
                rest.split_once(&words).unwrap_or_else(|| panic!("{what}: “{words}” is missing:\n{rest}")).1;
        }
    }
    // The numbers of every line stand in both.
    for line in page.summary.lines().filter(|line| line.applies) {
        let Some(total) = line.total else { continue };
        for (what, text) in [("paper", &paper), ("word", &word)] {
            assert!(text.contains(&total.to_string()), "{what}: {} {total}", line.name);
        }
    }
}

/// A year, its months and what its pages are about, for offices of every kind.
#[test]
fn word_and_pdf_have_the_same_pages() {
    let township = Office::begun();
    let mut gaps = with_gaps(&township);
    with_words(&mut gaps);
    with_projects(&mut gaps);
    let (_department, department) = two_years();
    let nothing_done = Office::begun();
    let zeros = zeros(&nothing_done);
    let later = "2023-12-28T09:00:00+08:00".parse().unwrap();
    let long = Office::begun();
    let mut long_name = with_gaps(&long);
    with_words(&mut long_name);
    let name = "重庆市万州区龙沙镇人民政府城市管理与市容环境卫生综合整治工作领导小组办公室城管中队";
    assert_eq!(name.chars().count(), 41);
    let unit = Unit { name: name.into(), ..long_name.unit().unwrap().clone() };
    long_name.set_unit(now(), unit).unwrap();
    let mut sessions = [gaps, zeros, department, long_name];
    for (what, whose, span, at) in [
        ("gaps", 0, YEAR, at()),
        ("one month", 0, "2022-03".parse().unwrap(), at()),
        ("zeros", 1, YEAR, at()),
        ("a year compared", 2, Span::Year(2023), later),
        ("the campaign", 2, Span::Campaign, later),
        ("a long name", 3, YEAR, at()),
    ] {
        let session = &mut sessions[whose];
        let name = format!("pages-{}", what.replace(' ', "-"));
        let fonts = Fonts::system();
        let pdf = kept(&format!("{name}.pdf"), &session.summaries().pdf(at, span, fonts).unwrap().bytes);
        let docx =
            kept(&format!("{name}-word.docx"), &session.summaries().word(at, span, fonts).unwrap().bytes);
        let paper = pages_of(&pdf);
        let printed = printed(&docx);
        let word = pages_of(&printed);
        let captions = ["汇总", "各月数据", "月数据", "各项数据逐月情况", "附件3"];
        let about = |pages: &[String]| -> Vec<String> {
            let caption = |page: &String| {
                captions.iter().find_map(|caption| {
                    let head: String = page.chars().take(30).collect();
                    head.split_once(caption).map(|(before, _)| format!("{before}{caption}"))
                })
            };
            pages.iter().map(|page| caption(page).unwrap_or_default()).collect()
        };
        assert_eq!(about(&word), about(&paper), "{what}");
        let captioned = about(&paper).iter().filter(|caption| !caption.is_empty()).count();
        let tables = session.summaries().summary(at.date_naive(), span).unwrap().months.len().div_ceil(6) + 1;
        assert_eq!(captioned, tables + 2, "{what}: no table needs a second page");
    }
}

#[test]
fn a_layout_has_no_warning_at_ordinary_and_extreme_contents() {
    let fonts = Fonts::system();
    let township = Office::begun();
    let mut gaps = with_gaps(&township);
    let (department, mut full) = two_years();
    let mut one_month = department.session();
    let empty = Office::begun();
    let mut empty_session = empty.session();
    let nothing_done = Office::begun();
    let mut zeros = zeros(&nothing_done);
    let large = Office::begun();
    let mut largest = large.session();
    largest
        .reports_mut()
        .set_amounts(
            now(),
            "2022-03".parse().unwrap(),
            texts("1a=999999999999 2a=999999999999.99 16=999999999999"),
        )
        .unwrap();
    largest.summaries_mut().write_summary(now(), YEAR, Heading::Plans, &"长".repeat(6000), None).unwrap();
    largest.summaries_mut().write_summary(now(), YEAR, Heading::Problems, &"w".repeat(300), None).unwrap();
    for (what, session, span) in [
        ("gaps", &mut gaps, YEAR),
        ("one month", &mut one_month, "2022-05".parse().unwrap()),
        ("the campaign", &mut full, Span::Campaign),
        ("nothing", &mut empty_session, YEAR),
        ("zeros", &mut zeros, YEAR),
        ("largest", &mut largest, YEAR),
    ] {
        let content = session.summaries().content(at(), span).unwrap();
        let document = summary_document(session.form(), &content, fonts).unwrap();
        assert!(document.warnings().is_empty(), "{what}: {:?}", document.warnings());
        let pdf = kept(&format!("{}.pdf", what.replace(' ', "-")), &document.pdf().unwrap());
        assert!(pdf.exists());
        session.summaries().word(at(), span, fonts).unwrap();
        session.summaries().workbook(at(), span).unwrap();
    }
}

#[test]
fn the_workbook_has_every_month_and_total_as_numbers_and_a_native_chart_for_each_figure() {
    let (_office, session) = two_years();
    let bytes = session.summaries().workbook(at(), YEAR).unwrap().bytes;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let summary = session.summaries().summary(at().date_naive(), YEAR).unwrap();
    let own: Vec<String> = summary.lines().map(|line| format!("{} {}", line.row, line.name)).collect();
    assert_eq!(book.sheet_names()[..3], ["各月数据", "各月累计", "图表"]);
    assert_eq!(book.sheet_names()[3..], own, "a sheet for each figure");
    let table = book.worksheet_range("各月数据").unwrap();
    let number = |row: u32, column: u32| match table.get_value((row, column)) {
        Some(Data::Float(number)) => *number,
        Some(Data::Int(number)) => f64::from(i32::try_from(*number).unwrap()),
        other => panic!("{row} {column}: {other:?}"),
    };
    for (row, line) in (2..).zip(summary.lines()) {
        for (column, entry) in (3..).zip(&line.entries) {
            assert!((number(row, column) - entry.amount().unwrap().to_f64()).abs() < 1e-9);
        }
        assert!((number(row, 15) - line.total.unwrap().to_f64()).abs() < 1e-9, "{}", line.name);
    }
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut charts_in = |drawing: usize| {
        let mut links = String::new();
        let name = format!("xl/drawings/_rels/drawing{drawing}.xml.rels");
        package.by_name(&name).unwrap().read_to_string(&mut links).unwrap();
        links.matches("../charts/chart").count()
    };
    assert_eq!(charts_in(1), 24, "all of them on one sheet");
    assert!((2..26).all(|drawing| charts_in(drawing) == 1), "and each on its own");
    let mut chart = String::new();
    package.by_name("xl/charts/chart1.xml").unwrap().read_to_string(&mut chart).unwrap();
    assert!(chart.contains("<c:barChart>") && chart.contains("<c:lineChart>"));
    for title in ["1．出动环卫工人（人次）", "当月数量（人次）", "累计数量（人次）"]
    {
        assert!(chart.contains(&format!("<a:t>{title}</a:t>")), "{title} is a title in the chart");
    }
}

#[test]
fn the_workbook_names_what_is_missing() {
    let office = Office::begun();
    let session = with_gaps(&office);
    let bytes = session.summaries().workbook(at(), YEAR).unwrap().bytes;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let table = book.worksheet_range("各月数据").unwrap();
    let text = |column: u32| table.get_value((2, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!([text(3), text(4), text(9), text(13)], ["107", "无数据", "缺", "1122"]);
    let headings: Vec<String> = table.rows().nth(1).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(headings[12..14], ["10月", "合计"], "no column for a month that is not over");
}

#[test]
fn every_figure_has_a_chart_and_all_stand_on_one_picture() {
    let office = Office::begun();
    let session = with_gaps(&office);
    let day = at().date_naive();
    let all = session.summaries().chart(day, YEAR, None, Fonts::system()).unwrap();
    let one = session.summaries().chart(day, YEAR, Some("1a".parse().unwrap()), Fonts::system()).unwrap();
    assert!(all.starts_with("<svg") && one.starts_with("<svg") && all.len() > one.len());
    for figure in session.form().figures() {
        session.summaries().chart(day, YEAR, Some(figure.id), Fonts::system()).unwrap();
    }
    assert!(session.summaries().chart(day, YEAR, Some("99".parse().unwrap()), Fonts::system()).is_err());
}

/// The size of a page at 60 dots an inch.
const WIDE: usize = 496;
const HIGH: usize = 702;
/// The side of the squares that pages are compared by, and how many dots of one may differ: fewer than in one digit.
const SQUARE: usize = 24;
const MAY_DIFFER: usize = 4;

/// How many dots differ in the square that differs most. Over a whole page a wrong number would be lost.
fn worst_square(one: &[u8], two: &[u8]) -> usize {
    assert_eq!((one.len(), two.len()), (WIDE * HIGH, WIDE * HIGH));
    let mut squares = vec![0; WIDE.div_ceil(SQUARE) * HIGH.div_ceil(SQUARE)];
    for (at, (one, two)) in one.iter().zip(two).enumerate() {
        if one.abs_diff(*two) > 64 {
            squares[at / WIDE / SQUARE * WIDE.div_ceil(SQUARE) + at % WIDE / SQUARE] += 1;
        }
    }
    squares.into_iter().max().unwrap()
}

/// A page in grey at 60 dots an inch.
fn picture(pdf: &Path, page: &str) -> Vec<u8> {
    let stem = pdf.with_extension(format!("page{page}"));
    run(
        "pdftoppm",
        &[
            &"-scale-to-x",
            &WIDE.to_string(),
            &"-scale-to-y",
            &HIGH.to_string(),
            &"-gray",
            &"-png",
            &"-singlefile",
            &"-f",
            &page,
            &"-l",
            &page,
            &pdf,
            &stem,
        ],
    );
    dots(Path::new(&format!("{}.png", stem.display())))
}

fn dots(path: &Path) -> Vec<u8> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut dots).unwrap();
    dots.into_iter().step_by(info.color_type.samples()).collect()
}

/// After a change that is meant, `UPDATE_PICTURES=1` writes the pictures anew: look at them.
#[test]
fn the_first_page_and_the_charts_look_as_somebody_looked_at_them() {
    let office = Office::begun();
    let mut session = with_gaps(&office);
    with_words(&mut session);
    with_projects(&mut session);
    let pdf = kept("looks.pdf", &session.summaries().pdf(at(), YEAR, Fonts::system()).unwrap().bytes);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/summary/pictures");
    let compared = {
        let (_department, session) = two_years();
        let later = "2023-12-28T09:00:00+08:00".parse().unwrap();
        kept(
            "compared.pdf",
            &session.summaries().pdf(later, Span::Year(2023), Fonts::system()).unwrap().bytes,
        )
    };
    for (name, pdf, page) in [
        ("first.png", &pdf, "1"),
        ("totals.png", &pdf, "3"),
        ("charts.png", &pdf, "6"),
        ("figures.png", &pdf, "7"),
        ("projects.png", &pdf, "12"),
        ("compared.png", &compared, "3"),
    ] {
        let now = picture(pdf, page);
        let golden = folder.join(name);
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            std::fs::copy(pdf.with_extension(format!("page{page}.png")), &golden).unwrap();
        }
        let worst = worst_square(&dots(&golden), &now);
        assert!(worst <= MAY_DIFFER, "{name}: {worst} dots of one square differ");
    }
}

#[test]
fn one_other_digit_on_a_page_is_seen() {
    let office = Office::begun();
    let session = with_gaps(&office);
    let page = |name: &str| {
        picture(&kept(name, &session.summaries().pdf(at(), YEAR, Fonts::system()).unwrap().bytes), "3")
    };
    let before = page("digit-before.pdf");
    assert_eq!(worst_square(&before, &page("digit-same.pdf")), 0);
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), "2022-03".parse().unwrap(), texts("17=2")).unwrap();
    let after = picture(
        &kept("digit-after.pdf", &session.summaries().pdf(at(), YEAR, Fonts::system()).unwrap().bytes),
        "3",
    );
    assert!(worst_square(&before, &after) > MAY_DIFFER, "{}", worst_square(&before, &after));
}
