//! Rows that are no figure of one month, or whose months do not add up: they are asked about.

use std::collections::BTreeSet;

use super::doubt::{Doubt, Doubts, Matter, Sureness, Then};
use super::forming::Forming;
use super::grid::Spot;
use super::table::Made;
use super::{units, words};
use crate::notice::{FigureId, Role};

/// A row for each month makes a table of the whole year, which is no form that is filled in every month.
pub(super) fn ask_months(made: &[Made], form: usize, doubts: &mut Doubts) {
    let months: Vec<&Made> = made.iter().filter(|row| super::roles::is_month(&row.raw.name())).collect();
    if months.len() > 1 {
        let question = "这张表一个月一行，是全年的表。每月把各个月都填一遍，还是只填当月的一行？".to_owned();
        let doubt = Doubt::new(Matter::Figures, question).of_form(form).hindering();
        let doubt = doubt.at(months.iter().map(|row| row.place()));
        let doubt = doubt.reading("每月都填各个月的行", "表上印着这些行");
        doubts.ask(doubt.reading("只填当月的一行", "是每月报的表；要请发表的人改成“当月”“累计”两栏"));
    }
}

/// Times in rows that could not be laid out in columns: each would be a figure of its own, or none.
pub(super) fn ask_times(forming: &Forming, form: usize, doubts: &mut Doubts) {
    for table in forming.tables.iter().filter(|table| !table.body.grid.is_laid_out()) {
        let grid = &table.body.grid;
        let figures = table.columns.measures.iter().map(|measure| measure.month.start).min();
        let spots = table.body.rows.iter().flat_map(|row| grid.beginning(*row));
        let spots = spots.filter(|spot| figures.is_some_and(|figures| spot.area.first.1 < figures));
        let times: Vec<Spot> = spots.filter(super::time_rows::is_time).collect();
        let names: BTreeSet<String> = times.iter().map(|spot| format!("“{}”", spot.text)).collect();
        if names.len() > 1 {
            let names: Vec<String> = names.into_iter().collect();
            let question = format!("{}写在行上，看不出怎样改成栏，怎么办？", names.join("、"));
            let doubt = Doubt::new(Matter::Figures, question).of_form(form).hindering();
            let doubt = doubt.at(times.iter().map(|spot| grid.place(spot)));
            let doubt = doubt.reading("各行是各的数", "每一行成了另一个数");
            doubts.ask(doubt.reading("是同一个数", "要请发表的人改成“当月”“累计”两栏"));
        }
    }
}

/// What there is at the end of a month does not add up over months, and a column of totals adds up every row.
pub(super) fn ask_stocks(made: &[Made], forming: &Forming, form: usize, doubts: &mut Doubts) {
    let has_total = |table: usize| {
        let columns = forming.tables.get(table).map(|table| &table.columns.tree);
        let mut leaves = columns.into_iter().flatten().flat_map(|column| column.leaves());
        leaves.any(|leaf| leaf.role == Some(Role::Total))
    };
    let is_stock = |row: &&Made| words::STOCKS.iter().any(|word| row.raw.name().contains(word));
    let stocks: Vec<&Made> = made
        .iter()
        .filter(|row| !row.is_heading())
        .filter(is_stock)
        .filter(|row| has_total(row.table))
        // Where the total is struck out, that is asked about.
        .filter(|row| row.measures.iter().any(|measure| !is_asked(row, *measure)))
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
    let doubt = doubt.reading("相加", "表上有“累计”一栏，没有划掉");
    doubts.ask(doubt.reading("不相加", "月底的数相加没有意义；要请发表的人把这一格划掉"));
}

/// Whether it was asked already what of the month and the total is filled in.
fn is_asked(row: &Made, measure: usize) -> bool {
    row.raw.has_no_total(measure) || row.raw.has_only_total(measure)
}

/// What is planned for a year stays the same every month: it is no figure of one.
pub(super) fn ask_plans(made: &[Made], form: usize, doubts: &mut Doubts) {
    let is_planned = |row: &&Made| words::PLANNED_ROWS.iter().any(|word| row.raw.name().contains(word));
    let question = |names: &str| format!("{names}：像是计划、目标一类的数，通知里每个数都是当月的，怎么办？");
    let readings = [
        ("每月照填", "在表的行里", Then::Stays),
        ("照印，不填数", "计划不是当月的数", Then::Heading),
        ("不要这几行", "计划不是当月的数", Then::LeaveOut),
    ];
    ask_rows(made.iter().filter(is_planned), question, &readings, (form, doubts));
}

/// Rows that are totals since the beginning of a term or a quarter: a notice has none.
pub(super) fn ask_spans(made: &[Made], form: usize, doubts: &mut Doubts) {
    let is_of_span = |row: &&Made| super::times::is_of_other_span(&row.raw.name());
    let question = |names: &str| {
        format!("{names}：不从年初、也不从第一次报的那个月算起，通知里的累计只有这两种，怎么办？")
    };
    let readings = [
        ("每月自己算好再填", "在表的行里", Then::Stays),
        ("照印，不填数", "各月相加的和它不一样", Then::Heading),
        ("不要这几行", "通知里没有这样的累计", Then::LeaveOut),
    ];
    ask_rows(made.iter().filter(is_of_span), question, &readings, (form, doubts));
}

fn ask_rows<'a>(
    rows: impl Iterator<Item = &'a Made>,
    question: impl Fn(&str) -> String,
    readings: &[(&str, &str, Then)],
    (form, doubts): (usize, &mut Doubts),
) {
    let rows: Vec<&Made> = rows.filter(|row| !row.is_heading()).collect();
    if rows.is_empty() {
        return;
    }
    let names: Vec<String> = rows.iter().map(|row| row.called()).collect();
    let figures = rows.iter().flat_map(|row| &row.row.figures).map(|figure| figure.id);
    let doubt = Doubt::new(Matter::Figures, question(&names.join("、"))).of_form(form).about(figures);
    let doubt = doubt.at(rows.iter().map(|row| row.place()));
    let with = |doubt: Doubt, (value, because, then): &(&str, &str, Then)| {
        doubt.reading_then(*value, *because, then.clone())
    };
    doubts.ask(readings.iter().fold(doubt, with));
}

/// Rates, averages and marks do not add up over months either: those over which a column of totals stands.
fn ask_rates(made: &[Made], forming: &Forming, form: usize, doubts: &mut Doubts) {
    let has_total = |table: usize, measure: &Option<String>| {
        let columns = forming.tables.get(table).map(|table| &table.columns.tree);
        let mut leaves = columns.into_iter().flatten().flat_map(|column| column.leaves());
        leaves.any(|leaf| {
            leaf.role == Some(Role::Total) && (leaf.measure == *measure || leaf.measure.is_none())
        })
    };
    let mut rates: Vec<(&Made, FigureId, &str)> = Vec::new();
    for row in made.iter().filter(|row| !row.is_heading()) {
        for (measure, figure) in row.measures.iter().zip(&row.row.figures) {
            if is_asked(row, *measure) {
                continue;
            }
            // What may be several numbers, each in its own unit, is asked already: 座/延米.
            let may_be_several =
                figure.unit.sureness == Sureness::Asked && units::all_announced(&figure.unit.value).len() > 1;
            let is_rate = units::is_no_sum(&figure.name, &figure.unit.value) && !may_be_several;
            if is_rate && has_total(row.table, &figure.measure) {
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
    let doubt = doubt.reading("相加", "表上有“累计”一栏，没有划掉");
    doubts.ask(doubt.reading("不相加", "各月的比率相加没有意义；要请发表的人把这一格划掉"));
}
