//! Which figures of a sentence are a part of another one in it. Where the parts are read is for `sentence`; what is not certain
//! is asked here.

use std::collections::BTreeMap;

use super::doubt::{Doubt, Doubts, Found, Matter, Then};
use super::sentence::Part;
use super::table::Made;
use super::{units, words};
use crate::notice::FigureId;

/// The parts within a sentence, with a question for each whole of which it is not certain.
pub(super) fn in_sentences(rows: &mut [Made], form: usize, doubts: &mut Doubts) {
    for row in rows {
        let called: Vec<(FigureId, String)> =
            row.row.figures.iter().map(|figure| (figure.id, figure.name.clone())).collect();
        let mut asked: BTreeMap<usize, Vec<(FigureId, String)>> = BTreeMap::new();
        for (figure, part) in row.row.figures.iter_mut().zip(&row.said) {
            let place = Some(row.raw.place.clone());
            match part {
                Part::No => {}
                Part::Of(_) | Part::Perhaps(_) if units::is_rate(&figure.unit.value) => {}
                Part::Of(whole) => {
                    figure.part_of = Found::stated(called.get(*whole).map(|(id, _)| *id), place);
                }
                Part::Perhaps(whole) => {
                    figure.part_of = Found::asked(None, place);
                    asked.entry(*whole).or_default().push((figure.id, figure.name.clone()));
                }
            }
        }
        for (whole, parts) in asked {
            let Some((whole, name)) = called.get(whole) else { continue };
            let names: Vec<String> = parts.iter().map(|(_, name)| format!("“{name}”")).collect();
            let question = format!("{}：{}是不是“{name}”的其中项？", row.called(), names.join("、"));
            let says = parts.iter().any(|(_, name)| name.contains(words::OF_WHICH));
            let doubt =
                Doubt::new(Matter::PartOf, question).of_form(form).about(parts.iter().map(|(id, _)| *id));
            let (not, so) = if says {
                ("“其中”前面有几个数，也可能说的是别的数", "写着“其中”，单位一样")
            } else {
                ("这里没有再写“其中”", "接在“其中”后面，单位一样")
            };
            let pairs = parts.iter().map(|(id, _)| (*id, *whole)).collect();
            let doubt = doubt.reading("不是", not).reading_then("是，不超过它", so, Then::PartOf(pairs));
            doubts.ask(doubt.at([row.place()]));
        }
    }
}
