//! Finding the columns of the official form in a sheet by their headings, in one or two rows.
//!
//! A sheet may have several columns that are called 当月: last month's next to this month's, or the plan next to the
//! result. Then the column whose words match the month of the sheet is used; if that is not exactly one, none is read.

mod quantity;

pub(super) use quantity::Span;

use quantity::{Kind, Quantity};

use super::dates::Words;
use super::sentences::{Identity, OtherUnit, Sentences};
use super::text::{plain, shortened};
use crate::notice::Form;
use crate::period::Month;
use crate::reading::{Sheet, Value, column_name};
use crate::wording::quoted;

/// In how many of the first rows the headings are searched.
const MOST_ROWS: usize = 200;
/// How many headings of a row are read.
const MOST_COLUMNS: usize = 200;
/// How many sentences of the form identify the content column if its heading has another name.
const LIKE_CONTENT: usize = 3;
/// How many rows below its heading a column is searched.
const GLANCE: usize = 40;

/// Headings of the column with the units.
const UNIT_WORDS: [&str; 2] = ["单位", "计量单位"];

/// The columns of the form in a sheet.
#[derive(Clone, Debug)]
pub(super) struct Headings {
    /// The row of the headings.
    pub(super) row: u32,
    /// The first row below the headings.
    pub(super) below: u32,
    pub(super) number: Option<u32>,
    pub(super) content: Option<u32>,
    /// The column that names the unit of each row.
    pub(super) units: Option<u32>,
    quantities: Vec<Quantity>,
    /// The column where a second form begins on the right.
    right: Option<u32>,
}

/// The columns that will be read.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) month: Span,
    pub(super) total: Option<Span>,
    /// Units in the headings of the month or of the total that are not the form's.
    pub(super) other_units: [Vec<OtherUnit>; 2],
    /// Remarks for the officer, one sentence each.
    pub(super) remarks: Vec<String>,
}

/// Finds the headings; `None` if the sheet is another table.
pub(super) fn headings(form: &Form, sheet: &Sheet, sentences: &Sentences<'_>) -> Option<Headings> {
    let found = sheet
        .rows()
        .take(MOST_ROWS)
        .find_map(|(row, cells)| heading_row(form, sheet, sentences, row, &cells));
    found.or_else(|| without_labels(form, sheet, sentences))
}

/// Reads a row as headings, if it contains them.
pub(super) fn heading_row(
    form: &Form,
    sheet: &Sheet,
    sentences: &Sentences<'_>,
    row: u32,
    cells: &[(u32, &Value)],
) -> Option<Headings> {
    let labels = Labels::of(form, &texts(cells));
    if labels.numbers.is_empty() && labels.contents.is_empty() {
        return None;
    }
    Builder { form, sheet, sentences, labels }.headings(row, cells)
}

/// Finds the headings if neither 序号 nor 整治内容 has its usual name: both quantities have headings side by side,
/// and the column of the sentences is found from the rows below. A title may name a month as well.
fn without_labels(form: &Form, sheet: &Sheet, sentences: &Sentences<'_>) -> Option<Headings> {
    let names_both = |cells: &[(u32, &Value)]| {
        let texts = texts(cells);
        let kinds: Vec<Kind> = texts.iter().filter_map(|(_, text)| Kind::of(text)).collect();
        kinds.contains(&Kind::Month) && kinds.contains(&Kind::Total)
    };
    let (row, cells) = sheet.rows().take(MOST_ROWS).find(|(_, cells)| names_both(cells))?;
    content_by_sentences(sheet, sentences, row + 1)?;
    Builder { form, sheet, sentences, labels: Labels::default() }.headings(row, &cells)
}

/// The places of the form's own headings in a row; a heading may occur several times.
#[derive(Debug, Default)]
struct Labels {
    numbers: Vec<u32>,
    contents: Vec<u32>,
    /// The column where a second form begins, which is where the first heading is repeated.
    right: Option<u32>,
}

impl Labels {
    fn of(form: &Form, texts: &[(u32, String)]) -> Self {
        let exactly = |label: &str| {
            let label = label_of(label);
            let alike = texts.iter().filter(move |(_, text)| label_of(text) == label);
            alike.map(|(column, _)| *column).collect::<Vec<u32>>()
        };
        let columns = &form.columns;
        let all = [exactly(&columns.section), exactly(&columns.number), exactly(&columns.content)];
        let right = all.iter().filter_map(|found| found.get(1)).min().copied();
        let [_, numbers, contents] = all;
        Self { numbers, contents, right }
    }
}

struct Builder<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    sentences: &'a Sentences<'a>,
    labels: Labels,
}

impl Builder<'_> {
    fn headings(&self, row: u32, cells: &[(u32, &Value)]) -> Option<Headings> {
        let upper = Line { sheet: self.sheet, row, texts: self.left(texts(cells)), end: self.labels.right };
        let second = self.second_row(&upper);
        let areas = upper.texts.iter().filter_map(|(column, _)| self.sheet.merged_at(row, *column));
        let lowest = areas.map(|area| area.last.0 + 1).max().unwrap_or(row + 1).clamp(row + 1, row + 3);
        let below = if second.is_some() { lowest.max(row + 2) } else { lowest };
        let content = self.labels.contents.first().copied();
        let content = content.or_else(|| content_by_sentences(self.sheet, self.sentences, below));
        let spans = self.spans(&upper, second.as_ref());
        let quantities: Vec<Quantity> = spans
            .into_iter()
            .filter_map(|(text, span)| Quantity::of(text, span))
            .filter(|quantity| !content.is_some_and(|content| quantity.span.holds(content)))
            .filter(|quantity| !quantity.is_rival || self.has_digits(quantity.span, below))
            .collect();
        if !quantities.iter().any(|quantity| quantity.kind == Kind::Month && !quantity.is_rival) {
            return None;
        }
        let units = upper.texts.iter().find(|(_, text)| UNIT_WORDS.contains(&label_of(text).as_str()));
        Some(Headings {
            row,
            below,
            number: self.labels.numbers.first().copied(),
            content,
            units: units.map(|(column, _)| *column),
            quantities,
            right: self.labels.right,
        })
    }

    /// The texts of this form, without those of a second form next to it.
    fn left(&self, texts: Vec<(u32, String)>) -> Vec<(u32, String)> {
        let is_left = |column: u32| self.labels.right.is_none_or(|right| column < right);
        texts.into_iter().filter(|(column, _)| is_left(*column)).collect()
    }

    /// Every heading that is not one of the form's own, with its columns. If there are two rows, the lower
    /// headings, with the upper heading's words before them.
    fn spans(&self, upper: &Line<'_>, second: Option<&Line<'_>>) -> Vec<(String, Span)> {
        let end = second.and_then(Line::last);
        let mut found: Vec<(String, Span)> = Vec::new();
        for (column, text) in upper.texts.iter().filter(|(_, text)| !is_own_heading(self.form, text)) {
            let mut span = upper.reach(*column);
            if upper.is_open(*column) {
                span.last = span.last.max(end.unwrap_or(span.last));
            }
            let lower = second.map_or(&[] as &[_], |line| line.texts.as_slice());
            let children: Vec<&(u32, String)> = lower.iter().filter(|(at, _)| span.holds(*at)).collect();
            if children.is_empty() {
                found.push((text.clone(), span));
            }
            for (at, child) in children {
                let reach = second.map_or(span, |line| line.reach(*at));
                let last = if second.is_some_and(|line| line.is_open(*at)) { span.last } else { reach.last };
                let span = Span { first: *at, last: last.min(span.last) };
                found.push((format!("{text}{child}"), span));
            }
        }
        let is_open = upper.texts.last().is_some_and(|(column, _)| upper.is_open(*column));
        self.widen_last(&mut found, is_open);
        found
    }

    /// Widens the last heading, whose end is unknown because nothing follows it: to the width of the widest
    /// other heading, or of the form's own.
    fn widen_last(&self, found: &mut [(String, Span)], is_open: bool) {
        let across = u32::try_from(self.form.across).unwrap_or(1).max(1);
        let Some(((_, last), others)) = found.split_last_mut() else { return };
        if is_open {
            let quantities = others.iter().filter(|(text, _)| Kind::of(text).is_some());
            let widest = quantities.map(|(_, span)| span.last - span.first + 1).max();
            last.last = last.last.max(last.first + widest.unwrap_or(across) - 1);
        }
    }

    /// A second row of headings below the first: 当月 and 累计 below 数量.
    fn second_row(&self, upper: &Line<'_>) -> Option<Line<'_>> {
        let below = upper.row + 1;
        let (_, cells) = self.sheet.rows_from(below).next().filter(|(row, _)| *row == below)?;
        let text = |column: Option<&u32>| {
            column.map(|column| self.sheet.value(below, *column).text()).unwrap_or_default()
        };
        let identity =
            self.sentences.identify(&text(self.labels.numbers.first()), &text(self.labels.contents.first()));
        let texts = self.left(texts(&cells));
        // 甲, 乙, 1, 2 only number the columns.
        let says_something = |(column, text): &&(u32, String)| {
            text.chars().count() > 1
                && !text.contains(|character: char| character.is_ascii_digit() && text.chars().count() < 3)
                && upper.over(*column).is_some_and(|text| !is_own_heading(self.form, text))
        };
        let is_row = !matches!(identity, Identity::Unknown)
            || cells.iter().any(|(_, value)| matches!(value, Value::Number(_) | Value::Shown { .. }))
            || texts.iter().any(|(_, text)| self.sentences.by_content(text, None).is_some());
        let is_second = !is_row && texts.iter().any(|text| says_something(&text));
        is_second.then_some(Line { sheet: self.sheet, row: below, texts, end: self.labels.right })
    }

    /// Whether the cells below a heading contain digits.
    fn has_digits(&self, span: Span, below: u32) -> bool {
        let rows = self.sheet.rows_from(below).take(GLANCE);
        rows.into_iter().any(|(_, cells)| {
            cells.iter().any(|(column, value)| {
                span.holds(*column) && value.text().contains(|character: char| character.is_numeric())
            })
        })
    }
}

impl Headings {
    /// The month in the heading of the only column for a month.
    pub(super) fn words(&self) -> Words {
        match self.fitting(Kind::Month, None).as_slice() {
            [only] => only.months.clone(),
            _ => Words::default(),
        }
    }

    /// Chooses the columns for a sheet of the given month; the reason if it is not certain. `units` are the
    /// units that the sheet names for the whole table.
    pub(super) fn choose(
        &self,
        form: &Form,
        month: Option<Month>,
        units: &[OtherUnit],
    ) -> Result<Chosen, String> {
        let months = self.fitting(Kind::Month, month);
        let only = match months.as_slice() {
            [only] => Some(*only).filter(|only| only.is_clear(form)),
            _ => None,
        };
        let Some(only) = only else {
            let all = if months.is_empty() { self.of_kind(Kind::Month) } else { months };
            let label = quoted(&form.columns.month);
            return Err(match all.as_slice() {
                [one] => format!("{}看不出是不是{label}，没有读", named(one)),
                all => format!(
                    "有 {} 栏都像{label}：{}，看不出该读哪一栏",
                    all.len(),
                    all.iter().map(|quantity| named(quantity)).collect::<Vec<_>>().join("、")
                ),
            });
        };
        let totals: Vec<&Quantity> =
            self.fitting(Kind::Total, month).into_iter().filter(|total| total.is_clear(form)).collect();
        let mut remarks = Vec::new();
        let total = match totals.as_slice() {
            [total] => Some(*total),
            [] => {
                remarks.push(format!("没有{}这一列，累计按各月的数计算", quoted(&form.columns.total)));
                None
            }
            several => {
                let names: Vec<String> = several.iter().map(|quantity| named(quantity)).collect();
                remarks.push(format!(
                    "有几栏都像{}（{}），没有读累计",
                    quoted(&form.columns.total),
                    names.join("、")
                ));
                None
            }
        };
        if let Some(column) = self.right {
            remarks.push(format!("右边从 {} 列起还有一张表，没有读", column_name(column)));
        }
        let other_units =
            |quantity: &Quantity| [OtherUnit::all_in(&quantity.text).as_slice(), units].concat();
        Ok(Chosen {
            month: only.span,
            total: total.map(|total| total.span),
            other_units: [other_units(only), total.map(other_units).unwrap_or_default()],
            remarks,
        })
    }

    fn of_kind(&self, kind: Kind) -> Vec<&Quantity> {
        self.quantities.iter().filter(|quantity| quantity.kind == kind).collect()
    }

    /// The columns of a kind that may be this month's.
    fn fitting(&self, kind: Kind, month: Option<Month>) -> Vec<&Quantity> {
        let all: Vec<&Quantity> =
            self.of_kind(kind).into_iter().filter(|quantity| !quantity.is_other()).collect();
        match month.filter(|_| all.len() > 1) {
            Some(month) => all.into_iter().filter(|quantity| quantity.months.may_be(month)).collect(),
            None => all,
        }
    }
}

/// A row of headings, from left to right.
struct Line<'a> {
    sheet: &'a Sheet,
    row: u32,
    texts: Vec<(u32, String)>,
    /// The column where a second form begins.
    end: Option<u32>,
}

impl Line<'_> {
    /// The columns of a heading: its merged cells, or up to the next heading; the last one has only its own column.
    fn reach(&self, column: u32) -> Span {
        let area = self.sheet.merged_at(self.row, column);
        let last = match (area, self.next(column)) {
            (Some(area), _) => area.last.1,
            (None, Some(next)) => next - 1,
            (None, None) => column,
        };
        Span { first: column, last: last.max(column) }
    }

    /// Where the next heading or a second form begins.
    fn next(&self, column: u32) -> Option<u32> {
        let at = self.texts.partition_point(|(other, _)| *other <= column);
        self.texts.get(at).map(|(other, _)| *other).or(self.end)
    }

    /// Whether the end of a heading is unknown.
    fn is_open(&self, column: u32) -> bool {
        self.next(column).is_none() && self.sheet.merged_at(self.row, column).is_none()
    }

    /// The last column of its headings.
    fn last(&self) -> Option<u32> {
        self.texts.last().map(|(column, _)| self.reach(*column).last)
    }

    /// The heading above a column.
    fn over(&self, column: u32) -> Option<&str> {
        let at = self.texts.partition_point(|(other, _)| *other <= column).checked_sub(1)?;
        let (first, text) = self.texts.get(at)?;
        let is_over = self.is_open(*first) || self.reach(*first).holds(column);
        is_over.then_some(text)
    }
}

/// Whether a sheet contains the form's sentences, with any headings.
pub(super) fn has_sentences(sheet: &Sheet, sentences: &Sentences<'_>) -> bool {
    content_by_sentences(sheet, sentences, 0).is_some()
}

/// The column with the form's sentences, if it has another heading than the form's.
fn content_by_sentences(sheet: &Sheet, sentences: &Sentences<'_>, below: u32) -> Option<u32> {
    let mut counts = std::collections::BTreeMap::new();
    for (_, cells) in sheet.rows_from(below).take(GLANCE) {
        for (column, value) in cells {
            if let Value::Text(text) = value
                && sentences.by_content(text, None).is_some()
            {
                *counts.entry(column).or_insert(0_usize) += 1;
            }
        }
    }
    counts.into_iter().find(|(_, count)| *count >= LIKE_CONTENT).map(|(column, _)| column)
}

fn is_own_heading(form: &Form, text: &str) -> bool {
    let columns = &form.columns;
    [&columns.section, &columns.number, &columns.content]
        .into_iter()
        .any(|label| label_of(label) == label_of(text))
}

fn texts(cells: &[(u32, &Value)]) -> Vec<(u32, String)> {
    let texts = cells.iter().take(MOST_COLUMNS).map(|(column, value)| (*column, value.text()));
    texts.filter(|(_, text)| !plain(text).is_empty()).collect()
}

/// The words of a heading, without those in brackets.
fn label_of(text: &str) -> String {
    let text = plain(text);
    let end = text.find('(').unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches([':', '*']).to_owned()
}

fn named(quantity: &Quantity) -> String {
    format!("{} 列{}", column_name(quantity.span.first), quoted(shortened(&quantity.text)))
}
