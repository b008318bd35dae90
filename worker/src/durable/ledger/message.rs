//! What a ledger is asked and what it says.

use outx_core::error::Code;
use outx_core::gateway::auth::revocation::Revocable;
use outx_core::gateway::idempotency::{MAX_STORED_BYTES, Outcome};
use serde::{Deserialize, Serialize};

/// What the Worker asks of a ledger.
#[derive(Debug, Serialize, Deserialize)]
pub enum LedgerRequest {
    /// Which sessions and tokens were signed out.
    Revoked,
    /// Sign this session or token out, and with `person` all of that person's sessions that began until now. Forget it when it
    /// would be over anyway.
    Revoke { id: String, person: Option<String>, until_ms: f64 },
    /// A write is about to be sent.
    BeginWrite(BeginWrite),
    /// What became of it.
    FinishWrite(FinishWrite),
    /// Calls to add up.
    Count(Batch),
    /// The counts of the last days.
    Usage { days: u32 },
}

/// A write that is about to be sent.
#[derive(Debug, Serialize, Deserialize)]
pub struct BeginWrite {
    /// Caller, operation and idempotency key, when the caller gave one.
    pub key: Option<String>,
    pub fingerprint: String,
    /// The hour's limit, when it is a LinkedIn action.
    pub actions: Option<u32>,
    /// The caller's credential, which may have been signed out since the caller was admitted.
    pub credential: Option<Revocable>,
}

/// The end of a write.
#[derive(Debug, Serialize, Deserialize)]
pub struct FinishWrite {
    pub key: Option<String>,
    /// When its LinkedIn action was counted, if it is one: what was refused did not spend it.
    pub action_ms: Option<f64>,
    pub outcome: WriteOutcome,
}

impl FinishWrite {
    /// Whether the ledger has anything to change: a write without a key is remembered by its action alone.
    pub fn matters(&self) -> bool {
        self.key.is_some() || (self.action_ms.is_some() && matches!(self.outcome, WriteOutcome::NotApplied))
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
    /// From the API's answer. One that is too long to keep is in doubt for a repeat.
    pub fn of(status: Option<u16>, body: &str) -> Self {
        match (Outcome::of(status), status) {
            (Outcome::Done, Some(status)) if body.len() <= MAX_STORED_BYTES => {
                Self::Done { status, body: body.to_owned() }
            }
            (Outcome::NotApplied, _) => Self::NotApplied,
            _ => Self::OutcomeUnknown,
        }
    }
}

/// What calls are counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Count {
    pub day: String,
    pub operation: String,
    pub status: u16,
}

/// What failures are counted by.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeCount {
    pub day: String,
    pub code: String,
}

/// Calls that were not written down yet.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Batch {
    pub counts: Vec<(Count, u32)>,
    /// The failed ones again, by day and code.
    pub codes: Vec<(CodeCount, u32)>,
    /// The API refused the key.
    pub key_refused: bool,
    /// The API missed the extension.
    pub extension_inactive: bool,
}

impl Batch {
    /// Adds calls.
    pub fn add(&mut self, count: Count, code: Option<Code>, times: u32) {
        // Whose session is over never comes this far: a 401 here is the API's.
        self.key_refused |= matches!(code, Some(Code::SessionExpired | Code::InvalidKey));
        self.extension_inactive |= code == Some(Code::ExtensionInactive);
        if let Some(code) = code {
            raise(&mut self.codes, CodeCount { day: count.day.clone(), code: code.as_str().to_owned() }, times);
        }
        raise(&mut self.counts, count, times);
    }
}

fn raise<T: PartialEq>(counts: &mut Vec<(T, u32)>, what: T, times: u32) {
    match counts.iter_mut().find(|(known, _)| *known == what) {
        Some((_, calls)) => *calls += times,
        None => counts.push((what, times)),
    }
}

/// What a ledger says to [`LedgerRequest::BeginWrite`].
#[derive(Debug, Serialize, Deserialize)]
pub enum BeginWriteResponse {
    /// It may be sent; when it is a LinkedIn action, it was counted at this time.
    Send {
        action_ms: Option<f64>,
    },
    Replay {
        status: u16,
        body: String,
    },
    Reject {
        status: u16,
        code: String,
        text: String,
    },
    /// The caller's credential was signed out: nothing may be sent.
    Revoked,
    /// The hour's LinkedIn actions are spent for so many milliseconds.
    Budget {
        wait_ms: f64,
    },
}

/// What a ledger says to [`LedgerRequest::Usage`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Usage {
    pub days: Vec<Day>,
    pub codes: Vec<Failures>,
    /// The hours of the last 48 in which there were LinkedIn actions, oldest first.
    pub action_hours: Vec<ActionHour>,
    /// LinkedIn actions of the last hour, and when the oldest was.
    pub actions: u32,
    pub oldest_ms: Option<f64>,
}

/// A row of usage.
#[derive(Debug, Serialize, Deserialize)]
pub struct Day {
    pub day: String,
    pub operation: String,
    pub status: u16,
    pub calls: u32,
}

/// A row of failures: calls that ended with this code.
#[derive(Debug, Serialize, Deserialize)]
pub struct Failures {
    pub day: String,
    pub code: String,
    pub calls: u32,
}

/// The LinkedIn actions of an hour; those that the API refused are not among them.
#[derive(Debug, Serialize, Deserialize)]
pub struct ActionHour {
    /// When the hour began, in ms since the epoch.
    pub hour: f64,
    pub actions: u32,
}
