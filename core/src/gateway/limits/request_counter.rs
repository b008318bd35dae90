//! When a caller is so busy that the Rate Limiting binding is asked about him.

use crate::gateway::clock::is_recent;

/// Calls a minute in one isolate that nobody is asked about: most callers never make more.
pub const FREE_CALLS: u32 = 60;
/// Calls that one question to the binding stands for.
pub const REQUESTS_PER_BINDING_CALL: u32 = 10;
const MINUTE_MS: f64 = 60_000.0;

/// A caller's last minute in this isolate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RequestCounter {
    since_ms: f64,
    calls: u32,
    refused: bool,
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RateDecision {
    /// It passes.
    Allow,
    /// It passes, and the binding is asked meanwhile whether the next may.
    AskBinding,
    /// It is refused for so many milliseconds.
    Reject(f64),
}

impl RequestCounter {
    /// UsageCounters a call.
    pub fn record(&mut self, now_ms: f64) -> RateDecision {
        if self.is_over(now_ms) {
            *self = Self { since_ms: now_ms, calls: 0, refused: false };
        }
        if self.refused {
            return RateDecision::Reject(self.since_ms + MINUTE_MS - now_ms);
        }
        self.calls += 1;
        let asks = self.calls > FREE_CALLS && self.calls.is_multiple_of(REQUESTS_PER_BINDING_CALL);
        if asks { RateDecision::AskBinding } else { RateDecision::Allow }
    }

    /// The binding says that it is too much: nothing more passes in this minute.
    pub fn reject(&mut self) {
        self.refused = true;
    }

    /// Whether the minute is over, so that the entry may be dropped.
    pub fn is_over(&self, now_ms: f64) -> bool {
        !is_recent(self.since_ms, MINUTE_MS, now_ms)
    }
}
