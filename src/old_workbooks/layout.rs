//! Finding the official form in a sheet: its headings by their words, its rows by their number and their sentence,
//! whatever was moved, merged, inserted or left out. Texts come from the form's definition, places from the sheet.

use std::collections::BTreeMap;

use super::OldFigure;
use super::cell::{self, Read};
use super::text::{plain, shortened};
use crate::form::{FigureId, Form, Row};
use crate::reading::{Area, Sheet, Value};
use crate::wording::quoted;

/// How far down the headings are looked for, and how far below them rows are read.
const MOST_ROWS: usize = 200;
/// So many merged areas of a sheet are looked at; a form has a few dozen.
const MOST_MERGED: usize = 2000;
/// So many rows that are there twice look like a second month without headings of its own.
const LIKE_MONTHS: usize = 3;
/// How many characters of a sentence are enough to know it by.
const ENOUGH: usize = 6;

/// The columns of a heading, both in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    first: u32,
    last: u32,
}

impl Span {
    fn width(self) -> usize {
        (self.last - self.first) as usize + 1
    }
}

/// Where the columns of the form stand.
#[derive(Clone, Debug)]
pub(super) struct Headings {
    /// The row they stand in.
    pub(super) row: u32,
    /// The first row below them.
    below: u32,
    number: Option<u32>,
    content: Option<u32>,
    month: Span,
    total: Option<Span>,
}

/// What was read below the headings.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) figures: BTreeMap<FigureId, OldFigure>,
    /// Rows of the form that are not there.
    pub(super) missing: Vec<u8>,
    pub(super) remarks: Vec<String>,
}

/// Finds the headings; `None` in a sheet that is another table.
pub(super) fn headings(form: &Form, sheet: &Sheet) -> Option<Headings> {
    sheet.rows().take(MOST_ROWS).find_map(|(row, cells)| heading_row(form, sheet, row, &cells))
}

/// The headings, if a row holds them.
pub(super) fn heading_row(form: &Form, sheet: &Sheet, row: u32, cells: &[(u32, &Value)]) -> Option<Headings> {
    let texts: Vec<(u32, String)> = cells
        .iter()
        .map(|(column, value)| (*column, heading_text(&value.text())))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let exactly = |label: &str| {
        let label = heading_text(label);
        texts.iter().find(|(_, text)| *text == label).map(|(column, _)| *column)
    };
    let quantity = |label: &str| {
        let label = heading_text(label);
        let is_short = |text: &str| text.chars().count() >= 2 && label.starts_with(text);
        let found = texts
            .iter()
            .find(|(_, text)| text.starts_with(&label) || is_short(&text.replace("本月", "当月")));
        found.map(|(column, _)| *column)
    };
    let columns = &form.columns;
    let (number, content) = (exactly(&columns.number), exactly(&columns.content));
    let (month, total) = (quantity(&columns.month)?, quantity(&columns.total));
    number.or(content)?;

    let next = |column: u32| texts.iter().map(|(other, _)| *other).find(|other| *other > column);
    let area = |column: u32| sheet.merged_at(row, column);
    // A heading reaches as far as its merged cells, else up to the next one.
    let reach =
        |column: u32| area(column).map(|area| area.last.1).or_else(|| next(column).map(|next| next - 1));
    let across = u32::try_from(form.across).unwrap_or(1).max(1);
    let width = |other: Option<u32>| {
        other.and_then(|column| reach(column).map(|last| last - column + 1)).unwrap_or(across)
    };
    let span = |column: u32, other: Option<u32>| Span {
        first: column,
        last: reach(column).unwrap_or_else(|| column.saturating_add(width(other) - 1)),
    };
    let below = texts.iter().filter_map(|(column, _)| area(*column)).map(|area| area.last.0 + 1);
    Some(Headings {
        row,
        below: below.max().unwrap_or(row + 1).clamp(row + 1, row + 3),
        number,
        content,
        month: span(month, total),
        total: total.map(|column| span(column, Some(month))),
    })
}

/// The words of a heading, without what stands in brackets.
fn heading_text(text: &str) -> String {
    let text = plain(text);
    let end = text.find('(').unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches([':', '*']).to_owned()
}

/// Reads the rows below the headings.
pub(super) fn table(form: &Form, sheet: &Sheet, headings: &Headings) -> Table {
    Reader::new(form, sheet, headings).table()
}

/// Which row of the form a row of the sheet is.
pub(super) fn number_in(form: &Form, sheet: &Sheet, headings: &Headings, row: u32) -> Option<u8> {
    Reader::new(form, sheet, headings).identify(row, &mut Vec::new()).map(|row| row.number)
}

/// Whether a row is the note below the form.
pub(super) fn is_note(form: &Form, cells: &[(u32, &Value)]) -> bool {
    let label = plain(&form.notes.label);
    cells.iter().any(|(_, value)| plain(&value.text()).starts_with(&label))
}

struct Reader<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    headings: &'a Headings,
    merged: Vec<Area>,
}

/// A row of the form in the sheet: in more than one of its rows where its cells are merged downwards.
#[derive(Debug, Default)]
struct Place {
    rows: Vec<u32>,
    /// Further rows that say that they are the same one.
    again: Vec<u32>,
}

impl<'a> Reader<'a> {
    fn new(form: &'a Form, sheet: &'a Sheet, headings: &'a Headings) -> Self {
        Self { form, sheet, headings, merged: sheet.merged.iter().copied().take(MOST_MERGED).collect() }
    }
}

impl Reader<'_> {
    fn table(&self) -> Table {
        let mut table = Table::default();
        let mut places: BTreeMap<u8, Place> = BTreeMap::new();
        let below = self.sheet.rows().skip_while(|(row, _)| *row < self.headings.below);
        for (row, cells) in below.take(MOST_ROWS) {
            if is_note(self.form, &cells) {
                break;
            }
            let Some(found) = self.identify(row, &mut table.remarks) else {
                if self.has_amounts(row) {
                    table.remarks.push(format!("第 {} 行认不出是哪一项，没有读", row + 1));
                }
                continue;
            };
            let place = places.entry(found.number).or_default();
            let goes_on = place.rows.last().is_some_and(|last| self.is_same_merged(*last, row));
            if place.rows.is_empty() || goes_on {
                place.rows.push(row);
            } else if self.has_amounts(row) {
                place.again.push(row);
            }
        }
        let doubled = places.values().filter(|place| !place.again.is_empty()).count();
        if doubled >= LIKE_MONTHS {
            table.remarks.push(format!(
                "有 {doubled} 项出现了不止一次。如果是几个月上下排在一张表里，请给每个月加上标题（写明月份）和表头，或把每个月放在一张工作表里，再导入"
            ));
        }
        let mut formulas = 0;
        for row in self.form.rows() {
            let Some(place) = places.get(&row.number) else {
                table.missing.push(row.number);
                continue;
            };
            formulas += self.formulas(place);
            let month = self.quantities(row, place, Some(self.headings.month));
            let total = self.quantities(row, place, self.headings.total);
            let read = row.figures.iter().zip(month.into_iter().zip(total));
            table
                .figures
                .extend(read.map(|(figure, (month, total))| (figure.id, OldFigure { month, total })));
        }
        if self.headings.total.is_none() {
            table.remarks.push(format!("没有{}这一列，累计按各月的数计算", quoted(&self.form.columns.total)));
        }
        if formulas > 0 {
            table.remarks.push(format!("有 {formulas} 格是公式，取它们算出的结果"));
        }
        table
    }

    /// The value of a cell; that of its merged cells where it is one of them.
    fn value(&self, row: u32, column: u32) -> &Value {
        match self.sheet.value(row, column) {
            Value::Blank => match self.area(row, column) {
                Some(area) => self.sheet.value(area.first.0, area.first.1),
                None => &Value::Blank,
            },
            value => value,
        }
    }

    fn area(&self, row: u32, column: u32) -> Option<Area> {
        self.merged.iter().find(|area| area.contains(row, column)).copied()
    }

    /// Whether the number or the sentence of both rows is one merged cell.
    fn is_same_merged(&self, first: u32, second: u32) -> bool {
        let columns = [self.headings.number, self.headings.content];
        columns
            .into_iter()
            .flatten()
            .any(|column| self.area(second, column).is_some_and(|area| area.contains(first, column)))
    }

    /// The row of the form that a row of the sheet is. Where its number and its sentence differ, the sentence says
    /// what was counted.
    fn identify(&self, row: u32, remarks: &mut Vec<String>) -> Option<&Row> {
        let text =
            |column: Option<u32>| column.map(|column| self.value(row, column).text()).unwrap_or_default();
        let (number, content) = (text(self.headings.number), text(self.headings.content));
        let by_number =
            number_of(&number).and_then(|number| self.form.rows().find(|row| row.number == number));
        let by_content = self.by_content(&content);
        match (by_number, by_content) {
            (Some(by_number), Some(by_content)) if by_number.number != by_content.number => {
                remarks.push(format!(
                    "第 {} 行的序号是 {}，内容是第 {} 项，按内容读",
                    row + 1,
                    by_number.number,
                    by_content.number
                ));
                Some(by_content)
            }
            (Some(by_number), None) if !plain(&content).is_empty() => {
                remarks.push(format!(
                    "第 {} 行的内容{}和表样不同，按序号当作第 {} 项",
                    row + 1,
                    quoted(shortened(&content)),
                    by_number.number
                ));
                Some(by_number)
            }
            (by_number, by_content) => by_content.or(by_number),
        }
    }

    fn by_content(&self, text: &str) -> Option<&Row> {
        let text = sentence(text);
        let exact = self.form.rows().find(|row| sentence(&row.content) == text);
        if exact.is_some() || text.chars().count() < ENOUGH {
            return exact.filter(|_| !text.is_empty());
        }
        let mut alike = self.form.rows().filter(|row| {
            let official = sentence(&row.content);
            official.contains(&text) || text.contains(&official)
        });
        alike.next().filter(|_| alike.next().is_none())
    }

    fn spans(&self) -> impl Iterator<Item = Span> {
        [Some(self.headings.month), self.headings.total].into_iter().flatten()
    }

    fn has_amounts(&self, row: u32) -> bool {
        let has_digit = |value: &Value| value.text().contains(|character: char| character.is_numeric());
        self.spans()
            .any(|span| (span.first..=span.last).any(|column| has_digit(self.sheet.value(row, column))))
    }

    fn formulas(&self, place: &Place) -> usize {
        let cells = self.spans().flat_map(|span| {
            place.rows.iter().flat_map(move |row| (span.first..=span.last).map(move |column| (*row, column)))
        });
        cells.filter(|(row, column)| self.sheet.is_formula(*row, *column)).count()
    }

    /// What stands under one quantity heading in a row: one reading for each figure.
    fn quantities(&self, row: &Row, place: &Place, span: Option<Span>) -> Vec<Read> {
        let wanted = row.figures.len();
        let each = |read: Read| vec![read; wanted];
        let Some(span) = span else { return each(Read::Blank) };
        if !place.again.is_empty() {
            return each(self.double(row, place, span));
        }
        let places =
            place.rows.iter().flat_map(|row| (span.first..=span.last).map(move |column| (*row, column)));
        let cells: Vec<(u32, u32)> = places.filter(|at| self.holds_something(row, *at)).collect();
        match (cells.as_slice(), wanted) {
            ([], _) => each(Read::Blank),
            (cells, _) if cells.len() == wanted => {
                let cells = row.figures.iter().zip(cells);
                cells.map(|(figure, at)| self.one(figure, row, *at)).collect()
            }
            ([at], _) => match self.slot(place, span, *at, wanted) {
                Some(slot) if !self.has_several(row, *at) => {
                    let figures = row.figures.iter().enumerate();
                    figures
                        .map(
                            |(index, figure)| {
                                if index == slot { self.one(figure, row, *at) } else { Read::Blank }
                            },
                        )
                        .collect()
                }
                _ => cell::all(row, self.sheet.value(at.0, at.1), self.sheet.is_formula(at.0, at.1)),
            },
            (cells, _) => each(Read::unreadable(&self.texts(cells), "格数和表样不同，看不出哪个数是哪一项")),
        }
    }

    /// A row that is there more than once: what every one of them says, and where they stand.
    fn double(&self, row: &Row, place: &Place, span: Span) -> Read {
        let rows = || place.rows.iter().chain(&place.again);
        let cells: Vec<(u32, u32)> =
            rows().flat_map(|row| (span.first..=span.last).map(move |column| (*row, column))).collect();
        let lines: Vec<String> = rows().map(|row| (row + 1).to_string()).collect();
        let reason = format!(
            "第 {} 项在旧表里出现了 {} 次（工作表的第 {} 行），看不出哪个对",
            row.number,
            1 + place.again.len(),
            lines.join("、")
        );
        Read::unreadable(&self.texts(&cells), reason)
    }

    fn texts(&self, cells: &[(u32, u32)]) -> String {
        let texts = cells.iter().map(|(row, column)| self.sheet.value(*row, *column).text());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn one(&self, figure: &crate::form::Figure, row: &Row, (line, column): (u32, u32)) -> Read {
        cell::one(figure, row, self.sheet.value(line, column), self.sheet.is_formula(line, column))
    }

    fn has_several(&self, row: &Row, (line, column): (u32, u32)) -> bool {
        let read = cell::all(row, self.sheet.value(line, column), false);
        row.figures.len() > 1 && read.iter().all(|read| matches!(read, Read::Amount(_)))
    }

    /// Whether a cell holds more than the unit of its row, which some print into a cell of its own.
    fn holds_something(&self, row: &Row, (line, column): (u32, u32)) -> bool {
        let value = self.sheet.value(line, column);
        let text = plain(&value.text());
        let is_unit = row.figures.iter().any(|figure| figure.unit == text);
        (!text.is_empty() && !is_unit) || (*value == Value::Blank && self.sheet.is_formula(line, column))
    }

    /// Which figure of its row a lone cell is, where its place says it.
    fn slot(&self, place: &Place, span: Span, (row, column): (u32, u32), wanted: usize) -> Option<usize> {
        let lies_across = self.area(row, column).is_some_and(|area| area.first.1 < area.last.1);
        if place.rows.len() == 1 && span.width() == wanted && !lies_across {
            return Some((column - span.first) as usize);
        }
        let is_stacked = place.rows.len() == wanted && (span.width() == 1 || lies_across) && wanted > 1;
        place.rows.iter().position(|known| *known == row).filter(|_| is_stacked)
    }
}

/// A row's number however it is written: 3, ３, 3., (3), ③.
fn number_of(text: &str) -> Option<u8> {
    let text = plain(text);
    let text = text.trim_matches(|character: char| "().,:".contains(character));
    if let Some(circled) =
        text.chars().next().filter(|first| ('①'..='⑳').contains(first) && text.chars().count() == 1)
    {
        return u8::try_from(circled as u32 - '①' as u32 + 1).ok();
    }
    // A spreadsheet's 3.0 as a text.
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

/// The words of a row's sentence, without what an officer fills in or types another way.
fn sentence(text: &str) -> String {
    let filled = |character: char| character.is_ascii_digit() || "Xx×_*-.,;:。\"()".contains(character);
    plain(text).chars().filter(|character| !filled(*character)).collect()
}
