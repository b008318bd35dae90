//! The gateway's policy as tables of facts. One binary, so that it links once.

#![cfg(feature = "gateway")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod address;
mod alert;
mod origin;
mod public;
mod settings;
mod sign_in;
mod token;
mod trace;
mod turnstile;
