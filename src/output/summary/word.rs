//! The summary as a Word file: its official text, then its charts as pictures, then the list of projects.

use docx_rs::{AlignmentType, Docx, LineSpacing, Paragraph, Pic, Run};

use super::{ProjectPages, SummaryContent};
use crate::notice::Form;
use crate::output::OutputError;
use crate::output::document::{Fonts, chart_images};
use crate::output::official::word::{About, attachment, caption, new_page, official_word, with_table};

/// The free space under a chart in twentieths of a point, so that its years do not touch the next chart's name.
const PICTURE_GAP: u32 = 240;

/// The width of the text, and how high a picture may be, in millimetres.
const WIDTH: u32 = 156;
const HIGHEST: u32 = 205;

/// A millimetre in the units of a picture.
const EMU: u32 = 36_000;

/// Draws the summary as a Word file.
pub fn summary_word(form: &Form, content: &SummaryContent, fonts: &Fonts) -> Result<Vec<u8>, OutputError> {
    let pictures = chart_images(form, content, fonts)?;
    let charts = content.charts.iter().filter(|chart| !chart.is_empty());
    let described = content
        .charts_at_one_look()
        .map(|_| content.charts_caption.clone())
        .chain(charts.map(|chart| chart.in_words.clone()))
        .collect();
    let about = About {
        author: &content.unit,
        property: ("Summary", format!("{} {}", content.unit, content.span)),
        day: content.day,
        pictures: described,
    };
    official_word(&content.text, about, |docx| {
        let docx = docx.add_paragraph(new_page(caption(&content.charts_caption)));
        let docx = pictures.into_iter().map(picture).fold(docx, Docx::add_paragraph);
        match &content.projects {
            Some(projects) => with_projects(docx, projects),
            None => docx,
        }
    })
}

/// The list of projects in its official form, on a page of its own.
fn with_projects(docx: Docx, projects: &ProjectPages) -> Docx {
    let docx =
        attachment(docx, &projects.mark, &projects.title).add_paragraph(caption(&projects.table.caption));
    if projects.table.rows.is_empty() { docx } else { with_table(docx, &projects.table) }
}

/// A picture as wide as the text, or as high as fits on a page.
fn picture(bytes: Vec<u8>) -> Paragraph {
    let (width, height) = size_of(&bytes);
    let mut wide = WIDTH * EMU;
    let mut tall = scaled(wide, height, width);
    if tall > HIGHEST * EMU {
        tall = HIGHEST * EMU;
        wide = scaled(tall, width, height);
    }
    let drawn = Pic::new_with_dimensions(bytes, width, height).size(wide, tall);
    Paragraph::new()
        .align(AlignmentType::Center)
        .line_spacing(LineSpacing::new().after(PICTURE_GAP))
        .add_run(Run::new().add_image(drawn))
}

fn scaled(length: u32, by: u32, of: u32) -> u32 {
    u32::try_from(u64::from(length) * u64::from(by) / u64::from(of.max(1))).unwrap_or(length)
}

/// The width and height in the header of a PNG.
fn size_of(bytes: &[u8]) -> (u32, u32) {
    let number = |at: usize| {
        let digits = bytes.get(at..at + 4).and_then(|digits| <[u8; 4]>::try_from(digits).ok());
        digits.map_or(1, u32::from_be_bytes)
    };
    (number(16), number(20))
}
