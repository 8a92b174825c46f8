//! The letter that is being sent, at most one: its progress, and the request to cancel it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use yuebao::mail::{Cancel, MailError, Progress};

type OnItsWay = Arc<Mutex<Option<(Cancel, Progress)>>>;

/// Holds the letter that is being sent, if there is one.
#[derive(Default)]
pub(crate) struct Outbox(OnItsWay);

/// A letter on its way; when this is dropped, the next may go.
pub(crate) struct Sending {
    letter: OnItsWay,
    cancel: Cancel,
}

impl Outbox {
    /// Begins with a letter, unless another one is on its way.
    pub(crate) fn begin(&self) -> Result<Sending, MailError> {
        let mut letter = lock(&self.0);
        if letter.is_some() {
            return Err(MailError::UnderWay);
        }
        let cancel = Cancel::default();
        *letter = Some((cancel.clone(), Progress::Preparing));
        Ok(Sending { letter: Arc::clone(&self.0), cancel })
    }

    /// The progress of the letter.
    pub(crate) fn progress(&self) -> Option<Progress> {
        lock(&self.0).as_ref().map(|(_, progress)| *progress)
    }

    /// Asks to cancel the letter.
    pub(crate) fn cancel(&self) {
        if let Some((cancel, _)) = &*lock(&self.0) {
            cancel.cancel();
        }
    }
}

impl Sending {
    pub(crate) fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    pub(crate) fn tell(&self, progress: Progress) {
        if let Some((_, told)) = &mut *lock(&self.letter) {
            *told = progress;
        }
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        *lock(&self.letter) = None;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_at_a_time_is_watched_and_stopped() {
        let outbox = Outbox::default();
        assert_eq!(outbox.progress(), None);
        outbox.cancel();
        let sending = outbox.begin().unwrap();
        assert!(!sending.cancel().is_cancelled(), "a wish from before is not for it");
        assert!(matches!(outbox.begin(), Err(MailError::UnderWay)));
        sending.tell(Progress::Waiting);
        assert_eq!(outbox.progress(), Some(Progress::Waiting));
        outbox.cancel();
        assert!(sending.cancel().is_cancelled());
        drop(sending);
        assert!(outbox.progress().is_none() && outbox.begin().is_ok());
    }
}
