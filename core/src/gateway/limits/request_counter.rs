//! Counts requests per caller in an isolate, and decides when to query the Rate Limiting binding.

use crate::gateway::clock::is_recent;

/// Requests per minute and isolate that are allowed without querying the binding. Most callers never send more.
pub const FREE_CALLS: u32 = 60;
/// Requests that one query of the binding stands for.
pub const REQUESTS_PER_BINDING_CALL: u32 = 10;
const MINUTE_MS: f64 = 60_000.0;

/// Requests of one caller in the current minute, in this isolate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RequestCounter {
    since_ms: f64,
    calls: u32,
    is_rejected: bool,
}

/// How a request is handled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RateDecision {
    /// Serve it.
    Allow,
    /// Serve it, and query the binding for the requests after it.
    AskBinding,
    /// Reject it; the value is the time until requests are served again, in milliseconds.
    Reject(f64),
}

impl RequestCounter {
    /// Counts a request.
    pub fn record(&mut self, now_ms: f64) -> RateDecision {
        if self.is_over(now_ms) {
            *self = Self { since_ms: now_ms, calls: 0, is_rejected: false };
        }
        if self.is_rejected {
            return RateDecision::Reject(self.since_ms + MINUTE_MS - now_ms);
        }
        self.calls += 1;
        let asks_binding = self.calls > FREE_CALLS && self.calls.is_multiple_of(REQUESTS_PER_BINDING_CALL);
        if asks_binding { RateDecision::AskBinding } else { RateDecision::Allow }
    }

    /// Rejects all further requests of this minute, because the binding denied the caller.
    pub fn reject(&mut self) {
        self.is_rejected = true;
    }

    /// Whether the minute is over, so that the entry can be removed.
    pub fn is_over(&self, now_ms: f64) -> bool {
        !is_recent(self.since_ms, MINUTE_MS, now_ms)
    }
}
