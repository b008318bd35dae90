//! Public sessions, given to whom Cloudflare Turnstile takes for a person.

use serde_json::{Value, json};

use crate::error::Code;
use crate::gateway::auth::session::{Kind, Session};
use crate::gateway::clock::DAY_MS;
use crate::gateway::http::api_error::ApiError;
use crate::gateway::secret::Secret;
use crate::retry_after::days_since_1970;

/// Where tokens are checked (Cloudflare's documentation, "Validate the token").
pub const VERIFY_URL: &str = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
/// How long a public session lives, in milliseconds.
pub const LIFE_MS: f64 = 600_000.0;
/// How long a solved check is good, in milliseconds: as long as Cloudflare's tokens.
const MAX_AGE_MS: f64 = 300_000.0;
/// How far Cloudflare's clock may be ahead of ours, in milliseconds.
const MAX_AHEAD_MS: f64 = 10_000.0;
/// The longest token that Cloudflare issues.
const MAX_TOKEN_LEN: usize = 2_048;

/// Reads `{ "turnstile": token }`.
///
/// # Errors
/// 400 `invalid_request` when there is none.
pub fn token(body: &[u8]) -> Result<String, ApiError> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let token = body["turnstile"].as_str().filter(|token| !token.is_empty() && token.len() <= MAX_TOKEN_LEN);
    token.map(str::to_owned).ok_or_else(|| ApiError::invalid("the body must be { \"turnstile\": token }"))
}

/// The body that asks about a token. An address that is not known is left out.
pub fn question(secret: &Secret, token: &str, address: &str) -> String {
    let mut question = json!({ "secret": secret.expose(), "response": token });
    if !address.is_empty() {
        question["remoteip"] = address.into();
    }
    question.to_string()
}

/// What a check must say for a session of this gateway.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Hosts whose widget may be solved: the gateway's own and those of `ALLOWED_ORIGINS`, in lower case. A token that was
    /// solved on another site, with the same site key or by another site of the account, is not for us.
    pub hosts: &'a [&'a str],
    /// `TURNSTILE_ACTION`.
    pub action: Option<&'a str>,
    /// Milliseconds since 1970.
    pub now_ms: f64,
}

/// Whether this is one of Cloudflare's published testing secrets, which decide without looking at the token (Cloudflare's
/// documentation, "Test your Turnstile implementation").
pub fn is_testing_secret(secret: &Secret) -> bool {
    let zeros =
        secret.expose().strip_prefix(['1', '2', '3']).and_then(|rest| rest.strip_prefix('x')?.strip_suffix("AA"));
    zeros.is_some_and(|zeros| zeros.len() == 31 && zeros.bytes().all(|byte| byte == b'0'))
}

/// Reads the response of Cloudflare's check, absent when there was none. With a testing secret on a loopback host nothing but
/// success is expected: Cloudflare then names a host of its own.
///
/// # Errors
/// 403 `access_denied` with Cloudflare's reasons, or for a check of another host or action, or of more than 5 minutes ago; 503
/// when there is no response: no session without a check.
pub fn check(answer: Option<&[u8]>, expected: Option<Expected<'_>>) -> Result<(), ApiError> {
    let away = || ApiError::new(503, Code::Upstream, "the Turnstile check cannot be reached, so nobody is let in");
    let answer: Value = serde_json::from_slice(answer.ok_or_else(away)?).map_err(|_| away())?;
    let reasons = match answer["success"] {
        Value::Bool(true) => expected.and_then(|expected| mismatch(&answer, expected)).map(str::to_owned),
        _ => Some(error_codes(&answer)),
    };
    let Some(reasons) = reasons else { return Ok(()) };
    Err(ApiError::new(403, Code::AccessDenied, format!("the Turnstile check failed: {reasons}")))
}

/// Cloudflare's reasons. They are words of lower-case letters and hyphens; whatever else came instead is not repeated.
fn error_codes(answer: &Value) -> String {
    let codes = answer["error-codes"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let is_word = |code: &&str| code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    codes.filter(is_word).take(8).collect::<Vec<_>>().join(", ")
}

/// Why a check that succeeded is none for this gateway.
fn mismatch(answer: &Value, expected: Expected<'_>) -> Option<&'static str> {
    let hostname = answer["hostname"].as_str().unwrap_or_default().to_ascii_lowercase();
    if !expected.hosts.contains(&hostname.as_str()) && !crate::old_rules::OldRule::AnyTurnstileHost.applies() {
        return Some("it was solved on another site; its hostname must be the gateway's or one of ALLOWED_ORIGINS");
    }
    if expected.action.is_some() && answer["action"].as_str() != expected.action {
        return Some("its action is not TURNSTILE_ACTION");
    }
    match answer["challenge_ts"].as_str().and_then(parse_timestamp) {
        None => Some("it does not say when it was solved"),
        Some(solved_ms) if solved_ms > expected.now_ms + MAX_AHEAD_MS => Some("it was solved in the future"),
        Some(solved_ms) if expected.now_ms - solved_ms > MAX_AGE_MS => Some("it was solved more than 5 minutes ago"),
        Some(_) => None,
    }
}

/// Milliseconds since 1970 of `2026-11-29T20:15:00.123Z`, with or without the fraction.
fn parse_timestamp(text: &str) -> Option<f64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let &[year, month, day] = numbers(date, '-', [4, 2, 2])?.as_slice() else { return None };
    let &[hour, minute, second] = numbers(time, ':', [2, 2, 2])?.as_slice() else { return None };
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if !is_date || fraction.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days = days_since_1970(year as i32, month as i32, day as i32);
    let fraction: f64 = format!("0.{fraction}").parse().ok()?;
    Some(f64::from(days) * DAY_MS + (f64::from(hour * 3_600 + minute * 60 + second) + fraction) * 1000.0)
}

fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<Vec<u32>> {
    let parts: Vec<&str> = text.split(separator).collect();
    let is_number =
        |(part, width): (&&str, usize)| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() != widths.len() || !parts.iter().zip(widths).all(is_number) {
        return None;
    }
    parts.iter().map(|part| part.parse().ok()).collect()
}

/// The session of a person who passed. It holds no key.
pub fn session(id: String, now_ms: f64) -> Session {
    Session {
        id,
        access: Kind::Public,
        email: String::new(),
        team_id: String::new(),
        team_name: String::new(),
        key: None,
        began_ms: now_ms,
        sealed_ms: now_ms,
        expires_ms: now_ms + LIFE_MS,
    }
}
