//! What a form really asks for, written down by hand beside it, and how a draft compares with that.

use std::fmt::Write as _;

use yuebao::blank_form::{Draft, Matter, Sureness};
use yuebao::notice::{FigureId, Notice};

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

/// The scores of a form: figures, units, decimals, parts, sums and rows left blank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    pub(crate) of: [Score; 5],
    /// What was wrong, a line each.
    pub(crate) faults: String,
}

pub(crate) const COLUMNS: [&str; 5] = ["figures", "units", "decimals", "parts", "sums, blanks"];

impl Example {
    pub(crate) fn of(text: &'static str) -> Self {
        let (form, truth) = text.split_once("====\n").unwrap();
        Self { form, truth }
    }

    /// Compares a draft, and the notice that was made of it, with the truth.
    pub(crate) fn compare(&self, draft: &Draft, notice: &Notice) -> Scores {
        let mut scores = Scores::default();
        let form = &draft.forms[0];
        let mut known: Vec<FigureId> = Vec::new();
        for line in self.truth.lines().filter(|line| !line.is_empty()) {
            if let Some(says) = line.strip_prefix("= ") {
                scores.note(
                    4,
                    has_relation(notice, says),
                    draft.doubts.iter().any(|doubt| doubt.matter == Matter::Relation),
                    line,
                );
                continue;
            }
            if let Some(blank) = line.strip_prefix("! ") {
                let mut parts = blank.split_whitespace();
                let number: u16 = parts.next().unwrap().parse().unwrap();
                let names: Vec<&str> = parts.collect();
                let row = notice.forms[0].rows().find(|row| row.number == number);
                let told: Vec<String> = row
                    .map(|row| row.left_blank_by.iter().map(|kind| notice.kind_name(kind)).collect())
                    .unwrap_or_default();
                let is_right = told.len() == names.len()
                    && names.iter().all(|name| told.iter().any(|told| told.contains(name)));
                let is_asked = draft.doubts.iter().any(|doubt| doubt.matter == Matter::LeftBlank);
                scores.note(4, is_right, is_asked, &format!("{line}: {told:?}"));
                continue;
            }
            let fields: Vec<&str> = line.split('|').collect();
            let [id, label, unit, decimals, part] = fields[..] else { panic!("{line}") };
            let id: FigureId = id.parse().unwrap();
            known.push(id);
            let found = form.rows().find_map(|row| {
                let figure = row.figures.iter().find(|figure| figure.id == id)?;
                let says = format!("{}{}", row.content.value, figure.name);
                says.contains(label).then_some(figure)
            });
            let asks = |matter| draft.doubts.iter().any(|doubt| doubt.matter == matter);
            scores.note(0, found.is_some(), asks(Matter::Figures), line);
            let Some(figure) = found else { continue };
            let asked = |sureness| sureness == Sureness::Asked;
            scores.note(
                1,
                figure.unit.value == unit && !asked(figure.unit.sureness),
                asked(figure.unit.sureness),
                line,
            );
            let is_right = figure.decimals.value.to_string() == decimals && !asked(figure.decimals.sureness);
            scores.note(2, is_right, asked(figure.decimals.sureness), line);
            let told = figure.part_of.value.map(|id| id.to_string()).unwrap_or_default();
            let is_right = if part == "?" {
                asked(figure.part_of.sureness)
            } else {
                told == part && !asked(figure.part_of.sureness)
            };
            scores.note(
                3,
                is_right,
                asked(figure.part_of.sureness) && part != "?",
                &format!("{line}: part of {told}"),
            );
        }
        let asks = draft.doubts.iter().any(|doubt| doubt.matter == Matter::Figures);
        for figure in form.figures().filter(|figure| !known.contains(&figure.id)) {
            scores.note(0, false, asks, &format!("{} is no figure", figure.id));
        }
        let relations = self.truth.lines().filter(|line| line.starts_with('=')).count();
        if relations == 0 && notice.forms[0].relations.iter().any(|relation| relation.derived) {
            scores.note(4, false, false, &format!("{:?}", notice.forms[0].relations[0].says));
        }
        scores
    }
}

/// Whether a notice has a relation, between these figures or between the rows.
fn has_relation(notice: &Notice, says: &str) -> bool {
    let (left, right) = says.split_once('=').unwrap();
    let mut terms: Vec<(String, bool)> = Vec::new();
    for plus in right.split('+') {
        let mut parts = plus.split('-');
        terms.push((parts.next().unwrap().to_owned(), false));
        terms.extend(parts.map(|part| (part.to_owned(), true)));
    }
    let between = notice.forms[0].relations.iter().flat_map(|relation| &relation.between);
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
