//! Digests: the SHA-256 of bytes in one notation, so that anybody can compare two of them.
//!
//! A digest finds damage and mix-ups. It is not a signature and must not be treated as one.

use std::fmt::Write as _;
use std::io;

use sha2::{Digest as _, Sha256};

/// How many digits the notation has.
pub(crate) const SHA_256_DIGITS: usize = 64;

/// SHA-256 as 64 lower-case hexadecimal digits.
///
/// # Examples
/// ```
/// assert!(yuebao::digest::sha256(b"").starts_with("e3b0c44298fc1c14"));
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    noted(&Sha256::digest(bytes))
}

/// The SHA-256 of what a reader gives, however much it is.
pub(crate) fn sha256_of(mut reader: impl io::Read) -> io::Result<String> {
    let mut digest = Sha256Of::default();
    io::copy(&mut reader, &mut digest)?;
    Ok(digest.finish())
}

/// The SHA-256 of what is written to it.
#[derive(Default)]
pub(crate) struct Sha256Of(Sha256);

impl Sha256Of {
    pub(crate) fn finish(self) -> String {
        noted(&self.0.finalize())
    }
}

impl io::Write for Sha256Of {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn noted(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
