//! What adds up: the relations that are printed, tied to rows and columns, and 合计 and 小计.

use std::collections::BTreeSet;

use super::columns::{self, Columns, Measure};
use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness, Then};
use super::relations::{Names, Printed, Term};
use super::row_names::{self, Called, printed_name};
use super::sum_terms::{Terms, terms};
use super::table::Made;
use super::units;
use crate::notice::{FigureId, Relation, RelationOf, RowKind};

/// The most relations of a form: those of a notice.
const MOST: usize = 300;

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
    let called = rows.iter().map(|row| {
        let printed = printed_name(&row.raw.code).filter(|_| !row.is_heading());
        Called { printed, words: if row.is_heading() { String::new() } else { row.raw.name() } }
    });
    let called = called.collect();
    let mut made =
        Sums { form, called, found: Vec::new(), derived: BTreeSet::new(), summed: BTreeSet::new() };
    for sourced in said {
        made.printed(rows, columns, &sourced, doubts);
    }
    made.by_name(rows, columns, doubts);
    made.across(rows, columns, doubts);
    for row in rows.iter_mut().filter(|row| made.summed.contains(&row.row.number)) {
        row.row.kind = RowKind::Sum;
    }
    made.found
}

struct Sums {
    form: usize,
    /// What each row is called.
    called: Vec<Called>,
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
        let row_of = |name: &String| {
            row_names::find_where(&self.called, name, |at| {
                rows.get(at).is_some_and(|row| table.is_none_or(|table| table == row.table))
            })
        };
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
        let are_times = relation.names != Names::Rows && are_letters(columns, relation);
        let number = |term: &Term| row_of(&term.name).and_then(|at| rows.get(at)).map(|row| row.row.number);
        let side = |terms: &[Term]| -> Option<Vec<(u16, bool)>> {
            terms.iter().map(|term| Some((number(term)?, term.minus))).collect()
        };
        let rows_meant = side(&relation.left).zip(side(&relation.right)).filter(|_| are_rows);
        if let Some((left, right)) = rows_meant.as_ref().filter(|_| are_columns || are_times) {
            let question = format!("“{says}”说的是行还是栏？");
            let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at(place.clone());
            let then = self.relation_of_rows(rows, (left, relation.sign, right));
            let then = then.map_or(Then::ByHand, |found| Then::Relations(vec![found]));
            let doubt = doubt.reading("先不检查", "行号和栏号都有这几个数");
            let doubt = doubt.reading_then("行", "有这些行号", then);
            // What the columns of time come to is reckoned in any case.
            let then = if are_times { Then::Stays } else { Then::ByHand };
            doubts.ask(doubt.reading_then("栏", "有这些栏号", then));
        } else if let Some((left, right)) = rows_meant {
            self.between_rows(rows, (&left, relation.sign, &right), place.clone(), doubts);
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
    fn relations_of_columns(
        &self,
        rows: &[Made],
        table: usize,
        (left, sign, right): Sides<'_, usize>,
    ) -> Vec<(FigureId, Relation)> {
        let of_row = |row: &Made| {
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
            let (lefts, rights) = (side(left)?, side(right)?);
            let units: BTreeSet<&String> = lefts.iter().chain(&rights).map(|(_, unit, _)| unit).collect();
            let whole = lefts.first().map(|(id, ..)| *id).filter(|_| lefts.len() == 1);
            let adds_up = units.len() == 1 && !units.iter().any(|unit| units::is_rate(unit));
            // A row that is reckoned from others holds by itself where they do.
            let whole = whole.filter(|whole| adds_up && !self.derived.contains(whole))?;
            let terms = joined(rights.iter().map(|(id, _, minus)| (id.to_string(), *minus)));
            Some((whole, relation(format!("{whole}{sign}{terms}"), RelationOf::Figures, sign == '=')))
        };
        rows.iter().filter(|row| row.table == table && !row.is_heading()).filter_map(of_row).collect()
    }

    /// What a relation between rows would be, where nothing speaks against it.
    fn relation_of_rows(&self, rows: &[Made], (left, sign, right): Sides<'_, u16>) -> Option<Relation> {
        let of = |number: &u16| rows.iter().find(|row| row.row.number == *number);
        let figures = |row: &Made| -> Vec<(String, crate::notice::Scope)> {
            row.row.figures.iter().map(|figure| (figure.unit.value.clone(), figure.scope)).collect()
        };
        let all: Vec<&Made> = left.iter().chain(right).filter_map(|(number, _)| of(number)).collect();
        let alike: BTreeSet<String> = all.iter().map(|row| format!("{:?}", figures(row))).collect();
        let has_rates =
            all.iter().flat_map(|row| &row.row.figures).any(|figure| units::is_rate(&figure.unit.value));
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
                let ids: Vec<FigureId> = row.row.figures.iter().map(|figure| figure.id).collect();
                let signed =
                    |numbers: &[u16]| numbers.iter().map(|number| (*number, false)).collect::<Vec<_>>();
                let ask = || {
                    let doubt = Doubt::new(Matter::Relation, format!("{called}由哪几行相加？"));
                    doubt.of_form(self.form).about(ids.clone()).at([place.clone()])
                };
                match terms(rows, &of_table, at) {
                    Terms::Of(numbers) => {
                        let terms = signed(&numbers);
                        self.between_rows(rows, (&[(number, false)], '=', &terms), Some(place), doubts);
                        if let Some(last) =
                            self.found.last_mut().filter(|last| last.sureness == Sureness::Stated)
                        {
                            last.sureness = Sureness::Concluded;
                        }
                    }
                    Terms::Perhaps(numbers, why) => {
                        let says = self.relation_of_rows(rows, (&[(number, false)], '=', &signed(&numbers)));
                        let names = numbers.iter().filter_map(|number| {
                            rows.iter().find(|row| row.row.number == *number).map(Made::called)
                        });
                        let value = format!("由{}相加", names.collect::<Vec<_>>().join("、"));
                        let then = says.map_or(Then::ByHand, |says| Then::Relations(vec![says]));
                        let doubt = ask().reading("自己填，不相加", why);
                        doubts.ask(doubt.reading_then(value, "名称里有“合计”", then));
                    }
                    Terms::Whole | Terms::Typed => {}
                    Terms::Unknown { is_last } => {
                        let where_ = if is_last { "由上面的行相加" } else { "由下面的行相加" };
                        let doubt = ask().reading("自己填，不相加", "看不出是哪几行");
                        doubts.ask(doubt.reading(where_, "名称里有“合计”"));
                    }
                }
            }
        }
    }

    /// Columns that are called a sum, where no relation is printed.
    fn across(&mut self, rows: &mut [Made], columns: &[Columns], doubts: &mut Doubts) {
        for (table, columns) in columns.iter().enumerate() {
            if columns.are_months() {
                continue;
            }
            for columns::Sum { whole, terms, why } in columns::sums(&columns.measures) {
                let signed: Vec<(usize, bool)> = terms.iter().map(|term| (*term, false)).collect();
                let place = columns.measures.get(whole).and_then(|measure| measure.place.clone());
                let sides: Sides<'_, usize> = (&[(whole, false)], '=', &signed);
                let Some(why) = why else {
                    self.between_columns(rows, table, sides, (place, Sureness::Concluded));
                    continue;
                };
                let found = self.relations_of_columns(rows, table, sides);
                let name =
                    |measure: usize| columns.measures.get(measure).map(|one| format!("“{}”", one.name));
                let names: Vec<String> = terms.iter().filter_map(|term| name(*term)).collect();
                let question = format!("{}这一栏由哪几栏相加？", name(whole).unwrap_or_default());
                let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at(place);
                let doubt = doubt.about(found.iter().map(|(whole, _)| *whole));
                let doubt = doubt.reading("自己填，不相加", why);
                let value = format!("由{}相加", names.join("、"));
                let then = Then::Relations(found.into_iter().map(|(_, relation)| relation).collect());
                if self.found.len() + rows.len() <= MOST {
                    doubts.ask(doubt.reading_then(value, "栏名是“合计”", then));
                } else {
                    doubts.ask(doubt.reading(value, "栏名是“合计”"));
                }
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
    (relation.names == Names::Words && all().all(|term| is_time(&term.name)))
        || (relation.names == Names::Columns && are_letters(columns, relation))
}

/// Whether the names of a relation stand under the headings.
fn are_letters(columns: &[Columns], relation: &Printed) -> bool {
    let letters: BTreeSet<&str> = columns.iter().flat_map(|one| &one.letters).map(String::as_str).collect();
    relation.left.iter().chain(&relation.right).all(|term| letters.contains(term.name.as_str()))
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
