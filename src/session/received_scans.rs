//! The scans that units sent in: which there are, and one of them as a file to be looked at.

use std::ops::Deref;

use serde::Serialize;

use super::facet::Collation;
use super::{CollationError, File, Session};
use crate::collation::{MemberId, ReceiptId, ReportRef, Sorted};
use crate::error::Error;
use crate::output::harmless_name;
use crate::period::{Month, date_name, moment_name};

/// One scan that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceivedScanLine {
    /// By which it is opened, assigned or left out.
    pub report: ReportRef,
    /// The unit's name; nothing where it is not known.
    pub unit: Option<String>,
    pub month: Option<Month>,
    pub file: String,
    /// What it lay in, the outermost first.
    pub within: Vec<String>,
    /// The sender of its mail; empty for a loose file.
    pub sender: String,
    /// When it arrived, in words.
    pub received_on: String,
    /// When it was taken in, in words.
    pub taken_at: String,
    pub sha256: String,
    /// Whether it may be the sealed page: a PDF as the program exported it is none.
    pub may_be_sealed: bool,
    /// Why it was left out.
    pub excluded: Option<String>,
}

impl<S: Deref<Target = Session>> Collation<S> {
    /// The scans of a month, or all of them with those that nobody can place, in the order in which they came.
    pub fn scans(&self, month: Option<Month>) -> Result<Vec<ReceivedScanLine>, Error> {
        month.map_or(Ok(()), |month| self.session.form().campaign.check(month))?;
        let mut lines = self.scan_lines(self.sorted());
        lines.retain(|line| month.is_none_or(|month| line.month == Some(month)));
        Ok(lines)
    }

    /// The scans of a unit's month.
    pub(super) fn scans_at(&self, sorted: &Sorted, month: Month, unit: MemberId) -> Vec<ReceivedScanLine> {
        let mut lines = self.scan_lines(sorted);
        let place = Some((month, unit));
        lines.retain(|line| sorted.placed.get(&line.report).is_some_and(|placed| placed.at() == place));
        lines
    }

    fn scan_lines(&self, sorted: &Sorted) -> Vec<ReceivedScanLine> {
        let inbox = self.inbox();
        let scans = inbox.receipts.values().filter_map(|receipt| {
            let (scan, at) = (receipt.scan()?, receipt.places().next()?);
            let placed = sorted.placed.get(&at).cloned().unwrap_or_default();
            let member = placed.unit.and_then(|unit| inbox.register.member(unit));
            Some(ReceivedScanLine {
                report: at,
                unit: member.map(|member| member.name.clone()),
                month: placed.month,
                file: receipt.name.clone(),
                within: receipt.arrival.within.clone(),
                sender: receipt.arrival.sender.clone(),
                received_on: inbox.received_on(at).map(date_name).unwrap_or_default(),
                taken_at: moment_name(receipt.taken_at.naive_local()),
                sha256: receipt.sha256.clone(),
                may_be_sealed: scan.may_be_sealed(),
                excluded: inbox.assignments.get(&at).and_then(|assigned| assigned.excluded.clone()),
            })
        });
        scans.collect()
    }

    /// A scan as a file, checked by its digest. Its ending is that of its content: what its sender called it may be the name of
    /// a program.
    pub fn scan_file(&self, receipt: ReceiptId) -> Result<File, Error> {
        let unknown = || CollationError::UnknownScan(receipt.0.to_string());
        let known = self.inbox().receipts.get(&receipt).ok_or_else(unknown)?;
        let scan = known.scan().ok_or_else(unknown)?;
        let bytes = self.session.store.receipt_bytes(receipt)?.ok_or_else(unknown)?;
        let stem = known.name.rsplit_once('.').map_or(known.name.as_str(), |(stem, _)| stem);
        let ending = format!(".{}", scan.kind.extension());
        let name = Some(harmless_name(stem, &ending)).filter(|name| *name != ending);
        let name = name.unwrap_or_else(|| format!("扫描件{ending}"));
        Ok(File::with_digest(name, bytes, known.sha256.clone()))
    }
}
