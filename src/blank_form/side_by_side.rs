//! Tables that stand beside each other under one row of headings: 项目, 本月, 累计 and then the same once more to the right. A
//! notice has its rows below each other, so that the blocks are laid out that way before they are read.

use std::rc::Rc;

use super::grid::{Grid, Spot};
use super::heading::{Heading, Leaf, heading};
use super::times::timed;
use crate::reading::Area;

/// The most blocks beside each other.
const MOST_BLOCKS: usize = 4;
/// The fewest columns of a block: what it is about, and a figure.
const LEAST: usize = 2;

/// Lays the blocks of a table below each other, if it has several whose headings are the same.
pub(super) fn stacked(grid: &Grid, found: &Heading, rows: &[u32]) -> Option<(Rc<Grid>, Heading)> {
    let count = (2..=MOST_BLOCKS).find(|count| are_alike(&found.leaves, *count))?;
    let width = found.leaves.len() / count;
    let blocks: Vec<std::ops::Range<u32>> = found
        .leaves
        .chunks(width)
        .filter_map(|leaves| Some(leaves.first()?.columns.start..leaves.last()?.columns.end))
        .collect();
    let first_block = blocks.first()?.clone();
    let is_within = |spot: &Spot| {
        blocks.iter().any(|block| block.contains(&spot.area.first.1) && block.contains(&spot.area.last.1))
    };
    let top = found.leaves.iter().flat_map(|leaf| &leaf.headings).map(|spot| spot.area.first.0).min()?;
    let head: Vec<u32> = (top..found.below).collect();
    let all = || head.iter().chain(rows);
    // What stands across two blocks is of both.
    if all().any(|row| !grid.row(*row).iter().all(is_within)) {
        return None;
    }
    let are_wide =
        |block: &std::ops::Range<u32>| block.end - block.start <= first_block.end - first_block.start;
    if !blocks.iter().all(are_wide) {
        return None;
    }
    let mut texts: Vec<(Area, Spot)> = Vec::new();
    let mut below = 0_u32;
    let mut put = |rows: &[u32], block: &std::ops::Range<u32>, below: &mut u32| {
        let from = *below;
        for (at, row) in (0_u32..).zip(rows) {
            for spot in grid.span(*row, block.clone()) {
                let begins = spot.area.first.0 == *row;
                if begins {
                    let down = rows.iter().filter(|row| (spot.area.first.0..=spot.area.last.0).contains(row));
                    let down = u32::try_from(down.count()).unwrap_or(1).max(1);
                    let first = (from + at, spot.area.first.1 - block.start);
                    let last = (from + at + down - 1, spot.area.last.1 - block.start);
                    texts.push((Area { first, last }, spot));
                }
            }
        }
        *below += u32::try_from(rows.len()).unwrap_or_default();
    };
    put(&head, &first_block, &mut below);
    for block in &blocks {
        let of_block = |row: &&u32| !grid.span(**row, block.clone()).is_empty();
        let own: Vec<u32> = rows.iter().filter(of_block).copied().collect();
        put(&own, block, &mut below);
    }
    let grid = Rc::new(grid.laid_out(texts).stacked());
    let heading = heading(&grid, 0, grid.rows)?;
    Some((grid, heading))
}

/// Whether headings are the same in each of some blocks, which begin with words and have a time.
fn are_alike(leaves: &[Leaf], count: usize) -> bool {
    let width = leaves.len() / count;
    if width < LEAST || !leaves.len().is_multiple_of(count) {
        return false;
    }
    let texts = |leaf: &Leaf| leaf.headings.iter().map(|spot| spot.plain.clone()).collect::<Vec<_>>();
    let blocks: Vec<Vec<Vec<String>>> =
        leaves.chunks(width).map(|block| block.iter().map(texts).collect()).collect();
    let Some((first, others)) = blocks.split_first() else { return false };
    let is_time = |leaf: &Leaf| timed(&leaf.word()).is_some();
    let begins_with_words = leaves.first().is_some_and(|leaf| !is_time(leaf) && !leaf.headings.is_empty());
    let own = |leaf: &Leaf| leaf.headings.first().map(|spot| spot.area.first);
    let begins = leaves.chunks(width).filter_map(|block| own(block.first()?)).collect::<Vec<_>>();
    let are_apart = begins.windows(2).all(|two| two.first() != two.last());
    let says_what = first.iter().all(|texts| !texts.is_empty());
    let is_one_block =
        first.iter().enumerate().all(|(at, texts)| !first.iter().skip(at + 1).any(|other| other == texts));
    begins_with_words
        && are_apart
        && says_what
        && is_one_block
        && leaves.get(1..width).is_some_and(|rest| rest.iter().any(is_time) || rest.iter().any(is_neutral))
        && others.iter().all(|other| other == first)
}

fn is_neutral(leaf: &Leaf) -> bool {
    super::words::NEUTRAL.contains(&leaf.word().as_str())
}
