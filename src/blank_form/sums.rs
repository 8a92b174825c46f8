//! What adds up: the relations that are printed, and what is called 合计 or 小计. How they are tied is for `printed_sums`.

use std::collections::BTreeSet;

use super::columns::Columns;
use super::doubt::{Doubt, Doubts, Found, Matter, Sureness, Then};
use super::marks::mark_name;
use super::measures;
use super::printed_sums::Sourced;
use super::reckoned::{Sides, Sums};
use super::row_names::{Called, printed_name};
use super::rows_named::codes;
use super::settled_parts::settle;
use super::sum_terms::{Terms, terms};
use super::table::Made;
use crate::notice::{FigureId, Relation, RowKind};

/// The most relations of a form: those of a notice.
const MOST: usize = crate::notice::limits::MOST_RELATIONS;

/// The relations of a form.
pub(super) fn sums(
    rows: &mut [Made],
    columns: &[Columns],
    said: &[Sourced],
    form: usize,
    doubts: &mut Doubts,
) -> Vec<Found<Relation>> {
    let called = rows.iter().zip(codes(rows)).map(|(row, code)| {
        if row.is_heading() {
            return Called::default();
        }
        let mark = mark_name(&row.raw.content.plain);
        Called { printed: printed_name(&code), words: row.raw.name(), mark }
    });
    let called = called.collect();
    let mut made =
        Sums { form, called, found: Vec::new(), derived: BTreeSet::new(), summed: BTreeSet::new() };
    let unmatched: Vec<&Sourced> =
        said.iter().filter(|sourced| !made.printed(rows, columns, sourced, doubts)).collect();
    for sourced in unmatched {
        made.unmatched(rows, sourced, doubts);
    }
    settle(rows, &made.found, doubts);
    made.by_name(rows, columns, doubts);
    made.across(rows, columns, doubts);
    for row in rows.iter_mut().filter(|row| made.summed.contains(&row.row.number)) {
        row.row.kind = RowKind::Sum;
    }
    made.found
}

impl Sums {
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
                    Terms::Perhaps(ways, why) => {
                        let mut doubt = ask().reading("自己填，不相加", why);
                        for numbers in ways {
                            let says =
                                self.relation_of_rows(rows, (&[(number, false)], '=', &signed(&numbers)));
                            let names = numbers.iter().filter_map(|number| {
                                rows.iter().find(|row| row.row.number == *number).map(Made::called)
                            });
                            let value = format!("由{}相加", names.collect::<Vec<_>>().join("、"));
                            let then = says.map_or(Then::ByHand, |says| Then::Relations(vec![says]));
                            doubt = doubt.reading_then(value, "名称里有“合计”", then);
                        }
                        doubts.ask(doubt);
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
            for measures::Sum { whole, ways, why } in measures::sums(&columns.measures) {
                let place = columns.measures.get(whole).and_then(|measure| measure.place.clone());
                let signed =
                    |terms: &[usize]| terms.iter().map(|term| (*term, false)).collect::<Vec<(usize, bool)>>();
                let Some(why) = why else {
                    for terms in ways {
                        let sides: Sides<'_, usize> = (&[(whole, false)], '=', &signed(&terms));
                        self.between_columns(rows, table, sides, (place.clone(), Sureness::Concluded));
                    }
                    continue;
                };
                let name =
                    |measure: usize| columns.measures.get(measure).map(|one| format!("“{}”", one.name));
                let question = format!("{}这一栏由哪几栏相加？", name(whole).unwrap_or_default());
                let doubt = Doubt::new(Matter::Relation, question).of_form(self.form).at(place);
                let mut doubt = doubt.reading("自己填，不相加", why);
                for terms in ways {
                    let sides: Sides<'_, usize> = (&[(whole, false)], '=', &signed(&terms));
                    let found = self.relations_of_columns(rows, table, sides);
                    // A relation that is printed has answered it.
                    if found.is_empty() {
                        continue;
                    }
                    let names: Vec<String> = terms.iter().filter_map(|term| name(*term)).collect();
                    if doubt.figures.is_empty() {
                        doubt = doubt.about(found.iter().map(|(whole, _)| *whole));
                    }
                    let value = format!("由{}相加", names.join("、"));
                    let then = Then::Relations(found.into_iter().map(|(_, relation)| relation).collect());
                    doubt = if self.found.len() + rows.len() <= MOST {
                        doubt.reading_then(value, "栏名是“合计”", then)
                    } else {
                        doubt.reading(value, "栏名是“合计”")
                    };
                }
                if doubt.readings.len() > 1 {
                    doubts.ask(doubt);
                }
            }
        }
    }
}
