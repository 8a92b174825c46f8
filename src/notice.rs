//! The content of a notice as data: the official forms with their sections, rows, figures, units and notes,
//! the calendar, and the recipient.
//!
//! The definitions are `assets/forms/*.json`. Screen, workbook, paper and checks are all made from them, so
//! no label or unit is written anywhere else. A definition that contradicts itself is refused here, with the
//! place named. This module contains no values of a unit and no layout.

mod calendar;
mod definition;
mod figure_id;
mod project_list;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use calendar::{days_left, due_sentence};
pub use definition::FormError;
pub use figure_id::{FigureId, UnknownFigure};
pub use project_list::{ProjectColumns, ProjectForm};

use crate::amount::Decimals;
use crate::period::Month;
use crate::unit::{Unit, UnitKind};

/// One official form. Every text is copied from the notice exactly.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The id of the form in the store.
    pub id: String,
    /// The mark above the title (附件2), which is also used in file names.
    pub mark: String,
    pub title: String,
    /// The line under the title.
    pub header: Header,
    /// The headings of the columns.
    pub columns: Columns,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The notes under the table.
    pub notes: Notes,
    /// The campaign that asks for the form.
    pub campaign: Campaign,
    /// How many columns of the grid each of the two quantity headings spans: the largest number of figures in
    /// a row. Computed when the definition is read, like [`Figure::span`].
    #[serde(default)]
    pub across: usize,
}

/// The labels of the line under the title.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// 填报单位（盖章）：
    pub unit: String,
    /// 填报时间：
    pub date: String,
    /// 填报人：
    pub person: String,
    /// 联系电话：
    pub phone: String,
}

/// The headings of the columns.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
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

/// A group of rows with one heading in the first column.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The text of the merged cell.
    pub title: String,
    pub rows: Vec<Row>,
}

/// One numbered row: a sentence with one or two X, and a figure for each X.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// 序号
    pub number: u8,
    /// 整治内容
    pub content: String,
    /// The kinds of units that leave the row empty (second note).
    #[serde(default)]
    pub left_blank_by: Vec<UnitKind>,
    /// One figure for each X of the content, in its order.
    pub figures: Vec<Figure>,
}

/// One figure of the form.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The row's number, with a or b where the row has two.
    pub id: FigureId,
    /// A short name for messages.
    pub name: String,
    /// The unit in the row's sentence.
    pub unit: String,
    /// 0 or 2.
    decimals: u8,
    /// The figure that this one is a part of and may not exceed.
    #[serde(default)]
    pub part_of: Option<FigureId>,
    /// The period over which its total is counted.
    #[serde(default)]
    pub scope: Scope,
    /// How many columns of the grid its cells span: the figures of a row share the width of the heading.
    #[serde(default)]
    pub span: usize,
}

/// The period over which a total is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The whole campaign.
    #[default]
    Campaign,
    /// The calendar year (今年…): the total starts again each January.
    Year,
}

/// The notes under the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// 说明：
    pub label: String,
    /// The numbered notes; they are printed one after the other.
    pub items: Vec<String>,
}

/// A notice, as an official text cites it: 《title》（number）.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its title, without its issuer.
    pub title: String,
    pub number: String,
}

/// The campaign: when reports are due and who receives them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    pub name: String,
    /// The notice on which the campaign is based.
    pub notice: Notice,
    /// The first month reported.
    pub first_month: Month,
    /// The last month reported.
    pub last_month: Month,
    /// The day of the month by which a report is due.
    pub due_day: u32,
    /// The phases of the campaign.
    pub phases: Vec<Phase>,
    /// When the project list was due.
    pub project_list_due: NaiveDate,
    /// When the summary is due.
    pub summary_due: NaiveDate,
    /// The name of the recipient.
    pub recipient: String,
    pub address: String,
    /// Who answers questions.
    pub contact: Contact,
}

/// One phase of the campaign.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Its name in the notice.
    pub name: String,
    /// Its first day; the notice gives none for the first phase.
    #[serde(default)]
    pub first_day: Option<NaiveDate>,
    pub last_day: NaiveDate,
}

/// The person at the bureau who answers questions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The name of the person.
    pub name: String,
    pub phones: Vec<String>,
}

impl Form {
    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections.iter().flat_map(|section| &section.rows)
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
    pub fn figures_for(&self, kind: UnitKind) -> impl Iterator<Item = &Figure> {
        self.rows().filter(move |row| !row.left_blank_by.contains(&kind)).flat_map(|row| &row.figures)
    }

    /// The figure with an id, and its row.
    pub fn find(&self, id: FigureId) -> Result<(&Row, &Figure), UnknownFigure> {
        self.rows()
            .find_map(|row| row.figures.iter().find(|figure| figure.id == id).map(|figure| (row, figure)))
            .ok_or_else(|| UnknownFigure(id.to_string()))
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

impl Header {
    /// The labels of the line under the title.
    pub fn labels(&self) -> [&str; 4] {
        [&self.unit, &self.date, &self.person, &self.phone]
    }

    /// The line under the title as labels and values: the unit, the day, the person and the telephone number.
    pub fn fields(&self, unit: &Unit, day: &str) -> [(&str, String); 4] {
        [
            (&self.unit, unit.name.clone()),
            (&self.date, day.to_owned()),
            (&self.person, unit.person.clone()),
            (&self.phone, unit.phone.clone()),
        ]
    }
}

impl Notes {
    /// The label and all notes on one line.
    pub fn line(&self) -> String {
        format!("{}{}", self.label, self.items.concat())
    }
}

impl Figure {
    /// How amounts of this figure are read and printed.
    pub fn decimals(&self) -> Decimals {
        if self.decimals == 0 { Decimals::None } else { Decimals::Two }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> &'static Form {
        Form::annex2().unwrap()
    }

    #[test]
    fn the_form_has_3_sections_18_rows_and_24_figures() {
        assert_eq!(form().sections.len(), 3);
        let numbers: Vec<u8> = form().rows().map(|row| row.number).collect();
        assert_eq!(numbers, (1..=18).collect::<Vec<u8>>());
        let ids: Vec<String> = form().figures().map(|figure| figure.id.to_string()).collect();
        assert_eq!(ids.join(" "), "1a 1b 2a 2b 3a 3b 4 5a 5b 6 7a 7b 8 9 10a 10b 11 12 13 14 15 16 17 18");
        assert_eq!(form().across, 2);
    }

    #[test]
    fn townships_and_streets_leave_rows_10_to_12_empty() {
        let count = |kind| form().figures_for(kind).count();
        assert_eq!(
            (count(UnitKind::Township), count(UnitKind::Street), count(UnitKind::Department)),
            (20, 20, 24)
        );
    }

    #[test]
    fn weights_and_areas_have_two_decimals_and_nothing_else() {
        for figure in form().figures() {
            let expected = if ["吨", "平方米"].contains(&figure.unit.as_str()) {
                Decimals::Two
            } else {
                Decimals::None
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
