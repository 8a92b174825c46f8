//! Changing what is recorded: named operations, each in one transaction, each logged with what stood there before.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

use super::Store;
use super::error::{Failure, StoreError};
use super::read::parsed;
use crate::form::{FigureId, Form};
use crate::period::Month;
use crate::unit::Unit;

/// How a set mark is stored; an unset one is no text at all.
pub(crate) const YES: &str = "yes";
const NO: &str = "no";

/// The places a change can be made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A particular of the unit.
    Unit(UnitField),
    /// The opening balance of a figure.
    Opening(FigureId),
    /// The 当月 cell of a figure.
    Entry(Month, FigureId),
    /// The mark 当月无数据.
    NoData(Month),
    /// 填报时间
    FilledOn(Month),
}

/// The particulars of a unit that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitField {
    /// 填报单位
    Name,
    /// 单位类别
    Kind,
    /// 填报人
    Person,
    /// 联系电话
    Phone,
    /// 起用月份
    FirstMonth,
    /// 每年重新累计
    RestartEachYear,
}

impl UnitField {
    const ALL: [Self; 6] =
        [Self::Name, Self::Kind, Self::Person, Self::Phone, Self::FirstMonth, Self::RestartEachYear];

    fn column(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Person => "person",
            Self::Phone => "phone",
            Self::FirstMonth => "first_month",
            Self::RestartEachYear => "restart_each_year",
        }
    }

    fn text(self, unit: &Unit) -> String {
        match self {
            Self::Name => unit.name.clone(),
            Self::Kind => unit.kind.word().to_owned(),
            Self::Person => unit.person.clone(),
            Self::Phone => unit.phone.clone(),
            Self::FirstMonth => unit.first_month.to_string(),
            Self::RestartEachYear => (if unit.restart_each_year { YES } else { NO }).to_owned(),
        }
    }
}

/// What a place shall hold from now on; `None` empties it.
pub type Edit = (Place, Option<String>);

/// One place that an operation changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub place: Place,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

/// What kind of operation changed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// The first start.
    Begin,
    /// Cells typed in.
    Fill,
    /// Cells pasted.
    Paste,
    /// 空白补零
    FillZero,
    /// The opening balance.
    Opening,
    /// The unit's particulars and settings.
    Unit,
    /// The mark 当月无数据.
    NoData,
    /// 填报时间
    FilledOn,
    /// The reversal of another operation.
    Undo,
    /// The reversal of a reversal.
    Redo,
}

impl OperationKind {
    const ALL: [(Self, &'static str); 10] = [
        (Self::Begin, "begin"),
        (Self::Fill, "fill"),
        (Self::Paste, "paste"),
        (Self::FillZero, "fill_zero"),
        (Self::Opening, "opening"),
        (Self::Unit, "unit"),
        (Self::NoData, "no_data"),
        (Self::FilledOn, "filled_on"),
        (Self::Undo, "undo"),
        (Self::Redo, "redo"),
    ];

    pub(super) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    pub(super) fn from_word(word: &str) -> Result<Self, Failure> {
        let found = Self::ALL.iter().find(|(_, known)| *known == word);
        found.map(|(kind, _)| *kind).ok_or_else(|| Failure::Unreadable(word.to_owned()))
    }
}

/// One operation, as it was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its number in the log.
    pub id: i64,
    /// What kind it was.
    pub kind: OperationKind,
    /// What it changed.
    pub changes: Vec<Change>,
}

impl Store {
    /// Records the unit at the first start, together with its opening balance. Refused where there is one already.
    pub fn begin(
        &mut self,
        now: DateTime<FixedOffset>,
        unit: &Unit,
        opening: Vec<Edit>,
    ) -> Result<Operation, StoreError> {
        if let Some(ledger) = self.ledger()? {
            return Err(StoreError::AlreadyBegun(ledger.unit.name));
        }
        let insert = |transaction: &Transaction<'_>| {
            transaction.execute(
                "INSERT INTO unit (id, name, kind, person, phone, first_month, restart_each_year) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
                UnitField::ALL.map(|field| field.text(unit)),
            )
        };
        let operation = self.operate(now, OperationKind::Begin, None, |transaction, form| {
            insert(transaction)?;
            let mut changes: Vec<Change> = UnitField::ALL
                .map(|field| Change {
                    place: Place::Unit(field),
                    before: None,
                    after: Some(field.text(unit)),
                })
                .into();
            changes.extend(write(transaction, form, now, opening)?);
            Ok(changes)
        })?;
        operation.ok_or(StoreError::NotBegun)
    }

    /// Makes the edits in one transaction: all of them or none. `None` if they change nothing.
    pub fn apply(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        edits: Vec<Edit>,
    ) -> Result<Option<Operation>, StoreError> {
        self.operate(now, kind, None, |transaction, form| write(transaction, form, now, edits))
    }

    /// Changes the unit's particulars and settings. The first month may not move past a month with entries.
    pub fn set_unit(
        &mut self,
        now: DateTime<FixedOffset>,
        unit: &Unit,
    ) -> Result<Option<Operation>, StoreError> {
        let ledger = self.ledger()?.ok_or(StoreError::NotBegun)?;
        let filled = ledger.months.iter().find(|(_, record)| !record.entries.is_empty() || record.no_data);
        if let Some((month, _)) = filled.filter(|(month, _)| **month < unit.first_month) {
            return Err(StoreError::EntriesBeforeStart(month.name()));
        }
        let edits = UnitField::ALL.map(|field| (Place::Unit(field), Some(field.text(unit))));
        self.apply(now, OperationKind::Unit, edits.into())
    }

    pub(super) fn operate(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        undoes: Option<i64>,
        work: impl FnOnce(&Transaction<'_>, &Form) -> Result<Vec<Change>, Failure>,
    ) -> Result<Option<Operation>, StoreError> {
        let form = self.form;
        // IMMEDIATE: a transaction that reads first and writes later could not wait for another writer.
        let result = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Failure::from)
            .and_then(|transaction| {
                let changes = work(&transaction, form)?;
                if changes.is_empty() {
                    return Ok(None);
                }
                let id = log(&transaction, form, now, kind, undoes, &changes)?;
                transaction.commit()?;
                Ok(Some(Operation { id, kind, changes }))
            });
        result.map_err(|failure| self.explain(failure))
    }
}

fn log(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    kind: OperationKind,
    undoes: Option<i64>,
    changes: &[Change],
) -> Result<i64, Failure> {
    let person: Option<String> =
        transaction.query_row("SELECT person FROM unit", [], |row| row.get(0)).optional()?;
    transaction
        .prepare_cached("INSERT INTO operation (at, person, kind, undoes) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
        now.to_rfc3339_opts(SecondsFormat::Secs, false),
        person.unwrap_or_default(),
        kind.word(),
        undoes
    ])?;
    let id = transaction.last_insert_rowid();
    let mut insert = transaction.prepare_cached(
        "INSERT INTO change (operation, form, place, month, item, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for change in changes {
        let (place, month, item) = change.place.words();
        insert.execute(params![id, form.id, place, month, item, change.before, change.after])?;
    }
    Ok(id)
}

/// Makes the edits and returns those that changed something.
pub(super) fn write(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    edits: Vec<Edit>,
) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    for (place, after) in edits {
        let before = place.read(transaction, form)?;
        if before != after {
            place.write(transaction, form, now, after.as_deref())?;
            changes.push(Change { place, before, after });
        }
    }
    Ok(changes)
}

impl Place {
    fn words(self) -> (&'static str, Option<String>, Option<String>) {
        match self {
            Self::Unit(field) => ("unit", None, Some(field.column().to_owned())),
            Self::Opening(figure) => ("opening", None, Some(figure.to_string())),
            Self::Entry(month, figure) => ("entry", Some(month.to_string()), Some(figure.to_string())),
            Self::NoData(month) => ("no_data", Some(month.to_string()), None),
            Self::FilledOn(month) => ("filled_on", Some(month.to_string()), None),
        }
    }

    pub(super) fn from_words(place: &str, month: Option<&str>, item: Option<&str>) -> Result<Self, Failure> {
        let month = || month.map_or_else(|| Err(Failure::Unreadable(place.to_owned())), parsed);
        let figure = || item.map_or_else(|| Err(Failure::Unreadable(place.to_owned())), parsed);
        match place {
            "unit" => UnitField::ALL
                .into_iter()
                .find(|field| Some(field.column()) == item)
                .map(Self::Unit)
                .ok_or_else(|| Failure::Unreadable(place.to_owned())),
            "opening" => Ok(Self::Opening(figure()?)),
            "entry" => Ok(Self::Entry(month()?, figure()?)),
            "no_data" => Ok(Self::NoData(month()?)),
            "filled_on" => Ok(Self::FilledOn(month()?)),
            _ => Err(Failure::Unreadable(place.to_owned())),
        }
    }

    fn read(self, connection: &Connection, form: &Form) -> Result<Option<String>, Failure> {
        let text = |query: &str, parameters: &[&dyn rusqlite::ToSql]| {
            connection
                .prepare_cached(query)?
                .query_row(parameters, |row| row.get::<_, Option<String>>(0))
                .optional()
                .map(Option::flatten)
        };
        let text = match self {
            Self::Unit(field) => text(&format!("SELECT {} FROM unit", field.column()), &[]),
            Self::Opening(figure) => text(
                "SELECT text FROM opening WHERE form = ?1 AND figure = ?2",
                &[&form.id, &figure.to_string()],
            ),
            Self::Entry(month, figure) => text(
                "SELECT text FROM entry JOIN report ON report.id = entry.report WHERE form = ?1 AND month = ?2 AND figure = ?3",
                &[&form.id, &month.to_string(), &figure.to_string()],
            ),
            Self::NoData(month) => text(
                "SELECT no_data FROM report WHERE form = ?1 AND month = ?2",
                &[&form.id, &month.to_string()],
            ),
            Self::FilledOn(month) => text(
                "SELECT filled_on FROM report WHERE form = ?1 AND month = ?2",
                &[&form.id, &month.to_string()],
            ),
        };
        Ok(text?)
    }

    fn write(
        self,
        connection: &Connection,
        form: &Form,
        now: DateTime<FixedOffset>,
        text: Option<&str>,
    ) -> Result<(), Failure> {
        match self {
            Self::Unit(field) => {
                connection.execute(&format!("UPDATE unit SET {} = ?1", field.column()), [text])?;
            }
            Self::Opening(figure) => {
                let figure = figure.to_string();
                match text {
                    Some(text) => connection.execute(
                        "INSERT INTO opening (unit, form, figure, text) VALUES (1, ?1, ?2, ?3) ON CONFLICT DO UPDATE SET text = ?3",
                        params![form.id, figure, text],
                    )?,
                    None => connection
                        .execute("DELETE FROM opening WHERE form = ?1 AND figure = ?2", params![form.id, figure])?,
                };
            }
            Self::Entry(month, figure) => {
                let report = report(connection, form, month)?;
                let figure = figure.to_string();
                match text {
                    Some(text) => connection
                        .prepare_cached(
                            "INSERT INTO entry (report, figure, text) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET text = ?3",
                        )?
                        .execute(params![report, figure, text])?,
                    None => connection
                        .execute("DELETE FROM entry WHERE report = ?1 AND figure = ?2", params![report, figure])?,
                };
                connection
                    .prepare_cached("UPDATE report SET changed_on = ?2 WHERE id = ?1")?
                    .execute(params![report, now.date_naive().to_string()])?;
            }
            Self::NoData(month) => {
                let report = report(connection, form, month)?;
                connection.execute("UPDATE report SET no_data = ?2 WHERE id = ?1", params![report, text])?;
            }
            Self::FilledOn(month) => {
                let report = report(connection, form, month)?;
                connection
                    .execute("UPDATE report SET filled_on = ?2 WHERE id = ?1", params![report, text])?;
            }
        }
        Ok(())
    }
}

/// The record of a month, made where there is none yet. There is never a second one.
fn report(connection: &Connection, form: &Form, month: Month) -> Result<i64, Failure> {
    let month = month.to_string();
    connection
        .prepare_cached("INSERT INTO report (unit, form, month) VALUES (1, ?1, ?2) ON CONFLICT DO NOTHING")?
        .execute(params![form.id, month])?;
    let id = connection
        .prepare_cached("SELECT id FROM report WHERE form = ?1 AND month = ?2")?
        .query_row(params![form.id, month], |row| row.get(0))?;
    Ok(id)
}
