//! The table of notices: reading it, and writing an edition into it. It knows no open store.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::chain;
use super::error::Failure;
use super::operation::{Change, OperationKind};
use super::place::Place;
use crate::digest::sha256;
use crate::notice::{BUILT_IN, Form, Notice, NoticeError, tell_files_apart};

/// The setting that remembers which form was in hand.
pub(super) const IN_HAND: &str = "form_in_hand";

/// A form and its notice.
pub(super) type InHand = (Arc<Notice>, Arc<Form>);

/// The notices of a data file, and the form in hand with its notice, in its newest edition.
#[derive(Clone, Debug)]
pub(super) struct Notices {
    pub(super) all: Vec<Arc<Notice>>,
    pub(super) notice: Arc<Notice>,
    pub(super) form: Arc<Form>,
}

/// Reads the notices. In hand is the form that is wanted, else the one that was in hand last, else the first that was begun,
/// else the first of the notice that comes with the program.
pub(super) fn read(connection: &Connection, wanted: Option<&str>) -> Result<Notices, Failure> {
    let notices = all(connection)?;
    let remembered: Option<String> = connection
        .query_row("SELECT value FROM setting WHERE form = '' AND name = ?1", [IN_HAND], |row| row.get(0))
        .optional()?;
    let mut keys = wanted.map(str::to_owned).into_iter().chain(remembered).chain(begun(connection)?);
    let found = keys.find_map(|key| find(&notices, &key));
    let first =
        || notices.first().and_then(|notice| Some((Arc::clone(notice), Arc::clone(notice.forms.first()?))));
    let in_hand = found.or_else(first).ok_or_else(|| Failure::Unreadable("notice".to_owned()));
    in_hand.map(|(notice, form)| Notices { all: notices, notice, form })
}

/// The form with a key in the newest edition that has it.
pub(super) fn find(notices: &[Arc<Notice>], key: &str) -> Option<InHand> {
    notices.iter().rev().find_map(|notice| {
        let form = notice.forms.iter().find(|form| form.key == key)?;
        Some((Arc::clone(notice), Arc::clone(form)))
    })
}

pub(super) fn all(connection: &Connection) -> Result<Vec<Arc<Notice>>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT definition, digest FROM notice
         ORDER BY coalesce((SELECT min(id) FROM unit WHERE form LIKE notice.id || '/%'), 9223372036854775807), id, edition",
    )?;
    let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut notices = Vec::new();
    for row in rows {
        let (definition, digest) = row?;
        if sha256(definition.as_bytes()) != digest {
            return Err(Failure::Unreadable("notice".to_owned()));
        }
        notices.push(Arc::new(Notice::read_kept(&definition).map_err(unreadable)?));
    }
    let built_in = Notice::built_in().map_err(|error| unreadable(error.clone()))?;
    if !notices.iter().any(|notice| notice.id == built_in.id) {
        notices.push(Arc::clone(built_in));
    }
    tell_files_apart(&mut notices);
    for key in begun(connection)? {
        if find(&notices, &key).is_none() {
            return Err(Failure::Unreadable(key));
        }
    }
    Ok(notices)
}

fn unreadable(_: NoticeError) -> Failure {
    Failure::Unreadable("notice".to_owned())
}

pub(super) fn begun(connection: &Connection) -> Result<Vec<String>, Failure> {
    let mut query = connection.prepare_cached("SELECT form FROM unit ORDER BY id")?;
    let keys = query.query_map([], |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

pub(super) fn definition(
    connection: &Connection,
    id: &str,
    edition: u32,
) -> Result<Option<String>, rusqlite::Error> {
    connection
        .query_row(
            "SELECT definition FROM notice WHERE id = ?1 AND edition = ?2",
            params![id, edition],
            |row| row.get(0),
        )
        .optional()
}

/// Keeps the notice of a form with which something is recorded for the first time, if it is not kept yet.
pub(super) fn keep_with(transaction: &Transaction<'_>, form: &Form) -> Result<Option<Change>, Failure> {
    if definition(transaction, &form.notice, form.edition)?.is_some() {
        return Ok(None);
    }
    let built_in = Notice::built_in().map_err(|error| unreadable(error.clone()))?;
    if built_in.id == form.notice && built_in.edition == form.edition {
        keep(transaction, built_in, BUILT_IN).map(Some)
    } else {
        Err(Failure::Unreadable(form.key.clone()))
    }
}

pub(super) fn keep(
    transaction: &Transaction<'_>,
    notice: &Notice,
    definition: &str,
) -> Result<Change, Failure> {
    let digest = insert(transaction, notice, definition)?;
    let place = Place::Notice(notice.edition);
    Ok(Change { place, before: None, after: Some(digest) })
}

/// Puts a notice in the place of one of its edition, with which nothing but units is recorded; those are kept apart
/// meanwhile, because a notice in use is never deleted.
pub(super) fn exchange(
    transaction: &Transaction<'_>,
    kept: &Notice,
    notice: &Notice,
    definition: &str,
) -> Result<Change, Failure> {
    let same = params![kept.id, kept.edition];
    let before: String =
        transaction
            .query_row("SELECT digest FROM notice WHERE id = ?1 AND edition = ?2", same, |row| row.get(0))?;
    for form in &kept.forms {
        transaction.execute("UPDATE unit SET form = '-/' || form WHERE form = ?1", [&form.key])?;
    }
    transaction.execute("DELETE FROM notice WHERE id = ?1 AND edition = ?2", same)?;
    let after = insert(transaction, notice, definition)?;
    for form in &kept.forms {
        transaction.execute("UPDATE unit SET form = ?1 WHERE form = '-/' || ?1", [&form.key])?;
    }
    Ok(Change { place: Place::Notice(notice.edition), before: Some(before), after: Some(after) })
}

/// Returns the digest under which the definition is kept.
fn insert(
    transaction: &Transaction<'_>,
    notice: &Notice,
    definition: &str,
) -> Result<String, rusqlite::Error> {
    let digest = sha256(definition.as_bytes());
    transaction.execute(
        "INSERT INTO notice (id, edition, definition, digest) VALUES (?1, ?2, ?3, ?4)",
        params![notice.id, notice.edition, definition, digest],
    )?;
    Ok(digest)
}

/// Keeps the notice that every data file was about before there could be others, and chains the log with the new names of
/// its forms.
pub(super) fn keep_the_first(transaction: &Transaction<'_>) -> Result<(), rusqlite::Error> {
    transaction.execute_batch("DROP TRIGGER operation_is_never_updated")?;
    chain::begin(transaction)?;
    transaction.execute_batch(include_str!("migrations/0007_chained_log_ends.sql"))?;
    let newest: Option<String> = transaction
        .query_row("SELECT at FROM operation ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
        .optional()?;
    let Some(at) = newest else { return Ok(()) };
    let notice =
        Notice::built_in().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.clone().into()))?;
    let digest = insert(transaction, notice, BUILT_IN)?;
    let (operation, before) = chain::end(transaction)?;
    let change = chain::ChangeTexts {
        form: notice.id.clone(),
        place: Place::NOTICE.to_owned(),
        month: None,
        item: Some(notice.edition.to_string()),
        before: None,
        after: Some(digest),
    };
    let link = chain::Link {
        before,
        operation: operation + 1,
        at,
        person: String::new(),
        kind: OperationKind::AddNotice.word().to_owned(),
        undoes: None,
        changes: vec![change],
    };
    chain::add(transaction, &link)
}
