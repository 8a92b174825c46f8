//! Files that are being taken in: the one reading that is under way, with its progress and the wish to stop it, and what was
//! read and waits for the clerk.

use std::sync::{Mutex, MutexGuard, PoisonError};

use yuebao::incoming::MOST_BYTES;
use yuebao::session::{CollationError, Drop};

const MEGABYTE: u64 = 1 << 20;

#[derive(Default)]
pub(crate) struct Intake {
    under_way: Mutex<Option<Progress>>,
    read: Mutex<Option<Drop>>,
    handed_over: Mutex<Vec<(String, Vec<u8>)>>,
}

#[derive(Default)]
struct Progress {
    files: usize,
    stopped: bool,
}

impl Intake {
    /// Runs a reading; `None` if it was stopped, or if another one is under way.
    pub(crate) fn read(&self, read: impl FnOnce(&dyn Fn(usize) -> bool) -> Drop) -> Option<Drop> {
        let before = lock(&self.under_way).is_some();
        if before {
            return None;
        }
        *lock(&self.under_way) = Some(Progress::default());
        let drop = read(&|files| {
            lock(&self.under_way).as_mut().is_some_and(|progress| {
                progress.files = files;
                progress.stopped
            })
        });
        let stopped = lock(&self.under_way).take().is_some_and(|progress| progress.stopped);
        (!stopped).then_some(drop)
    }

    /// How many files were read so far; `None` while nothing is read.
    pub(crate) fn progress(&self) -> Option<usize> {
        lock(&self.under_way).as_ref().map(|progress| progress.files)
    }

    /// Asks the reading that is under way to stop.
    pub(crate) fn stop(&self) {
        if let Some(progress) = &mut *lock(&self.under_way) {
            progress.stopped = true;
        }
    }

    /// Keeps what was read until the clerk has decided.
    pub(crate) fn keep(&self, drop: Drop) {
        *lock(&self.read) = Some(drop);
    }

    /// What was read last; from then on it is the caller's.
    pub(crate) fn take(&self) -> Option<Drop> {
        lock(&self.read).take()
    }

    /// Keeps a file that was dropped on the page, until all of the drop is there. The first of a drop ends one that was left.
    pub(crate) fn hand_over(
        &self,
        is_first: bool,
        path: String,
        bytes: Vec<u8>,
    ) -> Result<(), CollationError> {
        let mut files = lock(&self.handed_over);
        if is_first {
            files.clear();
        }
        let so_far: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
        if so_far.saturating_add(bytes.len()) as u64 > MOST_BYTES {
            files.clear();
            return Err(CollationError::DropTooLarge(MOST_BYTES / MEGABYTE));
        }
        files.push((path, bytes));
        Ok(())
    }

    /// All that was dropped; it is gone from here then.
    pub(crate) fn handed_over(&self) -> Vec<(String, Vec<u8>)> {
        std::mem::take(&mut *lock(&self.handed_over))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reading_at_a_time_is_watched_and_stopped() {
        let intake = Intake::default();
        intake.stop();
        let read = intake.read(|stop| {
            assert!(!stop(3), "a wish from before is not for it");
            assert_eq!(intake.progress(), Some(3));
            assert!(intake.read(|_| Drop::default()).is_none(), "one at a time");
            Drop::default()
        });
        assert!(read.is_some() && intake.progress().is_none());
        let stopped = intake.read(|stop| {
            intake.stop();
            Drop { stopped: stop(1), ..Drop::default() }
        });
        assert!(stopped.is_none());
    }

    #[test]
    fn what_is_handed_over_is_taken_once() {
        let intake = Intake::default();
        intake.hand_over(true, "left.csv".to_owned(), vec![0]).unwrap();
        intake.hand_over(true, "a.csv".to_owned(), vec![1]).unwrap();
        intake.hand_over(false, "b.csv".to_owned(), vec![2]).unwrap();
        assert_eq!(intake.handed_over().len(), 2, "nothing of a drop that was left");
        assert!(intake.handed_over().is_empty());
    }
}
