//! Messages between the Worker and a ledger, as JSON.

use outx_core::error::Code;
use outx_core::gateway::alerts::Delivery;
use outx_core::gateway::auth::revocation::Revocable;
use outx_core::gateway::idempotency::{MAX_STORED_BYTES, Outcome};
use outx_core::gateway::secret_ages::SecretFingerprint;
use outx_core::gateway::teams::TeamReport;
use serde::{Deserialize, Serialize};

/// A request to a ledger.
#[derive(Debug, Serialize, Deserialize)]
pub enum LedgerRequest {
    /// Return all revocations.
    Revoked,
    /// Revoke this session or token, and with `person` all sessions of that person that began until now. The revocation is kept until
    /// `until_ms`, when the credential has expired.
    Revoke { id: String, person: Option<String>, until_ms: f64 },
    /// Return the valid agent tokens, without the tokens.
    Agents,
    /// Store a new agent token, unless the credential of the person who makes it was revoked.
    CreateAgent { agent: Agent, credential: Option<Revocable> },
    /// Revoke the agent token of this id. The revocation is kept until `until_ms`, when the token has expired.
    RevokeAgent { public_id: String, until_ms: f64 },
    /// Add these calls to the usage.
    Count(Batch),
    /// Return the usage of the last days, with the limit of LinkedIn actions per hour, as JSON.
    Usage { days: u32, limit: u32 },
    /// Return the writes of the last days as JSON, newest first. With `before`, only the writes before that row; with `tasks`, only those that
    /// created a task.
    Audit {
        days: u32,
        before: Option<f64>,
        #[serde(default)]
        tasks: bool,
    },
    /// Return the last requests as JSON, newest first; with an `id` those of this request id.
    Requests { id: String },
    /// Return the state of the ledger as JSON.
    Status,
    /// Send an alert that says it is a test.
    TestAlert,
    /// For the ledger of the Worker's own key: store which secrets are in use, and return since when each is, by name, in milliseconds since
    /// 1970.
    NoteSecrets(Vec<SecretFingerprint>),
    /// For an index object: store the totals of a team.
    RecordTeam(TeamReport),
    /// For an index object: return the totals of the last days of up to `limit` teams after the id `after`, and of one more team if there are
    /// further ones.
    Teams { days: u32, after: String, limit: usize },
}

/// An agent token, without the token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Agent {
    /// Id of its session, by which it is revoked.
    pub id: String,
    /// Its id for pages.
    pub public_id: String,
    /// Hash of the caller, as in the log.
    pub caller: String,
    /// Id of the person who made it.
    pub person: String,
    /// E-mail address of the person who made it.
    pub owner: String,
    pub name: String,
    pub scope: String,
    /// Names of operations as JSON; empty for all of the scope.
    pub ops: String,
    pub began_ms: f64,
    pub expires_ms: f64,
    /// When it last made a call; `None` before the first.
    pub used_ms: Option<f64>,
}

/// Response to [`LedgerRequest::CreateAgent`].
#[derive(Debug, Serialize, Deserialize)]
pub enum CreateAgentResponse {
    Created,
    /// The credential of the person who makes it is revoked.
    Revoked,
    /// The team already has the maximum number of agent tokens.
    TooMany,
}

/// Response to [`LedgerRequest::TestAlert`].
#[derive(Debug, Serialize, Deserialize)]
pub enum TestAlertResponse {
    /// The alert was logged, and sent if there is a webhook.
    Tried(Delivery),
    /// The last one is less than a minute ago; the next is possible after `wait_ms`, in milliseconds.
    Wait { wait_ms: f64 },
}

/// A message about the writes of a team, which is not a [`LedgerRequest`]: the outcomes of writes that ended and, if there is one, the next
/// write. Both in one message save a call to the ledger.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct WriteMessage {
    pub ended: Vec<FinishWrite>,
    pub begin: Option<BeginWrite>,
}

/// A write that is about to be sent.
#[derive(Debug, Serialize, Deserialize)]
pub struct BeginWrite {
    /// Hash of caller, operation and idempotency key; `None` without an idempotency key.
    pub write_id: Option<String>,
    /// Hash of the request, by which a repeat with another body is detected.
    pub fingerprint: String,
    /// Limit of the team's LinkedIn actions per hour, if the write is one.
    pub actions_per_hour: Option<u32>,
    /// The caller's own limit of LinkedIn actions per hour, if it has one and the write is one.
    pub caller_actions_per_hour: Option<u32>,
    /// The caller's credential, which may have been revoked since the caller was authenticated.
    pub credential: Option<Revocable>,
    /// What the audit records of it.
    pub audit: AuditedWrite,
}

/// What the audit records of a write.
#[derive(Debug, Serialize, Deserialize)]
pub struct AuditedWrite {
    pub request_id: String,
    /// Hash of the caller, as in the log.
    pub caller: String,
    pub operation: String,
    /// Id of what it changes; empty without such an id, and when the id is that of a person.
    pub target: String,
}

/// The end of a write.
#[derive(Debug, Serialize, Deserialize)]
pub struct FinishWrite {
    /// As in [`BeginWrite`].
    pub write_id: Option<String>,
    /// When its LinkedIn action was counted, if it is one. A write that was not applied does not use up the budget.
    pub action_ms: Option<f64>,
    /// The caller whose own limit the action was counted against.
    pub limited_caller: Option<String>,
    pub outcome: WriteOutcome,
    pub audited: AuditedOutcome,
    /// Whether this is the second and last attempt to deliver it, after the ledger did not accept the first.
    #[serde(skip)]
    pub is_retry: bool,
}

impl FinishWrite {
    /// Whether the ledger may receive it twice. It may not if it returns a LinkedIn action to the budget, which would happen twice.
    pub fn is_repeatable(&self) -> bool {
        self.action_ms.is_none() || !matches!(self.outcome, WriteOutcome::NotApplied)
    }

    /// Whether it changes more in the ledger than the audit: the record of an idempotency key, or the budget of LinkedIn actions.
    pub fn changes_ledger(&self) -> bool {
        self.write_id.is_some() || (self.action_ms.is_some() && matches!(self.outcome, WriteOutcome::NotApplied))
    }
}

/// The outcome of a write in the audit.
#[derive(Debug, Serialize, Deserialize)]
pub struct AuditedOutcome {
    /// Its row.
    pub id: f64,
    /// `done`, `rejected` or `unknown`.
    pub outcome: String,
    /// Status of the API's response; `None` when there was none.
    pub status: Option<u16>,
    /// Id of the task that it created.
    pub task_id: Option<String>,
}

/// The outcome of a write.
#[derive(Debug, Serialize, Deserialize)]
pub enum WriteOutcome {
    Done { status: u16, body: String },
    NotApplied,
    OutcomeUnknown,
}

impl WriteOutcome {
    /// Its name in the audit.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::NotApplied => "rejected",
            Self::OutcomeUnknown => "unknown",
        }
    }

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
    /// Name of the team; empty when the callers' credentials do not tell.
    #[serde(default)]
    pub team_name: String,
    pub counts: Vec<(CallDimensions, u32)>,
    /// The part of `counts` that the console made.
    #[serde(default)]
    pub console: Vec<(CallDimensions, u32)>,
    /// The failed calls, by day and code.
    pub codes: Vec<(FailureDimensions, u32)>,
    /// The calls by caller, as JSON: a list of lists of caller, kind, name, day, operation, calls and failures.
    pub callers: String,
    /// The last requests, oldest first, as JSON: the items of a list, without its brackets.
    pub requests: String,
    pub request_count: u32,
    /// Outcomes of writes that reach the ledger only with this batch.
    pub writes: Vec<AuditedOutcome>,
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

/// Response to a [`WriteMessage`] with `begin`.
#[derive(Debug, Serialize, Deserialize)]
pub enum BeginWriteResponse {
    /// Send the write. If it is a LinkedIn action, it was counted at `action_ms`. Its row in the audit is `audit_id`.
    Send { action_ms: Option<f64>, audit_id: f64 },
    /// Send this stored response instead.
    Replay { status: u16, body: String },
    /// Send this error instead.
    Reject { status: u16, code: String, text: String },
    /// The caller's credential is revoked.
    Revoked,
    /// The LinkedIn actions of the hour are used up, those of the team or the caller's own; `wait_ms` is the time until the next one is
    /// possible, in milliseconds.
    Budget { wait_ms: f64, is_own: bool },
}
