//! A figure's chart as shares of its height: the months as bars, the total as a line. The layout chooses
//! colours and sizes. Only whole numbers are used, so that no amount is rounded here.

use serde::Serialize;

use crate::amount::Amount;
use crate::notice::Columns;
use crate::report::Entry;
use crate::summary::{Standing, Summary, SummaryLine};

/// The height of a chart, in the unit of its bars and its line.
const TOP: i128 = 10_000;

/// One figure's chart.
#[derive(Clone, Debug, Serialize)]
pub(in crate::output) struct Chart {
    /// The number of the row, the name and the unit.
    pub(in crate::output) title: String,
    /// The figure's name alone, for the smallest picture.
    pub(in crate::output) name: String,
    /// The total in words.
    pub(in crate::output) total: String,
    /// A description for those who cannot see it: of the chart, and of one of bars alone.
    pub(in crate::output) in_words: String,
    bars_in_words: String,
    /// What the bars and the line stand for, as the form calls it.
    bars: String,
    curve: String,
    /// One for each month.
    points: Vec<Point>,
    /// Whether the figure has nothing to show.
    empty: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Point {
    /// The month's number, with the year for each January and for the first month.
    label: String,
    year: Option<String>,
    /// The height of the bar; `None` if the month has no amount.
    bar: Option<i64>,
    /// The text over the bar.
    text: String,
    /// Whether the month's amount is missing.
    missing: bool,
    /// The height of the line.
    line: Option<i64>,
    /// Whether the total starts again here, so that the line is not connected to the month before.
    anew: bool,
}

impl Chart {
    /// Whether there is nothing to show.
    pub(in crate::output) fn is_empty(&self) -> bool {
        self.empty
    }
}

/// The charts of all figures that the unit fills in.
pub(in crate::output) fn charts(words: &Columns, summary: &Summary) -> Vec<Chart> {
    summary.lines().filter(|line| line.applies).map(|line| chart(words, summary, line)).collect()
}

/// One figure's chart.
pub(in crate::output) fn chart(words: &Columns, summary: &Summary, line: &SummaryLine) -> Chart {
    let amounts: Vec<Option<Amount>> = line.entries.iter().map(Entry::amount).collect();
    let highest_bar = amounts.iter().copied().flatten().max();
    let highest_point = line.running.iter().copied().flatten().max();
    let mut points: Vec<Point> = Vec::new();
    let mut before: Option<Amount> = None;
    for ((month, amount), running) in summary.months.iter().zip(&amounts).zip(&line.running) {
        let number = month.month.number();
        let counted = month.standing.is_counted();
        points.push(Point {
            label: number.to_string(),
            year: (number == 1 || points.is_empty()).then(|| month.month.year().to_string()),
            bar: amount.filter(|_| counted).and_then(|amount| share(amount, highest_bar)),
            text: amount.filter(|_| counted).map(|amount| amount.to_string()).unwrap_or_default(),
            missing: counted && month.standing != Standing::NoData && amount.is_none(),
            line: running.and_then(|running| share(running, highest_point)),
            anew: matches!((before, running), (Some(before), Some(now)) if *now < before),
        });
        before = *running;
    }
    let total = line.total.map_or_else(|| "没有数据".to_owned(), |total| format!("合计 {total}"));
    let title = format!("{}．{}（{}）", line.row, line.name, line.unit);
    Chart {
        in_words: format!("{title}，{total}，各月的柱和累计的线"),
        bars_in_words: format!("{title}，{total}，各月的柱"),
        bars: words.month.clone(),
        curve: words.total.clone(),
        title,
        name: format!("{}．{}", line.row, line.name),
        total,
        empty: highest_bar.is_none() && line.total.is_none(),
        points,
    }
}

fn share(amount: Amount, highest: Option<Amount>) -> Option<i64> {
    let (amount, highest) = (amount.ten_thousandths(), highest?.ten_thousandths());
    if highest <= 0 {
        return Some(0);
    }
    i64::try_from((amount.max(0) * TOP) / highest).ok()
}
