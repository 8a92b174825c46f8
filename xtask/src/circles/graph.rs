//! Which file needs which, and the shortest way from a file back to itself.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// From each file to the files it needs, with one name that it takes from there.
pub(super) type Needs = BTreeMap<String, BTreeMap<String, String>>;

/// The shortest circle through a file.
pub(super) fn way_back(needs: &Needs, file: &str) -> Option<Vec<String>> {
    let mut ways = VecDeque::from([vec![file.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in way.last().and_then(|last| needs.get(last)).into_iter().flat_map(BTreeMap::keys) {
            if next == file {
                return Some(way);
            }
            if seen.insert(next) {
                ways.push_back(way.iter().chain([next]).cloned().collect());
            }
        }
    }
    None
}

/// The files that a file needs and that need it.
pub(super) fn group(needs: &Needs, file: &str) -> BTreeSet<String> {
    reached(needs, file).into_iter().filter(|other| reached(needs, other).contains(file)).collect()
}

/// Every file that a file needs, over any number of steps.
fn reached(needs: &Needs, file: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file.to_owned()];
    while let Some(file) = open.pop() {
        for next in needs.get(&file).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    reached
}
