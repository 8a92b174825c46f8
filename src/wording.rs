//! How sentences put what is not a sentence: somebody's words between quotation marks, the size of a file.
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

/// The size of a file as an officer reads it; never less than it is.
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

/// Numbers or names one after the other, the first ten of them: 4、14、5.
pub(crate) fn numbered(numbers: &[impl ToString]) -> String {
    const MOST: usize = 10;
    let some: Vec<String> = numbers.iter().take(MOST).map(ToString::to_string).collect();
    let more = if numbers.len() > MOST { format!(" 等 {}", numbers.len()) } else { String::new() };
    some.join("、") + &more
}
