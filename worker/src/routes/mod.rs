//! Request handlers.

pub mod agents;
pub mod api;
pub mod console;
pub mod fast_path;
mod fast_write;
pub mod internal;
mod pending;
pub mod records;
pub mod sign_in;
pub mod sign_out;
pub mod status;
pub mod teams;
pub mod test_alert;
pub mod turnstile;
