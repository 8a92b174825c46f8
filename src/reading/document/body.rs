//! Reads the body of a Word file: its lines, pages and tables, in their order.
//!
//! Only visible text is read: not deleted or hidden text, the instructions of fields, floating objects, or
//! footnotes.

use std::collections::BTreeSet;

use super::attribute::{is_on, value};
use super::look::{Look, Styles};
use super::table::{OpenTable, Row};
use super::writing::Writing;
use crate::reading::xml::{Node, Xml};
use crate::reading::{MOST_CELLS, ReadingError};

/// How deep fields may be nested.
const MOST_FIELDS: usize = 1000;
/// Elements whose text is not visible in the cell or line that contains them: deleted or moved text, previous
/// formats, floating objects, phonetic guides, and the choices of a control.
const PASSED_OVER: [&str; 17] = [
    "del",
    "moveFrom",
    "drawing",
    "pict",
    "object",
    "txbxContent",
    "rt",
    "sdtPr",
    "sdtEndPr",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblGridChange",
    "tblPrExChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
];

/// A piece of the document.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph with text, outside of any table.
    Line(Row),
    Page,
    /// A table, and whether its page lies on its side.
    Table(Vec<Row>, bool),
}

/// Reads the document as a list of blocks.
pub(super) fn read(mut xml: Xml<'_>, styles: &Styles) -> Result<Vec<Block>, ReadingError> {
    let mut walker = Walker::new(styles);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start => walker.start(&xml)?,
            Node::End => walker.end()?,
            Node::Text => walker.said.push_str(xml.text()),
        }
    }
    Ok(walker.blocks())
}

/// An open element, as far as it affects its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Other,
    Paragraph,
    ParagraphLook,
    Section,
    Run,
    RunLook,
    /// A text, and whether spaces at its ends count.
    Text(bool),
    Instruction,
    /// Alternative contents for programs of different ages, and whether one of them was read.
    Alternatives(bool),
    Table,
    Row,
    RowLook,
    Cell,
    CellLook,
}

/// The part of a field that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Instruction,
    Result,
}

struct Walker<'a> {
    styles: &'a Styles,
    open: Vec<Open>,
    /// How many open elements are skipped.
    skipped: usize,
    blocks: Vec<Block>,
    /// For each section, whether it begins on a new page; and the page blocks after each section.
    sections: Vec<bool>,
    section_ends: Vec<usize>,
    ends_section: bool,
    /// For each section, whether its pages lie on their side.
    on_their_side: Vec<bool>,
    table: Option<OpenTable>,
    writing: Writing,
    /// The text of the innermost element so far; it may arrive in several events.
    said: String,
    paragraph_style: Look,
    run_style: Look,
    run: Look,
    fields: Vec<Field>,
    /// How many more lines, rows and cells are allowed.
    room: usize,
}

impl<'a> Walker<'a> {
    fn new(styles: &'a Styles) -> Self {
        Self {
            styles,
            open: Vec::new(),
            skipped: 0,
            blocks: Vec::new(),
            sections: Vec::new(),
            section_ends: Vec::new(),
            ends_section: false,
            on_their_side: Vec::new(),
            table: None,
            writing: Writing::default(),
            said: String::new(),
            paragraph_style: Look::default(),
            run_style: Look::default(),
            run: Look::default(),
            fields: Vec::new(),
            room: MOST_CELLS,
        }
    }

    fn start(&mut self, xml: &Xml<'_>) -> Result<(), ReadingError> {
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        let inside = self.open.last().copied().unwrap_or_default();
        match self.opened(inside, xml)? {
            Some(open) => self.open.push(open),
            None => self.skipped = 1,
        }
        self.said.clear();
        Ok(())
    }

    /// Handles the beginning of an element; `None` if it is skipped.
    fn opened(&mut self, inside: Open, xml: &Xml<'_>) -> Result<Option<Open>, ReadingError> {
        Ok(Some(match (inside, xml.name()) {
            (Open::RowLook | Open::CellLook, _) => {
                if let Some(table) = &mut self.table {
                    table.take_property(inside == Open::RowLook, xml)?;
                }
                Open::Other
            }
            (_, name) if PASSED_OVER.contains(&name) => return Ok(None),
            (Open::RunLook, "rStyle") => {
                self.run_style = self.named_look(xml)?;
                Open::Other
            }
            (Open::RunLook, _) => {
                self.run.set(xml)?;
                Open::Other
            }
            (Open::Run, _) => return self.in_run(xml),
            (Open::Alternatives(false), _) => {
                self.open.pop();
                let around = self.open.last().copied();
                self.open.push(Open::Alternatives(true));
                around.filter(|around| *around == Open::Run).unwrap_or_default()
            }
            (Open::Alternatives(true), _) => return Ok(None),
            (Open::ParagraphLook, "pStyle") => {
                self.paragraph_style = self.named_look(xml)?;
                Open::Other
            }
            (Open::ParagraphLook, "pageBreakBefore") if is_on(xml)? => {
                self.begin_page()?;
                Open::Other
            }
            (_, "sectPr") => {
                self.ends_section |= inside == Open::ParagraphLook;
                self.sections.push(true);
                self.on_their_side.push(false);
                Open::Section
            }
            (Open::ParagraphLook, "ind") => {
                self.writing.indent(indent(xml)?);
                Open::Other
            }
            (Open::Section, "pgSz") => {
                let is_turned = xml.attribute("orient")?.as_deref() == Some("landscape");
                if let Some(last) = self.on_their_side.last_mut() {
                    *last = is_turned;
                }
                Open::Other
            }
            (Open::Section, "type") => {
                if let Some(begins_page) = self.sections.last_mut() {
                    *begins_page = !matches!(value(xml)?.as_deref(), Some("continuous" | "nextColumn"));
                }
                Open::Other
            }
            (Open::Paragraph, "pPr") => Open::ParagraphLook,
            (_, "p") => {
                self.paragraph_style = Look::default();
                Open::Paragraph
            }
            (_, "r") => {
                (self.run, self.run_style) = (Look::default(), Look::default());
                Open::Run
            }
            (_, "oMath" | "oMathPara") => {
                self.write_untold();
                return Ok(None);
            }
            (_, "AlternateContent") => Open::Alternatives(false),
            (_, "fldSimple") => {
                self.instruct(&xml.attribute("instr")?.unwrap_or_default());
                Open::Other
            }
            (_, "tbl") => {
                self.begin_table()?;
                Open::Table
            }
            (Open::Row, "trPr") => Open::RowLook,
            (Open::Cell, "tcPr") => Open::CellLook,
            (_, "tr" | "tc" | "gridCol") => self.in_table(xml)?,
            _ => Open::Other,
        }))
    }

    fn named_look(&self, xml: &Xml<'_>) -> Result<Look, ReadingError> {
        Ok(value(xml)?.map(|id| self.styles.look(&id)).unwrap_or_default())
    }

    fn in_run(&mut self, xml: &Xml<'_>) -> Result<Option<Open>, ReadingError> {
        match xml.name() {
            "rPr" => return Ok(Some(Open::RunLook)),
            "t" => {
                let keeps_blanks = xml.attribute("space")?.as_deref() == Some("preserve");
                return Ok(Some(Open::Text(keeps_blanks)));
            }
            "instrText" => return Ok(Some(Open::Instruction)),
            "AlternateContent" => return Ok(Some(Open::Alternatives(false))),
            "tab" | "ptab" => self.write(" "),
            "noBreakHyphen" => self.write("-"),
            "sym" => self.write_untold(),
            "br" if xml.attribute("type")?.as_deref() == Some("page") && self.table.is_none() => {
                self.begin_page()?;
            }
            "br" | "cr" => self.write("\n"),
            "fldChar" => match xml.attribute("fldCharType")?.as_deref() {
                Some("begin") if self.fields.len() >= MOST_FIELDS => return Err(ReadingError::Damaged),
                Some("begin") => self.fields.push(Field::Instruction),
                step => {
                    let field = self.fields.pop().filter(|_| step == Some("separate"));
                    self.fields.extend(field.map(|_| Field::Result));
                }
            },
            _ => {}
        }
        Ok(Some(Open::Other))
    }

    fn in_table(&mut self, xml: &Xml<'_>) -> Result<Open, ReadingError> {
        let Some(table) = self.table.as_mut().filter(|table| table.within == 0) else {
            return Ok(Open::Other);
        };
        match xml.name() {
            "tr" => {
                table.begin_row();
                take_room(&mut self.room)?;
                Ok(Open::Row)
            }
            "tc" => {
                table.begin_cell();
                self.writing = Writing::default();
                take_room(&mut self.room)?;
                Ok(Open::Cell)
            }
            _ => {
                table.take_column(xml.attribute("w")?.as_deref());
                Ok(Open::Other)
            }
        }
    }

    fn end(&mut self) -> Result<(), ReadingError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match self.open.pop().unwrap_or_default() {
            Open::Text(keeps_blanks) => {
                let said = std::mem::take(&mut self.said).replace(['\n', '\r', '\t'], " ");
                self.write(if keeps_blanks { &said } else { said.trim_matches(' ') });
            }
            Open::Instruction => {
                let said = std::mem::take(&mut self.said);
                self.instruct(&said);
            }
            Open::Paragraph if self.table.is_some() => self.writing.end_line(),
            Open::Paragraph => {
                self.end_line()?;
                if std::mem::take(&mut self.ends_section) {
                    self.section_ends.push(self.blocks.len());
                    self.begin_page()?;
                }
            }
            Open::Cell => {
                let content = self.writing.take();
                // An instruction without an end must not hide the cells after it.
                self.fields.clear();
                if let Some(table) = &mut self.table {
                    table.end_cell(content)?;
                }
            }
            Open::Row => self.table.iter_mut().for_each(OpenTable::end_row),
            Open::Table => self.end_table(),
            _ => {}
        }
        self.said.clear();
        Ok(())
    }

    fn begin_table(&mut self) -> Result<(), ReadingError> {
        if let Some(table) = &mut self.table {
            table.within += 1;
            return Ok(());
        }
        self.end_line()?;
        self.fields.clear();
        self.table = Some(OpenTable::default());
        take_room(&mut self.room)
    }

    fn end_table(&mut self) {
        match &mut self.table {
            Some(table) if table.within > 0 => table.within -= 1,
            _ => {
                self.blocks.extend(self.table.take().map(|table| Block::Table(table.rows(), false)));
                self.writing = Writing::default();
            }
        }
    }

    /// Ends a line that is outside of tables.
    fn end_line(&mut self) -> Result<(), ReadingError> {
        let line = Row::line(self.writing.take());
        if line.is_blank() {
            return Ok(());
        }
        self.blocks.push(Block::Line(line));
        take_room(&mut self.room)
    }

    fn begin_page(&mut self) -> Result<(), ReadingError> {
        if self.table.is_some() {
            return Ok(());
        }
        self.end_line()?;
        self.blocks.push(Block::Page);
        take_room(&mut self.room)
    }

    fn write(&mut self, text: &str) {
        if !self.fields.contains(&Field::Instruction) {
            self.writing.push(text, self.run.over(self.run_style).over(self.paragraph_style));
        }
    }

    fn write_untold(&mut self) {
        if !self.fields.contains(&Field::Instruction) {
            self.writing.push_untold();
        }
    }

    /// Notes a field that computes a value.
    fn instruct(&mut self, instruction: &str) {
        if instruction.trim_start().starts_with('=') {
            self.writing.mark_computed();
        }
    }

    /// Returns the blocks. Whether a section begins on a new page is known only at its end.
    fn blocks(self) -> Vec<Block> {
        let goes_on = |section: usize| self.sections.get(section + 1) == Some(&false);
        let ends = self.section_ends.iter().enumerate();
        let none: BTreeSet<usize> =
            ends.filter(|(section, _)| goes_on(*section)).map(|(_, at)| *at).collect();
        // What a section is stands at its end.
        let is_landscape = |at: usize| {
            let section = self.section_ends.iter().take_while(|end| **end <= at).count();
            self.on_their_side.get(section).copied().unwrap_or_default()
        };
        let told = |(at, block): (usize, Block)| match block {
            Block::Table(rows, _) => Block::Table(rows, is_landscape(at)),
            other => other,
        };
        let blocks = self.blocks.into_iter().enumerate();
        blocks.filter(|(at, _)| !none.contains(at)).map(told).collect()
    }
}

/// How far a paragraph is moved in, in half-width characters: those of the usual size are 105 twentieths of a point wide.
fn indent(xml: &Xml<'_>) -> Result<u8, ReadingError> {
    const WIDTH: i32 = 105;
    let (mut by_width, mut by_characters) = (0_i32, 0_i32);
    for attribute in xml.attributes() {
        let (name, value) = attribute?;
        let value: i32 = value.trim().parse().unwrap_or_default();
        match name {
            "left" | "start" | "firstLine" => by_width = by_width.saturating_add(value),
            "hanging" => by_width = by_width.saturating_sub(value),
            // Hundredths of a full-width character.
            "leftChars" | "startChars" | "firstLineChars" => {
                by_characters = by_characters.saturating_add(value);
            }
            _ => {}
        }
    }
    let count = if by_characters > 0 { by_characters / 50 } else { by_width / WIDTH };
    Ok(u8::try_from(count.max(0)).unwrap_or(u8::MAX))
}

fn take_room(room: &mut usize) -> Result<(), ReadingError> {
    *room = room.checked_sub(1).ok_or(ReadingError::TooManyCells)?;
    Ok(())
}
