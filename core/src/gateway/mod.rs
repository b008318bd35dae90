//! The gateway's policy: who may call what, what passes in either direction, what is remembered.
//!
//! The Worker asks these functions and does what they say; nothing here knows a clock, randomness or the network.

pub mod access;
pub mod address;
pub mod alert;
pub mod answer;
pub mod clock;
pub mod cookie;
pub mod email;
pub mod flush;
pub mod headers;
pub mod idempotency;
pub mod log;
pub mod network;
pub mod opened;
pub mod origin;
pub mod otp;
pub mod page;
pub mod polls;
pub mod public;
pub mod query;
pub mod refusal;
pub mod revocation;
pub mod seal;
pub mod secret;
pub mod settings;
pub mod sign_in_limits;
pub mod sign_in_nonce;
pub mod throttle;
pub mod token;
pub mod trace;
pub mod turnstile;
pub mod window;
