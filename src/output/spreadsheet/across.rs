//! How a table that is wider than a page is printed: on as many pages side by side as it takes to stay readable, each
//! with the columns that name the rows.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::page::A4;
use super::style::BODY_SIZE;

/// The smallest text on paper, in points.
const SMALLEST: f64 = 7.0;
/// The share of a page that is used: columns are measured in digits of the program's own font, which differs a little.
const USED: f64 = 0.95;
/// The same where a table takes several pages side by side, whose scale no program fits by itself: LibreOffice without the font
/// of the table makes its columns a tenth wider, and the last of each page would go to a page of their own.
const USED_OF_SEVERAL: f64 = 0.9;
/// The margins in inches, and what is between them on landscape A4, in pixels as columns are measured.
const MARGIN: f64 = 0.5;
const PAGE_WIDTH: f64 = (297.0 / 25.4 - 2.0 * MARGIN) * 96.0 * USED;
/// What is between the upper and the lower margin, in points, with the same reserve.
const UPRIGHT_MARGIN: f64 = 0.7;
const PAGE_HEIGHT: f64 = (210.0 / 25.4 - 2.0 * UPRIGHT_MARGIN) * 72.0 * USED;

/// The columns on each page, and the scale that their widths allow.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::output) struct Across {
    /// How many columns stand on all pages.
    fixed: u16,
    last: u16,
    /// In percent.
    scale: u16,
    /// The columns that begin a further page.
    breaks: Vec<u32>,
}

impl Across {
    pub(in crate::output) fn new(widths: &[u32], fixed: u16) -> Self {
        // Without columns that name the rows, a part of them would say nothing by itself.
        let fixed = if fixed == 0 { u16::try_from(widths.len()).unwrap_or(u16::MAX) } else { fixed };
        let (named, others) = widths.split_at(usize::from(fixed).min(widths.len()));
        let width = |columns: &[u32]| f64::from(columns.iter().sum::<u32>());
        let room = PAGE_WIDTH * BODY_SIZE / SMALLEST - width(named);
        // As many columns on each page, so that the last one is no sliver.
        let a_page = (1..=others.len().max(1))
            .map(|pages| others.len().div_ceil(pages).max(1))
            .find(|a_page| others.chunks(*a_page).all(|columns| width(columns) <= room))
            .unwrap_or(1);
        let widest = others.chunks(a_page).map(width).fold(0.0, f64::max) + width(named);
        let breaks = (a_page..others.len()).step_by(a_page).map(|column| usize::from(fixed) + column);
        Self {
            fixed,
            last: u16::try_from(widths.len()).unwrap_or(u16::MAX).saturating_sub(1),
            scale: if a_page < others.len() {
                reserved(widest)
            } else {
                percent(PAGE_WIDTH / widest.max(1.0))
            },
            breaks: breaks.filter_map(|column| u32::try_from(column).ok()).collect(),
        }
    }

    /// The last of the columns that a title may stand over and be whole on every page.
    pub(in crate::output) fn last_of_title(&self) -> u16 {
        match self.breaks.first() {
            Some(_) if self.fixed > 0 => self.fixed - 1,
            Some(column) => u16::try_from(*column).unwrap_or(self.last).saturating_sub(1),
            None => self.last,
        }
    }

    /// Sets landscape A4 for rows of that height together: on one page below another if that is readable.
    pub(in crate::output) fn set(&self, page: &mut Worksheet, height: f64) -> Result<(), XlsxError> {
        page.set_landscape().set_paper_size(A4).set_margins(
            MARGIN,
            MARGIN,
            UPRIGHT_MARGIN,
            UPRIGHT_MARGIN,
            0.3,
            0.3,
        );
        if self.breaks.is_empty() {
            // Another program's fonts may be a little wider than what was reckoned with.
            page.set_print_fit_to_pages(1, u16::from(self.is_readable_on_one_page(height)));
        } else {
            page.set_print_scale(self.scale_for(height));
            page.set_vertical_page_breaks(&self.breaks)?;
            if self.fixed > 0 {
                page.set_repeat_columns(0, self.fixed - 1)?;
            }
        }
        Ok(())
    }

    fn scale_for(&self, height: f64) -> u16 {
        if self.is_readable_on_one_page(height) { self.scale.min(low(height)) } else { self.scale }
    }

    fn is_readable_on_one_page(&self, height: f64) -> bool {
        f64::from(self.scale.min(low(height))) >= 100.0 * SMALLEST / BODY_SIZE
    }
}

/// The scale of columns of that width on each of several pages: with a reserve for wider columns, as far as that is readable.
fn reserved(width: f64) -> u16 {
    let fits = percent(PAGE_WIDTH / width.max(1.0));
    let readable = (10..=100_u16).find(|percent| f64::from(*percent) >= 100.0 * SMALLEST / BODY_SIZE);
    percent(PAGE_WIDTH * USED_OF_SEVERAL / width.max(1.0)).max(readable.unwrap_or(100)).min(fits)
}

/// The scale at which rows of that height together fit on one page, in percent.
fn low(height: f64) -> u16 {
    percent(PAGE_HEIGHT / height.max(1.0))
}

/// A scale in whole percent, within what programs accept and not above the size itself.
fn percent(scale: f64) -> u16 {
    (10..=100_u16).rev().find(|percent| f64::from(*percent) <= scale * 100.0).unwrap_or(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(widths: &[u32], fixed: u16) -> (u16, Vec<u32>) {
        let across = Across::new(widths, fixed);
        (across.scale, across.breaks)
    }

    #[test]
    fn a_narrow_table_is_not_made_smaller_and_a_wide_one_a_little() {
        assert_eq!(plan(&[100; 9], 2), (100, vec![]));
        assert_eq!(plan(&[100; 12], 2), (81, vec![]));
    }

    #[test]
    fn what_would_be_too_small_goes_on_beside_with_its_named_rows() {
        let months = |count| std::iter::repeat_n(84, count);
        let widths: Vec<u32> = [48, 190, 64, 48, 84].into_iter().chain(months(24)).collect();
        let across = Across::new(&widths, 5);
        assert_eq!((across.scale, across.breaks.as_slice(), across.last_of_title()), (67, &[17][..], 4));
        assert!(f64::from(across.scale) / 100.0 * BODY_SIZE >= SMALLEST);
    }

    #[test]
    fn columns_that_go_on_beside_have_room_to_be_a_tenth_wider() {
        let widths: Vec<u32> = [150, 76, 60, 60].into_iter().chain(std::iter::repeat_n(80, 24)).collect();
        let across = Across::new(&widths, 4);
        assert_eq!(across.breaks, [16]);
        let printed = f64::from(346_u32 + 12 * 80) * f64::from(across.scale) / 100.0;
        assert!(printed * 1.1 <= PAGE_WIDTH / USED, "{printed}");
    }

    #[test]
    fn rows_that_nearly_fit_on_a_page_are_made_a_little_smaller() {
        let scale = |height| Across::new(&[100; 9], 2).scale_for(height);
        assert_eq!((scale(400.0), scale(600.0), scale(5000.0)), (100, 78, 100));
    }

    #[test]
    fn a_column_wider_than_a_page_stands_alone() {
        assert_eq!(plan(&[100, 3000, 100], 1).1, [2]);
        assert_eq!(plan(&[], 0), (100, vec![]));
    }
}
