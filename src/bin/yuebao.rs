//! The command line as a program of its own; all its code is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    yuebao::command_line::run(&std::env::args_os().collect::<Vec<_>>()).into()
}
