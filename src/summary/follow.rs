//! A text that was begun from the facts, when the facts have changed: sentences that the officer left as they were
//! follow, sentences that the officer touched stay, and what has changed under those is told.
//!
//! Pure. The facts are kept one sentence a line behind its mark, so that a sentence is known again when its numbers,
//! or even its words, are others.

use super::{Paragraph, Sentence};

/// Behind what a sentence ends or a new one begins.
const ENDS: [char; 6] = ['。', '；', '！', '？', '\n', '　'];

/// The officer's text with the facts of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// The text; its untouched sentences are those of today.
    pub text: String,
    /// The sentences of today whose place the officer's own words hold, or that were not there before.
    pub changed: Vec<Sentence>,
}

/// Brings the officer's text up to the facts of today. `kept` is what [`kept_facts`] gave when it was written.
pub fn follow(own: &str, kept: &str, today: &[Paragraph]) -> Followed {
    let today: Vec<&Sentence> = today.iter().flatten().collect();
    let mut followed = Followed { text: own.to_owned(), changed: Vec::new() };
    let before = facts_of(kept, &today);
    for (mark, text) in &before {
        let now = today.iter().find(|sentence| sentence.mark == *mark);
        if now.is_some_and(|now| body(&now.text) == body(text)) {
            continue;
        }
        match exchanged(&followed.text, body(text), now.map(|now| body(&now.text))) {
            Some(exchanged) => followed.text = exchanged,
            None => followed.changed.extend(now.map(|now| (*now).clone())),
        }
    }
    let is_new = |sentence: &&&Sentence| !before.iter().any(|(mark, _)| *mark == sentence.mark);
    followed.changed.extend(today.iter().filter(is_new).map(|sentence| (*sentence).clone()));
    followed
}

/// The facts to keep beside a text that is written now over `earlier`, the text that stood there with the facts kept
/// then: those of today, but for the sentences that have not followed yet and those whose change is still to be told.
pub fn kept_facts(own: &str, earlier: Option<(&str, &str)>, today: &[Paragraph]) -> String {
    let sentences: Vec<&Sentence> = today.iter().flatten().collect();
    let Some((text, kept)) = earlier else { return lines(sentences.into_iter()) };
    let before = facts_of(kept, &sentences);
    let open = follow(text, kept, today).changed;
    let mut facts = Vec::new();
    for sentence in &sentences {
        let known = before.iter().find(|(mark, _)| *mark == sentence.mark);
        let is_open = open.iter().any(|one| one.mark == sentence.mark);
        match known {
            Some((mark, old)) if is_open || place(own, body(old)).is_some() => facts.push(line(mark, old)),
            None if is_open => {}
            _ => facts.push(line(&sentence.mark, &sentence.text)),
        }
    }
    // A sentence that is no fact any more still stands in the text.
    let gone = before.iter().filter(|(mark, text)| {
        !sentences.iter().any(|sentence| sentence.mark == *mark) && place(own, body(text)).is_some()
    });
    facts.extend(gone.map(|(mark, text)| line(mark, text)));
    facts.join("\n")
}

/// Kept facts as a person reads them.
pub fn told_facts(kept: &str) -> String {
    kept.lines()
        .map(|line| line.split_once('\t').map_or(line, |(_, text)| text))
        .collect::<Vec<_>>()
        .join("\n")
}

fn line(mark: &str, text: &str) -> String {
    format!("{mark}\t{text}")
}

fn lines<'facts>(sentences: impl Iterator<Item = &'facts Sentence>) -> String {
    sentences.map(|sentence| line(&sentence.mark, &sentence.text)).collect::<Vec<_>>().join("\n")
}

/// Kept facts with their marks. In a text without any, from before there were marks, those of today that stand in it.
fn facts_of(kept: &str, today: &[&Sentence]) -> Vec<(String, String)> {
    if kept.contains('\t') || kept.is_empty() {
        let marked = kept.lines().filter_map(|line| line.split_once('\t'));
        return marked.map(|(mark, text)| (mark.to_owned(), text.to_owned())).collect();
    }
    let known = today.iter().filter(|sentence| kept.contains(&sentence.text));
    known.map(|sentence| (sentence.mark.clone(), sentence.text.clone())).collect()
}

/// A sentence without what ends it, which depends on what comes after.
fn body(sentence: &str) -> &str {
    sentence.trim_end_matches(['。', '；'])
}

/// Where a sentence stands in a text, whole and untouched.
fn place(text: &str, sentence: &str) -> Option<(usize, usize)> {
    let alone = |at: usize| {
        let (before, rest) = text.split_at(at);
        let behind = rest.get(sentence.len()..).unwrap_or_default();
        let begins = before.chars().next_back().is_none_or(|last| ENDS.contains(&last));
        let ends = behind.chars().next().is_none_or(|first| ENDS.contains(&first));
        begins && ends
    };
    let found = text.match_indices(sentence).map(|(at, _)| at).find(|at| alone(*at))?;
    Some((found, found + sentence.len()))
}

/// The text with one sentence in another's place, or without it and what ended it.
fn exchanged(text: &str, old: &str, new: Option<&str>) -> Option<String> {
    let (from, to) = place(text, old)?;
    let (before, behind) = (text.get(..from)?, text.get(to..)?);
    let behind = if new.is_some() { behind } else { behind.trim_start_matches(['。', '；']) };
    Some(format!("{before}{}{behind}", new.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(told: &[(&str, &str)]) -> Vec<Paragraph> {
        let sentence = |(mark, text): &(&str, &str)| Sentence {
            mark: (*mark).to_owned(),
            text: (*text).to_owned(),
            figures: Vec::new(),
        };
        vec![told.iter().map(sentence).collect()]
    }

    fn marks(followed: &Followed) -> Vec<&str> {
        followed.changed.iter().map(|sentence| sentence.mark.as_str()).collect()
    }

    const BEFORE: [(&str, &str); 3] =
        [("row-1", "出动5人次；"), ("row-2", "清除8吨；"), ("row-3", "建成1条。")];
    const NOW: [(&str, &str); 3] = [("row-1", "出动6人次；"), ("row-2", "清除9吨；"), ("row-3", "建成1条。")];

    #[test]
    fn what_was_left_as_it_was_follows_and_what_was_touched_is_told() {
        let kept = kept_facts("", None, &facts(&BEFORE));
        let own = "今年成效明显。出动5人次；清除垃圾约8吨；建成1条。";
        let followed = follow(own, &kept, &facts(&NOW));
        assert_eq!(followed.text, "今年成效明显。出动6人次；清除垃圾约8吨；建成1条。");
        assert_eq!(marks(&followed), ["row-2"]);
        let added_to = follow("出动5人次以上；清除8吨", &kept, &facts(&NOW));
        assert_eq!(added_to.text, "出动5人次以上；清除9吨", "a word behind it is a touch");
        assert_eq!(marks(&added_to), ["row-1"]);
    }

    #[test]
    fn what_is_no_fact_any_more_goes_and_what_is_new_is_told() {
        let kept = kept_facts("", None, &facts(&BEFORE));
        let now = facts(&[("row-1", "出动5人次；"), ("row-3", "建成1条；"), ("row-4", "排查2个。")]);
        let followed = follow("出动5人次；清除8吨；建成1条。", &kept, &now);
        assert_eq!(followed.text, "出动5人次；建成1条。");
        assert_eq!(marks(&followed), ["row-4"]);
    }

    #[test]
    fn a_change_is_told_until_it_was_seen_however_much_is_written_meanwhile() {
        let (before, now) = (facts(&BEFORE), facts(&NOW));
        let first = "出动多人；清除8吨。";
        let kept = kept_facts(first, None, &before);
        let second = "出动多人；清除9吨。又写一句。";
        let kept = kept_facts(second, Some((first, &kept)), &now);
        let followed = follow(second, &kept, &now);
        assert_eq!((followed.text.as_str(), marks(&followed)), (second, vec!["row-1"]));
        // Written in a window that still showed the facts of before.
        let third = "出动多人；清除9吨。又写两句。";
        let later = facts(&[("row-1", "出动6人次；"), ("row-2", "清除11吨；"), ("row-3", "建成1条。")]);
        let kept = kept_facts(third, Some((second, &kept)), &later);
        assert_eq!(follow(third, &kept, &later).text, "出动多人；清除11吨。又写两句。");
        assert_eq!(told_facts(&kept_facts("", None, &now)), "出动6人次；\n清除9吨；\n建成1条。");
    }

    #[test]
    fn facts_from_before_there_were_marks_are_told_and_never_exchanged() {
        let kept = "出动5人次；清除9吨；建成1条。";
        let followed = follow("出动5人次；清除9吨。", kept, &facts(&NOW));
        assert_eq!((followed.text.as_str(), marks(&followed)), ("出动5人次；清除9吨。", vec!["row-1"]));
    }
}
