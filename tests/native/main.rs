//! Tests of the Rust client on the host, against the sandbox, and against scripted responses with a clock that the test controls.
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
