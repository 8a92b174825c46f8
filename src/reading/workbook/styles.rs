//! The parts of a workbook's styles that change what cells mean: number formats, and crossed-out fonts.
//! Nothing else is read.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::super::ReadingError;
use super::super::format::Format;
use super::super::xml::{Xml, is_on};

/// The most styles of cells (Excel allows 64,000), and the most fonts.
const MOST_STYLES: usize = 100_000;
/// The most number formats with a code.
const MOST_FORMATS: usize = 10_000;

/// The format and the font of one cell style.
#[derive(Clone, Copy, Debug, Default)]
struct Style {
    format: u32,
    is_struck: bool,
    /// How far texts are moved in, in half-width characters.
    indent: u8,
}

/// The styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    of_cells: Vec<Style>,
    /// Each format is parsed once, when a cell first needs it.
    formats: BTreeMap<u32, OnceCell<Format>>,
    codes: BTreeMap<u32, String>,
    fallback: Format,
}

impl Styles {
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ReadingError> {
        let (mut read, mut fonts) = (Self::default(), Vec::new());
        xml.root()?;
        while xml.child_of(1)? {
            match xml.name() {
                "numFmts" => read.read_codes(xml)?,
                "fonts" => fonts = read_fonts(xml)?,
                "cellXfs" => read.read_styles(xml, &fonts)?,
                _ => {}
            }
        }
        Ok(read)
    }

    fn read_codes(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadingError> {
        while xml.child_of(2)? {
            let id = xml.attribute("numFmtId")?.and_then(|id| id.trim().parse().ok());
            if let (Some(id), Some(code)) = (id, xml.attribute("formatCode")?) {
                self.codes.insert(id, code.into_owned());
            }
            if self.codes.len() > MOST_FORMATS {
                return Err(ReadingError::UnpacksTooLarge);
            }
        }
        Ok(())
    }

    fn read_styles(&mut self, xml: &mut Xml<'_>, fonts: &[bool]) -> Result<(), ReadingError> {
        while xml.child_of(2)? {
            let number = |name| -> Result<u32, ReadingError> {
                Ok(xml.attribute(name)?.and_then(|id| id.trim().parse().ok()).unwrap_or_default())
            };
            let (format, font) = (number("numFmtId")?, number("fontId")?);
            let is_struck = fonts.get(font as usize).copied().unwrap_or_default();
            self.formats.entry(format).or_default();
            let mut indent = 0;
            while xml.child_of(3)? {
                if xml.name() == "alignment" {
                    let steps = xml.attribute("indent")?.and_then(|steps| steps.trim().parse::<u8>().ok());
                    indent = steps.unwrap_or_default().saturating_mul(2);
                }
            }
            self.of_cells.push(Style { format, is_struck, indent });
            if self.of_cells.len() > MOST_STYLES {
                return Err(ReadingError::UnpacksTooLarge);
            }
        }
        Ok(())
    }

    /// The number format of a cell style. A format in the workbook takes precedence over a built-in one.
    pub(super) fn format(&self, style: usize) -> &Format {
        let id = self.of_cells.get(style).map_or(0, |style| style.format);
        let Some(format) = self.formats.get(&id) else { return &self.fallback };
        format.get_or_init(|| {
            self.codes.get(&id).map_or_else(|| Format::built_in(id), |code| Format::of_code(code))
        })
    }

    /// How far the texts of a cell style are moved in, in half-width characters.
    pub(super) fn indent(&self, style: usize) -> u8 {
        self.of_cells.get(style).map_or(0, |style| style.indent)
    }

    /// Whether the font of a cell style is crossed out.
    pub(super) fn is_struck(&self, style: usize) -> bool {
        self.of_cells.get(style).is_some_and(|style| style.is_struck)
    }
}

fn read_fonts(xml: &mut Xml<'_>) -> Result<Vec<bool>, ReadingError> {
    let mut fonts = Vec::new();
    while xml.child_of(2)? {
        let mut is_struck = false;
        while xml.child_of(3)? {
            if xml.name() == "strike" {
                is_struck = is_on(xml)?;
            }
        }
        fonts.push(is_struck);
        if fonts.len() > MOST_STYLES {
            return Err(ReadingError::UnpacksTooLarge);
        }
    }
    Ok(fonts)
}
