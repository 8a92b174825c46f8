//! Pairing the lines of two tables, when lines may have been inserted or removed.
//!
//! Among all pairings that keep the order, the one with the most in common is chosen. Lines between two such
//! pairs are paired one after the other, so that a rewritten line is still recognised as the same line.

/// The most pairs that are compared; longer stretches are paired one after the other.
const MOST_PAIRS: usize = 1_000_000;

/// An expected line, a found line, or one of each.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Pairs `expected` lines with `found` lines, by how much two lines have in common.
pub(super) fn align(
    expected: usize,
    found: usize,
    is_same: impl Fn(usize, usize) -> bool,
    in_common: impl Fn(usize, usize) -> u32,
) -> Vec<Pair> {
    // Most files are unchanged: equal lines at the top and at the bottom need no comparison.
    let most = expected.min(found);
    let top = (0..most).take_while(|line| is_same(*line, *line)).count();
    let bottom = (1..=most - top).take_while(|line| is_same(expected - line, found - line)).count();
    let within = anchors(expected - top - bottom, found - top - bottom, |here, there| {
        in_common(top + here, top + there)
    });
    let above = (0..top).map(|line| (line, line));
    let within = within.into_iter().map(|(here, there)| (top + here, top + there));
    let below = (0..=bottom).rev().map(|line| (expected - line, found - line));
    let mut pairs = Vec::new();
    let (mut here, mut there) = (0, 0);
    for (expected, found) in above.chain(within).chain(below) {
        let between = expected.saturating_sub(here).max(found.saturating_sub(there));
        let within = |line: usize, end: usize| Some(line).filter(|line| *line < end);
        pairs.extend((0..between).map(|step| (within(here + step, expected), within(there + step, found))));
        pairs.push((Some(expected), Some(found)));
        (here, there) = (expected + 1, found + 1);
    }
    // The last pair is behind both ends.
    pairs.pop();
    pairs
}

/// The pairs that have the most in common in total.
fn anchors(expected: usize, found: usize, in_common: impl Fn(usize, usize) -> u32) -> Vec<(usize, usize)> {
    let width = found + 1;
    if expected.saturating_mul(found) > MOST_PAIRS {
        return Vec::new();
    }
    // For every two numbers of lines: the most that the first expected and the first found lines have in common.
    let mut most = vec![0_u32; width];
    for here in 0..expected {
        most.push(0);
        for there in 0..found {
            let paired = at(&most, width, here, there) + in_common(here, there);
            most.push(paired.max(at(&most, width, here, there + 1)).max(at(&most, width, here + 1, there)));
        }
    }
    let mut anchors = Vec::new();
    let (mut here, mut there) = (expected, found);
    while here > 0 && there > 0 {
        let shared = in_common(here - 1, there - 1);
        let reached = at(&most, width, here, there);
        if shared > 0 && reached == at(&most, width, here - 1, there - 1) + shared {
            (here, there) = (here - 1, there - 1);
            anchors.push((here, there));
        } else if reached == at(&most, width, here - 1, there) {
            here -= 1;
        } else {
            there -= 1;
        }
    }
    anchors.reverse();
    anchors
}

fn at(most: &[u32], width: usize, here: usize, there: usize) -> u32 {
    most.get(here * width + there).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines given by their letters; two lines have the letters at the same place in common.
    fn told(expected: &[&str], found: &[&str]) -> String {
        let in_common = |here: usize, there: usize| {
            let both = expected[here].chars().zip(found[there].chars());
            u32::try_from(both.filter(|(one, other)| one == other).count()).unwrap()
        };
        let pairs =
            align(expected.len(), found.len(), |here, there| expected[here] == found[there], in_common)
                .into_iter();
        let text =
            |lines: &[&str], line: Option<usize>| line.map_or("-".to_owned(), |line| lines[line].to_owned());
        pairs
            .map(|(here, there)| format!("{}={}", text(expected, here), text(found, there)))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn lines_that_were_put_in_or_taken_out_are_alone() {
        assert_eq!(told(&["a1", "b2", "c3"], &["a1", "b2", "c3"]), "a1=a1 b2=b2 c3=c3");
        assert_eq!(told(&["a1", "b2", "c3"], &["xx", "a1", "b2", "yy", "c3"]), "-=xx a1=a1 b2=b2 -=yy c3=c3");
        assert_eq!(told(&["a1", "b2", "c3"], &["a1", "c3", "zz"]), "a1=a1 b2=- c3=c3 -=zz");
        assert_eq!(told(&["a1"], &[]), "a1=-");
        assert_eq!(told(&[], &["a1"]), "-=a1");
    }

    #[test]
    fn a_line_that_was_rewritten_is_still_that_line() {
        assert_eq!(told(&["a1", "b2", "c3"], &["a1", "xx", "c3"]), "a1=a1 b2=xx c3=c3");
        assert_eq!(told(&["a1", "b2"], &["xx", "yy"]), "a1=xx b2=yy");
        assert_eq!(told(&["a1", "b2", "c3"], &["b1", "b2", "c2"]), "a1=b1 b2=b2 c3=c2");
    }

    #[test]
    fn too_many_lines_are_paired_one_after_the_other() {
        let pairs = align(2000, 2001, |_, _| false, |_, _| 1);
        assert_eq!(pairs.len(), 2001);
        assert_eq!(pairs.last(), Some(&(None, Some(2000))));
    }
}
