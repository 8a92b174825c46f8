//! The relations that a form prints, tied to the rows or the columns that they name. What may be either, or neither, is asked.

use std::collections::BTreeSet;

use super::columns::Columns;
use super::doubt::{Doubt, Doubts, Matter, Place, Then};
use super::measures::Measure;
use super::reckoned::{Sums, joined};
use super::relations::{self, Names, Printed, Term};
use super::row_names;
use super::settled_parts::doubt_parts;
use super::table::Made;
use crate::notice::RelationOf;
use crate::notice::limits::MOST_RELATIONS;

/// A printed relation with the place where it stands, the table it stands in, if it does, and whether it stands in a heading.
pub(super) struct Sourced {
    pub(super) relation: Printed,
    pub(super) place: Option<Place>,
    pub(super) table: Option<usize>,
    pub(super) in_heading: bool,
}

impl Sums {
    /// Ties a printed relation to rows or columns; `false` where it fits neither.
    pub(super) fn printed(
        &mut self,
        rows: &mut [Made],
        columns: &[Columns],
        sourced: &Sourced,
        doubts: &mut Doubts,
    ) -> bool {
        let Sourced { relation, place, table, in_heading } = sourced;
        let names = || relation.left.iter().chain(&relation.right).map(|term| &term.name);
        let row_of = |name: &String| {
            row_names::find_where(&self.called, name, |at| {
                rows.get(at).is_some_and(|row| table.is_none_or(|table| table == row.table))
            })
        };
        // The numbers of rows that are for anything add up nothing.
        let is_row =
            |name: &String| row_of(name).and_then(|at| rows.get(at)).is_some_and(|row| !row.raw.is_open);
        let are_rows = relation.names != Names::Columns && !in_heading && names().all(is_row);
        let tables: Vec<usize> = columns
            .iter()
            .enumerate()
            .filter(|(index, _)| table.is_none_or(|table| table == *index))
            .filter(|(_, columns)| {
                names().all(|name| measure(&columns.measures, relation.names, name).is_some())
            })
            .map(|(index, _)| index)
            .collect();
        // 03=01-02 names the rows that print 01, 02 and 03, and no columns 1, 2 and 3.
        let terms = || relation.left.iter().chain(&relation.right);
        let is_padded = |at: usize| rows.get(at).is_some_and(|row| relations::is_padded(&row.raw.code));
        let are_padded =
            are_rows && terms().any(|term| term.is_padded && row_of(&term.name).is_some_and(is_padded));
        let may_be_columns = relation.names != Names::Rows && !are_padded;
        let are_columns = may_be_columns && !tables.is_empty();
        let says = says(relation);
        let are_times = may_be_columns && are_letters(columns, relation);
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
                let (Some(left), Some(right)) = (side(&relation.left), side(&relation.right)) else {
                    continue;
                };
                let sides = (left.as_slice(), relation.sign, right.as_slice());
                let count = rows.iter().filter(|row| row.table == table && !row.is_heading()).count();
                let has_rows = count > 0;
                if self.found.len() + count > MOST_RELATIONS {
                    let question =
                        format!("“{says}”每一行都要检查，一张表最多检查 {MOST_RELATIONS} 处，怎么办？");
                    let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at(place.clone());
                    doubts.ask(doubt.reading("先不检查", "前面的关系已经把位置用完"));
                    continue;
                }
                if self.printed_between_columns(rows, table, sides, place.as_ref()) == 0 && has_rows {
                    let question = format!("“{says}”里几栏的单位不一样，或者是比率，怎么检查？");
                    let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at(place.clone());
                    doubts.ask(doubt.reading("先不检查", "不能相加，也不能比"));
                }
            }
        } else {
            return relation_of_times(columns, relation, *in_heading);
        }
        true
    }

    /// A relation that fits neither rows nor columns. One in words that says again what another says in numbers is that one.
    pub(super) fn unmatched(&self, rows: &mut [Made], sourced: &Sourced, doubts: &mut Doubts) {
        let Sourced { relation, place, .. } = sourced;
        let side = |terms: &[Term]| -> Option<Vec<(u16, bool)>> {
            let number = |term: &Term| rows.get(row_names::find_within(&self.called, &term.name)?);
            terms.iter().map(|term| Some((number(term)?.row.number, term.minus))).collect()
        };
        let meant =
            side(&relation.left).zip(side(&relation.right)).filter(|_| relation.names == Names::Words);
        let meant = meant.map(|(left, right)| {
            let told = |side: &[(u16, bool)]| {
                joined(side.iter().map(|(number, minus)| (number.to_string(), *minus)))
            };
            let says = format!("{}{}{}", told(&left), relation.sign, told(&right));
            (says, self.relation_of_rows(rows, (&left, relation.sign, &right)))
        });
        let is_known = |says: &str| {
            self.found.iter().any(|found| found.value.of == RelationOf::Rows && found.value.says == says)
        };
        if meant.as_ref().is_some_and(|(says, _)| is_known(says)) {
            return;
        }
        let says = says(relation);
        doubt_parts(rows, &says);
        let question = format!("“{says}”没有对上表里的行或栏，要检查什么？");
        let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at(place.clone());
        let doubt = doubt.reading("先不检查", "认不出是哪几行");
        doubts.ask(match meant {
            Some((says, Some(found))) => {
                let value = format!("编号 {says}");
                doubt.reading_then(value, "这几行的名称里有这些字", Then::Relations(vec![found]))
            }
            _ => doubt,
        });
    }
}

fn says(relation: &Printed) -> String {
    let side = |terms: &[Term]| joined(terms.iter().map(|term| (term.name.clone(), term.minus)));
    relations::shown(&format!("{}{}{}", side(&relation.left), relation.sign, side(&relation.right)))
}

/// The measure that a name in a relation means.
fn measure(measures: &[Measure], names: Names, name: &str) -> Option<usize> {
    let only = |is_it: &dyn Fn(&Measure) -> bool| {
        let all = measures.iter().enumerate().filter(|(_, one)| one.id.is_some() && is_it(one));
        let mut found = all.map(|(at, _)| at);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    let is_number = name.chars().all(|one| one.is_ascii_digit());
    if names == Names::Columns || (names != Names::Words && is_number) {
        return only(&|measure| measure.letter == name);
    }
    only(&|measure| measure.name == name)
        .or_else(|| only(&|measure| row_names::are_alike(&measure.name, name)))
        // 拨付 stands under 补助资金, and under nothing else.
        .or_else(|| only(&|measure| measure.heading == name))
}

/// Whether a relation is between the columns of one measure, which the program reckons itself: 本年累计=上月累计+本月.
fn relation_of_times(columns: &[Columns], relation: &Printed, in_heading: bool) -> bool {
    let is_time = |name: &str| super::times::is_known(name) || name.contains("累计") || name.contains('月');
    let all = || relation.left.iter().chain(&relation.right);
    (relation.names == Names::Words && all().all(|term| is_time(&term.name)))
        || ((relation.names == Names::Columns || in_heading) && are_letters(columns, relation))
}

/// Whether the names of a relation stand under the headings.
fn are_letters(columns: &[Columns], relation: &Printed) -> bool {
    let letters: BTreeSet<&str> = columns.iter().flat_map(|one| &one.letters).map(String::as_str).collect();
    relation.left.iter().chain(&relation.right).all(|term| letters.contains(term.name.as_str()))
}
