mod harness;
use harness::*;
use std::time::Instant;
#[test]
fn speed() {
    let office = Office::new();
    let mut s = office.session();
    s.begin(now(), unit(yuebao::unit::UnitKind::Department, "2022-01"), vec![]).unwrap();
    let months: Vec<_> = month("2022-01").through(month("2023-12")).collect();
    for m in &months { s.fill_zero(now(), *m).unwrap(); s.finalize(now(), *m).unwrap(); s.mark_sent(now(), *m, "", "").unwrap(); }
    let t = Instant::now();
    s.reopen(now(), months[0], "x").unwrap();
    println!("reopen {:?}", t.elapsed());
    let t = Instant::now();
    s.set_amounts(now(), months[0], texts("2a=5")).unwrap();
    println!("set {:?}", t.elapsed());
    let t = Instant::now();
    let o = s.overview(now().date_naive()).unwrap();
    println!("overview {:?} {}", t.elapsed(), o.months[5].label);
    s.finalize(now(), months[0]).unwrap();
    let t = Instant::now();
    println!("correct {} {:?}", s.correct(now(), "x").unwrap().len(), t.elapsed());
    let t = Instant::now();
    s.matrix(now().date_naive()).unwrap();
    println!("matrix {:?}", t.elapsed());
    let t = Instant::now();
    println!("history {} {:?}", s.history(None, None).unwrap().len(), t.elapsed());
    drop(s);
    let t = Instant::now();
    let s = office.session();
    println!("open {:?}", t.elapsed());
    let t = Instant::now();
    s.overview(now().date_naive()).unwrap();
    println!("overview {:?}", t.elapsed());
    println!("file {}", std::fs::metadata(office.file()).unwrap().len());
}
