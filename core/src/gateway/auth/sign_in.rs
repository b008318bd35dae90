//! Signing in by one-time code: what goes to the API and what comes back.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::error::Code;
use crate::gateway::auth::email::parse_email;
use crate::gateway::auth::session::{Kind, LIFE_MS, Session};
use crate::gateway::http::api_error::ApiError;
use crate::gateway::secret::Secret;
use crate::redact::Redactor;

/// The ledger of the Worker's own key, which is no team's.
pub const OPERATOR: &str = "operator";

/// The two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `auth.sendOtp`
    Send,
    /// `auth.verifyOtp`
    Verify,
}

impl Step {
    /// The step that an operation is, if it is one.
    pub fn of(operation: &str) -> Option<Self> {
        match operation {
            "auth.sendOtp" => Some(Self::Send),
            "auth.verifyOtp" => Some(Self::Verify),
            _ => None,
        }
    }

    /// Its name in limiter objects.
    pub fn name(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Verify => "verify",
        }
    }
}

/// A step as it is passed on.
#[derive(Debug, PartialEq)]
pub struct Attempt {
    /// In its one form ([`parse_email`]), so that one mailbox has one limit.
    pub email: String,
    /// The body for the API, written by the gateway: a body with `email` twice could show the limiter one and the API another.
    pub body: String,
    /// The field `sign_in`: the nonce of a caller that keeps no cookies.
    pub nonce: Option<String>,
}

/// Reads the body of a step.
///
/// # Errors
/// 400, with the API's own text when a field is missing; 403 `access_denied` when `SIGN_IN_DOMAINS` leaves the address out.
pub fn attempt(step: Step, body: &[u8], domains: &[String]) -> Result<Attempt, ApiError> {
    let body: Value = serde_json::from_slice(body).map_err(|_| ApiError::invalid("the body is not JSON"))?;
    let email =
        parse_email(body["email"].as_str().unwrap_or_default()).map_err(|wrong| ApiError::invalid(wrong.text()))?;
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    if !domains.is_empty() && !domains.iter().any(|allowed| allowed == domain) {
        return Err(ApiError::new(403, Code::AccessDenied, "this gateway does not sign in addresses of that domain"));
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
    Ok(Attempt { email, body: Value::Object(fields).to_string(), nonce })
}

/// What a good verify response becomes.
#[derive(Debug)]
pub struct SignedIn {
    /// To be sealed.
    pub session: Session,
    /// `user` and `team` of the response, without the key, as JSON.
    user: Value,
    team: Value,
}

/// Takes the key out of the API's response to `auth.verifyOtp`.
///
/// # Errors
/// 502 `bad_response` when the response has no team id, or that of [`OPERATOR`], or no key.
pub fn signed_in(
    response: &[u8],
    email: &str,
    session_id: String,
    now_ms: f64,
    ttl_ms: f64,
) -> Result<SignedIn, ApiError> {
    let strange = || ApiError::new(502, Code::BadResponse, "the API's sign-in answer has no team id or no key");
    let response: Value = serde_json::from_slice(response).map_err(|_| strange())?;
    let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let key = text(&response["team"]["api_key"]).filter(|key| key.bytes().all(|byte| byte.is_ascii_graphic()));
    let team_id = text(&response["team"]["id"]).filter(|id| id != OPERATOR);
    let (Some(key), Some(team_id)) = (key, team_id) else { return Err(strange()) };
    let team_id = without_key(team_id, &key);
    // Before the cut, which could leave the beginning of a key.
    let team_name = response["team"]["name"].as_str().unwrap_or_default();
    let team_name = Redactor::new(&[&key]).redact_text(team_name.as_bytes());
    let team_name: String = team_name.chars().take(100).collect();
    let team = json!({ "id": team_id, "name": team_name });
    let session = Session {
        id: session_id,
        access: Kind::Session,
        email: email.to_owned(),
        team_id,
        team_name,
        key: Some(Secret::new(key)),
        began_ms: now_ms,
        sealed_ms: now_ms,
        expires_ms: now_ms + ttl_ms.min(LIFE_MS),
    };
    let mut user = response["user"].clone();
    drop_keys(&mut user);
    Ok(SignedIn { session, user, team })
}

/// A team id that holds the key becomes a hash of it: it names the team's ledger and stands in alerts, and must stay the team's own.
fn without_key(team_id: String, key: &str) -> String {
    if !Redactor::new(&[key]).contains_secret(team_id.as_bytes()) {
        return team_id;
    }
    Sha256::digest(&team_id).iter().take(16).fold("team-".to_owned(), |name, byte| format!("{name}{byte:02x}"))
}

/// Takes every `api_key` out. A visitor may belong to several teams, and the key of another one is not known to be searched for.
fn drop_keys(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("api_key");
            fields.values_mut().for_each(drop_keys);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_keys),
        _ => {}
    }
}

impl SignedIn {
    /// The response for the visitor. `token` is the sealed session when it was asked for in the body. `redacted` gets the
    /// text before it leaves: a key that the API put elsewhere must not slip through.
    pub fn body(&self, token: Option<&str>) -> String {
        let mut body = json!({ "user": self.user, "team": self.team });
        if let Some(token) = token {
            body["session"] = json!({ "token": token, "expires_at": self.session.expires_ms });
        }
        body.to_string()
    }
}

/// The API's response to `auth.sendOtp` with the field `sign_in`, for a caller that keeps no cookies. A body that is no JSON
/// object stays as it is.
pub fn with_nonce(body: &[u8], nonce: &str) -> Vec<u8> {
    match serde_json::from_slice::<Map<String, Value>>(body) {
        Ok(mut fields) => {
            fields.insert("sign_in".into(), nonce.into());
            Value::Object(fields).to_string().into_bytes()
        }
        Err(_) => body.to_vec(),
    }
}
