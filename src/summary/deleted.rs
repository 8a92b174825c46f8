//! Which sentences of the facts the officer deleted from a text deliberately, and which were only reworded.
//!
//! A sentence counts as deleted if nothing new is in its place and nothing elsewhere resembles it. It stays
//! deleted until a text with a number is in its place, or a text that resembles it is anywhere.

use super::sentence::{ENDS, place};

/// Characters that mark an amount, besides digits. 一 to 九 are left out, because they are often not numbers (一是、进一步).
const AMOUNTS: [char; 6] = ['十', '百', '千', '万', '亿', '余'];

/// A sentence of the facts that may be in a text: in its former or in its present wording.
pub(super) struct Fact<'text> {
    pub(super) as_it_was: &'text str,
    pub(super) as_it_is: &'text str,
    /// Whether it was deleted before.
    pub(super) deleted: bool,
}

/// For each sentence, in the order of the document, whether it was deleted from `own`; `earlier` is the
/// previous text.
pub(super) fn deleted(own: &str, earlier: Option<&str>, facts: &[Fact<'_>]) -> Vec<bool> {
    let places_in = |text: &str| -> Vec<Option<(usize, usize)>> {
        let place_of = |fact: &Fact<'_>| place(text, fact.as_it_was).or_else(|| place(text, fact.as_it_is));
        facts.iter().map(place_of).collect()
    };
    let places = places_in(own);
    let before = earlier.map(places_in).unwrap_or_default();
    let pieces = pieces(own, &places);
    let is_fresh = |piece: &str| earlier.is_some_and(|text| place(text, piece).is_none());
    let judge = |(at, fact): (usize, &Fact<'_>)| {
        // From an empty text nothing was deleted.
        if own.trim().is_empty() || places.get(at).is_none_or(Option::is_some) {
            return false;
        }
        // A text that was next to the sentence before, or was written after it was deleted, does not replace it.
        let stood = before.get(at).is_some_and(Option::is_some);
        let counts = |piece: &Piece<'_>| !(stood || fact.deleted) || is_fresh(piece.text);
        let gap = gap(&places, at, own.len());
        let in_its_place = |piece: &Piece<'_>| gap.0 <= piece.from && piece.from < gap.1;
        let is_said = |piece: &Piece<'_>| {
            let instead = in_its_place(piece) && (!fact.deleted || tells_an_amount(piece.text));
            instead || is_like(piece.text, fact.as_it_is)
        };
        !pieces.iter().filter(|piece| counts(piece)).any(is_said)
    };
    facts.iter().enumerate().map(judge).collect()
}

/// The officer's own words between two ends of sentences.
struct Piece<'text> {
    from: usize,
    text: &'text str,
}

fn pieces<'text>(own: &'text str, places: &[Option<(usize, usize)>]) -> Vec<Piece<'text>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for part in own.split_inclusive(ENDS) {
        let text = part.trim_matches(|one: char| ENDS.contains(&one) || one.is_whitespace());
        let is_fact = places.iter().flatten().any(|(first, end)| *first < from + part.len() && from < *end);
        if !text.is_empty() && !is_fact {
            pieces.push(Piece { from, text });
        }
        from += part.len();
    }
    pieces
}

/// Where a sentence would be: between its neighbours. The whole text if these have changed places.
fn gap(places: &[Option<(usize, usize)>], at: usize, length: usize) -> (usize, usize) {
    let (before, behind) = places.split_at_checked(at).unwrap_or((places, &[]));
    let from = before.iter().flatten().last().map_or(0, |place| place.1);
    let to = behind.iter().flatten().next().map_or(length, |place| place.0);
    if from <= to { (from, to) } else { (0, length) }
}

fn tells_an_amount(text: &str) -> bool {
    text.chars().any(|one| one.is_numeric() || AMOUNTS.contains(&one))
}

/// Whether a text contains half of a sentence's pairs of letters, ignoring numbers.
fn is_like(text: &str, sentence: &str) -> bool {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let letters: Vec<char> = text.chars().filter(|one| one.is_alphabetic()).collect();
        letters.iter().copied().zip(letters.iter().skip(1).copied()).collect()
    };
    let (has, wanted) = (pairs(text), pairs(sentence));
    let common = wanted.iter().filter(|pair| has.contains(pair)).count();
    !wanted.is_empty() && common * 2 >= wanted.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: [&str; 3] = ["出动环卫工人5人次", "清除暴露垃圾8吨", "建成示范道路1条"];

    /// The numbers of the sentences that were deleted.
    fn out(own: &str, earlier: Option<&str>, before: &[usize]) -> Vec<usize> {
        let told: Vec<Fact<'_>> = (0..)
            .zip(FACTS)
            .map(|(at, fact)| Fact { as_it_was: fact, as_it_is: fact, deleted: before.contains(&at) })
            .collect();
        let deleted = deleted(own, earlier, &told);
        (0..).zip(deleted).filter(|(_, deleted)| *deleted).map(|(at, _)| at).collect()
    }

    #[test]
    fn a_sentence_is_taken_out_where_nothing_stands_in_its_place() {
        assert_eq!(out("出动环卫工人5人次；建成示范道路1条。", None, &[]), [1]);
        assert_eq!(out("出动环卫工人5人次；", None, &[]), [1, 2]);
        assert_eq!(out("出动环卫工人5人次；清除暴露垃圾约8吨；建成示范道路1条。", None, &[]), [0; 0]);
        assert_eq!(
            out("出动环卫工人5人次；运走不少；建成示范道路1条。", None, &[]),
            [0; 0],
            "said otherwise"
        );
        let elsewhere = "出动环卫工人5人次；建成示范道路1条。还清除暴露的垃圾8吨。";
        assert_eq!(out(elsewhere, None, &[]), [0; 0], "said elsewhere");
    }

    #[test]
    fn words_that_stood_beside_it_do_not_speak_for_it() {
        let earlier = "出动环卫工人5人次；清除暴露垃圾8吨；建成示范道路1条。以下为2022年初稿。";
        let own = "出动环卫工人5人次；清除暴露垃圾8吨；以下为2022年初稿。";
        assert_eq!(out(own, Some(earlier), &[]), [2]);
        assert_eq!(out(own, Some(own), &[2]), [2], "nor afterwards");
    }

    #[test]
    fn it_stays_out_until_an_amount_comes_in_its_place() {
        let earlier = "出动环卫工人5人次；建成示范道路1条。";
        let added = "出动环卫工人5人次；群众进一步参与；建成示范道路1条。";
        assert_eq!(out(added, Some(earlier), &[1]), [1]);
        for said in ["运走7吨", "运走近十吨", "清除了暴露垃圾"] {
            let own = format!("出动环卫工人5人次；{said}；建成示范道路1条。");
            assert_eq!(out(&own, Some(earlier), &[1]), [0; 0], "{said}");
        }
        assert_eq!(out(FACTS.join("；").as_str(), Some(earlier), &[1]), [0; 0], "it stands there again");
    }
}
