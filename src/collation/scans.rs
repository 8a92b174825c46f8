//! Scans that units send in: where each belongs, which units whose report counts have none, and what a PDF says that this
//! program wrote.
//!
//! A scan holds no figures, and nothing of its picture is read. What cannot be compared is not claimed to be equal.

use std::collections::BTreeMap;

use super::check::{Finding, FindingCode, Grade};
use super::inbox::Inbox;
use super::placing::{Placed, Sorted, of_assignment};
use super::received::{Receipt, ReceiptId, ReceivedScan, ReportRef, scan_ref};
use super::register::MemberId;
use crate::hand_filled::{MonthInNames, NamedMonth};
use crate::notice::Campaign;
use crate::period::Month;
use crate::wording::quoted;

impl Sorted {
    /// Whether the report of a unit's month has no scan of its sealed page beside it.
    ///
    /// Where no unit at all sent one in a month, none is asked for: the office collects them in another way, and a mark on
    /// each of 67 units would say nothing.
    pub fn lacks_scan(&self, (month, unit): (Month, MemberId)) -> bool {
        !self.sealed.contains(&(month, unit)) && self.scanned(month) > 0
    }

    /// How many units sent a scan of a month's sealed page.
    pub fn scanned(&self, month: Month) -> usize {
        self.sealed.range((month, MemberId(0))..=(month, MemberId(u32::MAX))).count()
    }
}

impl Inbox {
    /// The scan with a number.
    pub fn scan(&self, at: ReportRef) -> Option<&ReceivedScan> {
        self.receipt(at).filter(|_| at.number == 0)?.scan()
    }

    /// Whether a number means a report, a list or a scan.
    pub fn is_known(&self, at: ReportRef) -> bool {
        self.unit_written(at).is_some() || self.scan(at).is_some()
    }

    /// Whether a number means a file in which nothing was found. It has no place, and can only be left out.
    pub fn is_file_without_report(&self, at: ReportRef) -> bool {
        self.receipt(at).is_some_and(|receipt| receipt.without_report() == Some(at))
    }

    /// Places the scans, after the reports: one that does not say where it belongs goes with the report it came with.
    pub(super) fn sort_scans(&self, campaign: &Campaign, sorted: &mut Sorted) {
        let mut by_digest: Option<BTreeMap<&str, ReceiptId>> = None;
        let scans = self.receipts.values().filter_map(|receipt| Some((receipt, receipt.scan()?)));
        for (receipt, scan) in scans {
            let at = scan_ref(receipt.id);
            let report = scan.beside.as_deref().and_then(|beside| {
                let receipts = self.receipts.values();
                let known = by_digest
                    .get_or_insert_with(|| receipts.map(|one| (one.sha256.as_str(), one.id)).collect());
                self.only_place(sorted, *known.get(beside)?)
            });
            let placed = self.place_scan(campaign, receipt, scan, report);
            if let Some(place) = placed.at().filter(|_| !self.is_excluded(at)) {
                sorted.scans.entry(place).or_default().push(at);
                if scan.may_be_sealed() {
                    sorted.sealed.insert(place);
                }
            }
            sorted.placed.insert(at, placed);
        }
    }

    /// Where the one report of a file belongs.
    fn only_place(&self, sorted: &Sorted, receipt: ReceiptId) -> Option<(Month, MemberId)> {
        let mut reports = self.receipts.get(&receipt)?.reports();
        let (at, _) = reports.next()?;
        let is_alone = reports.next().is_none() && !self.is_excluded(at);
        sorted.placed.get(&at).filter(|_| is_alone)?.at()
    }

    /// Places a scan. What the clerk assigned holds; then what a PDF of ours states, the names of the file and of what it lay
    /// in, the subject of its mail, and at last the report it came with.
    fn place_scan(
        &self,
        campaign: &Campaign,
        receipt: &Receipt,
        scan: &ReceivedScan,
        report: Option<(Month, MemberId)>,
    ) -> Placed {
        let names = Names::of(receipt, scan);
        let unit = || {
            let own = self.unit_of_scan(scan, &names)?.or(report.map(|(_, unit)| unit));
            own.ok_or_else(|| "文件名、文件夹和邮件里都没有写明这份扫描件是哪个单位的。请指定单位".to_owned())
        };
        let month = |unit: Option<MemberId>| {
            // A report of another unit says nothing of the month of this one's scan.
            let report = report.filter(|(_, of)| unit == Some(*of)).map(|(month, _)| month);
            self.month_of_scan(campaign, receipt, scan, &names, report)
        };
        of_assignment(campaign, self.assignments.get(&scan_ref(receipt.id)), unit, month)
    }

    fn unit_of_scan(&self, scan: &ReceivedScan, names: &Names<'_>) -> Result<Option<MemberId>, String> {
        if let Some(stated) = &scan.stated {
            let found = self.names.find(&stated.unit).map(Some);
            let unknown =
                || format!("PDF 里写的单位是{}，名册里没有这个名称。请指定单位", quoted(&stated.unit));
            return found.ok_or_else(unknown);
        }
        let mut found = names.0.iter().map(|name| (name, self.names.named_in(name)));
        let Some((said, told)) = found.find(|(_, told)| !told.is_empty()) else { return Ok(None) };
        let units = told.all();
        if units.len() == 1 {
            let within = told.within_words.first_key_value();
            let doubt = within.map(|(unit, word)| self.within_word("名称", *unit, word));
            return doubt.map_or_else(|| Ok(units.first().copied()), Err);
        }
        let called = units.iter().filter_map(|id| self.register.member(*id));
        let called: Vec<String> = called.map(|member| quoted(&member.name)).collect();
        let (said, called) = (quoted(said), called.join("、"));
        Err(format!("{said}里写了几个单位：{called}。请指定是哪个单位的扫描件"))
    }

    fn month_of_scan(
        &self,
        campaign: &Campaign,
        receipt: &Receipt,
        scan: &ReceivedScan,
        names: &Names<'_>,
        report: Option<Month>,
    ) -> Result<Month, String> {
        if let Some(month) = scan.stated.as_ref().and_then(|stated| stated.month) {
            return Ok(month);
        }
        let said = MonthInNames::of(names.0.iter().copied());
        let told = match said.month() {
            NamedMonth::Month(month) => return Ok(month),
            NamedMonth::Nothing => None,
            NamedMonth::Unclear(told) => Some(told),
        };
        let arrived = || said.arrived_on(campaign, self.received_on(scan_ref(receipt.id))?);
        let found = report.filter(|month| said.may_be(*month)).or_else(arrived);
        found.ok_or_else(|| match told {
            Some(told) => format!("名称里写的是{told}，定不下是哪一年哪个月的扫描件。请指定月份"),
            None => "文件名、文件夹和邮件里都没有写明这份扫描件是哪个月的。请指定月份".to_owned(),
        })
    }

    /// What is told of the scans of a report that counts: that there is none, or that a PDF of ours shows other figures.
    pub(super) fn scan_findings(
        &self,
        sorted: &Sorted,
        place: (Month, MemberId),
        counted: ReportRef,
    ) -> Vec<Finding> {
        let none = sorted
            .lacks_scan(place)
            .then(|| Finding::of_whole(Grade::Hint, FindingCode::NoScan, "盖章扫描件没有收到".to_owned()));
        none.into_iter().chain(self.other_pdf(sorted, place, counted)).collect()
    }

    /// A PDF whose figures are not those of the report. An older PDF beside one that agrees is not told.
    fn other_pdf(&self, sorted: &Sorted, place: (Month, MemberId), counted: ReportRef) -> Option<Finding> {
        let stated = self.report(counted)?.stated.as_ref()?;
        let figures = Some(&stated.figures).filter(|figures| !figures.is_empty())?;
        let comparable = sorted.scans.get(&place)?.iter().filter_map(|at| {
            let pdf = self.scan(*at)?.stated.as_ref()?;
            let is_of_it = pdf.form == stated.form && pdf.unit == stated.unit && pdf.month == stated.month;
            is_of_it.then_some((*at, &pdf.digest))
        });
        let comparable: Vec<(ReportRef, &String)> = comparable.collect();
        let (last, _) =
            comparable.last().filter(|_| comparable.iter().all(|(_, digest)| *digest != figures))?;
        let name = self.receipt(*last).map(|receipt| quoted(&receipt.name)).unwrap_or_default();
        let sentence = format!("PDF 文件{name}导出时的数，和采用的这份表里的数不一样，请问清以哪一份为准");
        Some(Finding::of_whole(Grade::Hint, FindingCode::PdfDiffers, sentence))
    }
}

/// The names that may say where a scan belongs, the nearest first.
struct Names<'receipt>(Vec<&'receipt str>);

impl<'receipt> Names<'receipt> {
    fn of(receipt: &'receipt Receipt, scan: &'receipt ReceivedScan) -> Self {
        let stem = receipt.name.rsplit_once('.').map_or(receipt.name.as_str(), |(stem, _)| stem);
        let within = receipt.arrival.within.iter().rev().map(String::as_str);
        Self([stem].into_iter().chain(within).chain([scan.subject.as_str()]).collect())
    }
}

#[cfg(test)]
mod tests;
