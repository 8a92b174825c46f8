//! The desktop program; all its code is in the library.

// On Windows no console window must open next to the form.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let problem = match yuebao_desktop::is_missing() {
        Some(sentence) => sentence.to_owned(),
        None => match yuebao_desktop::run() {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => {
                // For whoever looks into it; where nobody reads it, nothing is lost.
                let _unread = writeln!(std::io::stderr(), "{error}");
                "山城月报没能启动：系统的窗口部件没有准备好。填过的数都在。请重新启动电脑，再打开一次。"
                    .to_owned()
            }
        },
    };
    yuebao_desktop::tell(&problem);
    ExitCode::FAILURE
}
