//! The command line's program on Windows, `yuebao.exe`: a console program, whose work is in the library beside it.

#[path = "../opening.rs"]
mod opening;

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match opening::run("yuebao_command_line") {
        Ok(code) => code.into(),
        Err(problem) => {
            // If standard error is closed, the message cannot be shown at all.
            let _gone = writeln!(std::io::stderr(), "{problem}");
            ExitCode::FAILURE
        }
    }
}
