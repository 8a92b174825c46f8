//! SHA-256 as texts: what tells one state, one file or one report from every other. No signature, and no secret.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The digest of some bytes, as 64 lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
