//! What the gateway makes of an upstream answer.

use serde_json::Value;

use crate::error::{Code, classify};
use crate::gateway::http::api_error::{ApiError, error_body};
use crate::gateway::http::headers;
use crate::operation::Operation;

/// How an upstream answer is handled.
#[derive(Debug, PartialEq)]
pub enum Plan {
    /// Its body passes, searched for the key.
    Forward,
    /// It is an error: its body is read, up to [`MAX_ERROR_BYTES`], and written anew.
    RewriteError,
    /// It is not an answer.
    Reject(ApiError),
}

/// Tells from the bytes of a body whether it can be a JSON object or array and whether it is complete, without parsing it.
#[derive(Debug, Default)]
pub struct JsonShape {
    first: Option<u8>,
    last: Option<u8>,
}

impl JsonShape {
    /// Takes the next bytes of the body.
    pub fn push(&mut self, bytes: &[u8]) {
        if crate::old_rules::OldRule::AnySuccessBody.applies() {
            (self.first, self.last) = (Some(b'{'), Some(b'}'));
            return;
        }
        let is_content = |byte: &&u8| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        if self.first.is_none() {
            // Some servers begin with a byte order mark, which JSON readers skip.
            self.first = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).iter().find(is_content).copied();
        }
        self.last = bytes.iter().rfind(is_content).copied().or(self.last);
    }

    /// Whether the body begins as something else: compressed data that was not declared, another encoding of text, a page.
    pub fn is_no_json(&self) -> bool {
        !matches!(self.first, None | Some(b'{' | b'['))
    }

    /// Whether the body begins and ends as a JSON object or array, or is empty.
    pub fn is_complete(&self) -> bool {
        matches!((self.first, self.last), (None, None) | (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']')))
    }
}

/// How much of an upstream error is read.
pub const MAX_ERROR_BYTES: u32 = 65_536;

/// Decides by status, `content-type` and `content-encoding`, empty when absent. Status 0 is an opaque redirect.
pub fn plan(status: u16, content_type: &str, content_encoding: &str) -> Plan {
    let bad = |text: &'static str| Plan::Reject(ApiError::new(502, Code::BadResponse, text));
    match status {
        0 | 300..400 => bad("the API answered with a redirect, which is not followed"),
        200..300 if !headers::is_readable(content_encoding) => {
            bad("the API answered in an encoding that was not asked for")
        }
        204 => Plan::Forward,
        // A page of the API's host must not become a page of the gateway's.
        200..300 if !headers::is_json(content_type) => bad("the API answered with something that is not JSON"),
        200..300 => Plan::Forward,
        400..600 if !headers::is_readable(content_encoding) => {
            bad("the API answered in an encoding that was not asked for")
        }
        400..600 => Plan::RewriteError,
        _ => bad("the API answered with a status that HTTP does not have"),
    }
}

/// An upstream error as the caller sees it.
#[derive(Debug, PartialEq)]
pub struct RewrittenError {
    /// The error's code.
    pub code: Code,
    /// The JSON body.
    pub body: String,
}

/// Rewrites an upstream error: its text stays, `code` and `request_id` join it. Under a session a 401 is the session's end.
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
        _ => format!("the API answered {status} without a reason"),
    };
    let code =
        if status == 401 && session { Code::SessionExpired } else { classify(status, None, &text, Some(operation)) };
    RewrittenError { code, body: error_body(&text, code, request_id) }
}
