//! Every number that is told is the one the store has: in the text, in the Word file and in the workbook, for years of
//! every kind. The store is asked by another way: for the 累计数量 of the form's own page.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use yuebao::output::document::Fonts;
use yuebao::report::State;
use yuebao::session::{Now, Session};
use yuebao::summary::{Heading, Span, Summary, SummaryLine};

use crate::harness::{Office, month, now, texts};
use crate::year::{corrected, two_years, with_gaps, zeros};

const YEAR: Span = Span::Year(2022);

fn at(text: &str) -> Now {
    text.parse().unwrap()
}

/// The 累计数量 of that month, as the form shows it.
fn totals(session: &Session, at: &str) -> BTreeMap<String, String> {
    let sheet = session.reports().sheet(month(at)).unwrap();
    let known = session.form().figures().filter_map(|figure| {
        let total = sheet.cell(figure.id)?.total.amount?;
        Some((figure.id.to_string(), total.to_string()))
    });
    known.collect()
}

/// A part of a package.
fn unpacked(bytes: &[u8], part: &str) -> String {
    let mut text = String::new();
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    package.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Takes each total with its unit out of a text, in the order of the form; what is left must have no other number but
/// those of months and years.
fn take_out(what: &str, text: &str, told: &[String]) {
    let mut rest = text.to_owned();
    let mut from = 0;
    for number in told {
        let is_whole = |(at, _): &(usize, &str)| {
            !rest[..from + at].ends_with(|before: char| before.is_ascii_digit() || before == '.')
        };
        let found = rest[from..].match_indices(number.as_str()).find(is_whole);
        let (at, _) = found.unwrap_or_else(|| panic!("{what}: {number} is not where it belongs in {text}"));
        rest.replace_range(from + at..from + at + number.len(), "#");
        from += at;
    }
    let digits = |one: char| one.is_ascii_digit() || one == '.';
    for number in rest.split(|one| !digits(one)).filter(|number| number.chars().any(digits)) {
        let behind = rest.split_once(number).unwrap().1;
        let is_of_time = behind.starts_with('年') || behind.starts_with('月') || behind.starts_with('、');
        assert!(is_of_time, "{what}: {number} is no total, in {rest}");
    }
}

/// The totals with their units, as a text of the results must tell them: those that came to nothing are left to the
/// table, unless a whole section did.
fn to_be_told(page: &Summary, wanted: &BTreeMap<String, String>) -> Vec<String> {
    let is_zero = |line: &SummaryLine| wanted[&line.figure.to_string()].parse::<f64>().unwrap() == 0.0;
    let mut told = Vec::new();
    for section in &page.sections {
        let known: Vec<&SummaryLine> =
            section.lines.iter().filter(|line| wanted.contains_key(&line.figure.to_string())).collect();
        let is_nothing = |row: u16| {
            known.iter().filter(|line| line.row == row).all(|line| is_zero(line) && line.missing.is_empty())
        };
        let all_nothing = known.iter().all(|line| is_nothing(line.row));
        for line in known.iter().filter(|line| all_nothing || !is_nothing(line.row)) {
            let years = line.years.iter().map(|year| year.amount.to_string());
            let numbers: Vec<String> = if line.years.is_empty() {
                vec![wanted[&line.figure.to_string()].clone()]
            } else {
                years.collect()
            };
            told.extend(numbers.into_iter().map(|number| format!("{number}{}", line.unit)));
        }
    }
    told
}

/// What every output tells is what the form shows at the end of the last month.
fn agrees(what: &str, session: &mut Session, today: Now, span: Span, last: &str) {
    let wanted = totals(session, last);
    let page = session.summaries().page(today.date_naive(), span).unwrap();
    let word =
        unpacked(&session.summaries().word(today, span, Fonts::system()).unwrap().bytes, "word/document.xml");
    let text_of = |heading| &page.headings.iter().find(|part| part.heading == heading).unwrap().text;
    take_out(what, text_of(Heading::Results), &to_be_told(&page.summary, &wanted));
    let counted: Vec<_> = page
        .summary
        .counted_months()
        .map(|month| session.reports().sheet(month.month).unwrap().state)
        .collect();
    let filled = counted.iter().filter(|state| **state != State::Empty).count();
    let reports = format!("应填报月报表{}期，已填报{filled}期", counted.len());
    assert!(text_of(Heading::Situation).contains(&reports), "{what}: {reports}");
    let book = session.summaries().workbook(today, span).unwrap().bytes;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let table = book.worksheet_range("各月数据").unwrap();
    let total_column = u32::try_from(3 + page.summary.months.len()).unwrap();
    for (row, line) in (2..).zip(page.summary.lines()) {
        let figure = line.figure.to_string();
        assert_eq!(
            line.total.map(|total| total.to_string()),
            wanted.get(&figure).cloned(),
            "{what}: {figure}"
        );
        let Some(total) = wanted.get(&figure) else { continue };
        assert!(word.contains(&format!(">{total}<")), "{what}: {figure} {total} in a cell of the Word file");
        let number = match table.get_value((row, total_column)) {
            Some(Data::Float(number)) => *number,
            other => panic!("{what}: {figure} {other:?}"),
        };
        assert_eq!(
            number.to_string().parse::<f64>().unwrap().to_bits(),
            total.parse::<f64>().unwrap().to_bits()
        );
    }
    for paragraph in text_of(Heading::Results).lines() {
        let words = paragraph.split('。').rfind(|words| !words.is_empty()).unwrap_or_default();
        assert!(word.contains(words), "{what}: {words} in the Word file");
    }
}

#[test]
fn every_number_told_is_the_one_the_form_shows() {
    let november = at("2022-11-02T09:00:00+08:00");
    let office = Office::begun();
    agrees("gaps", &mut with_gaps(&office), november, YEAR, "2022-12");
    let office = Office::begun();
    agrees("zeros", &mut zeros(&office), november, YEAR, "2022-12");
    let office = Office::begun();
    let mut session = corrected(&office);
    agrees("corrected", &mut session, at("2022-05-02T09:00:00+08:00"), YEAR, "2022-12");
    let office = Office::begun_as("township", "2022-03");
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("1a=7 2a=0.05 5b=3 16=12")).unwrap();
    session.reports_mut().set_opening(now(), texts("1a=100 2a=9.95")).unwrap();
    agrees("one month, begun late", &mut session, november, YEAR, "2022-12");
    let (_office, mut department) = two_years();
    agrees("a department", &mut department, november, YEAR, "2022-12");
    agrees("a department, both years", &mut department, november, Span::Campaign, "2023-12");
}

#[test]
fn a_correction_is_in_the_summary_and_what_was_sent_stays_as_it_was_sent() {
    let office = Office::begun();
    let session = corrected(&office);
    let page = session.summaries().page("2022-05-02".parse().unwrap(), YEAR).unwrap();
    let results = &page.headings[2].text;
    assert!(results.contains("出动环卫工人397人次"), "{results}");
    assert!(results.contains("清除暴露垃圾93.25吨（其中塑料类暴露垃圾17.00吨）"), "{results}");
    assert!(page.headings[0].text.contains("其中已定稿3期"), "{}", page.headings[0].text);
    let remark = page.summary.lines().find(|line| line.figure.to_string() == "1a").unwrap();
    assert_eq!(remark.remark, "含累计调整 -3");
    let first = office.run(["show", "2022-02", "--revision", "0", "--json"]).json().to_string();
    assert!(first.contains("20.50") && !first.contains("31.75"), "{first}");
}
