//! What a form says is reckoned by multiplying or dividing: the figure is typed, nothing checks it, and that is told.

use super::forming::Forming;
use super::heading::Leaf;
use super::note_numbers::without_number;
use super::relations::multiplied;
use super::times::{Timed, timed};
use crate::notice::Role;

/// A remark for each such formula. What compares the month with another one the program reckons itself.
pub(super) fn remarks(forming: &Forming) -> Vec<String> {
    let leaves = || forming.tables.iter().flat_map(|table| &table.body.heading.leaves);
    let is_of_time =
        |word: &str| matches!(timed(word), Some(Timed::Role(Role::PerCent | Role::Difference, _)));
    let is_compared = |leaf: &Leaf| is_of_time(&leaf.word());
    let number = |leaf: &Leaf| {
        let letter = leaf.letter.as_ref().map(|spot| spot.plain.as_str()).unwrap_or_default();
        letter.trim_matches(['(', ')']).chars().take_while(char::is_ascii_digit).collect::<String>()
    };
    let is_reckoned = |says: &String| {
        let left = says.split('=').next().unwrap_or_default();
        let left = left.trim_start_matches('第').trim_end_matches('栏');
        is_of_time(left) || leaves().any(|leaf| is_compared(leaf) && number(leaf) == left)
    };
    let notes = forming.note_items().1.into_iter().zip(1..);
    let own =
        |item: &str, number| without_number(item, Some(number), |code| forming.has_code(code)).to_owned();
    let notes = notes.map(|((item, _), number)| own(&item, number));
    let of_leaf = |leaf: &Leaf| {
        let spots = leaf.headings.iter().chain(&leaf.letter);
        spots.map(|spot| spot.plain.clone()).collect::<Vec<_>>()
    };
    let headings = leaves().filter(|leaf| !is_compared(leaf)).flat_map(of_leaf);
    let all = forming.tables.iter().flat_map(|table| &table.raws);
    let printed = all.flat_map(|raw| [raw.code.clone(), raw.content.plain.clone()]);
    let mut says: Vec<String> =
        notes.chain(headings).chain(printed).flat_map(|text| multiplied(&text)).collect();
    says.sort();
    says.dedup();
    let told = says.into_iter().filter(|says| !is_reckoned(says));
    told.map(|says| format!("“{says}”要乘除，程序不检查它，这个数由填报单位算好填上")).collect()
}
