//! Whether a failed attempt is retried, and after which delay.

use super::code::Code;
use crate::api::operation::Operation;

/// The first backoff is up to this long, in milliseconds; each further one up to twice the one before.
pub const BASE_MS: f64 = 500.0;
/// The longest backoff, in milliseconds.
pub const CAP_MS: f64 = 8_000.0;
/// The longest `Retry-After` that is waited for, in milliseconds; with a longer one the call fails at once.
pub const RETRY_AFTER_CAP_MS: f64 = 60_000.0;

/// The route of a call to the API. It decides what is known about a write that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Through a gateway, whose ledger makes a repeat under the same idempotency key safe.
    Gateway,
    /// Directly from a server, whose HTTP client may tell that nothing was sent.
    Server,
    /// Directly from a browser, which does not tell whether anything was sent and may resend a request itself.
    Browser,
}

/// The failure of an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AttemptFailure {
    /// An error response.
    Response {
        /// Its status.
        status: u16,
        /// Its code.
        code: Code,
        /// The delay that `Retry-After` asks for, in milliseconds.
        retry_after_ms: Option<f64>,
        /// Whether it is LinkedIn's limit on invitations, which lasts longer than any delay of ours.
        invitation_limit: bool,
    },
    /// No response.
    Network {
        /// Whether it is certain that nothing was sent.
        unsent: bool,
    },
    /// The attempt's time limit was reached.
    Timeout,
}

/// The situation in which an attempt failed.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// Its number, from 1.
    pub number: u32,
    /// The attempts that the call may have.
    pub limit: u32,
    /// Milliseconds until the call's deadline.
    pub left_ms: f64,
    /// A random number from 0 up to 1.
    pub jitter: f64,
}

/// The decision after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RetryDecision {
    /// Fail the call.
    GiveUp,
    /// Try again after so many milliseconds.
    RetryAfter(f64),
}

/// Decides after a failed attempt. A retry withdraws from the budget.
pub fn next_action(
    operation: &Operation,
    route: Route,
    failure: AttemptFailure,
    attempt: Attempt,
    budget: &mut RetryBudget,
) -> RetryDecision {
    if attempt.number >= attempt.limit || !is_safe_to_retry(operation, route, failure) {
        return RetryDecision::GiveUp;
    }
    let asked_ms = match failure {
        AttemptFailure::Response { retry_after_ms, .. } => retry_after_ms,
        _ => None,
    };
    let delay_ms = asked_ms.unwrap_or_else(|| backoff(attempt.number, attempt.jitter));
    if asked_ms.is_some_and(|ms| ms > RETRY_AFTER_CAP_MS) || delay_ms >= attempt.left_ms || !budget.withdraw() {
        return RetryDecision::GiveUp;
    }
    RetryDecision::RetryAfter(delay_ms)
}

/// Whether another attempt of the same call could succeed and cannot take effect twice.
pub fn is_safe_to_retry(operation: &Operation, route: Route, failure: AttemptFailure) -> bool {
    if let AttemptFailure::Response { invitation_limit: true, .. } = failure {
        return false;
    }
    if !operation.kind.is_write() {
        return is_transient(failure);
    }
    match route {
        Route::Gateway if operation.retry => is_transient(failure),
        Route::Gateway | Route::Server => is_known_unapplied(failure),
        Route::Browser => false,
    }
}

/// Whether the cause of the failure can pass within seconds.
fn is_transient(failure: AttemptFailure) -> bool {
    match failure {
        AttemptFailure::Response { code: Code::Misconfigured, .. } => false,
        AttemptFailure::Response { status, .. } => matches!(status, 408 | 429 | 500..=599),
        AttemptFailure::Network { .. } | AttemptFailure::Timeout => true,
    }
}

/// Whether it is certain that the write was not applied, and likely that a later attempt succeeds.
fn is_known_unapplied(failure: AttemptFailure) -> bool {
    match failure {
        AttemptFailure::Response { status: 429, .. } => true,
        AttemptFailure::Response { status: 503, retry_after_ms, .. } => retry_after_ms.is_some(),
        AttemptFailure::Network { unsent } => unsent,
        _ => false,
    }
}

/// Full jitter: anything from 0 to the exponential bound, so that many callers do not return at once.
fn backoff(number: u32, jitter: f64) -> f64 {
    let doublings = number.saturating_sub(1).min(16);
    (BASE_MS * f64::from(1_u32 << doublings)).min(CAP_MS) * jitter
}

/// Whether an error text is LinkedIn's limit on invitations.
pub fn is_invitation_limit(text: &str) -> bool {
    text.starts_with("LinkedIn invitation limit")
}

/// The retries that a client may still make. A retry takes one token and a success returns one, so that a fan-out does not make an
/// outage of the API worse.
#[derive(Clone, Copy, Debug)]
pub struct RetryBudget {
    tokens: u32,
}

/// The tokens of a full budget.
pub const RETRY_BUDGET: u32 = 10;

impl Default for RetryBudget {
    fn default() -> Self {
        Self { tokens: RETRY_BUDGET }
    }
}

impl RetryBudget {
    /// Takes a token for a retry; `false` when none is left.
    pub fn withdraw(&mut self) -> bool {
        let paid = self.tokens > 0;
        self.tokens -= u32::from(paid);
        paid
    }

    /// Returns a token, after a success.
    pub fn deposit(&mut self) {
        self.tokens = (self.tokens + 1).min(RETRY_BUDGET);
    }
}
