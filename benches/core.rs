//! What an officer waits for in the core, as `name<TAB>value<TAB>unit<TAB>budget` lines for `cargo xtask bench`.
//!
//! Medians of many runs. Nothing is asserted: how long something takes is no property of the code alone.

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use yuebao::amount::{Amount, Decimals};
use yuebao::form::Form;
use yuebao::output::write_file;
use yuebao::report::{Ledger, Record, sheet};
use yuebao::session::Session;
use yuebao::unit::{Unit, UnitKind};

fn main() -> Result<(), Box<dyn Error>> {
    let definition = include_str!("../assets/forms/annex2.json");
    let load = median(|| drop(black_box(Form::load(black_box(definition)))));
    // Once, before anything can be shown.
    print_line("载入表式", load, 10.0);

    let form = Form::annex2()?;
    let ledger = whole_campaign(form);
    let last_month = form.campaign.last_month;
    sheet(form, &ledger, last_month)?;
    let draw = median(|| drop(black_box(sheet(form, &ledger, black_box(last_month)))));
    // After every figure typed: well within one frame of 16 ms.
    print_line("24 个月台账的末月报表", draw, 5.0);

    let texts: Vec<String> =
        (0..1000).map(|number| format!("{number},{number:03}.5{}", number % 10)).collect();
    let parse = median(|| {
        for text in &texts {
            let _ = black_box(Amount::parse(black_box(text), Decimals::Two));
        }
    });
    // A large paste is read at one go.
    print_line("读 1000 个数", parse, 5.0);
    on_disk(form)
}

/// A session over a folder on a real disk: what is saved is synced to it.
fn on_disk(form: &'static Form) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let now = "2022-03-20T09:00:00+08:00".parse()?;
    let mut session = Session::open(&folder.path().join("data"))?;
    session.begin(now, whole_campaign(form).unit, Vec::new())?;
    let month = "2022-03".parse()?;
    session.fill_zero(now, month)?;
    let figure = "1a".parse()?;
    let mut number = 0;
    let save = median(|| {
        number += 1;
        let saved = session.type_text(now, month, figure, &number.to_string());
        drop(black_box(saved.and_then(|_| session.save_typed(now))));
    });
    print_line("存一格（落盘）", save, 20.0);

    let path = folder.path().join("月报.xlsx");
    let export = median(|| {
        let written = session.workbook(now, month).map(|file| write_file(&path, &file.bytes));
        drop(black_box(written));
    });
    print_line("生成并写出工作簿", export, 30.0);
    Ok(())
}

fn print_line(name: &str, value: Duration, budget: f64) {
    println!("{name}\t{:.4}\t毫秒\t{budget}", value.as_secs_f64() * 1000.0);
}

/// The middle one of as many runs as fit in half a second.
fn median(mut operation: impl FnMut()) -> Duration {
    let start = Instant::now();
    let mut times = Vec::new();
    while times.len() < 11 || start.elapsed() < Duration::from_millis(500) {
        let one = Instant::now();
        operation();
        times.push(one.elapsed());
    }
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A department, which fills in every row, with a record of every month.
fn whole_campaign(form: &Form) -> Ledger {
    let (first_month, last_month) = (form.campaign.first_month, form.campaign.last_month);
    let entries: BTreeMap<_, _> = form.figures().map(|figure| (figure.id, "12".to_owned())).collect();
    let record = Record { entries, ..Record::default() };
    Ledger {
        unit: Unit {
            name: "区农业农村委".to_owned(),
            kind: UnitKind::Department,
            person: "张三".to_owned(),
            phone: "58136197".to_owned(),
            first_month,
            restart_each_year: false,
        },
        opening: BTreeMap::new(),
        months: first_month.through(last_month).map(|month| (month, record.clone())).collect(),
    }
}
