//! The gateway's policy: authentication, authorization, header filtering, rate limits, idempotency, alerts and settings.
//!
//! Pure functions and data, called by the Worker. Time and randomness are parameters, and nothing here does I/O.

pub mod alerts;
pub mod auth;
pub mod authorize;
pub mod bounded_cache;
pub mod clock;
pub mod http;
pub mod idempotency;
pub mod limits;
pub mod log;
pub mod mcp;
pub mod records;
pub mod secret;
pub mod secret_ages;
pub mod settings;
pub mod teams;

/// Path prefix of the gateway's own routes.
pub const OWN_ROUTES_PREFIX: &str = "/_gateway/";

/// Error text for a caller whose request ended in a trap of the wasm.
pub const DEFECT: &str =
    "internal error in the gateway; whether a write took effect is not known: check before you send it again";
