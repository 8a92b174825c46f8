//! Years as offices have them: with gaps and a correction, all zeros, one month, of a township and of a department.

use yuebao::session::Session;
use yuebao::unit::UnitKind;

use crate::harness::{Office, month, now, texts};

/// Filled in from January to October 2022, July forgotten, no data in February.
pub(crate) fn with_gaps(office: &Office) -> Session {
    let mut session = office.session();
    for number in (1..=10_u32).filter(|number| ![2, 7].contains(number)) {
        let at = month(&format!("2022-{number:02}"));
        let items = format!(
            "1a={} 1b={} 2a={}.5 2b={}.25 3a=7 3b=2 4=1 5a=3 5b=1 6=0.75 7a=40 7b=2 8=1 13=2 14=5 15=3 16={} 17=1 18=2",
            100 + number * 7,
            10 - number,
            30 + number,
            4 + number,
            60 + number * 3,
        );
        session.set_amounts(now(), at, texts(&items)).unwrap();
    }
    session.set_no_data(now(), month("2022-02"), true).unwrap();
    session.set_amounts(now(), month("2022-03"), texts("9=12")).unwrap();
    session
}

/// A department that filled in both years, every row.
pub(crate) fn two_years() -> (Office, Session) {
    let office = Office::begun_as("department", "2022-01");
    let mut session = office.session();
    assert_eq!(session.unit().unwrap().kind, UnitKind::Department);
    let form = session.form();
    for (index, at) in (1..).zip(month("2022-01").through(month("2023-12"))) {
        let filled =
            form.figures().map(|figure| (figure.id, (index * 3 + i64::from(figure.id.row)).to_string()));
        session.set_amounts(now(), at, filled.collect()).unwrap();
    }
    (office, session)
}
