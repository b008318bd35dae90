//! Messages between the Worker and a ledger, as JSON.

use outx_core::error::Code;
use outx_core::gateway::auth::revocation::Revocable;
use outx_core::gateway::idempotency::{MAX_STORED_BYTES, Outcome};
use serde::{Deserialize, Serialize};

/// A request to a ledger.
#[derive(Debug, Serialize, Deserialize)]
pub enum LedgerRequest {
    /// Return all revocations.
    Revoked,
    /// Revoke this session or token, and with `person` all sessions of that person that began until now. The revocation is kept until
    /// `until_ms`, when the credential has expired.
    Revoke { id: String, person: Option<String>, until_ms: f64 },
    /// Record a write before it is sent.
    BeginWrite(BeginWrite),
    /// Record the outcome of a write.
    FinishWrite(FinishWrite),
    /// Add these calls to the usage.
    Count(Batch),
    /// Return the usage of the last days.
    Usage { days: u32 },
}

/// A write that is about to be sent.
#[derive(Debug, Serialize, Deserialize)]
pub struct BeginWrite {
    /// Hash of caller, operation and idempotency key; `None` without an idempotency key.
    pub write_id: Option<String>,
    /// Hash of the request, by which a repeat with another body is detected.
    pub fingerprint: String,
    /// Limit of LinkedIn actions per hour, if the write is one.
    pub actions_per_hour: Option<u32>,
    /// The caller's credential, which may have been revoked since the caller was authenticated.
    pub credential: Option<Revocable>,
}

/// The end of a write.
#[derive(Debug, Serialize, Deserialize)]
pub struct FinishWrite {
    /// As in [`BeginWrite`].
    pub write_id: Option<String>,
    /// When its LinkedIn action was counted, if it is one. A write that was not applied does not use up the budget.
    pub action_ms: Option<f64>,
    pub outcome: WriteOutcome,
}

impl FinishWrite {
    /// Whether the ledger has to change anything. For a write without an idempotency key only its action is stored.
    pub fn changes_ledger(&self) -> bool {
        self.write_id.is_some() || (self.action_ms.is_some() && matches!(self.outcome, WriteOutcome::NotApplied))
    }
}

/// The outcome of a write.
#[derive(Debug, Serialize, Deserialize)]
pub enum WriteOutcome {
    Done { status: u16, body: String },
    NotApplied,
    OutcomeUnknown,
}

impl WriteOutcome {
    /// Classifies the API's response. The outcome of a success too large to store is unknown to repeats.
    pub fn from_response(status: Option<u16>, body: &str) -> Self {
        match (Outcome::from_status(status), status) {
            (Outcome::Done, Some(status)) if body.len() <= MAX_STORED_BYTES => {
                Self::Done { status, body: body.to_owned() }
            }
            (Outcome::NotApplied, _) => Self::NotApplied,
            _ => Self::OutcomeUnknown,
        }
    }
}

/// Dimensions by which calls are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CallDimensions {
    pub day: String,
    pub operation: String,
    pub status: u16,
}

/// Dimensions by which failures are counted.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureDimensions {
    pub day: String,
    pub code: String,
}

/// Calls of one isolate since its last flush.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Batch {
    pub counts: Vec<(CallDimensions, u32)>,
    /// The failed calls, by day and code.
    pub codes: Vec<(FailureDimensions, u32)>,
    /// Whether the API rejected the key.
    pub key_rejected: bool,
    /// Whether the API reported an inactive extension.
    pub extension_inactive: bool,
}

impl Batch {
    /// Adds calls.
    pub fn add(&mut self, count: CallDimensions, code: Option<Code>, times: u32) {
        // Expired sessions are rejected before they are counted, so this 401 is the API's.
        self.key_rejected |= matches!(code, Some(Code::SessionExpired | Code::InvalidKey));
        self.extension_inactive |= code == Some(Code::ExtensionInactive);
        if let Some(code) = code {
            increment(
                &mut self.codes,
                FailureDimensions { day: count.day.clone(), code: code.as_str().to_owned() },
                times,
            );
        }
        increment(&mut self.counts, count, times);
    }
}

fn increment<T: PartialEq>(counts: &mut Vec<(T, u32)>, dimensions: T, times: u32) {
    match counts.iter_mut().find(|(other, _)| *other == dimensions) {
        Some((_, calls)) => *calls += times,
        None => counts.push((dimensions, times)),
    }
}

/// Response to [`LedgerRequest::BeginWrite`].
#[derive(Debug, Serialize, Deserialize)]
pub enum BeginWriteResponse {
    /// Send the write. If it is a LinkedIn action, it was counted at `action_ms`.
    Send { action_ms: Option<f64> },
    /// Send this stored response instead.
    Replay { status: u16, body: String },
    /// Send this error instead.
    Reject { status: u16, code: String, text: String },
    /// The caller's credential is revoked.
    Revoked,
    /// The LinkedIn actions of the hour are used up; `wait_ms` is the time until the next one is possible, in milliseconds.
    Budget { wait_ms: f64 },
}

/// Response to [`LedgerRequest::Usage`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Usage {
    pub days: Vec<CallRow>,
    pub codes: Vec<FailureRow>,
    /// Hours with LinkedIn actions among the last 48, oldest first.
    pub action_hours: Vec<ActionRow>,
    /// Number of LinkedIn actions in the last hour.
    pub actions: u32,
    /// When the oldest of them was counted.
    pub oldest_ms: Option<f64>,
}

/// Calls of one day, operation and status.
#[derive(Debug, Serialize, Deserialize)]
pub struct CallRow {
    pub day: String,
    pub operation: String,
    pub status: u16,
    pub calls: u32,
}

/// Failed calls of one day and error code.
#[derive(Debug, Serialize, Deserialize)]
pub struct FailureRow {
    pub day: String,
    pub code: String,
    pub calls: u32,
}

/// LinkedIn actions of one hour, without those that the API rejected.
#[derive(Debug, Serialize, Deserialize)]
pub struct ActionRow {
    /// Start of the hour, in milliseconds since 1970.
    pub hour: f64,
    pub actions: u32,
}
