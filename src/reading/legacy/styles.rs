//! The styles of cells: number formats, fonts, and the cell formats that combine them. Only what changes the meaning
//! of a cell is kept: what its format makes of a number, and whether it is crossed out, raised or lowered.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::Encoding;

use super::super::ReadingError;
use super::super::cell::Marking;
use super::super::format::Format;
use super::records::u16_at;

/// The most number formats. Excel itself allows some hundreds; each one is parsed.
const MOST_FORMATS: usize = 4_000;

/// The appearance of a character, as far as it changes the meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) struck: bool,
    pub(super) raised: bool,
    pub(super) lowered: bool,
}

/// All cell formats of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    codes: BTreeMap<u16, String>,
    fonts: Vec<Look>,
    /// The font and the number format of each cell format.
    cells: Vec<(u16, u16)>,
    /// How far the texts of each cell format are moved in, in half-width characters.
    indents: Vec<u8>,
    formats: BTreeMap<u16, Format>,
}

impl Styles {
    /// Reads a number format. In an old workbook its text is in a code page, in a newer one it is Unicode.
    pub(super) fn add_code(
        &mut self,
        data: &[u8],
        code_page: Option<&'static Encoding>,
    ) -> Result<(), ReadingError> {
        let (Some(number), Some(text)) = (u16_at(data, 0), data.get(2..)) else { return Ok(()) };
        if self.codes.len() >= MOST_FORMATS {
            return Err(ReadingError::Damaged);
        }
        let code = match code_page {
            Some(encoding) => {
                let length = text.first().copied().map_or(0, usize::from);
                let bytes = text.get(1..).unwrap_or_default();
                encoding.decode(bytes.get(..length).unwrap_or(bytes)).0.into_owned()
            }
            None => code(text),
        };
        self.codes.insert(number, code);
        Ok(())
    }

    pub(super) fn add_font(&mut self, data: &[u8]) {
        const STRUCK: u16 = 0x0008;
        let script = u16_at(data, 8);
        self.fonts.push(Look {
            struck: u16_at(data, 2).is_some_and(|marks| marks & STRUCK != 0),
            raised: script == Some(1),
            lowered: script == Some(2),
        });
    }

    pub(super) fn add_cell(&mut self, data: &[u8]) {
        self.cells.push((u16_at(data, 0).unwrap_or_default(), u16_at(data, 2).unwrap_or_default()));
        // Before Excel 97 there was none, and the record is shorter.
        let steps = data.get(8).filter(|_| data.len() >= 20).map_or(0, |marks| marks & 0x0F);
        self.indents.push(steps * 2);
    }

    /// Parses the codes of the formats that cells use, after all records were read.
    pub(super) fn settle(&mut self) {
        let used: BTreeSet<u16> = self.cells.iter().map(|(_, number)| *number).collect();
        let shows = |number: u16| match self.codes.get(&number) {
            Some(code) => Format::of_code(code),
            None => Format::built_in(number.into()),
        };
        self.formats = used.into_iter().map(|number| (number, shows(number))).collect();
    }

    /// The number format of a cell.
    pub(super) fn format(&self, style: u16) -> Option<&Format> {
        let (_, number) = self.cells.get(usize::from(style))?;
        self.formats.get(number)
    }

    /// How far a cell's text is moved in, in half-width characters.
    pub(super) fn indent(&self, style: u16) -> u8 {
        self.indents.get(usize::from(style)).copied().unwrap_or_default()
    }

    /// The look of a cell's text, unless a part of the text has its own.
    pub(super) fn look(&self, style: u16) -> Look {
        self.cells.get(usize::from(style)).map(|(font, _)| self.font(*font)).unwrap_or_default()
    }

    /// The look of a font.
    pub(super) fn font(&self, font: u16) -> Look {
        // The font number 4 does not exist in any workbook, but is counted.
        let place = if font > 4 { font - 1 } else { font };
        self.fonts.get(usize::from(place)).copied().unwrap_or_default()
    }
}

/// The code of a number format: a length in characters, a flag, and one or two bytes for each character.
fn code(data: &[u8]) -> String {
    let wide = data.get(2).is_some_and(|mark| mark & 1 != 0);
    let text = data.get(3..).unwrap_or_default();
    if wide {
        char::decode_utf16(text.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)))
            .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    } else {
        text.iter().map(|byte| char::from(*byte)).collect()
    }
}

/// A text with its marks. `runs` are the places where the look changes, counted in UTF-16; the text before
/// the first one looks like the cell.
///
/// A raised 2 or 3 directly after a metre is not a footnote: the office means m² or m³.
pub(super) fn marked(text: &str, cell: Look, runs: &[(usize, Look)]) -> (String, Marking) {
    let (mut read, mut looks) = (String::with_capacity(text.len()), Vec::new());
    let (mut runs, mut look) = (runs.iter().peekable(), cell);
    let (mut at, mut before) = (0, ' ');
    for character in text.chars() {
        while let Some((_, next)) = runs.next_if(|(start, _)| *start <= at) {
            look = *next;
        }
        let power = match character {
            '2' => Some('²'),
            '3' => Some('³'),
            _ => None,
        };
        let power = power.filter(|_| look.raised && matches!(before, 'm' | 'M' | '米'));
        read.push(power.unwrap_or(character));
        if !character.is_whitespace() {
            looks.push(Look { raised: look.raised && power.is_none(), ..look });
        }
        (at, before) = (at + character.len_utf16(), character);
    }
    let some = |is: fn(&Look) -> bool| looks.iter().any(is);
    let all = |is: fn(&Look) -> bool| looks.iter().all(is);
    let marking = if looks.is_empty() {
        Marking::Plain
    } else if all(|look| look.struck) {
        Marking::Struck
    } else if some(|look| look.struck) {
        Marking::StruckInPart
    } else if some(|look| look.raised || look.lowered)
        && !all(|look| look.raised)
        && !all(|look| look.lowered)
    {
        Marking::RaisedInPart
    } else {
        Marking::Plain
    };
    (read, marking)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRUCK: Look = Look { struck: true, raised: false, lowered: false };
    const RAISED: Look = Look { struck: false, raised: true, lowered: false };
    const LOWERED: Look = Look { struck: false, raised: false, lowered: true };
    const PLAIN: Look = Look { struck: false, raised: false, lowered: false };

    #[test]
    fn what_is_crossed_out_or_raised_in_part_is_told() {
        for (text, cell, runs, marking) in [
            ("100120", PLAIN, &[(0, STRUCK), (3, PLAIN)][..], Marking::StruckInPart),
            ("100 120", STRUCK, &[(3, PLAIN)], Marking::StruckInPart),
            ("100 ", PLAIN, &[(0, STRUCK), (3, PLAIN)], Marking::Struck),
            ("100", STRUCK, &[], Marking::Struck),
            ("1201", PLAIN, &[(3, RAISED)], Marking::RaisedInPart),
            ("CO2", PLAIN, &[(2, LOWERED)], Marking::RaisedInPart),
            ("120", RAISED, &[], Marking::Plain),
            ("120", PLAIN, &[(3, STRUCK)], Marking::Plain),
            ("𠮷1", PLAIN, &[(2, STRUCK)], Marking::StruckInPart),
            ("", STRUCK, &[(0, RAISED)], Marking::Plain),
        ] {
            assert_eq!(marked(text, cell, runs), (text.to_owned(), marking), "{text} {runs:?}");
        }
    }

    #[test]
    fn a_raised_two_behind_a_metre_is_a_square() {
        for (text, runs, read, marking) in [
            ("300m2", &[(4, RAISED)][..], "300m²", Marking::Plain),
            ("5米3，2个", &[(2, RAISED), (3, PLAIN)], "5米³，2个", Marking::Plain),
            ("m23", &[(1, RAISED)], "m²3", Marking::RaisedInPart),
            ("m1", &[(1, RAISED)], "m1", Marking::RaisedInPart),
            ("m2", &[], "m2", Marking::Plain),
        ] {
            assert_eq!(marked(text, PLAIN, runs), (read.to_owned(), marking), "{text}");
        }
    }

    #[test]
    fn the_font_of_number_four_is_passed_over() {
        let mut styles = Styles::default();
        for struck in [0, 0, 0, 0, 8_u8] {
            styles.add_font(&[0, 0, struck, 0, 0, 0, 0, 0, 0, 0]);
        }
        assert_eq!(
            (styles.font(3).struck, styles.font(5).struck, styles.font(6).struck),
            (false, true, false)
        );
    }
}
