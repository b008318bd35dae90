//! The options of a client and of a call, checked.

use std::time::Duration;

use outx_core::policy::defaults::MAX_ATTEMPTS;

use crate::error::{Error, Result};
use crate::json::Json;
use crate::transport::Method;

/// The longest time limit. Timers of JavaScript fire at once with more.
const MAX_MS: u128 = i32::MAX as u128;

/// Headers that the client sets itself.
const RESERVED_HEADERS: [&str; 10] = [
    "accept",
    "authorization",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "idempotency-key",
    "x-api-key",
    "x-outx-attempts",
    "x-outx-session",
];

/// What calls have unless they say otherwise.
#[derive(Clone, Copy)]
pub(crate) struct CallDefaults {
    /// Milliseconds one attempt may take.
    pub attempt_timeout_ms: f64,
    /// Milliseconds the call may take with all its attempts and waits.
    pub total_timeout_ms: f64,
    /// Attempts of a call, the first included.
    pub attempts: u32,
}

/// The options of one call.
#[derive(Clone, Default)]
pub(crate) struct RequestOptions {
    /// Milliseconds one attempt may take.
    pub attempt_timeout_ms: Option<f64>,
    /// Milliseconds the call may take with all its attempts and waits.
    pub total_timeout_ms: Option<f64>,
    /// Attempts, the first included.
    pub attempts: Option<u32>,
    /// Further headers.
    pub headers: Vec<(String, String)>,
    /// Names the write, so that a gateway does not repeat it.
    pub idempotency_key: Option<String>,
    /// Arguments that this version does not know, or the query of a request that names its own path.
    pub extra_args: Option<Json>,
    /// Of a request that names its own path.
    pub of_request: Option<OfRequest>,
}

/// What a request that names its own path has besides its path and query.
#[derive(Clone)]
pub(crate) struct OfRequest {
    pub method: Method,
    pub body: Option<Json>,
}

/// A time limit in milliseconds.
pub(crate) fn check_timeout(name: &str, duration: Duration) -> Result<f64> {
    match duration.as_millis() {
        1..=MAX_MS => Ok(duration.as_secs_f64() * 1_000.0),
        ms => Err(Error::invalid_request(format!("{name} must be from 1 ms to {MAX_MS} ms, got {ms} ms"))),
    }
}

/// A number of attempts.
pub(crate) fn check_attempts(attempts: u32) -> Result<u32> {
    match attempts {
        1..=MAX_ATTEMPTS => Ok(attempts),
        _ => Err(Error::invalid_request(format!("attempts must be from 1 to {MAX_ATTEMPTS}, got {attempts}"))),
    }
}

/// A further header, with its name in lower case.
pub(crate) fn check_header(name: &str, value: &str) -> Result<(String, String)> {
    let name = name.to_ascii_lowercase();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(Error::invalid_request(format!("{name:?} is not the name of a header")));
    }
    if RESERVED_HEADERS.contains(&name.as_str()) {
        return Err(Error::invalid_request(format!("headers must not set {name}, which the client sets itself")));
    }
    if !value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        return Err(Error::invalid_request(format!(
            "the header {name} must consist of visible ascii characters and spaces"
        )));
    }
    Ok((name, value.trim_matches(' ').to_owned()))
}

/// An idempotency key.
pub(crate) fn check_idempotency_key(text: String) -> Result<String> {
    match text.len() {
        1..=255 if text.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(text),
        _ => Err(Error::invalid_request("idempotency_key must be 1 to 255 visible ascii characters")),
    }
}
