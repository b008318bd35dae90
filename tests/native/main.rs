//! The Rust client on the host: against the sandbox, and against responses of the test's own with the time under its control.
#![cfg(not(target_family = "wasm"))]
#![allow(missing_docs)]

mod calls;
mod drops;
mod lists;
mod sandbox;
mod scripted;
mod settings;
mod tasks;
mod transport;
