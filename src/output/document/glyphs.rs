//! Finds characters that a page would show as an empty box. Nothing is drawn or changed here.

use typst::layout::{Frame, FrameItem};

/// The glyph that every font has for missing characters.
const NOT_DEFINED: u16 = 0;

/// The first character of a page that no font can draw.
pub(super) fn first_missing(frame: &Frame) -> Option<char> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => first_missing(&group.frame),
        FrameItem::Text(text) => {
            let mut missing = text.glyphs.iter().filter(|glyph| glyph.id == NOT_DEFINED);
            missing.find_map(|glyph| text.text.get(glyph.range())?.chars().next())
        }
        _ => None,
    })
}
