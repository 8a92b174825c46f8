//! No number is ever broken or has a character in it that is not its own, however many digits it has: in the text and in
//! the tables, in the PDF and in the Word file as LibreOffice prints it. Whoever searches for it finds it.

use std::collections::BTreeMap;

use yuebao::output::document::Fonts;
use yuebao::projects::Project;
use yuebao::session::{HeadingText, Now, Session};
use yuebao::summary::{Heading, Span, Summary};

use crate::harness::{Office, month, now, texts};
use crate::paper::{kept, printed, run};

const YEAR: Span = Span::Year(2022);

fn at() -> Now {
    "2022-11-02T09:00:00+08:00".parse().unwrap()
}

/// The numbers in a text, as whoever reads it takes them, and how often each is there.
fn numbers(text: &str) -> BTreeMap<String, usize> {
    let mut numbers = BTreeMap::new();
    for number in text.split(|one: char| !(one.is_ascii_digit() || one == '.')) {
        if number.contains(|one: char| one.is_ascii_digit()) {
            *numbers.entry(number.trim_end_matches('.').to_owned()).or_default() += 1;
        }
    }
    numbers
}

/// The numbers that the text under the headings and the tables must have.
fn wanted(headings: &[HeadingText], summary: &Summary) -> BTreeMap<String, usize> {
    let mut all: Vec<String> = headings.iter().map(|part| part.text.clone()).collect();
    for line in summary.lines() {
        all.extend(line.total.map(|total| total.to_string()));
        all.extend(
            line.entries.iter().filter_map(yuebao::report::Entry::amount).map(|amount| amount.to_string()),
        );
        all.extend(line.best.as_ref().map(|best| best.amount.to_string()));
        all.extend(line.compared.as_ref().map(|compared| compared.words.clone()));
        all.push(line.remark.clone());
    }
    numbers(&all.join("\n"))
}

/// Numbers of so many digits in each month, some of them larger.
fn with_amounts(kind: &str, counts: &str, weights: &str) -> (Office, Session) {
    let office = Office::begun_as(kind, "2022-01");
    let mut session = office.session();
    session.reports_mut().set_opening(now(), texts(&format!("1a={counts} 2a={weights}"))).unwrap();
    for at in month("2022-01").through(month("2022-10")) {
        session
            .reports_mut()
            .set_amounts(
                now(),
                at,
                texts(&format!(
                    "1a={counts} 1b=3 2a={weights} 2b=0.05 6={weights} 7a={counts} 9=12 16={counts}"
                )),
            )
            .unwrap();
    }
    (office, session)
}

/// Every number is there as often as it must be, and nothing stands in between that nobody can see.
fn all_there(what: &str, text: &str, wanted: &BTreeMap<String, usize>) {
    let there = numbers(text);
    for (number, times) in wanted {
        let found = there.get(number).copied().unwrap_or_default();
        assert!(found >= *times, "{what}: {number} is there {found} times, not {times}");
    }
    let unseen: Vec<char> = text
        .chars()
        .filter(|one| matches!(one, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
        .collect();
    assert!(unseen.is_empty(), "{what}: {unseen:?}");
}

fn check(name: &str, session: &Session, span: Span, at: Now, more: &[&str]) {
    let fonts = Fonts::system();
    let page = session.summaries().page(at.date_naive(), span).unwrap();
    let mut wanted = wanted(&page.headings, &page.summary);
    for number in more {
        *wanted.entry((*number).to_owned()).or_default() += 1;
    }
    let pdf = kept(&format!("{name}.pdf"), &session.summaries().pdf(at, span, fonts).unwrap().bytes);
    let docx = kept(&format!("{name}-word.docx"), &session.summaries().word(at, span, fonts).unwrap().bytes);
    for file in [pdf, printed(&docx)] {
        let what = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = run("pdftotext", &[&file, &"-"]);
        all_there(&what, &text, &wanted);
        let cut = text.lines().find(|line| line.ends_with(['-', '\u{2011}']));
        assert_eq!(cut, None, "{what}: a number has lost its sign");
    }
}

#[test]
fn a_number_of_any_length_is_whole_wherever_it_stands() {
    for (name, counts, weights) in [
        ("four-digits", "8240", "2955.29"),
        ("seven-digits", "1652955", "1652955.29"),
        ("nine-digits", "123456789", "123456789.01"),
        ("ten-digits", "1234567890", "1234567890.12"),
        ("twelve-digits", "999999999999", "999999999999.99"),
    ] {
        let (_office, session) = with_amounts("township", counts, weights);
        check(name, &session, YEAR, at(), &[]);
    }
}

#[test]
fn a_change_since_the_year_before_and_an_adjustment_are_whole_too() {
    let (_office, mut session) = with_amounts("department", "123456789012", "98765432109.87");
    let months = month("2023-01").through(month("2023-06"));
    for at in months {
        let amounts =
            texts("1a=999999999999 1b=4 2a=987654321098.76 2b=12345678901.23 6=0.01 16=100000000000");
        session.reports_mut().set_amounts(now(), at, amounts).unwrap();
    }
    session.reports_mut().adjust(now(), month("2023-02"), texts("1a=-12345678901"), "台账多记").unwrap();
    let later = "2023-07-02T09:00:00+08:00".parse().unwrap();
    let span: Span = "2023-01..2023-06".parse().unwrap();
    let page = session.summaries().page("2023-07-02".parse().unwrap(), span).unwrap();
    assert!(page.summary.lines().any(|line| line.compared.is_some()), "there is a change to be told");
    check("compared-digits", &session, span, later, &[]);
    check("campaign-digits", &session, Span::Campaign, later, &[]);
}

/// How high the numbers of some pages are.
fn heights(boxes: &str) -> Vec<f64> {
    let of = |word: &str, side: &str| -> f64 {
        word.split(&format!("{side}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let is_number = |word: &&str| {
        let text = word.split('>').nth(1).unwrap_or_default().trim_end_matches("</word");
        !text.is_empty() && text.chars().all(|one| one.is_ascii_digit() || one == '.')
    };
    let words = boxes.lines().filter(|line| line.contains("<word")).filter(is_number);
    words.map(|word| of(word, "yMax") - of(word, "yMin")).collect()
}

#[test]
fn a_number_in_the_workbook_has_room_and_is_no_smaller_than_others() {
    for (name, counts, weights) in
        [("book-seven", "1652955", "1652955.29"), ("book-eleven", "99999999999", "99999999999.99")]
    {
        let (_office, session) = with_amounts("township", counts, weights);
        let summary = session.summaries().summary(at().date_naive(), YEAR).unwrap();
        let mut wanted: Vec<String> = Vec::new();
        for line in summary.lines().filter(|line| line.applies) {
            let amounts = line.entries.iter().map(yuebao::report::Entry::amount);
            let amounts = amounts.chain(line.running.iter().copied()).chain([line.total]).flatten();
            wanted.extend(amounts.map(|amount| amount.to_string()).chain([line.remark.clone()]));
        }
        let book = kept(&format!("{name}.xlsx"), &session.summaries().workbook(at(), YEAR).unwrap().bytes);
        let printed = printed(&book);
        let text = run("pdftotext", &[&printed, &"-"]);
        assert!(!text.contains("##"), "{name}");
        let heights = heights(&run("pdftotext", &[&"-bbox", &"-l", &"1", &printed, &"-"]));
        assert!(heights.len() > 40, "{name}: {}", heights.len());
        let (lowest, highest) =
            heights.iter().fold((f64::MAX, 0.0_f64), |(low, high), one| (low.min(*one), high.max(*one)));
        assert!(lowest > highest * 0.95, "{name}: no number is smaller than others: {lowest} {highest}");
        all_there(name, &text, &numbers(&wanted.join(" ")));
    }
}

#[test]
fn what_the_officer_writes_is_whole_too() {
    let office = Office::begun();
    let mut session = office.session();
    let text = "投入资金123456789012.50元，联系电话13812345678，文号20220101000123456789，\
                占全区的99.99%，网址http://www.example.gov.cn/2022/06/30/1234567890.html。"
        .repeat(8);
    session.summaries_mut().write_summary(now(), YEAR, Heading::Measures, &text, None).unwrap();
    let [by, scale, funds, due] =
        ["社区13812345678", "投资123456789012.50元", "98765432.10元", "2022年6月底前"];
    let project =
        Project { by: by.into(), scale: scale.into(), funds: funds.into(), due: due.into(), done_on: None };
    session.projects_mut().add_project(now(), project).unwrap();
    check("typed-digits", &session, YEAR, at(), &["13812345678", "123456789012.50", "98765432.10"]);
}

#[test]
fn only_what_is_longer_than_a_line_breaks_and_nothing_is_put_into_it() {
    let office = Office::begun();
    let mut session = office.session();
    let (digits, letters) = ("1234567890".repeat(20), "w".repeat(300));
    session.summaries_mut().write_summary(now(), YEAR, Heading::Problems, &digits, None).unwrap();
    session.summaries_mut().write_summary(now(), YEAR, Heading::Plans, &letters, None).unwrap();
    let pdf = kept("longer.pdf", &session.summaries().pdf(at(), YEAR, Fonts::system()).unwrap().bytes);
    let text = run("pdftotext", &[&pdf, &"-"]);
    let joined: String = text.split('\n').collect();
    assert!(joined.contains(&digits) && joined.contains(&letters), "{text}");
    // Neither runs out of its lines.
    let boxes = run("pdftotext", &[&"-bbox", &pdf, &"-"]);
    let edge = (210.0 - 26.0) / 25.4 * 72.0;
    let mut lines = 0;
    for word in boxes
        .lines()
        .filter(|line| line.contains("<word") && (line.contains("www") || line.contains("67890")))
    {
        let right: f64 = word.split("xMax=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        assert!(right < edge + 1.0, "{right} is beyond {edge}: {word}");
        lines += 1;
    }
    assert!(lines > 8, "{lines}");
}
