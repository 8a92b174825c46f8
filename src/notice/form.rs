//! A monthly form as data: its texts, its tables with a tree of columns, their rows and figures.
//!
//! What a definition leaves to be inherited (units, decimals, the figures of a matrix) is filled in when it is read; so is
//! what follows from it for all who draw it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Against, Between, Campaign, Column, FigureId, Grid, GridContent, Header, Relation, Role, RowKind, Term,
    TextId, UnknownFigure, UnknownText,
};
use crate::amount::Decimals;
use crate::unit::UnitKind;

/// One official form. Every text is copied from the notice exactly.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The id of the form within its notice.
    pub id: String,
    /// The name of the form among those of all notices, in the store: `wanzhou-2022-2/annex2`.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub key: String,
    /// The same of the notice's list; empty if it has none.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub list_key: String,
    /// The mark above the title (附件2).
    pub mark: String,
    /// The mark in the names of files; with more behind it where another notice has a form of that mark.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub file_mark: String,
    pub title: String,
    /// The fields under the title.
    pub header: Header,
    /// The fields below the table.
    #[serde(default)]
    pub footer: Header,
    /// Whether the page lies on its side.
    #[serde(default)]
    pub landscape: bool,
    /// Whether all of it has to be on one page; otherwise it takes as many as it needs.
    #[serde(default)]
    pub one_page: bool,
    /// The unit of all figures that name none.
    #[serde(default)]
    pub unit: String,
    /// How many decimals the figures of a unit have; none where the unit is not named.
    #[serde(default, deserialize_with = "super::read::each_once")]
    pub decimals: BTreeMap<String, u8>,
    pub tables: Vec<Table>,
    /// What has to hold between figures.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// The notes under the table.
    #[serde(default)]
    pub notes: Notes,
    /// The words for the columns, wherever they are named outside the table.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub columns: Columns,
    /// How many columns of the grid a quantity spans that the figures of a row share.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub across: usize,
    /// The notice's calendar.
    #[serde(skip_deserializing, default = "Campaign::unread")]
    #[cfg_attr(test, schemars(skip))]
    pub campaign: Campaign,
    /// Who issued the notice.
    #[serde(skip)]
    pub issuer: String,
    /// The id of the notice.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub notice: String,
    /// The edition of the notice.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub edition: u32,
}

/// The words for the columns.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Columns {
    /// 整治项目
    pub section: String,
    /// 序号
    pub number: String,
    /// 整治内容
    pub content: String,
    /// 当月数量
    pub month: String,
    /// 累计数量
    pub total: String,
}

/// A table of a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its own title, where a form has several tables.
    #[serde(default)]
    pub title: String,
    /// The unit of its figures that name none.
    #[serde(default)]
    pub unit: String,
    pub columns: Vec<Column>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The table cell by cell, as it is drawn.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub grid: Grid,
}

/// A group of rows with one heading in the first column.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The text of the merged cell; empty where the table has no such column.
    #[serde(default)]
    pub title: String,
    /// The unit of its figures that name none.
    #[serde(default)]
    pub unit: String,
    pub rows: Vec<Row>,
}

/// One row and its figures.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The number by which the row is known, for ever and in every edition.
    pub number: u16,
    /// What stands in its number's column, if it is not that number.
    #[serde(default)]
    pub code: Option<String>,
    /// How far its text is moved in.
    #[serde(default)]
    pub level: u8,
    #[serde(default)]
    pub kind: RowKind,
    /// What the row is about. A sentence has an X for each figure.
    pub content: String,
    /// The unit of its figures that name none.
    #[serde(default)]
    pub unit: String,
    /// The row whose figures those of this one are a part of.
    #[serde(default)]
    pub part_of: Option<u16>,
    /// The kinds of units that leave the row empty.
    #[serde(default)]
    pub left_blank_by: Vec<UnitKind>,
    /// Its figures, in order. In a table with measures they may be left out: then there is one for each.
    #[serde(default)]
    pub figures: Vec<Figure>,
}

/// One figure of the form.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The row's number, with a, b, c … where the row has several.
    pub id: FigureId,
    /// A short name for messages.
    pub name: String,
    /// The unit it is counted in.
    #[serde(default)]
    pub unit: String,
    /// How many decimals it has, if not as many as its unit or column says.
    #[serde(default)]
    pub(super) decimals: Option<u8>,
    /// The column it stands in, in a table with measures.
    #[serde(default)]
    pub measure: Option<String>,
    /// The figure that this one is a part of and may not exceed.
    #[serde(default)]
    pub part_of: Option<FigureId>,
    /// The period over which its total is counted.
    #[serde(default)]
    pub scope: Scope,
    /// How many columns of the grid its cells span: the figures of a row share the width of the heading.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub span: usize,
    /// What it is reckoned from, if it is not typed.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub sum_of: Vec<Term>,
}

/// The period over which a total is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The whole campaign.
    #[default]
    Campaign,
    /// The calendar year (今年…): the total starts again each January.
    Year,
    /// Nothing: what there is at the end of a month, or a rate. The months are not added up, and a cell of totals is struck out.
    None,
}

/// The notes under the table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// 说明：
    pub label: String,
    /// The numbered notes; they are printed one after the other.
    pub items: Vec<String>,
}

impl Form {
    /// Every section, in order.
    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.tables.iter().flat_map(|table| &table.sections)
    }

    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections().flat_map(|section| &section.rows)
    }

    /// Every figure, in order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.rows().flat_map(|row| &row.figures)
    }

    /// Every figure with the row it stands in, in order.
    pub fn figures_in_rows(&self) -> impl Iterator<Item = (&Row, &Figure)> {
        self.rows().flat_map(|row| row.figures.iter().map(move |figure| (row, figure)))
    }

    /// The figures that a unit of a kind fills in, in order.
    pub fn figures_for(&self, kind: &UnitKind) -> impl Iterator<Item = &Figure> {
        let rows = self.rows().filter(move |row| !row.left_blank_by.contains(kind));
        rows.flat_map(|row| &row.figures).filter(|figure| !figure.is_derived())
    }

    /// The figure with an id, and its row.
    pub fn find(&self, id: FigureId) -> Result<(&Row, &Figure), UnknownFigure> {
        self.rows()
            .filter(|row| row.number == id.row)
            .find_map(|row| row.figures.iter().find(|figure| figure.id == id).map(|figure| (row, figure)))
            .ok_or_else(|| UnknownFigure(id.to_string()))
    }

    /// Every text that the officer types and that is no figure, with what it is called: the fields around the tables, then the
    /// texts in the rows.
    pub fn texts(&self) -> impl Iterator<Item = (TextId, String)> {
        let fields = self.header.0.iter().chain(&self.footer.0);
        let fields = fields.filter_map(|field| Some((field.id?, trimmed(&field.label).to_owned())));
        let cells = self.tables.iter().flat_map(|table| {
            table.grid.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| match cell.content {
                GridContent::Typed { id } => Some((id, table.heading_over(cell.column))),
                _ => None,
            })
        });
        let of_row = |id: TextId, heading: String| {
            let row = self.rows().find(|row| Some(row.number) == id.row);
            format!("第 {} 行{heading}", row.map(Row::code).unwrap_or_default())
        };
        fields.chain(cells.map(move |(id, heading)| (id, of_row(id, heading))))
    }

    /// What a text is called.
    pub fn text_name(&self, id: TextId) -> Result<String, UnknownText> {
        let mut texts = self.texts();
        let found = texts.find(|(known, _)| *known == id).map(|(_, name)| name);
        found.ok_or_else(|| UnknownText(id.to_string()))
    }

    /// Whether a column shows an earlier month, or how the month compares with it.
    pub fn compares_with(&self, against: Against) -> bool {
        let mut columns = self.tables.iter().flat_map(|table| &table.grid.columns);
        columns.any(|column| match column.role {
            Role::Previous => against == Against::Previous,
            Role::LastYear => against == Against::LastYear,
            Role::Difference | Role::PerCent => column.against == against,
            _ => false,
        })
    }

    /// Whether the form prints a total of a figure; of one without there is nothing that an opening balance would be copied from.
    pub fn prints_total(&self, figure: FigureId) -> bool {
        let rows =
            self.tables.iter().flat_map(|table| &table.grid.rows).filter(|row| row.number == figure.row);
        let mut cells = rows.flat_map(|row| &row.cells);
        cells.any(|cell| cell.content == GridContent::Quantity { figure, role: Role::Total })
    }

    /// The relation by which a figure is reckoned, as the form prints it; empty if it is typed.
    pub fn reckoned_by(&self, figure: &Figure) -> &str {
        let is_its = |between: &Between| between.left.iter().any(|term| term.figure == figure.id);
        let mut derived = self.relations.iter().filter(|relation| relation.derived && figure.is_derived());
        derived.find(|relation| relation.between.iter().any(is_its)).map_or("", |relation| &relation.says)
    }

    /// The notes on one line, as they are printed.
    pub fn notes_line(&self) -> String {
        self.notes.line()
    }

    /// The title in its two printed lines: it is broken after the campaign's name in quotation marks.
    pub fn title_lines(&self) -> [&str; 2] {
        let end = self.title.rfind('”').map_or(0, |quote| quote + '”'.len_utf8());
        let (name, rest) = self.title.split_at(end);
        if name.is_empty() || rest.is_empty() { [&self.title, ""] } else { [name, rest] }
    }
}

/// A label without its colon.
fn trimmed(label: &str) -> &str {
    label.trim_end_matches(['：', ':'])
}

impl Table {
    /// Its columns without the headings over several, from left to right.
    pub fn leaves(&self) -> Vec<&Column> {
        self.columns.iter().flat_map(Column::leaves).collect()
    }

    /// The unit of the table as it stands above it, where no column says the units of the rows.
    pub fn unit_beside(&self) -> Option<&str> {
        let has_units = self.leaves().iter().any(|column| column.role == Some(Role::Unit));
        Some(self.unit.as_str()).filter(|unit| !unit.is_empty() && !has_units)
    }

    /// The lowest heading over a column of the grid.
    fn heading_over(&self, column: usize) -> String {
        let above = self.grid.headings.iter().flatten();
        let mut above = above.filter(|one| (one.column..one.column + one.across).contains(&column));
        above.next_back().map(|heading| heading.text.clone()).unwrap_or_default()
    }

    /// How many columns of the grid a quantity spans that the figures of a row share.
    pub(super) fn across(&self) -> usize {
        let rows = self.sections.iter().flat_map(|section| &section.rows);
        rows.map(|row| row.sharing().count()).max().unwrap_or(1).max(1)
    }
}

impl Notes {
    /// The label and all notes on one line.
    pub fn line(&self) -> String {
        format!("{}{}", self.label, self.items.concat())
    }
}

impl Row {
    /// What a person finds the row by, before the name of one of its figures: the number that the form prints; nothing where it
    /// prints none.
    pub fn printed(&self) -> String {
        match self.code.as_deref() {
            Some("") => String::new(),
            Some(code) => format!("第 {code} 行"),
            None => format!("第 {} 行", self.number),
        }
    }

    /// What stands in its number's column.
    pub fn code(&self) -> String {
        self.code.clone().unwrap_or_else(|| self.number.to_string())
    }

    /// The figures that share the columns without a measure.
    pub(super) fn sharing(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|figure| figure.measure.is_none())
    }
}

impl Figure {
    /// How amounts of this figure are read and printed.
    pub fn decimals(&self) -> Decimals {
        self.decimals.and_then(Decimals::new).unwrap_or(Decimals::NONE)
    }

    /// Whether its months add up to a total.
    pub fn has_total(&self) -> bool {
        self.scope != Scope::None
    }

    /// Whether it is reckoned from other figures instead of typed.
    pub fn is_derived(&self) -> bool {
        !self.sum_of.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Notice;
    use super::*;

    fn form() -> &'static Form {
        Notice::built_in().unwrap().form("annex2").unwrap()
    }

    #[test]
    fn the_form_has_3_sections_18_rows_and_24_figures() {
        assert_eq!(form().sections().count(), 3);
        let numbers: Vec<u16> = form().rows().map(|row| row.number).collect();
        assert_eq!(numbers, (1..=18).collect::<Vec<u16>>());
        let ids: Vec<String> = form().figures().map(|figure| figure.id.to_string()).collect();
        assert_eq!(ids.join(" "), "1a 1b 2a 2b 3a 3b 4 5a 5b 6 7a 7b 8 9 10a 10b 11 12 13 14 15 16 17 18");
        assert_eq!(form().across, 2);
    }

    #[test]
    fn townships_and_streets_leave_rows_10_to_12_empty() {
        let count = |kind: &str| form().figures_for(&UnitKind::from(kind)).count();
        assert_eq!((count("township"), count("street"), count("department")), (20, 20, 24));
    }

    #[test]
    fn weights_and_areas_have_two_decimals_and_nothing_else() {
        for figure in form().figures() {
            let expected = if ["吨", "平方米"].contains(&figure.unit.as_str()) {
                Decimals::TWO
            } else {
                Decimals::NONE
            };
            assert_eq!(figure.decimals(), expected, "{}", figure.id);
        }
    }

    #[test]
    fn only_row_8_restarts_each_year_and_only_plastic_is_a_part() {
        let yearly: Vec<String> = form()
            .figures()
            .filter(|figure| figure.scope == Scope::Year)
            .map(|figure| figure.id.to_string())
            .collect();
        assert_eq!(yearly, ["8"]);
        let parts: Vec<String> = form()
            .figures()
            .filter_map(|figure| Some(format!("{} of {}", figure.id, figure.part_of?)))
            .collect();
        assert_eq!(parts, ["2b of 2a"]);
    }

    #[test]
    fn the_figures_of_a_row_share_the_width_of_the_heading() {
        for row in form().rows() {
            let spans: Vec<usize> = row.figures.iter().map(|figure| figure.span).collect();
            assert_eq!(
                spans,
                if row.figures.len() == 2 { vec![1, 1] } else { vec![2] },
                "row {}",
                row.number
            );
        }
    }

    #[test]
    fn the_title_breaks_behind_the_campaigns_name() {
        let lines = |title: &str| {
            let form = Form { title: title.to_owned(), ..form().clone() };
            form.title_lines().map(str::to_owned)
        };
        assert_eq!(form().title_lines(), ["“全民动手共同缔造山城美丽家园”", "主题活动月度情况统计表"]);
        assert_eq!(lines("月度情况统计表"), ["月度情况统计表", ""]);
        assert_eq!(lines("关于“甲”的“乙”"), ["关于“甲”的“乙”", ""]);
    }

    #[test]
    fn the_notes_stand_in_one_line() {
        assert_eq!(
            form().notes_line(),
            "说明：1.重量及面积统计数据保留至小数点后两位。2.各镇乡街道不填10-12项。"
        );
    }

    #[test]
    fn a_month_outside_the_campaign_is_refused() {
        let check = |text: &str| form().campaign.check(text.parse().unwrap());
        assert_eq!(check("2022-01"), Ok(()));
        assert_eq!(check("2023-12"), Ok(()));
        assert_eq!(
            check("2024-01").unwrap_err().to_string(),
            "2024年1月不在主题活动期内，可填 2022年1月至2023年12月"
        );
        assert!(check("2021-12").is_err());
    }
}
