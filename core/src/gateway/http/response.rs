//! Decides how an upstream response is handled, and rewrites upstream errors.

use serde_json::Value;

use crate::error::{Code, classify};
use crate::gateway::http::api_error::{ApiError, error_body};
use crate::gateway::http::headers;
use crate::operation::Operation;

/// How an upstream response is handled.
#[derive(Debug, PartialEq)]
pub enum Plan {
    /// Forward the redacted body.
    Forward,
    /// It is an error: read the body, up to [`MAX_ERROR_BYTES`], and rewrite it.
    RewriteError,
    /// It cannot be used: send this error instead.
    Reject(ApiError),
}

/// Checks from the first and last bytes whether a body is a complete JSON object or array, without parsing it.
#[derive(Debug, Default)]
pub struct JsonShape {
    first: Option<u8>,
    last: Option<u8>,
}

impl JsonShape {
    /// Adds the next bytes of the body.
    pub fn push(&mut self, bytes: &[u8]) {
        if crate::old_rules::OldRule::AnySuccessBody.applies() {
            (self.first, self.last) = (Some(b'{'), Some(b'}'));
            return;
        }
        let is_content = |byte: &&u8| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        if self.first.is_none() {
            // Some servers send a byte order mark, which JSON parsers skip.
            self.first = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).iter().find(is_content).copied();
        }
        self.last = bytes.iter().rfind(is_content).copied().or(self.last);
    }

    /// Whether the body does not begin as a JSON object or array. Causes are undeclared compression, another character encoding or an HTML
    /// page.
    pub fn is_no_json(&self) -> bool {
        !matches!(self.first, None | Some(b'{' | b'['))
    }

    /// Whether the body begins and ends like a JSON object or array, or is empty.
    pub fn is_complete(&self) -> bool {
        matches!((self.first, self.last), (None, None) | (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']')))
    }
}

/// Maximum size of an upstream error body, in bytes.
pub const MAX_ERROR_BYTES: u32 = 65_536;

/// Decides how a response is handled, by status, `content-type` and `content-encoding`. The headers are empty when absent. Status 0 is an
/// opaque redirect.
pub fn plan_response(status: u16, content_type: &str, content_encoding: &str) -> Plan {
    let bad = |text: &'static str| Plan::Reject(ApiError::new(502, Code::BadResponse, text));
    match status {
        0 | 300..400 => bad("the API responded with a redirect, which the gateway does not follow"),
        200..600 if !headers::is_readable(content_encoding) => {
            bad("the API responded with a content-encoding other than gzip or identity")
        }
        204 => Plan::Forward,
        // An HTML page of the API's host must not be served from the gateway's origin.
        200..300 if !headers::is_json(content_type) => {
            bad("the API responded with a content-type other than application/json")
        }
        200..300 => Plan::Forward,
        400..600 => Plan::RewriteError,
        _ => bad("the API responded with a status outside 200 to 599"),
    }
}

/// A rewritten upstream error.
#[derive(Debug, PartialEq)]
pub struct RewrittenError {
    /// The error's code.
    pub code: Code,
    /// The JSON body.
    pub body: String,
}

/// Rewrites an upstream error: keeps its text and adds `code` and `request_id`. A 401 for a session's key is `session_expired`.
pub fn rewrite_error(
    status: u16,
    body: &[u8],
    operation: &Operation,
    session: bool,
    request_id: &str,
) -> RewrittenError {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = match &body["error"] {
        Value::String(text) if !text.is_empty() => text.clone(),
        _ => format!("the API responded with {status} and no error text"),
    };
    let code =
        if status == 401 && session { Code::SessionExpired } else { classify(status, None, &text, Some(operation)) };
    RewrittenError { code, body: error_body(&text, code, request_id) }
}
