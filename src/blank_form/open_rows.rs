//! Rows that are printed with a number and without words, for names that whoever reports knows: the villages of a town. They
//! are kept where a table has no others, and asked about.

use super::columns::Columns;
use super::doubt::{Doubt, Doubts, Matter, Then};
use super::grid::Spot;
use super::rows::{Cell, MOST_ROWS, Raw};
use super::segment::Body;
use super::sentence::Sentence;
use super::text::{close_up, plain};
use super::times::timed;
use crate::notice::Column;
use crate::reading::Area;

/// Adds the open rows of a table to its rows, which have to be sums if there are any.
pub(super) fn add_open_rows(
    body: &Body,
    columns: &Columns,
    raws: &mut Vec<Raw>,
    form: usize,
    doubts: &mut Doubts,
) {
    let has_time =
        columns.tree.iter().flat_map(Column::leaves).any(|leaf| timed(&plain(&leaf.heading)).is_some());
    let are_sums = raws.iter().all(Raw::is_bare_sum);
    if !are_sums || columns.measures.is_empty() || (raws.is_empty() && !has_time) {
        return;
    }
    let open = open_rows(body, columns, raws);
    let (Some(first), Some(last)) = (open.first(), open.last()) else { return };
    let heading = heading(body, columns);
    let question = format!(
        "“{heading}”一栏有 {} 行没有印名称（{}至{}），怎么办？",
        open.len(),
        first.content.text,
        last.content.text
    );
    let doubt =
        Doubt::new(Matter::Figures, question).of_form(form).at(open.iter().map(|raw| raw.place.clone()));
    let value = format!("留着，先叫“{}”等，名称在这里改", first.content.text);
    let doubt = doubt.reading(value, "有要填的格子，名称由填报的单位写");
    let then = if raws.is_empty() { Then::ByHand } else { Then::LeaveOut };
    doubts.ask(doubt.reading_then("不要这几行", "没有印名称", then));
    raws.extend(open);
    raws.sort_by_key(|raw| raw.content.area.first.0);
}

fn heading(body: &Body, columns: &Columns) -> String {
    let content = columns.content.clone().unwrap_or_default();
    let leaf = body.heading.leaves.iter().rfind(|leaf| leaf.columns.end == content.end);
    leaf.map(|leaf| close_up(leaf.heading())).unwrap_or_default()
}

fn open_rows(body: &Body, columns: &Columns, raws: &[Raw]) -> Vec<Raw> {
    let grid = &*body.grid;
    let Some(content) = columns.content.clone().filter(|content| !content.is_empty()) else {
        return Vec::new();
    };
    let heading = heading(body, columns);
    let last_sum = raws.iter().map(|raw| raw.content.area.first.0).max();
    let mut open: Vec<Raw> = Vec::new();
    for row in body.rows.iter().copied().take(MOST_ROWS) {
        let spots = grid.row(row);
        let number = columns.number.clone().and_then(|number| grid.span(row, number).into_iter().next());
        let is_number =
            |spot: &Spot| spot.area.first.0 == row && spot.plain.chars().any(|one| one.is_ascii_digit());
        let is_open = match number.filter(is_number) {
            Some(number) => spots.iter().all(|spot| spot.area.first == number.area.first),
            // Without a number it is a row only where a sum stands below it.
            None => spots.is_empty() && last_sum.is_some_and(|sum| row < sum),
        };
        if !is_open {
            continue;
        }
        let code = spots.first().map(|spot| spot.plain.clone()).unwrap_or_default();
        let count = (open.len() + 1).to_string();
        let text = format!("{heading}{}", if code.is_empty() { &count } else { &code });
        let area = Area { first: (row, content.start), last: (row, content.end - 1) };
        let spot = Spot { raw: text.clone(), plain: plain(&text), text, area, indent: 0, doubt: None };
        open.push(Raw {
            place: grid.place(&spot),
            section: None,
            code,
            content: spot,
            group: None,
            unit: None,
            is_across: false,
            cells: vec![Cell::Empty; columns.measures.len()],
            totals: vec![None; columns.measures.len()],
            is_open: true,
            above: None,
            slots: 1,
            sentence: Sentence::default(),
        });
    }
    open
}
