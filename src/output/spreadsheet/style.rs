//! The styles of cells: fonts, alignment, borders and number formats.
//!
//! A cell can name only one font, and a program that lacks it uses its own default, often a Latin one. So
//! every font here is one that every Windows and WPS has: 宋体 in bold for the title, because 方正小标宋 is missing
//! on most PCs; 黑体 for the mark and the headings; 仿宋 for the rest (`仿宋_GB2312` disappeared with Windows XP).
//! No texts or positions belong here.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::amount::Decimals;

const SERIF: &str = "宋体";
const FANG_SONG: &str = "仿宋";
const SANS: &str = "黑体";

/// Sizes in points, by their Chinese names: 三号, 小二, 小四, 五号.
const MARK_SIZE: f64 = 16.0;
pub(in crate::output) const TITLE_SIZE: f64 = 18.0;
/// The title of a plain table.
pub(in crate::output) const TABLE_TITLE_SIZE: f64 = 12.0;
/// The line under the title, the grid and the notes.
pub(in crate::output) const BODY_SIZE: f64 = 10.5;
/// The sizes that are tried for a text that is too long for the highest row.
pub(in crate::output) const SMALLER_SIZES: [f64; 3] = [9.0, 8.0, 7.0];
/// The headings of the columns.
pub(in crate::output) const HEADING_SIZE: f64 = 10.5;

/// The colour of 草稿.
const RED: u32 = 0xb3_26_1e;

/// The character set that makes a program without the font choose another Chinese one.
const GB2312: u8 = 134;

/// The formats `0` and `0.00` by their built-in numbers.
const WHOLE: u8 = 1;
const TWO_DECIMALS: u8 = 2;

/// One format for each kind of cell.
pub(in crate::output) struct Style {
    /// The style of untouched cells. Column widths are measured in its digits.
    pub(in crate::output) default: Format,
    /// The mark of the form.
    pub(in crate::output) mark: Format,
    pub(in crate::output) title: Format,
    /// 草稿, beside the mark of the form.
    pub(in crate::output) draft: Format,
    /// The line under the title.
    pub(in crate::output) header: Format,
    /// The line above a plain table.
    pub(in crate::output) table_title: Format,
    /// The headings of the columns.
    pub(in crate::output) heading: Format,
    /// The title of one of several tables.
    pub(in crate::output) table_heading: Format,
    /// Sections, numbers and units.
    pub(in crate::output) centred: Format,
    /// Sentences.
    pub(in crate::output) content: Format,
    /// The notes under the table.
    pub(in crate::output) notes: Format,
    /// By the number of decimals.
    numbers: Vec<Format>,
}

impl Style {
    pub(in crate::output) fn new() -> Self {
        Self::sized(BODY_SIZE)
    }

    /// The styles with the grid in another size.
    pub(in crate::output) fn sized(grid: f64) -> Self {
        let header = font(FANG_SONG, BODY_SIZE).set_align(FormatAlign::Left).set_text_wrap();
        let body = font(FANG_SONG, grid).set_border(FormatBorder::Thin);
        let centred = body.clone().set_align(FormatAlign::Center).set_text_wrap();
        // A number that does not fit would be printed as ###, so it shrinks.
        let number = body.clone().set_align(FormatAlign::Right).set_shrink();
        Self {
            default: font(SERIF, 11.0),
            mark: font(SANS, MARK_SIZE).set_align(FormatAlign::Left),
            draft: font(SANS, MARK_SIZE).set_bold().set_font_color(RED).set_align(FormatAlign::Right),
            title: font(SERIF, TITLE_SIZE).set_bold().set_align(FormatAlign::Center).set_text_wrap(),
            table_title: font(FANG_SONG, TABLE_TITLE_SIZE)
                .set_bold()
                .set_align(FormatAlign::Left)
                .set_text_wrap(),
            heading: font(SANS, HEADING_SIZE)
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Center)
                .set_text_wrap(),
            table_heading: font(SANS, TABLE_TITLE_SIZE).set_align(FormatAlign::Center).set_text_wrap(),
            content: body.set_align(FormatAlign::Left).set_text_wrap(),
            notes: font(FANG_SONG, BODY_SIZE).set_align(FormatAlign::Left).set_text_wrap(),
            numbers: Decimals::ALL.map(|decimals| with_decimals(&number, decimals)).into(),
            header,
            centred,
        }
    }

    /// The style of an amount: always with all of its decimals.
    pub(in crate::output) fn number(&self, decimals: Decimals) -> &Format {
        self.numbers.get(decimals.count()).unwrap_or(&self.centred)
    }
}

/// The formats `0` and `0.00` have numbers of their own in every program.
fn with_decimals(number: &Format, decimals: Decimals) -> Format {
    let number = number.clone();
    match decimals {
        Decimals::NONE => number.set_num_format_index(WHOLE),
        Decimals::TWO => number.set_num_format_index(TWO_DECIMALS),
        other => number.set_num_format(pattern("0", other)),
    }
}

/// The number format of amounts with so many decimals; `whole` is how the part before them is written.
pub(in crate::output) fn pattern(whole: &str, decimals: Decimals) -> String {
    match decimals.count() {
        0 => whole.to_owned(),
        count => format!("{whole}.{}", "0".repeat(count)),
    }
}

fn font(name: &str, size: f64) -> Format {
    Format::new()
        .set_font_name(name)
        .set_font_size(size)
        .set_font_charset(GB2312)
        .set_align(FormatAlign::VerticalCenter)
}
