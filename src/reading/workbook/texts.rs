//! Texts of cells, shared or in a single cell, with runs that are crossed out or raised.
//!
//! Other properties of a text (its font, its colour, phonetic guides) are not read.

use super::super::ReadingError;
use super::super::cell::Marking;
use super::super::xml::{LONGEST_CONTENT, Xml, is_on};

/// The most shared texts.
const MOST_TEXTS: u64 = 2_000_000;

/// The kinds of runs in a text. Blank runs do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Runs(u8);

impl Runs {
    /// A run without its own font, which looks like the cell.
    const AS_CELL: u8 = 1;
    const STRUCK: u8 = 2;
    const UNSTRUCK: u8 = 4;
    const RAISED: u8 = 8;
    const LEVEL: u8 = 16;

    fn has(self, kind: u8) -> bool {
        self.0 & kind != 0
    }

    /// The marking of a text in a cell whose own font is crossed out or not.
    pub(super) fn marking(self, is_cell_struck: bool) -> Marking {
        let is_struck = self.has(Self::STRUCK) || self.has(Self::AS_CELL) && is_cell_struck;
        let is_unstruck = self.has(Self::UNSTRUCK) || self.has(Self::AS_CELL) && !is_cell_struck;
        match (is_struck, is_unstruck) {
            (true, false) => Marking::Struck,
            (true, true) => Marking::StruckInPart,
            // If the whole text is raised, that is only its appearance.
            _ if self.has(Self::RAISED) && self.has(Self::LEVEL) => Marking::RaisedInPart,
            _ => Marking::Plain,
        }
    }
}

/// A text and the kinds of its runs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RichText {
    pub(super) text: String,
    pub(super) runs: Runs,
}

/// The look of one run, as far as it sets it itself.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    is_struck: bool,
    is_raised: bool,
    is_lowered: bool,
}

impl RichText {
    /// Reads the text of the element that has just begun: a shared text or the text of a cell.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ReadingError> {
        let (depth, mut rich) = (xml.depth(), Self::default());
        while xml.child_of(depth)? {
            match xml.name() {
                "t" => {
                    let text = xml.content()?;
                    rich.push(&text, None);
                }
                "r" => rich.read_run(xml)?,
                _ => {}
            }
        }
        Ok(rich)
    }

    fn read_run(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadingError> {
        let (depth, mut look) = (xml.depth(), None);
        while xml.child_of(depth)? {
            match xml.name() {
                "rPr" => look = Some(Look::read(xml)?),
                "t" => {
                    let text = xml.content()?;
                    self.push(&text, look);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn push(&mut self, text: &str, look: Option<Look>) {
        // No cell holds more, and the text is already known to be too long.
        if self.text.len() > LONGEST_CONTENT {
            return;
        }
        let text = unescaped(text);
        let is_raised = look.is_some_and(|look| look.is_raised || look.is_lowered);
        let power = look.filter(|look| look.is_raised).and_then(|_| self.power(&text));
        if !text.trim().is_empty() {
            self.runs.0 |= match look {
                None => Runs::AS_CELL,
                Some(look) if look.is_struck => Runs::STRUCK,
                Some(_) => Runs::UNSTRUCK,
            };
            self.runs.0 |= if is_raised && power.is_none() { Runs::RAISED } else { Runs::LEVEL };
        }
        self.text.push_str(power.unwrap_or(&text));
    }

    /// The character for a raised 2 or 3 after a metre.
    fn power(&self, raised: &str) -> Option<&'static str> {
        let power = match raised.trim() {
            "2" => "²",
            "3" => "³",
            _ => return None,
        };
        self.text.ends_with(['m', 'M', '米']).then_some(power)
    }
}

impl Look {
    fn read(xml: &mut Xml<'_>) -> Result<Self, ReadingError> {
        let (depth, mut look) = (xml.depth(), Self::default());
        while xml.child_of(depth)? {
            match xml.name() {
                "strike" => look.is_struck = is_on(xml)?,
                "vertAlign" => match xml.attribute("val")?.as_deref() {
                    Some("superscript") => look.is_raised = true,
                    Some("subscript") => look.is_lowered = true,
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(look)
    }
}

/// The shared texts, one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    /// The end of each text, and its runs.
    ends: Vec<(usize, Runs)>,
}

impl Texts {
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ReadingError> {
        let mut texts = Self::default();
        xml.root()?;
        // No memory is reserved for the promised number, but an impossible number shows that the file is damaged.
        let promised = xml.attribute("uniqueCount")?.map(|count| count.trim().parse());
        if promised.is_some_and(|count| count.map_or(true, |count: u64| count > MOST_TEXTS)) {
            return Err(ReadingError::Damaged);
        }
        while xml.child_of(1)? {
            if xml.name() == "si" {
                let rich = RichText::read(xml)?;
                texts.all.push_str(&rich.text);
                texts.ends.push((texts.all.len(), rich.runs));
                if texts.ends.len() as u64 > MOST_TEXTS {
                    return Err(ReadingError::TooManyCells);
                }
            }
        }
        Ok(texts)
    }

    /// A shared text by its index.
    pub(super) fn get(&self, index: usize) -> Option<(&str, Runs)> {
        let (end, runs) = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end);
        Some((self.all.get(start..end)?, runs))
    }
}

/// Decodes the escapes of workbooks, which are additional to those of XML: `_x000D_` is a carriage return,
/// and `_x005F_` is an underline before a text that would otherwise be an escape.
pub(super) fn unescaped(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let (character, after) = first_escape(escape).unwrap_or(('_', escape.get(1..).unwrap_or_default()));
        plain.push(character);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The character of an escape at the beginning of a text, and the rest. A character outside the basic plane
/// is written as two escapes.
fn first_escape(text: &str) -> Option<(char, &str)> {
    let (first, rest) = unit(text)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, rest));
    }
    let (second, rest) = unit(rest)?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((character, rest))
}

fn unit(text: &str) -> Option<(u16, &str)> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let rest = text.get(6..)?.strip_prefix('_')?;
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hexadecimal.then(|| u16::from_str_radix(digits, 16).ok()).flatten().map(|unit| (unit, rest))
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::Allowance;
    use super::*;

    fn rich(item: &str) -> RichText {
        let mut allowance = Allowance { bytes: 100_000, nodes: 1000 };
        let item = format!("<si>{item}</si>");
        let mut xml = Xml::new(item.as_bytes(), &mut allowance).unwrap();
        xml.root().unwrap();
        RichText::read(&mut xml).unwrap()
    }

    const STRUCK: &str = "<rPr><strike/></rPr>";
    const PLAIN: &str = "<rPr><sz val='11'/></rPr>";
    const RAISED: &str = "<rPr><vertAlign val='superscript'/></rPr>";

    fn runs(runs: &[(&str, &str)]) -> RichText {
        let run = |(look, text): &(&str, &str)| format!("<r>{look}<t xml:space='preserve'>{text}</t></r>");
        rich(&runs.iter().map(run).collect::<String>())
    }

    #[test]
    fn a_run_that_is_crossed_out_is_told_from_a_whole_text() {
        for (text, expected) in [
            (runs(&[(STRUCK, "100"), (PLAIN, "120")]), Marking::StruckInPart),
            (runs(&[(STRUCK, "100"), ("", "120")]), Marking::StruckInPart),
            (runs(&[(STRUCK, "100"), (STRUCK, "120")]), Marking::Struck),
            (runs(&[(STRUCK, "100"), (PLAIN, " \u{3000}\n")]), Marking::Struck),
            (runs(&[("<rPr><strike val='0'/></rPr>", "100"), (PLAIN, "120")]), Marking::Plain),
            (rich("<t>100</t>"), Marking::Plain),
        ] {
            assert_eq!(text.runs.marking(false), expected, "{text:?}");
        }
    }

    #[test]
    fn a_run_that_says_how_it_looks_goes_before_the_font_of_the_cell() {
        for (text, expected) in [
            (rich("<t>100</t>"), Marking::Struck),
            (runs(&[("", "100")]), Marking::Struck),
            (runs(&[("", "100"), (STRUCK, "120")]), Marking::Struck),
            (runs(&[("", "100"), (PLAIN, "120")]), Marking::StruckInPart),
            (runs(&[(PLAIN, "100"), (PLAIN, "120")]), Marking::Plain),
        ] {
            assert_eq!(text.runs.marking(true), expected, "{text:?}");
        }
    }

    #[test]
    fn a_raised_figure_is_a_note_unless_it_makes_a_square_metre() {
        for (text, expected, marking) in [
            (runs(&[("", "120"), (RAISED, "1")]), "1201", Marking::RaisedInPart),
            (runs(&[("", "300m"), (RAISED, "2")]), "300m²", Marking::Plain),
            (runs(&[("", "300立方米"), (RAISED, "3"), ("", "左右")]), "300立方米³左右", Marking::Plain),
            (runs(&[("", "300m"), (RAISED, "1")]), "300m1", Marking::RaisedInPart),
            (
                runs(&[("", "CO"), ("<rPr><vertAlign val='subscript'/></rPr>", "2")]),
                "CO2",
                Marking::RaisedInPart,
            ),
            (
                runs(&[("", "m"), ("<rPr><vertAlign val='subscript'/></rPr>", "2")]),
                "m2",
                Marking::RaisedInPart,
            ),
            (runs(&[("", "120"), (RAISED, " ")]), "120 ", Marking::Plain),
            (runs(&[(RAISED, "120")]), "120", Marking::Plain),
        ] {
            assert_eq!((text.text.as_str(), text.runs.marking(false)), (expected, marking));
        }
    }

    #[test]
    fn reading_aids_are_no_part_of_a_text() {
        let text = rich(
            "<r><t>龙沙</t></r><rPh sb='0' eb='2'><t>りゅうさ</t></rPh><phoneticPr fontId='1'/><r><t>镇</t></r>",
        );
        assert_eq!(text.text, "龙沙镇");
    }

    #[test]
    fn escapes_of_workbooks_are_read() {
        for (text, expected) in [
            ("一_x000D_\n二", "一\r\n二"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "_xD83D_"),
            ("_x12_ _xyz _x", "_x12_ _xyz _x"),
            ("_x+00D_", "_x+00D_"),
            ("_x龙沙镇", "_x龙沙镇"),
        ] {
            assert_eq!(unescaped(text), expected);
        }
    }

    #[test]
    fn shared_texts_are_found_by_their_place() {
        let mut allowance = Allowance { bytes: 100_000, nodes: 1000 };
        let part = "<x:sst xmlns:x='a'><x:si><x:t>一</x:t></x:si><x:si/><x:si><x:t>三</x:t></x:si></x:sst>";
        let texts = Texts::read(&mut Xml::new(part.as_bytes(), &mut allowance).unwrap()).unwrap();
        let found: Vec<&str> = (0..3).map(|index| texts.get(index).unwrap().0).collect();
        assert_eq!(found, ["一", "", "三"]);
        assert_eq!(texts.get(3), None);
    }
}
