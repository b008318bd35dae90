//! A faithful local stand-in of the OutX API, for tests and demonstrations without an account or a network.
//!
//! Written from the API's documentation alone. What the documentation leaves open is marked `invented:` where it
//! is coded and listed in the README; where the documentation contradicts itself, a switch chooses.
//!
//! Imports point upward in this list only (tests/layers.rs): `model`, `state`, `seed` and `engine`, `api`, `control`,
//! `service`, `server`. All but `server` is pure: a request and the time in, a response and a fault for the connection out.

mod api;
mod control;
mod engine;
mod model;
mod seed;
mod server;
mod service;
mod state;

pub use server::{Sandbox, serve};
