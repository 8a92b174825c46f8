//! The text of a cell or a line while it is read, run by run, with its marks.

use super::look::{Level, Look};
use crate::reading::{Cell, Formula, Marking, Value};

/// Stands for a character that is not text: a symbol of a special font, or a part of an equation.
const UNTOLD: char = '\u{FFFD}';

/// The text so far.
#[derive(Debug, Default)]
pub(super) struct Writing {
    text: String,
    /// How many characters are visible, crossed out, raised or lowered.
    seen: usize,
    struck: usize,
    raised: usize,
    /// Whether a field computes it.
    is_computed: bool,
    /// How far the first paragraph is moved in.
    indent: u8,
}

impl Writing {
    /// Appends a run.
    pub(super) fn push(&mut self, text: &str, look: Look) {
        if look.is_hidden() {
            return;
        }
        let text = self.exponent(text, look).unwrap_or(text);
        let seen = text.chars().filter(|character| !character.is_whitespace()).count();
        self.seen += seen;
        if look.is_struck() {
            self.struck += seen;
        }
        // An exponent has been replaced by a single character, which counts as normal text.
        if look.level() != Level::Line && !matches!(text, "²" | "³") {
            self.raised += seen;
        }
        self.text.push_str(text);
    }

    /// The 2 of m² or the 3 of m³ as a character, if the text is one.
    fn exponent(&self, text: &str, look: Look) -> Option<&'static str> {
        let is_metre = self.text.ends_with(['m', 'M', 'ｍ', 'Ｍ', '米']);
        match text.trim() {
            "2" if is_metre && look.level() == Level::Above => Some("²"),
            "3" if is_metre && look.level() == Level::Above => Some("³"),
            _ => None,
        }
    }

    /// Appends a placeholder for a character that is not text, so that a number next to it is not taken for
    /// the whole.
    pub(super) fn push_untold(&mut self) {
        self.seen += 1;
        self.text.push(UNTOLD);
    }

    /// Begins the next line.
    pub(super) fn end_line(&mut self) {
        self.text.push('\n');
    }

    /// Moves the text in, if nothing was written yet.
    pub(super) fn indent(&mut self, indent: u8) {
        if self.text.trim().is_empty() {
            self.indent = indent;
        }
    }

    pub(super) fn mark_computed(&mut self) {
        self.is_computed = true;
    }

    /// Returns the cell and begins an empty one.
    pub(super) fn take(&mut self) -> Cell {
        let Self { text, seen, struck, raised, is_computed, indent } = std::mem::take(self);
        let marking = match (struck, raised) {
            (0, 0) => Marking::Plain,
            (0, raised) if raised < seen => Marking::RaisedInPart,
            (0, _) => Marking::Plain,
            (struck, _) if struck < seen => Marking::StruckInPart,
            _ => Marking::Struck,
        };
        let formula = is_computed.then_some(Formula::Computed);
        let indent = indent.saturating_add(blanks_before(&text));
        Cell { value: Value::of_text(text.trim()), formula, marking, indent }
    }
}

/// How many half-width characters of space stand before a text in its line.
fn blanks_before(text: &str) -> u8 {
    let line = text.trim_start_matches(['\n', '\r']);
    let blanks = line.chars().take_while(|character| character.is_whitespace());
    blanks.fold(0, |count: u8, blank| count.saturating_add(if blank == '\u{3000}' { 2 } else { 1 }))
}
