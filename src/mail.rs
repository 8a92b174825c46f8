//! Sending a letter directly, if the officer has turned it on: over TLS, to the one server they named.
//!
//! A certificate is always checked; nothing can switch that off. The authorisation code is a [`Code`]: no `Debug`
//! output and no error contains it, and only the system's [`Keyring`] stores it. Nothing is recorded here and no
//! clock is read; the session decides from the result of [`deliver`] whether a month counts as sent.

mod answer;
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

/// The authorisation code of a mailbox, with which a mail program signs in instead of the password.
#[derive(Clone, Debug)]
pub struct Code(SecretString);

impl Code {
    /// Reads a code as it was typed or pasted, without the spaces that webmail shows between its groups of four.
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

/// A letter with its server and its recipient.
#[derive(Clone, Copy, Debug)]
pub struct Post<'a> {
    pub server: &'a MailServer,
    pub code: &'a Code,
    pub recipient: &'a str,
    /// The whole letter, as [`crate::output::Letter::message`] draws it.
    pub message: &'a [u8],
}

/// Time limits for a server, and additional trusted certificates.
#[derive(Clone, Debug)]
pub struct Terms {
    /// How long each step may take. The last answer, before which a server checks the letter, may take three
    /// times as long.
    pub patience: Duration,
    /// Additional root certificates (DER). Only the tests use any, for their own servers.
    pub trusted: Vec<Vec<u8>>,
}

impl Default for Terms {
    fn default() -> Self {
        Self { patience: Duration::from_mins(1), trusted: authority_of_tests() }
    }
}

/// The root certificate of the tests' own server, which an environment variable names. Release builds do not
/// read that variable.
#[cfg(debug_assertions)]
fn authority_of_tests() -> Vec<Vec<u8>> {
    std::env::var_os("YUEBAO_TEST_AUTHORITY").and_then(|file| std::fs::read(file).ok()).into_iter().collect()
}

#[cfg(not(debug_assertions))]
fn authority_of_tests() -> Vec<Vec<u8>> {
    Vec::new()
}

/// How far the sending of a letter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The files are being drawn and the code is being read.
    Preparing,
    /// The connection to the server is being made and its certificate checked.
    Connecting,
    /// The program is signing in and naming the recipient.
    SigningIn,
    /// The letter is being transferred.
    Transferring { sent: usize, total: usize },
    /// The whole letter is transferred and the server has not answered yet. It can no longer be cancelled.
    Waiting,
}

impl Progress {
    /// The progress in a form for the screen.
    pub fn stage(self) -> Stage {
        Stage { sentence: self.sentence(), can_be_cancelled: self != Self::Waiting }
    }

    /// The progress in words.
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

/// The progress of a letter, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Stage {
    pub sentence: String,
    /// Whether the sending can still be cancelled.
    pub can_be_cancelled: bool,
}

/// A callback that receives the progress of a letter.
pub type OnProgress<'a> = dyn FnMut(Progress) + Send + 'a;

/// A request to cancel, which another thread may make.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Requests to cancel. A letter that was transferred completely is not cancelled any more.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the sending was cancelled.
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
