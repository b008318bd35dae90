//! Error responses, and the texts that several operations share.

use serde_json::{Value, json};

/// A status and the text of `error`.
pub(crate) struct ApiError {
    pub(crate) status: u16,
    text: String,
    /// The `allow` header of a 405: the methods of the path.
    pub(crate) allow: Option<String>,
}

/// The result of an operation: the body of a 200, or an error.
pub(crate) type ApiResult = Result<Value, ApiError>;

const EXTENSION_REQUIRED: &str = "Plugin installation required: Please install the OutX browser extension on at least one \
team member's account to use the API. The plugin must have been active within the last 48 hours.";

impl ApiError {
    pub(crate) fn new(status: u16, text: impl Into<String>) -> Self {
        Self { status, text: text.into(), allow: None }
    }

    pub(crate) fn bad_request(text: impl Into<String>) -> Self {
        Self::new(400, text)
    }

    /// The text `Missing or invalid 'field'`, which is documented for some fields. // invented: the others have the same text.
    pub(crate) fn invalid_field(name: &str) -> Self {
        Self::bad_request(format!("Missing or invalid '{name}'"))
    }

    pub(crate) fn missing_parameter(name: &str) -> Self {
        Self::bad_request(format!("Missing required parameter: {name}"))
    }

    pub(crate) fn extension_required() -> Self {
        Self::new(403, EXTENSION_REQUIRED)
    }

    /// The error of a request for a resource of another team.
    pub(crate) fn access_denied() -> Self {
        Self::new(403, "Access denied: You don't have permission to access this resource")
    }

    pub(crate) fn not_found(text: &str) -> Self {
        Self::new(404, text)
    }

    /// The header is required by RFC 9110, 15.5.6. // invented: the text.
    pub(crate) fn method_not_allowed(allowed: &[&str]) -> Self {
        Self { allow: Some(allowed.join(", ")), ..Self::new(405, "Method not allowed") }
    }

    pub(crate) fn body(&self) -> Value {
        json!({ "error": self.text })
    }
}
