//! If a library panics while it parses somebody else's file, only the reading of that file ends. Nothing is
//! printed: the message would be English with a list of functions, and the officer gets a sentence instead.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic on this thread is caught here.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; `None` if it panicked.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    stay_silent_when_guarded();
    let before = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.ok()
}

/// Silences guarded panics; every other panic is printed as before.
fn stay_silent_when_guarded() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                previous(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// The output of a child process that runs one test of this program.
    fn printed(test: &str) -> String {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", &format!("reading::guard::tests::{test}"), "--ignored", "--nocapture"]);
        let output = child.env("RUST_BACKTRACE", "1").output().unwrap();
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(printed.contains("running 1 test"), "{printed}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    #[test]
    fn a_panic_that_is_caught_prints_nothing_and_any_other_is_told() {
        assert_eq!(printed("panics_guarded"), "");
        assert!(printed("panics_unguarded").contains("这一句要让人看见"));
    }

    #[test]
    #[ignore = "it is run as a child, for what it prints"]
    fn panics_guarded() {
        assert_eq!(guarded(|| panic!("这一句不该让人看见")), None::<()>);
        assert_eq!(guarded(|| 3), Some(3));
    }

    #[test]
    #[ignore = "it is run as a child, for what it prints"]
    #[should_panic = "这一句要让人看见"]
    fn panics_unguarded() {
        guarded(|| guarded(|| ()));
        panic!("这一句要让人看见");
    }
}
