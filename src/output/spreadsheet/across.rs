//! How a table that is wider than a page is printed: on as many pages side by side as it takes to stay readable, each
//! with the columns that name the rows.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::page::A4;
use super::style::BODY_SIZE;

/// The smallest text on paper, in points.
const SMALLEST: f64 = 7.0;
/// The margins in inches, and what is between them on landscape A4, in pixels as columns are measured.
const MARGIN: f64 = 0.5;
const PAGE_WIDTH: f64 = (297.0 / 25.4 - 2.0 * MARGIN) * 96.0;
/// The share of it that is used: a printer's widths differ a little from the screen's.
const USED: f64 = 0.98;

/// Sets landscape A4 and the columns of each page. `fixed` columns stand on all of them. Returns the last column of
/// the first page.
pub(in crate::output) fn print_across(
    page: &mut Worksheet,
    widths: &[u32],
    fixed: u16,
) -> Result<u16, XlsxError> {
    page.set_landscape().set_paper_size(A4).set_margins(MARGIN, MARGIN, 0.7, 0.7, 0.3, 0.3);
    let plan = Plan::new(widths, usize::from(fixed));
    page.set_print_scale(plan.scale);
    let last = u16::try_from(widths.len()).unwrap_or(u16::MAX).saturating_sub(1);
    let Some(first_break) = plan.breaks.first() else { return Ok(last) };
    page.set_vertical_page_breaks(&plan.breaks)?;
    if fixed > 0 {
        page.set_repeat_columns(0, fixed - 1)?;
    }
    Ok(u16::try_from(*first_break).unwrap_or(last).saturating_sub(1))
}

/// The scale in percent, and the columns that begin a further page.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    scale: u16,
    breaks: Vec<u32>,
}

impl Plan {
    fn new(widths: &[u32], fixed: usize) -> Self {
        let (named, others) = widths.split_at(fixed.min(widths.len()));
        let width = |columns: &[u32]| f64::from(columns.iter().sum::<u32>());
        let room = PAGE_WIDTH * USED * BODY_SIZE / SMALLEST - width(named);
        // As many columns on each page, so that the last one is no sliver.
        let a_page = (1..=others.len().max(1))
            .map(|pages| others.len().div_ceil(pages).max(1))
            .find(|a_page| others.chunks(*a_page).all(|columns| width(columns) <= room))
            .unwrap_or(1);
        let widest = others.chunks(a_page).map(width).fold(0.0, f64::max) + width(named);
        let scale = (100.0 * PAGE_WIDTH * USED / widest.max(1.0)).floor().min(100.0);
        let scale = (10..=100_u16).rev().find(|percent| f64::from(*percent) <= scale).unwrap_or(10);
        let breaks = (a_page..others.len()).step_by(a_page).map(|column| fixed + column);
        Self { scale, breaks: breaks.filter_map(|column| u32::try_from(column).ok()).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_table_is_not_made_smaller_and_a_wide_one_a_little() {
        assert_eq!(Plan::new(&[100; 10], 2), Plan { scale: 100, breaks: vec![] });
        assert_eq!(Plan::new(&[100; 12], 2), Plan { scale: 83, breaks: vec![] });
    }

    #[test]
    fn what_would_be_too_small_goes_on_beside_with_its_named_rows() {
        let months = |count| std::iter::repeat_n(84, count);
        let widths: Vec<u32> = [48, 190, 64, 48, 84].into_iter().chain(months(24)).collect();
        let plan = Plan::new(&widths, 5);
        assert_eq!(plan, Plan { scale: 69, breaks: vec![17] });
        assert!(f64::from(plan.scale) / 100.0 * BODY_SIZE >= SMALLEST);
    }

    #[test]
    fn a_column_wider_than_a_page_stands_alone() {
        assert_eq!(Plan::new(&[100, 3000, 100], 1).breaks, [2]);
        assert_eq!(Plan::new(&[], 0), Plan { scale: 100, breaks: vec![] });
    }
}
