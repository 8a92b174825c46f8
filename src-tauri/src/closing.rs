//! How the window closes: the page is asked first, since it may hold what was typed last, and the window closes when the
//! page answers or has had its time. No window is known here, only whose turn it is.

use std::sync::{Mutex, PoisonError};

/// How far the closing of the window is.
#[derive(Default)]
pub(crate) struct Closing(Mutex<Stage>);

#[derive(Clone, Copy, Default)]
enum Stage {
    /// There is no page yet that could be asked.
    #[default]
    Alone,
    /// Nobody wants to close it; with the number of questions so far.
    Staying(u64),
    /// The page was asked; with the number of the question.
    Asked(u64),
    /// The page has answered, or has had its time; with the number of the question.
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

impl Closing {
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

    /// The page has saved what it had to save. True if it was asked, and the window is to close now.
    pub(crate) fn answered(&self) -> bool {
        self.change(|stage| match stage {
            Stage::Asked(number) => (Stage::Answered(number), true),
            stage => (stage, false),
        })
    }

    /// The page has had its time to answer a question. True if it has not answered, and the window is to close now.
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
