//! Rows that are no figure of one month, or whose months do not add up: they are asked about.

use std::collections::BTreeSet;

use super::doubt::{Doubt, Doubts, Matter, Then};
use super::forming::Forming;
use super::grid::Spot;
use super::marks::without_mark;
use super::stocks::has_total;
use super::table::Made;
use super::text::plain;
use super::words;

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
        let times: Vec<Spot> = spots.filter(is_time).collect();
        let names: BTreeSet<String> = times.iter().map(|spot| format!("“{}”", spot.text)).collect();
        // One that is always 本月 says nothing that is not so anyhow.
        let is_only_month = |spot: &Spot| {
            super::time_rows::is_month(spot) && !without_mark(&spot.plain).starts_with(words::OF_WHICH)
        };
        if names.len() > 1 || !times.iter().all(is_only_month) {
            let names: Vec<String> = names.into_iter().collect();
            let question = format!("{}写在行上，看不出怎样改成栏，怎么办？", names.join("、"));
            let doubt = Doubt::new(Matter::Figures, question).of_form(form).hindering();
            let doubt = doubt.at(times.iter().map(|spot| grid.place(spot)));
            let doubt = doubt.reading("各行是各的数", "每一行成了另一个数");
            doubts.ask(doubt.reading("是同一个数", "要请发表的人改成“当月”“累计”两栏"));
        }
    }
}

/// Whether a text is a time and no more, as a row of its own or as a part of the one above: 累计, 其中：本月.
fn is_time(spot: &Spot) -> bool {
    let whole = without_mark(&spot.plain);
    whole.strip_prefix(words::OF_WHICH).map_or_else(
        || super::time_rows::is_time(spot),
        |time| super::times::is_only(time.trim_start_matches(':')),
    )
}

/// Rows that are totals by their names, where no column says the time: over months they would be added up once more.
pub(super) fn ask_totals(made: &[Made], forming: &Forming, form: usize, doubts: &mut Doubts) {
    let is_total = |row: &&Made| {
        let is_one = |name: &str| words::ADDED_UP_ROWS.iter().any(|word| plain(name).contains(word));
        let is_other = super::times::is_of_other_span(&row.raw.name());
        let has_times = has_total(forming, row.table, None) || super::times::is_only(&plain(&row.raw.name()));
        !has_times
            && !is_other
            && row.row.figures.iter().any(|figure| is_one(&figure.name) || is_one(&row.raw.content.plain))
    };
    let question = |names: &str| format!("{names}：像是累计数，每月填进去，程序会把各月的再相加，怎么办？");
    let readings = [
        ("每月填当月的数", "在表的行里，表上没有累计的栏", Then::Stays),
        ("照印，不填数", "累计数程序自己会算", Then::Heading),
        ("不要这几行", "累计数程序自己会算", Then::LeaveOut),
    ];
    // What says that it is a total may stand in brackets.
    let called = |row: &Made| format!("“{}”", row.raw.content.text.chars().take(20).collect::<String>());
    ask_rows(made.iter().filter(is_total), called, question, &readings, (form, doubts));
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
    ask_rows(made.iter().filter(is_planned), Made::called, question, &readings, (form, doubts));
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
    ask_rows(made.iter().filter(is_of_span), Made::called, question, &readings, (form, doubts));
}

fn ask_rows<'a>(
    rows: impl Iterator<Item = &'a Made>,
    called: impl Fn(&Made) -> String,
    question: impl Fn(&str) -> String,
    readings: &[(&str, &str, Then)],
    (form, doubts): (usize, &mut Doubts),
) {
    let rows: Vec<&Made> = rows.filter(|row| !row.is_heading()).collect();
    if rows.is_empty() {
        return;
    }
    let names: Vec<String> = rows.iter().map(|row| called(row)).collect();
    let figures = rows.iter().flat_map(|row| &row.row.figures).map(|figure| figure.id);
    let doubt = Doubt::new(Matter::Figures, question(&names.join("、"))).of_form(form).about(figures);
    let doubt = doubt.at(rows.iter().map(|row| row.place()));
    let with = |doubt: Doubt, (value, because, then): &(&str, &str, Then)| {
        doubt.reading_then(*value, *because, then.clone())
    };
    doubts.ask(readings.iter().fold(doubt, with));
}
