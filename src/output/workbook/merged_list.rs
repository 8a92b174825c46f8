//! The lists of all units as one worksheet in the official layout, with the unit in front of each project, and beside it a sheet
//! that says of whom it is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Worksheet, XlsxError};

use super::new_workbook;
use super::projects::draw_row;
use crate::collation::{ListedUnit, MergedList};
use crate::notice::{Notice, ProjectForm};
use crate::output::OutputError;
use crate::output::spreadsheet::{Columns, Page, Style, Tabs};
use crate::output::table::{self, Field, Table};
use crate::period::{Month, date_name};
use crate::unit::Unit;

/// Widths of the columns in pixels: unit, number, by, scale, funds, due. Together they are as wide as the list of one unit.
const WIDTHS: [u32; 6] = [104, 42, 116, 208, 104, 104];
/// The first column of the three short fields in the header.
const RIGHT: u16 = 4;
/// What is above the units.
const UNIT: &str = "填报单位";
/// The name of the sheet that says of whom the list is.
const OF_WHOM: &str = "各单位报清单情况";

/// Draws the lists of all units. The same lists give the same bytes on the same day.
pub fn merged_list_workbook(
    notice: &Notice,
    form: &ProjectForm,
    office: &Unit,
    merged: &MergedList,
    day: NaiveDate,
) -> Result<Vec<u8>, OutputError> {
    let properties = DocProperties::new()
        .set_title(&form.title)
        .set_subject(merged.month.name())
        .set_company(&office.name)
        .set_creation_datetime(&day);
    let mut workbook = new_workbook(&properties)?;
    let name = Tabs::besides(&[OF_WHOM]).name(&form.mark);
    draw(form, office, merged, day, workbook.add_worksheet().set_name(name)?)?;
    table::draw(&of_whom(notice, form, merged), &Style::new(), workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

fn draw(
    form: &ProjectForm,
    office: &Unit,
    merged: &MergedList,
    day: NaiveDate,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let mut page = Page::new(sheet, Columns::of(&WIDTHS), Style::new())?;
    page.head(&form.mark, (None, None), &form.title, RIGHT)?;
    let fields = form.header.fields(office, ["", &date_name(day)], &BTreeMap::new());
    page.fields(&form.header, fields, RIGHT)?;
    let labels = [UNIT].into_iter().chain(form.columns.all());
    let headings: Vec<(&str, (u16, u16))> =
        (0..).zip(labels).map(|(column, label)| (label, (column, column))).collect();
    let headings = page.headings(&headings)?;
    // Nobody fills in more of it by hand, so there are no empty rows as in the list of one unit.
    for (number, row) in (1..).zip(&merged.projects) {
        draw_row(&mut page, Some(&row.unit), number, row.project.texts())?;
    }
    page.notes(&form.notes)?;
    page.sheet.set_footer("&C&P / &N");
    page.finish(Some((headings, headings)), 0)
}

fn of_whom(notice: &Notice, form: &ProjectForm, merged: &MergedList) -> Table {
    let coverage = merged.coverage();
    let columns = [
        (UNIT, 150),
        ("类别", 76),
        ("情况", 76),
        ("清单的月份", 96),
        ("项数", 56),
        ("文件", 240),
        ("说明", 300),
    ];
    let line = |unit: &ListedUnit| -> Vec<Field> {
        let month = unit.list.map(|(month, _)| month);
        let texts = [
            unit.name.clone(),
            notice.kind_name(&unit.kind),
            unit.standing.label().to_owned(),
            month.map(Month::name).unwrap_or_default(),
            month.map_or_else(String::new, |_| unit.projects.to_string()),
            unit.file.clone(),
            unit.remark.clone(),
        ];
        // A list of an earlier month holds on, and it is seen that it does.
        let is_older = month.is_some_and(|month| month != merged.month);
        (0..).zip(texts).map(|(column, text)| Field::text(text).marked(column == 3 && is_older)).collect()
    };
    Table {
        name: OF_WHOM.to_owned(),
        title: format!(
            "{}　{}　{}/{} 个单位报了，共 {} 项",
            merged.month.name(),
            form.name,
            coverage.units,
            coverage.expected,
            merged.projects.len()
        ),
        columns: columns.map(|(heading, width)| (heading.to_owned(), width)).into(),
        fixed: 1,
        lines: merged.units.iter().map(line).collect(),
    }
}
