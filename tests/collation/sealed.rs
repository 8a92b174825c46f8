//! The made district once more, with the sealed pages: in each month some units send one beside their workbook, in every way
//! they come, some send none, some a page alone or one that nobody can place, and some a project list with it. What the board
//! must then say of them is reckoned here.

use std::collections::BTreeSet;
use std::fs;

use chrono::NaiveDate;

use crate::clerk::{Clerk, texts};
use crate::district::{FIGURES, UNITS, chosen, done, month_name, month_text, place_of, unit_of, written};
use crate::drawn::{Hand, Layout, draw, right};
use crate::files::zipped;
use crate::harness::Office;
use crate::packed::mail;

const MONTHS: usize = 4;
/// In this month nobody sends a page, so that none is missed.
const WITHOUT_PAGES: usize = 2;

/// What a unit sends in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sends {
    WorkbookAlone,
    InMail,
    InArchive,
    InFolder,
    Loose,
    PageAlone,
    /// A page whose name says nothing.
    PageOfNobody,
    /// A mail with a project list besides.
    WithList,
    /// A PDF as this program exports it, which carries no seal.
    Exported,
}

use Sends as S;

const WAYS: [Sends; 8] = [
    S::WorkbookAlone,
    S::InMail,
    S::InArchive,
    S::InFolder,
    S::Loose,
    S::PageAlone,
    S::PageOfNobody,
    S::WithList,
];

const EXPORTS: &str = "龙沙镇";

fn sends(unit: usize, month: usize) -> Sends {
    if month == WITHOUT_PAGES {
        return S::WorkbookAlone;
    }
    if month == 0 && UNITS[unit].name == EXPORTS {
        return S::Exported;
    }
    WAYS[usize::try_from(chosen(41, unit, month, 0) % 8).unwrap()]
}

impl Sends {
    fn has_workbook(self) -> bool {
        self != S::PageAlone
    }

    /// Whether a sealed page comes that is the unit's.
    fn is_sealed(self) -> bool {
        matches!(self, S::InMail | S::InArchive | S::InFolder | S::Loose | S::PageAlone | S::WithList)
    }
}

/// The units that send something of a kind in a month, in the order of the register.
fn units(month: usize, wanted: impl Fn(Sends) -> bool) -> Vec<usize> {
    (0..UNITS.len()).filter(|unit| UNITS[*unit].reports_in(month) && wanted(sends(*unit, month))).collect()
}

fn names(units: &[usize]) -> Vec<String> {
    units.iter().map(|unit| UNITS[*unit].name.clone()).collect()
}

/// A sealed page; each is another one.
fn page(unit: usize, month: usize, is_picture: bool) -> Vec<u8> {
    if is_picture {
        [
            b"\x89PNG\r\n\x1A\n IHDR ".as_slice(),
            format!("{unit} {month}").as_bytes(),
            b" IEND\xAE\x42\x60\x82",
        ]
        .concat()
    } else {
        format!("%PDF-1.4 the page of {unit} in {month} %%EOF\n").into_bytes()
    }
}

fn list(unit: usize, month: usize) -> Vec<u8> {
    let (name, month) = (&UNITS[unit].name, month_name(month));
    format!("亮点项目清单（{month}）\n填报单位：{name}\n实施主体,建设规模,资金来源,完成时限\n{name},示范点 1 处,自筹,2022年11月15日前\n合计,1 处,,\n")
        .into_bytes()
}

fn exported_pdf() -> Vec<u8> {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=5"]).done();
    let folder = office.home().join("导出");
    fs::create_dir_all(&folder).unwrap();
    assert_eq!(office.run(["pdf", "2022-01", "--to", folder.to_str().unwrap()]).code, 0);
    fs::read(fs::read_dir(folder).unwrap().next().unwrap().unwrap().path()).unwrap()
}

fn day(month: usize) -> NaiveDate {
    format!("{}-24", month_text(month)).parse().unwrap()
}

/// The files of a unit's month, each with its path.
fn files(unit: usize, month: usize) -> Vec<(String, Vec<u8>)> {
    let (name, at) = (&UNITS[unit].name, month_name(month));
    let workbook = draw(&right(unit, month), Layout::Official(Hand::Numbers)).bytes;
    let (pdf, picture) = (page(unit, month, false), page(unit, month, true));
    let received = day(month).format("%a, %-d %b %Y 09:00:00 +0800").to_string();
    let mailed = |attached: &[(&str, &[u8])]| vec![(format!("{unit}.eml"), mail(&received, attached))];
    let loose = (format!("表{unit}.xlsx"), workbook.clone());
    match sends(unit, month) {
        S::WorkbookAlone => vec![loose],
        S::InMail => mailed(&[("附件2.xlsx", &workbook), ("扫描0001.pdf", &pdf)]),
        S::WithList => {
            mailed(&[("附件2.xlsx", &workbook), ("附件3.csv", &list(unit, month)), ("扫描0001.pdf", &pdf)])
        }
        S::InArchive => {
            vec![(format!("{unit}.zip"), zipped(&[("附件2.xlsx", &workbook), ("CamScanner.png", &picture)]))]
        }
        S::InFolder => {
            vec![(format!("{name}{at}/表.xlsx"), workbook), (format!("{name}{at}/微信图片.png"), picture)]
        }
        S::Loose => vec![loose, (format!("{name}{at}盖章.pdf"), pdf)],
        S::PageAlone => vec![(format!("{name}{at}盖章.pdf"), pdf)],
        S::PageOfNobody => vec![loose, (format!("扫描{unit:04}.pdf"), pdf)],
        S::Exported => vec![loose, ("月报.pdf".to_owned(), exported_pdf())],
    }
}

#[test]
fn every_way_is_taken_and_every_month_has_them() {
    let happened: BTreeSet<Sends> =
        (0..MONTHS).flat_map(|month| (0..UNITS.len()).map(move |unit| sends(unit, month))).collect();
    assert_eq!(happened.len(), 9, "{happened:?}");
}

#[test]
fn who_sent_a_sealed_page_and_who_did_not_is_as_it_was_reckoned() {
    let clerk = Clerk::of_the_district();
    for month in 0..MONTHS {
        let folder = format!("收{month}");
        for (name, bytes) in units(month, |_| true).into_iter().flat_map(|unit| files(unit, month)) {
            clerk.put(&format!("{folder}/{name}"), &bytes);
        }
        let now = format!("{}T18:00:00+08:00", day(month));
        let ran =
            clerk.run_at(&now, ["take", &folder, "--yes", "--json", "--received", &day(month).to_string()]);
        ran.json();
    }
    let scans = clerk.json(["scans"])["scans"].as_array().unwrap().clone();
    let nobody: usize = (0..MONTHS).map(|month| units(month, |sends| sends == S::PageOfNobody).len()).sum();
    assert_eq!(scans.iter().filter(|scan| scan["unit"].is_null()).count(), nobody);
    for month in 0..MONTHS {
        let named = month_text(month);
        let (with_workbook, sealed) = (units(month, Sends::has_workbook), units(month, Sends::is_sealed));
        let status = clerk.json(["status", &named]);
        assert_eq!(
            (&status["received"], &status["scanned"]),
            (&with_workbook.len().into(), &sealed.len().into()),
            "{named}"
        );
        let lacking = units(month, |sends| sends.has_workbook() && !sends.is_sealed());
        let expected = if sealed.is_empty() { Vec::new() } else { names(&lacking) };
        assert_eq!(texts(&status["no_scan"]), expected, "{named}");
        assert_eq!(texts(&status["missing"]), names(&units(month, |sends| !sends.has_workbook())), "{named}");
        // Nothing of the pages is added up.
        let shown = clerk.json(["show", &named]);
        for id in ["1a", "9", "13"] {
            let sum = with_workbook.iter().filter_map(|unit| done(*unit, month, place_of(id)));
            let sum = written(sum.sum(), FIGURES[place_of(id)].decimals);
            assert_eq!(shown["figures"][id]["month"], sum, "{named} {id}");
        }
        let placed =
            scans.iter().filter(|scan| scan["month"] == *named).filter_map(|scan| scan["unit"].as_str());
        let placed: BTreeSet<usize> = placed.map(unit_of).collect();
        let expected = units(month, |sends| sends.is_sealed() || sends == S::Exported);
        assert_eq!(placed.into_iter().collect::<Vec<_>>(), expected, "{named}");
    }
    let hints = clerk.json(["problems"])["problems"].as_array().unwrap().clone();
    let without = hints.iter().filter(|one| one["sentence"] == "盖章扫描件没有收到").count();
    let lacking = |month| units(month, |sends| sends.has_workbook() && !sends.is_sealed()).len();
    let expected = (0..MONTHS).filter(|month| *month != WITHOUT_PAGES).map(lacking);
    assert_eq!(without, expected.sum::<usize>());
    // The lists came in the same mails: each holds until its unit sends another.
    for month in 0..MONTHS {
        let listed: BTreeSet<usize> =
            (0..=month).flat_map(|at| units(at, |sends| sends == S::WithList)).collect();
        let told = clerk.run(["export", &month_text(month), "--to", ".", "--json"]);
        let told: serde_json::Value = serde_json::from_str(&told.output).unwrap();
        assert_eq!(told["projects"]["units"], listed.len(), "{}", month_name(month));
    }
    clerk.is_sound_at("2022-04-25T09:00:00+08:00");
}
