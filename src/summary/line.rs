//! One figure over a span: its months, its total, its best month, and its gaps.
//!
//! The total is the sum of the months in the span: their amounts, their adjustments, and the opening balance
//! if the span contains all of it. Within a year it equals the form's own 累计. Over several years it adds them
//! up, also for a unit whose 累计 starts again each January, and a remark says so; only a figure whose sentence
//! says 今年 is never added up over a new year.

use serde::Serialize;

use super::compare::{Comparison, compare};
use super::{Standing, SummaryMonth, is_one_year};
use crate::amount::Amount;
use crate::notice::{Figure, FigureId, Form, Row, Scope, Term};
use crate::period::{Month, month_spans};
use crate::report::{Entry, Ledger, applies, combined, filled_terms};
use crate::wording::quoted;

/// One figure over a span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SummaryLine {
    pub figure: FigureId,
    pub row: u16,
    pub name: String,
    pub unit: String,
    pub part_of: Option<FigureId>,
    /// Whether the unit fills in the figure at all.
    pub applies: bool,
    /// The entry of each month of the span.
    pub entries: Vec<Entry>,
    /// The total at the end of each month; `None` if nothing is known yet or the month is not counted.
    pub running: Vec<Option<Amount>>,
    /// The total of the span, or of its last year for a yearly figure; `None` if nothing is known.
    pub total: Option<Amount>,
    /// The total of each year, for a yearly figure in a span of more than one year.
    pub years: Vec<YearTotal>,
    /// The opening balance, if it is a part of the total.
    pub opening: Option<Amount>,
    /// The sum of the adjustments in the total.
    pub adjustment: Option<Amount>,
    /// The month with the largest amount above zero; the earliest if there are several.
    pub best: Option<BestMonth>,
    /// The counted months without an amount.
    pub missing: Vec<Month>,
    /// The change since the same months of the year before, or else since the same number of months just
    /// before; `None` if either side is not completely known.
    pub compared: Option<Comparison>,
    /// A remark about the total, in words; empty if there is none.
    pub remark: String,
}

/// The total of a calendar year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct YearTotal {
    pub year: i32,
    pub amount: Amount,
}

/// The month with the largest amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BestMonth {
    pub month: Month,
    /// The month in words.
    pub name: String,
    pub amount: Amount,
}

/// How many figures a sentence names; if there are more, it gives their number.
const NAMED: usize = 3;

/// The names of some figures.
pub(super) fn named(lines: &[&SummaryLine]) -> String {
    let names: String = lines.iter().take(NAMED).map(|line| quoted(&line.name)).collect();
    if lines.len() > NAMED { format!("{names}等{}项", lines.len()) } else { names }
}

pub(super) fn line(
    form: &Form,
    ledger: &Ledger,
    row: &Row,
    figure: &Figure,
    months: &[SummaryMonth],
) -> SummaryLine {
    let fills = applies(row, &ledger.unit.kind);
    let entries: Vec<Entry> =
        months.iter().map(|month| ledger.entry(form, row, figure, month.month)).collect();
    let terms = if fills { lines_of_terms(form, ledger, figure, months) } else { Vec::new() };
    let adds_up = fills && figure.has_total();
    let opening = if !figure.has_total() {
        None
    } else if figure.is_derived() {
        let known = terms.iter().map(|(term, line)| (*term, (line.opening, true)));
        combined(figure, known)
    } else {
        opening(form, ledger, row, figure, months)
    };
    let running = match () {
        () if !adds_up => vec![None; months.len()],
        () if figure.is_derived() => running_of_terms(figure, months, &terms),
        () => running(form, ledger, figure, opening, months, &entries),
    };
    let missing: Vec<Month> = months
        .iter()
        .zip(&entries)
        .filter(|(month, entry)| {
            fills
                && month.standing.is_counted()
                && month.standing != Standing::NoData
                && entry.amount().is_none()
        })
        .map(|(month, _)| month.month)
        .collect();
    let total = running.iter().copied().flatten().last().or(opening);
    let total = total.filter(|_| fills);
    let adjustment = months
        .iter()
        .filter(|month| fills && month.standing.is_counted())
        .filter_map(|month| ledger.adjustment(form, figure, month.month))
        .map(|adjustment| adjustment.amount)
        .reduce(|left, right| left + right);
    let known = months.iter().zip(&entries).filter_map(|(month, entry)| Some((month, entry.amount()?)));
    let best = known
        .filter(|(_, amount)| !amount.is_zero())
        .reduce(|best, other| if other.1 > best.1 { other } else { best });
    let mut line = SummaryLine {
        figure: figure.id,
        row: row.number,
        name: figure.name.clone(),
        unit: figure.unit.clone(),
        part_of: figure.part_of,
        applies: fills,
        entries,
        total,
        years: years(form, ledger, figure, opening, months, &running),
        running,
        opening,
        adjustment,
        best: best.map(|(month, amount)| BestMonth { month: month.month, name: month.name.clone(), amount }),
        compared: compare(form, ledger, row, figure, months).filter(|_| adds_up && missing.is_empty()),
        missing,
        remark: String::new(),
    };
    line.remark = remark(form, ledger, (row, figure), &line, months);
    line
}

/// The lines of what a derived figure is reckoned from; empty if it is typed.
fn lines_of_terms<'form>(
    form: &'form Form,
    ledger: &Ledger,
    figure: &'form Figure,
    months: &[SummaryMonth],
) -> Vec<(&'form Term, SummaryLine)> {
    let terms = filled_terms(form, ledger, figure).into_iter();
    terms.map(|(term, row, other)| (term, line(form, ledger, row, other, months))).collect()
}

/// The total of a derived figure at the end of each month, from those of its terms.
fn running_of_terms(
    figure: &Figure,
    months: &[SummaryMonth],
    terms: &[(&Term, SummaryLine)],
) -> Vec<Option<Amount>> {
    let at = |index: usize, month: &SummaryMonth| {
        let known = terms.iter().map(|(term, line)| {
            let is_whole = line.missing.iter().all(|missing| *missing > month.month);
            (*term, (line.running.get(index).copied().flatten(), is_whole))
        });
        combined(figure, known).filter(|_| month.standing.is_counted())
    };
    months.iter().enumerate().map(|(index, month)| at(index, month)).collect()
}

/// The opening balance, if the span contains all of it.
fn opening(
    form: &Form,
    ledger: &Ledger,
    row: &Row,
    figure: &Figure,
    months: &[SummaryMonth],
) -> Option<Amount> {
    let (first, last) = (months.first()?.month, months.last()?.month);
    let through = form.campaign.month_before(ledger.unit.first_month);
    let begins =
        if yearly(ledger, figure) { Month::new(through.year(), 1)? } else { form.campaign.first_month };
    let within = first <= begins.max(form.campaign.first_month) && through <= last;
    // An opening balance for the weeks before the campaign ends with its year if the figure is yearly.
    let lasts = !yearly(ledger, figure) || through >= form.campaign.first_month;
    ledger.opening_entry(form, row, figure).amount().filter(|_| within && lasts)
}

/// Whether the opening balance counts in its own year only.
fn yearly(ledger: &Ledger, figure: &Figure) -> bool {
    figure.scope == Scope::Year || ledger.unit.restart_each_year
}

fn running(
    form: &Form,
    ledger: &Ledger,
    figure: &Figure,
    opening: Option<Amount>,
    months: &[SummaryMonth],
    entries: &[Entry],
) -> Vec<Option<Amount>> {
    let mut sum = opening;
    let mut before: Option<Month> = None;
    let mut running = Vec::new();
    for (SummaryMonth { month, standing, .. }, entry) in months.iter().zip(entries) {
        let opened_in = form.campaign.month_before(ledger.unit.first_month).year();
        let restarts =
            figure.scope == Scope::Year && before.is_some_and(|before| before.year() < month.year());
        if restarts && !(sum == opening && opened_in == month.year()) {
            sum = None;
        }
        before = Some(*month);
        if !standing.is_counted() {
            running.push(None);
            continue;
        }
        let adjustment = ledger.adjustment(form, figure, *month).map(|adjustment| adjustment.amount);
        for amount in [entry.amount(), adjustment].into_iter().flatten() {
            sum = Some(sum.map_or(amount, |sum| sum + amount));
        }
        running.push(sum);
    }
    running
}

fn years(
    form: &Form,
    ledger: &Ledger,
    figure: &Figure,
    opening: Option<Amount>,
    months: &[SummaryMonth],
    running: &[Option<Amount>],
) -> Vec<YearTotal> {
    if figure.scope != Scope::Year || is_one_year(months) {
        return Vec::new();
    }
    // The months of that year may all be before the unit's first month.
    let opened_in = form.campaign.month_before(ledger.unit.first_month).year();
    let mut years: Vec<YearTotal> =
        opening.map(|amount| YearTotal { year: opened_in, amount }).into_iter().collect();
    for (month, amount) in months.iter().zip(running) {
        let Some(amount) = *amount else { continue };
        let year = month.month.year();
        match years.last_mut() {
            Some(known) if known.year == year => known.amount = amount,
            _ => years.push(YearTotal { year, amount }),
        }
    }
    years
}

/// The parts of the total that are not a month's own figure, and its gaps.
fn remark(
    form: &Form,
    ledger: &Ledger,
    (row, figure): (&Row, &Figure),
    line: &SummaryLine,
    months: &[SummaryMonth],
) -> String {
    if !line.applies {
        return "不填".to_owned();
    }
    let mut parts = Vec::new();
    if !figure.has_total() {
        parts.push("不累计".to_owned());
    }
    if !line.years.is_empty() {
        let years: Vec<String> =
            line.years.iter().map(|total| format!("{}年 {}", total.year, total.amount)).collect();
        parts.push(format!("每年重新起算：{}", years.join("、")));
    }
    if figure.has_total() && ledger.unit.restart_each_year && line.years.is_empty() && !is_one_year(months) {
        parts.push("各年相加；表上的累计每年重新计算".to_owned());
    }
    let before_start =
        figure.has_total() && months.iter().any(|month| month.standing == Standing::BeforeStart);
    let known = ledger.opening_entry(form, row, figure);
    match line.opening {
        Some(opening) => parts.push(format!("含期初累计 {opening}")),
        None if before_start && known.amount().is_some() => {
            parts.push("开始填报以前的数在期初累计里，没有计入".to_owned());
        }
        None if before_start && (ledger.wants_opening(form) || known != Entry::Blank) => {
            parts.push("期初累计没有填".to_owned());
        }
        None => {}
    }
    if let Some(adjustment) = line.adjustment.filter(|adjustment| !adjustment.is_zero()) {
        parts.push(format!("含累计调整 {adjustment}"));
    }
    if !line.missing.is_empty() {
        let at = months.first().map_or(ledger.unit.first_month, |month| month.month);
        parts.push(format!("缺 {}", month_spans(&line.missing, at).join("、")));
    }
    parts.join("；")
}
