//! Sending a letter directly: to the one server the officer named, over TLS, once they turned it on.
//!
//! A certificate is always checked, and nothing here can switch that off. The authorisation code is a [`Code`]: it
//! is shown by no `Debug`, stands in no error and is kept by the system's [`Keyring`] alone. Nothing is recorded
//! here and no clock is read; whether a month counts as sent is decided by the session, from what [`deliver`] says.

mod deliver;
mod error;
mod keyring;
mod line;
mod server;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use age::secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;

pub use deliver::deliver;
pub use error::MailError;
pub use keyring::{Keyring, forget_code_of, has_keyring, kept_code};
pub use server::{MailServer, SERVICES, Security, Service};

/// The longest authorisation code, in bytes.
const LONGEST_CODE: usize = 200;

/// The authorisation code of a mailbox: what a mail program signs in with instead of the password.
#[derive(Clone, Debug)]
pub struct Code(SecretString);

impl Code {
    /// Takes a code as it was typed or pasted: the blanks that webmail shows between its groups of four are dropped.
    pub fn new(text: &str) -> Result<Self, MailError> {
        let code: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        if code.is_empty() {
            return Err(MailError::CodeMissing);
        }
        if code.len() > LONGEST_CODE || code.chars().any(char::is_control) {
            return Err(MailError::CodeUnusable);
        }
        Ok(Self(SecretString::from(code)))
    }

    fn exposed(&self) -> &str {
        self.0.expose_secret()
    }
}

/// A letter, the server it goes through, and whom it goes to.
#[derive(Clone, Copy, Debug)]
pub struct Post<'a> {
    /// Over which server, and from whom.
    pub server: &'a MailServer,
    /// What to sign in with.
    pub code: &'a Code,
    /// To which address.
    pub recipient: &'a str,
    /// The whole letter, as [`crate::output::Letter::message`] draws it.
    pub message: &'a [u8],
}

/// How long a server may take, and whom to trust besides.
#[derive(Clone, Debug)]
pub struct Terms {
    /// How long each step may take. The last answer, before which a server looks through the letter, gets three
    /// times as long.
    pub patience: Duration,
    /// Further certificates (DER) that vouch for a server. None but those of the tests' own servers.
    pub trusted: Vec<Vec<u8>>,
}

impl Default for Terms {
    fn default() -> Self {
        Self { patience: Duration::from_mins(1), trusted: authority_of_tests() }
    }
}

/// The authority behind the certificate of the tests' own server, which their environment names. A program that is
/// handed out is built for release and reads no such variable.
#[cfg(debug_assertions)]
fn authority_of_tests() -> Vec<Vec<u8>> {
    std::env::var_os("YUEBAO_TEST_AUTHORITY").and_then(|file| std::fs::read(file).ok()).into_iter().collect()
}

#[cfg(not(debug_assertions))]
fn authority_of_tests() -> Vec<Vec<u8>> {
    Vec::new()
}

/// How far a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The files are being drawn, and the code is looked for.
    Preparing,
    /// The server is being reached, and shows its certificate.
    Connecting,
    /// The code is being presented, and the recipient named.
    SigningIn,
    /// The letter is on its way.
    Transferring {
        /// Bytes handed over.
        sent: usize,
        total: usize,
    },
    /// The letter is handed over whole; only the server's word is missing. It cannot be called back from here on.
    Waiting,
}

impl Progress {
    /// The same for somebody who watches.
    pub fn stage(self) -> Stage {
        Stage { sentence: self.sentence(), can_be_cancelled: self != Self::Waiting }
    }

    /// In words.
    pub fn sentence(self) -> String {
        match self {
            Self::Preparing => "正在准备……".to_owned(),
            Self::Connecting => "正在连接邮件服务器……".to_owned(),
            Self::SigningIn => "正在登录邮箱……".to_owned(),
            Self::Transferring { sent, total } => {
                format!("正在传送：{} / {} KB", sent.div_ceil(1024), total.div_ceil(1024))
            }
            Self::Waiting => "已传完，收不回来了，正在等服务器答复……".to_owned(),
        }
    }
}

/// How far a letter is, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Stage {
    pub sentence: String,
    /// Whether it can still be called back.
    pub can_be_cancelled: bool,
}

/// Who is told how far a letter is.
pub type OnProgress<'a> = dyn FnMut(Progress) + Send + 'a;

/// A wish to stop, which another thread may have.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks to stop. A letter that was handed over whole is not stopped any more.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_taken_as_webmail_shows_it() {
        assert_eq!(Code::new(" abcd efgh\tijkl mnop\r\n").unwrap().exposed(), "abcdefghijklmnop");
        assert!(matches!(Code::new(" \n"), Err(MailError::CodeMissing)));
        assert!(matches!(Code::new("ab\0cd"), Err(MailError::CodeUnusable)));
        assert!(matches!(Code::new(&"a".repeat(201)), Err(MailError::CodeUnusable)));
    }

    #[test]
    fn a_code_is_never_shown() {
        let code = Code::new("abcdefghijklmnop").unwrap();
        let server = MailServer::of("zhang@163.com").unwrap();
        let post = Post { server: &server, code: &code, recipient: "a@b.c", message: b"" };
        assert!(!format!("{code:?} {post:#?}").contains("abcd"));
    }

    #[test]
    fn progress_in_words() {
        let sentence = Progress::Transferring { sent: 1, total: 2048 }.sentence();
        assert_eq!(sentence, "正在传送：1 / 2 KB");
    }
}
