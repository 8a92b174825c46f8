//! A draft of a notice as it is looked over: its parts, its forms row by row, what is asked, and what hinders it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::blank_form::{
    Corrected, Doubt, DraftFigure, DraftForm, DraftRow, Journal, Matter, NoticeField, Place, Sureness, Then,
};
use crate::notice::{Column, FigureId, Form, Notice, NoticeError, Role, RowKind, Scope};
use crate::unit::UnitKind;

/// A draft of a notice.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NoticeReview {
    /// The names of its files.
    pub files: Vec<String>,
    pub fields: Vec<ReviewField>,
    pub kinds: Vec<ReviewKind>,
    pub forms: Vec<ReviewForm>,
    pub doubts: Vec<ReviewDoubt>,
    /// How many of them are open.
    pub open: usize,
    /// What else was taken from the files, and what was not, a sentence each.
    pub remarks: Vec<String>,
    /// What it would be refused for.
    pub problem: Option<ReviewProblem>,
    pub can_undo: bool,
    pub can_redo: bool,
}

/// A part of the notice itself.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewField {
    pub field: NoticeField,
    pub label: String,
    pub hint: String,
    pub text: String,
    /// What it says while it is empty.
    pub stand_in: String,
    pub is_asked: bool,
    pub place: Option<Place>,
}

/// A kind of units.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewKind {
    pub id: UnitKind,
    pub name: String,
}

/// A form.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewForm {
    pub mark: String,
    pub title: String,
    pub title_place: Option<Place>,
    /// As it is drawn; `None` where it contradicts itself too much for that.
    pub shown: Option<Form>,
    pub rows: Vec<ReviewRow>,
    pub columns: Vec<ReviewColumn>,
    /// What adds up, a line each.
    pub relations: String,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewRow {
    pub number: u16,
    /// What stands in the column of its number.
    pub code: String,
    pub content: String,
    pub is_heading: bool,
    pub place: Option<Place>,
    pub left_blank_by: Vec<UnitKind>,
    pub figures: Vec<ReviewFigure>,
}

/// A figure.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewFigure {
    pub id: FigureId,
    pub name: String,
    pub unit: String,
    pub decimals: u8,
    pub part_of: Option<FigureId>,
    pub scope: Scope,
    /// Whether it has a column of its own.
    pub in_column: bool,
}

/// A column without others under it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewColumn {
    pub table: usize,
    /// Counted from 0 in its table.
    pub column: usize,
    /// Its heading with those over it.
    pub called: String,
    pub heading: String,
    pub role: Option<Role>,
    /// What else it may be.
    pub roles: Vec<Role>,
}

/// A question.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewDoubt {
    pub question: String,
    pub readings: Vec<ReviewReading>,
    pub places: Vec<Place>,
    pub form: Option<usize>,
    pub figures: Vec<FigureId>,
    /// What is asked of the notice itself.
    pub fields: Vec<NoticeField>,
    pub about: ReviewMatter,
    /// The reading by which it was answered.
    pub answer: Option<usize>,
}

/// What is to be set right where a question asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReviewMatter {
    Unit,
    Decimals,
    PartOf,
    Columns,
    Relations,
    /// A row, or the notice itself.
    Other,
}

/// One way to read it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewReading {
    pub value: String,
    pub because: String,
    /// Whether choosing it is enough.
    pub can_be_chosen: bool,
}

/// What a notice would be refused for, and where that is.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewProblem {
    pub sentence: String,
    pub form: Option<usize>,
    pub row: Option<u16>,
    pub field: Option<NoticeField>,
}

/// What is shown of a draft.
pub(super) fn review(
    files: Vec<String>,
    made: &Corrected,
    journal: &Journal,
    today: NaiveDate,
) -> NoticeReview {
    let draft = &made.draft;
    let sketch = draft.sketch(today).ok();
    let problem = if made.is_hindered() {
        None
    } else {
        draft.definition(today).err().map(|error| problem(&error, &draft.forms))
    };
    let shown = |at: usize| sketch.as_ref().and_then(|notice: &Notice| notice.forms.get(at));
    let forms = draft.forms.iter().enumerate();
    let forms = forms.map(|(at, form)| self::form(form, shown(at).map(|form| Form::clone(form))));
    let mut remarks: Vec<String> = Vec::new();
    for list in &draft.lists {
        remarks.push(format!("还有一张清单：{} {}", list.mark.value, list.title.value));
    }
    for paper in &draft.letter.papers {
        let day = crate::period::date_name(paper.value.due);
        remarks.push(format!("还要报：{}（{day}前）", paper.value.name));
    }
    remarks.extend(draft.remarks.iter().cloned());
    if made.unused > 0 {
        remarks.push(format!("先前改的有 {} 处对不上现在的文件，没有用", made.unused));
    }
    NoticeReview {
        files,
        fields: NoticeField::ALL
            .into_iter()
            .map(|field| {
                let (place, sureness) = draft.source_of(field);
                ReviewField {
                    field,
                    label: field.label().to_owned(),
                    hint: field.hint().to_owned(),
                    text: draft.field(field),
                    stand_in: draft.stand_in(field),
                    is_asked: sureness == Sureness::Asked,
                    place,
                }
            })
            .collect(),
        kinds: draft
            .kinds
            .iter()
            .map(|kind| ReviewKind { id: kind.value.id.clone(), name: kind.value.name.clone() })
            .collect(),
        forms: forms.collect(),
        doubts: draft
            .doubts
            .iter()
            .zip(&made.answers)
            .map(|(doubt, answer)| self::doubt(doubt, *answer))
            .collect(),
        open: made.open(),
        remarks,
        problem,
        can_undo: !journal.made().is_empty(),
        can_redo: journal.can_redo(),
    }
}

fn form(form: &DraftForm, shown: Option<Form>) -> ReviewForm {
    let columns = form.tables.iter().enumerate().flat_map(|(table, of)| {
        let mut leaves = Vec::new();
        for top in &of.columns {
            called(top, "", &mut leaves);
        }
        let has_measures = leaves.iter().any(|(_, column)| column.measure.is_some());
        leaves.into_iter().enumerate().map(move |(at, (called, column))| ReviewColumn {
            table,
            column: at,
            called,
            heading: column.heading.clone(),
            role: column.role,
            roles: roles(column, has_measures),
        })
    });
    ReviewForm {
        mark: form.mark.value.clone(),
        title: form.title.value.clone(),
        title_place: form.title.place.clone(),
        shown,
        rows: form.rows().map(row).collect(),
        columns: columns.collect(),
        relations: form.relations_text(),
    }
}

/// The columns under one, each with what it is called.
fn called<'a>(column: &'a Column, above: &str, leaves: &mut Vec<(String, &'a Column)>) {
    let name = if above.is_empty() { column.heading.clone() } else { format!("{above} {}", column.heading) };
    if column.columns.is_empty() {
        leaves.push((name, column));
    } else {
        column.columns.iter().for_each(|under| called(under, &name, leaves));
    }
}

/// What a column may be: one of words stays one, and so does one of labels.
fn roles(column: &Column, has_measures: bool) -> Vec<Role> {
    const FIGURES: [Role; 7] = [
        Role::Month,
        Role::Total,
        Role::Previous,
        Role::LastYear,
        Role::Difference,
        Role::PerCent,
        Role::Text,
    ];
    match column.role {
        Some(Role::Text) if has_measures => vec![Role::Text],
        Some(role) if role.is_quantity() || role == Role::Text => FIGURES.to_vec(),
        Some(role) => vec![role],
        None => Vec::new(),
    }
}

fn row(row: &DraftRow) -> ReviewRow {
    ReviewRow {
        number: row.number,
        code: row.code.clone().unwrap_or_else(|| row.number.to_string()),
        content: row.content.value.clone(),
        is_heading: row.kind == RowKind::Heading,
        place: row.content.place.clone(),
        left_blank_by: row.left_blank_by.as_ref().map(|found| found.value.clone()).unwrap_or_default(),
        figures: row.figures.iter().map(figure).collect(),
    }
}

fn figure(figure: &DraftFigure) -> ReviewFigure {
    ReviewFigure {
        id: figure.id,
        name: figure.name.clone(),
        unit: figure.unit.value.clone(),
        decimals: figure.decimals.value,
        part_of: figure.part_of.value,
        scope: figure.scope,
        in_column: figure.measure.is_some(),
    }
}

fn doubt(doubt: &Doubt, answer: Option<usize>) -> ReviewDoubt {
    let readings = doubt.readings.iter().map(|reading| ReviewReading {
        value: reading.value.clone(),
        because: reading.because.clone(),
        can_be_chosen: reading.then != Then::ByHand,
    });
    ReviewDoubt {
        question: doubt.question.clone(),
        readings: readings.collect(),
        places: doubt.places.clone(),
        form: doubt.form,
        figures: doubt.figures.clone(),
        fields: doubt.fields.clone(),
        about: match doubt.matter {
            Matter::Unit => ReviewMatter::Unit,
            Matter::Decimals => ReviewMatter::Decimals,
            Matter::PartOf => ReviewMatter::PartOf,
            Matter::Columns => ReviewMatter::Columns,
            Matter::Relation => ReviewMatter::Relations,
            _ => ReviewMatter::Other,
        },
        answer,
    }
}

/// A refusal, and the place that it names. The names of the file's fields are for those who write such files.
fn problem(error: &NoticeError, forms: &[DraftForm]) -> ReviewProblem {
    let NoticeError::Contradiction { place, problem } = error else {
        return ReviewProblem { sentence: error.to_string(), form: None, row: None, field: None };
    };
    let form = forms.iter().position(|form| place.starts_with(form.mark.value.as_str()));
    let rest = form.and_then(|at| place.strip_prefix(forms.get(at)?.mark.value.as_str()));
    let digits = |text: &str| -> Option<u16> {
        let text = text.trim_start();
        text.split(|one: char| !one.is_ascii_digit()).next()?.parse().ok()
    };
    let row = rest.and_then(|rest| digits(rest.strip_prefix('第').or_else(|| rest.strip_prefix("编号"))?));
    ReviewProblem {
        sentence: format!("{}：{}", without_names(place), without_names(problem)),
        form,
        row,
        field: field_of(place),
    }
}

/// The part of the notice that a place names in brackets.
fn field_of(place: &str) -> Option<NoticeField> {
    const NAMES: [(&str, NoticeField); 10] = [
        ("（title）", NoticeField::Title),
        ("（number）", NoticeField::Number),
        ("（issuer）", NoticeField::Issuer),
        ("（campaign.name）", NoticeField::Campaign),
        ("（campaign.short_name）", NoticeField::ShortName),
        ("（recipient.office）", NoticeField::Office),
        ("（recipient.address）", NoticeField::Address),
        ("（recipient.contact）", NoticeField::Contact),
        ("（recipient.contact.phones）", NoticeField::Phones),
        ("（kinds）", NoticeField::Kinds),
    ];
    const PLACES: [(&str, NoticeField); 5] = [
        ("campaign.due", NoticeField::Due),
        ("campaign.month_begins", NoticeField::MonthBegins),
        ("campaign.first_month", NoticeField::FirstMonth),
        ("campaign", NoticeField::LastMonth),
        ("kinds", NoticeField::Kinds),
    ];
    // A form has a title too, behind its mark.
    let is_of_notice = |name: &str| name != "（title）" || place.starts_with("标题");
    let named = NAMES.iter().find(|(name, _)| place.contains(name) && is_of_notice(name));
    named.or_else(|| PLACES.iter().find(|(name, _)| *name == place)).map(|(_, field)| *field)
}

/// A text without what stands in brackets in the letters of a file: 标题（title） is 标题.
fn without_names(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('（') {
        let Some((inside, after)) = behind.split_once('）') else { break };
        left.push_str(before);
        let is_name = inside.chars().all(|one| one.is_ascii() && !one.is_ascii_digit());
        if !is_name {
            left.extend(["（", inside, "）"]);
        }
        rest = after;
    }
    left.push_str(rest);
    field_of(text).filter(|_| left.is_ascii()).map_or(left, |field| field.label().to_owned())
}
