//! An answer of the gateway's own that says no.

use std::borrow::Cow;

use crate::error::Code;

/// Why a request is not served. Becomes `{ "error", "code", "request_id" }` under `status`.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// What kind of refusal.
    pub code: Code,
    /// What is wrong and where, for the person who reads it.
    pub text: Cow<'static, str>,
    /// Milliseconds until it is worth another try.
    pub retry_after_ms: Option<f64>,
}

impl ApiError {
    /// A refusal without a time to wait.
    pub fn new(status: u16, code: Code, text: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, text: text.into(), retry_after_ms: None }
    }

    /// 429 with the time after which it would be accepted.
    pub fn wait(code: Code, text: impl Into<Cow<'static, str>>, ms: f64) -> Self {
        Self { retry_after_ms: Some(ms), ..Self::new(429, code, text) }
    }

    /// `invalid_request`, status 400.
    pub fn invalid(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, Code::InvalidRequest, text)
    }

    /// What is refused because the operation table does not hold it.
    pub fn route(method: &str, path: &str) -> Self {
        Self::new(404, Code::RouteDenied, format!("{method} {path} is not an operation of this gateway"))
    }

    /// `retry-after` in whole seconds, rounded up, at least 1.
    pub fn retry_after_seconds(&self) -> Option<u32> {
        self.retry_after_ms.map(|ms| (ms / 1000.0).ceil().max(1.0) as u32)
    }

    /// The JSON body.
    pub fn body(&self, request_id: &str) -> String {
        error_body(&self.text, self.code, request_id)
    }
}

/// The error shape that every refusal and every upstream error takes.
pub fn error_body(text: &str, code: Code, request_id: &str) -> String {
    serde_json::json!({ "error": text, "code": code.as_str(), "request_id": request_id }).to_string()
}
