//! How the window closes: the page is asked first, as what was struck last may still be on its way out of it, and the
//! window goes with its answer or when it does not answer. No window is known here, only whose turn it is.

use std::sync::{Mutex, PoisonError};

/// Where the closing of the window stands.
#[derive(Default)]
pub(crate) struct Leaving(Mutex<Stage>);

#[derive(Clone, Copy, Default)]
enum Stage {
    /// There is no page yet that could be asked.
    #[default]
    Alone,
    /// Nobody wants to leave. So many times the page was asked before.
    Staying(u64),
    /// The page was asked, for the so-manieth time.
    Asked(u64),
    /// The page has answered, or was waited for long enough.
    Answered(u64),
}

/// What becomes of somebody's wish to close the window.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Close {
    /// The page is to be asked; with the number of the question.
    Ask(u64),
    /// It was asked already.
    Wait,
    /// The window may go.
    Go,
}

impl Leaving {
    /// From now on there is a page that can be asked.
    pub(crate) fn page_is_ready(&self) {
        self.change(|stage| match stage {
            Stage::Alone => (Stage::Staying(0), ()),
            stage => (stage, ()),
        });
    }

    /// Somebody wants the window to close.
    pub(crate) fn close(&self) -> Close {
        self.change(|stage| match stage {
            Stage::Alone => (stage, Close::Go),
            Stage::Staying(before) => (Stage::Asked(before + 1), Close::Ask(before + 1)),
            Stage::Asked(_) => (stage, Close::Wait),
            // If it does not go after all, the page is asked again the next time.
            Stage::Answered(number) => (Stage::Staying(number), Close::Go),
        })
    }

    /// The page has said all it had to say. Whether it was asked, and the window is to close now.
    pub(crate) fn answered(&self) -> bool {
        self.change(|stage| match stage {
            Stage::Asked(number) => (Stage::Answered(number), true),
            stage => (stage, false),
        })
    }

    /// A question was waited for long enough. Whether it is still open, and the window is to close now.
    pub(crate) fn given_up(&self, question: u64) -> bool {
        self.change(|stage| match stage {
            Stage::Asked(number) if number == question => (Stage::Answered(number), true),
            stage => (stage, false),
        })
    }

    /// The window stays, whatever was asked.
    pub(crate) fn stay(&self) {
        self.change(|stage| match stage {
            Stage::Asked(number) | Stage::Answered(number) => (Stage::Staying(number), ()),
            stage => (stage, ()),
        });
    }

    fn change<T>(&self, change: impl FnOnce(Stage) -> (Stage, T)) -> T {
        let mut stage = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (next, answer) = change(*stage);
        *stage = next;
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_page() -> Leaving {
        let leaving = Leaving::default();
        leaving.page_is_ready();
        leaving
    }

    #[test]
    fn a_window_without_a_page_goes_at_once() {
        let leaving = Leaving::default();
        assert_eq!(leaving.close(), Close::Go);
        assert!(!leaving.answered(), "nobody was asked");
    }

    #[test]
    fn the_window_goes_with_the_answer_and_no_second_press_hurries_it() {
        let leaving = with_page();
        assert_eq!(leaving.close(), Close::Ask(1));
        assert_eq!(leaving.close(), Close::Wait);
        assert!(leaving.answered());
        assert_eq!(leaving.close(), Close::Go);
    }

    #[test]
    fn a_page_that_does_not_answer_is_given_up_once() {
        let leaving = with_page();
        assert_eq!(leaving.close(), Close::Ask(1));
        assert!(leaving.given_up(1));
        assert!(!leaving.answered(), "too late");
        assert_eq!(leaving.close(), Close::Go);
    }

    #[test]
    fn a_window_that_stays_after_all_asks_again_and_an_old_question_does_not_close_it() {
        let leaving = with_page();
        assert_eq!(leaving.close(), Close::Ask(1));
        assert!(leaving.answered());
        assert_eq!(leaving.close(), Close::Go, "and the window did not go");
        assert_eq!(leaving.close(), Close::Ask(2));
        assert!(!leaving.given_up(1), "the first question was answered long ago");
        leaving.stay();
        assert!(!leaving.answered() && !leaving.given_up(2), "a letter is being sent");
        leaving.page_is_ready();
        assert_eq!(leaving.close(), Close::Ask(3));
    }
}
