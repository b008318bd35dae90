//! Idempotency of writes: how a repeated write is handled, by the record of the first one.

use crate::error::Code;

use crate::gateway::clock::DAY_MS;
use crate::gateway::http::api_error::ApiError;

/// How long a response is stored for repeats, in milliseconds.
pub const RETENTION_MS: f64 = DAY_MS;
/// Time after which an open write is considered lost, in milliseconds: its Worker no longer runs.
pub const IN_FLIGHT_TIMEOUT_MS: f64 = 120_000.0;
/// Maximum size of a stored response body, in bytes. A longer response cannot be replayed.
pub const MAX_STORED_BYTES: usize = 262_144;

/// The ledger's record of a write under an idempotency key.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteRecord {
    /// It is in flight.
    Open {
        /// When it started, in milliseconds since 1970.
        began_ms: f64,
    },
    /// It succeeded.
    Done {
        /// HTTP status of the response.
        status: u16,
        /// Body of the response.
        body: String,
    },
    /// It was sent, and whether it took effect is not known.
    OutcomeUnknown,
}

/// How a repeated write is handled.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplayDecision {
    /// Wait for the outcome of the first write.
    Wait,
    /// Send the stored response.
    Replay {
        /// HTTP status of the response.
        status: u16,
        /// Body of the response.
        body: String,
    },
    /// Reject it with this error.
    Reject(ApiError),
}

/// Decides about a write whose idempotency key has a record. `same_body` tells whether the fingerprints of both bodies are equal.
pub fn decide_replay(record: &WriteRecord, same_body: bool, now_ms: f64) -> ReplayDecision {
    if !same_body {
        return ReplayDecision::Reject(conflict());
    }
    match record {
        // A start far in the future means that the clock was set back; waiting for it would take as long as the difference.
        WriteRecord::Open { began_ms } if (now_ms - began_ms).abs() > IN_FLIGHT_TIMEOUT_MS => {
            ReplayDecision::Reject(outcome_unknown())
        }
        WriteRecord::Open { .. } => ReplayDecision::Wait,
        WriteRecord::Done { status, body } => ReplayDecision::Replay { status: *status, body: body.clone() },
        WriteRecord::OutcomeUnknown => ReplayDecision::Reject(outcome_unknown()),
    }
}

/// What an upstream status means for the idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The write took effect: its response is stored and replayed.
    Done,
    /// The write did not take effect: the key can be used again.
    NotApplied,
    /// The write may have taken effect.
    OutcomeUnknown,
}

impl Outcome {
    /// Classifies the status of the API's response; `None` when there was none.
    pub fn from_status(status: Option<u16>) -> Self {
        match status {
            Some(200..300) => Self::Done,
            // Client errors and 503 are sent before the write is executed, and so are 307 and 308, which ask for the same request at another
            // URL. 303 means that the write is done, and servers use 301 and 302 with the same meaning (RFC 9110, 15.4).
            Some(307 | 308 | 400..500 | 503) => Self::NotApplied,
            _ => Self::OutcomeUnknown,
        }
    }
}

fn conflict() -> ApiError {
    ApiError::new(409, Code::IdempotencyConflict, "this idempotency key was used with another body: use a new one")
}

/// The 409 of a write that was sent without an idempotency key and whose outcome is unknown.
pub fn outcome_unknown_without_key() -> ApiError {
    let text = "the write was sent and its outcome is unknown: check whether it took effect before you send it again";
    ApiError::new(409, Code::OutcomeUnknown, text)
}

/// The 409 of a repeat when the outcome of the first write is unknown.
pub fn outcome_unknown() -> ApiError {
    let text = "an earlier write under this idempotency key was sent and its outcome is unknown: check whether it took effect before you send it again";
    ApiError::new(409, Code::OutcomeUnknown, text)
}
