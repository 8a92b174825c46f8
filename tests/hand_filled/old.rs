//! Old workbooks as an office keeps them, drawn from the form's definition.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use yuebao::notice::{FieldKind, Notice, Row};

use crate::harness::Office;

/// One month filled in by hand.
#[derive(Clone, Copy)]
pub(crate) struct Old<'text> {
    /// The line with the form's name; the month stands in it, or not.
    pub(crate) title: &'text str,
    pub(crate) tab: &'text str,
    pub(crate) unit: &'text str,
    pub(crate) date: &'text str,
    /// `1a=120 2a=3.5`; an underscore is a space. What is no number is written as a text.
    pub(crate) months: &'text str,
    pub(crate) totals: &'text str,
}

/// A month with these figures in the layout of the form.
pub(crate) fn old<'text>(title: &'text str, months: &'text str, totals: &'text str) -> Old<'text> {
    Old { title, tab: "Sheet1", unit: "龙沙镇", date: "", months, totals }
}

/// What stands in a cell, by the id of its figure.
pub(crate) fn typed(items: &str) -> BTreeMap<String, String> {
    let items = items.split_whitespace().filter_map(|item| item.split_once('='));
    items.map(|(id, text)| (id.to_owned(), text.replace('_', " "))).collect()
}

/// A number where it is one, else a text.
pub(crate) fn write(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    match text.parse::<f64>() {
        Ok(number) => sheet.write_number(row, column, number).unwrap(),
        Err(_) => sheet.write_string(row, column, text).unwrap(),
    };
}

pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    Notice::built_in().unwrap().form("annex2").unwrap().rows()
}

/// Draws a month: mark, title, the line under it, headings over seven columns, the rows, the notes.
pub(crate) fn draw(sheet: &mut Worksheet, old: &Old<'_>) {
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    let plain = Format::new();
    sheet.set_name(old.tab).unwrap();
    sheet.write_string(0, 0, &form.mark).unwrap();
    sheet.merge_range(1, 0, 1, 6, old.title, &plain).unwrap();
    let [unit, date, person, phone] = [FieldKind::Unit, FieldKind::Date, FieldKind::Person, FieldKind::Phone]
        .map(|kind| form.header.label(kind));
    let line = format!("{unit}{}  {date}{}  {person}张三  {phone}58136197", old.unit, old.date);
    sheet.merge_range(2, 0, 2, 6, &line, &plain).unwrap();
    for (column, label) in (0..).zip([&form.columns.section, &form.columns.number, &form.columns.content]) {
        sheet.write_string(3, column, label).unwrap();
    }
    sheet.merge_range(3, 3, 3, 4, &form.columns.month, &plain).unwrap();
    sheet.merge_range(3, 5, 3, 6, &form.columns.total, &plain).unwrap();
    let (months, totals) = (typed(old.months), typed(old.totals));
    for (line, row) in (4..).zip(form.rows()) {
        sheet.write_number(line, 1, row.number).unwrap();
        sheet.write_string(line, 2, &row.content).unwrap();
        for (from, texts) in [(3, &months), (5, &totals)] {
            if let [figure] = row.figures.as_slice() {
                sheet.merge_range(line, from, line, from + 1, "", &plain).unwrap();
                texts.get(&figure.id.to_string()).into_iter().for_each(|text| write(sheet, line, from, text));
                continue;
            }
            for (column, figure) in (from..).zip(&row.figures) {
                texts
                    .get(&figure.id.to_string())
                    .into_iter()
                    .for_each(|text| write(sheet, line, column, text));
            }
        }
    }
    let below = 4 + u32::try_from(form.rows().count()).unwrap();
    sheet.merge_range(below, 0, below, 6, &form.notes_line(), &plain).unwrap();
}

/// A workbook with these months, one sheet each.
pub(crate) fn book(months: &[Old<'_>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for old in months {
        draw(workbook.add_worksheet(), old);
    }
    workbook.save_to_buffer().unwrap()
}

impl Office {
    /// Puts a file into the home, where the command line finds it.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        yuebao::output::write_file(&self.home().join(name), bytes).unwrap();
    }

    pub(crate) fn put_old(&self, name: &str, old: Old<'_>) {
        self.put(name, &book(&[old]));
    }

    /// Everything an import could change, as programs read it.
    pub(crate) fn everything(&self) -> String {
        let months = ["2022-01", "2022-02", "2022-03", "2022-04", "2022-12", "2023-01"];
        let shown = months.map(|month| self.run(["show", month, "--json"]).output).concat();
        let others =
            [self.run(["opening", "--json"]), self.run(["unit", "--json"]), self.run(["history", "--json"])];
        shown + &others.map(|ran| ran.output).concat()
    }
}
