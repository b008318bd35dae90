//! A faithful local stand-in of the OutX API, for tests and demonstrations without an account or a network.
//!
//! It is written from the API's documentation alone. Behavior that the documentation leaves open is marked `invented:` where it is
//! coded, and listed in the README. Where the documentation contradicts itself, a switch selects the behavior.
//!
//! The layers, lowest first, are `model`, `state`, `seed` and `engine`, `api`, `control`, `service`, `server` and `wasm`. A module
//! imports from lower layers only (tests/layers.rs). Only `server` and `wasm` do I/O and read a clock: the others turn a request
//! and the time into an outcome for the connection.
//!
//! Features: `server` (default) is the sandbox on a TCP port, `wasm` the bindings of the npm package.

mod api;
mod control;
mod engine;
mod model;
mod seed;
#[cfg(feature = "server")]
mod server;
mod service;
mod state;
#[cfg(feature = "wasm")]
mod wasm;

#[cfg(feature = "server")]
pub use server::{Sandbox, Server};
