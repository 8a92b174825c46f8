//! The bulletin (通报) as an official text: its paragraphs, and a table for each kind of units.

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::official::table::{Column, Line, Side, Table};
use super::official::widths::{SIZES, sized};
use super::official::word::{About, official_word};
use super::official::{HeadedText, OfficialText, in_two_lines};
use super::{OutputError, harmless_name};
use crate::collation::{Bulletin, BulletinLine, BulletinTable, Standing};
use crate::notice::Form;
use crate::period::{Month, date_name};

/// The printed content of a bulletin.
#[derive(Clone, Debug, Serialize)]
pub struct BulletinContent {
    #[serde(flatten)]
    pub(super) text: OfficialText,
    #[serde(skip)]
    pub(super) office: String,
    #[serde(skip)]
    pub(super) month: Month,
    #[serde(skip)]
    pub(super) day: NaiveDate,
    /// The mark of the form in file names.
    #[serde(skip)]
    mark: String,
}

impl BulletinContent {
    /// The printed content of a bulletin, signed on `day`.
    pub fn new(form: &Form, bulletin: &Bulletin, day: NaiveDate) -> Self {
        let numbered = bulletin.tables.len() > 1;
        let tables = (1..).zip(&bulletin.tables).map(|(number, table)| {
            let number = if numbered { number.to_string() } else { String::new() };
            drawn(
                format!("附表{number}　{}{}报送情况", table.kind, bulletin.month.name()),
                table,
                bulletin.month,
            )
        });
        let text = OfficialText {
            title: title(form, bulletin),
            subtitle: String::new(),
            addressee: "各有关单位：".to_owned(),
            texts: bulletin.parts.iter().map(|part| HeadedText::new(&part.title, &part.text)).collect(),
            signature: [bulletin.office.clone(), date_name(day)],
            tables: tables.collect(),
        };
        Self {
            text,
            office: bulletin.office.clone(),
            month: bulletin.month,
            day,
            mark: form.file_mark.clone(),
        }
    }

    /// The file name with an extension, such as `万州区城市管理局_2022年03月_附件2_通报.docx`.
    pub fn file_name(&self, extension: &str) -> String {
        let ending = format!("_{}_{}_通报.{extension}", self.month.padded_name(), self.mark);
        harmless_name(&self.office, &ending)
    }
}

/// The office, then what it is about, in lines that become neither too long nor broken within a name.
fn title(form: &Form, bulletin: &Bulletin) -> Vec<String> {
    let (quoted, rest) = in_two_lines(&form.campaign.name);
    let about = if quoted.is_empty() {
        [format!("关于{rest}"), String::new()]
    } else {
        [format!("关于{quoted}"), rest.to_owned()]
    };
    let [first, second] = about;
    let lines = [bulletin.office.clone(), first, second, format!("{}报送情况的通报", bulletin.month.name())];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn drawn(caption: String, table: &BulletinTable, month: Month) -> Table {
    let column = |heading: &str, width: u32, side: Side, least: u32| Column {
        heading: heading.to_owned(),
        width,
        side,
        least,
        digits: 0,
    };
    let columns = vec![
        column("序号", 12, Side::Centre, 2),
        column("单位", 44, Side::Left, 6),
        column("报送", 16, Side::Centre, 2),
        column("收到日期", 24, Side::Centre, 4),
        column("处理", 18, Side::Centre, 3),
        column("存在的问题", 42, Side::Left, 6),
    ];
    let cells = |(number, line): (u32, &BulletinLine)| Line::Cells {
        texts: vec![
            number.to_string(),
            line.name.clone(),
            line.timeliness.to_owned(),
            line.received_on.map(|day| short_date(day, month)).unwrap_or_default(),
            handled(line.standing).to_owned(),
            line.remark.clone(),
        ],
    };
    sized(caption, &SIZES, columns, (1..).zip(&table.lines).map(cells).collect())
}

/// What was done about a report; nothing where there is none.
fn handled(standing: Standing) -> &'static str {
    if matches!(standing, Standing::Missing | Standing::Exempt) { "" } else { standing.label() }
}

/// A day without its year, where that is the year of the month.
fn short_date(day: NaiveDate, month: Month) -> String {
    if day.year() == month.year() { format!("{}月{}日", day.month(), day.day()) } else { date_name(day) }
}

/// Draws the bulletin as a Word file.
pub fn bulletin_word(content: &BulletinContent) -> Result<Vec<u8>, OutputError> {
    let about = About {
        author: &content.office,
        property: ("Bulletin", format!("{} {}", content.office, content.month)),
        day: content.day,
        pictures: Vec::new(),
    };
    official_word(&content.text, about, |docx| docx)
}
