//! Incoming requests and outgoing responses.

pub mod body;
pub mod context;
pub mod reply;
pub mod session_cookie;
#[cfg(feature = "inject-panic")]
pub mod trap;
