//! The authorisation code in the system's keyring: the Secret Service on Linux, the Credential Manager on
//! Windows. It is stored nowhere else; without a keyring the officer is asked for it each time.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error};

use super::{Code, MailError, MailServer};

/// The name under which the system shows the code to its user.
const PROGRAM: &str = "山城月报";

/// How long to wait for a keyring that its owner has to unlock.
const PATIENCE: Duration = Duration::from_mins(1);

/// The system's keyring.
#[derive(Debug)]
pub struct Keyring(Arc<CredentialStore>);

impl Keyring {
    /// Opens the keyring of the user who is signed in to this computer.
    pub fn open() -> Result<Self, MailError> {
        store().map(Self)
    }

    /// Keeps the code of a mailbox and replaces an earlier one.
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

    /// Deletes the code of a mailbox; returns whether there was one.
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

/// The code that is kept for a mailbox. A keyring that is missing, refuses or does not answer counts as
/// empty: the officer is asked.
pub fn kept_code(server: &MailServer) -> Option<Code> {
    let address = server.address.clone();
    in_time(move || Keyring::open()?.read(&address))?.ok().flatten()
}

/// Whether this computer has a keyring that answers.
pub fn has_keyring() -> bool {
    in_time(|| Keyring::open().is_ok()).unwrap_or(false)
}

/// Asks the keyring with a time limit: a locked keyring waits for its owner without end.
fn in_time<T: Send + 'static>(ask: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(ask()));
    receiver.recv_timeout(PATIENCE).ok()
}

/// Deletes the code of the former mailbox if another one, or none, is used from now on: a code must never be
/// sent to a server that it was not meant for.
pub fn forget_code_of(before: Option<&MailServer>, after: Option<&MailServer>) -> Result<(), MailError> {
    let Some(before) = before.filter(|before| Some(*before) != after) else { return Ok(()) };
    match Keyring::open().and_then(|keyring| keyring.forget(&before.address)) {
        // Without a keyring no code is stored.
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

/// Explains an error in our own words: some errors of the library contain the stored code, and all are in English.
fn explain(error: &Error) -> MailError {
    match error {
        Error::NoStorageAccess(_) => MailError::NoKeyring,
        Error::PlatformFailure(_) => MailError::Keyring("系统没有说清原因".to_owned()),
        Error::TooLong(..) => MailError::CodeUnusable,
        _ => MailError::Keyring("内容读不懂".to_owned()),
    }
}
