//! Rows in which nothing is printed at all, for things of which only whoever reports knows. A notice has none, so that it is
//! asked what becomes of them, where the notes speak of them or a sum stands right below.

use super::doubt::{Doubt, Doubts, Matter, Place, Then};
use super::forming::Forming;
use super::text::plain;
use super::words;

/// Asks about the blank rows of the tables of a form.
pub(super) fn ask(forming: &Forming, form: usize, doubts: &mut Doubts) {
    let are_named = forming
        .note_items()
        .1
        .iter()
        .any(|(note, _)| words::BLANK_ROWS.iter().any(|word| plain(note).contains(word)));
    for table in &forming.tables {
        let is_above_sum = |place: &Place| {
            let below = table.raws.iter().find(|raw| raw.place.row > place.row);
            let above = table.raws.iter().any(|raw| raw.place.row < place.row);
            above && below.is_some_and(super::rows::Raw::is_bare_sum)
        };
        let blank: Vec<Place> =
            table.blank.iter().filter(|place| are_named || is_above_sum(place)).cloned().collect();
        if blank.is_empty() || table.raws.is_empty() {
            continue;
        }
        let question = format!("表里有 {} 行空白行，没有印内容，怎么办？", blank.len());
        let doubt = Doubt::new(Matter::Figures, question).of_form(form).at(blank);
        let doubt = doubt.reading("先不要这几行", "没有印内容，也没有单位");
        let because =
            if are_named { "说明里提到了空白行" } else { "下面是合计，可能也要算进去" };
        doubts.ask(doubt.reading_then("要，填的单位自己加内容", because, Then::ByHand));
    }
}
