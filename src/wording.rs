//! Parts of sentences that are used everywhere: quoted names, sizes of files, lists of numbers.
//!
//! Every sentence that quotes somebody else's words uses this module. The sentences themselves are written
//! where they are needed.

use std::fmt::Display;

/// A name or a text in quotation marks; quotation marks inside it become inner ones, as Chinese requires.
///
/// # Examples
/// ```
/// assert_eq!(yuebao::wording::quoted("设立“五长”"), "“设立‘五长’”");
/// ```
pub fn quoted(text: impl Display) -> String {
    format!("“{}”", text.to_string().replace('“', "‘").replace('”', "’"))
}

/// A letter, a digit or a sign of full width in half width; any other character as it is.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    }
}

/// The size of a file as an officer reads it, rounded up.
///
/// # Examples
/// ```
/// use yuebao::wording::size_in_words;
/// assert_eq!(size_in_words(10_241), "11 KB");
/// assert_eq!(size_in_words(3_000_000), "2.9 MB");
/// ```
pub fn size_in_words(bytes: usize) -> String {
    match bytes.div_ceil(1024) {
        kilobytes @ ..1024 => format!("{kilobytes} KB"),
        kilobytes => {
            let tenths = (kilobytes * 10).div_ceil(1024);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// Puts values in the place of names in braces. What is put in is not searched for names again.
pub(crate) fn in_place_of_names(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        let known = values.iter().find(|(name, _)| from.starts_with(name));
        let (value, length) = known.map_or(("{", 1), |(name, value)| (*value, name.len()));
        filled.push_str(value);
        rest = from.get(length..).unwrap_or_default();
    }
    filled + rest
}

/// The first ten numbers or names of a list: 4、14、5.
pub(crate) fn numbered(numbers: &[impl ToString]) -> String {
    const MOST: usize = 10;
    let some: Vec<String> = numbers.iter().take(MOST).map(ToString::to_string).collect();
    let more = if numbers.len() > MOST { format!(" 等 {}", numbers.len()) } else { String::new() };
    some.join("、") + &more
}
