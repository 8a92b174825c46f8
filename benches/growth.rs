//! Whether anything gets slower as the years go by: an office that has just begun beside one in the campaign's last
//! month, every month before it sent with its files and the scan of its sealed page, 500 projects and 10,000 changes
//! in its log; an office that reports with 20 notices; and the pure part over ten years of months.
//!
//! Medians of many runs, as lines for `cargo xtask bench`. Nothing is asserted.

mod support;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use yuebao::notice::{BUILT_IN, Notice};
use yuebao::output::document::Fonts;
use yuebao::period::Month;
use yuebao::projects::Project;
use yuebao::report::{Ledger, Record, matrix, sheet};
use yuebao::session::{Handled, Session};

use support::{Failed, begun, department, median, milliseconds, now, print_line};

const RUNS: usize = 11;
const PROJECTS: usize = 500;
const CHANGES: usize = 10_000;
/// How many notices an office may well report with, in time.
const NOTICES: usize = 20;
/// A page of A4 as an office's scanner makes it, in bytes.
const SCAN: usize = 1_500_000;

type Work = fn(&mut Session, Month) -> Result<(), Failed>;

/// What is done again and again, in an open session, with the month in hand.
const WORK: [(&str, Option<f64>, Work); 6] = [
    ("存一格", Some(20.0), save),
    ("换月份", Some(16.0), |session, month| done(session.reports().sheet(month))),
    ("月份栏与期限", Some(16.0), |session, _| done(session.overview(now()?.date_naive()))),
    ("累计核对", Some(100.0), |session, _| done(session.reports().matrix(now()?.date_naive()))),
    ("导出工作簿", Some(30.0), |session, month| done(session.reports().workbook(now()?, month, None))),
    ("修改记录（全部）", Some(1000.0), |session, _| done(session.history().lines(None, None))),
];

/// Types another number into a cell, and saves it.
fn save(session: &mut Session, month: Month) -> Result<(), Failed> {
    static NUMBER: AtomicU32 = AtomicU32::new(10);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed).to_string();
    done(session.reports_mut().set_figures(now()?, month, vec![("9".parse()?, number)], None, None))
}

/// Lets go of a result, which is made all the same.
fn done<T, E: Into<Failed>>(result: Result<T, E>) -> Result<(), Failed> {
    black_box(result.map_err(Into::into)?);
    Ok(())
}

fn main() -> Result<(), Failed> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let (young, old) = (folder.path().join("young"), folder.path().join("old"));
    let month: Month = "2023-12".parse()?;
    let mut session = begun(&young)?;
    fill(&mut session, month, 1)?;
    drop(session);
    grow(&old)?;

    let open = |folder: &Path| median(RUNS, || done(Session::open(folder)));
    compare("打开数据", Some(500.0), open(&young)?, open(&old)?);
    let (mut young, mut old) = (Session::open(&young)?, Session::open(&old)?);
    for (name, budget, work) in WORK {
        let of = |session: &mut Session| median(RUNS, || work(session, month));
        compare(name, budget, of(&mut young)?, of(&mut old)?);
    }
    let list =
        |session: &mut Session| median(RUNS, || done(session.projects().pdf(now()?, None, Fonts::system())));
    compare("项目清单 → PDF", Some(1000.0), list(&mut young)?, list(&mut old)?);
    many_notices(folder.path())?;
    ten_years()
}

/// An office with many notices beside one with one of them, or with two where there has to be another. Each has all its
/// months filled in.
fn many_notices(folder: &Path) -> Result<(), Failed> {
    let [one, two, many] = [1, 2, NOTICES].map(|count| (folder.join(format!("notices-{count}")), count));
    for (folder, count) in [&one, &two, &many] {
        with_notices(folder, *count)?;
    }
    let ([one, two, many], month) = ([one.0, two.0, many.0], "2023-12".parse()?);
    let print = |name: &str, budget, many, few, which: &str| {
        let name = format!("{name}（{NOTICES} 个通知，每个 24 个月）");
        print_line(&name, many, Some(budget), &format!("{which} {:.2}", milliseconds(few)));
    };
    let open = |folder: &Path| median(RUNS, || done(Session::open(folder)));
    print("打开数据", 500.0, open(&many)?, open(&one)?, "一个通知时");
    let [mut one, mut two, mut many] = [Session::open(&one)?, Session::open(&two)?, Session::open(&many)?];
    let switch = |session: &mut Session| {
        median(RUNS, || {
            session.choose("notice-1")?;
            done(session.choose("notice-2"))
        })
    };
    print("换通知，再换回来", 32.0, switch(&mut many)?, switch(&mut two)?, "两个通知时");
    let to_do = |session: &Session| median(RUNS, || done(session.to_do(now()?.date_naive())));
    print("待办", 16.0, to_do(&many)?, to_do(&one)?, "一个通知时");
    let save = |session: &mut Session| median(RUNS, || save(session, month));
    print("存一格", 20.0, save(&mut many)?, save(&mut one)?, "一个通知时");
    Ok(())
}

/// An office that has filled in every month of so many notices.
fn with_notices(folder: &Path, count: usize) -> Result<(), Failed> {
    let mut session = Session::open(folder)?;
    for number in 1..=count {
        let id = format!("notice-{number}");
        let definition = BUILT_IN.replacen("\"wanzhou-2022-2\"", &format!("\"{id}\""), 1);
        session.add_notice(now()?, definition.as_bytes())?;
        session.choose(&id)?;
        session.begin(now()?, department()?, Vec::new())?;
        fill_all(&mut session)?;
    }
    Ok(())
}

/// Fills in every month, and returns them.
fn fill_all(session: &mut Session) -> Result<Vec<Month>, Failed> {
    let campaign = &session.form().campaign;
    let months: Vec<Month> =
        campaign.months(campaign.first_month, campaign.last_month_or(campaign.first_month)).collect();
    for month in &months {
        fill(session, *month, 10)?;
    }
    Ok(months)
}

fn compare(name: &str, budget: Option<f64>, young: Duration, old: Duration) {
    let name = format!("{name}（报送了 23 个月、{PROJECTS} 个项目、{CHANGES} 次修改）");
    print_line(&name, old, budget, &format!("刚起用时 {:.2}", milliseconds(young)));
}

fn fill(session: &mut Session, month: Month, amount: usize) -> Result<(), Failed> {
    let texts = session.form().figures().map(|figure| (figure.id, amount.to_string())).collect();
    session.reports_mut().set_amounts(now()?, month, texts)?;
    Ok(())
}

/// Every month filled, every change after it in another cell, and at last all but the last month sent.
fn grow(folder: &Path) -> Result<(), Failed> {
    let mut session = begun(folder)?;
    let months = fill_all(&mut session)?;
    let project = |number: usize| Project {
        by: format!("龙沙镇人民政府 {number}"),
        scale: "整治背街小巷 3 条、坡坎崖滩 2 处".to_owned(),
        ..Project::default()
    };
    for number in 0..PROJECTS {
        session.projects_mut().add_project(now()?, project(number))?;
    }
    let figures: Vec<_> = session.form().figures().map(|figure| figure.id).collect();
    let cells = months.iter().flat_map(|month| figures.iter().map(move |figure| (*month, *figure)));
    for (number, (month, figure)) in cells.cycle().take(CHANGES).enumerate() {
        session.reports_mut().set_amounts(now()?, month, vec![(figure, (number + 11).to_string())])?;
    }
    for month in &months {
        fill(&mut session, *month, 10)?;
    }
    let (_in_hand, before) = months.split_last().ok_or("the campaign has no months")?;
    for month in before {
        send(&mut session, *month)?;
    }
    Ok(())
}

/// What the bureau gets of a month is kept with it.
fn send(session: &mut Session, month: Month) -> Result<(), Failed> {
    session.reports_mut().finalize(now()?, month)?;
    for file in [
        session.reports().workbook(now()?, month, None)?,
        session.reports().pdf(month, None, Fonts::system())?,
    ] {
        session.sending_mut().record_handled(now()?, &file, &Handled::Written)?;
    }
    // What a scanner writes cannot be made any smaller, and neither can this.
    let noise = std::iter::successors(Some(1_u32), |last| {
        Some(last.wrapping_mul(1_664_525).wrapping_add(1_013_904_223))
    });
    let pixels = noise.take(SCAN).map(|number| number.to_be_bytes()[0]);
    session.sending_mut().attach_scan(
        now()?,
        month,
        b"%PDF-1.4\n".iter().copied().chain(pixels).chain(*b"\n%%EOF\n").collect(),
    )?;
    session.reports_mut().mark_sent(now()?, month, "邮件", "区城管局")?;
    Ok(())
}

/// The arithmetic alone, over a campaign that goes on for ten years.
fn ten_years() -> Result<(), Failed> {
    let notice = Notice::read(&BUILT_IN.replace("\"2023-12\"", "\"2031-12\""))?;
    let form = notice.form("annex2").ok_or("no form")?;
    let ledger = |last: Month| -> Result<Ledger, Failed> {
        let entries: BTreeMap<_, _> = form.figures().map(|figure| (figure.id, "12".to_owned())).collect();
        let record = Record { entries, ..Record::default() };
        let months = form.campaign.first_month.through(last).map(|month| (month, record.clone())).collect();
        Ok(Ledger { unit: department()?, opening: BTreeMap::new(), months })
    };
    let (short, long): (Month, Month) = ("2022-12".parse()?, form.campaign.last_month_or("2031-12".parse()?));
    let (one, ten) = (ledger(short)?, ledger(long)?);
    let draw = |ledger, last| median(RUNS, || done(sheet(form, ledger, last)));
    let name = "末月报表（120 个月）";
    print_line(name, draw(&ten, long)?, Some(5.0), &one_year(draw(&one, short)?));
    let all = |ledger, last| median(RUNS, || done(matrix(form, ledger, last)));
    print_line("累计核对（120 个月）", all(&ten, long)?, Some(500.0), &one_year(all(&one, short)?));
    Ok(())
}

fn one_year(value: Duration) -> String {
    format!("12 个月 {:.3}", milliseconds(value))
}
