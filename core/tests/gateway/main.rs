//! Tests of the gateway's policy. One binary, so that the crate is linked once.

#![cfg(feature = "gateway")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod address;
mod agent;
mod alert;
mod authorize;
mod credentials;
mod email;
mod encoded_request;
mod identity;
mod key_attempt;
mod mcp;
mod network;
mod origin;
#[cfg(feature = "docs")]
mod own_routes;
mod properties;
mod public;
mod query;
mod records;
mod response;
mod revocation;
mod secret_ages;
mod settings;
mod sign_in;
mod sign_in_limits;
mod sign_in_nonce;
mod teams;
mod time;
mod token;
mod trace;
mod turnstile;
