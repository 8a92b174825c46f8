//! What came in: receipts, and the reports that were read from them.
//!
//! A receipt is the bytes as they came and what is known of their way; it is never changed. What was read from it may be
//! read anew.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::months_said::MonthsSaid;
use super::received_list::ReceivedList;
use crate::hand_filled::CellReading;
use crate::notice::{FigureId, Form};
use crate::period::Month;
use crate::scan::ScanKind;

/// The number of a receipt in the data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceiptId(pub u32);

/// One report in a receipt: a workbook may hold several. Its project lists are numbered behind them. Written as `12/0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct ReportRef {
    pub receipt: ReceiptId,
    /// Its place among the reports of the receipt, from 0.
    pub number: u32,
}

/// A text that names no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAReport;

impl fmt::Display for ReportRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.receipt.0, self.number)
    }
}

impl FromStr for ReportRef {
    type Err = NotAReport;

    fn from_str(text: &str) -> Result<Self, NotAReport> {
        let (receipt, number) = text.split_once('/').ok_or(NotAReport)?;
        let [receipt, number] = [receipt, number].map(str::parse);
        Ok(Self {
            receipt: ReceiptId(receipt.map_err(|_| NotAReport)?),
            number: number.map_err(|_| NotAReport)?,
        })
    }
}

impl Serialize for ReportRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One file that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub id: ReceiptId,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    pub name: String,
    pub arrival: Arrival,
    pub taken_at: DateTime<FixedOffset>,
    pub reading: Reading,
}

/// How a file came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrival {
    /// What it lay in, the outermost first: a folder, a mail, an archive.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// The address of the mail's sender; empty for a loose file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sender: String,
    /// The mail's own date, which its sender's clock set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_date: Option<DateTime<FixedOffset>>,
    /// When the last server took the mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<DateTime<FixedOffset>>,
    /// The SHA-256 of the whole mail; empty for a loose file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mail_sha256: String,
}

impl Arrival {
    /// The day on which the last server took the mail, in the office's zone: the server may have another one.
    pub fn received_on(&self, office: FixedOffset) -> Option<NaiveDate> {
        self.received.map(|at| at.with_timezone(&office).date_naive())
    }
}

/// What was read from a receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub reports: Vec<Received>,
    /// The project lists beside them, or alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ReceivedList>,
    /// Why no report could be read, as a sentence.
    pub problem: Option<String>,
    /// What is known of a scan, which holds no report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<ReceivedScan>,
}

impl Reading {
    /// What holds of a file after a later reader has read it too. The sums, and what was decided, hang on the reports that were
    /// read and on the numbers of the lists behind them, so that these stay; lists are read anew, and so is a file in which
    /// nothing was found.
    #[must_use]
    pub fn read_anew(self, anew: Self) -> Self {
        if self.reports.is_empty() && self.lists.is_empty() {
            return anew;
        }
        let is_kept = |(old, new): (&ReceivedList, &ReceivedList)| old.sheet == new.sheet;
        let are_kept =
            anew.lists.len() >= self.lists.len() && self.lists.iter().zip(&anew.lists).all(is_kept);
        if are_kept { Self { lists: anew.lists, ..self } } else { self }
    }
}

/// One report as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The name on the tab; empty for a text file.
    pub sheet: String,
    /// 填报单位, and what else in the content names a unit.
    pub unit: Option<String>,
    /// The names of places in the title and on the tab.
    pub places: Vec<String>,
    /// What the content, the tab and the name of the file say of the month.
    pub months: MonthsSaid,
    /// Why the month could not be found, as a sentence.
    pub month_remark: Option<String>,
    /// Why the report cannot be read, as a sentence.
    pub problem: Option<String>,
    /// 填报人
    pub person: Option<String>,
    /// 联系电话
    pub phone: Option<String>,
    /// 填报时间
    pub filled_on: Option<NaiveDate>,
    pub figures: BTreeMap<FigureId, ReceivedFigure>,
    /// Rows of the form that it does not contain.
    pub missing: Vec<u16>,
    pub is_draft: bool,
    /// What the unit wrote beside the table (说明).
    pub notes: Vec<Note>,
    pub remarks: Vec<String>,
    /// What a file of ours says of itself.
    pub stated: Option<StatedReport>,
}

/// One figure of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedFigure {
    pub month: ReceivedCell,
    pub total: ReceivedCell,
}

/// What stands in a cell, and where that is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedCell {
    pub value: CellReading,
    /// Its address, as `F7`; empty where it was not found.
    pub at: String,
}

/// Words of the unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The number of the row they are about, if they say so.
    pub row: Option<u16>,
    pub text: String,
}

/// What the properties of a file of ours say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedReport {
    pub notice: Option<String>,
    pub edition: Option<u32>,
    pub form: String,
    pub unit: String,
    pub month: Option<Month>,
    pub revision: u32,
    /// Whether its figures are those that were exported.
    pub is_as_exported: bool,
    /// The digest of the figures as they stand in it; empty where it was not reckoned.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub figures: String,
}

/// What is known of a scan besides its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedScan {
    pub kind: ScanKind,
    /// The subject of its mail; empty where it lay in none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// The SHA-256 of the one filled form that lay with it: in the same folder or archive, else in the same mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<String>,
    /// What a PDF that this program wrote says of itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedPdf>,
}

/// What a PDF of ours says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedPdf {
    pub form: String,
    pub unit: String,
    /// The month; `None` for a list.
    pub month: Option<Month>,
    /// The digest of the figures it shows.
    pub digest: String,
    /// Whether something was added to the file since, as an electronic seal is.
    pub was_added_to: bool,
}

impl ReceivedScan {
    /// Whether it may be a sealed page. A PDF just as the program wrote it carries no seal.
    pub fn may_be_sealed(&self) -> bool {
        self.stated.as_ref().is_none_or(|stated| stated.was_added_to)
    }
}

impl Received {
    /// What stands for a figure; nothing if its row was not found.
    pub fn figure(&self, id: FigureId) -> Option<&ReceivedFigure> {
        self.figures.get(&id)
    }

    /// The number of the unit's own correction; 0 for a first report.
    pub fn revision(&self) -> u32 {
        self.stated.as_ref().map_or(0, |stated| stated.revision)
    }

    /// Whether two reports have the same figures.
    pub fn says_the_same(&self, other: &Self, form: &Form) -> bool {
        form.figures().all(|figure| {
            let values = |report: &Self| {
                report.figure(figure.id).map(|found| (found.month.value.clone(), found.total.value.clone()))
            };
            values(self).unwrap_or_default() == values(other).unwrap_or_default()
        })
    }

    /// Whether the unit says something of a row.
    pub fn note_on(&self, row: u16) -> Option<&Note> {
        self.notes.iter().find(|note| note.row == Some(row))
    }
}

impl Receipt {
    /// The day on which it arrived at the office, as far as its own way says it.
    pub fn received_on(&self) -> Option<NaiveDate> {
        self.arrival.received_on(*self.taken_at.offset())
    }

    /// The reports in it.
    pub fn reports(&self) -> impl Iterator<Item = (ReportRef, &Received)> {
        self.reading
            .reports
            .iter()
            .zip(0..)
            .map(|(report, number)| (ReportRef { receipt: self.id, number }, report))
    }

    /// The project lists in it. They are numbered behind its reports.
    pub fn lists(&self) -> impl Iterator<Item = (ReportRef, &ReceivedList)> {
        self.reading
            .lists
            .iter()
            .zip((0..).skip(self.reading.reports.len()))
            .map(|(list, number)| (ReportRef { receipt: self.id, number }, list))
    }

    /// What is known of the scan, if it is one.
    pub fn scan(&self) -> Option<&ReceivedScan> {
        self.reading.scan.as_ref()
    }

    /// What is placed, assigned and excluded of it beside its lists: each of its reports, or the scan that it is.
    pub fn places(&self) -> impl Iterator<Item = ReportRef> {
        let scan = self.scan().map(|_| scan_ref(self.id));
        self.reports().map(|(at, _)| at).chain(scan)
    }
}

impl Receipt {
    /// By what a file is excluded that holds neither a report nor a list and is no scan.
    pub fn without_report(&self) -> Option<ReportRef> {
        let is_empty = self.places().next().is_none() && self.lists().next().is_none();
        is_empty.then(|| scan_ref(self.id))
    }
}

/// A scan is placed, assigned and excluded like the one report of its file.
pub(super) fn scan_ref(receipt: ReceiptId) -> ReportRef {
    ReportRef { receipt, number: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(reports: usize, lists: &[&str]) -> Reading {
        let lists =
            lists.iter().map(|sheet| ReceivedList { sheet: (*sheet).into(), ..ReceivedList::default() });
        Reading {
            reports: vec![Received { sheet: "附件2".into(), ..Received::default() }; reports],
            lists: lists.collect(),
            ..Reading::default()
        }
    }

    #[test]
    fn what_a_later_reader_finds_is_added_and_takes_no_number_away() {
        let with = |old: Reading, new: Reading| {
            let found = old.read_anew(new);
            (found.reports.len(), found.lists.iter().map(|list| list.sheet.clone()).collect::<Vec<_>>())
        };
        let lists = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(with(reading(1, &[]), reading(1, &["附件3"])), (1, lists(&["附件3"])));
        assert_eq!(with(reading(1, &["附件3"]), reading(1, &["附件3", "续"])), (1, lists(&["附件3", "续"])));
        assert_eq!(
            with(reading(1, &["附件3"]), reading(1, &[])),
            (1, lists(&["附件3"])),
            "one is not found any more"
        );
        assert_eq!(
            with(reading(1, &["附件3"]), reading(1, &["续", "附件3"])),
            (1, lists(&["附件3"])),
            "another would have its number"
        );
        assert_eq!(with(reading(1, &[]), reading(2, &[])).0, 1, "what counts stays as it was read");
        assert_eq!(
            with(reading(0, &["附件3"]), reading(1, &["附件3"])),
            (0, lists(&["附件3"])),
            "a report would have its number"
        );
        assert_eq!(
            with(reading(0, &[]), reading(2, &["附件3"])),
            (2, lists(&["附件3"])),
            "nothing was found before"
        );
    }

    #[test]
    fn a_report_is_named_by_its_receipt_and_its_place() {
        let named = ReportRef { receipt: ReceiptId(12), number: 3 };
        assert_eq!("12/3".parse(), Ok(named));
        assert_eq!(named.to_string(), "12/3");
        for text in ["", "12", "12/", "/3", "a/3", "12/3/4", "-1/0"] {
            assert_eq!(text.parse::<ReportRef>(), Err(NotAReport), "{text:?}");
        }
    }
}
