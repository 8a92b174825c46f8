//! The relations of a form as lines of text, as forms print them: 1=2+3. The numbers are those that the form prints; which
//! rows they mean is for [`super::row_names`].

use super::correction::CorrectionError;
use super::doubt::Found;
use super::draft::{DraftFigure, DraftForm, DraftRow};
use super::row_names::{self, Called, printed_name};
use super::rows::bare_name;
use super::text::{half_width, plain, trim};
use crate::notice::limits::{LONGEST_TEXT, MOST_RELATIONS};
use crate::notice::{FigureId, Relation, RelationOf, RowKind};

const WANTED: &str = "请用表上印的行号写，例如 1=2+3 或 4≤3，一行写一条";
/// What stands before the number by which the program knows a row that has no name of its own.
const OWN: char = '行';
const SIGNS: [char; 5] = ['=', '≤', '≥', '+', '-'];

impl DraftForm {
    /// What adds up, a line each.
    pub fn relations_text(&self) -> String {
        let names = Names::of(self);
        let says: Vec<String> = self.relations.iter().map(|found| names.text(&found.value)).collect();
        says.join("\n")
    }
}

/// The rows that have figures, with what each is called.
struct Names<'a> {
    rows: Vec<&'a DraftRow>,
    called: Vec<Called>,
}

impl<'a> Names<'a> {
    fn of(form: &'a DraftForm) -> Self {
        let rows: Vec<&DraftRow> = form.rows().filter(|row| !row.figures.is_empty()).collect();
        let called = rows.iter().map(|row| Called {
            printed: match &row.code {
                Some(code) => printed_name(code),
                None => Some(row.number.to_string()),
            },
            words: bare_name(&plain(&row.content.value)),
            mark: None,
        });
        Self { called: called.collect(), rows }
    }

    fn name(&self, number: u16) -> String {
        let at = self.rows.iter().position(|row| row.number == number);
        at.and_then(|at| row_names::name(&self.called, at)).unwrap_or_else(|| format!("{OWN}{number}"))
    }

    fn row(&self, name: &str) -> Option<u16> {
        let by_name = row_names::find(&self.called, name).and_then(|at| self.rows.get(at));
        let own = || {
            let number = name.strip_prefix(OWN)?.parse::<u16>().ok()?;
            self.rows.iter().find(|row| row.number == number)
        };
        by_name.or_else(own).map(|row| row.number)
    }

    /// A figure: its row, and its letter where the row has several.
    fn figure(&self, name: &str) -> Option<FigureId> {
        let with_part = || {
            let part = name.chars().next_back().filter(char::is_ascii_lowercase)?;
            let row = self.row(name.get(..name.len() - part.len_utf8())?)?;
            Some(FigureId { row, part: Some(part) })
        };
        let whole = self.row(name).map(|row| FigureId { row, part: None });
        let is_there =
            |id: &FigureId| self.rows.iter().flat_map(|row| &row.figures).any(|figure| figure.id == *id);
        whole.filter(is_there).or_else(with_part).filter(is_there)
    }

    /// A relation as the form would print it.
    fn text(&self, relation: &Relation) -> String {
        let name = |term: &str| match relation.of {
            RelationOf::Rows => term.parse().map_or_else(|_| term.to_owned(), |number| self.name(number)),
            RelationOf::Figures => term.parse::<FigureId>().map_or_else(
                |_| term.to_owned(),
                |id| self.name(id.row) + &id.part.map(String::from).unwrap_or_default(),
            ),
            RelationOf::Columns => term.to_owned(),
        };
        renamed(&relation.says, |term| Some(name(term))).unwrap_or_else(|| relation.says.clone())
    }
}

/// A relation with other names.
fn renamed(says: &str, name: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut text = String::new();
    let mut rest = says;
    loop {
        let end = rest.find(SIGNS).unwrap_or(rest.len());
        let (term, more) = rest.split_at(end);
        if !term.is_empty() {
            text.push_str(&name(term)?);
        }
        let Some(sign) = more.chars().next() else { return Some(text) };
        text.push(sign);
        rest = more.get(sign.len_utf8()..)?;
    }
}

/// Takes the relations that a person writes; those that stood there already stay what they were.
pub(super) fn set_relations(form: &mut DraftForm, text: &str) -> Result<(), CorrectionError> {
    let lines = text.split(['\n', '；', ';', '，', ',']).map(trim).filter(|line| !line.is_empty());
    let names = Names::of(form);
    let known: Vec<String> = form.relations.iter().map(|found| names.text(&found.value)).collect();
    let mut relations: Vec<Found<Relation>> = Vec::new();
    for line in lines.take(MOST_RELATIONS) {
        let says: String =
            line.chars().take(LONGEST_TEXT).map(half_width).filter(|one| !one.is_whitespace()).collect();
        let says = says.replace(">=", "≥").replace("<=", "≤");
        let stood = known.iter().position(|known| *known == says).and_then(|at| form.relations.get(at));
        let relation = match stood {
            Some(stood) => stood.clone(),
            None => Found::stated(relation(&names, &says)?, None),
        };
        if !relations.iter().any(|other| other.value == relation.value) {
            relations.push(relation);
        }
    }
    form.relations = relations;
    sums(form);
    Ok(())
}

/// Adds relations that follow from an answer. What is reckoned has as many decimals as what it is reckoned from.
pub(super) fn add_relations(form: &mut DraftForm, more: &[Relation]) {
    for relation in more.iter().filter(|relation| relation.derived) {
        let is_named = |figure: &DraftFigure, name: &str| match relation.of {
            RelationOf::Rows => figure.id.row.to_string() == name,
            _ => figure.id.to_string() == name,
        };
        let (left, right) = relation.says.split_once('=').unwrap_or_default();
        let terms: Vec<&str> = right.split(['+', '-']).collect();
        let most: Vec<(Option<String>, Found<u8>)> = form
            .figures()
            .filter(|figure| terms.iter().any(|term| is_named(figure, term)))
            .map(|figure| (figure.measure.clone(), figure.decimals.clone()))
            .collect();
        let rows = form
            .tables
            .iter_mut()
            .flat_map(|table| &mut table.sections)
            .flat_map(|section| &mut section.rows);
        for figure in rows.flat_map(|row| &mut row.figures).filter(|figure| is_named(figure, left)) {
            let beside = most
                .iter()
                .filter(|(measure, _)| relation.of == RelationOf::Figures || *measure == figure.measure);
            if let Some((_, most)) = beside.max_by_key(|(_, decimals)| decimals.value)
                && most.value > figure.decimals.value
            {
                figure.decimals = most.clone();
            }
        }
    }
    for relation in more {
        if !form.relations.iter().any(|found| found.value == *relation) {
            form.relations.push(Found::stated(relation.clone(), None));
        }
    }
    sums(form);
}

fn relation(names: &Names<'_>, says: &str) -> Result<Relation, CorrectionError> {
    let unreadable = || CorrectionError::Unreadable {
        called: "相加的关系".to_owned(),
        text: says.chars().take(30).collect(),
        wanted: WANTED,
    };
    let has_sign = says.chars().filter(|one| "=≤≥".contains(*one)).count() == 1;
    let has_gap = says.split(SIGNS).any(str::is_empty);
    let rows = || renamed(says, |term| names.row(term).map(|number| number.to_string()));
    let figures = || renamed(says, |term| names.figure(term).map(|id| id.to_string()));
    let (says, of) = if !has_sign || has_gap {
        return Err(unreadable());
    } else if let Some(says) = rows() {
        (says, RelationOf::Rows)
    } else if let Some(says) = figures() {
        (says, RelationOf::Figures)
    } else {
        return Err(unreadable());
    };
    let derived = says.contains('=') && says.split('=').next().is_some_and(|left| !left.contains(['+', '-']));
    Ok(Relation { says, of, tolerance: None, derived, between: Vec::new() })
}

/// A row that adds up others is a sum, and no other is.
fn sums(form: &mut DraftForm) {
    let wholes: Vec<String> = form
        .relations
        .iter()
        .filter(|found| found.value.derived && found.value.of == RelationOf::Rows)
        .filter_map(|found| Some(found.value.says.split('=').next()?.to_owned()))
        .collect();
    for row in
        form.tables.iter_mut().flat_map(|table| &mut table.sections).flat_map(|section| &mut section.rows)
    {
        if row.kind != RowKind::Heading {
            let is_sum = wholes.iter().any(|whole| *whole == row.number.to_string());
            row.kind = if is_sum { RowKind::Sum } else { RowKind::Figure };
        }
    }
}

/// Lets go of what names figures that are not there any more.
pub(super) fn drop_gone(form: &mut DraftForm, before: &[DraftFigure]) {
    let gone: Vec<FigureId> = before
        .iter()
        .map(|figure| figure.id)
        .filter(|id| !form.figures().any(|other| other.id == *id))
        .collect();
    if gone.is_empty() {
        return;
    }
    let rows: Vec<u16> = gone
        .iter()
        .map(|id| id.row)
        .filter(|row| !form.figures().any(|other| other.id.row == *row))
        .collect();
    let figures =
        form.tables.iter_mut().flat_map(|table| &mut table.sections).flat_map(|section| &mut section.rows);
    for figure in figures.flat_map(|row| &mut row.figures) {
        if figure.part_of.value.is_some_and(|whole| gone.contains(&whole)) {
            figure.part_of = Found::concluded(None, None);
        }
    }
    let is_gone = |relation: &Relation, name: &str| match relation.of {
        RelationOf::Rows => rows.iter().any(|row| row.to_string() == name),
        RelationOf::Figures => gone.iter().any(|id| id.to_string() == name),
        RelationOf::Columns => false,
    };
    form.relations.retain(|found| {
        !found.value.says.split(['=', '≤', '≥', '+', '-']).any(|name| is_gone(&found.value, name))
    });
    sums(form);
}
