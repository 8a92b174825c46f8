//! Reading a notice from its file: parsing, filling in what the definition leaves to be inherited, and the checks.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::check::check;
use super::file_marks::short_mark;
use super::form::{Columns, Figure, Form, Scope, Table};
use super::measures::measures;
use super::tabulate::grid;
use super::{FigureId, Notice, NoticeError, Role, RowKind, relation};

/// The most bytes of a notice's file.
pub const LARGEST_NOTICE: u64 = 1 << 20;

impl Notice {
    /// Reads the bytes of a notice's file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NoticeError> {
        if bytes.len() as u64 > LARGEST_NOTICE {
            return Err(NoticeError::TooLarge);
        }
        Self::read(std::str::from_utf8(bytes).map_err(|_| NoticeError::NotUtf8)?)
    }

    /// Reads a definition and refuses one that contradicts itself.
    pub fn read(json: &str) -> Result<Self, NoticeError> {
        let notice = Self::parsed(json)?;
        check(&notice)?;
        Self::resolved(notice, true)
    }

    /// Reads a definition that was checked when it was added. What a later version of the program checks besides must not
    /// shut anybody out of what was recorded with it.
    pub fn read_kept(json: &str) -> Result<Self, NoticeError> {
        Self::resolved(Self::parsed(json)?, false)
    }

    fn parsed(json: &str) -> Result<Self, NoticeError> {
        let json = json.trim_start_matches('\u{feff}');
        let mut notice: Self =
            serde_json::from_str(json).map_err(|error| NoticeError::unreadable(&error, json))?;
        for form in &mut notice.forms {
            let form = Arc::make_mut(form);
            form.campaign = notice.campaign.clone();
            form.key = key(&notice.id, &form.id);
            form.list_key = notice.lists.first().map_or_else(String::new, |list| key(&notice.id, &list.id));
            form.notice.clone_from(&notice.id);
            form.issuer.clone_from(&notice.issuer);
            form.file_mark = short_mark(&form.mark);
            form.edition = notice.edition;
            for table in &mut form.tables {
                inherit(table, &form.unit, &form.decimals);
            }
            form.columns = words(form);
            share_the_width(form);
        }
        for list in &mut notice.lists {
            let list = Arc::make_mut(list);
            list.key = key(&notice.id, &list.id);
            list.notice.clone_from(&notice.id);
            list.file_mark = short_mark(&list.mark);
            list.edition = notice.edition;
        }
        notice.summary_file_mark = short_mark(&notice.summary_name());
        Ok(notice)
    }

    fn resolved(mut notice: Self, is_new: bool) -> Result<Self, NoticeError> {
        for form in &mut notice.forms {
            let form = Arc::make_mut(form);
            relation::resolve(form, is_new)?;
            for table in &mut form.tables {
                table.grid = grid(table);
            }
        }
        Ok(notice)
    }
}

/// Reads a list of definitions that are shared from then on.
pub(super) fn shared<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<Arc<T>>, D::Error> {
    Ok(Vec::<T>::deserialize(deserializer)?.into_iter().map(Arc::new).collect())
}

/// Reads a map in which no name is twice: one of the two would be lost without a word.
pub(super) fn each_once<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, u8>, D::Error> {
    struct EachOnce;

    impl<'de> Visitor<'de> for EachOnce {
        type Value = BTreeMap<String, u8>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut read = BTreeMap::new();
            while let Some((name, value)) = map.next_entry::<String, u8>()? {
                if read.contains_key(&name) {
                    return Err(A::Error::custom(format!("duplicate field `{name}`")));
                }
                read.insert(name, value);
            }
            Ok(read)
        }
    }

    deserializer.deserialize_map(EachOnce)
}

/// The name of a form among those of all notices.
fn key(notice: &str, form: &str) -> String {
    format!("{notice}/{form}")
}

/// Gives a table's figures what they inherit: their columns in a matrix, their units and decimals.
fn inherit(table: &mut Table, form_unit: &str, decimals: &BTreeMap<String, u8>) {
    let columns = measures(table);
    let table_unit = table.unit.clone();
    for section in &mut table.sections {
        for row in &mut section.rows {
            if row.figures.is_empty() && row.kind != RowKind::Heading {
                row.figures = columns
                    .iter()
                    .zip('a'..='z')
                    .map(|((column, name), part)| Figure {
                        id: FigureId { row: row.number, part: Some(part) },
                        name: name_in_column(&row.content, row.number, name),
                        unit: String::new(),
                        decimals: None,
                        measure: column.measure.clone(),
                        part_of: None,
                        scope: Scope::default(),
                        span: 0,
                        sum_of: Vec::new(),
                    })
                    .collect();
            }
            for figure in &mut row.figures {
                let column =
                    columns.iter().map(|(column, _)| column).find(|column| column.measure == figure.measure);
                let (column_unit, column_decimals) =
                    column.map_or(("", None), |column| (column.unit.as_str(), column.decimals));
                let units =
                    [figure.unit.as_str(), &row.unit, &section.unit, column_unit, &table_unit, form_unit];
                let unit = units.into_iter().find(|unit| !unit.is_empty()).unwrap_or_default().to_owned();
                figure.decimals =
                    figure.decimals.or(column_decimals).or_else(|| decimals.get(&unit).copied());
                figure.unit = unit;
                let of_row = row.part_of.map(|whole| FigureId { row: whole, part: figure.id.part });
                figure.part_of = figure.part_of.or(of_row);
            }
        }
    }
}

/// What a figure is called that no name is written for.
fn name_in_column(content: &str, row: u16, column: &str) -> String {
    match (content.is_empty(), column.is_empty()) {
        (false, false) => format!("{content} {column}"),
        (false, true) => content.to_owned(),
        (true, false) => column.to_owned(),
        (true, true) => format!("第 {row} 行"),
    }
}

/// The words for the columns: the headings of the first column of each role.
fn words(form: &Form) -> Columns {
    let word = |role, otherwise: &str| {
        let leaves = form.tables.iter().flat_map(Table::leaves);
        let mut headings = leaves.filter(|column| column.role == Some(role) && column.measure.is_none());
        headings.next().map_or_else(|| otherwise.to_owned(), |column| column.heading.clone())
    };
    Columns {
        section: word(Role::Section, ""),
        number: word(Role::Number, "编号"),
        content: word(Role::Content, "内容"),
        month: word(Role::Month, "当月"),
        total: word(Role::Total, "累计"),
    }
}

/// Computes how many columns of the grid each figure's cells span.
fn share_the_width(form: &mut Form) {
    form.across = form.tables.iter().map(Table::across).max().unwrap_or(1);
    for table in &mut form.tables {
        let across = table.across();
        for row in table.sections.iter_mut().flat_map(|section| &mut section.rows) {
            let figures = row.sharing().count();
            let split = row.figures.iter_mut().filter(|figure| figure.measure.is_none());
            for (index, figure) in split.enumerate() {
                figure.span = (index + 1) * across / figures - index * across / figures;
            }
            for figure in row.figures.iter_mut().filter(|figure| figure.measure.is_some()) {
                figure.span = 1;
            }
        }
    }
}
