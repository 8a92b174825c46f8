//! Rows that are no figure of one month, or whose months do not add up: they are asked about.

use std::collections::BTreeSet;

use super::doubt::{Doubt, Doubts, Matter};
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
        for figure in &row.row.figures {
            if units::is_no_sum(&figure.name, &figure.unit.value) && has_total(row.table, &figure.measure) {
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
