//! The notes of a form, one by one, with the words that stand before them: 注：, 逻辑关系：.

use super::doubt::Place;
use super::forming::Forming;
use super::notes::{behind_sign, is_note, numbered};
use super::text::{tidy, trim};
use super::words;
use crate::notice::Notes;

/// The most notes.
const MOST_NOTES: usize = crate::notice::limits::MOST_IN_A_ROW;

impl Forming {
    /// The notes as a notice has them.
    pub(super) fn notes(&self) -> Notes {
        let (label, items) = self.labelled_notes();
        // What stands before notes further down is printed with the first of them: 逻辑关系：…, 说明：….
        let mut notes: Vec<String> =
            items.into_iter().map(|(further, item, _)| format!("{further}{item}")).collect();
        // What a notice has no room for as notes of their own stands in the last one.
        if notes.len() > MOST_NOTES {
            let rest = notes.split_off(MOST_NOTES - 1);
            notes.push(rest.concat());
        }
        Notes { label, items: notes }
    }

    /// Whether a row has a code of its own that is printed so.
    pub(super) fn has_code(&self, code: &str) -> bool {
        self.tables.iter().flat_map(|table| &table.raws).any(|raw| raw.code == code)
    }

    /// The label of the notes, and each note with its place.
    pub(super) fn note_items(&self) -> (String, Vec<(String, Place)>) {
        let (label, items) = self.labelled_notes();
        let items = items.into_iter().filter(|(_, item, _)| !item.is_empty());
        (label, items.map(|(_, item, place)| (item, place)).collect())
    }

    /// The label of the notes, and each note with a further label that stands before it, and its place.
    fn labelled_notes(&self) -> (String, Vec<(String, String, Place)>) {
        let (mut found, mut items) = (String::new(), Vec::new());
        for line in &self.note_lines {
            let text = tidy(&line.raw);
            let text = behind_sign(&text);
            let words = words::NOTES.iter().filter(|word| text.starts_with(**word));
            let word = words.max_by_key(|word| word.len()).filter(|_| is_note(&line.plain()));
            let (label, rest) = word.map_or(("", text), |word| {
                let behind = text.get(word.len()..).unwrap_or_default();
                let signs = behind.len() - behind.trim_start_matches(['：', ':', ' ']).len();
                text.split_at(word.len() + signs)
            });
            let mut further = String::new();
            if found.is_empty() && items.is_empty() {
                trim(label).clone_into(&mut found);
            } else {
                trim(label).clone_into(&mut further);
            }
            let own = numbered(rest, |code| self.has_code(code));
            if own.is_empty() && !further.is_empty() {
                items.push((std::mem::take(&mut further), String::new(), line.place.clone()));
            }
            items
                .extend(own.into_iter().map(|item| (std::mem::take(&mut further), item, line.place.clone())));
        }
        (found, items)
    }
}
