//! How wide the columns are and how high a row must be so that its text shows whole.
//!
//! A workbook cannot ask for "as high as needed" in a merged cell, and every program that opens it breaks lines a
//! little differently. So heights are reckoned here, generously, and the page is fitted at the end by its scale.
//! No text of the form belongs in this module.

/// The grid fills A4 between margins of 15 mm: 509 points.
const SECTION: u32 = 80;
const NUMBER: u32 = 38;
const CONTENT: u32 = 300;
const QUANTITIES: u32 = 260;

/// A line of Chinese text, as a part of its font's size: Noto, the tallest of the fonts it may meet, needs 1.44.
const LINE: f64 = 1.45;
/// What a cell keeps free above and below its text together, in points.
const PADDING: f64 = 5.0;
/// How much of a single line may be used: a printer's widths are not quite the screen's.
const ONE_LINE: f64 = 0.97;
/// What a cell keeps free left and right together, in points.
const SIDES: f64 = 6.0;

/// A column's width is counted in pixels, a font in points.
pub(in crate::output) const POINTS_PER_PIXEL: f64 = 0.75;

/// Widths of the grid's columns in pixels, which is what column widths are counted in.
pub(in crate::output) struct Columns(Vec<u32>);

impl Columns {
    /// Section, number, content, then twice as many columns as a row has figures at most.
    pub(in crate::output) fn new(figures_across: u16) -> Self {
        let quantities = u32::from(figures_across) * 2;
        let mut widths = vec![SECTION, NUMBER, CONTENT];
        widths.extend((0..quantities).map(|_| QUANTITIES / quantities.max(1)));
        Self(widths)
    }

    /// Columns of those widths in pixels.
    pub(in crate::output) fn of(pixels: &[u32]) -> Self {
        Self(pixels.to_owned())
    }

    /// The last column.
    pub(in crate::output) fn last(&self) -> u16 {
        u16::try_from(self.0.len()).unwrap_or(u16::MAX).saturating_sub(1)
    }

    /// Every column's width in pixels.
    pub(in crate::output) fn pixels(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }

    /// The width of neighbouring columns together, in points.
    pub(in crate::output) fn points(&self, first: u16, last: u16) -> f64 {
        let (skipped, taken) = (usize::from(first), usize::from(last.saturating_sub(first)) + 1);
        let pixels: u32 = self.pixels().skip(skipped).take(taken).sum();
        f64::from(pixels) * POINTS_PER_PIXEL
    }
}

/// The height a wrapped text needs in a cell of that width, both in points.
pub(in crate::output) fn height(text: &str, font_size: f64, width: f64) -> f64 {
    lines(text, font_size, width - SIDES) * font_size * LINE + PADDING
}

/// Lines are counted in half characters, the width of a digit or a Latin letter.
fn lines(text: &str, font_size: f64, width: f64) -> f64 {
    let halves = |character: char| if character.is_ascii() { 1.0 } else { 2.0 };
    let most = width / (font_size / 2.0);
    if text.chars().map(halves).sum::<f64>() <= most * ONE_LINE {
        return 1.0;
    }
    // A character less than would fit: no line begins with a comma or ends with an opening quotation mark.
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
        assert_eq!(lines("万万", 1.0), "3", "a column too narrow for anything still ends");
    }

    #[test]
    fn the_quantities_share_their_width() {
        for across in 1..=3 {
            let columns = Columns::new(across);
            let total = columns.points(0, 2 + 2 * across);
            assert!((505.0..510.0).contains(&total), "{across}: {total}");
        }
    }
}
