//! An official text as a Word file: the same text and tables as on paper, for whoever edits it.
//!
//! Fonts, sizes and margins follow GB/T 9704-2012 and the layout on paper, so that tables and the text after them begin on
//! the same pages; line breaks are made by the program that shows it. A Word file only names its fonts and does not embed
//! them: the names are those of Windows and WPS.

mod package;
mod standard;
mod xml;

use chrono::NaiveDate;
use docx_rs::{
    AlignmentType, BreakType, Docx, FieldCharType, Footer, InstrText, LineSpacing, LineSpacingType,
    PageMargin, Paragraph, Run, RunFonts, Shading, SpecialIndentType, Style, StyleType, TableCell,
    TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::table::{Column, Line, Side, Table};
use super::{OfficialText, TextParagraph};
use crate::output::OutputError;
use crate::output::document::DocumentError;

const FANG_SONG: &str = "仿宋_GB2312";
const SANS: &str = "黑体";
const KAI: &str = "楷体_GB2312";
const TITLE: &str = "方正小标宋简体";

/// Sizes in half points, by their Chinese names: 三号, 二号, 小二, 四号, 小四.
const BODY: usize = 32;
const TITLE_SIZE: usize = 44;
const SUBTITLE: usize = 36;
const PAGE_NUMBER: usize = 28;
const CAPTION: usize = 24;

/// The pitch of the lines in twentieths of a point: 固定值 28 磅, 22 lines a page.
const PITCH: i32 = 560;
const TITLE_PITCH: i32 = 680;
const SUBTITLE_PITCH: i32 = 600;
/// How much higher a line in a cell is than its letters.
const CELL_ROOM: i32 = 70;
/// The space above and below the text of a cell.
const CELL_INSET: usize = 40;
/// 28 characters of 三号 are slightly wider than the line, so the spacing is reduced.
const SPACING: i32 = -5;
/// Two characters of the text.
const INDENT: i32 = 640;
/// One character of the page number.
const OUTSIDE: i32 = 280;

/// The styles that Word and WPS recognise as headings.
const TITLE_STYLE: &str = "Title";
const HEADING_STYLE: &str = "Heading1";
const TEXT_STYLE: &str = "BodyText";
const CAPTION_STYLE: &str = "Caption";

/// What a Word file says of itself besides its text.
pub(in crate::output) struct About<'words> {
    pub(in crate::output) author: &'words str,
    /// Its one property: the name and what it says.
    pub(in crate::output) property: (&'words str, String),
    pub(in crate::output) day: NaiveDate,
    /// A description of each picture, in their order, for those who cannot see it.
    pub(in crate::output) pictures: Vec<String>,
}

/// Draws an official text and what follows it as a Word file. The same text gives the same file each time the program
/// runs; within one run the library continues its numbering of parts.
pub(in crate::output) fn official_word(
    content: &OfficialText,
    about: About<'_>,
    followed: impl FnOnce(Docx) -> Docx,
) -> Result<Vec<u8>, OutputError> {
    let unwritten = |problem: String| DocumentError::Layout(problem);
    let docx = followed(with_text(styled(page(&about)), content));
    let title = content.title_line();
    let about = standard::About { title: &title, author: about.author, pictures: about.pictures };
    let parts = standard::standard(docx.build(), &about).map_err(|problem| unwritten(problem.to_string()))?;
    Ok(package::packed(parts).map_err(unwritten)?)
}

fn with_text(mut docx: Docx, content: &OfficialText) -> Docx {
    for line in &content.title {
        docx = docx.add_paragraph(Paragraph::new().style(TITLE_STYLE).add_run(Run::new().add_text(line)));
    }
    if !content.subtitle.is_empty() {
        docx = docx.add_paragraph(centred(text_run(&content.subtitle, FANG_SONG, BODY), PITCH));
    }
    docx = docx.add_paragraph(exact(Paragraph::new(), PITCH));
    if !content.addressee.is_empty() {
        docx = docx.add_paragraph(exact(
            Paragraph::new().add_run(text_run(&content.addressee, FANG_SONG, BODY)),
            PITCH,
        ));
    }
    // No page may have the signature and no text: the last paragraph goes over to the next one with it.
    let last = content.texts.last().and_then(|part| part.paragraphs.last());
    for part in &content.texts {
        let heading = Run::new().add_text(&part.title);
        let heading = Paragraph::new().style(HEADING_STYLE).keep_next(true).add_run(heading);
        docx = docx.add_paragraph(heading);
        for paragraph in &part.paragraphs {
            let is_last = last.is_some_and(|last| std::ptr::eq(last, paragraph));
            docx = docx.add_paragraph(text(paragraph).keep_next(is_last).keep_lines(is_last));
        }
    }
    docx = docx.add_paragraph(exact(Paragraph::new(), PITCH).keep_next(true));
    // Leaves room for a seal: the day is four characters from the edge, and the unit is centred above it.
    let [unit, day] = &content.signature;
    let beside = (INDENT * 2 + (width_of(day) - width_of(unit)) / 2).max(0);
    for (line, beside) in [(unit, beside), (day, INDENT * 2)] {
        let right =
            exact(Paragraph::new().add_run(text_run(line, FANG_SONG, BODY)), PITCH).keep_next(line == unit);
        docx = docx.add_paragraph(right.align(AlignmentType::Right).indent(None, None, Some(beside), None));
    }
    for table in &content.tables {
        docx = with_table(docx.add_paragraph(new_page(caption(&table.caption))), table);
    }
    docx
}

/// The mark and the title of an attached form, at the top of a page.
pub(in crate::output) fn attachment(docx: Docx, mark: &str, title: &str) -> Docx {
    let mark = exact(Paragraph::new().add_run(text_run(mark, SANS, BODY)), PITCH);
    docx.add_paragraph(new_page(mark.outline_lvl(0)))
        .add_paragraph(centred(text_run(title, TITLE, SUBTITLE), SUBTITLE_PITCH))
}

/// The page settings, the default text style, the page number at the outer edge, and the file's author and subject.
fn page(about: &About<'_>) -> Docx {
    let margins = PageMargin::new()
        .top(twips(37))
        .bottom(twips(35))
        .left(twips(28))
        .right(twips(26))
        .header(twips(15))
        .footer(twips(25));
    let at = format!("{}T00:00:00Z", about.day);
    Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(margins)
        .default_fonts(fonts(FANG_SONG))
        .default_size(BODY)
        .footer(page_number(AlignmentType::Right))
        .even_footer(page_number(AlignmentType::Left))
        .created_at(&at)
        .updated_at(&at)
        // Only one property: the library writes several in random order, and the same text must give the same file.
        .custom_property(about.property.0, &about.property.1)
}

/// The styles of titles, headings, text and captions, which the officer can change in one place.
fn styled(docx: Docx) -> Docx {
    let style = |id: &str, name: &str, font: &str, size: usize, pitch: i32| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .next(TEXT_STYLE)
            .fonts(fonts(font))
            .size(size)
            .line_spacing(exactly(pitch))
    };
    let indented = |style: Style| {
        let first = Some(SpecialIndentType::FirstLine(INDENT));
        style.align(AlignmentType::Both).indent(None, first, None, None)
    };
    docx.add_style(style(TITLE_STYLE, "Title", TITLE, TITLE_SIZE, TITLE_PITCH).align(AlignmentType::Center))
        .add_style(indented(style(HEADING_STYLE, "heading 1", SANS, BODY, PITCH)).outline_lvl(0))
        .add_style(indented(style(TEXT_STYLE, "Body Text", FANG_SONG, BODY, PITCH)))
        .add_style(style(CAPTION_STYLE, "caption", SANS, CAPTION, PITCH).align(AlignmentType::Center))
}

/// The page number, — 1 —, one character from the edge of the text.
fn page_number(side: AlignmentType) -> Footer {
    let run = || Run::new().fonts(fonts("宋体")).size(PAGE_NUMBER);
    let (left, right) = if matches!(side, AlignmentType::Left) { (OUTSIDE, 0) } else { (0, OUTSIDE) };
    let paragraph = Paragraph::new()
        .align(side)
        .indent(Some(left), None, Some(right), None)
        .add_run(run().add_text("— "))
        // Each part is a separate run: in one run, LibreOffice sets the number in the size of the text.
        .add_run(run().add_field_char(FieldCharType::Begin, false))
        .add_run(run().add_instr_text(InstrText::PAGE(docx_rs::InstrPAGE::new())))
        .add_run(run().add_field_char(FieldCharType::Separate, false))
        .add_run(run().add_text("1"))
        .add_run(run().add_field_char(FieldCharType::End, false))
        .add_run(run().add_text(" —"));
    Footer::new().add_paragraph(paragraph)
}

/// The width of a text in 三号; digits are half as wide as characters.
fn width_of(text: &str) -> i32 {
    text.chars().map(|one| if one.is_ascii() { INDENT / 4 } else { INDENT / 2 }).sum()
}

fn twips(millimetres: i32) -> i32 {
    millimetres * 14_400 / 254
}

fn fonts(east_asian: &str) -> RunFonts {
    RunFonts::new().ascii(east_asian).hi_ansi(east_asian).east_asia(east_asian)
}

/// A run of text with its line breaks.
fn text_run(text: &str, font: &str, size: usize) -> Run {
    let mut run = Run::new().fonts(fonts(font)).size(size);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}

fn exact(paragraph: Paragraph, pitch: i32) -> Paragraph {
    paragraph.line_spacing(exactly(pitch))
}

fn exactly(pitch: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(pitch)
}

fn centred(run: Run, pitch: i32) -> Paragraph {
    exact(Paragraph::new().add_run(run), pitch).align(AlignmentType::Center)
}

/// A paragraph of the text.
fn text(TextParagraph { lead, text }: &TextParagraph) -> Paragraph {
    let spaced = |run: Run| run.character_spacing(SPACING);
    let mut paragraph = Paragraph::new().style(TEXT_STYLE);
    if !lead.is_empty() {
        paragraph = paragraph.add_run(spaced(Run::new().fonts(fonts(KAI)).add_text(lead)));
    }
    paragraph.add_run(spaced(Run::new().add_text(text)))
}

pub(in crate::output) fn caption(text: &str) -> Paragraph {
    let caption = Paragraph::new().style(CAPTION_STYLE).keep_next(true).add_run(Run::new().add_text(text));
    if text.is_empty() { caption } else { caption.outline_lvl(0) }
}

pub(in crate::output) fn new_page(paragraph: Paragraph) -> Paragraph {
    paragraph.page_break_before(true)
}

pub(in crate::output) fn with_table(docx: Docx, table: &Table) -> Docx {
    let widths: Vec<usize> = table.columns.iter().map(width).collect();
    let size = usize::try_from(table.size).unwrap_or_default();
    let cell = |column: &Column, text: &str, font: &str, side: Side| cell(column, text, (font, size), side);
    let headings = table.columns.iter().map(|column| cell(column, &column.heading, SANS, Side::Centre));
    let mut rows = vec![TableRow::new(headings.collect()).cant_split()];
    rows.extend(table.rows.iter().map(|line| match line {
        Line::Section { title } => {
            let shaded = Shading::new().fill("F0F0F0");
            let across = TableCell::new()
                .grid_span(table.columns.len())
                .shading(shaded)
                .width(widths.iter().sum(), WidthType::Dxa)
                .vertical_align(VAlignType::Center)
                .add_paragraph(exact(
                    Paragraph::new().add_run(text_run(title, SANS, size)),
                    cell_pitch(size),
                ));
            TableRow::new(vec![across]).cant_split()
        }
        Line::Cells { texts } => {
            let cells = table.columns.iter().zip(texts);
            let cells = cells.map(|(column, text)| cell(column, text, FANG_SONG, column.side));
            TableRow::new(cells.collect()).cant_split()
        }
    }));
    let drawn = docx_rs::Table::new(rows)
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(CELL_INSET, 60, CELL_INSET, 60));
    docx.add_table(drawn)
}

fn width(column: &Column) -> usize {
    usize::try_from(column.width).unwrap_or_default() * 14_400 / 254
}

fn cell_pitch(size: usize) -> i32 {
    i32::try_from(size).unwrap_or_default() * 10 + CELL_ROOM
}

fn cell(column: &Column, text: &str, (font, size): (&str, usize), stands: Side) -> TableCell {
    let alignment = match stands {
        Side::Left => AlignmentType::Left,
        Side::Centre => AlignmentType::Center,
        Side::Right => AlignmentType::Right,
    };
    let paragraph =
        exact(Paragraph::new().add_run(text_run(text, font, size)), cell_pitch(size)).align(alignment);
    TableCell::new()
        .width(width(column), WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(paragraph)
}
