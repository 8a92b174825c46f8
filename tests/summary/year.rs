//! Years as offices have them: with gaps and a correction, all zeros, one month, of a township and of a department.

use yuebao::projects::Project;
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
        session.reports_mut().set_amounts(now(), at, texts(&items)).unwrap();
    }
    session.reports_mut().set_no_data(now(), month("2022-02"), true).unwrap();
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("9=12")).unwrap();
    session
}

/// A department that filled in both years, every row.
pub(crate) fn two_years() -> (Office, Session) {
    let office = Office::begun_as("department", "2022-01");
    let mut session = office.session();
    assert_eq!(session.unit().unwrap().kind, UnitKind::from("department"));
    let form = std::sync::Arc::clone(session.form());
    for (index, at) in (1..).zip(month("2022-01").through(month("2023-12"))) {
        let filled =
            form.figures().map(|figure| (figure.id, (index * 3 + i64::from(figure.id.row)).to_string()));
        session.reports_mut().set_amounts(now(), at, filled.collect()).unwrap();
    }
    (office, session)
}

/// Three months, all sent; then February is opened again and corrected, with what follows, and April adjusted.
pub(crate) fn corrected(office: &Office) -> Session {
    let mut session = office.session();
    let months = ["2022-01", "2022-02", "2022-03", "2022-04"].map(month);
    for at in months {
        session.reports_mut().set_amounts(now(), at, texts("1a=100 2a=20.5 2b=4.25 8=1 16=60")).unwrap();
        session.reports_mut().fill_zero(now(), at).unwrap();
    }
    for at in &months[..3] {
        session.reports_mut().finalize(now(), *at).unwrap();
        session.reports_mut().mark_sent(now(), *at, "邮件", "区城管局").unwrap();
    }
    session.reports_mut().reopen(now(), months[1], "过磅单漏了一张").unwrap();
    session.reports_mut().set_amounts(now(), months[1], texts("2a=31.75")).unwrap();
    session.reports_mut().finalize(now(), months[1]).unwrap();
    session.reports_mut().correct(now(), "二月更正").unwrap();
    session.reports_mut().adjust(now(), months[3], texts("1a=-3"), "台账多记").unwrap();
    session
}

/// Ten months in which nothing was done.
pub(crate) fn zeros(office: &Office) -> Session {
    let mut session = office.session();
    for at in month("2022-01").through(month("2022-10")) {
        session.reports_mut().fill_zero(now(), at).unwrap();
    }
    session
}

/// Three projects: one late, one to come, one without a day.
pub(crate) fn with_projects(session: &mut Session) {
    for [by, scale, funds, due] in [
        ["龙沙社区", "新建公厕 2 座，改造垃圾收集点 6 处", "区级财政", "2022年6月底前"],
        ["黄羊村", "坡坎崖滩绿化美化 3200 平方米", "镇级自筹", "2023年6月"],
        ["长塘社区", "农贸市场改造提升", "区级财政、镇级自筹", "长期"],
    ] {
        let [by, scale, funds, due] = [by, scale, funds, due].map(str::to_owned);
        session.projects_mut().add_project(now(), Project { by, scale, funds, due, done_on: None }).unwrap();
    }
}
