//! Both faces of the program in one library, so that the two programs on Windows do not each carry the whole of it. It only
//! hands on to them; where it lies and how it is opened is the programs' own matter (`opening.rs`).

#[cfg(windows)]
pub mod faces {
    use std::panic::catch_unwind;

    /// The exit code of a program that broke off, as Rust itself ends one.
    const BROKE_OFF: u8 = 101;

    /// Runs the window until it is closed, and returns the exit code.
    #[expect(
        unsafe_code,
        reason = "a name in a library must be the only one of its kind, which Rust cannot check"
    )]
    // SAFETY: no other function of that name is linked in.
    #[unsafe(no_mangle)]
    pub extern "C" fn yuebao_window() -> u8 {
        kept_inside(yuebao_desktop::start)
    }

    /// Does what the arguments of the process ask of the command line, and returns the exit code.
    #[expect(
        unsafe_code,
        reason = "a name in a library must be the only one of its kind, which Rust cannot check"
    )]
    // SAFETY: no other function of that name is linked in.
    #[unsafe(no_mangle)]
    pub extern "C" fn yuebao_command_line() -> u8 {
        kept_inside(|| yuebao::command_line::run(&std::env::args_os().collect::<Vec<_>>()))
    }

    /// No panic may leave the library: the program outside has another Rust to end it.
    fn kept_inside(work: fn() -> u8) -> u8 {
        catch_unwind(work).unwrap_or(BROKE_OFF)
    }
}
