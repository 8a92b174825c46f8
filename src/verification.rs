//! Whether a workbook still says what it said when it left the program (核对文件).
//!
//! The file states in its properties which form, unit, month and revision it is, with a digest of what it reported;
//! its figures are read back from the grid and digested again. Pure: a book and its properties go in, a finding
//! comes out. The digest is no signature: what the file states is compared with what is on record wherever there
//! is a record.

use std::collections::BTreeMap;

use serde::Serialize;
use thiserror::Error;

use crate::amount::Amount;
use crate::form::{Figure, FigureId, Form, ProjectForm};
use crate::output::{GRID, digest_of_projects, digest_of_texts};
use crate::period::Month;
use crate::projects::Project;
use crate::reading::{Book, Sheet as Grid, Value};
use crate::report::{Cell, Quantity, Sheet, State, report_name};
use crate::wording::quoted;

/// Why a file could not be verified. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VerificationError {
    /// It was not made here, or what it says of itself was taken out.
    #[error(
        "这个文件不是从这里导出的附件2或附件3（报送记录、累计核对等表不能核对；另存时也可能丢了标记），没有办法核对；什么都没有改动。请选报送用的 xlsx 文件"
    )]
    NotOurs,
}

/// What a workbook states of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Which form it is.
    pub form: String,
    /// Who reports.
    pub unit: String,
    /// Which month; a project list has none.
    pub month: Option<Month>,
    /// Which report of the month.
    pub revision: u32,
    /// How far the month was, in words.
    pub state: String,
    /// The digest of what it reported.
    pub digest: String,
}

/// What verifying a file came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FileFinding {
    /// It says what was reported, and what was reported is on record.
    Genuine,
    /// It says what it said when it was exported, as a draft.
    Draft,
    /// It says what it said when it was exported; there is no record to compare it with.
    Unrecorded,
    /// It says something else than it did, or than is on record.
    Changed,
}

/// A quantity that a file says differently than the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangedFigure {
    /// The figure.
    #[cfg_attr(test, ts(type = "string"))]
    pub figure: FigureId,
    /// The number of its row.
    pub row: u8,
    /// Its name.
    pub name: String,
    /// 当月数量 or 累计数量.
    pub quantity: Quantity,
    /// What is on record; empty for a blank.
    pub recorded: String,
    /// What stands in the file; empty for a blank.
    pub found: String,
}

impl ChangedFigure {
    /// The change in words.
    pub fn sentence(&self, form: &Form) -> String {
        let said = |text: &str| if text.is_empty() { "空白".to_owned() } else { text.to_owned() };
        let quantity = match self.quantity {
            Quantity::Month => &form.columns.month,
            Quantity::Total => &form.columns.total,
        };
        let (recorded, found) = (said(&self.recorded), said(&self.found));
        format!("第 {} 行{}{quantity}：存档 {recorded}，文件里是 {found}", self.row, quoted(&self.name))
    }
}

/// What is said of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Verdict {
    /// What it came to.
    pub finding: FileFinding,
    /// Who reports.
    pub unit: String,
    /// Which month; none for the project list.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub month: Option<Month>,
    /// Which report of the month.
    pub revision: u32,
    /// What it is, in words.
    pub name: String,
    /// What is to be said of it.
    pub sentence: String,
    /// The figures that differ from the record, where there is one.
    pub changed: Vec<ChangedFigure>,
    /// The same in words.
    pub changes: Vec<String>,
}

/// What a workbook states of itself; refused where it was not made here.
pub fn stated(properties: &BTreeMap<String, String>) -> Result<Stated, VerificationError> {
    let text = |name: &str| properties.get(name).cloned();
    let (Some(form), Some(unit), Some(digest)) = (text("Form"), text("Unit"), text("Digest")) else {
        return Err(VerificationError::NotOurs);
    };
    Ok(Stated {
        form,
        unit,
        month: text("Month").and_then(|month| month.parse().ok()),
        revision: text("Revision").and_then(|number| number.parse().ok()).unwrap_or(0),
        state: text("State").unwrap_or_default(),
        digest,
    })
}

/// Verifies a monthly report. `recorded` is the revision on record that it claims to be, if there is one.
pub fn verify(
    form: &Form,
    book: &Book,
    stated: &Stated,
    recorded: Option<&Sheet>,
) -> Result<Verdict, VerificationError> {
    let month = stated.month.filter(|_| stated.form == form.id).ok_or(VerificationError::NotOurs)?;
    let found = book.sheets.iter().find_map(|grid| figures(form, grid)).unwrap_or_default();
    let is_as_exported = digest_of_texts(form, &stated.unit, month, &found) == stated.digest;
    let changed = recorded.map_or_else(Vec::new, |sheet| changed_figures(form, sheet, &found));
    let is_draft = ![State::Final, State::Sent].map(State::label).contains(&stated.state.as_str());
    let finding = match recorded {
        _ if !is_as_exported => FileFinding::Changed,
        _ if is_draft => FileFinding::Draft,
        None => FileFinding::Unrecorded,
        Some(_) if changed.is_empty() => FileFinding::Genuine,
        Some(_) => FileFinding::Changed,
    };
    let changed = if finding == FileFinding::Draft { Vec::new() } else { changed };
    let name = match finding {
        FileFinding::Draft => format!("{}{}的草稿", stated.unit, month.name()),
        _ => format!("{}{}{}", stated.unit, month.name(), report_name(stated.revision)),
    };
    let sentence = match finding {
        FileFinding::Genuine => "与存档的报表一致，一个数也没有改过".to_owned(),
        FileFinding::Draft => "是定稿以前导出的，里面的数与导出时一致；不能当报表报送".to_owned(),
        FileFinding::Unrecorded => {
            "里面的数与导出时一致；这台电脑上没有这一次报表的存档，没法再对一遍".to_owned()
        }
        FileFinding::Changed if changed.is_empty() => {
            "里面的数改过，与导出时不一样；这台电脑上的存档里对不出是哪几个".to_owned()
        }
        FileFinding::Changed => format!("里面有 {} 个数与存档的报表不一样", changed.len()),
    };
    let told = changed.iter().map(|one| one.sentence(form)).collect();
    let sentence = format!("{name}：{sentence}");
    let (unit, revision) = (stated.unit.clone(), stated.revision);
    Ok(Verdict { finding, unit, month: Some(month), revision, name, sentence, changed, changes: told })
}

/// Verifies a project list. `sent` are the digests of the lists on record, by their numbers.
pub fn verify_projects(
    form: &ProjectForm,
    book: &Book,
    stated: &Stated,
    sent: &[(u32, String)],
) -> Result<Verdict, VerificationError> {
    if stated.form != form.id {
        return Err(VerificationError::NotOurs);
    }
    let found = book.sheets.first().map(projects).unwrap_or_default();
    let is_as_exported = digest_of_projects(form, &stated.unit, &found) == stated.digest;
    let number = sent.iter().find(|(_, digest)| *digest == stated.digest).map(|(number, _)| *number);
    let mut name = format!("{}{}", stated.unit, form.mark);
    let (finding, sentence) = match (is_as_exported, number) {
        (false, _) => (FileFinding::Changed, "里面的内容改过，与导出时不一样"),
        (true, None) => (FileFinding::Unrecorded, "里面的内容与导出时一致；它不是记为已报送的清单"),
        (true, Some(number)) => {
            name = format!("{name}第 {number} 次报送的清单");
            (FileFinding::Genuine, "与存档的一致，一个字也没有改过")
        }
    };
    let sentence = format!("{name}：{sentence}");
    let (unit, revision) = (stated.unit.clone(), number.unwrap_or(0));
    Ok(Verdict {
        finding,
        unit,
        month: None,
        revision,
        name,
        sentence,
        changed: Vec::new(),
        changes: Vec::new(),
    })
}

/// The month and the total of every figure, as the digest writes them; `None` where the grid is not the form's.
fn figures(form: &Form, grid: &Grid) -> Option<BTreeMap<FigureId, [String; 2]>> {
    let mut figures = BTreeMap::new();
    let mut line = 0;
    let last = grid.last_row()?;
    for row in form.rows() {
        // The first line with the row's number: somebody may have put lines between.
        let number = row.number.to_string();
        line = (line..=last).find(|line| grid.value(*line, GRID.number).text() == number)?;
        let mut column = GRID.quantities;
        for figure in &row.figures {
            let across = u32::try_from(form.across).ok()?;
            let texts = [column, column + across].map(|column| told(figure, grid.value(line, column)));
            figures.insert(figure.id, texts);
            column += u32::try_from(figure.span).ok()?;
        }
        line += 1;
    }
    Some(figures)
}

/// What stands in a cell, as the form prints it; what is no amount as it stands.
fn told(figure: &Figure, value: &Value) -> String {
    let text = value.text();
    if text.is_empty() {
        return text;
    }
    Amount::parse(&text, figure.decimals()).map_or(text, |amount| amount.to_string())
}

fn projects(grid: &Grid) -> Vec<Project> {
    let Some(last) = grid.last_row() else { return Vec::new() };
    let mut projects = Vec::new();
    for line in 0..=last {
        if grid.value(line, 0).text() == (projects.len() + 1).to_string() {
            let [by, scale, funds, due] = [1, 2, 3, 4].map(|column| grid.value(line, column).text());
            projects.push(Project { by, scale, funds, due, ..Project::default() });
        }
    }
    let filled = projects.iter().rposition(|project| !project.is_blank()).map_or(0, |last| last + 1);
    projects.truncate(filled);
    projects
}

fn changed_figures(
    form: &Form,
    sheet: &Sheet,
    found: &BTreeMap<FigureId, [String; 2]>,
) -> Vec<ChangedFigure> {
    let mut changed = Vec::new();
    for row in form.rows() {
        for figure in &row.figures {
            let recorded = sheet.cell(figure.id).map(Cell::texts).unwrap_or_default();
            let found = found.get(&figure.id).cloned().unwrap_or_default();
            let both = recorded.into_iter().zip(found).zip([Quantity::Month, Quantity::Total]);
            changed.extend(both.filter(|((recorded, found), _)| recorded != found).map(
                |((recorded, found), quantity)| ChangedFigure {
                    figure: figure.id,
                    row: row.number,
                    name: figure.name.clone(),
                    quantity,
                    recorded,
                    found,
                },
            ));
        }
    }
    changed
}
