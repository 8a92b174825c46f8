//! Reading all records into a [`Ledger`].

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _};

use super::error::Failure;
use super::inbox::inbox;
use super::known::Known;
use super::revisions::{revisions, stage};
use super::text::{YES, parsed};
use super::{Side, Store, StoreError};
use crate::collation::SortedInbox;
use crate::notice::{FigureId, Form};
use crate::period::Month;
use crate::report::{Adjustment, Ledger, Record};
use crate::unit::{Unit, UnitKind};

/// What was sent of a form: all that has to be known to say what is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentSoFar {
    /// The unit's first month.
    pub first_month: Month,
    /// The months of which a report was sent, even if they are open again.
    pub months: BTreeSet<Month>,
    /// Whether the list beside the form was sent.
    pub list: bool,
}

impl Store {
    /// What was sent of a form; `None` if it was not begun. It reads no figure.
    pub fn sent_so_far(&self, form: &Form) -> Result<Option<SentSoFar>, StoreError> {
        sent_so_far(&self.connection, form).map_err(|error| self.explain(error))
    }

    /// All records of any form; `None` before the first start is finished.
    pub fn ledger_of(&self, form: &Form) -> Result<Option<Ledger>, StoreError> {
        self.ledger_and_inbox_of(form).map(|(ledger, _)| ledger)
    }

    /// All records, `None` before the first start is finished; and what came in from the units below, which is nothing where
    /// the data is an officer's own.
    pub fn ledger_and_inbox(&self) -> Result<(Option<Ledger>, Arc<SortedInbox>), StoreError> {
        self.ledger_and_inbox_of(&self.notices.form)
    }

    /// The same of any form.
    pub fn ledger_and_inbox_of(&self, form: &Form) -> Result<(Option<Ledger>, Arc<SortedInbox>), StoreError> {
        // One transaction, so that another process cannot change the months between two of the queries.
        let read = self.connection.unchecked_transaction().map_err(Failure::from);
        let read = read.and_then(|transaction| ledger_and_inbox(&transaction, self.side, &self.inbox, form));
        read.map_err(|error| self.explain(error))
    }
}

/// Reads the ledger inside an existing transaction. The months of an office that takes in reports are what these come to.
pub(super) fn ledger_and_inbox(
    transaction: &Connection,
    side: Side,
    known: &Known,
    form: &Form,
) -> Result<(Option<Ledger>, Arc<SortedInbox>), Failure> {
    let mut ledger = recorded(transaction, known, form)?;
    if side == Side::Reporting {
        return Ok((ledger, Arc::default()));
    }
    let inbox = inbox(transaction, known, form)?;
    if let Some(ledger) = &mut ledger {
        inbox.fill(form, ledger);
        inbox.fill_balance(form, ledger);
    }
    Ok((ledger, inbox))
}

fn recorded(transaction: &Connection, known: &Known, form: &Form) -> Result<Option<Ledger>, Failure> {
    let Some(unit) = unit(transaction, form)? else { return Ok(None) };
    let opening = texts(transaction, "SELECT figure, text FROM opening WHERE form = ?1", [&form.key])?;
    let mut months = BTreeMap::new();
    let mut reports = transaction.prepare_cached(
        "SELECT id, month, no_data IS NOT NULL, filled_on, changed_on, state, reason FROM report WHERE form = ?1",
    )?;
    let mut rows = reports.query([&form.key])?;
    while let Some(row) = rows.next()? {
        let report: i64 = row.get(0)?;
        let entries = texts(transaction, "SELECT figure, text FROM entry WHERE report = ?1", [report])?;
        let day = |index| -> Result<Option<NaiveDate>, Failure> {
            row.get::<_, Option<String>>(index)?.map(|text| parsed(&text)).transpose()
        };
        let record = Record {
            entries,
            no_data: row.get(2)?,
            filled_on: day(3)?,
            changed_on: day(4)?,
            texts: texts(transaction, "SELECT item, text FROM typed_text WHERE report = ?1", [report])?,
            adjustments: adjustments(transaction, report)?,
            explanations: texts(
                transaction,
                "SELECT subject, text FROM explanation WHERE report = ?1",
                [report],
            )?,
            stage: stage(row.get::<_, Option<String>>(5)?.as_deref())?,
            reason: row.get(6)?,
            revisions: revisions(transaction, known, report)?,
        };
        months.insert(parsed(&row.get::<_, String>(1)?)?, record);
    }
    Ok(Some(Ledger { unit, opening, months }))
}

fn sent_so_far(connection: &Connection, form: &Form) -> Result<Option<SentSoFar>, Failure> {
    let Some(unit) = unit(connection, form)? else { return Ok(None) };
    let mut query = connection.prepare_cached(
        "SELECT DISTINCT month FROM sending JOIN revision ON revision.id = sending.revision
         JOIN report ON report.id = revision.report WHERE form = ?1",
    )?;
    let months = query.query_map([&form.key], |row| row.get::<_, String>(0))?;
    let months = months.map(|month| parsed(&month?)).collect::<Result<_, Failure>>()?;
    let mut list = connection.prepare_cached("SELECT 1 FROM sent_projects WHERE form = ?1")?;
    Ok(Some(SentSoFar { first_month: unit.first_month, months, list: list.exists([&form.list_key])? }))
}

pub(super) fn unit(connection: &Connection, form: &Form) -> Result<Option<Unit>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT name, kind, person, phone, first_month, restart_each_year FROM unit WHERE form = ?1",
    )?;
    let columns = query.query_row([&form.key], |row| {
        Ok([row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?])
    });
    let Some([name, kind, person, phone, first_month, restart]) = columns.optional()? else {
        return Ok(None);
    };
    Ok(Some(Unit {
        name,
        kind: UnitKind::from(kind.as_str()),
        person,
        phone,
        first_month: parsed::<Month>(&first_month)?,
        restart_each_year: restart == YES,
    }))
}

/// The first month before `first` that has entries or adjustments, is marked 当月无数据, or was reported.
pub(super) fn filled_before(
    connection: &Connection,
    form: &Form,
    first: Month,
) -> Result<Option<Month>, Failure> {
    let found: Option<String> = connection.query_row(
        "SELECT min(month) FROM report WHERE form = ?1 AND month < ?2
         AND (no_data IS NOT NULL
              OR EXISTS (SELECT 1 FROM entry WHERE entry.report = report.id)
              OR EXISTS (SELECT 1 FROM adjustment WHERE adjustment.report = report.id)
              OR EXISTS (SELECT 1 FROM revision WHERE revision.report = report.id))",
        [&form.key, &first.to_string()],
        |row| row.get(0),
    )?;
    found.map(|month| parsed(&month)).transpose()
}

fn adjustments(connection: &Connection, report: i64) -> Result<BTreeMap<FigureId, Adjustment>, Failure> {
    let texts = texts(connection, "SELECT figure, text FROM adjustment WHERE report = ?1", [report])?;
    let read = |(figure, text): (FigureId, String)| {
        Adjustment::read(&text).map(|read| (figure, read)).ok_or(Failure::Unreadable(text))
    };
    texts.into_iter().map(read).collect()
}

fn texts<Key: FromStr + Ord>(
    connection: &Connection,
    query: &str,
    parameters: impl rusqlite::Params,
) -> Result<BTreeMap<Key, String>, Failure> {
    let mut query = connection.prepare_cached(query)?;
    let mut rows = query.query(parameters)?;
    let mut texts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        texts.insert(parsed(&row.get::<_, String>(0)?)?, row.get(1)?);
    }
    Ok(texts)
}
