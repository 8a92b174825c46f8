//! The real window: the real program on a screen of its own, driven as an officer's hands would.
//!
//! Each test has its own screen, its own session bus and its own data folder, and leaves pictures under
//! `target/screenshots`. Needs Xvfb, openbox, `WebKitWebDriver`, xdotool, wmctrl and xclip; `cargo xtask test` installs them.
#![cfg(test)]
#![cfg(target_os = "linux")]

mod accessibility;
mod elsewhere;
mod first_start;
#[path = "../../../tests/mail/identity.rs"]
#[allow(dead_code, reason = "the tests of the core use the rest")]
mod identity;
mod keeping;
mod keyboard;
mod looks;
mod mail;
mod month;
mod old_workbooks;
mod paper;
mod projects;
mod records;
mod screen;
mod sending;
#[path = "../../../tests/mail/server.rs"]
#[allow(dead_code, reason = "the tests of the core use the rest")]
mod server;
mod summary;
mod trouble;
mod window;
mod workbook;
