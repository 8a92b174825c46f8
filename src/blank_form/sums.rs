//! What adds up: the relations that are printed, tied to rows and columns, and 合计 and 小计.

use std::collections::BTreeSet;

use super::columns::{self, Columns, Measure};
use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness};
use super::numbers::printed;
use super::relations::{Names, Printed, Term};
use super::table::Made;
use super::units;
use super::words::SUBTOTAL;
use crate::notice::{FigureId, Relation, RelationOf, RowKind};

/// A printed relation with the place where it stands, the table it stands in, if it does, and whether it stands in a heading.
pub(super) struct Sourced {
    pub(super) relation: Printed,
    pub(super) place: Option<Place>,
    pub(super) table: Option<usize>,
    pub(super) in_heading: bool,
}

/// What stands on both sides of a relation, each term with whether it is taken away, and the sign between.
type Sides<'a, T> = (&'a [(T, bool)], char, &'a [(T, bool)]);

/// The relations of a form.
pub(super) fn sums(
    rows: &mut [Made],
    columns: &[Columns],
    said: Vec<Sourced>,
    form: usize,
    doubts: &mut Doubts,
) -> Vec<Found<Relation>> {
    let mut made = Sums { form, found: Vec::new(), derived: BTreeSet::new(), summed: BTreeSet::new() };
    for sourced in said {
        made.printed(rows, columns, &sourced, doubts);
    }
    made.by_name(rows, columns, doubts);
    made.across(rows, columns);
    for row in rows.iter_mut().filter(|row| made.summed.contains(&row.row.number)) {
        row.row.kind = RowKind::Sum;
    }
    made.found
}

struct Sums {
    form: usize,
    found: Vec<Found<Relation>>,
    /// The figures that are reckoned already.
    derived: BTreeSet<FigureId>,
    /// The rows that add up others.
    summed: BTreeSet<u16>,
}

impl Sums {
    fn printed(&mut self, rows: &mut [Made], columns: &[Columns], sourced: &Sourced, doubts: &mut Doubts) {
        let Sourced { relation, place, table, in_heading } = sourced;
        let names = || relation.left.iter().chain(&relation.right).map(|term| &term.name);
        let row_of = |name: &String| row(rows, *table, relation.names, name);
        let are_rows =
            relation.names != Names::Columns && !in_heading && names().all(|name| row_of(name).is_some());
        let tables: Vec<usize> = columns
            .iter()
            .enumerate()
            .filter(|(index, _)| table.is_none_or(|table| table == *index))
            .filter(|(_, columns)| {
                names().all(|name| measure(&columns.measures, relation.names, name).is_some())
            })
            .map(|(index, _)| index)
            .collect();
        let are_columns = relation.names != Names::Rows && !tables.is_empty();
        let says = says(relation);
        if are_rows && are_columns {
            let question = format!("“{says}”说的是行还是栏？");
            let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at(place.clone());
            doubts.ask(doubt.reading("先不要", "").reading("行", "有这些行号").reading("栏", "有这些栏号"));
        } else if are_rows {
            let number =
                |term: &Term| row_of(&term.name).and_then(|at| rows.get(at)).map(|row| row.row.number);
            let side = |terms: &[Term]| -> Option<Vec<(u16, bool)>> {
                terms.iter().map(|term| Some((number(term)?, term.minus))).collect()
            };
            if let (Some(left), Some(right)) = (side(&relation.left), side(&relation.right)) {
                self.between_rows(rows, (&left, relation.sign, &right), place.clone(), doubts);
            }
        } else if are_columns {
            for table in tables {
                let Some(measures) = columns.get(table).map(|columns| &columns.measures) else { continue };
                let side = |terms: &[Term]| -> Option<Vec<(usize, bool)>> {
                    let place = |term: &Term| measure(measures, relation.names, &term.name);
                    terms.iter().map(|term| Some((place(term)?, term.minus))).collect()
                };
                if let (Some(left), Some(right)) = (side(&relation.left), side(&relation.right)) {
                    let sureness = Sureness::Stated;
                    self.between_columns(
                        rows,
                        table,
                        (&left, relation.sign, &right),
                        (place.clone(), sureness),
                    );
                }
            }
        } else if !relation_of_times(columns, relation) {
            doubt_parts(rows, &says);
            let question = format!("“{says}”没有对上表里的行或栏，要检查什么？");
            let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at(place.clone());
            doubts.ask(doubt.reading("先不检查", "认不出是哪几行"));
        }
    }

    /// A relation between rows. A row that is taken away is no part of its whole, whatever stands before it.
    fn between_rows(
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
            .any(|figure| units::is_rate(&figure.unit.value));
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
        for figure in figures.iter().filter(|figure| !units::is_rate(&figure.unit.value)) {
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

    /// A relation between columns: in every row whose figure is not reckoned otherwise.
    fn between_columns(
        &mut self,
        rows: &mut [Made],
        table: usize,
        (left, sign, right): Sides<'_, usize>,
        (place, sureness): (Option<Place>, Sureness),
    ) {
        for row in rows.iter_mut().filter(|row| row.table == table && !row.is_heading()) {
            let figure = |measure: usize| {
                let at = row.measures.iter().position(|other| *other == measure)?;
                row.row.figures.get(at).map(|figure| (figure.id, figure.unit.value.clone()))
            };
            let side = |terms: &[(usize, bool)]| -> Option<Vec<(FigureId, String, bool)>> {
                terms
                    .iter()
                    .map(|(measure, minus)| figure(*measure).map(|(id, unit)| (id, unit, *minus)))
                    .collect()
            };
            let (Some(lefts), Some(rights)) = (side(left), side(right)) else { continue };
            let units: BTreeSet<&String> = lefts.iter().chain(&rights).map(|(_, unit, _)| unit).collect();
            let whole = lefts.first().map(|(id, ..)| *id).filter(|_| lefts.len() == 1);
            let adds_up = units.len() == 1 && !units.iter().any(|unit| units::is_rate(unit));
            let Some(whole) = whole.filter(|_| adds_up) else { continue };
            // A row that is reckoned from others holds by itself where they do.
            if self.derived.contains(&whole) {
                continue;
            }
            let terms = joined(rights.iter().map(|(id, _, minus)| (id.to_string(), *minus)));
            let says = format!("{whole}{sign}{terms}");
            let derived = sign == '=';
            if derived {
                self.derived.insert(whole);
            }
            let found = relation(says, RelationOf::Figures, derived);
            self.found.push(Found { value: found, place: place.clone(), sureness });
        }
    }

    /// Rows that are called a sum.
    fn by_name(&mut self, rows: &mut [Made], columns: &[Columns], doubts: &mut Doubts) {
        for (table, _) in columns.iter().enumerate() {
            let of_table: Vec<usize> =
                (0..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| row.table == table)).collect();
            for at in of_table.clone() {
                let Some(row) = rows.get(at) else { continue };
                if row.is_heading() || !row.raw.is_sum() || self.summed.contains(&row.row.number) {
                    continue;
                }
                let (place, number, called) = (row.place(), row.row.number, row.called());
                match terms(rows, &of_table, at) {
                    Terms::Of(numbers) => {
                        let terms: Vec<(u16, bool)> =
                            numbers.into_iter().map(|number| (number, false)).collect();
                        self.between_rows(rows, (&[(number, false)], '=', &terms), Some(place), doubts);
                        if let Some(last) =
                            self.found.last_mut().filter(|last| last.sureness == Sureness::Stated)
                        {
                            last.sureness = Sureness::Concluded;
                        }
                    }
                    Terms::Whole => {}
                    Terms::Unknown => {
                        let question = format!("{called}由哪几行相加？");
                        let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at([place]);
                        doubts.ask(
                            doubt
                                .reading("自己填，不相加", "看不出是哪几行")
                                .reading("由下面的行相加", "名称里有“合计”"),
                        );
                    }
                }
            }
        }
    }

    /// Columns that are called a sum, where no relation is printed.
    fn across(&mut self, rows: &mut [Made], columns: &[Columns]) {
        for (table, columns) in columns.iter().enumerate() {
            for (whole, terms) in columns::sums(&columns.measures) {
                let terms: Vec<(usize, bool)> = terms.into_iter().map(|term| (term, false)).collect();
                let place = columns.measures.get(whole).and_then(|measure| measure.place.clone());
                self.between_columns(
                    rows,
                    table,
                    (&[(whole, false)], '=', &terms),
                    (place, Sureness::Concluded),
                );
            }
        }
    }
}

fn relation(says: String, of: RelationOf, derived: bool) -> Relation {
    Relation { says, of, tolerance: None, derived, between: Vec::new() }
}

fn says(relation: &Printed) -> String {
    let side = |terms: &[Term]| joined(terms.iter().map(|term| (term.name.clone(), term.minus)));
    format!("{}{}{}", side(&relation.left), relation.sign, side(&relation.right))
}

/// Names with their signs, as relations are written.
fn joined(terms: impl Iterator<Item = (String, bool)>) -> String {
    let mut text = String::new();
    for (name, minus) in terms {
        if minus || !text.is_empty() {
            text.push(if minus { '-' } else { '+' });
        }
        text.push_str(&name);
    }
    text
}

/// The row that a name in a relation means, if it is one only.
fn row(rows: &[Made], table: Option<usize>, names: Names, name: &str) -> Option<usize> {
    let is_it = |row: &Made| match names {
        Names::Words => row.raw.name() == name,
        _ => printed(&row.raw.code).is_some_and(|number| number.to_string() == name),
    };
    let may_be = |row: &&Made| !row.is_heading() && table.is_none_or(|table| table == row.table);
    let mut found = rows.iter().enumerate().filter(|(_, row)| may_be(row) && is_it(row)).map(|(at, _)| at);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The measure that a name in a relation means.
fn measure(measures: &[Measure], names: Names, name: &str) -> Option<usize> {
    let is_it = |measure: &Measure| match names {
        Names::Words => measure.name == name,
        _ => measure.letter == name,
    };
    let mut found =
        measures.iter().enumerate().filter(|(_, one)| one.id.is_some() && is_it(one)).map(|(at, _)| at);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether a relation is between the columns of one measure, which the program reckons itself: 本年累计=上月累计+本月.
fn relation_of_times(columns: &[Columns], relation: &Printed) -> bool {
    let is_time = |name: &str| super::times::is_known(name) || name.contains("累计") || name.contains('月');
    let all = || relation.left.iter().chain(&relation.right);
    let letters_of = |column: &crate::notice::Column| column.letter.clone();
    let letters: BTreeSet<String> =
        columns.iter().flat_map(|one| &one.tree).flat_map(|top| top.leaves()).map(letters_of).collect();
    (relation.names == Names::Words && all().all(|term| is_time(&term.name)))
        || (relation.names == Names::Columns && all().all(|term| letters.contains(&term.name)))
}

/// Where a printed relation says how a whole comes about, it decides about its parts: none of what is taken away is one.
fn settle_parts(rows: &mut [Made], whole: u16, right: &[(u16, bool)], doubts: &mut Doubts) {
    let takes_away = right.iter().any(|(_, minus)| *minus);
    let terms: BTreeSet<u16> = right.iter().map(|(number, _)| *number).collect();
    let mut settled = BTreeSet::new();
    for row in rows.iter_mut().filter(|row| terms.contains(&row.row.number)) {
        for figure in &mut row.row.figures {
            let is_its = figure.part_of.value.is_some_and(|part| part.row == whole);
            let is_asked = figure.part_of.sureness == Sureness::Asked;
            if (takes_away && is_its) || is_asked {
                figure.part_of = Found::concluded(None, figure.part_of.place.clone());
                settled.insert(figure.id);
            }
        }
    }
    for doubt in doubts.0.iter_mut().filter(|doubt| doubt.matter == Matter::PartOf) {
        doubt.figures.retain(|figure| !settled.contains(figure));
    }
    doubts.0.retain(|doubt| doubt.matter != Matter::PartOf || !doubt.figures.is_empty());
}

/// A relation that was not understood may say that a part is none: those that it names are asked about.
pub(super) fn doubt_parts(rows: &mut [Made], says: &str) {
    for row in rows.iter_mut().filter(|row| says.contains(&row.raw.name())) {
        for figure in row.row.figures.iter_mut().filter(|figure| figure.part_of.value.is_some()) {
            figure.part_of.sureness = Sureness::Asked;
        }
    }
}

/// What a row that is called a sum adds up.
enum Terms {
    Of(Vec<u16>),
    /// It has parts of its own; nothing says that they are all of it.
    Whole,
    Unknown,
}

fn terms(rows: &[Made], of_table: &[usize], at: usize) -> Terms {
    let Some(sum) = rows.get(at) else { return Terms::Unknown };
    let is_part = |row: &Made, whole: u16| {
        row.row.figures.iter().any(|figure| figure.part_of.value.is_some_and(|part| part.row == whole))
    };
    if rows.iter().any(|row| is_part(row, sum.row.number)) {
        return Terms::Whole;
    }
    if !sum.raw.is_bare_sum() {
        return Terms::Unknown;
    }
    let section = |row: &Made| row.raw.section.as_ref().map(|(at, _)| *at);
    let is_small = |row: &Made| row.raw.name() == SUBTOTAL;
    let inside = |other: &&Made| {
        !other.is_heading()
            && other.row.number != sum.row.number
            && (!is_small(sum) || section(other) == section(sum))
    };
    let all: Vec<&Made> = of_table.iter().filter_map(|at| rows.get(*at)).filter(inside).collect();
    let position =
        |row: &Made| rows.iter().position(|other| other.row.number == row.row.number).unwrap_or_default();
    let is_before = |row: &&&Made| position(row) < at;
    let (before, after) =
        (all.iter().filter(is_before).count(), all.iter().filter(|row| !is_before(row)).count());
    // 小计 in a table without sections may add up any of the rows beside it.
    if (before > 0) == (after > 0) || (is_small(sum) && section(sum).is_none()) {
        return Terms::Unknown;
    }
    let subtotals: Vec<&&Made> = all.iter().filter(|row| is_small(row)).collect();
    let is_asked =
        |row: &Made| row.row.figures.iter().any(|figure| figure.part_of.sureness == Sureness::Asked);
    let is_inner = |row: &Made| row.row.figures.iter().any(|figure| figure.part_of.value.is_some());
    let terms: Vec<&&Made> = if is_small(sum) || subtotals.is_empty() {
        all.iter().filter(|row| !is_inner(row)).collect()
    } else {
        let covered = |row: &&&Made| subtotals.iter().any(|small| section(small) == section(row));
        if !all.iter().filter(|row| !is_small(row)).all(|row| covered(&row)) {
            return Terms::Unknown;
        }
        subtotals
    };
    let units =
        |row: &Made| row.row.figures.iter().map(|figure| figure.unit.value.clone()).collect::<Vec<_>>();
    let fits = terms
        .iter()
        .all(|row| units(row) == units(sum) && !is_asked(row) && (is_small(row) || !row.raw.is_sum()));
    if fits && terms.len() > 1 {
        Terms::Of(terms.iter().map(|row| row.row.number).collect())
    } else {
        Terms::Unknown
    }
}
