//! The widths of columns, and the height a row needs to show all of its text.
//!
//! A workbook cannot set a row with merged cells to "as high as needed", and every program breaks lines a
//! little differently. So heights are estimated generously here, and the page is finally scaled to fit. No
//! text of the form belongs in this module.

/// The height of a line of Chinese text relative to the font size: Noto, the tallest font to expect, needs 1.44.
const LINE: f64 = 1.45;
/// The free space above and below the text of a cell together, in points.
const PADDING: f64 = 5.0;
/// The share of a single line that may be used: a printer's widths differ a little from the screen's.
const ONE_LINE: f64 = 0.97;
/// The width of a digit relative to the font size: Noto, the widest font to expect, needs 0.56.
const DIGIT: f64 = 0.56;
/// The free space left and right of the text of a cell together, in points.
const SIDES: f64 = 6.0;

/// The widest column of a spreadsheet, in pixels.
const WIDEST: f64 = 1790.0;
/// Column widths are measured in pixels, font sizes in points.
pub(in crate::output) const POINTS_PER_PIXEL: f64 = 0.75;

/// The pixels that cover so many points.
pub(in crate::output) fn pixels(points: f64) -> u32 {
    let whole = (points / POINTS_PER_PIXEL).ceil();
    // No column is wider than Excel allows; the conversion cannot lose anything.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1790")]
    let whole = whole.clamp(0.0, WIDEST) as u32;
    whole
}

/// The widths of the grid's columns, in pixels as column widths are measured.
#[derive(Clone)]
pub(in crate::output) struct Columns(Vec<u32>);

impl Columns {
    /// Columns with the given widths in pixels.
    pub(in crate::output) fn of(pixels: &[u32]) -> Self {
        Self(pixels.to_owned())
    }

    /// The index of the last column.
    pub(in crate::output) fn last(&self) -> u16 {
        u16::try_from(self.0.len()).unwrap_or(u16::MAX).saturating_sub(1)
    }

    /// Every column's width in pixels.
    pub(in crate::output) fn pixels(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }

    /// The total width of neighbouring columns, in points.
    pub(in crate::output) fn points(&self, first: u16, last: u16) -> f64 {
        let (skipped, taken) = (usize::from(first), usize::from(last.saturating_sub(first)) + 1);
        let pixels: u32 = self.pixels().skip(skipped).take(taken).sum();
        f64::from(pixels) * POINTS_PER_PIXEL
    }
}

/// The height that a wrapped text needs in a cell of a given width, both in points.
pub(in crate::output) fn height(text: &str, font_size: f64, width: f64) -> f64 {
    lines(text, font_size, width - SIDES) * font_size * LINE + PADDING
}

/// The width of a text in half characters, the width of a digit or a Latin letter.
pub(in crate::output) fn halves(text: &str) -> u32 {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

/// The width in points of a column that shows a number of that many characters without making it smaller.
pub(in crate::output) fn number_width(characters: usize, font_size: f64) -> f64 {
    f64::from(u32::try_from(characters).unwrap_or(u32::MAX)) * font_size * DIGIT + SIDES
}

/// The half characters that fit on one line of a cell, as many as there is room for.
pub(in crate::output) fn room(font_size: f64, width: f64) -> f64 {
    (width - SIDES) / (font_size / 2.0)
}

/// The number of lines, counting the ends of lines in the text itself.
fn lines(text: &str, font_size: f64, width: f64) -> f64 {
    text.split('\n').map(|line| wrapped(line, font_size, width)).sum()
}

/// The number of lines of a text without an end of a line.
fn wrapped(text: &str, font_size: f64, width: f64) -> f64 {
    // The widest Latin letters are nearly as wide as a Chinese character.
    let halves = |character: char| match character {
        'W' | 'M' | 'm' | '@' => 2.0,
        other if other.is_ascii() => 1.0,
        _ => 2.0,
    };
    let most = width / (font_size / 2.0);
    if text.chars().map(halves).sum::<f64>() <= most * ONE_LINE {
        return 1.0;
    }
    // One character less than fits, because no line begins with a comma or ends with an opening quotation mark.
    let most = most.floor() - 2.0;
    let (mut lines, mut used) = (1.0, 0.0);
    for halves in text.chars().map(halves) {
        used += halves;
        if used > most {
            lines += 1.0;
            used = halves;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_high_as_its_lines() {
        let lines = |text: &str, width| format!("{}", lines(text, 10.0, width));
        assert_eq!(lines("", 100.0), "1");
        assert_eq!(lines("一二三四五六七八九", 100.0), "1");
        assert_eq!(lines("一二三四五六七八九十", 100.0), "2", "it would fit to a hair");
        assert_eq!(lines("1234567890123456789", 100.0), "1", "a digit is half as wide");
        assert_eq!(lines(&"万".repeat(60), 100.0), "7");
        assert_eq!(lines("一\n二\n\n三四五六七八九十一二", 100.0), "5", "ends of lines in the text count");
        assert_eq!(lines("万万", 1.0), "3", "a column too narrow for anything still ends");
    }
}
