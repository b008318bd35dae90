//! The access log: one JSON line per request.

use serde::Serialize;

use crate::gateway::secret::Secret;

/// A log entry. It contains no query, body or credential.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    /// Milliseconds since 1970.
    pub time: f64,
    /// The value of `x-request-id`.
    pub request_id: &'a str,
    /// Name of the operation or of the gateway's own route, else `-`.
    pub operation: &'a str,
    /// HTTP status of the response.
    pub status: u16,
    /// Time from the request to the response headers, in milliseconds.
    pub ms: f64,
    /// Hash that identifies the caller by its credential or, without one, by its network. Empty when the request was not authorized.
    pub caller: &'a str,
    /// Error code; empty for a success.
    pub code: &'a str,
    /// Trace id of the caller's `traceparent`; omitted when empty.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub trace_id: &'a str,
}

/// Formats an entry. A line that contains a secret is replaced by one that contains the request id alone.
pub fn format_line<'a>(entry: &Entry<'_>, secrets: impl IntoIterator<Item = &'a Secret>) -> String {
    let line = serde_json::to_string(entry).unwrap_or_default();
    if secrets.into_iter().any(|secret| line.contains(secret.expose())) {
        return format!(r#"{{"request_id":"{}","operation":"[redacted]"}}"#, entry.request_id);
    }
    line
}
