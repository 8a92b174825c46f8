//! Digests: the SHA-256 of bytes in one notation, so that anybody can compare two of them.
//!
//! A digest finds damage and mix-ups. It is not a signature and must not be treated as one.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// SHA-256 as 64 lower-case hexadecimal digits.
///
/// # Examples
/// ```
/// assert!(yuebao::digest::sha256(b"").starts_with("e3b0c44298fc1c14"));
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
