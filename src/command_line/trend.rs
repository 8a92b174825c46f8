//! A figure over the months, as the other end shows it.

use serde::Serialize;

use super::json::line;
use super::outcome::Outcome;
use super::tables::{align_right, lines, table, text};
use crate::collation::{ClosedSum, Coverage, Trend, lacking};
use crate::error::Error;
use crate::notice::FigureId;
use crate::period::Month;
use crate::session::Session;

pub(crate) fn trend(
    session: &Session,
    figure: FigureId,
    unit: Option<&str>,
    json: bool,
) -> Result<Outcome, Error> {
    let collation = session.collation();
    let unit = unit.map(|name| collation.member(name).map(|member| member.id)).transpose()?;
    let trend = collation.trend(figure, unit, None)?;
    if json {
        return Ok(Outcome::done(as_json(&trend)));
    }
    let columns = &session.form().columns;
    let closed = [&columns.month, &columns.total].map(|column| format!("关账时的{column}"));
    let has_closed = trend.months.iter().any(|one| one.closed.is_some());
    let mut headings: Vec<&str> = vec!["月份", &columns.month, &columns.total, "几个单位", "缺哪些单位"];
    headings.extend(closed.iter().filter(|_| has_closed).map(String::as_str));
    let mut shown = table(&headings);
    align_right(&mut shown, &[1, 2, 3]);
    for one in &trend.months {
        let mut row = vec![
            one.month.name(),
            text(one.value),
            text(one.total),
            match &one.coverage {
                Coverage { expected: 0, .. } => String::new(),
                Coverage { units, expected, .. } => format!("{units}/{expected}"),
            },
            super::collated::shortened(&lacking(&one.coverage.missing, &one.coverage.returned)),
        ];
        if has_closed {
            row.extend(
                [one.closed.and_then(|closed| closed.value), one.closed.and_then(|closed| closed.total)]
                    .map(text),
            );
        }
        shown.add_row(row);
    }
    let of = trend.of.as_ref().map(|name| format!("{name}　")).unwrap_or_default();
    Ok(Outcome::done(lines(&[
        format!("{of}{}（{}）", trend.name, trend.unit),
        shown.to_string(),
        trend.words,
    ])))
}

fn as_json(trend: &Trend) -> String {
    #[derive(Serialize)]
    struct Line<'trend> {
        month: Month,
        value: Option<String>,
        total: Option<String>,
        units: usize,
        expected: usize,
        complete: bool,
        missing: &'trend [String],
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        returned: &'trend [String],
        #[serde(skip_serializing_if = "Option::is_none")]
        closed: Option<ClosedSum>,
    }
    #[derive(Serialize)]
    struct Record<'trend> {
        figure: FigureId,
        name: &'trend str,
        measure: &'trend str,
        unit: Option<&'trend str>,
        months: Vec<Line<'trend>>,
    }
    let months = trend.months.iter().map(|one| Line {
        month: one.month,
        value: one.value.map(|amount| amount.to_string()),
        total: one.total.map(|amount| amount.to_string()),
        units: one.coverage.units,
        expected: one.coverage.expected,
        complete: one.is_complete(),
        missing: &one.coverage.missing,
        returned: &one.coverage.returned,
        closed: one.closed,
    });
    line(&Record {
        figure: trend.figure,
        name: &trend.name,
        measure: &trend.unit,
        unit: trend.of.as_deref(),
        months: months.collect(),
    })
}
