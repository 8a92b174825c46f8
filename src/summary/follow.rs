//! Updating a text that was based on facts that have changed: sentences that the officer left unchanged are
//! updated, sentences that the officer changed stay, and the officer is told what has changed there. A
//! sentence that the officer deleted is not mentioned again.
//!
//! Pure. The facts are stored as one sentence a line, each after its mark, so that a sentence is recognised
//! when its numbers or even its words have changed.

use super::deleted::{Fact, deleted};
use super::sentence::place;
use super::{Paragraph, Sentence};

/// The officer's text, updated to today's facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// The text; its unchanged sentences are today's.
    pub text: String,
    /// Today's sentences that are new, or that the officer's own words replace.
    pub changed: Vec<Sentence>,
}

/// Updates the officer's text to today's facts. `kept` is the result of [`kept_facts`] when the text was written.
pub fn follow(own: &str, kept: &str, today: &[Paragraph]) -> Followed {
    let today: Vec<&Sentence> = today.iter().flatten().collect();
    let mut followed = Followed { text: own.to_owned(), changed: Vec::new() };
    let before = facts_of(kept, &today);
    let told: Vec<Fact<'_>> = before.iter().map(|kept| kept.fact(&today)).collect();
    let out = deleted(own, None, &told);
    for (kept, is_out) in before.iter().zip(out) {
        let now = today.iter().find(|sentence| sentence.mark == kept.mark);
        if now.is_some_and(|now| body(&now.text) == body(&kept.text)) {
            continue;
        }
        match exchanged(&followed.text, body(&kept.text), now.map(|now| body(&now.text))) {
            Some(exchanged) => followed.text = exchanged,
            None if is_out || kept.deleted => {}
            None => followed.changed.extend(now.map(|now| (*now).clone())),
        }
    }
    let is_new = |sentence: &&&Sentence| !before.iter().any(|kept| kept.mark == sentence.mark);
    followed.changed.extend(today.iter().filter(is_new).map(|sentence| (*sentence).clone()));
    followed
}

/// The facts to store with a text that is written now over `earlier` (the previous text and its stored facts):
/// today's facts, except for sentences that are not updated yet and those whose change still has to be shown.
pub fn kept_facts(own: &str, earlier: Option<(&str, &str)>, today: &[Paragraph]) -> String {
    let sentences: Vec<&Sentence> = today.iter().flatten().collect();
    let Some((text, kept)) = earlier else { return lines(own, None, &[], &sentences, &[]) };
    let open = follow(text, kept, today).changed;
    lines(own, Some(text), &facts_of(kept, &sentences), &sentences, &open)
}

/// The facts to store with an unchanged text after the officer has seen what changed.
pub fn seen_facts(own: &str, kept: &str, today: &[Paragraph]) -> String {
    let sentences: Vec<&Sentence> = today.iter().flatten().collect();
    lines(own, Some(own), &facts_of(kept, &sentences), &sentences, &[])
}

/// The facts to store: today's (the `open` ones in their last shown wording), and former facts that are still
/// in the text or were deleted from it.
fn lines(
    own: &str,
    earlier: Option<&str>,
    before: &[Kept],
    sentences: &[&Sentence],
    open: &[Sentence],
) -> String {
    let mut facts: Vec<Kept> = Vec::new();
    for sentence in sentences {
        let known = before.iter().find(|kept| kept.mark == sentence.mark);
        let is_open = open.iter().any(|one| one.mark == sentence.mark);
        match known {
            Some(kept) if is_open || kept.deleted || place(own, body(&kept.text)).is_some() => {
                facts.push(kept.clone());
            }
            None if is_open => {}
            _ => {
                facts.push(Kept { mark: sentence.mark.clone(), text: sentence.text.clone(), deleted: false });
            }
        }
    }
    let is_gone = |kept: &&Kept| !sentences.iter().any(|sentence| sentence.mark == kept.mark);
    facts.extend(before.iter().filter(is_gone).cloned());
    let told: Vec<Fact<'_>> = facts.iter().map(|kept| kept.fact(sentences)).collect();
    let out = deleted(own, earlier, &told);
    for (kept, is_out) in facts.iter_mut().zip(out) {
        let is_back = kept.deleted && !is_out;
        kept.deleted = is_out;
        // After a deleted sentence was reworded, only its later changes are shown.
        if let Some(now) = sentences.iter().find(|sentence| is_back && sentence.mark == kept.mark)
            && place(own, body(&kept.text)).is_none()
        {
            kept.text.clone_from(&now.text);
        }
    }
    let is_kept = |kept: &Kept| !is_gone(&kept) || kept.deleted || place(own, body(&kept.text)).is_some();
    facts.iter().filter(|kept| is_kept(kept)).map(Kept::line).collect::<Vec<_>>().join("\n")
}

/// Stored facts without their marks, as a person reads them.
pub fn told_facts(kept: &str) -> String {
    kept.lines()
        .map(|line| line.split_once('\t').map_or(line, |(_, text)| text))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A stored sentence.
#[derive(Clone)]
struct Kept {
    mark: String,
    text: String,
    /// Whether the officer deleted it from the text.
    deleted: bool,
}

/// The character before the mark of a deleted sentence.
const DELETED: char = '-';

impl Kept {
    fn line(&self) -> String {
        let deleted = if self.deleted { DELETED.to_string() } else { String::new() };
        format!("{deleted}{}\t{}", self.mark, self.text)
    }

    fn read(line: &str) -> Option<Self> {
        let (mark, text) = line.split_once('\t')?;
        let (deleted, mark) = mark.strip_prefix(DELETED).map_or((false, mark), |mark| (true, mark));
        Some(Self { mark: mark.to_owned(), text: text.to_owned(), deleted })
    }

    fn fact<'text>(&'text self, today: &[&'text Sentence]) -> Fact<'text> {
        let now = today.iter().find(|sentence| sentence.mark == self.mark);
        Fact {
            as_it_was: body(&self.text),
            as_it_is: now.map_or(body(&self.text), |now| body(&now.text)),
            deleted: self.deleted,
        }
    }
}

/// Stored facts with their marks. Old data has no marks; there, today's facts that are in the text are used.
fn facts_of(kept: &str, today: &[&Sentence]) -> Vec<Kept> {
    if kept.contains('\t') || kept.is_empty() {
        return kept.lines().filter_map(Kept::read).collect();
    }
    let known = today.iter().filter(|sentence| kept.contains(&sentence.text));
    known
        .map(|sentence| Kept { mark: sentence.mark.clone(), text: sentence.text.clone(), deleted: false })
        .collect()
}

/// A sentence without its final punctuation, which depends on the next sentence.
fn body(sentence: &str) -> &str {
    sentence.trim_end_matches(['。', '；'])
}

/// The text with one sentence replaced by another, or removed together with its punctuation.
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
        // Written in a window that still showed the former facts.
        let third = "出动多人；清除9吨。又写两句。";
        let later = facts(&[("row-1", "出动6人次；"), ("row-2", "清除11吨；"), ("row-3", "建成1条。")]);
        let kept = kept_facts(third, Some((second, &kept)), &later);
        assert_eq!(follow(third, &kept, &later).text, "出动多人；清除11吨。又写两句。");
        assert_eq!(told_facts(&kept_facts("", None, &now)), "出动6人次；\n清除9吨；\n建成1条。");
    }

    #[test]
    fn what_was_taken_out_is_not_told_of_however_often_it_changes() {
        let (before, now) = (facts(&BEFORE), facts(&NOW));
        let all = "出动5人次；清除8吨；建成1条。";
        let own = "出动5人次；建成1条。";
        let kept = kept_facts(own, Some((all, &kept_facts(all, None, &before))), &before);
        let followed = follow(own, &kept, &now);
        assert_eq!((followed.text.as_str(), marks(&followed)), ("出动6人次；建成1条。", vec![]));
        // Also not when more is written, when a change elsewhere was seen, or when it was not a fact for a while.
        let more = "出动6人次；大家都来；建成1条。";
        let kept = kept_facts(more, Some((own, &kept)), &now);
        let later = facts(&[("row-1", "出动6人次；"), ("row-3", "建成1条。")]);
        let kept = seen_facts(more, &kept, &later);
        let back = facts(&[("row-1", "出动6人次；"), ("row-2", "清除77吨；"), ("row-3", "建成1条。")]);
        assert_eq!(marks(&follow(more, &kept, &back)), [""; 0]);
        // After it was reworded it is shown again, from the next change on.
        let said = "出动6人次；清运8吨；大家都来；建成1条。";
        let kept = kept_facts(said, Some((more, &kept)), &back);
        assert_eq!(marks(&follow(said, &kept, &back)), [""; 0]);
        assert_eq!(marks(&follow(said, &kept, &now)), ["row-2"]);
    }

    #[test]
    fn a_sentence_that_stands_there_again_follows_again() {
        let (before, now) = (facts(&BEFORE), facts(&NOW));
        let out = "出动5人次；建成1条。";
        let kept = kept_facts(out, None, &before);
        let again = "出动5人次；清除8吨；建成1条。";
        let kept = kept_facts(again, Some((out, &kept)), &now);
        assert_eq!(follow(again, &kept, &now).text, "出动6人次；清除9吨；建成1条。");
    }

    #[test]
    fn facts_from_before_there_were_marks_are_told_and_never_exchanged() {
        let kept = "出动5人次；清除9吨；建成1条。";
        let followed = follow("出动5人次；清除9吨。", kept, &facts(&NOW));
        assert_eq!((followed.text.as_str(), marks(&followed)), ("出动5人次；清除9吨。", vec!["row-1"]));
    }
}
