//! Faults of machines and of people: nothing that was acknowledged is lost, and nothing wrong is shown as right.
//!
//! Each test prints how many trials it made: `cargo test --test faults -- --nocapture`.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]
#![allow(clippy::disallowed_methods, reason = "folders are moved about as a hand would")]

mod clock;
mod damaged;
mod disk;
#[path = "../harness/mod.rs"]
mod harness;
mod killed;
mod media;
mod power;
mod upgrade;
mod writer;
