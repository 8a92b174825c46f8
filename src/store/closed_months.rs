//! What closed months keep of the day on which they were closed: which units the register expected, and with which month collation
//! began. The tables keep only what holds now, so that both are found in the log.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::Place;
use super::error::Failure;
use super::member::set_member;
use super::part::JudgementPart;
use super::text::parsed;
use crate::collation::{MemberId, Register};
use crate::notice::Form;
use crate::period::Month;

/// What is known of the closed months.
pub(super) struct ClosedMonths {
    /// The months whose report is final, each with the units that were to report when it last became so.
    pub(super) expected: BTreeMap<Month, BTreeSet<MemberId>>,
    /// The first month of which a report counted when the first of them was closed.
    pub(super) begun: Option<Month>,
}

/// Finds what closed months keep.
pub(super) fn closed_months(
    connection: &Connection,
    form: &Form,
    register: &Register,
) -> Result<ClosedMonths, Failure> {
    let closings = closings(connection, form)?;
    let first = closings.last().map(|(closing, _)| *closing);
    let begun = first.map(|first| begun(connection, form, first)).transpose()?.flatten();
    Ok(ClosedMonths { expected: expected(connection, form, register, closings)?, begun })
}

fn expected(
    connection: &Connection,
    form: &Form,
    register: &Register,
    closings: Vec<(i64, Month)>,
) -> Result<BTreeMap<Month, BTreeSet<MemberId>>, Failure> {
    let mut register = register.clone();
    let mut closed = BTreeMap::new();
    let mut changes = changes_since(connection, form)?.into_iter().peekable();
    for (closing, month) in closings {
        while let Some((_, place, before)) = changes.next_if(|(number, ..)| *number > closing) {
            if let Place::Member(unit, part) = place {
                set_member(&mut register, unit, part, before)?;
            }
        }
        // A unit without a name was not entered yet.
        let named = register.members.values().filter(|member| !member.name.is_empty());
        let expected = named.filter(|member| member.reports_in(month)).map(|member| member.id);
        closed.insert(month, expected.collect());
    }
    Ok(closed)
}

/// The first month of which a report counted when the log came to the first closing.
fn begun(connection: &Connection, form: &Form, first: i64) -> Result<Option<Month>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT month FROM change AS version WHERE form = ?1 AND place = ?2 AND item LIKE ?3 AND after IS NOT NULL
         AND id < ?4 AND NOT EXISTS (SELECT 1 FROM change AS later WHERE later.form = version.form
           AND later.place = version.place AND later.month = version.month AND later.item = version.item
           AND later.id > version.id AND later.id < ?4)
         ORDER BY month LIMIT 1",
    )?;
    let versions = format!("%.{}", JudgementPart::Version.word());
    let mut rows = query.query(params![form.key, Place::JUDGEMENT, versions, first])?;
    rows.next()?.map(|row| parsed(&row.get::<_, String>(0)?)).transpose()
}

/// Where in the log each closed month was closed, the newest first. A log that was rescued may lack it; such a month is taken for
/// closed just now.
fn closings(connection: &Connection, form: &Form) -> Result<Vec<(i64, Month)>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT coalesce((SELECT max(id) FROM change WHERE change.form = report.form AND place = 'revision'
           AND change.month = report.month AND after IS NOT NULL), ?2) AS closing, month
         FROM report WHERE form = ?1 AND state IS NOT NULL ORDER BY closing DESC",
    )?;
    let rows = query.query_map(params![form.key, i64::MAX], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.map(|row| {
        row.map_err(Failure::from).and_then(|(at, month): (i64, String)| Ok((at, parsed(&month)?)))
    })
    .collect()
}

/// A change of the register by its number in the log, with the text that it replaced.
type Replaced = (i64, Place, Option<String>);

/// What changed in the register since the first closing, the newest first.
fn changes_since(connection: &Connection, form: &Form) -> Result<Vec<Replaced>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT id, item, before FROM change WHERE form = ?1 AND place = ?2
         AND id > (SELECT min(id) FROM change WHERE form = ?3 AND place = 'revision') ORDER BY id DESC",
    )?;
    let mut rows = query.query([&form.notice, Place::MEMBER, &form.key])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let item: String = row.get(1)?;
        changes.push((row.get(0)?, Place::from_log(Place::MEMBER, None, Some(&item))?, row.get(2)?));
    }
    Ok(changes)
}
