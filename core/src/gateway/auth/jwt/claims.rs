//! What the claims of a verified token allow.

use serde::Deserialize;
use serde_json::Value;

use crate::gateway::auth::operations::AllowedOperations;

/// Tolerated difference between the issuer's clock and ours, in seconds.
const SKEW_S: f64 = 60.0;
/// Maximum length of a name, in characters.
const MAX_NAME_CHARS: usize = 64;
/// Maximum of `actions_per_hour`, the same as that of the setting `ACTIONS_PER_HOUR`.
const MAX_ACTIONS: u64 = 100_000;

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Operations of kind `read`.
    Read,
    /// All operations.
    Write,
    /// No operation: only the gateway's own routes over all teams.
    Operator,
}

/// The claims of a verified token.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// `sub`: the user for whom the token was issued.
    pub subject: String,
    /// `name`: what usage and audit show for the caller, at most 64 characters.
    pub name: Option<String>,
    /// `scope`; `read` when absent.
    pub scope: Scope,
    /// `ops`: the operations that the token may call; all when absent.
    pub operations: Option<AllowedOperations>,
    /// `actions_per_hour`: the caller's own limit of LinkedIn actions, in addition to that of the team.
    pub actions_per_hour: Option<u32>,
    /// `exp` in milliseconds since 1970.
    pub expires_ms: f64,
}

/// The times of a token, in seconds since 1970.
pub(super) struct Times {
    pub(super) expires: f64,
    pub(super) not_before: f64,
    pub(super) issued: Option<f64>,
}

impl Times {
    /// Checks that the token is valid now and that its lifetime is at most `max_life_s`. The lifetime is measured from `iat`, so that a token
    /// issued for a day is not accepted in its last hour; without `iat` it is measured from now.
    ///
    /// # Errors
    /// What is wrong with the token; `too_long` if its lifetime is too long.
    pub(super) fn check(&self, now_ms: f64, max_life_s: f64, too_long: &'static str) -> Result<(), &'static str> {
        let now_s = now_ms / 1000.0;
        if self.expires <= now_s {
            return Err("has expired");
        }
        if self.expires > self.issued.unwrap_or(now_s).min(now_s) + max_life_s + SKEW_S {
            return Err(too_long);
        }
        if self.not_before > now_s + SKEW_S {
            return Err("is not valid yet");
        }
        Ok(())
    }
}

/// Parses the claim `name`.
pub(super) fn parse_name(value: &Value) -> Result<String, &'static str> {
    let is_good = |name: &&str| {
        (1..=MAX_NAME_CHARS).contains(&name.chars().count())
            && !name.trim().is_empty()
            && !name.contains(char::is_control)
    };
    let name = value.as_str().filter(is_good);
    name.map(str::to_owned).ok_or("has a name that is not a text of 1 to 64 characters without control characters")
}

/// Parses the claim `ops`.
pub(super) fn parse_operations(value: &Value) -> Result<AllowedOperations, &'static str> {
    let names = value.as_array().map(|names| names.iter().map(|name| name.as_str().map(str::to_owned)).collect());
    let names: Option<Vec<String>> = names.flatten();
    names.and_then(|names| AllowedOperations::parse(names).ok()).ok_or(
        "has ops that is not a list of operations, such as posts.list, watchlists.* or an entry of EXTRA_ROUTES like GET /api-new",
    )
}

/// Parses the claim `actions_per_hour`.
pub(super) fn parse_actions_per_hour(value: &Value) -> Result<u32, &'static str> {
    let limit = value.as_u64().filter(|limit| (1..=MAX_ACTIONS).contains(limit));
    limit.map(|limit| limit as u32).ok_or("has an actions_per_hour that is not a whole number from 1 to 100000")
}
