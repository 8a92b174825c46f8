//! The authorisation code in the system's own keyring: the Secret Service on Linux, the Credential Manager on
//! Windows. It is written nowhere else; where there is no keyring, the officer is asked each time.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error};

use super::{Code, MailError, MailServer};

/// Under what name the system shows the code to its user.
const PROGRAM: &str = "山城月报";

/// How long a keyring may wait for its owner to unlock it.
const PATIENCE: Duration = Duration::from_mins(1);

/// The system's keyring.
#[derive(Debug)]
pub struct Keyring(Arc<CredentialStore>);

impl Keyring {
    /// Finds the keyring of whoever is signed in to this computer.
    pub fn open() -> Result<Self, MailError> {
        store().map(Self)
    }

    /// Keeps the code of a mailbox, in place of any it had.
    pub fn keep(&self, address: &str, code: &Code) -> Result<(), MailError> {
        self.entry(address)?.set_password(code.exposed()).map_err(|error| explain(&error))
    }

    /// The code of a mailbox, if one is kept.
    pub fn read(&self, address: &str) -> Result<Option<Code>, MailError> {
        match self.entry(address)?.get_password() {
            Ok(text) => Code::new(&text).map(Some),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(explain(&error)),
        }
    }

    /// Deletes the code of a mailbox. Says whether there was one.
    pub fn forget(&self, address: &str) -> Result<bool, MailError> {
        match self.entry(address)?.delete_credential() {
            Ok(()) => Ok(true),
            Err(Error::NoEntry) => Ok(false),
            Err(error) => Err(explain(&error)),
        }
    }

    fn entry(&self, address: &str) -> Result<Entry, MailError> {
        self.0.build(PROGRAM, address, None).map_err(|error| explain(&error))
    }
}

/// The code that is kept for a mailbox. A keyring that is away, refuses or does not answer is as good as an empty one:
/// the officer is asked.
pub fn kept_code(server: &MailServer) -> Option<Code> {
    let address = server.address.clone();
    in_time(move || Keyring::open()?.read(&address))?.ok().flatten()
}

/// Whether this computer has a keyring that answers.
pub fn has_keyring() -> bool {
    in_time(|| Keyring::open().is_ok()).unwrap_or(false)
}

/// A locked keyring waits for its owner as long as it likes.
fn in_time<T: Send + 'static>(ask: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(ask()));
    receiver.recv_timeout(PATIENCE).ok()
}

/// Deletes the code of the mailbox used until now, where another one, or none, is used from now on: a code is never
/// shown to a server it was not given for.
pub fn forget_code_of(before: Option<&MailServer>, after: Option<&MailServer>) -> Result<(), MailError> {
    let Some(before) = before.filter(|before| Some(*before) != after) else { return Ok(()) };
    match Keyring::open().and_then(|keyring| keyring.forget(&before.address)) {
        // Where there is no keyring there is no code in it.
        Ok(_) | Err(MailError::NoKeyring) => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(target_os = "linux")]
fn store() -> Result<Arc<CredentialStore>, MailError> {
    Ok(zbus_secret_service_keyring_store::Store::new().map_err(|_| MailError::NoKeyring)?)
}

#[cfg(windows)]
fn store() -> Result<Arc<CredentialStore>, MailError> {
    Ok(windows_native_keyring_store::Store::new().map_err(|_| MailError::NoKeyring)?)
}

#[cfg(not(any(target_os = "linux", windows)))]
fn store() -> Result<Arc<CredentialStore>, MailError> {
    Err(MailError::NoKeyring)
}

/// Only what the library says of itself is repeated: some of its errors carry what was kept.
fn explain(error: &Error) -> MailError {
    match error {
        Error::NoStorageAccess(_) => MailError::NoKeyring,
        Error::PlatformFailure(reason) => MailError::Keyring(super::error::one_line(&reason.to_string())),
        Error::TooLong(..) => MailError::CodeUnusable,
        _ => MailError::Keyring("内容读不懂".to_owned()),
    }
}
