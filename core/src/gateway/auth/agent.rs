//! Agent tokens: sealed sessions that a person who signed in creates for an AI agent. The agent calls with the key of that person's team.

use serde_json::Value;

use super::agent_grant::AgentGrant;
use super::operations::AllowedOperations;
use super::session::{Session, SessionKind};
use crate::gateway::clock::DAY_MS;
use crate::gateway::http::api_error::ApiError;
use crate::gateway::mcp::Level;

/// Maximum number of valid agent tokens per team.
pub const MAX_AGENTS: u32 = 50;
const MAX_NAME_CHARS: usize = 60;
const MIN_TTL_S: u64 = 3_600;
const MAX_TTL_S: u64 = 30 * 86_400;
/// Lifetime of a token without `ttl_seconds`, in milliseconds.
const DEFAULT_TTL_MS: f64 = 7.0 * DAY_MS;

/// The request for a new agent token.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAgent {
    /// What it allows.
    pub grant: AgentGrant,
    /// How long it is valid, in milliseconds.
    pub ttl_ms: f64,
}

impl NewAgent {
    /// Parses the body of `POST /_gateway/agents`: `name`, and optionally `scope`, `ops` and `ttl_seconds`.
    ///
    /// # Errors
    /// 400 that names the field, what was expected and what it was.
    pub fn parse(body: &[u8]) -> Result<Self, ApiError> {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let fields = body.as_object().ok_or_else(|| ApiError::invalid("the body must be a JSON object"))?;
        if let Some(name) = fields.keys().find(|name| !["name", "scope", "ops", "ttl_seconds"].contains(&name.as_str()))
        {
            return Err(ApiError::invalid(format!(
                "{name:?} is not a field; there are: name, scope, ops, ttl_seconds"
            )));
        }
        let invalid = |field: &str, expected: &str, got: &Value| {
            ApiError::invalid(format!("invalid {field:?}: expected {expected}, got {got}"))
        };
        let name = &body["name"];
        let expected = format!("1 to {MAX_NAME_CHARS} characters on one line");
        let text = name.as_str().map(str::trim).filter(|text| is_name(text));
        let text = text.ok_or_else(|| invalid("name", &expected, name))?;
        let level = match &body["scope"] {
            Value::Null => Level::Read,
            scope => {
                let level = scope.as_str().and_then(Level::from_text).filter(|level| *level != Level::Off);
                level.ok_or_else(|| invalid("scope", "read or write", scope))?
            }
        };
        let ttl_ms = match &body["ttl_seconds"] {
            Value::Null => DEFAULT_TTL_MS,
            ttl => {
                let seconds = ttl.as_u64().filter(|seconds| (MIN_TTL_S..=MAX_TTL_S).contains(seconds));
                let expected = format!("a whole number from {MIN_TTL_S} (1 hour) to {MAX_TTL_S} (30 days)");
                seconds.ok_or_else(|| invalid("ttl_seconds", &expected, ttl))? as f64 * 1000.0
            }
        };
        let grant = AgentGrant { name: text.to_owned(), level, operations: parse_operations(&body["ops"])? };
        Ok(Self { grant, ttl_ms })
    }

    /// The session that is sealed into the token. It belongs to the owner's team and person, so that signing out everywhere ends it too.
    pub fn session(self, owner: &Session, id: String, now_ms: f64) -> Session {
        Session {
            id,
            access: SessionKind::Agent,
            began_ms: now_ms,
            sealed_ms: now_ms,
            expires_ms: now_ms + self.ttl_ms,
            agent: Some(self.grant),
            ..owner.clone()
        }
    }
}

fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    (1..=MAX_NAME_CHARS).contains(&length) && !text.chars().any(char::is_control)
}

fn parse_operations(ops: &Value) -> Result<Option<AllowedOperations>, ApiError> {
    let names = match ops {
        Value::Null => return Ok(None),
        Value::Array(names) => names.iter().map(|name| name.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>(),
        _ => None,
    };
    let names =
        names.ok_or_else(|| ApiError::invalid(format!("invalid \"ops\": expected a list of names, got {ops}")))?;
    let parsed = AllowedOperations::parse(names);
    parsed.map(Some).map_err(|reason| ApiError::invalid(format!("invalid \"ops\": {reason}")))
}
