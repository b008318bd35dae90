//! The session cookie.

use outx_core::gateway::auth::cookie::CookieStyle;
use outx_core::gateway::auth::session::Session;

/// Builds the `Set-Cookie` value for a sealed session, with the lifetime of the session.
pub fn session_cookie(style: CookieStyle, session: &Session, sealed: &str, now_ms: f64) -> String {
    style.set(sealed, ((session.expires_ms - now_ms) / 1000.0).max(0.0) as u64)
}
