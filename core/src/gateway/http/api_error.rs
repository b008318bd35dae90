//! Error responses of the gateway.

use std::borrow::Cow;

use crate::error::Code;

/// Why a request is rejected. Sent as `{ "error", "code", "request_id" }` under `status`.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// Error code.
    pub code: Code,
    /// What is wrong, where, and what to do, for a human reader.
    pub text: Cow<'static, str>,
    /// Time until a retry can succeed, in milliseconds; sent as `retry-after`.
    pub retry_after_ms: Option<f64>,
}

impl ApiError {
    /// An error without `retry-after`.
    pub fn new(status: u16, code: Code, text: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, text: text.into(), retry_after_ms: None }
    }

    /// Status 429 with the time after which the request would be accepted.
    pub fn too_many_requests(code: Code, text: impl Into<Cow<'static, str>>, retry_after_ms: f64) -> Self {
        Self { retry_after_ms: Some(retry_after_ms), ..Self::new(429, code, text) }
    }

    /// `invalid_request`, status 400.
    pub fn invalid(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, Code::InvalidRequest, text)
    }

    /// `route_denied`, status 404: the operation table has no such route.
    pub fn route(method: &str, path: &str) -> Self {
        Self::new(404, Code::RouteDenied, format!("{method} {path} is not an operation of this gateway"))
    }

    /// The value of `retry-after`: whole seconds, rounded up, at least 1.
    pub fn retry_after_seconds(&self) -> Option<u32> {
        self.retry_after_ms.map(|ms| (ms / 1000.0).ceil().max(1.0) as u32)
    }

    /// The JSON body.
    pub fn body(&self, request_id: &str) -> String {
        error_body(&self.text, self.code, request_id)
    }
}

/// The JSON body of the gateway's own errors and of rewritten upstream errors.
pub fn error_body(text: &str, code: Code, request_id: &str) -> String {
    serde_json::json!({ "error": text, "code": code.as_str(), "request_id": request_id }).to_string()
}
