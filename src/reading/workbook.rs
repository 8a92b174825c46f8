//! Sheets of an .xlsx workbook, read as a stream. The package has been measured before.

use std::io::Cursor;

use calamine::{DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::format::DateFormat;
use super::sheet::Budget;
use super::{Area, MOST_SHEETS, ReadingError, Sheet, Value};

type Workbook<'file> = Xlsx<Cursor<&'file [u8]>>;

impl From<XlsxError> for ReadingError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Encrypted,
            _ => Self::Damaged,
        }
    }
}

/// Every worksheet of the workbook.
pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, ReadingError> {
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes))?;
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() > MOST_SHEETS {
        return Err(ReadingError::TooManyCells);
    }
    let worksheets = listed.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    worksheets
        .map(|listed| {
            let mut sheet = Sheet {
                hidden: listed.visible != SheetVisible::Visible,
                name: listed.name,
                ..Sheet::default()
            };
            read_values(&mut workbook, &mut sheet, budget)?;
            read_dates(&mut workbook, &mut sheet)?;
            sheet.merged = areas(&workbook.merge_cells_by_sheet_name(&sheet.name)?);
            Ok(sheet)
        })
        .collect()
}

/// Merged cells as areas, those that are no rectangle left out.
pub(super) fn areas(dimensions: &[Dimensions]) -> Vec<Area> {
    let areas = dimensions.iter().map(|merged| Area { first: merged.start, last: merged.end });
    areas.filter(|area| area.first.0 <= area.last.0 && area.first.1 <= area.last.1).collect()
}

fn read_values(
    workbook: &mut Workbook<'_>,
    sheet: &mut Sheet,
    budget: &mut Budget,
) -> Result<(), ReadingError> {
    let mut cells = workbook.worksheet_cells_reader(&sheet.name)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        if cell.formula.is_some() && sheet.formulas.len() < super::MOST_CELLS {
            sheet.formulas.insert(cell.pos);
        }
        match &cell.value {
            DataRef::String(text) => budget.put_text(sheet, cell.pos, text)?,
            DataRef::SharedString(text) => budget.put_text(sheet, cell.pos, text)?,
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                let day = text.split('T').next().and_then(|day| day.parse().ok());
                budget.put(sheet, cell.pos, day.map_or_else(|| Value::Text(text.clone()), Value::Day))?;
            }
            #[expect(clippy::cast_precision_loss, reason = "a spreadsheet has no other numbers")]
            DataRef::Int(number) => budget.put(sheet, cell.pos, Value::Number(*number as f64))?,
            DataRef::Float(number) => budget.put(sheet, cell.pos, Value::Number(*number))?,
            DataRef::DateTime(moment) => budget.put(sheet, cell.pos, Value::Number(moment.as_f64()))?,
            DataRef::Bool(truth) => budget.put(sheet, cell.pos, Value::Truth(*truth))?,
            DataRef::Error(error) => budget.put(sheet, cell.pos, Value::Fault(error.to_string()))?,
            DataRef::Empty => {}
        }
    }
    Ok(())
}

/// Turns the numbers whose format shows a date into days and months.
fn read_dates(workbook: &mut Workbook<'_>, sheet: &mut Sheet) -> Result<(), ReadingError> {
    if !sheet.cells.values().any(|value| matches!(value, Value::Number(_))) {
        return Ok(());
    }
    let is_1904 = workbook.has_1904_epoch();
    let mut cells = workbook.worksheet_cells_reader(&sheet.name)?;
    let formats: Vec<Option<DateFormat>> = cells
        .styles()
        .iter()
        .map(|style| {
            let format = style.number_format.as_ref()?;
            let built_in = format.format_id.and_then(DateFormat::built_in);
            built_in.or_else(|| DateFormat::of_code(&format.format_code))
        })
        .collect();
    while let Some((row, column, style)) = cells.next_style_id()? {
        if let Some(value) = sheet.cells.get_mut(&(row, column))
            && let Value::Number(serial) = value
            && let Some(format) = formats.get(style).copied().flatten()
            && let Some(date) = format.value(*serial, is_1904)
        {
            *value = date;
        }
    }
    Ok(())
}
