use std::sync::Arc;

use super::super::examples::{inbox, register, report};
use super::super::{Arrival, Assignment, Question, Reading, Received, StatedPdf, StatedReport};
use super::*;
use crate::report::examples::{form, month};
use crate::scan::ScanKind;

const MARCH: &str = "2022-03";

fn march(unit: &str) -> Received {
    report(form(), unit, MARCH, "1a=1:1")
}

/// A scan with that name, in those folders.
fn scan(name: &str, within: &[&str]) -> Receipt {
    Receipt {
        id: ReceiptId(0),
        sha256: String::new(),
        name: name.to_owned(),
        arrival: Arrival {
            within: within.iter().map(|&folder| folder.to_owned()).collect(),
            ..Arrival::default()
        },
        taken_at: "2022-03-20T09:00:00+08:00".parse().unwrap(),
        reading: Reading {
            scan: Some(ReceivedScan {
                kind: ScanKind::Pdf,
                subject: String::new(),
                beside: None,
                stated: None,
            }),
            ..Reading::default()
        },
    }
}

fn with(mut receipt: Receipt, change: impl FnOnce(&mut ReceivedScan)) -> Receipt {
    change(receipt.reading.scan.as_mut().unwrap());
    receipt
}

/// An inbox with reports of March, and behind them the scans; settled.
fn came(reports: Vec<Received>, scans: Vec<Receipt>) -> Inbox {
    let mut inbox = inbox(register(&["龙沙镇", "龙驹镇", "高峰街道=高峰镇"]), reports);
    for receipt in scans {
        let id = ReceiptId(u32::try_from(inbox.receipts.len()).unwrap() + 1);
        inbox.receipts.insert(id, Arc::new(Receipt { id, sha256: format!("{:064}", id.0), ..receipt }));
    }
    let sorted = inbox.sorted(form());
    inbox.settle(form(), &sorted);
    inbox
}

/// Where the last receipt is placed, or why it is not.
fn placed(inbox: &Inbox) -> Result<(String, String), Vec<String>> {
    let last = *inbox.receipts.keys().next_back().unwrap();
    let placed = inbox.sorted(form()).placed[&scan_ref(last)].clone();
    let (month, unit) = placed.at().ok_or(placed.doubts)?;
    Ok((inbox.register.members[&unit].name.clone(), month.to_string()))
}

#[expect(clippy::unnecessary_wraps, reason = "as it is compared")]
fn of(unit: &str, month: &str) -> Result<(String, String), Vec<String>> {
    Ok((unit.to_owned(), month.to_owned()))
}

#[test]
fn a_scan_is_placed_by_its_names_the_nearest_first() {
    for (name, within, expected) in [
        ("龙沙镇2022年3月盖章.pdf", &[][..], of("龙沙镇", MARCH)),
        ("扫描0001.jpg", &["2022年3月", "万州区龙沙镇人民政府"], of("龙沙镇", MARCH)),
        ("龙沙镇.pdf", &["龙驹镇", "2022年3月"], of("龙沙镇", MARCH)),
        ("高峰镇3月.pdf", &["2022年"], of("高峰街道", MARCH)),
        ("龙沙镇3月.pdf", &[], of("龙沙镇", MARCH)),
    ] {
        assert_eq!(placed(&came(vec![], vec![scan(name, within)])), expected, "{name} {within:?}");
    }
    let by_mail = with(scan("盖章.pdf", &["1.eml"]), |scan| scan.subject = "龙沙镇2022年3月报表".into());
    assert_eq!(placed(&came(vec![], vec![by_mail])), of("龙沙镇", MARCH));
}

#[test]
fn what_no_name_says_is_asked() {
    for (name, doubts) in [
        (
            "扫描0001.pdf",
            &[
                "文件名、文件夹和邮件里都没有写明这份扫描件是哪个单位的。请指定单位",
                "文件名、文件夹和邮件里都没有写明这份扫描件是哪个月的。请指定月份",
            ][..],
        ),
        // Only similar: 龙沙 is no name of the register.
        ("龙沙2022年3月.pdf", &["文件名、文件夹和邮件里都没有写明这份扫描件是哪个单位的。请指定单位"]),
        (
            "龙沙镇、龙驹镇2022年3月.pdf",
            &["“龙沙镇、龙驹镇2022年3月”里写了几个单位：“龙沙镇”、“龙驹镇”。请指定是哪个单位的扫描件"],
        ),
        ("龙沙镇11月.pdf", &["名称里写的是11月，定不下是哪一年哪个月的扫描件。请指定月份"]),
    ] {
        assert_eq!(placed(&came(vec![], vec![scan(name, &[])])).unwrap_err(), doubts, "{name}");
    }
    let inbox = came(vec![], vec![scan("扫描0001.pdf", &[])]);
    let asked: Vec<Question> = inbox.unplaced(&inbox.sorted(form()));
    assert!(asked.iter().all(|one| one.grade == Grade::Verify && one.report == Some(scan_ref(ReceiptId(1)))));
}

#[test]
fn a_scan_without_a_name_goes_with_the_report_it_came_with() {
    let beside = |receipt: Receipt| with(receipt, |scan| scan.beside = Some(format!("{:064}", 1)));
    let came_with = |report: Received, name: &str| placed(&came(vec![report], vec![beside(scan(name, &[]))]));
    assert_eq!(came_with(march("龙沙镇"), "扫描0001.pdf"), of("龙沙镇", MARCH));
    assert_eq!(came_with(march("龙沙镇"), "龙沙镇.pdf"), of("龙沙镇", MARCH));
    assert_eq!(came_with(march("龙沙镇"), "3月.pdf"), of("龙沙镇", MARCH));
    let told = came_with(march("龙沙镇"), "龙驹镇.pdf").unwrap_err();
    assert!(told[0].ends_with("这份扫描件是哪个月的。请指定月份"), "the report is another unit's: {told:?}");
    assert!(came_with(march("龙沙镇"), "2022年1-3月.pdf").is_err(), "a quarter is no month");
    assert_eq!(came_with(march("龙沙"), "扫描0001.pdf").unwrap_err().len(), 2, "it is asked about itself");
    let mut inbox = came(vec![march("龙沙镇")], vec![beside(scan("扫描0001.pdf", &[]))]);
    let left_out = Assignment { excluded: Some("不是这张表".into()), ..Assignment::default() };
    inbox.assignments.insert(scan_ref(ReceiptId(1)), left_out);
    assert!(placed(&inbox).is_err());
}

#[test]
fn what_the_clerk_says_of_a_scan_holds() {
    let mut inbox = came(vec![march("龙驹镇")], vec![scan("龙沙镇2022年3月.pdf", &[])]);
    let assigned = Assignment { unit: Some(MemberId(2)), ..Assignment::default() };
    inbox.assignments.insert(scan_ref(ReceiptId(2)), assigned);
    assert_eq!(placed(&inbox), of("龙驹镇", MARCH));
    let left_out = Assignment { excluded: Some("是别的文件".into()), ..Assignment::default() };
    inbox.assignments.insert(scan_ref(ReceiptId(2)), left_out);
    let sorted = inbox.sorted(form());
    assert_eq!((sorted.scans.len(), inbox.unplaced(&sorted)), (0, vec![]));
}

/// What is told of the scans of each unit's March.
fn told_in_march(inbox: &Inbox) -> Vec<(String, FindingCode)> {
    let status = inbox.status(form(), &inbox.sorted(form()), month(MARCH));
    let about_scans = |finding: &&Finding| {
        matches!(finding.code, FindingCode::NoScan | FindingCode::PdfDiffers) && finding.grade == Grade::Hint
    };
    let of_unit = |unit: super::super::UnitMonth| {
        let codes: Vec<_> = unit.findings.iter().filter(about_scans).map(|finding| finding.code).collect();
        codes.into_iter().map(move |code| (unit.name.clone(), code))
    };
    status.units.into_iter().flat_map(of_unit).collect()
}

#[test]
fn a_missing_scan_is_told_where_others_sent_theirs() {
    let both = || vec![march("龙沙镇"), march("龙驹镇")];
    assert_eq!(told_in_march(&came(both(), vec![])), [], "nobody sends any");
    let one = came(both(), vec![scan("龙沙镇2022年3月.pdf", &[])]);
    assert_eq!(told_in_march(&one), [("龙驹镇".to_owned(), FindingCode::NoScan)]);
    let status = one.status(form(), &one.sorted(form()), month(MARCH));
    assert_eq!((status.without_scan(), status.scanned), (vec!["龙驹镇".to_owned()], 1));
    assert_eq!((status.accepted, status.waiting), (2, 0), "it keeps nothing from being taken");
    let before = came(both(), vec![scan("龙沙镇2022年2月.pdf", &[])]);
    assert_eq!(told_in_march(&before), [], "that was another month");
}

fn of_ours(digest: &str) -> StatedReport {
    StatedReport {
        notice: None,
        edition: None,
        form: "annex2".into(),
        unit: "龙沙镇".into(),
        month: Some(month(MARCH)),
        revision: 0,
        is_as_exported: true,
        figures: digest.to_owned(),
    }
}

fn pdf(unit: &str, digest: &str, was_added_to: bool) -> Receipt {
    let stated = StatedPdf {
        form: "annex2".into(),
        unit: unit.into(),
        month: Some(month(MARCH)),
        digest: digest.into(),
        was_added_to,
    };
    with(scan("打印.pdf", &[]), |scan| scan.stated = Some(stated))
}

#[test]
fn a_pdf_of_ours_is_compared_with_the_report_that_counts() {
    let report = || Received { stated: Some(of_ours("a")), ..march("龙沙镇") };
    let told = |scans: Vec<Receipt>| told_in_march(&came(vec![report()], scans));
    assert_eq!(placed(&came(vec![], vec![pdf("龙沙镇", "a", false)])), of("龙沙镇", MARCH));
    assert_eq!(told(vec![pdf("龙沙镇", "a", false)]), []);
    let differs = [("龙沙镇".to_owned(), FindingCode::PdfDiffers)];
    assert_eq!(told(vec![pdf("龙沙镇", "b", false)]), differs);
    assert_eq!(told(vec![pdf("龙沙镇", "b", false), pdf("龙沙镇", "a", true)]), [], "that of the correction");
    assert_eq!(told(vec![scan("龙沙镇2022年3月.pdf", &[])]), [], "what cannot be compared");
    let hand_filled = came(vec![march("龙沙镇")], vec![pdf("龙沙镇", "b", false)]);
    assert_eq!(told_in_march(&hand_filled), []);
    let strange = placed(&came(vec![], vec![pdf("小周镇", "a", false)])).unwrap_err();
    assert_eq!(strange, ["PDF 里写的单位是“小周镇”，名册里没有这个名称。请指定单位"]);
}

#[test]
fn a_pdf_just_as_it_was_exported_is_no_sealed_page() {
    let both = || vec![march("龙沙镇"), march("龙驹镇")];
    assert_eq!(told_in_march(&came(both(), vec![pdf("龙沙镇", "a", false)])), []);
    let sealed = came(both(), vec![pdf("龙沙镇", "a", true)]);
    assert_eq!(told_in_march(&sealed), [("龙驹镇".to_owned(), FindingCode::NoScan)]);
}
