//! The options of a client and of a call, and their checks.

use std::time::Duration;

use outx_core::policy::defaults::{MAX_ATTEMPTS, RESERVED_HEADERS};

use crate::error::{Error, Result};
use crate::json::Json;
use crate::transport::Method;

/// The longest time limit, in milliseconds. A JavaScript timer with a longer delay fires at once.
const MAX_MS: u128 = i32::MAX as u128;

/// The client's limits, for calls without limits of their own.
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
    /// Further headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The idempotency key of a write; a random one is used otherwise.
    pub idempotency_key: Option<String>,
    /// Arguments that this version of the crate does not know, or the query of a [`RawRequest`](crate::RawRequest).
    pub extra_args: Option<Json>,
    /// Method and body of a [`RawRequest`](crate::RawRequest); `None` for every other call.
    pub of_request: Option<OfRequest>,
}

/// Method and body of a [`RawRequest`](crate::RawRequest). Its path is an argument, and its query is in `extra_args`.
#[derive(Clone)]
pub(crate) struct OfRequest {
    pub method: Method,
    pub body: Option<Json>,
}

/// Checks a time limit, and returns it in milliseconds.
pub(crate) fn check_timeout(name: &str, duration: Duration) -> Result<f64> {
    match duration.as_millis() {
        1..=MAX_MS => Ok(duration.as_secs_f64() * 1_000.0),
        ms => Err(Error::invalid_request(format!("{name} must be from 1 ms to {MAX_MS} ms, got {ms} ms"))),
    }
}

/// Checks a number of attempts.
pub(crate) fn check_attempts(attempts: u32) -> Result<u32> {
    match attempts {
        1..=MAX_ATTEMPTS => Ok(attempts),
        _ => Err(Error::invalid_request(format!("attempts must be from 1 to {MAX_ATTEMPTS}, got {attempts}"))),
    }
}

/// Checks a header of the caller, and returns it with its name in lower case.
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

/// Checks an idempotency key.
pub(crate) fn check_idempotency_key(text: String) -> Result<String> {
    match text.len() {
        1..=255 if text.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(text),
        _ => Err(Error::invalid_request("idempotency_key must be 1 to 255 visible ascii characters")),
    }
}
