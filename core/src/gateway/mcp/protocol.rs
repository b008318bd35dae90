//! The inputs and outputs of a job, which its driver passes on.

use serde_json::Value;

use super::message::RpcError;
use crate::policy::code::{Code, classify};

/// A request to this gateway, as any client could send it.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiRequest {
    /// The HTTP method.
    pub method: &'static str,
    /// Path and query.
    pub target: String,
    /// A JSON body.
    pub body: Option<String>,
}

impl ApiRequest {
    /// A GET.
    pub fn get(target: &str) -> Self {
        Self { method: "GET", target: target.to_owned(), body: None }
    }
}

/// The response to an [`ApiRequest`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApiResponse {
    /// The HTTP status.
    pub status: u16,
    /// The header `retry-after`; empty when absent.
    pub retry_after: String,
    /// The body; null when it is not JSON.
    pub body: Value,
    /// Whether it is the stored response to an earlier request under the same idempotency key.
    pub is_repeated: bool,
}

impl ApiResponse {
    /// The error code of a failure.
    pub fn code(&self) -> Code {
        let code = self.body["code"].as_str().and_then(Code::from_text);
        let text = self.body["error"].as_str().unwrap_or_default();
        code.unwrap_or_else(|| classify(self.status, None, text, None))
    }

    /// The delay that `retry-after` asks for, in milliseconds.
    pub fn retry_after_ms(&self) -> Option<f64> {
        self.retry_after.trim().parse::<u32>().ok().map(|seconds| f64::from(seconds) * 1000.0)
    }
}

/// What a driver reports.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The job begins.
    Start,
    /// The response to a request.
    Response(ApiResponse),
    /// The time to sleep is over.
    Slept,
}

/// What a driver is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Send this request.
    Send(ApiRequest),
    /// Send the client a progress notification, if it asked for them, and sleep.
    Sleep {
        /// Milliseconds.
        ms: f64,
        /// The progress to report.
        progress: Progress,
    },
    /// Respond with this result, or this error.
    Done(Result<Value, RpcError>),
}

/// Progress of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Seconds since the job began; greater than in the previous notification.
    pub seconds: f64,
    /// Maximum duration of the job, in seconds.
    pub total_seconds: f64,
    /// What the job does, as a text for people.
    pub message: String,
}
