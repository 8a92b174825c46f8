//! What does not add up over months though a column of totals stands beside it: what there is at the end of a month, by its name
//! or because a note says so, and rates.

use super::doubt::{Doubt, Doubts, Matter, Place, Sureness, Then};
use super::forming::Forming;
use super::left_blank::sentences;
use super::rows_named::named_rows;
use super::table::Made;
use super::text::{brackets, plain};
use super::{marks, units, words};
use crate::notice::{FigureId, Role, Scope};

/// Words with which a note says that something is what there is on a day.
const ON_A_DAY: [&str; 8] =
    ["时点数", "时点指标", "时点值", "期末数", "月末数", "期末值", "存量数", "期末时点"];
/// What is said of such a number or of any that has no total.
const NOT_ADDED: [&str; 12] = [
    "不累计",
    "不作累计",
    "不做累计",
    "不需累计",
    "无需累计",
    "不用累计",
    "不必累计",
    "不填累计",
    "不报累计",
    "不相加",
    "不加总",
    "不累加",
];
/// What stands before a word that is also a piece of names: 为存量.
const IS: [&str; 8] = ["为", "是", "系", "属", "按", "填", "报", "指"];
/// How much of a sentence is shown.
const SHOWN: usize = 40;
/// Why months do not add up.
const STOCK: &str = "月底的数相加没有意义；累计一格印“—”";
const RATE: &str = "各月的比率相加没有意义；累计一格印“—”";

/// Whether a column of totals stands in a table, of one measure or of any.
pub(super) fn has_total(forming: &Forming, table: usize, measure: Option<&Option<String>>) -> bool {
    let columns = forming.tables.get(table).map(|table| &table.columns.tree);
    let mut leaves = columns.into_iter().flatten().flat_map(|column| column.leaves());
    leaves.any(|leaf| {
        let is_of = |measure: &Option<String>| leaf.measure == *measure || leaf.measure.is_none();
        leaf.role == Some(Role::Total) && measure.is_none_or(is_of)
    })
}

/// A note may say of rows or columns that they are what there is on a day, or have no total. What their names say already is
/// asked by these.
pub(super) fn ask_noted<'a>(
    made: &[Made],
    forming: &Forming,
    said: impl Iterator<Item = (&'a str, Option<Place>)>,
    form: usize,
    doubts: &mut Doubts,
) {
    let mut known = std::collections::BTreeSet::new();
    for (text, place) in said {
        for sentence in sentences(text) {
            let compared = plain(&sentence);
            let Some(subject) = subject(&compared) else { continue };
            let Some(figures) = named(subject, &sentence, made, forming) else { continue };
            let shown: String = marks::without_mark(&sentence).chars().take(SHOWN).collect();
            let question = match figures.as_slice() {
                // Where totals are struck out, it is said of those.
                [] if has_struck(made) => continue,
                [] if (0..forming.tables.len()).any(|table| has_total(forming, table, None)) => {
                    format!("写着“{shown}”，没有认出说的是哪几个数，“累计”一栏都把各月的数相加吗？")
                }
                [] => continue,
                _ => {
                    let names: Vec<String> = figures.iter().map(|(_, name)| format!("“{name}”")).collect();
                    format!("写着“{shown}”：{}的“累计”一栏也把各月的数相加吗？", names.join("、"))
                }
            };
            if !known.insert(question.clone()) {
                continue;
            }
            let doubt = Doubt::new(Matter::Columns, question).of_form(form).at(place.clone());
            let doubt = doubt.about(figures.into_iter().map(|(id, _)| id));
            doubts.ask(added_or_not(doubt, STOCK));
        }
    }
}

/// A question with both ways of filling in the totals of its figures.
fn added_or_not(doubt: Doubt, why_not: &str) -> Doubt {
    let doubt = doubt.reading("相加", "表上有“累计”一栏，没有划掉");
    doubt.reading_then("不相加", why_not, Then::Scope(Scope::None))
}

fn has_struck(made: &[Made]) -> bool {
    made.iter().flat_map(|row| &row.row.figures).any(|figure| figure.scope == Scope::None)
}

/// What a sentence says it of, where it says that something does not add up over months.
fn subject(plain: &str) -> Option<&str> {
    // 至报告期末数 is where a total ends.
    let is_end = |at: &usize| plain.get(..*at).is_some_and(|before| before.ends_with("报告"));
    let on_a_day = ON_A_DAY.iter().chain(&NOT_ADDED).filter_map(|word| plain.find(word));
    let on_a_day = on_a_day.filter(|at| !is_end(at));
    let stock = plain
        .match_indices("存量")
        .map(|(at, _)| at)
        .filter(|at| plain.get(..*at).is_some_and(|before| IS.iter().any(|word| before.ends_with(word))));
    plain.get(..on_a_day.chain(stock).min()?)
}

/// The figures with a total that are named, by the number or the name of their row or of their column; none where it was asked
/// of all that are named already.
fn named(subject: &str, sentence: &str, made: &[Made], forming: &Forming) -> Option<Vec<(FigureId, String)>> {
    let (numbered, _) = named_rows(sentence, made);
    let is_in = |name: &str| {
        let name = marks::without_mark(&brackets(name).0).trim_end_matches('数').to_owned();
        name.chars().count() > 1 && subject.contains(&name)
    };
    let (mut found, mut is_any) = (Vec::new(), false);
    for row in made.iter().filter(|row| !row.is_heading()) {
        let measures = forming.tables.get(row.table).map(|table| table.columns.measures.as_slice());
        let is_row = numbered.contains(&row.row.number) || is_in(&row.raw.content.plain);
        for (at, figure) in row.measures.iter().zip(&row.row.figures) {
            let heading = measures.and_then(|measures| measures.get(*at)).filter(|one| one.id.is_some());
            let is_column = heading.is_some_and(|one| is_in(&plain(&one.name)));
            let is_stock = words::STOCKS.iter().any(|word| row.raw.name().contains(word));
            let is_added = has_total(forming, row.table, Some(&figure.measure)) && !is_struck(row, *at);
            is_any |= is_row || is_column;
            if (is_row || is_column) && is_added && !is_stock {
                found.push((figure.id, figure.name.clone()));
            }
        }
    }
    (!is_any || !found.is_empty()).then_some(found)
}

/// What there is at the end of a month does not add up over months, and a column of totals adds up every row.
pub(super) fn ask_stocks(made: &[Made], forming: &Forming, form: usize, doubts: &mut Doubts) {
    let is_stock = |row: &&Made| words::STOCKS.iter().any(|word| row.raw.name().contains(word));
    let stocks: Vec<&Made> = made
        .iter()
        .filter(|row| !row.is_heading())
        .filter(is_stock)
        .filter(|row| has_total(forming, row.table, None))
        .filter(|row| row.measures.iter().any(|measure| !is_struck(row, *measure)))
        .collect();
    ask_rates(made, forming, form, doubts);
    if stocks.is_empty() {
        return;
    }
    let names: Vec<String> = stocks.iter().map(|row| row.called()).collect();
    let question = format!("{}：像是月底有多少，“累计”一栏也把各月的数相加吗？", names.join("、"));
    let figures: Vec<FigureId> =
        stocks.iter().flat_map(|row| &row.row.figures).map(|figure| figure.id).collect();
    let doubt = Doubt::new(Matter::Columns, question).of_form(form).about(figures);
    let doubt = doubt.at(stocks.iter().map(|row| row.place()));
    doubts.ask(added_or_not(doubt, STOCK));
}

/// Whether one of the two cells is struck out: then the form says itself what is added up, or that was asked already.
fn is_struck(row: &Made, measure: usize) -> bool {
    row.raw.has_no_total(measure) || row.raw.has_only_total(measure)
}

/// Rates, averages and marks do not add up over months either: those over which a column of totals stands.
fn ask_rates(made: &[Made], forming: &Forming, form: usize, doubts: &mut Doubts) {
    let mut rates: Vec<(&Made, FigureId, &str)> = Vec::new();
    for row in made.iter().filter(|row| !row.is_heading()) {
        for (measure, figure) in row.measures.iter().zip(&row.row.figures) {
            if is_struck(row, *measure) {
                continue;
            }
            // What may be several numbers, each in its own unit, is asked already: 座/延米.
            let may_be_several =
                figure.unit.sureness == Sureness::Asked && units::all_announced(&figure.unit.value).len() > 1;
            let is_rate = units::is_no_sum(&figure.name, &figure.unit.value) && !may_be_several;
            if is_rate && has_total(forming, row.table, Some(&figure.measure)) {
                rates.push((row, figure.id, &figure.name));
            }
        }
    }
    if rates.is_empty() {
        return;
    }
    let names: Vec<String> = rates.iter().map(|(_, _, name)| format!("“{name}”")).collect();
    let question = format!("{}：像是比率、平均数或得分，“累计”一栏也把各月的数相加吗？", names.join("、"));
    let doubt = Doubt::new(Matter::Columns, question).of_form(form).about(rates.iter().map(|(_, id, _)| *id));
    let doubt = doubt.at(rates.iter().map(|(row, ..)| row.place()));
    doubts.ask(added_or_not(doubt, RATE));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_what_does_not_add_up() {
        for (text, of) in [
            ("企业为时点数", Some("企业为")),
            ("第2项不累计", Some("第2项")),
            ("摊点为存量", Some("摊点为")),
            ("存量隐患要逐条整改", None),
            ("累计数从年初算起", None),
            ("累计为1月1日至报告期末数", None),
        ] {
            assert_eq!(subject(text), of, "{text}");
        }
    }
}
