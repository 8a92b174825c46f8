//! Changing what is recorded: named operations, each in one transaction, each logged with what stood there before.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior, params};

use super::Store;
use super::error::{Failure, StoreError};
use super::read;
use super::{Place, UnitField};
use crate::form::Form;
use crate::unit::Unit;

/// A place, and what it is to hold from now on; `None` empties it.
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
    /// Projects typed in or added.
    AddProjects,
    /// Texts of projects typed in.
    EditProjects,
    /// Projects pasted.
    PasteProjects,
    /// Projects that came in from a file.
    ImportProjects,
    /// Projects deleted.
    RemoveProjects,
    /// A project moved up or down.
    MoveProject,
    /// The list sorted.
    SortProjects,
    /// The mark 已完成 of a project.
    ProjectDone,
    /// The list was sent.
    SendProjects,
    /// 累计调整
    Adjust,
    /// 说明 to warnings.
    Explain,
    /// 定稿
    Finalize,
    /// 重新打开
    Reopen,
    /// 记为已报送
    Send,
    /// A file of a report was exported and kept.
    Archive,
    /// The scan of the sealed page was put in, replaced or taken out.
    Attach,
    /// 更正 of every month that reported something else.
    Correct,
    /// Months that came in from old workbooks.
    ImportMonths,
    /// The officer's own words in a summary.
    WriteSummary,
    /// The reversal of another operation.
    Undo,
    /// The reversal of a reversal.
    Redo,
    /// A backup or a handover file took the place of everything; the log does not list what that changed.
    Restore,
}

impl OperationKind {
    const ALL: [(Self, &'static str); 30] = [
        (Self::Begin, "begin"),
        (Self::Fill, "fill"),
        (Self::Paste, "paste"),
        (Self::FillZero, "fill_zero"),
        (Self::Opening, "opening"),
        (Self::Unit, "unit"),
        (Self::NoData, "no_data"),
        (Self::FilledOn, "filled_on"),
        (Self::AddProjects, "add_projects"),
        (Self::EditProjects, "edit_projects"),
        (Self::PasteProjects, "paste_projects"),
        (Self::ImportProjects, "import_projects"),
        (Self::RemoveProjects, "remove_projects"),
        (Self::MoveProject, "move_project"),
        (Self::SortProjects, "sort_projects"),
        (Self::ProjectDone, "project_done"),
        (Self::SendProjects, "send_projects"),
        (Self::Adjust, "adjust"),
        (Self::Explain, "explain"),
        (Self::Finalize, "finalize"),
        (Self::Reopen, "reopen"),
        (Self::Send, "send"),
        (Self::Archive, "keep"),
        (Self::Attach, "attach"),
        (Self::Correct, "correct"),
        (Self::ImportMonths, "import_months"),
        (Self::WriteSummary, "write_summary"),
        (Self::Undo, "undo"),
        (Self::Redo, "redo"),
        (Self::Restore, "restore"),
    ];

    /// Whether Ctrl+Z takes it back. What was reported or sent stays so: a month is opened again with a reason.
    pub(super) fn can_be_undone(self) -> bool {
        !matches!(
            self,
            Self::Begin
                | Self::SendProjects
                | Self::Finalize
                | Self::Reopen
                | Self::Send
                | Self::Archive
                | Self::Attach
                | Self::Correct
        )
    }

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
        let insert = |transaction: &Transaction<'_>| {
            transaction.execute(
                "INSERT INTO unit (id, name, kind, person, phone, first_month, restart_each_year) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
                UnitField::ALL.map(|field| field.text(unit)),
            )
        };
        let operation = self.operate(now, OperationKind::Begin, None, |transaction, form| {
            // Inside the transaction: two first starts at once must not both find it empty.
            if let Some(unit) = read::unit(transaction)? {
                return Err(Failure::Refused(StoreError::AlreadyBegun(unit.name)));
            }
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
        self.operate(now, OperationKind::Unit, None, |transaction, form| {
            if read::unit(transaction)?.is_none() {
                return Err(Failure::Refused(StoreError::NotBegun));
            }
            if let Some(month) = read::filled_before(transaction, form, unit.first_month)? {
                return Err(Failure::Refused(StoreError::EntriesBeforeStart(month.name())));
            }
            let edits = UnitField::ALL.map(|field| (Place::Unit(field), Some(field.text(unit))));
            write(transaction, form, now, edits.into())
        })
    }

    pub(super) fn operate(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        undoes: Option<i64>,
        work: impl FnOnce(&Transaction<'_>, &Form) -> Result<Vec<Change>, Failure>,
    ) -> Result<Option<Operation>, StoreError> {
        self.transact(|transaction, form| {
            let changes = work(transaction, form)?;
            logged(transaction, form, now, kind, undoes, changes)
        })
    }

    pub(super) fn transact<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &Form) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        self.refuse_if_looking()?;
        let form = self.form;
        // IMMEDIATE: a transaction that reads first and writes later could not wait for another writer.
        let result = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Failure::from)
            .and_then(|transaction| {
                let done = work(&transaction, form)?;
                transaction.commit()?;
                Ok(done)
            });
        let done = result.map_err(|failure| self.explain(failure))?;
        self.refuse_if_gone()?;
        Ok(done)
    }
}

/// Logs what was changed as one operation; `None` if nothing was.
pub(super) fn logged(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    kind: OperationKind,
    undoes: Option<i64>,
    changes: Vec<Change>,
) -> Result<Option<Operation>, Failure> {
    if changes.is_empty() {
        return Ok(None);
    }
    let id = log(transaction, form, now, kind, undoes, &changes)?;
    Ok(Some(Operation { id, kind, changes }))
}

pub(super) fn log(
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
        let (place, month, item) = change.place.log_texts();
        insert.execute(params![
            id,
            change.place.form(form),
            place,
            month,
            item,
            change.before,
            change.after
        ])?;
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
            refuse_locked(transaction, form, place)?;
            place.write(transaction, form, now, after.as_deref())?;
            changes.push(Change { place, before, after });
        }
    }
    Ok(changes)
}

/// What is final is changed by nothing but opening it again. Looked at inside the transaction, so that neither an
/// undo nor another program gets past it.
fn refuse_locked(transaction: &Transaction<'_>, form: &Form, place: Place) -> Result<(), Failure> {
    let Some(month) = place.locked_by() else { return Ok(()) };
    match Place::State(month).read(transaction, form)? {
        None => Ok(()),
        Some(_) => Err(Failure::Refused(StoreError::Locked(month.name()))),
    }
}
