//! Every number that is told is the one the store has: in the text, in the Word file and in the workbook, for years of
//! every kind. The store is asked by another way: for the 累计数量 of the form's own page.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use yuebao::output::document::Fonts;
use yuebao::session::{Now, Session};
use yuebao::summary::{Heading, Span};

use crate::harness::{Office, month, now, texts};
use crate::year::{corrected, two_years, with_gaps, zeros};

const YEAR: Span = Span::Year(2022);

fn at(text: &str) -> Now {
    text.parse().unwrap()
}

/// The 累计数量 of that month, as the form shows it.
fn totals(session: &Session, at: &str) -> BTreeMap<String, String> {
    let sheet = session.sheet(month(at)).unwrap();
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

/// Numbers with their units and their words around them, as the text of the results must say them.
fn agrees(what: &str, session: &mut Session, today: Now, span: Span, last: &str) {
    let wanted = totals(session, last);
    let page = session.summary_page(today.date_naive(), span).unwrap();
    let text = &page.headings.iter().find(|part| part.heading == Heading::Results).unwrap().text;
    let word =
        unpacked(&session.summary_word(today, span, Fonts::system()).unwrap().bytes, "word/document.xml");
    let book = session.summary_workbook(today, span).unwrap().bytes;
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
        let told = format!("{total}{}", line.unit);
        assert!(text.contains(&told), "{what}: {figure} {told} in {text}");
        assert!(word.contains(&told), "{what}: {figure} {told} in the Word file");
        let number = match table.get_value((row, total_column)) {
            Some(Data::Float(number)) => *number,
            other => panic!("{what}: {figure} {other:?}"),
        };
        assert_eq!(
            number.to_string().parse::<f64>().unwrap().to_bits(),
            total.parse::<f64>().unwrap().to_bits()
        );
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
    session.set_amounts(now(), month("2022-03"), texts("1a=7 2a=0.05 5b=3 16=12")).unwrap();
    session.set_opening(now(), texts("1a=100 2a=9.95")).unwrap();
    agrees("one month, begun late", &mut session, november, YEAR, "2022-12");
    let (_office, mut department) = two_years();
    agrees("a department", &mut department, november, YEAR, "2022-12");
    agrees("a department, both years", &mut department, november, Span::Campaign, "2023-12");
}

#[test]
fn a_correction_is_in_the_summary_and_what_was_sent_stays_as_it_was_sent() {
    let office = Office::begun();
    let session = corrected(&office);
    let page = session.summary_page("2022-05-02".parse().unwrap(), YEAR).unwrap();
    let results = &page.headings[2].text;
    assert!(results.contains("出动环卫工人397人次"), "{results}");
    assert!(results.contains("清除暴露垃圾93.25吨（其中塑料类暴露垃圾17.00吨）"), "{results}");
    assert!(page.headings[0].text.contains("其中已定稿3期"), "{}", page.headings[0].text);
    let remark = page.summary.lines().find(|line| line.figure.to_string() == "1a").unwrap();
    assert_eq!(remark.remark, "含累计调整 -3");
    let first = office.run(["show", "2022-02", "--revision", "0", "--json"]).json().to_string();
    assert!(first.contains("20.50") && !first.contains("31.75"), "{first}");
}
