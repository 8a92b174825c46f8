//! A draft of a notice as it is looked over: its parts, its forms row by row, what is asked, and what hinders it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::drafted::NoticeOfDraft;
use super::printed_numbers::in_printed_numbers;
use super::review_form::{self, ReviewForm};
use crate::blank_form::{
    Corrected, Correction, Doubt, Draft, DraftFigure, DraftForm, Journal, Matter, NoticeField, Place,
    Sureness, Then,
};
use crate::notice::{FigureId, Form, Notice, NoticeError};
use crate::period::Month;
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
    /// The notice that is changed with it.
    pub changes: Option<NoticeOfDraft>,
    /// The notice that it would be a second of.
    pub same: Option<NoticeOfDraft>,
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
    /// Whether what it asks about is not as it was read any more.
    pub is_changed: bool,
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
    /// Empty where nothing was read.
    pub value: String,
    pub because: String,
    /// What choosing it comes to, where that is not what one would think.
    pub hint: &'static str,
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
    /// The month in which a figure would have to be emptied first.
    pub filled: Option<FilledMonth>,
}

/// A month of a form in which something is filled in.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FilledMonth {
    /// The key of the form.
    pub form: String,
    /// The figure, if it is typed itself.
    pub figure: Option<FigureId>,
    pub month: Month,
    pub name: String,
}

impl NoticeReview {
    /// Says what else it would be refused for, which is of no one place.
    pub(super) fn stands_against(&mut self, sentence: String, filled: Option<FilledMonth>) {
        self.problem = Some(ReviewProblem { sentence, form: None, row: None, field: None, filled });
    }
}

/// What is shown of a draft.
pub(super) fn review(
    files: Vec<String>,
    read: &Draft,
    made: &Corrected,
    journal: &Journal,
    today: NaiveDate,
) -> NoticeReview {
    let draft = &made.draft;
    let sketch = draft.sketch(today).ok();
    let shown = |at: usize| sketch.as_ref().and_then(|notice: &Notice| notice.forms.get(at));
    let forms = draft.forms.iter().enumerate();
    let forms: Vec<ReviewForm> =
        forms.map(|(at, form)| review_form::form(form, shown(at).map(|form| Form::clone(form)))).collect();
    let untenable = untenable(made, today);
    let refusal = if made.is_hindered() { None } else { draft.definition(today).err() };
    let problem = refusal.map(|error| problem(&error, &forms));
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
        forms,
        doubts: draft
            .doubts
            .iter()
            .zip(&made.answers)
            .enumerate()
            .map(|(at, (doubt, answer))| {
                self::doubt(doubt, *answer, (read, draft), |reading| !untenable.contains(&(at, reading)))
            })
            .collect(),
        open: made.open(),
        remarks,
        problem,
        changes: None,
        same: None,
        can_undo: !journal.made().is_empty(),
        can_redo: journal.can_redo(),
    }
}

/// So many readings are tried out in advance: those of the questions that come next.
const TRIED: usize = 6;

/// The readings among those of the next questions that would leave no notice, where there is one without them: by their
/// questions and places.
fn untenable(made: &Corrected, today: NaiveDate) -> BTreeSet<(usize, usize)> {
    if made.draft.definition(today).is_err() {
        return BTreeSet::new();
    }
    let open = made.draft.doubts.iter().zip(&made.answers).enumerate();
    let open = open.filter(|(_, (_, answer))| answer.is_none());
    let readings = open.flat_map(|(at, (doubt, _))| {
        let other = doubt.readings.iter().enumerate();
        let other = other.filter(|(_, reading)| !matches!(reading.then, Then::Stays | Then::ByHand));
        other.map(move |(reading, _)| (at, reading, doubt))
    });
    let fails = |doubt: usize, reading: usize, question: &str| {
        let mut tried = made.clone();
        let answer = Correction::Answer { doubt, question: question.to_owned(), reading };
        tried.correct(&answer).is_err() || tried.draft.definition(today).is_err()
    };
    let tried = readings.take(TRIED);
    tried
        .filter(|(at, reading, doubt)| fails(*at, *reading, &doubt.question))
        .map(|(at, reading, _)| (at, reading))
        .collect()
}

/// The figures that a question is about. One about units that are not written asks for no unit that is.
fn asked_of(doubt: &Doubt, read: &Draft) -> Vec<FigureId> {
    let form = doubt.form.and_then(|form| read.forms.get(form)).filter(|_| doubt.matter == Matter::Unit);
    let lacks = |id: &FigureId| {
        form.is_some_and(|form| form.figures().any(|one| one.id == *id && one.unit.value.is_empty()))
    };
    let lacking: Vec<FigureId> = doubt.figures.iter().copied().filter(lacks).collect();
    if lacking.is_empty() { doubt.figures.clone() } else { lacking }
}

/// What is said beside the answer that a table of which nothing was read is filled in.
const ELSEWHERE: &str = "这里填不了它：程序记下要另外填，用原来的文件填好和月报一起报";

fn doubt(
    doubt: &Doubt,
    answer: Option<usize>,
    (read, made): (&Draft, &Draft),
    holds: impl Fn(usize) -> bool,
) -> ReviewDoubt {
    // What no file says was not read as anything.
    let is_blank = !doubt.fields.is_empty() && doubt.fields.iter().all(|field| read.field(*field).is_empty());
    let readings = doubt.readings.iter().enumerate().map(|(at, reading)| {
        let is_elsewhere = doubt.matter == Matter::List && reading.then == Then::ByHand;
        ReviewReading {
            value: if is_blank { String::new() } else { reading.value.clone() },
            because: reading.because.clone(),
            hint: if is_elsewhere { ELSEWHERE } else { "" },
            can_be_chosen: (is_elsewhere || reading.then != Then::ByHand) && holds(at),
        }
    });
    ReviewDoubt {
        question: doubt.question.clone(),
        readings: readings.collect(),
        places: doubt.places.clone(),
        form: doubt.form,
        figures: asked_of(doubt, read),
        fields: doubt.fields.clone(),
        is_changed: is_changed(doubt, read, made),
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

/// Whether what a question asks about is otherwise than it was read.
fn is_changed(doubt: &Doubt, read: &Draft, made: &Draft) -> bool {
    if doubt.fields.iter().any(|field| read.field(*field) != made.field(*field)) {
        return true;
    }
    let forms = form_of(read, doubt).zip(form_of(made, doubt));
    let Some((before, now)) = forms else { return false };
    let same = |figure: &DraftFigure, other: &DraftFigure| match doubt.matter {
        Matter::Unit => figure.unit.value == other.unit.value,
        Matter::Decimals => figure.decimals.value == other.decimals.value,
        Matter::PartOf => figure.part_of.value == other.part_of.value,
        _ => true,
    };
    doubt.figures.iter().any(|id| {
        let of = figure(before, *id).zip(figure(now, *id));
        of.is_some_and(|(before, now)| !same(before, now))
    })
}

fn form_of<'draft>(draft: &'draft Draft, doubt: &Doubt) -> Option<&'draft DraftForm> {
    draft.forms.get(doubt.form?)
}

fn figure(form: &DraftForm, id: FigureId) -> Option<&DraftFigure> {
    form.figures().find(|figure| figure.id == id)
}

/// A refusal, and the place that it names. The names of the file's fields are for those who write such files.
fn problem(error: &NoticeError, forms: &[ReviewForm]) -> ReviewProblem {
    let NoticeError::Contradiction { place, problem } = error else {
        return ReviewProblem {
            sentence: error.to_string(),
            form: None,
            row: None,
            field: None,
            filled: None,
        };
    };
    let marked = forms.iter().enumerate().filter(|(_, form)| place.starts_with(form.mark.as_str()));
    let found = marked.max_by_key(|(_, form)| form.mark.len());
    let (form, rest) = found.map(|(at, form)| (at, place.strip_prefix(form.mark.as_str()))).unzip();
    let rest = rest.flatten();
    let printed =
        |text: String| found.map_or(text.clone(), |(_, form)| in_printed_numbers(&text, &form.rows));
    let digits = |text: &str| -> Option<u16> {
        let text = text.trim_start();
        text.split(|one: char| !one.is_ascii_digit()).next()?.parse().ok()
    };
    let row = rest.and_then(|rest| digits(rest.strip_prefix('第').or_else(|| rest.strip_prefix("编号"))?));
    ReviewProblem {
        sentence: printed(format!("{}：{}", without_names(place), without_names(problem))),
        form,
        row,
        field: field_of(place),
        filled: None,
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
