//! Reading what a clerk has taken in: receipts with what was read from them, the register, and what was decided.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _};

use super::closed_months::closed_months;
use super::error::{Failure, StoreError};
use super::known::{Known, Logged};
use super::member::set_member;
use super::part::{AssignmentPart, JudgementPart};
use super::text::{parsed, value};
use super::{Change, Place, Store};
use crate::collation::{
    Arrival, Assignment, Inbox, Judgement, MemberId, Names, Reading, Receipt, ReceiptId, SortedInbox,
};
use crate::digest::sha256;
use crate::notice::Form;
use crate::period::Month;

/// What was decided of units' months.
type Judgements = BTreeMap<(Month, MemberId), Judgement>;

impl Store {
    /// The bytes of a receipt, exactly as they came.
    pub fn receipt_bytes(&self, receipt: ReceiptId) -> Result<Option<Vec<u8>>, StoreError> {
        let found: Option<(String, String, Option<Vec<u8>>)> = self
            .connection
            .query_row("SELECT sha256, name, bytes FROM receipt WHERE id = ?1", [receipt.0], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()
            .map_err(|error| self.explain(error.into()))?;
        match found {
            Some((digest, name, None)) => {
                let bytes = self.files.bytes(&digest);
                bytes.map(Some).map_err(|loss| StoreError::ScanLost { name, loss: loss.words() })
            }
            found => Ok(found.and_then(|(_, _, bytes)| bytes)),
        }
    }

    /// What was decided of the units' months once these changes were made, the oldest first.
    pub fn decided_by<'log>(
        &self,
        changes: impl Iterator<Item = &'log Change>,
    ) -> Result<Judgements, StoreError> {
        let mut decided = Judgements::new();
        for change in changes {
            if let Place::Judgement(at, unit, part) = change.place {
                judge(&mut decided, (at, unit), part, change.after.clone())
                    .map_err(|failure| self.explain(failure))?;
            }
        }
        Ok(decided)
    }

    /// Whether the file beside the database that has a scan's bytes is whole.
    pub fn has_scan(&self, sha256: &str) -> bool {
        self.files.is_whole(sha256)
    }

    /// How many receipts the database itself holds, and the names of those whose bytes are not those that came.
    pub fn damaged_receipts(&self) -> Result<(usize, Vec<String>), StoreError> {
        damaged(&self.connection).map_err(|failure| self.explain(failure))
    }
}

fn damaged(connection: &Connection) -> Result<(usize, Vec<String>), Failure> {
    let mut query = connection.prepare("SELECT sha256, name, bytes FROM receipt WHERE bytes IS NOT NULL")?;
    let mut rows = query.query([])?;
    let (mut count, mut damaged) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let digest: String = row.get(0)?;
        count += 1;
        if sha256(row.get_ref(2)?.as_blob().unwrap_or_default()) != digest {
            damaged.push(row.get(1)?);
        }
    }
    Ok((count, damaged))
}

/// All that came in for a form, inside a transaction in which nothing was written so far. It is read where the log is
/// longer than at the last time.
pub(super) fn inbox(
    connection: &Connection,
    known: &Known,
    form: &Form,
) -> Result<Arc<SortedInbox>, Failure> {
    let logged = Logged::now(connection, form)?;
    if let Some(inbox) = known.at(&logged) {
        return Ok(inbox);
    }
    let inbox = Arc::new(SortedInbox::from(read(connection, known, form)?));
    known.keep(logged, &inbox);
    Ok(inbox)
}

/// Makes changes in an inbox that were just made in the data, so that it is what reading it anew would give.
pub(super) fn follow(
    inbox: &mut SortedInbox,
    changes: &[Change],
    connection: &Connection,
    known: &Known,
    form: &Form,
) -> Result<(), Failure> {
    for change in changes {
        if !follow_one(inbox, change, connection, known)? {
            *inbox = SortedInbox::from(read(connection, known, form)?);
            break;
        }
    }
    Ok(())
}

/// Makes one change; `false` if it is one of the register, which changes seldom, and with it all names.
fn follow_one(
    inbox: &mut SortedInbox,
    change: &Change,
    connection: &Connection,
    known: &Known,
) -> Result<bool, Failure> {
    let after = change.after.clone();
    match change.place {
        Place::Judgement(month, unit, part) => {
            let place = (month, unit);
            judge(inbox.judgements_mut(place), place, part, after)?;
        }
        Place::Assignment(report, part) => {
            let assignments = &mut inbox.inbox_mut().assignments;
            let assigned = assignments.entry(report).or_default();
            set_assignment(assigned, part, after)?;
            if *assigned == Assignment::default() {
                assignments.remove(&report);
            }
        }
        Place::Taken(id) => {
            let receipts = &mut inbox.inbox_mut().receipts;
            match after {
                Some(text) => receipts.insert(id, taken(connection, known, id, text)?),
                None => receipts.remove(&id),
            };
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn judge(
    judgements: &mut Judgements,
    place: (Month, MemberId),
    part: JudgementPart,
    text: Option<String>,
) -> Result<(), Failure> {
    let judged = judgements.entry(place).or_default();
    set_judgement(judged, part, text)?;
    if *judged == Judgement::default() {
        judgements.remove(&place);
    }
    Ok(())
}

fn read(connection: &Connection, known: &Known, form: &Form) -> Result<Inbox, Failure> {
    let mut inbox = Inbox::default();
    let mut query =
        connection.prepare_cached("SELECT place, month, item, text FROM decision WHERE form IN (?1, ?2)")?;
    let mut rows = query.query([&form.key, &form.notice])?;
    let mut receipts = Vec::new();
    while let Some(row) = rows.next()? {
        let [place, month, item, text]: [String; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        match Place::from_log(
            &place,
            Some(&month).filter(|month| !month.is_empty()).map(String::as_str),
            Some(&item),
        )? {
            Place::Member(id, part) => set_member(&mut inbox.register, id, part, Some(text))?,
            Place::Taken(receipt) => receipts.push((receipt, text)),
            Place::Assignment(report, part) => {
                set_assignment(inbox.assignments.entry(report).or_default(), part, Some(text))?;
            }
            Place::Judgement(month, unit, part) => {
                judge(&mut inbox.judgements, (month, unit), part, Some(text))?;
            }
            _ => return Err(Failure::Unreadable(place)),
        }
    }
    let closed = closed_months(connection, form, &inbox.register)?;
    (inbox.closed, inbox.begun) = (closed.expected, closed.begun);
    let office: Option<String> = connection
        .query_row("SELECT name FROM unit WHERE form = ?1", [&form.key], |row| row.get(0))
        .optional()?;
    inbox.names =
        Names::of(&inbox.register, &[&form.issuer, office.as_deref().unwrap_or_default()], &[&form.title]);
    for (id, text) in receipts {
        inbox.receipts.insert(id, taken(connection, known, id, text)?);
    }
    Ok(inbox)
}

/// The receipt that the log means by a number and this text.
fn taken(
    connection: &Connection,
    known: &Known,
    id: ReceiptId,
    text: String,
) -> Result<Arc<Receipt>, Failure> {
    let is_it = |receipt: &Receipt| {
        text.strip_prefix(&*receipt.sha256).and_then(|rest| rest.strip_prefix(' ')) == Some(&*receipt.name)
    };
    let receipt = known.get_or_read(id, is_it, || receipt(connection, id))?;
    if is_it(&receipt) { Ok(receipt) } else { Err(Failure::Unreadable(text)) }
}

/// What the log says of a file that came in.
pub(super) fn taken_text(sha256: &str, name: &str) -> String {
    format!("{sha256} {name}")
}

fn receipt(connection: &Connection, id: ReceiptId) -> Result<Receipt, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT sha256, name, arrival, at, content, digest FROM receipt JOIN reading ON reading.receipt = receipt.id
         WHERE receipt.id = ?1",
    )?;
    let [sha256_of_bytes, name, arrival, at, content, digest]: [String; 6] = query
        .query_row([id.0], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?])
        })?;
    if sha256(content.as_bytes()) != digest {
        return Err(Failure::Unreadable(name));
    }
    let arrival: Arrival = serde_json::from_str(&arrival).map_err(|_| Failure::Unreadable(arrival))?;
    let reading: Reading = serde_json::from_str(&content).map_err(|_| Failure::Unreadable(content))?;
    Ok(Receipt { id, sha256: sha256_of_bytes, name, arrival, taken_at: parsed(&at)?, reading })
}

fn set_assignment(
    assignment: &mut Assignment,
    part: AssignmentPart,
    text: Option<String>,
) -> Result<(), Failure> {
    match part {
        AssignmentPart::Unit => assignment.unit = value(text)?,
        AssignmentPart::Month => assignment.month = value(text)?,
        AssignmentPart::Excluded => assignment.excluded = text,
        AssignmentPart::Reason => assignment.reason = text,
        AssignmentPart::ReceivedOn => assignment.received_on = value(text)?,
        AssignmentPart::AlsoNamed => {
            assignment.also_named = text.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
        }
        AssignmentPart::MadeAlias => assignment.made_alias = text,
    }
    Ok(())
}

fn set_judgement(
    judgement: &mut Judgement,
    part: JudgementPart,
    text: Option<String>,
) -> Result<(), Failure> {
    match part {
        JudgementPart::Version => judgement.version = value(text)?,
        JudgementPart::Verdict => judgement.verdict = value(text)?,
        JudgementPart::Reason => judgement.reason = text,
        JudgementPart::Phone => judgement.phone = text,
        JudgementPart::Answered => {
            judgement.answered = text.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
        }
    }
    Ok(())
}
