//! A faithful local stand-in of the OutX API, for tests and demonstrations without an account or a network.
//!
//! Written from the API's documentation alone. What the documentation leaves open is marked `invented:` where it
//! is coded and listed in the README; where the documentation contradicts itself, a switch chooses.
//!
//! Imports point upward in this list only (tests/layers.rs): `model`, `state`, `seed` and `engine`, `api`, `control`,
//! `service`, `server` and `wasm`. All but the last two is pure: a request and the time in, a response and a fault for the
//! connection out.
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
