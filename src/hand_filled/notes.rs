//! What a unit wrote beside its figures: under the table, or on a second sheet named 说明 as this program writes it.
//!
//! The words of the form itself are no notes: its footnotes, the fields around its table, a line to be signed.

use super::cell::is_nothing;
use super::dates::{self, Words};
use super::sentences::{letters, number_of};
use super::text::{cut, plain};
use crate::notice::Form;
use crate::output::{EXPLANATION_HEADINGS, EXPLANATIONS};
use crate::reading::{Cell, Marking, Sheet, Value, address};

/// A text of a unit about its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The row of the form that it is about, if it says so.
    pub row: Option<u16>,
    pub text: String,
    /// The name on the tab of its sheet; empty for a text file.
    pub sheet: String,
    /// The address of its cell.
    pub at: String,
}

/// The most notes of a sheet. One more shows that there are too many.
pub(super) const MOST_NOTES: usize = 100;
/// The most characters of a note.
const LONGEST: usize = 500;
/// In how many rows notes are searched.
const MOST_ROWS: usize = 1000;
/// In how many of the first rows of a sheet of explanations its headings are searched.
const MOST_ABOVE: usize = 20;

/// The ends of labels whose fields are no notes, even where the form has no such field.
const FIELDS: [&str; 23] = [
    "负责人",
    "责任人",
    "审核人",
    "审核",
    "审批",
    "填报人",
    "填表人",
    "制表人",
    "制表",
    "经办人",
    "联系人",
    "电话",
    "签字",
    "签名",
    "盖章",
    "报单位",
    "表单位",
    "报时间",
    "表时间",
    "送时间",
    "报日期",
    "表日期",
    "送日期",
];
/// The longest label, in characters.
const LONGEST_LABEL: usize = 12;
/// The words before 说明 in the names of sheets of explanations.
const KINDS: [&str; 4] = ["", "情况", "有关情况", "数据"];

/// The notes below a form's rows, from a line on, in those lines that are no rows themselves.
pub(super) fn below(form: &Form, sheet: &Sheet, from: u32, is_line: impl Fn(u32) -> bool) -> Vec<Note> {
    let mut lines = sheet.rows_from(from).take(MOST_ROWS).filter(|(row, _)| is_line(*row)).peekable();
    if lines.peek().is_none() {
        return Vec::new();
    }
    let own = Own::of(form);
    let notes = lines.flat_map(|(row, cells)| own.notes_of(sheet, row, &cells));
    notes.take(MOST_NOTES + 1).collect()
}

/// Whether the name of a sheet says that it explains the form: 说明, 情况说明, 说明 (2).
pub(super) fn is_explanation(sheet: &Sheet) -> bool {
    let name = plain(&sheet.name);
    let name = name.trim_end_matches(|sign: char| sign.is_ascii_digit() || "()".contains(sign));
    name.strip_suffix(EXPLANATIONS).is_some_and(|kind| KINDS.contains(&kind))
}

/// The notes on a sheet of explanations, and the months that it names above them.
pub(super) fn on_own_sheet(form: &Form, sheet: &Sheet) -> (Vec<Note>, Words) {
    let own = Own::of(form);
    let listed = sheet.rows().take(MOST_ABOVE).find_map(|(row, cells)| Listed::of(row, &cells));
    let first = sheet.rows().next().map(|(row, _)| row);
    let mut months = dates::named_in(&sheet.name);
    let mut notes = Vec::new();
    for (row, cells) in sheet.rows().take(MOST_ROWS) {
        // 龙沙镇　2022年3月　附件2说明
        let is_title = match &listed {
            Some(listed) => row < listed.row,
            None => Some(row) == first && cells.iter().all(|(_, value)| ends_as_title(value)),
        };
        match &listed {
            _ if is_title => cells.iter().for_each(|(_, value)| months.add(dates::named_in(&value.text()))),
            Some(listed) if row == listed.row => {}
            Some(listed) => notes.extend(listed.note(form, sheet, row)),
            None => notes.extend(own.notes_of(sheet, row, &cells)),
        }
    }
    notes.truncate(MOST_NOTES + 1);
    (notes, months)
}

fn ends_as_title(value: &Value) -> bool {
    plain(&value.text()).ends_with(EXPLANATIONS)
}

/// The columns of a sheet of explanations as this program writes it.
struct Listed {
    /// The row of the headings.
    row: u32,
    kind: Option<u32>,
    number: u32,
    what: Option<u32>,
    why: u32,
}

impl Listed {
    fn of(row: u32, cells: &[(u32, &Value)]) -> Option<Self> {
        let [kind, number, what, why] = EXPLANATION_HEADINGS.map(|heading| {
            let mut columns = cells.iter().filter(|(_, value)| plain(&value.text()) == heading);
            columns.next().map(|(column, _)| *column)
        });
        Some(Self { row, kind, number: number?, what, why: why? })
    }

    fn note(&self, form: &Form, sheet: &Sheet, row: u32) -> Option<Note> {
        let columns = [self.kind, self.what, Some(self.why)].into_iter().flatten();
        let said: Vec<(u32, String)> =
            columns.filter_map(|column| Some((column, said(sheet.cell(row, column)?)?))).collect();
        let (at, _) = said.last()?;
        let texts: Vec<&str> = said.iter().map(|(_, text)| text.as_str()).collect();
        let number = number_of(&sheet.value(row, self.number).text());
        Some(Note {
            row: number.filter(|number| form.rows().any(|row| row.number == *number)),
            text: cut(&texts.join("："), LONGEST),
            sheet: sheet.name.clone(),
            at: address((row, *at)),
        })
    }
}

/// What a cell says; `None` if it says nothing, or if all of it is crossed out.
fn said(cell: &Cell) -> Option<String> {
    let Value::Text(text) = &cell.value else { return None };
    let is_said = cell.marking != Marking::Struck && !plain(text).is_empty() && !is_nothing(text);
    // The number of a footnote does not change a sentence.
    let doubt = cell.doubt().filter(|_| cell.marking != Marking::RaisedInPart);
    is_said.then(|| doubt.map_or_else(|| text.clone(), |doubt| format!("{text}（{doubt}）")))
}

/// The words of the form that stand under its table, as they are compared.
struct Own<'form> {
    form: &'form Form,
    /// The footnotes and the word before them, the longest first.
    notes: Vec<String>,
    /// The same without digits and signs.
    letters: Vec<String>,
    /// The labels around the table.
    labels: Vec<String>,
}

impl<'form> Own<'form> {
    fn of(form: &'form Form) -> Self {
        let texts = || form.notes.items.iter().chain([&form.notes.label]);
        let longest_first = |mut texts: Vec<String>| {
            texts.retain(|text| !text.is_empty());
            texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
            texts
        };
        let labels = form.header.labels().chain(form.footer.labels());
        Self {
            form,
            notes: longest_first(texts().map(|text| plain(text)).collect()),
            letters: longest_first(texts().map(|text| letters(text)).collect()),
            labels: labels.map(|label| label_of(&plain(label)).to_owned()).collect(),
        }
    }

    /// The notes in a line: one for each line of each of its cells.
    fn notes_of(&self, sheet: &Sheet, row: u32, cells: &[(u32, &Value)]) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut is_value = false;
        for (column, _) in cells {
            let Some(text) = sheet.cell(row, *column).and_then(said) else { continue };
            // What stands in the cell behind a label.
            if std::mem::take(&mut is_value) {
                continue;
            }
            is_value = plain(&text).ends_with(':') && self.is_field(&text);
            let lines =
                text.lines().filter(|line| !self.is_field(line)).filter_map(|line| self.without(line));
            notes.extend(lines.map(|line| Note {
                row: self.row_in(&line),
                text: cut(&line, LONGEST),
                sheet: sheet.name.clone(),
                at: address((row, *column)),
            }));
        }
        notes
    }

    /// Whether a text is a field to be filled in, with its value or without.
    fn is_field(&self, text: &str) -> bool {
        let text = plain(text);
        let label = label_of(text.trim_start_matches('('));
        let is_short = label.chars().count() <= LONGEST_LABEL;
        letters(&text) == "年月日"
            || self.labels.iter().any(|own| own == label)
            || (is_short && FIELDS.iter().any(|field| label.ends_with(field)))
    }

    /// A line without the words of the form at its beginning; `None` if it has no others.
    fn without(&self, line: &str) -> Option<String> {
        let (letters, text) = (letters(line), plain(line));
        let others = after(&letters, &self.letters);
        let is_label = text.ends_with(':') && text.chars().count() <= LONGEST_LABEL;
        if others.is_empty() || is_label {
            return None;
        }
        let rest = after(&text, &self.notes);
        Some(if rest.len() < text.len() { rest.to_owned() } else { line.to_owned() })
    }

    /// The row that a note names as 第3项, if it names one alone.
    fn row_in(&self, text: &str) -> Option<u16> {
        let text = plain(text);
        let mut named = text.match_indices('第').filter_map(|(at, mark)| {
            let (number, _) = text.get(at + mark.len()..)?.split_once('项')?;
            number.parse().ok()
        });
        let row: u16 = named.next()?;
        (named.all(|other| other == row) && self.form.rows().any(|known| known.number == row)).then_some(row)
    }
}

/// A text after all of these words that stand at its beginning, one after the other.
fn after<'text>(text: &'text str, words: &[String]) -> &'text str {
    let mut rest = text;
    while let Some(next) = words.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
        rest = next;
    }
    rest
}

/// The part of a text that may be a label: up to its colon or bracket.
fn label_of(text: &str) -> &str {
    text.split([':', '(', ')']).next().unwrap_or_default()
}
