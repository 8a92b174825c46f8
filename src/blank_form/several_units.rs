//! Rows that name several units: how such a row says each of its figures, and what is asked of it.

use super::doubt::{Place, Then};
use super::sentence::sentence;
use super::text::plain;
use super::units;

/// A row that names several units for what may be one figure.
pub(super) struct Several {
    pub(super) place: Place,
    /// What the row says.
    pub(super) says: String,
    pub(super) units: Vec<String>,
    /// The units as they are printed together.
    pub(super) printed: String,
    /// What it says with a place for a figure before each of the units, where each has its own words.
    pub(super) spelt: Option<String>,
}

/// A question about such rows.
pub(super) struct Asked {
    pub(super) question: String,
    pub(super) value: String,
    pub(super) because: &'static str,
    pub(super) then: Then,
    pub(super) places: Vec<Place>,
}

/// The units as a figure of all of them would have them.
pub(super) fn joined(units: &[String]) -> String {
    let mut units: Vec<&str> = units.iter().map(String::as_str).collect();
    units.dedup();
    units.join("、")
}

/// A text with a place for a figure instead of the brackets around each of its units; none where it has other places or the
/// units no words of their own.
pub(super) fn spelt(text: &str, units: usize) -> Option<String> {
    let (mut spelt, mut rest) = (String::new(), text);
    while let Some(opens) = rest.find(['(', '（']) {
        let (before, opened) = rest.split_at(opens);
        let first = opened.chars().next()?.len_utf8();
        let closes = opened.find([')', '）'])?;
        let last = opened.get(closes..)?.chars().next()?.len_utf8();
        let inside = opened.get(first..closes)?;
        spelt.push_str(before);
        if units::is_unit(&plain(inside)) {
            spelt.push('X');
            spelt.push_str(inside);
        } else {
            spelt.push_str(opened.get(..closes + last)?);
        }
        rest = opened.get(closes + last..)?;
    }
    spelt.push_str(rest);
    (!text.contains('X') && sentence(&spelt).figures.len() == units).then_some(spelt)
}

/// What is asked: once of all rows with the same units, and of each that would say its figures otherwise.
pub(super) fn asked(several: Vec<Several>) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    for Several { place, says, units, printed, spelt } in several {
        let count = units.len();
        let new = match spelt {
            Some(spelt) => Asked {
                question: format!("“{says}”：填一个数，还是 {count} 个数？"),
                value: format!("{count} 个数"),
                because: "每个单位前面有自己的字",
                then: Then::Sentence(spelt),
                places: vec![place],
            },
            None => Asked {
                question: format!("“{printed}”是一个数的单位，还是要填几个数？"),
                value: "几个数".to_owned(),
                because: "写了几个单位",
                then: Then::Figures(units),
                places: vec![place],
            },
        };
        match all.iter_mut().find(|known| known.question == new.question && known.then == new.then) {
            Some(known) => known.places.extend(new.places),
            None => all.push(new),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_with_words_of_their_own_are_figures() {
        let text = "8.投入经费（元），其中用于防制药械（元）";
        assert_eq!(spelt(text, 2).as_deref(), Some("8.投入经费X元，其中用于防制药械X元"));
        assert_eq!(
            spelt("检查（家）、发现（含整改）问题（个）", 2).as_deref(),
            Some("检查X家、发现（含整改）问题X个")
        );
        assert_eq!(spelt("培训（场次、人次）", 2), None);
    }
}
