//! Whether some names divide one whole between them, or may be two divisions of it, which must not be added up.

use super::words;

/// Why what stands beside a sum may not be one division of it, from the names of the terms, and which of them may be.
///
/// There may be several ways to add them up: 城市低保 and 农村低保 need not be all of it beside 临时救助.
pub(super) fn overlap(names: &[String]) -> Option<(Vec<Vec<usize>>, &'static str)> {
    let at = |half: &str| names.iter().position(|name| name.starts_with(half) || name.ends_with(half));
    let halves = words::HALVES.iter().find_map(|(one, other)| Some(vec![at(one)?, at(other)?]));
    let all = || (0..names.len()).collect::<Vec<_>>();
    if let Some(halves) = halves.filter(|halves| halves.iter().any(|at| halves.first() != Some(at))) {
        let is_bare = |at: &usize| {
            let is_it = |name: &String| words::HALVES.iter().any(|(one, other)| name == one || name == other);
            names.get(*at).is_some_and(is_it)
        };
        let ways = if halves.iter().all(is_bare) { vec![halves] } else { vec![all(), halves] };
        return (names.len() > 2).then_some((ways, "里面像有两种分法，都加就重复了"));
    }
    let is_share = |name: &String| words::SHARES.iter().any(|share| name.contains(share));
    if names.iter().any(is_share) {
        return Some((vec![all()], "里面有的像是另一种分法，可能重复"));
    }
    names.iter().any(|name| name.contains(words::IN_ALL)).then(|| (vec![all()], "里面有一个总数，可能重复"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_divisions_of_a_whole_are_not_added_up() {
        for (names, which) in [
            ("男、女", None),
            ("男、女、城镇、农村", Some(vec![vec![0, 1]])),
            ("城市低保、农村低保、临时救助", Some(vec![vec![0, 1, 2], vec![0, 1]])),
            ("餐饮、商超、市场", None),
            ("一般隐患、重大隐患", None),
            ("城镇、农村、党员", Some(vec![vec![0, 1]])),
            ("职工、党员", Some(vec![vec![0, 1]])),
            ("参训总人数、班次", Some(vec![vec![0, 1]])),
        ] {
            let names: Vec<String> = names.split('、').map(str::to_owned).collect();
            assert_eq!(overlap(&names).map(|(which, _)| which), which, "{names:?}");
        }
    }
}
