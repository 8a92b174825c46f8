//! The graph of dependencies between files, and the shortest way from a file back to itself.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// For each file, the files it depends on, each with one of the names it uses.
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

/// The files that depend on a file and that the file depends on.
pub(super) fn group(needs: &Needs, file: &str) -> BTreeSet<String> {
    reached(needs, file).into_iter().filter(|other| reached(needs, other).contains(file)).collect()
}

/// Every file that a file depends on, directly or indirectly.
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
