//! Closing the window: the page is asked first, because it may hold texts that are not saved, and the window closes
//! when the page has answered or its time is over. This module knows no window, only the stages of closing.

use std::sync::{Mutex, PoisonError};

/// The stage of closing the window.
#[derive(Default)]
pub(crate) struct Closing(Mutex<Stage>);

#[derive(Clone, Copy, Default)]
enum Stage {
    /// No page is there yet that could be asked.
    #[default]
    Alone,
    /// Nobody wants to close the window; with the number of questions so far.
    Staying(u64),
    /// The page was asked and has not answered; with the number of the question.
    Asked(u64),
    /// The page has answered or its time is over; with the number of the question.
    Answered(u64),
}

/// What to do when somebody wants to close the window.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Close {
    /// Ask the page; with the number of the question.
    Ask(u64),
    /// Wait for the answer to an earlier question.
    Wait,
    /// Close the window.
    Go,
}

impl Closing {
    /// Notes that there is now a page that can be asked.
    pub(crate) fn page_is_ready(&self) {
        self.change(|stage| match stage {
            Stage::Alone => (Stage::Staying(0), ()),
            // The page that was asked is gone: this one was loaded in its place.
            Stage::Asked(number) => (Stage::Staying(number), ()),
            stage => (stage, ()),
        });
    }

    /// Decides what to do when somebody wants to close the window.
    pub(crate) fn close(&self) -> Close {
        self.change(|stage| match stage {
            Stage::Alone => (stage, Close::Go),
            Stage::Staying(before) => (Stage::Asked(before + 1), Close::Ask(before + 1)),
            Stage::Asked(_) => (stage, Close::Wait),
            // If the window does not close after all, the page is asked again the next time.
            Stage::Answered(number) => (Stage::Staying(number), Close::Go),
        })
    }

    /// Notes that the page has saved everything. True if it was asked, so that the window must close now.
    pub(crate) fn answered(&self) -> bool {
        self.change(|stage| match stage {
            Stage::Asked(number) => (Stage::Answered(number), true),
            stage => (stage, false),
        })
    }

    /// Notes that the time for an answer is over. True if the page has not answered, so that the window must
    /// close now.
    pub(crate) fn given_up(&self, question: u64) -> bool {
        self.change(|stage| match stage {
            Stage::Asked(number) if number == question => (Stage::Answered(number), true),
            stage => (stage, false),
        })
    }

    /// Notes that the window stays open, whatever was asked.
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

    fn with_page() -> Closing {
        let closing = Closing::default();
        closing.page_is_ready();
        closing
    }

    #[test]
    fn a_window_without_a_page_goes_at_once() {
        let closing = Closing::default();
        assert_eq!(closing.close(), Close::Go);
        assert!(!closing.answered(), "nobody was asked");
    }

    #[test]
    fn the_window_goes_with_the_answer_and_no_second_press_hurries_it() {
        let closing = with_page();
        assert_eq!(closing.close(), Close::Ask(1));
        assert_eq!(closing.close(), Close::Wait);
        assert!(closing.answered());
        assert_eq!(closing.close(), Close::Go);
    }

    #[test]
    fn a_page_that_does_not_answer_is_given_up_once() {
        let closing = with_page();
        assert_eq!(closing.close(), Close::Ask(1));
        assert!(closing.given_up(1));
        assert!(!closing.answered(), "too late");
        assert_eq!(closing.close(), Close::Go);
    }

    #[test]
    fn a_page_that_was_loaded_anew_is_asked_instead_of_the_old_one() {
        let closing = with_page();
        assert_eq!(closing.close(), Close::Ask(1));
        closing.page_is_ready();
        assert!(!closing.given_up(1), "the page that was asked is gone");
        assert_eq!(closing.close(), Close::Ask(2));
    }

    #[test]
    fn a_window_that_stays_after_all_asks_again_and_an_old_question_does_not_close_it() {
        let closing = with_page();
        assert_eq!(closing.close(), Close::Ask(1));
        assert!(closing.answered());
        assert_eq!(closing.close(), Close::Go, "and the window did not go");
        assert_eq!(closing.close(), Close::Ask(2));
        assert!(!closing.given_up(1), "the first question was answered long ago");
        closing.stay();
        assert!(!closing.answered() && !closing.given_up(2), "a letter is being sent");
        closing.page_is_ready();
        assert_eq!(closing.close(), Close::Ask(3));
    }
}
