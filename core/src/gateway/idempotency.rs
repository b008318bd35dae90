//! What a repeated write gets, by what is known of the first.

use crate::error::Code;

use crate::gateway::clock::DAY_MS;
use crate::gateway::http::api_error::ApiError;

/// How long an answer is kept for repeats, in milliseconds.
pub const RETENTION_MS: f64 = DAY_MS;
/// A write that was begun this long ago, in milliseconds, and has no outcome never gets one: its Worker is gone.
pub const IN_FLIGHT_TIMEOUT_MS: f64 = 120_000.0;
/// The largest answer that is kept; a longer one cannot be repeated.
pub const MAX_STORED_BYTES: usize = 262_144;

/// What the ledger knows of a write under a key.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteRecord {
    /// It was sent and has no outcome yet.
    Open {
        /// When it was begun, in milliseconds since 1970.
        began_ms: f64,
    },
    /// It succeeded.
    Done {
        /// Its status.
        status: u16,
        /// Its body.
        body: String,
    },
    /// It was sent and nobody knows what became of it.
    OutcomeUnknown,
}

/// What is done with a write whose key is known; one whose key is not is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplayDecision {
    /// It waits for the first one's outcome.
    Wait,
    /// It is answered with what the first one was.
    Replay(u16, String),
    /// It is refused.
    Reject(ApiError),
}

/// Decides about a write whose key is known, with the body's fingerprint.
pub fn decide_replay(known: &WriteRecord, same_body: bool, now_ms: f64) -> ReplayDecision {
    match known {
        _ if !same_body => ReplayDecision::Reject(conflict()),
        // BeginWriteResponse far ahead means that the clock was set back, and the wait would last as long as that.
        WriteRecord::Open { began_ms } if (now_ms - began_ms).abs() > IN_FLIGHT_TIMEOUT_MS => {
            ReplayDecision::Reject(unknown())
        }
        WriteRecord::Open { .. } => ReplayDecision::Wait,
        WriteRecord::Done { status, body } => ReplayDecision::Replay(*status, body.clone()),
        WriteRecord::OutcomeUnknown => ReplayDecision::Reject(unknown()),
    }
}

/// What an upstream status means for the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The answer is kept and repeated.
    Done,
    /// It certainly did not take effect: the key is free again.
    NotApplied,
    /// It may have taken effect.
    OutcomeUnknown,
}

impl Outcome {
    /// From the status of the API's answer; `None` when there was none.
    pub fn of(status: Option<u16>) -> Self {
        match status {
            Some(200..300) => Self::Done,
            // Refusals and "not now" are answered before anything is done; so are the two redirects that ask for the same request
            // elsewhere. 303 means that it is done, and where to look, and servers answer 301 and 302 in its stead (RFC 9110, 15.4).
            Some(307 | 308 | 400..500 | 503) => Self::NotApplied,
            _ => Self::OutcomeUnknown,
        }
    }
}

fn conflict() -> ApiError {
    ApiError::new(409, Code::IdempotencyConflict, "this idempotency key was used with another body: use a new one")
}

/// The 409 of a write in doubt under no idempotency key.
pub fn in_doubt() -> ApiError {
    let text = "the write was sent and its outcome is not known: look whether it took effect before you write again";
    ApiError::new(409, Code::OutcomeUnknown, text)
}

/// The 409 of a write in doubt.
pub fn unknown() -> ApiError {
    let text = "an earlier write under this idempotency key was sent and its outcome is not known: look whether it took effect before you write again";
    ApiError::new(409, Code::OutcomeUnknown, text)
}
