//! The real window: the real program on a screen of its own, driven as an officer's hands would. Stories of the page
//! alone are told in Chromium too, which is what Windows shows it in: there the page stands in a browser over the real
//! commands. Dialogs of the system, closing, a second start and the printer stay with the real window.
//!
//! Each test has its own data folder and a screen with nothing else on it, and with `YUEBAO_PICTURES` set leaves pictures
//! under `target/screenshots`. Needs Xvfb, openbox, `WebKitWebDriver`, chromedriver, xdotool, wmctrl and xclip; `cargo xtask
//! test` installs them.
#![cfg(test)]
#![cfg(target_os = "linux")]

/// Makes a test in each engine of every story named: a function that is given the engine.
macro_rules! in_both_engines {
    ($($story:ident),+ $(,)?) => {
        mod webkit {
            $(#[test] fn $story() { super::$story(crate::engine::Engine::WEBKIT) })+
        }
        mod chromium {
            $(#[test] fn $story() { super::$story(crate::engine::Engine::CHROMIUM) })+
        }
    };
}

/// The same on a small laptop too, in the engine that officers have. In WebKit at the usual size only, because each story adds
/// three seconds to every run.
macro_rules! in_both_engines_at_both_sizes {
    ($($story:ident),+ $(,)?) => {
        in_both_engines! { $($story),+ }

        mod chromium_on_a_laptop {
            $(#[test] fn $story() { super::$story(crate::engine::Engine::CHROMIUM.on_a_laptop()) })+
        }
    };
}

mod accessibility;
mod actions;
mod backups;
mod blank_form;
mod board;
mod board_decisions;
mod board_pages;
mod board_questions;
mod cells;
mod chromium;
mod clerk_form;
mod clerk_outgoing;
mod composed_fields;
mod compositions;
mod display;
#[path = "../../../tests/blank_forms/drawn.rs"]
#[allow(dead_code, reason = "the tests of the core use the rest")]
mod drawn;
mod driver;
mod elsewhere;
mod engine;
mod fields;
#[path = "../../../tests/harness/files.rs"]
mod files;
mod first_month;
mod first_start;
mod forms;
mod hand_filled;
mod handover;
#[path = "../../../tests/mail/identity.rs"]
#[allow(dead_code, reason = "the tests of the core use the rest")]
mod identity;
mod keyboard;
mod layout;
mod looks;
mod mail;
mod memory;
mod messages;
mod month;
mod notices;
mod old_engine;
mod opening;
mod page_server;
mod paper;
mod pinyin;
mod process;
mod projects;
mod records;
mod register;
mod screen;
mod sending;
#[path = "../../../tests/mail/server.rs"]
#[allow(dead_code, reason = "the tests of the core use the rest")]
mod server;
mod spreadsheet;
mod summary;
mod sums;
mod trouble;
mod window;
mod workbook;
