//! The gateway's policy on the host: milliseconds instead of a start of workerd.

#![cfg(feature = "gateway")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod email;
mod network;
mod properties;
mod revocation;
mod sign_in_limits;
mod sign_in_nonce;
mod time;
