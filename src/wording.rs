//! How sentences put somebody's words: a name or a text between quotation marks.
//!
//! Every sentence of the program that quotes what it did not write itself goes through here. What a sentence says
//! stands where it is said.

use std::fmt::Display;

/// A name or a text in quotation marks; those of its own become inner ones, as Chinese writes them.
///
/// # Examples
/// ```
/// assert_eq!(yuebao::wording::quoted("设立“五长”"), "“设立‘五长’”");
/// ```
pub fn quoted(text: impl Display) -> String {
    format!("“{}”", text.to_string().replace('“', "‘").replace('”', "’"))
}
