//! Public sessions, opened after a Cloudflare Turnstile check.

use serde_json::{Value, json};

use crate::error::Code;
use crate::gateway::auth::session::{Session, SessionKind};
use crate::gateway::clock::DAY_MS;
use crate::gateway::http::api_error::ApiError;
use crate::gateway::secret::Secret;
use crate::retry_after::days_since_1970;

/// URL of the token check (Cloudflare's documentation, "Validate the token").
pub const VERIFY_URL: &str = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
/// Lifetime of a public session, in milliseconds.
pub const LIFE_MS: f64 = 600_000.0;
/// Maximum age of a solved challenge, in milliseconds: the lifetime of Cloudflare's tokens.
const MAX_AGE_MS: f64 = 300_000.0;
/// How far Cloudflare's clock may be ahead of the gateway's, in milliseconds.
const MAX_AHEAD_MS: f64 = 10_000.0;
/// Maximum length of a Turnstile token, in bytes (Cloudflare's documentation).
const MAX_TOKEN_LEN: usize = 2_048;

/// Parses `{ "turnstile": token }`.
///
/// # Errors
/// 400 `invalid_request` when the token is missing or too long.
pub fn parse_token(body: &[u8]) -> Result<String, ApiError> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let token = body["turnstile"].as_str().filter(|token| !token.is_empty() && token.len() <= MAX_TOKEN_LEN);
    token.map(str::to_owned).ok_or_else(|| ApiError::invalid("the body must be { \"turnstile\": token }"))
}

/// Builds the body of the request to [`VERIFY_URL`]. An empty address is left out.
pub fn build_verify_request(secret: &Secret, token: &str, address: &str) -> String {
    let mut request = json!({ "secret": secret.expose(), "response": token });
    if !address.is_empty() {
        request["remoteip"] = address.into();
    }
    request.to_string()
}

/// What the result of a check must match.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedChallenge<'a> {
    /// Hosts whose pages may show the widget, in lower case: the gateway's own and those of `ALLOWED_ORIGINS`. A token that was
    /// solved on another site of the account is rejected.
    pub hosts: &'a [&'a str],
    /// `TURNSTILE_ACTION`.
    pub action: Option<&'a str>,
    /// Milliseconds since 1970.
    pub now_ms: f64,
}

/// Whether this is one of Cloudflare's published testing secrets, whose result does not depend on the token (Cloudflare's
/// documentation, "Test your Turnstile implementation").
pub fn is_testing_secret(secret: &Secret) -> bool {
    let zeros =
        secret.expose().strip_prefix(['1', '2', '3']).and_then(|rest| rest.strip_prefix('x')?.strip_suffix("AA"));
    zeros.is_some_and(|zeros| zeros.len() == 31 && zeros.bytes().all(|byte| byte == b'0'))
}

/// Evaluates Cloudflare's response, `None` when there was none. `expected` is `None` for a testing secret on a loopback host, because
/// Cloudflare then reports a host name of its own; only success is required.
///
/// # Errors
/// 403 `access_denied` with Cloudflare's error codes, or when host, action or age do not match; 503 without a response, because no
/// session is opened unchecked.
pub fn check_response(response: Option<&[u8]>, expected: Option<ExpectedChallenge<'_>>) -> Result<(), ApiError> {
    let unavailable = || {
        let text = "the Turnstile check cannot be reached, so no session was opened: try again later";
        ApiError::new(503, Code::Upstream, text)
    };
    let response: Value = serde_json::from_slice(response.ok_or_else(unavailable)?).map_err(|_| unavailable())?;
    let reasons = match response["success"] {
        Value::Bool(true) => expected.and_then(|expected| find_mismatch(&response, expected)).map(str::to_owned),
        _ => Some(error_codes(&response)),
    };
    let Some(reasons) = reasons else { return Ok(()) };
    Err(ApiError::new(403, Code::AccessDenied, format!("the Turnstile check failed: {reasons}")))
}

/// Cloudflare's error codes, joined by commas. Codes with other characters than lower-case letters and hyphens are left out, so that the
/// error does not repeat arbitrary text.
fn error_codes(response: &Value) -> String {
    let codes = response["error-codes"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let is_word = |code: &&str| code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    codes.filter(is_word).take(8).collect::<Vec<_>>().join(", ")
}

/// Why a successful check does not apply to this gateway.
fn find_mismatch(response: &Value, expected: ExpectedChallenge<'_>) -> Option<&'static str> {
    let hostname = response["hostname"].as_str().unwrap_or_default().to_ascii_lowercase();
    if !expected.hosts.contains(&hostname.as_str()) && !crate::old_rules::OldRule::AnyTurnstileHost.applies() {
        return Some("it was solved on another site; its hostname must be the gateway's or one of ALLOWED_ORIGINS");
    }
    if expected.action.is_some() && response["action"].as_str() != expected.action {
        return Some("its action is not TURNSTILE_ACTION");
    }
    match response["challenge_ts"].as_str().and_then(parse_timestamp) {
        None => Some("it does not say when it was solved"),
        Some(solved_ms) if solved_ms > expected.now_ms + MAX_AHEAD_MS => Some("it was solved in the future"),
        Some(solved_ms) if expected.now_ms - solved_ms > MAX_AGE_MS => Some("it was solved more than 5 minutes ago"),
        Some(_) => None,
    }
}

/// Parses `2026-11-29T20:15:00.123Z`, with or without the fraction, to milliseconds since 1970.
fn parse_timestamp(text: &str) -> Option<f64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let &[year, month, day] = split_numbers(date, '-', [4, 2, 2])?.as_slice() else { return None };
    let &[hour, minute, second] = split_numbers(time, ':', [2, 2, 2])?.as_slice() else { return None };
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if !is_date || fraction.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days = days_since_1970(year as i32, month as i32, day as i32);
    let fraction: f64 = format!("0.{fraction}").parse().ok()?;
    Some(f64::from(days) * DAY_MS + (f64::from(hour * 3_600 + minute * 60 + second) + fraction) * 1000.0)
}

fn split_numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<Vec<u32>> {
    let parts: Vec<&str> = text.split(separator).collect();
    let is_number =
        |(part, width): (&&str, usize)| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() != widths.len() || !parts.iter().zip(widths).all(is_number) {
        return None;
    }
    parts.iter().map(|part| part.parse().ok()).collect()
}

/// Builds a public session. It contains no key.
pub fn build_session(id: String, now_ms: f64) -> Session {
    Session {
        id,
        access: SessionKind::Public,
        email: String::new(),
        team_id: String::new(),
        team_name: String::new(),
        api_key: None,
        began_ms: now_ms,
        sealed_ms: now_ms,
        expires_ms: now_ms + LIFE_MS,
        agent: None,
    }
}
