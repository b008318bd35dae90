//! Whether a failed attempt is made again, and when.

use crate::error::Code;
use crate::operation::Operation;

/// Attempts a call has by default, the first among them.
pub const ATTEMPTS: u32 = 3;
/// The first backoff is up to this long, in milliseconds; each further one up to twice the one before.
pub const BASE_MS: f64 = 500.0;
/// No backoff is longer, in milliseconds.
pub const CAP_MS: f64 = 8_000.0;
/// A server that asks to wait longer, in milliseconds, is not waited for: the caller learns at once.
pub const RETRY_AFTER_CAP_MS: f64 = 60_000.0;

/// The way a call takes, which decides what is known of a write that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Through a gateway, whose ledger makes a repeat under the same idempotency key safe.
    Gateway,
    /// Straight to the API from a server, whose `fetch` may tell that nothing was sent.
    Server,
    /// Straight to the API from a browser, which tells nothing and re-sends by itself.
    Browser,
}

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Failure {
    /// With an answer.
    Answer {
        /// Its status.
        status: u16,
        /// Its code.
        code: Code,
        /// What `Retry-After` asks for, in milliseconds.
        retry_after_ms: Option<f64>,
        /// Whether it is LinkedIn's limit on invitations, which no wait of ours outlasts (spec section 8).
        invitation_limit: bool,
    },
    /// Without an answer.
    Network {
        /// Whether it is proven that nothing was sent.
        unsent: bool,
    },
    /// The attempt's time was spent.
    Timeout,
}

/// What is known when an attempt has failed.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// Which one it was, from 1.
    pub number: u32,
    /// How many the call may have.
    pub limit: u32,
    /// Milliseconds until the call's deadline.
    pub left_ms: f64,
    /// A number from 0 up to 1, drawn anew.
    pub jitter: f64,
}

/// What to do after a failure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// Tell the caller.
    Stop,
    /// Wait so many milliseconds, then try again.
    Wait(f64),
}

/// Decides after a failed attempt. A retry is paid from the bucket.
pub fn decide(operation: &Operation, way: Way, failure: Failure, attempt: Attempt, bucket: &mut Bucket) -> Next {
    if attempt.number >= attempt.limit || !may_repeat(operation, way, failure) {
        return Next::Stop;
    }
    let asked = match failure {
        Failure::Answer { retry_after_ms, .. } => retry_after_ms,
        _ => None,
    };
    let wait = asked.unwrap_or_else(|| backoff(attempt.number, attempt.jitter));
    if asked.is_some_and(|ms| ms > RETRY_AFTER_CAP_MS) || wait >= attempt.left_ms || !bucket.take() {
        return Next::Stop;
    }
    Next::Wait(wait)
}

/// Whether another attempt of the same call could succeed and cannot do harm.
pub fn may_repeat(operation: &Operation, way: Way, failure: Failure) -> bool {
    if let Failure::Answer { invitation_limit: true, .. } = failure {
        return false;
    }
    let passes = is_passing(failure);
    match way {
        _ if !operation.kind.is_write() => passes,
        _ if !operation.retry => is_refused(failure) && way != Way::Browser,
        Way::Gateway => passes,
        Way::Server => is_refused(failure),
        Way::Browser => false,
    }
}

/// Whether the failure is of a kind that passes.
fn is_passing(failure: Failure) -> bool {
    match failure {
        Failure::Answer { code: Code::Misconfigured, .. } => false,
        Failure::Answer { status, .. } => matches!(status, 408 | 429 | 500..=599),
        Failure::Network { .. } | Failure::Timeout => true,
    }
}

/// Whether it is certain that the write did not take effect, and that it may later.
fn is_refused(failure: Failure) -> bool {
    match failure {
        Failure::Answer { status: 429, .. } => true,
        Failure::Answer { status: 503, retry_after_ms, .. } => retry_after_ms.is_some(),
        Failure::Network { unsent } => unsent,
        _ => false,
    }
}

/// Full jitter: anything from 0 to the exponential bound, so that many callers do not come back at once.
fn backoff(number: u32, jitter: f64) -> f64 {
    let doublings = number.saturating_sub(1).min(16);
    (BASE_MS * f64::from(1_u32 << doublings)).min(CAP_MS) * jitter
}

/// Whether the limit on LinkedIn's invitations speaks from an error text (spec section 4.8).
pub fn is_invitation_limit(text: &str) -> bool {
    text.starts_with("LinkedIn invitation limit")
}

/// What a client may spend on retries: each costs one, each success gives one back. An outage of the API is not made
/// worse by a fan-out that retries it.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    tokens: u32,
}

/// What a bucket holds when full.
pub const BUCKET_SIZE: u32 = 10;

impl Default for Bucket {
    fn default() -> Self {
        Self { tokens: BUCKET_SIZE }
    }
}

impl Bucket {
    /// Pays for a retry, if it can.
    pub fn take(&mut self) -> bool {
        let paid = self.tokens > 0;
        self.tokens -= u32::from(paid);
        paid
    }

    /// Notes a success.
    pub fn give(&mut self) {
        self.tokens = (self.tokens + 1).min(BUCKET_SIZE);
    }
}
