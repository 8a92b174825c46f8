//! The functions inside, measured by criterion, and what is saved to a real disk, as lines for `cargo xtask bench`.
//!
//! Nothing is asserted: how long something takes is no property of the code alone.

mod support;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::Criterion;
use yuebao::amount::{Amount, Decimals};
use yuebao::notice::{BUILT_IN, Form, Notice};
use yuebao::report::{Ledger, Record, sheet};

use support::{Failed, begun, department, median, now, print_line};

fn main() -> Result<(), Failed> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    // What criterion says of outliers and changes goes to its own folder; one figure of each is printed here.
    let mut criterion = Criterion::default()
        .output_directory(folder.path())
        .without_plots()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    let mut count = 0;
    let mut figure = |name: &str, budget, operation: &mut dyn FnMut()| -> Result<(), Failed> {
        count += 1;
        let id = format!("figure-{count}");
        criterion.bench_function(&id, |bencher| bencher.iter(&mut *operation));
        print_line(name, median_of(&folder.path().join(id))?, Some(budget), "");
        Ok(())
    };

    // Once, before anything can be shown.
    figure("载入通知", 10.0, &mut || drop(black_box(Notice::read(black_box(BUILT_IN)))))?;

    let form = Notice::built_in()?.form("annex2").ok_or("no form")?;
    let ledger = whole_campaign(form)?;
    let last_month = ledger.last_month(form);
    sheet(form, &ledger, last_month)?;
    // After every figure typed: well within one frame of 16 ms.
    figure("24 个月台账的末月报表", 5.0, &mut || drop(black_box(sheet(form, &ledger, last_month))))?;

    let texts: Vec<String> =
        (0..1000).map(|number| format!("{number},{number:03}.5{}", number % 10)).collect();
    // A large paste is read at one go.
    figure("读 1000 个数", 5.0, &mut || {
        for text in &texts {
            let _ = black_box(Amount::parse(black_box(text), Decimals::TWO));
        }
    })?;
    on_disk()
}

/// The median that criterion wrote down, in nanoseconds there.
fn median_of(folder: &Path) -> Result<Duration, Failed> {
    let text = std::fs::read_to_string(folder.join("new/estimates.json"))?;
    let estimates: serde_json::Value = serde_json::from_str(&text)?;
    let nanoseconds = estimates
        .pointer("/median/point_estimate")
        .and_then(serde_json::Value::as_f64)
        .ok_or("criterion wrote no median")?;
    Ok(Duration::from_secs_f64(nanoseconds / 1e9))
}

/// A session over a folder on a real disk: what is saved is synced to it.
fn on_disk() -> Result<(), Failed> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut session = begun(&folder.path().join("data"))?;
    let (month, figure) = ("2022-03".parse()?, "1a".parse()?);
    session.reports_mut().fill_zero(now()?, month)?;
    let mut number = 0;
    let save = median(501, || {
        number += 1;
        black_box(session.reports_mut().set_figures(
            now()?,
            month,
            vec![(figure, number.to_string())],
            Some(figure),
            None,
        )?);
        Ok(())
    })?;
    print_line("存一格（落盘）", save, Some(20.0), "");
    Ok(())
}

/// A department, which fills in every row, with a record of every month.
fn whole_campaign(form: &Form) -> Result<Ledger, Failed> {
    let first_month = form.campaign.first_month;
    let last_month = form.campaign.last_month_or(first_month);
    let entries: BTreeMap<_, _> = form.figures().map(|figure| (figure.id, "12".to_owned())).collect();
    let record = Record { entries, ..Record::default() };
    let months = first_month.through(last_month).map(|month| (month, record.clone())).collect();
    Ok(Ledger { unit: department()?, opening: BTreeMap::new(), months })
}
