//! The sheet of a month, made from the present records.

use std::collections::BTreeMap;

use super::check::check;
use super::sheet::Cells;
use super::total::totals;
use super::{Cell, Ledger, Sheet, Stage, State, Total, applies, total};
use crate::amount::Amount;
use crate::notice::{Against, Figure, Form, Role, Row, Table, TextId};
use crate::period::{Month, PeriodError, date_name};

/// Makes the sheet of one month from the records, whether the month is final or not. Refuses a month outside
/// the campaign or before the unit's start.
pub fn live_sheet(form: &Form, ledger: &Ledger, month: Month) -> Result<Sheet, PeriodError> {
    ledger.check_month(form, month)?;
    Ok(of_cells(form, ledger, month, cells(form, ledger, month)))
}

/// The cells of one month, from the records.
pub(super) fn cells(form: &Form, ledger: &Ledger, month: Month) -> Cells {
    let figures = form.figures_in_rows();
    let cells = figures.map(|(row, figure)| {
        let total = where_filled(ledger, row, total(form, ledger, row, figure, month));
        (figure.id, cell(form, ledger, (row, figure), month, total))
    });
    cells.collect()
}

/// The cells of every month from the unit's first to `last`. Each month is added up once, not again for every
/// later month.
pub(super) fn cells_through(form: &Form, ledger: &Ledger, last: Month) -> BTreeMap<Month, Cells> {
    let mut months: BTreeMap<Month, Cells> = BTreeMap::new();
    for (row, figure) in form.figures_in_rows() {
        for (month, total) in totals(form, ledger, row, figure, last) {
            let total = where_filled(ledger, row, total);
            let cell = cell(form, ledger, (row, figure), month, total);
            months.entry(month).or_default().insert(figure.id, cell);
        }
    }
    months
}

/// Month and total of one figure in every month from the unit's first to `last`, without what only a sheet shows.
pub(super) fn amounts_through(
    form: &Form,
    ledger: &Ledger,
    (row, figure): (&Row, &Figure),
    last: Month,
) -> impl Iterator<Item = (Month, (Option<Amount>, Option<Amount>))> {
    totals(form, ledger, row, figure, last).into_iter().map(move |(month, total)| {
        let entry = ledger.entry(form, row, figure, month);
        (month, (entry.amount(), where_filled(ledger, row, total).amount))
    })
}

/// The cell of one figure in every month from the unit's first to `last`, from the records.
pub fn course(
    form: &Form,
    ledger: &Ledger,
    (row, figure): (&Row, &Figure),
    last: Month,
) -> BTreeMap<Month, Cell> {
    let totals = totals(form, ledger, row, figure, last).into_iter();
    totals
        .map(|(month, total)| {
            (month, cell(form, ledger, (row, figure), month, where_filled(ledger, row, total)))
        })
        .collect()
}

/// The cell of a figure, with the earlier months that the form compares it with.
fn cell(form: &Form, ledger: &Ledger, (row, figure): (&Row, &Figure), month: Month, total: Total) -> Cell {
    let compared = |against, earlier: Month| {
        let amount = || ledger.entry(form, row, figure, earlier).amount();
        form.compares_with(against).then(amount).flatten()
    };
    let mut cell = Cell {
        month: ledger.entry(form, row, figure, month),
        total,
        previous: compared(Against::Previous, ledger.month_before(form, month)),
        last_year: compared(Against::LastYear, month.last_year()),
        comparisons: BTreeMap::new(),
    };
    cell.comparisons = comparisons(form, row, figure, &cell);
    cell
}

/// What the columns say that compare a figure with an earlier month.
fn comparisons(form: &Form, row: &Row, figure: &Figure, cell: &Cell) -> BTreeMap<usize, String> {
    if cell.previous.is_none() && cell.last_year.is_none() {
        return BTreeMap::new();
    }
    let has_it = |table: &&Table| {
        table.sections.iter().flat_map(|section| &section.rows).any(|other| other.number == row.number)
    };
    let columns =
        form.tables.iter().find(has_it).into_iter().flat_map(|table| table.grid.columns.iter().enumerate());
    let comparing = columns.filter(|(_, column)| {
        matches!(column.role, Role::Difference | Role::PerCent) && column.measure == figure.measure
    });
    comparing.map(|(at, column)| (at, cell.shown(column))).filter(|(_, text)| !text.is_empty()).collect()
}

/// Makes the sheet of one month from its cells.
pub(super) fn of_cells(form: &Form, ledger: &Ledger, month: Month, cells: Cells) -> Sheet {
    let (filled, to_fill) = ledger.progress(form, month);
    let record = ledger.months.get(&month);
    let filled_on = record.and_then(|record| record.filled_on.or(record.changed_on));
    Sheet {
        edition: form.edition,
        month,
        month_name: month.name(),
        unit: ledger.unit.clone(),
        state: filled_state(ledger, month),
        no_data: ledger.is_no_data(month),
        revision: ledger.revision_number(month),
        reason: record.and_then(|record| record.reason.clone()),
        finalized_at: None,
        sent_at: None,
        filled_on,
        filled_on_name: filled_on.map(date_name).unwrap_or_default(),
        texts: texts(form, ledger, month),
        checks: check(form, ledger, month, &cells),
        cells,
        filled,
        to_fill,
        differences: Vec::new(),
    }
}

/// What the officer typed that is no figure.
fn texts(form: &Form, ledger: &Ledger, month: Month) -> BTreeMap<TextId, String> {
    let texts = form.texts().map(|(id, _)| (id, ledger.text(id, month).to_owned()));
    texts.filter(|(_, text)| !text.is_empty()).collect()
}

/// The state of a month.
pub fn state(ledger: &Ledger, month: Month) -> State {
    match ledger.months.get(&month).map(|record| record.stage) {
        Some(Stage::Final) => State::Final,
        Some(Stage::Sent) => State::Sent,
        Some(Stage::Open) | None => filled_state(ledger, month),
    }
}

fn filled_state(ledger: &Ledger, month: Month) -> State {
    match ledger.months.get(&month) {
        Some(record) if record.no_data => State::NoData,
        Some(record) if !record.entries.is_empty() => State::Draft,
        _ => State::Empty,
    }
}

/// Removes total and gaps in a row that the unit leaves empty.
fn where_filled(ledger: &Ledger, row: &Row, total: Total) -> Total {
    if applies(row, &ledger.unit.kind) { total } else { Total::none(total.since) }
}
