//! What a call is refused with, and the texts that several operations share.

use serde_json::{Value, json};

/// A status and the text of `error`.
pub(crate) struct Refusal {
    pub(crate) status: u16,
    text: String,
    /// The `allow` header of a 405: the methods that the path has.
    pub(crate) allow: Option<String>,
}

/// What an operation gives: the body of a 200, or a refusal.
pub(crate) type Answer = Result<Value, Refusal>;

pub(crate) const PLUGIN: &str = "Plugin installation required: Please install the OutX browser extension on at least one team \
member's account to use the API. The plugin must have been active within the last 48 hours.";

impl Refusal {
    pub(crate) fn new(status: u16, text: impl Into<String>) -> Self {
        Self { status, text: text.into(), allow: None }
    }

    /// invented: the text. The header is HTTP's own rule (RFC 9110, 15.5.6).
    pub(crate) fn wrong_method(allowed: &[&str]) -> Self {
        Self { allow: Some(allowed.join(", ")), ..Self::new(405, "Method not allowed") }
    }

    pub(crate) fn bad(text: impl Into<String>) -> Self {
        Self::new(400, text)
    }

    /// `Missing or invalid 'field'`: documented for some fields; for the others (invented) the pattern of their siblings.
    pub(crate) fn field(name: &str) -> Self {
        Self::bad(format!("Missing or invalid '{name}'"))
    }

    pub(crate) fn parameter(name: &str) -> Self {
        Self::bad(format!("Missing required parameter: {name}"))
    }

    /// A resource of another team.
    pub(crate) fn denied() -> Self {
        Self::new(403, "Access denied: You don't have permission to access this resource")
    }

    pub(crate) fn missing(text: &str) -> Self {
        Self::new(404, text)
    }

    pub(crate) fn body(&self) -> Value {
        json!({ "error": self.text })
    }
}
