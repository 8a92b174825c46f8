//! From a sum of the office's own month to the units it comes from, and from there to the cell in the file that came in.

use std::ops::Deref;

use serde::Serialize;

use super::closed_months::{Closed, SumNow};
use super::facet::Collation;
use super::{CollationError, Session};
use crate::amount::Amount;
use crate::collation::{Contribution, Coverage, ReportRef, TotalsExplained};
use crate::error::Error;
use crate::notice::FigureId;
use crate::period::{Month, date_name, moment_name};
use crate::reading::{self, Sheet, address, column_name};
use crate::report::live_sheet;

/// One figure of the office's own month, and of how many units it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SumLine {
    pub figure: FigureId,
    /// What stands in the column of its row's number.
    pub code: String,
    pub name: String,
    pub unit: String,
    /// As the form has it: of a closed month what was closed.
    pub month: Option<Amount>,
    pub total: Option<Amount>,
    #[serde(flatten)]
    pub coverage: Coverage,
    /// The names of those whose report counts now and is 待核实.
    pub unverified: Vec<String>,
    /// What counts now, where a closed month says something else.
    pub now: Option<SumNow>,
}

/// What the units contribute to a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Contributions {
    pub name: String,
    pub unit: String,
    /// What the lines add up to.
    pub sum: KindSum,
    /// The same for each kind of units, in the order of the notice; empty where all are of one kind.
    pub kinds: Vec<KindSum>,
    /// In the order of the register.
    pub lines: Vec<ContributionLine>,
    /// The totals of the units beside that of the office, as it counts now.
    pub totals: TotalsExplained,
}

/// What the units of a kind contribute together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KindSum {
    /// The name of the kind; empty for all of them.
    pub name: String,
    pub month: Option<Amount>,
    /// What they state as their totals.
    pub total: Option<Amount>,
    /// What their months that count add up to.
    pub added: Option<Amount>,
    pub last_month: Option<Amount>,
    /// Its share of the whole sum.
    pub share: String,
    /// How many of them the month is of, and of how many it should be.
    pub units: usize,
    pub expected: usize,
}

/// What one unit contributes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ContributionLine {
    #[serde(flatten)]
    pub part: Contribution,
    /// Its share of the sum, as `12.5%`; empty where there is none.
    pub share: String,
    /// Why there is nothing of it; empty where its report counts.
    pub lacks: String,
    /// The name and the SHA-256 of the file that the report came in; empty where none counts.
    pub file: String,
    pub sha256: String,
}

/// The sheet of a report around a cell, as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SourceSheet {
    pub file: String,
    /// What it lay in, the outermost first.
    pub within: Vec<String>,
    /// The sender of its mail; empty for a loose file.
    pub sender: String,
    pub received_on: String,
    pub taken_at: String,
    pub sha256: String,
    pub sheet: String,
    /// The letters of the columns.
    pub columns: Vec<String>,
    pub rows: Vec<SourceRow>,
    /// The place of the framed cell among these rows and columns.
    pub framed: Option<(usize, usize)>,
}

/// A row of a sheet, as many texts as there are columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SourceRow {
    pub number: u32,
    pub texts: Vec<String>,
}

/// How many rows and columns are shown around a cell, at the most.
const ROWS: u32 = 60;
const COLUMNS: u32 = 24;

impl<S: Deref<Target = Session>> Collation<S> {
    /// The office's own month, figure by figure.
    pub fn sums(&self, month: Month) -> Result<Vec<SumLine>, Error> {
        let sheet = self.session.reports().sheet(month)?;
        let mut changed = self.since_closed(month, &sheet)?;
        let form = self.session.form();
        let unverified = self.session.inbox.status(form, month).unverified();
        let lines = form.figures_in_rows().map(|(row, figure)| {
            let cell = sheet.cell(figure.id);
            let (coverage, now) = match changed.remove(&figure.id) {
                Some(Closed { then, now }) => (then, now),
                None => (self.inbox().coverage(self.sorted(), month, row, figure), None),
            };
            SumLine {
                figure: figure.id,
                code: row.code.clone().unwrap_or_else(|| row.number.to_string()),
                name: figure.name.clone(),
                unit: figure.unit.clone(),
                month: cell.and_then(|cell| cell.month.amount()),
                total: cell.and_then(|cell| cell.total.amount),
                coverage,
                unverified: self.inbox().unverified_in(&unverified, month, (row, figure)),
                now,
            }
        });
        Ok(lines.collect())
    }

    /// The units of a sum.
    pub fn contributions(&self, month: Month, figure: FigureId) -> Result<Contributions, Error> {
        let (form, ledger) = (self.session.form(), self.session.ledger()?);
        form.campaign.check(month)?;
        let (row, figure) = form.find(figure)?;
        let found = self.inbox().contributions(form, month, row, figure);
        let status = self.session.inbox.status(form, month);
        let live = live_sheet(form, ledger, month)?;
        let carried = live.cell(figure.id).and_then(|cell| cell.total.amount);
        let totals = self.inbox().totals_explained(form, month, (row, figure), &found, carried);
        let kind_of = |one: &Contribution| self.inbox().register.member(one.unit).map(|unit| &unit.kind);
        let whole = found.iter().filter_map(|one| one.month).reduce(|sum, amount| sum + amount);
        let kinds = self.session.notice().kinds.iter().filter_map(|kind| {
            let of_kind: Vec<&Contribution> =
                found.iter().filter(|one| kind_of(one) == Some(&kind.id)).collect();
            (!of_kind.is_empty()).then(|| KindSum::of(&kind.name, &of_kind, whole))
        });
        let mut kinds: Vec<KindSum> = kinds.collect();
        if kinds.len() < 2 {
            kinds.clear();
        }
        let sum = KindSum::of("", &found.iter().collect::<Vec<_>>(), whole);
        let lines = found.into_iter().map(|part| {
            let receipt = part.from.and_then(|at| self.inbox().receipt(at));
            ContributionLine {
                share: share_of(part.month, whole),
                lacks: status.lacks(part.unit, part.from),
                file: receipt.map_or_else(String::new, |receipt| receipt.name.clone()),
                sha256: receipt.map_or_else(String::new, |receipt| receipt.sha256.clone()),
                part,
            }
        });
        Ok(Contributions {
            name: figure.name.clone(),
            unit: figure.unit.clone(),
            sum,
            kinds,
            lines: lines.collect(),
            totals,
        })
    }

    /// The sheet of a report or a list around one of its cells, read anew from the bytes that came.
    pub fn source(&self, at: ReportRef, cell: &str) -> Result<SourceSheet, Error> {
        let unknown = || CollationError::UnknownReport(at.to_string());
        let (inbox, store) = (self.inbox(), &self.session.store);
        let (receipt, tab) = inbox.receipt(at).zip(inbox.sheet(at)).ok_or_else(unknown)?;
        let bytes = store.receipt_bytes(at.receipt)?.ok_or_else(unknown)?;
        let book = reading::read(&bytes)?;
        let named = book.sheets.iter().find(|sheet| sheet.name == tab);
        let sheet = named.or(book.sheets.first()).ok_or_else(unknown)?;
        let place = sheet.cells().map(|(place, _)| place).find(|place| address(*place) == cell);
        let (first_row, first_column) = place.map_or((0, 0), |(row, column)| {
            (row.saturating_sub(ROWS / 2), column.saturating_sub(COLUMNS / 2))
        });
        let (columns, rows) = around(sheet, first_row, first_column);
        let framed = place.and_then(|(row, column)| {
            Some((
                rows.iter().position(|one| one.number == row + 1)?,
                columns.iter().position(|one| *one == column)?,
            ))
        });
        Ok(SourceSheet {
            file: receipt.name.clone(),
            within: receipt.arrival.within.clone(),
            sender: receipt.arrival.sender.clone(),
            received_on: inbox.received_on(at).map(date_name).unwrap_or_default(),
            taken_at: moment_name(receipt.taken_at.naive_local()),
            sha256: receipt.sha256.clone(),
            sheet: sheet.name.clone(),
            columns: columns.into_iter().map(column_name).collect(),
            rows,
            framed,
        })
    }
}

/// The rows with content from a place on, and the columns that have any in them.
fn around(sheet: &Sheet, first_row: u32, first_column: u32) -> (Vec<u32>, Vec<SourceRow>) {
    let rows = first_row..first_row.saturating_add(ROWS);
    let columns = first_column..first_column.saturating_add(COLUMNS);
    let inside: Vec<(u32, u32)> = sheet
        .cells()
        .map(|(place, _)| place)
        .filter(|(row, column)| rows.contains(row) && columns.contains(column))
        .collect();
    let last = inside.iter().map(|(row, _)| *row).max();
    let last_column = inside.iter().map(|(_, column)| *column).max();
    let columns: Vec<u32> = last_column.map_or_else(Vec::new, |last| (first_column..=last).collect());
    let rows = last.map_or_else(Vec::new, |last| (first_row..=last).collect()).into_iter().map(|row: u32| {
        let texts = columns.iter().map(|column| sheet.value(row, *column).text()).collect();
        SourceRow { number: row + 1, texts }
    });
    let rows = rows.collect();
    (columns, rows)
}

impl KindSum {
    fn of(name: &str, parts: &[&Contribution], whole: Option<Amount>) -> Self {
        let sum = |of: fn(&Contribution) -> Option<Amount>| {
            parts.iter().filter_map(|part| of(part)).reduce(|sum, amount| sum + amount)
        };
        let month = sum(|part| part.month);
        Self {
            name: name.to_owned(),
            month,
            total: sum(|part| part.total),
            added: sum(|part| part.added),
            last_month: sum(|part| part.last_month),
            share: share_of(month, whole),
            units: parts.iter().filter(|part| part.month.is_some()).count(),
            expected: parts.len(),
        }
    }
}

fn share_of(part: Option<Amount>, whole: Option<Amount>) -> String {
    part.zip(whole).map(|(part, whole)| share(part, whole)).unwrap_or_default()
}

/// A share in tenths of a per cent, rounded; nothing of a sum that is zero.
fn share(part: Amount, whole: Amount) -> String {
    let (part, whole) = (part.ten_thousandths(), whole.ten_thousandths());
    let tenths = part.checked_mul(2000).and_then(|part| (part + whole).checked_div(2 * whole));
    tenths.map_or_else(String::new, |tenths| format!("{}.{}%", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::examples::{form, id};

    #[test]
    fn a_share_is_rounded_and_a_sum_of_nothing_has_none() {
        let amount = |text: &str| Amount::parse(text, form().find(id("2a")).unwrap().1.decimals()).unwrap();
        assert_eq!(share(amount("1"), amount("3")), "33.3%");
        assert_eq!(share(amount("2"), amount("3")), "66.7%");
        assert_eq!(share(amount("3"), amount("3")), "100.0%");
        assert_eq!(share(amount("0"), amount("0")), "");
    }

    #[test]
    fn what_is_around_a_cell_keeps_its_place() {
        let book = reading::read("甲,,丙\n,5,\n".as_bytes()).unwrap();
        let (columns, rows) = around(&book.sheets[0], 0, 0);
        assert_eq!(columns, [0, 1, 2]);
        assert_eq!(rows[0].texts, ["甲", "", "丙"]);
        assert_eq!((rows[1].number, rows[1].texts[1].as_str()), (2, "5"));
        assert_eq!(around(&book.sheets[0], 5, 0), (vec![], vec![]));
    }
}
