//! The manual as a piece of a page: made from `docs/使用手册.md` when the program is built, its pictures inside.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};

const FOLDER: &str = "../docs";
const MANUAL: &str = "../docs/使用手册.md";

/// Writes `manual.html` where the program takes it from.
#[expect(clippy::disallowed_methods, reason = "written for the build, which begins anew where it broke off")]
pub(super) fn make() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let text = fs::read_to_string(MANUAL)?;
    let events = Parser::new_ext(&text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            // A picture that no test has taken yet has only its name; `cargo xtask check` misses it.
            let dest_url = CowStr::from(inside(&dest_url).unwrap_or_default());
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        // The manual is ours, but nothing in it has to be more than text.
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    let folder = env::var_os("OUT_DIR").ok_or("no OUT_DIR")?;
    Ok(fs::write(Path::new(&folder).join("manual.html"), page)?)
}

/// A picture as an address that holds all of it.
fn inside(path: &str) -> Option<String> {
    let bytes = fs::read(Path::new(FOLDER).join(path)).ok()?;
    Some(format!("data:image/png;base64,{}", base64(&bytes)))
}

/// RFC 4648, without line breaks.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let number =
            group.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let digit = DIGITS.get((number >> (18 - 6 * place) & 63) as usize).copied().unwrap_or_default();
            let _ = write!(text, "{}", if place > group.len() { '=' } else { char::from(digit) });
        }
    }
    text
}
