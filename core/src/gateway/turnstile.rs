//! Public sessions, given to whom Cloudflare Turnstile takes for a person.

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::seal::{Kind, Session};
use super::secret::Secret;
use crate::error::Code;

/// Where tokens are checked (Cloudflare's documentation, "Validate the token").
pub const VERIFY_URL: &str = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
/// How long a public session lives, in milliseconds.
pub const LIFE_MS: f64 = 600_000.0;
/// The longest token that Cloudflare issues.
const MAX_TOKEN_LEN: usize = 2_048;

/// Reads `{ "turnstile": token }`.
///
/// # Errors
/// 400 `invalid_request` when there is none.
pub fn token(body: &[u8]) -> Result<String, Refusal> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let token = body["turnstile"].as_str().filter(|token| !token.is_empty() && token.len() <= MAX_TOKEN_LEN);
    token.map(str::to_owned).ok_or_else(|| Refusal::invalid("the body must be { \"turnstile\": token }"))
}

/// The body that asks about a token. An address that is not known is left out.
pub fn question(secret: &Secret, token: &str, address: &str) -> String {
    let mut question = json!({ "secret": secret.expose(), "response": token });
    if !address.is_empty() {
        question["remoteip"] = address.into();
    }
    question.to_string()
}

/// Reads what Cloudflare says; `None` when it said nothing.
///
/// # Errors
/// 403 `access_denied` with Cloudflare's reasons; 503 when there is no answer: nobody gets in unchecked.
pub fn check(answer: Option<&[u8]>) -> Result<(), Refusal> {
    let away = || Refusal::new(503, Code::Upstream, "the Turnstile check cannot be reached, so nobody is let in");
    let answer: Value = serde_json::from_slice(answer.ok_or_else(away)?).map_err(|_| away())?;
    if answer["success"] == true {
        return Ok(());
    }
    let reasons: Vec<&str> = answer["error-codes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    Err(Refusal::new(403, Code::AccessDenied, format!("the Turnstile check failed: {}", reasons.join(", "))))
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
