//! The lines above the headings of an old sheet: the title with its month, 填报单位 and 填报时间, in separate cells
//! or on one line.

use chrono::NaiveDate;

use super::dates::{self, Words};
use super::text::{plain, shortened};
use super::unit_and_date::unit_and_date;
use crate::notice::{self, FieldKind, Header};
use crate::reading::{Sheet, Value, address};
use crate::report::State;

/// The content of the lines above the headings.
#[derive(Debug, Default)]
pub(super) struct Preface {
    /// Dates in everything except the fields of the line under the title.
    pub(super) title: Words,
    /// 填报单位
    pub(super) unit: Option<String>,
    /// 填报人
    pub(super) person: Option<String>,
    /// 联系电话
    pub(super) phone: Option<String>,
    /// 填报时间
    pub(super) filled_on: Option<NaiveDate>,
    /// Whether it is marked as a draft.
    pub(super) is_draft: bool,
    /// Why not everything that stands there could be read: the month or the unit may be another one than is read elsewhere.
    pub(super) problem: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Unit,
    Person,
    Phone,
    Date,
    Other,
}

/// Reads the lines above `heading`, whose fields are those of `header`.
pub(super) fn read(header: &Header, sheet: &Sheet, heading: u32) -> Preface {
    let field = |one: &notice::Field| match one.is {
        FieldKind::Unit => Field::Unit,
        FieldKind::Person => Field::Person,
        FieldKind::Phone => Field::Phone,
        FieldKind::Date => Field::Date,
        _ => Field::Other,
    };
    let fields: Vec<(String, Field)> = header.0.iter().map(|one| (key(&one.label), field(one))).collect();
    let problem = sheet
        .not_computed_above(heading)
        .and_then(|(place, cell)| Some(format!("表头上面的 {} 格{}", address(place), cell.doubt()?)));
    let mut preface = Preface { problem, ..Preface::default() };
    let mut filled_in = Words::default();
    for (_, cells) in sheet.rows().take_while(|(row, _)| *row < heading) {
        // A label whose value is in the next cell.
        let mut open = None;
        for (_, value) in cells {
            let text = plain(&value.text());
            // Beside the mark of a correction it is the end of the cell.
            preface.is_draft |= text.ends_with(State::Draft.label());
            let (title, parts) = parts(&text, &fields);
            match open.take().filter(|_| parts.is_empty()) {
                Some(field) => preface.take(field, &text, value, &mut filled_in),
                None => preface.title.add(dates_of(title, value)),
            }
            for (field, said) in &parts {
                preface.take(*field, said, &Value::Text((*said).to_owned()), &mut filled_in);
            }
            open = parts.last().filter(|(_, said)| said.is_empty()).map(|(field, _)| *field);
        }
    }
    preface.filled_on = filled_in.days.first().or(preface.title.days.first()).copied();
    if !preface.title.names_months() && !preface.title.names_a_span() {
        // The field may hold only a month: 填报时间：2022年3月
        preface.title.add(filled_in.without_days());
    }
    preface
}

impl Preface {
    fn take(&mut self, field: Field, said: &str, value: &Value, filled_in: &mut Words) {
        match field {
            Field::Unit if self.unit.is_none() && !said.is_empty() => {
                let (unit, date) = unit_and_date(said);
                self.unit = Some(unit.to_owned()).filter(|unit| !unit.is_empty());
                self.title.add(dates::named_in(date));
            }
            Field::Person if self.person.is_none() => self.person = said_in(said),
            Field::Phone if self.phone.is_none() => self.phone = said_in(said),
            Field::Date => filled_in.add(dates_of(said, value)),
            Field::Unit | Field::Person | Field::Phone | Field::Other => {}
        }
    }
}

/// What a field says, as far as anybody would write there.
fn said_in(text: &str) -> Option<String> {
    Some(shortened(text)).filter(|said| !said.is_empty())
}

fn dates_of(text: &str, value: &Value) -> Words {
    match value {
        Value::Month(month) => Words::of_month(*month),
        Value::Day(day) => Words::of_day(*day),
        Value::Text(_) => dates::named_in(text),
        _ => Words::default(),
    }
}

/// The part of a label that identifies it: 填报单位 of 填报单位（盖章）：
fn key(label: &str) -> String {
    let label = plain(label);
    let end = label.find(['(', ':']).unwrap_or(label.len());
    label.get(..end).unwrap_or_default().to_owned()
}

/// The text before the first label, and each label with the text after it.
fn parts<'text>(text: &'text str, fields: &[(String, Field)]) -> (&'text str, Vec<(Field, &'text str)>) {
    let mut found: Vec<(usize, usize, Field)> = fields
        .iter()
        .filter_map(|(key, field)| text.find(key.as_str()).map(|at| (at, at + key.len(), *field)))
        .collect();
    found.sort_unstable_by_key(|(at, _, _)| *at);
    let ends = found.iter().skip(1).map(|(at, _, _)| *at).chain([text.len()]);
    let said = found.iter().zip(ends).map(|((_, from, field), to)| {
        let said = text.get(*from..to).unwrap_or_default();
        let inner =
            said.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(said, |(_, rest)| rest);
        (*field, inner.trim_start_matches([':', '_']).trim_end_matches('_'))
    });
    let title = found.first().and_then(|(at, _, _)| text.get(..*at)).unwrap_or(text);
    (title, said.collect())
}
