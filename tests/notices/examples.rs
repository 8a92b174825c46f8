//! Notices of other offices, and a month of each to draw: one indicator a row (`openness`), a matrix on its side
//! (`housing`), two tables that compare with the month before (`markets`), and sixty rows (`safety`).

#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeMap;

use yuebao::notice::{Column, Form, Notice};
use yuebao::period::Month;
use yuebao::report::{Ledger, Record, Sheet, State, sheet};
use yuebao::unit::{Unit, UnitKind};

pub(crate) const ALL: [&str; 4] = ["openness", "housing", "markets", "safety"];

/// The file of a notice.
pub(crate) fn definition(name: &str) -> &'static str {
    match name {
        "openness" => include_str!("openness.json"),
        "housing" => include_str!("housing.json"),
        "markets" => include_str!("markets.json"),
        "safety" => include_str!("safety.json"),
        other => panic!("no notice {other}"),
    }
}

pub(crate) fn notice(name: &str) -> Notice {
    Notice::read(definition(name)).unwrap()
}

pub(crate) fn form(name: &str) -> Form {
    Form::clone(&notice(name).forms[0])
}

/// A month of a form as its unit reports it.
pub(crate) fn month(name: &str) -> Sheet {
    Sheet { state: State::Final, ..drawn(&form(name), name) }
}

/// The month of an example, drawn with this form.
pub(crate) fn drawn(form: &Form, name: &str) -> Sheet {
    let at = match name {
        "housing" => "2026-06",
        "safety" => "2026-09",
        _ => "2026-03",
    };
    sheet(form, &office(form, name), at.parse().unwrap()).unwrap()
}

/// The unit of an example with all that it entered.
pub(crate) fn office(form: &Form, name: &str) -> Ledger {
    let (unit, kind) = match name {
        "openness" => ("江临镇人民政府", "town"),
        "housing" => ("滨江街道办事处", "street"),
        "markets" => ("石桥乡人民政府", "town"),
        _ => ("龙门镇人民政府", "town"),
    };
    ledger(form, unit, kind, &months(name))
}

/// Remarks as long as they may be: words that nothing breaks, and one in Chinese.
pub(crate) fn long_remarks() -> [(&'static str, String); 4] {
    let address = format!("见https://www.example.gov.cn/{}.html", "a1b2c3d4/".repeat(7));
    [
        ("letters", "W".repeat(100)),
        ("address", address),
        ("number", "1234567890".repeat(10)),
        ("chinese", "因检修停水，".repeat(16)),
    ]
}

/// Nothing entered in the first month.
pub(crate) fn empty(form: &Form, kind: &str) -> Sheet {
    sheet(form, &ledger(form, "龙门镇人民政府", kind, &[]), form.campaign.first_month).unwrap()
}

fn ledger(form: &Form, name: &str, kind: &str, months: &[(&str, String)]) -> Ledger {
    let (person, phone) = ("李晓".into(), "50006688".into());
    let unit = Unit {
        name: name.into(),
        kind: UnitKind::from(kind),
        person,
        phone,
        first_month: form.campaign.first_month,
        restart_each_year: false,
    };
    let record = |(month, entries): &(&str, String)| {
        let entries = entries.split_whitespace().filter_map(|entry| entry.split_once('='));
        let entries = entries.map(|(id, text)| (id.parse().unwrap(), text.to_owned())).collect();
        let filled_on = Some(format!("{month}-20").parse().unwrap());
        let month: Month = month.parse().unwrap();
        (month, Record { entries, filled_on, ..Record::default() })
    };
    Ledger { unit, opening: BTreeMap::new(), months: months.iter().map(record).collect() }
}

/// What was entered: what is reckoned from others too, as it comes out.
fn months(name: &str) -> Vec<(&'static str, String)> {
    let rising = |rows: std::ops::RangeInclusive<u32>, by: u32| {
        rows.map(|row| format!("{row}={}", row * by)).collect::<Vec<_>>().join(" ")
    };
    match name {
        "openness" => {
            vec![
                ("2025-12", rising(1..=35, 9)),
                ("2026-01", rising(1..=35, 1)),
                ("2026-03", rising(1..=35, 2)),
            ]
        }
        "housing" => vec![(
            "2026-06",
            "1a=1500 1b=500 1c=400 1d=300 1e=200 1f=100 1g=2500 1h=900 1i=700 1j=500 1k=300 1l=100 \
             2a=150 2b=50 2c=40 2d=30 2e=20 2f=10 2g=250 2h=90 2i=70 2j=50 2k=30 2l=10 \
             3a=10 3b=6 3c=4 3d=0 3e=0 3f=0 3g=25 3h=10 3i=8 3j=5 3k=2 3l=0 \
             4a=12 4b=7 4c=5 4d=0 4e=0 4f=0 4g=31 4h=12 4i=10 4j=6 4k=3 4l=0 \
             5a=2 5b=1 5c=1 5d=0 5e=0 5f=0 5g=6 5h=2 5i=2 5j=1 5k=1 5l=0"
                .to_owned(),
        )],
        "markets" => vec![
            (
                "2026-02",
                "2=8 3=5 4=3 5=640 6=0 8=320 9=200 10=120 11=80.5 12=10 13=6.5 14=3.5 15=4".to_owned(),
            ),
            (
                "2026-03",
                "2=9 3=5 4=4 5=600 6=12 8=345.5 9=210.5 10=135 11=92 12=12.5 13=7.5 14=5 15=4".to_owned(),
            ),
        ],
        _ => vec![
            ("2025-09", rising(1..=60, 1)),
            ("2026-08", rising(1..=60, 10)),
            ("2026-09", rising(1..=60, 3)),
        ],
    }
}

/// Everything a form has to say, as its file says it.
pub(crate) fn words_of(form: &Form) -> Vec<String> {
    fn headings(column: &Column) -> Vec<String> {
        let own = [column.heading.clone(), column.letter.clone()];
        own.into_iter().chain(column.columns.iter().flat_map(headings)).collect()
    }
    let mut words = vec![form.mark.clone(), form.title.clone(), form.notes.line()];
    words.extend(
        form.header.0.iter().chain(&form.footer.0).map(|field| format!("{}{}", field.label, field.text)),
    );
    for table in &form.tables {
        words.push(table.title.clone());
        words.extend(table.columns.iter().flat_map(headings));
        for section in &table.sections {
            words.push(section.title.clone());
            words.extend(section.rows.iter().map(|row| row.content.clone()));
            words.extend(section.rows.iter().filter_map(|row| row.code.clone()));
        }
    }
    words
}
