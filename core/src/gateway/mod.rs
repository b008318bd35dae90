//! The gateway's policy: who may call what, what passes in either direction, what is remembered.
//!
//! The Worker asks these functions and does what they say; nothing here knows a clock, randomness or the network.

pub mod alerts;
pub mod auth;
pub mod authorize;
pub mod bounded_cache;
pub mod clock;
pub mod http;
pub mod idempotency;
pub mod limits;
pub mod log;
pub mod secret;
pub mod settings;
