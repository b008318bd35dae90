//! The cookie that holds a sealed session.

use outx_core::gateway::auth::cookie;
use outx_core::gateway::auth::session::Session;

/// The cookie for a sealed session, valid as long as the session is.
pub fn session_cookie(session: &Session, sealed: &str, now_ms: f64) -> String {
    cookie::set(sealed, ((session.expires_ms - now_ms) / 1000.0).max(0.0) as u64)
}
