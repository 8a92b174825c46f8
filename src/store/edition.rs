//! Whether a later edition of a notice leaves what was recorded with an earlier one as it is.
//!
//! An edition may add rows and change words. Whatever else is said of a figure that has values has to stay: it would be
//! another figure, or an amount that nobody sees.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::error::Failure;
use super::read;
use super::taken::{Filled, Taken};
use super::text::parsed;
use crate::notice::{Figure, FigureId, Form, Notice, Row, TextId};
use crate::period::Month;
use crate::report::applies;
use crate::unit::UnitKind;
use crate::wording::quoted;

/// What is recorded and would be gone, or be another thing, with a later edition.
pub(super) fn taken_away(
    connection: &Connection,
    kept: &Notice,
    later: &Notice,
) -> Result<Vec<Taken>, Failure> {
    let mut taken = Vec::new();
    let other = |what: String| Taken::other(what);
    for form in &kept.forms {
        let Some(unit) = read::unit(connection, form)? else { continue };
        let Some(new) = later.form(&form.id) else {
            taken.push(other(format!("{}没有了", form.mark)));
            continue;
        };
        if !unit.kind.is_office() && later.kind(&unit.kind).is_none() {
            taken.push(other(format!("单位类别{}没有了", quoted(kept.kind_name(&unit.kind)))));
        }
        let recorded = recorded_months(connection, form)?;
        if !recorded.is_empty() && new.campaign.month_begins != form.campaign.month_begins {
            taken.push(other("每月的起始日变了，已填的月份会是别的日子".to_owned()));
        }
        let mut months = [unit.first_month].into_iter().chain(recorded);
        if let Some(month) = months.find(|month| new.campaign.check(*month).is_err()) {
            taken.push(other(format!("{}不在新的期限里，或改成了免报", month.name())));
        }
        taken.extend(texts(form, new, &typed_texts(connection, form)?).into_iter().map(other));
        taken.extend(figures(form, new, &unit.kind, filled(connection, form)?));
    }
    for kind in kinds_below(connection, kept)? {
        if later.kind(&kind).is_none() {
            taken.push(other(format!("名册里有{}的单位，这一类却没有了", quoted(kept.kind_name(&kind)))));
        }
    }
    for list in &kept.lists {
        let filled = connection.prepare("SELECT 1 FROM project WHERE form = ?1")?.exists([&list.key])?;
        if filled && later.list(&list.id).is_none() {
            taken.push(other(format!("{}没有了", list.mark)));
        }
    }
    Ok(taken)
}

/// The texts among those that were typed which would be gone or stand in another column.
fn texts(form: &Form, new: &Form, typed: &BTreeSet<TextId>) -> Vec<String> {
    let lost = typed.iter().filter_map(|id| {
        let before = form.text_name(*id).ok()?;
        let what = match new.text_name(*id) {
            Err(_) => "没有了",
            // The letters of several columns of texts follow their order.
            Ok(after) if id.row.is_some() && id.part.is_some() && after != before => "换到了别的栏",
            Ok(_) => return None,
        };
        Some(format!("{}的{}{what}", form.mark, quoted(&before)))
    });
    lost.collect()
}

/// The figures with values, and those reckoned from them, of which a new form says something else.
fn figures(form: &Form, new: &Form, kind: &UnitKind, mut filled: BTreeMap<FigureId, Filled>) -> Vec<Taken> {
    let rests_on = |figure: &Figure, known: &BTreeMap<FigureId, Filled>| {
        let terms = figure.sum_of.iter().filter_map(|term| known.get(&term.figure));
        terms.fold(None, |all: Option<Filled>, of| {
            let mut all = all.unwrap_or_else(|| Filled { form: of.form.clone(), ..Filled::default() });
            all.join(of);
            Some(all)
        })
    };
    let next = |known: &BTreeMap<FigureId, Filled>| {
        let mut unknown = form.figures().filter(|one| !known.contains_key(&one.id));
        unknown.find_map(|one| Some((one.id, rests_on(one, known)?)))
    };
    while let Some((id, of)) = next(&filled) {
        filled.insert(id, of);
    }
    let concerned =
        form.figures_in_rows().filter_map(|(row, figure)| Some((row, figure, filled.get(&figure.id)?)));
    let lost = concerned.filter_map(|(row, figure, filled)| {
        let what = match new.find(figure.id) {
            Err(_) => "没有了",
            Ok((new_row, _)) if has_moved(form, row, new, new_row) => "换到了别的行",
            Ok(after) => change(kind, (row, figure), after)?,
        };
        Some(Taken::figure(form, (row, figure), what, filled.clone()))
    });
    lost.collect()
}

/// Whether a row has other words now and its own stand in another row: its values would stand there too. Words may change.
fn has_moved(form: &Form, row: &Row, new: &Form, new_row: &Row) -> bool {
    let numbers = |form: &Form| -> BTreeSet<u16> {
        form.rows().filter(|other| other.content == row.content).map(|other| other.number).collect()
    };
    new_row.content != row.content && !numbers(new).is_subset(&numbers(form))
}

fn change(
    kind: &UnitKind,
    (row, before): (&Row, &Figure),
    (new_row, after): (&Row, &Figure),
) -> Option<&'static str> {
    let changes = [
        (after.unit != before.unit || after.decimals() != before.decimals(), "的单位或小数位数变了"),
        (after.scope != before.scope || after.sum_of != before.sum_of, "的算法变了"),
        (after.measure != before.measure, "换到了别的栏"),
        (applies(row, kind) && !applies(new_row, kind), "改成了本单位不填"),
    ];
    changes.into_iter().find(|(is_changed, _)| *is_changed).map(|(_, what)| what)
}

/// The kinds of the units in the register of those below.
fn kinds_below(connection: &Connection, notice: &Notice) -> Result<BTreeSet<UnitKind>, Failure> {
    let mut query = connection.prepare(
        "SELECT DISTINCT text FROM decision WHERE form = ?1 AND place = 'member' AND item LIKE '%.kind'",
    )?;
    let rows = query.query_map([&notice.id], |row| row.get::<_, String>(0))?;
    Ok(rows.map(|kind| kind.map(|kind| UnitKind::from(kind.as_str()))).collect::<Result<_, _>>()?)
}

fn recorded_months(connection: &Connection, form: &Form) -> Result<Vec<Month>, Failure> {
    let mut query = connection.prepare(
        "SELECT month FROM report WHERE form = ?1
         UNION SELECT month FROM decision WHERE form = ?1 AND place = 'judgement' ORDER BY month",
    )?;
    let rows = query.query_map([&form.key], |row| row.get::<_, String>(0))?;
    rows.map(|month| parsed(&month?)).collect()
}

fn typed_texts(connection: &Connection, form: &Form) -> Result<BTreeSet<TextId>, Failure> {
    let mut query = connection.prepare(
        "SELECT DISTINCT item FROM typed_text JOIN report ON report.id = typed_text.report WHERE form = ?1",
    )?;
    let rows = query.query_map([&form.key], |row| row.get::<_, String>(0))?;
    rows.map(|id| parsed(&id?)).collect()
}

/// The figures of a form that have a value in a month, in the opening balance, or in an adjustment, with where that is.
fn filled(connection: &Connection, form: &Form) -> Result<BTreeMap<FigureId, Filled>, Failure> {
    let mut query = connection.prepare(
        "SELECT figure, month FROM entry JOIN report ON report.id = entry.report WHERE form = ?1
         UNION SELECT figure, month FROM adjustment JOIN report ON report.id = adjustment.report WHERE form = ?1
         UNION SELECT figure, NULL FROM opening WHERE form = ?1",
    )?;
    let rows = query
        .query_map([&form.key], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)))?;
    let none =
        |figure: FigureId| Filled { form: form.key.clone(), figure: Some(figure), ..Filled::default() };
    let mut filled: BTreeMap<FigureId, Filled> = BTreeMap::new();
    for row in rows {
        let (figure, month) = row?;
        let id = parsed(&figure)?;
        let of = filled.entry(id).or_insert_with(|| none(id));
        match month {
            Some(month) => of.months.extend([parsed::<Month>(&month)?]),
            None => of.in_opening = true,
        }
    }
    // The reports of the units below may have any of them.
    if connection
        .prepare("SELECT 1 FROM decision WHERE form = ?1 AND place = 'taken'")?
        .exists([&form.key])?
    {
        for figure in form.figures() {
            filled.entry(figure.id).or_insert_with(|| none(figure.id)).is_below = true;
        }
    }
    Ok(filled)
}
