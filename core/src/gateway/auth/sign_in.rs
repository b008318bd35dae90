//! Sign-in by one-time code: builds the request to the API and the response to the caller.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::error::Code;
use crate::gateway::auth::email::parse_email;
use crate::gateway::auth::session::{LIFE_MS, Session, SessionKind};
use crate::gateway::http::api_error::ApiError;
use crate::gateway::secret::Secret;
use crate::redact::Redactor;

/// Name of the ledger for callers that use the Worker's own key. No team may have this id.
pub const OPERATOR: &str = "operator";
/// Name prefix of the objects that index the teams. No team id may begin with it.
pub const INDEX_PREFIX: &str = "outx-index-";

/// A step of the sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `auth.sendOtp`
    Send,
    /// `auth.verifyOtp`
    Verify,
}

impl Step {
    /// The step that an operation performs; `None` for operations other than the two of sign-in.
    pub fn of(operation: &str) -> Option<Self> {
        match operation {
            "auth.sendOtp" => Some(Self::Send),
            "auth.verifyOtp" => Some(Self::Verify),
            _ => None,
        }
    }

    /// Its name in rate-limit counters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Verify => "verify",
        }
    }
}

/// A validated sign-in request.
#[derive(Debug, PartialEq)]
pub struct SignInAttempt {
    /// Canonical address ([`parse_email`]), so that one mailbox has one rate limit.
    pub email: String,
    /// Body for the API, built by the gateway: with a repeated `email`, the limiter and the API could read different addresses.
    pub body: String,
    /// The field `sign_in`: the nonce of a caller without cookies.
    pub nonce: Option<String>,
}

/// Validates the body of a sign-in step.
///
/// # Errors
/// 400, with the API's own text when a field is missing (`docs/api.md`, "One-time codes"); 403 `access_denied` when `SIGN_IN_DOMAINS`
/// does not list the domain of the address.
pub fn parse_attempt(step: Step, body: &[u8], domains: &[String]) -> Result<SignInAttempt, ApiError> {
    let body: Value = serde_json::from_slice(body).map_err(|_| ApiError::invalid("the body is not JSON"))?;
    let email =
        parse_email(body["email"].as_str().unwrap_or_default()).map_err(|error| ApiError::invalid(error.text()))?;
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    if !domains.is_empty() && !domains.iter().any(|allowed| allowed == domain) {
        return Err(ApiError::new(
            403,
            Code::AccessDenied,
            "this gateway does not sign in addresses of that domain (SIGN_IN_DOMAINS)",
        ));
    }
    let mut fields = Map::new();
    fields.insert("email".into(), email.clone().into());
    match step {
        Step::Send => {
            if let Some(full_name) = body["full_name"].as_str() {
                fields.insert("full_name".into(), full_name.into());
            }
        }
        Step::Verify => {
            let otp = body["otp"].as_str().filter(|otp| otp.len() <= 16);
            fields.insert("otp".into(), otp.ok_or_else(|| ApiError::invalid("Missing or invalid 'otp'"))?.into());
        }
    }
    let nonce = body["sign_in"].as_str().map(str::to_owned);
    Ok(SignInAttempt { email, body: Value::Object(fields).to_string(), nonce })
}

/// A completed sign-in.
#[derive(Debug)]
pub struct SignedIn {
    /// The session to seal.
    pub session: Session,
    /// `user` of the response, without keys.
    user: Value,
    /// Id and name of the team, redacted.
    team: Value,
}

/// Builds the session from the API's response to `auth.verifyOtp`. Only the session contains the key.
///
/// # Errors
/// 502 `bad_response` when the response lacks a team id or key, or when its team id is reserved for the gateway's own objects
/// ([`OPERATOR`], [`INDEX_PREFIX`]).
pub fn parse_verify_response(
    response: &[u8],
    email: &str,
    session_id: String,
    now_ms: f64,
    ttl_ms: f64,
) -> Result<SignedIn, ApiError> {
    let incomplete = || ApiError::new(502, Code::BadResponse, "the API's sign-in response has no team id or no key");
    let response: Value = serde_json::from_slice(response).map_err(|_| incomplete())?;
    let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let api_key =
        text(&response["team"]["api_key"]).filter(|api_key| api_key.bytes().all(|byte| byte.is_ascii_graphic()));
    let team_id = text(&response["team"]["id"]).filter(|id| id != OPERATOR && !id.starts_with(INDEX_PREFIX));
    let (Some(api_key), Some(team_id)) = (api_key, team_id) else { return Err(incomplete()) };
    let team_id = redact_team_id(team_id, &api_key);
    // Redacted before it is shortened, because a partial key would not be found.
    let team_name = response["team"]["name"].as_str().unwrap_or_default();
    let team_name = Redactor::new(&[&api_key]).redact_text(team_name.as_bytes());
    let team_name: String = team_name.chars().take(100).collect();
    let team = json!({ "id": team_id, "name": team_name });
    let session = Session {
        id: session_id,
        access: SessionKind::Session,
        email: email.to_owned(),
        team_id,
        team_name,
        api_key: Some(Secret::new(api_key)),
        began_ms: now_ms,
        sealed_ms: now_ms,
        expires_ms: now_ms + ttl_ms.min(LIFE_MS),
        agent: None,
    };
    let mut user = response["user"].clone();
    remove_api_keys(&mut user);
    Ok(SignedIn { session, user, team })
}

/// Replaces a team id that contains the key by a hash of the id. The id names the team's ledger and is shown in alerts, so it must stay
/// unique and must not reveal the key.
fn redact_team_id(team_id: String, api_key: &str) -> String {
    if !Redactor::new(&[api_key]).contains_secret(team_id.as_bytes()) {
        return team_id;
    }
    Sha256::digest(&team_id).iter().take(16).fold("team-".to_owned(), |name, byte| format!("{name}{byte:02x}"))
}

/// Removes every field `api_key`. A user may belong to several teams, and redaction by value cannot find a key that is not known.
fn remove_api_keys(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("api_key");
            fields.values_mut().for_each(remove_api_keys);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_api_keys),
        _ => {}
    }
}

impl SignedIn {
    /// Builds the response body for the caller. `session_id` is the id that pages know the session by; `token` is the sealed session,
    /// for a caller that asked for it in the body. Redact the result before it is sent: the API may have put the key into another
    /// field.
    pub fn response_body(&self, session_id: &str, token: Option<&str>) -> String {
        let mut body = json!({ "user": self.user, "team": self.team, "session_id": session_id });
        if let Some(token) = token {
            body["session"] = json!({ "token": token, "expires_at": self.session.expires_ms });
        }
        body.to_string()
    }
}

/// Adds the field `sign_in` to the API's response to `auth.sendOtp`, for a caller without cookies. A body that is not a JSON
/// object is returned unchanged.
pub fn add_nonce(body: &[u8], nonce: &str) -> Vec<u8> {
    match serde_json::from_slice::<Map<String, Value>>(body) {
        Ok(mut fields) => {
            fields.insert("sign_in".into(), nonce.into());
            Value::Object(fields).to_string().into_bytes()
        }
        Err(_) => body.to_vec(),
    }
}
