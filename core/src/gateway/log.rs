//! One JSON line a request.

use serde::Serialize;

use crate::gateway::secret::Secret;

/// What is worth knowing about a request. No query, no body, no credential.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    /// Milliseconds since 1970.
    pub time: f64,
    /// As in `x-request-id`.
    pub request_id: &'a str,
    /// The operation's name, or the gateway's own route, or `-`.
    pub operation: &'a str,
    /// HTTP status of the answer.
    pub status: u16,
    /// From receipt to answer headers.
    pub ms: f64,
    /// A hash that tells callers apart; empty without a credential.
    pub caller: &'a str,
    /// The error's code; empty when there is none.
    pub code: &'a str,
    /// The trace id of the caller's `traceparent`; left out when there is none.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub trace_id: &'a str,
}

/// The line. Should a secret have found its way into it, it says so instead.
pub fn line<'a>(entry: &Entry<'_>, secrets: impl IntoIterator<Item = &'a Secret>) -> String {
    let line = serde_json::to_string(entry).unwrap_or_default();
    if secrets.into_iter().any(|secret| line.contains(secret.expose())) {
        return format!(r#"{{"request_id":"{}","operation":"[redacted]"}}"#, entry.request_id);
    }
    line
}
