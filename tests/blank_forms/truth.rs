//! What a form really asks for, written down by hand beside it, and how a draft compares with that: every form, table, column
//! and figure of it. What is not as it should be counts as asked only if a question is about that very figure, row or column.
//!
//! `@ title` begins the next form; `~` says what the columns of a table are, `?` where it is asked; `=` is a relation by which
//! a figure is reckoned, `!` a row with those who leave it blank; `>` is a part of the notice itself, with a `?` where it is asked; the others are figures, with a `?` for a whole that is asked.

use std::fmt::Write as _;

use yuebao::blank_form::{Doubt, Draft, DraftForm, Matter, NoticeField, Sureness};
use yuebao::notice::{Against, Column, FigureId, Form, Notice, Role};

/// A form with the truth about it.
pub(crate) struct Example {
    pub(crate) form: &'static str,
    truth: &'static str,
}

/// How much of something was right without a question, asked, and wrong without a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score {
    pub(crate) right: usize,
    pub(crate) asked: usize,
    pub(crate) wrong: usize,
}

/// The scores of a form: figures, units, decimals, parts, sums and rows left blank, columns, parts of the notice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    pub(crate) of: [Score; 7],
    /// What was wrong, a line each.
    pub(crate) faults: String,
}

pub(crate) const COLUMNS: [&str; 7] =
    ["figures", "units", "decimals", "parts", "sums, blanks", "columns", "notice"];

/// A form of a draft with that of the notice, and the questions about it.
struct Compared<'a> {
    draft: &'a DraftForm,
    form: &'a Form,
    doubts: Vec<&'a Doubt>,
    known: Vec<FigureId>,
    relations: Vec<&'static str>,
    tables: usize,
}

impl Example {
    pub(crate) fn of(text: &'static str) -> Self {
        let (form, truth) = text.split_once("====\n").unwrap();
        Self { form, truth }
    }

    /// Compares a draft, and the notice that was made of it, with the truth.
    pub(crate) fn compare(&self, draft: &Draft, notice: &Notice) -> Scores {
        let mut scores = Scores::default();
        let of = |number: usize| {
            let doubts = draft.doubts.iter().filter(|doubt| doubt.form.is_none_or(|form| form == number));
            Some(Compared {
                draft: draft.forms.get(number)?,
                form: notice.forms.get(number)?,
                doubts: doubts.collect(),
                known: Vec::new(),
                relations: Vec::new(),
                tables: 0,
            })
        };
        let (mut number, mut now) = (0, of(0));
        for line in self.truth.lines().filter(|line| !line.is_empty()) {
            if let Some(title) = line.strip_prefix("@ ") {
                now.take().into_iter().for_each(|form| form.end(&mut scores));
                number += 1;
                now = of(number).filter(|form| form.draft.title.value == title);
                let is_asked = draft.doubts.iter().any(|doubt| doubt.question.contains(title));
                if now.is_none() {
                    scores.note(0, false, is_asked, line);
                }
            } else if let Some(says) = line.strip_prefix("> ") {
                notice_field(draft, says, &mut scores);
            } else if let Some(form) = &mut now {
                form.line(line, notice, &mut scores);
            }
        }
        now.take().into_iter().for_each(|form| form.end(&mut scores));
        for more in draft.forms.iter().skip(number + 1) {
            scores.note(0, false, false, &format!("{} is no form", more.title.value));
        }
        scores
    }
}

/// Compares a part of the notice itself.
fn notice_field(draft: &Draft, says: &str, scores: &mut Scores) {
    let (label, value) = says.split_once('|').unwrap();
    let field = NoticeField::ALL.into_iter().find(|field| field.label() == label).unwrap();
    let told = draft.field(field);
    let is_asked = draft.doubts.iter().any(|doubt| doubt.fields.contains(&field));
    let is_right = match value.strip_suffix('?') {
        Some(value) => told == value && is_asked,
        None => told == value && !is_asked,
    };
    scores.note(6, is_right, is_asked, &format!("{says}: {told}"));
}

impl Compared<'_> {
    /// Whether a question is about a figure or its row.
    fn asks(&self, matter: Matter, id: FigureId, label: &str) -> bool {
        let row = self.draft.rows().find(|row| row.number == id.row);
        let place = row.and_then(|row| row.content.place.as_ref());
        self.doubts.iter().filter(|doubt| doubt.matter == matter).any(|doubt| {
            let names = |says: &str| !label.is_empty() && says.contains(label);
            doubt.figures.contains(&id)
                || doubt.places.iter().any(|other| Some(other) == place || names(&other.says))
                || names(&doubt.question)
        })
    }

    fn line(&mut self, line: &'static str, notice: &Notice, scores: &mut Scores) {
        if let Some(says) = line.strip_prefix("= ") {
            self.relations.push(says);
            let whole: FigureId = says.split_once('=').unwrap().0.parse().unwrap();
            scores.note(4, has_relation(self.form, says), self.asks(Matter::Relation, whole, says), line);
        } else if let Some(blank) = line.strip_prefix("! ") {
            let mut parts = blank.split_whitespace();
            let number: u16 = parts.next().unwrap().parse().unwrap();
            let names: Vec<&str> = parts.collect();
            let row = self.form.rows().find(|row| row.number == number);
            let told: Vec<String> = row
                .map(|row| row.left_blank_by.iter().map(|kind| notice.kind_name(kind)).collect())
                .unwrap_or_default();
            let is_right = told.len() == names.len()
                && names.iter().all(|name| told.iter().any(|told| told.contains(name)));
            let is_asked = self.asks(Matter::LeftBlank, FigureId { row: number, part: None }, "");
            scores.note(4, is_right, is_asked, &format!("{line}: {told:?}"));
        } else if let Some(columns) = line.strip_prefix("~ ") {
            self.columns(columns, scores);
        } else {
            self.figure(line, scores);
        }
    }

    fn columns(&mut self, says: &str, scores: &mut Scores) {
        let table = self.draft.tables.get(self.tables);
        self.tables += 1;
        let leaves: Vec<&Column> =
            table.map(|table| table.columns.iter().flat_map(Column::leaves).collect()).unwrap_or_default();
        let mut leaves = leaves.into_iter().peekable();
        for column in says.split(", ") {
            let (heading, role) = column.rsplit_once(' ').unwrap();
            let told = leaves.next_if(|leaf| leaf.heading == heading).map(role_name);
            let is_asked = self.doubts.iter().any(|doubt| {
                doubt.matter == Matter::Columns
                    && doubt
                        .places
                        .iter()
                        .any(|place| place.says.replace(char::is_whitespace, "").starts_with(heading))
            });
            let is_right = if role == "?" { is_asked } else { told.as_deref() == Some(role) };
            scores.note(5, is_right, is_asked, &format!("{column}: {told:?}"));
        }
        for more in leaves {
            scores.note(5, false, false, &format!("{} is no column", more.heading));
        }
    }

    fn figure(&mut self, line: &str, scores: &mut Scores) {
        let fields: Vec<&str> = line.split('|').collect();
        let [id, label, unit, decimals, part] = fields[..] else { panic!("{line}") };
        let id: FigureId = id.parse().unwrap();
        self.known.push(id);
        let found = self.draft.rows().find_map(|row| {
            let figure = row.figures.iter().find(|figure| figure.id == id)?;
            format!("{}{}", row.content.value, figure.name).contains(label).then_some(figure)
        });
        scores.note(0, found.is_some(), self.asks(Matter::Figures, id, label), line);
        let Some(figure) = found else { return };
        let is_open = |sureness, matter| {
            let is_asked = sureness == Sureness::Asked;
            assert!(
                !is_asked
                    || self.asks(matter, id, "")
                    || self.asks(Matter::Figures, id, "")
                    || self.asks(Matter::Unit, id, ""),
                "{line}: no question"
            );
            is_asked
        };
        let is_asked = is_open(figure.unit.sureness, Matter::Unit);
        scores.note(1, figure.unit.value == unit && !is_asked, is_asked, line);
        let is_asked = is_open(figure.decimals.sureness, Matter::Decimals);
        scores.note(2, figure.decimals.value.to_string() == decimals && !is_asked, is_asked, line);
        let told = figure.part_of.value.map(|id| id.to_string()).unwrap_or_default();
        let is_asked = is_open(figure.part_of.sureness, Matter::PartOf);
        let is_right = if part == "?" { is_asked } else { told == part && !is_asked };
        scores.note(3, is_right, is_asked && part != "?", &format!("{line}: part of {told}"));
    }

    /// What the draft has more than it should.
    fn end(self, scores: &mut Scores) {
        for figure in self.draft.figures().filter(|figure| !self.known.contains(&figure.id)) {
            let is_asked = self.asks(Matter::Figures, figure.id, "");
            scores.note(0, false, is_asked, &format!("{} is no figure", figure.id));
        }
        if self.tables != self.draft.tables.len() {
            scores.note(5, false, false, &format!("{} tables", self.draft.tables.len()));
        }
        let reckoned = self.form.relations.iter().filter(|relation| relation.derived);
        for between in reckoned.flat_map(|relation| &relation.between) {
            let whole = &between.left[0].figure;
            let is_true =
                self.relations.iter().any(|says| says.split_once('=').unwrap().0 == whole.to_string());
            if !is_true {
                scores.note(4, false, false, &format!("{whole} is reckoned"));
            }
        }
    }
}

/// What a column is, as a notice calls it; a comparison with the year before says so.
fn role_name(column: &Column) -> String {
    let role = column.role.unwrap();
    let name = serde_json::to_value(role).unwrap().as_str().unwrap().to_owned();
    let is_compared = matches!(role, Role::Difference | Role::PerCent);
    if is_compared && column.against == Against::LastYear { name + "_last_year" } else { name }
}

/// Whether a notice has a relation, between these figures or between the rows.
fn has_relation(form: &Form, says: &str) -> bool {
    let (left, right) = says.split_once('=').unwrap();
    let mut terms: Vec<(String, bool)> = Vec::new();
    for plus in right.split('+') {
        let mut parts = plus.split('-');
        terms.push((parts.next().unwrap().to_owned(), false));
        terms.extend(parts.map(|part| (part.to_owned(), true)));
    }
    let between = form.relations.iter().flat_map(|relation| &relation.between);
    let told = between.map(|between| {
        let side = |terms: &[yuebao::notice::Term]| {
            terms.iter().map(|term| (term.figure.to_string(), term.minus)).collect::<Vec<_>>()
        };
        (side(&between.left), side(&between.right))
    });
    told.into_iter().any(|(one, other)| one == [(left.to_owned(), false)] && other == terms)
}

impl Scores {
    fn note(&mut self, of: usize, is_right: bool, is_asked: bool, what: &str) {
        let score = &mut self.of[of];
        if is_right {
            score.right += 1;
        } else if is_asked {
            score.asked += 1;
        } else {
            score.wrong += 1;
            writeln!(self.faults, "{}: {what}", COLUMNS[of]).unwrap();
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (score, other) in self.of.iter_mut().zip(&other.of) {
            score.right += other.right;
            score.asked += other.asked;
            score.wrong += other.wrong;
        }
    }
}
