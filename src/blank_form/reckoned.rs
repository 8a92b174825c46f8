//! Relations between rows and between columns as a notice has them, and which figures are reckoned by them.

use std::collections::BTreeSet;

use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness};
use super::row_names::Called;
use super::settled_parts::settle_parts;
use super::table::Made;
use super::units;
use crate::notice::{FigureId, Relation, RelationOf};

/// What stands on both sides of a relation, each term with whether it is taken away, and the sign between.
pub(super) type Sides<'a, T> = (&'a [(T, bool)], char, &'a [(T, bool)]);

/// The relations of a form while they are found.
pub(super) struct Sums {
    pub(super) form: usize,
    /// What each row is called.
    pub(super) called: Vec<Called>,
    pub(super) found: Vec<Found<Relation>>,
    /// The figures that are reckoned already.
    pub(super) derived: BTreeSet<FigureId>,
    /// The rows that add up others.
    pub(super) summed: BTreeSet<u16>,
}

impl Sums {
    /// A relation between rows. A row that is taken away is no part of its whole, whatever stands before it.
    pub(super) fn between_rows(
        &mut self,
        rows: &mut [Made],
        (left, sign, right): Sides<'_, u16>,
        place: Option<Place>,
        doubts: &mut Doubts,
    ) {
        let side =
            |terms: &[(u16, bool)]| joined(terms.iter().map(|(number, minus)| (number.to_string(), *minus)));
        let says = format!("{}{sign}{}", side(left), side(right));
        let all: BTreeSet<u16> = left.iter().chain(right).map(|(number, _)| *number).collect();
        let of = |number: &u16| rows.iter().find(|row| row.row.number == *number);
        let units: BTreeSet<Vec<&String>> = all
            .iter()
            .filter_map(of)
            .map(|row| row.row.figures.iter().map(|figure| &figure.unit.value).collect())
            .collect();
        if all.len() < left.len() + right.len() || units.len() > 1 {
            let question = format!("“{says}”里的数单位不一样，或者有一个写了两次，怎么检查？");
            let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at(place);
            doubts.ask(doubt.reading("先不检查", "不能相加"));
            return;
        }
        let whole = left.first().filter(|_| left.len() == 1 && sign == '=').map(|(number, _)| *number);
        let has_rates = all
            .iter()
            .filter_map(of)
            .flat_map(|row| &row.row.figures)
            .any(|figure| units::is_share(&figure.name, &figure.unit.value));
        if has_rates {
            if let Some(whole) = whole {
                self.without_rates(rows, whole, right, place.as_ref());
            }
            return;
        }
        let whole_ids: Vec<FigureId> =
            whole.iter().filter_map(of).flat_map(|row| &row.row.figures).map(|figure| figure.id).collect();
        let is_new = whole_ids.iter().all(|id| !self.derived.contains(id));
        let derived = whole.is_some() && is_new && !self.goes_round(rows, &whole_ids, right);
        if derived {
            self.derived.extend(whole_ids.iter().copied());
        }
        if let Some(whole) = whole {
            self.summed.insert(whole);
            settle_parts(rows, whole, right, doubts);
        }
        self.found.push(Found::stated(relation(says, RelationOf::Rows, derived), place));
    }

    /// A row that adds up others, where some of its figures are rates: these do not add up.
    fn without_rates(&mut self, rows: &[Made], whole: u16, right: &[(u16, bool)], place: Option<&Place>) {
        let row = |number: u16| rows.iter().find(|row| row.row.number == number);
        let figures = row(whole).map(|row| row.row.figures.clone()).unwrap_or_default();
        for figure in figures.iter().filter(|figure| !units::is_share(&figure.name, &figure.unit.value)) {
            let terms: Option<Vec<(String, bool)>> = right
                .iter()
                .map(|(number, minus)| {
                    let beside =
                        row(*number)?.row.figures.iter().find(|other| other.measure == figure.measure)?;
                    Some((beside.id.to_string(), *minus))
                })
                .collect();
            let is_new = !self.derived.contains(&figure.id);
            if let Some(terms) = terms.filter(|_| is_new) {
                self.derived.insert(figure.id);
                self.summed.insert(whole);
                let says = format!("{}={}", figure.id, joined(terms.into_iter()));
                let found = relation(says, RelationOf::Figures, true);
                self.found.push(Found::concluded(found, place.cloned()));
            }
        }
    }

    /// Whether a row that would be reckoned is reckoned from itself.
    fn goes_round(&self, rows: &[Made], whole: &[FigureId], right: &[(u16, bool)]) -> bool {
        let numbers: BTreeSet<u16> = right.iter().map(|(number, _)| *number).collect();
        let terms =
            rows.iter().filter(|row| numbers.contains(&row.row.number)).flat_map(|row| &row.row.figures);
        terms.clone().any(|figure| whole.contains(&figure.id))
            || self.found.iter().filter(|found| found.value.derived).any(|found| {
                let is_term = |number: &u16| {
                    found.value.says.split(['=', '+', '-']).skip(1).any(|one| one == number.to_string())
                };
                let is_left =
                    |number: &u16| found.value.says.split('=').next() == Some(number.to_string().as_str());
                whole.first().is_some_and(|id| is_term(&id.row)) && numbers.iter().any(is_left)
            })
    }

    /// A relation that is printed between columns. One column more of the same left side, or one that only says how much it may be
    /// at most, is a check beside what is reckoned. In how many rows it holds.
    pub(super) fn printed_between_columns(
        &mut self,
        rows: &[Made],
        table: usize,
        (left, sign, right): Sides<'_, usize>,
        place: Option<&Place>,
    ) -> usize {
        let mut count = 0;
        for row in rows.iter().filter(|row| row.table == table && !row.is_heading()) {
            let (Some(lefts), Some(rights)) = (figures(row, left), figures(row, right)) else { continue };
            if !have_one_unit(&lefts, &rights, sign) {
                continue;
            }
            count += 1;
            let whole = lefts.first().map(|(id, ..)| *id).filter(|_| lefts.len() == 1 && sign == '=');
            // A row that is reckoned from others holds by itself where they do.
            if self.summed.contains(&row.row.number) {
                continue;
            }
            let derived = whole.filter(|whole| {
                !self.derived.contains(whole)
                    && !rights.iter().any(|(id, ..)| self.is_reckoned_from(*id, *whole))
            });
            self.derived.extend(derived);
            let side = |terms: &[(FigureId, String, bool)]| {
                joined(terms.iter().map(|(id, _, minus)| (id.to_string(), *minus)))
            };
            let says = format!("{}{sign}{}", side(&lefts), side(&rights));
            if self.found.iter().any(|found| found.value.says == says) {
                continue;
            }
            let found = relation(says, RelationOf::Figures, derived.is_some());
            self.found.push(Found::stated(found, place.cloned()));
        }
        count
    }

    /// Whether a figure is another one, or is reckoned from it.
    fn is_reckoned_from(&self, figure: FigureId, other: FigureId) -> bool {
        let other = other.to_string();
        let mut open = vec![figure.to_string()];
        let mut known = BTreeSet::new();
        while let Some(name) = open.pop() {
            if name == other {
                return true;
            }
            if !known.insert(name.clone()) {
                continue;
            }
            let derived = self.found.iter().filter(|found| found.value.derived);
            let terms = derived.filter_map(|found| found.value.says.split_once('='));
            let terms =
                terms.filter(|(left, _)| *left == name).flat_map(|(_, right)| right.split(['+', '-']));
            open.extend(terms.map(str::to_owned));
        }
        false
    }

    /// A relation between columns: in every row whose figure is not reckoned otherwise.
    pub(super) fn between_columns(
        &mut self,
        rows: &[Made],
        table: usize,
        sides: Sides<'_, usize>,
        (place, sureness): (Option<Place>, Sureness),
    ) {
        for (whole, found) in self.relations_of_columns(rows, table, sides) {
            if found.derived {
                self.derived.insert(whole);
            }
            self.found.push(Found { value: found, place: place.clone(), sureness });
        }
    }

    /// What it comes to in each row, with the figure on its left side.
    pub(super) fn relations_of_columns(
        &self,
        rows: &[Made],
        table: usize,
        (left, sign, right): Sides<'_, usize>,
    ) -> Vec<(FigureId, Relation)> {
        let of_row = |row: &Made| {
            let (lefts, rights) = (figures(row, left)?, figures(row, right)?);
            let whole = lefts.first().map(|(id, ..)| *id).filter(|_| lefts.len() == 1);
            let adds_up = have_one_unit(&lefts, &rights, '=');
            // A row that is reckoned from others holds by itself where they do.
            let whole = whole.filter(|whole| adds_up && !self.derived.contains(whole))?;
            let terms = joined(rights.iter().map(|(id, _, minus)| (id.to_string(), *minus)));
            Some((whole, relation(format!("{whole}{sign}{terms}"), RelationOf::Figures, sign == '=')))
        };
        rows.iter().filter(|row| row.table == table && !row.is_heading()).filter_map(of_row).collect()
    }

    /// What a relation between rows would be, where nothing speaks against it.
    pub(super) fn relation_of_rows(
        &self,
        rows: &[Made],
        (left, sign, right): Sides<'_, u16>,
    ) -> Option<Relation> {
        let of = |number: &u16| rows.iter().find(|row| row.row.number == *number);
        let figures = |row: &Made| -> Vec<(String, crate::notice::Scope)> {
            row.row.figures.iter().map(|figure| (figure.unit.value.clone(), figure.scope)).collect()
        };
        let all: Vec<&Made> = left.iter().chain(right).filter_map(|(number, _)| of(number)).collect();
        let alike: BTreeSet<String> = all.iter().map(|row| format!("{:?}", figures(row))).collect();
        let has_rates = all
            .iter()
            .flat_map(|row| &row.row.figures)
            .any(|figure| units::is_share(&figure.name, &figure.unit.value));
        let whole: Vec<FigureId> = left
            .iter()
            .filter_map(|(number, _)| of(number))
            .flat_map(|row| row.row.figures.iter().map(|one| one.id))
            .collect();
        let derived = left.len() == 1 && sign == '=';
        let is_new = !derived
            || (whole.iter().all(|id| !self.derived.contains(id)) && !self.goes_round(rows, &whole, right));
        let side =
            |terms: &[(u16, bool)]| joined(terms.iter().map(|(number, minus)| (number.to_string(), *minus)));
        let fits = alike.len() == 1 && !has_rates && is_new && all.len() == left.len() + right.len();
        fits.then(|| relation(format!("{}{sign}{}", side(left), side(right)), RelationOf::Rows, derived))
    }
}

/// The figures of some measures in a row, each with its unit and whether it is taken away.
fn figures(row: &Made, terms: &[(usize, bool)]) -> Option<Vec<(FigureId, String, bool)>> {
    let figure = |measure: usize| {
        let at = row.measures.iter().position(|other| *other == measure)?;
        row.row.figures.get(at).map(|figure| (figure.id, figure.unit.value.clone()))
    };
    let all = terms.iter().map(|(measure, minus)| figure(*measure).map(|(id, unit)| (id, unit, *minus)));
    all.collect()
}

/// Whether figures have one unit; a rate adds up to nothing.
fn have_one_unit(
    lefts: &[(FigureId, String, bool)],
    rights: &[(FigureId, String, bool)],
    sign: char,
) -> bool {
    let units: BTreeSet<&String> = lefts.iter().chain(rights).map(|(_, unit, _)| unit).collect();
    let is_sum = sign == '=' || lefts.len() > 1 || rights.len() > 1;
    units.len() == 1 && !(is_sum && units.iter().any(|unit| units::is_rate(unit)))
}

fn relation(says: String, of: RelationOf, derived: bool) -> Relation {
    Relation { says, of, tolerance: None, derived, between: Vec::new() }
}

/// Names with their signs, as relations are written.
pub(super) fn joined(terms: impl Iterator<Item = (String, bool)>) -> String {
    let mut text = String::new();
    for (name, minus) in terms {
        if minus || !text.is_empty() {
            text.push(if minus { '-' } else { '+' });
        }
        text.push_str(&name);
    }
    text
}
