//! Printed pages: laid out once, and the same on the screen, as PDF and on paper.
//!
//! A [`Document`] is made from a layout (`assets/layouts`) and its content. A layout has no access to a
//! clock, a disk or a network, so the same month gives the same bytes wherever the same fonts are installed.
//! No text of a form is written here; a new form only needs a layout and its content.

mod bulletin;
mod fonts;
mod form;
mod glyphs;
mod list;
mod summary;
mod world;

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;
use thiserror::Error;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

pub use bulletin::bulletin_document;
pub use fonts::{FontChoice, Fonts};
pub use form::{document, preview};
pub use list::{project_document, project_preview};
pub(super) use summary::chart_images;
pub use summary::{summary_chart, summary_document};

use self::fonts::{Families, font_with};
pub(super) use self::world::Layout;
use self::world::World;
use crate::notice::{FieldKind, Header};

/// The creator in the properties of every PDF.
/// What a PDF says it was made with.
pub(crate) const CREATOR: &str = "山城月报";

/// After how many layouts an unused result is dropped from the cache; the preview reuses most of them.
const REMEMBERED: usize = 8;

/// The factors by which a form's table may be scaled down to fit its pages.
const SQUEEZES: [f64; 9] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6];

/// Why a document could not be drawn. No failure affects what was filled in: it is in the store.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// No Chinese font is installed.
    #[error(
        "本机没有找到可用的中文字体，版面没有生成，已填的内容都在。请安装仿宋、宋体或思源宋体（Noto Serif CJK SC），重新打开本软件再试"
    )]
    NoFont,
    /// A character that no font can draw.
    #[error(
        "“{character}”（U+{:04X}）这个字本机的字体里没有，印出来会是空框，所以没有生成，已填的内容都在。请安装{font}，重新打开本软件再试",
        u32::from(*.character)
    )]
    MissingGlyph { character: char, font: &'static str },
    /// The form does not fit on its page.
    #[error("表格在 {0} 页里放不下，版面没有生成，已填的内容都在。请把这句话告诉软件维护人员")]
    TooLong(usize),
    /// The layout or the PDF library refused. The cause is the layout, not the officer's input.
    #[error("版面没有生成（{0}），已填的内容都在。请把这句话告诉软件维护人员")]
    Layout(String),
}

/// The properties of a document besides its content.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) about: About,
    /// The watermark of every page, if the document is not final.
    pub(super) draft: Option<&'static str>,
    /// The largest number of pages; the document's table is scaled down until it fits.
    pub(super) most_pages: Option<usize>,
}

/// A form as it is shown before printing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Preview {
    /// The pages, each as an SVG picture.
    pub pages: Vec<String>,
    /// Why it cannot be printed now, if it cannot.
    pub refusal: Option<String>,
}

/// The metadata of a PDF, by which a reader can recognise it when the file was renamed.
#[derive(Clone, Debug, Serialize)]
pub(super) struct About {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) description: String,
    pub(super) keywords: Vec<String>,
    date: (i32, u32, u32),
}

impl About {
    /// The date comes from the report, never from the clock: the same month must give the same file each time.
    pub(super) fn new(
        title: &str,
        author: &str,
        description: &str,
        keywords: Vec<String>,
        date: NaiveDate,
    ) -> Self {
        let [title, author, description] = [title, author, description].map(str::to_owned);
        Self { title, author, description, keywords, date: (date.year(), date.month(), date.day()) }
    }
}

/// The data for a layout, as `input.json`.
#[derive(Serialize)]
struct Input<'input, Content> {
    about: &'input About,
    draft: Option<&'static str>,
    fonts: &'input Families,
    squeeze: f64,
    content: &'input Content,
}

/// A field above or below a table.
#[derive(Serialize)]
struct FieldContent<'form> {
    label: &'form str,
    value: String,
    is: FieldKind,
}

impl<'form> FieldContent<'form> {
    /// The fields of a header with what stands behind their labels.
    fn all(header: &Header, values: Vec<(&'form str, String)>) -> Vec<Self> {
        let fields = header.0.iter().zip(values);
        fields.map(|(field, (label, value))| Self { label, value, is: field.is }).collect()
    }
}

/// Pages that were laid out, ready to be exported.
pub struct Document {
    pages: PagedDocument,
    warnings: Vec<String>,
}

/// Lays out one document.
pub(super) fn lay_out(
    layout: Layout,
    setting: &Setting,
    content: &impl Serialize,
    fonts: &Fonts,
) -> Result<Document, DocumentError> {
    let Setting { about, draft, most_pages } = setting;
    let families = fonts.families().ok_or(DocumentError::NoFont)?;
    let most = most_pages.unwrap_or(usize::MAX);
    let open = fonts.to_draw();
    for squeeze in SQUEEZES {
        let input = Input { about, draft: *draft, fonts: families, squeeze, content };
        let input = serde_json::to_vec(&input).map_err(|error| DocumentError::Layout(error.to_string()))?;
        let world = World::new(layout, input, &open).map_err(DocumentError::Layout)?;
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        typst::comemo::evict(REMEMBERED);
        let pages = output.map_err(|problems| DocumentError::Layout(told(&problems)))?;
        if pages.pages().len() <= most {
            return Ok(Document { pages, warnings: warnings.iter().map(message).collect() });
        }
    }
    Err(DocumentError::TooLong(most))
}

fn message(problem: &SourceDiagnostic) -> String {
    problem.message.to_string()
}

fn told(problems: &[SourceDiagnostic]) -> String {
    problems.iter().map(message).collect::<Vec<_>>().join("；")
}

impl Document {
    /// The number of pages.
    pub fn page_count(&self) -> usize {
        self.pages.pages().len()
    }

    /// Warnings of the layout library. Empty unless a layout has a mistake.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Refuses pages that contain a character which no font can draw.
    pub fn refuse_missing_glyphs(&self) -> Result<(), DocumentError> {
        let missing = self.pages.pages().iter().find_map(|page| glyphs::first_missing(&page.frame));
        match missing {
            None => Ok(()),
            Some(character) => Err(DocumentError::MissingGlyph { character, font: font_with(character) }),
        }
    }

    /// The pages as PDF/A-2b: fonts embedded, text that can be selected and searched.
    pub fn pdf(&self) -> Result<Vec<u8>, DocumentError> {
        self.refuse_missing_glyphs()?;
        let standards = PdfStandards::new(&[PdfStandard::A_2b])
            .map_err(|problem| DocumentError::Layout(problem.message().to_string()))?;
        let options = PdfOptions {
            creator: Smart::Custom(Some(CREATOR.to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.pages, &options).map_err(|problems| DocumentError::Layout(told(&problems)))
    }

    /// Each page as an SVG picture with letters as outlines, so that it needs no fonts where it is shown.
    pub fn pictures(&self) -> Vec<String> {
        self.pages.pages().iter().map(|page| typst_svg::svg(page, &SvgOptions::default())).collect()
    }

    /// Each page as a PNG with `points` pixels for each point of the page, for files that cannot contain SVG.
    pub(super) fn images(&self, points: f64) -> Result<Vec<Vec<u8>>, DocumentError> {
        let options = RenderOptions { pixel_per_pt: points.into(), ..RenderOptions::default() };
        let image = |page| {
            typst_render::render(page, &options)
                .encode_png()
                .map_err(|problem| DocumentError::Layout(problem.to_string()))
        };
        self.pages.pages().iter().map(image).collect()
    }
}
