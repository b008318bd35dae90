//! When a caller is so busy that the Rate Limiting binding is asked about him.

use super::clock::is_recent;

/// Calls a minute in one isolate that nobody is asked about: most callers never make more.
pub const FREE_CALLS: u32 = 60;
/// Calls that one question to the binding stands for.
pub const CALLS_A_QUESTION: u32 = 10;
const MINUTE_MS: f64 = 60_000.0;

/// A caller's last minute in this isolate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pulse {
    since_ms: f64,
    calls: u32,
    refused: bool,
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// It passes.
    Pass,
    /// It passes, and the binding is asked meanwhile whether the next may.
    Ask,
    /// It is refused for so many milliseconds.
    Refuse(f64),
}

impl Pulse {
    /// Counts a call.
    pub fn beat(&mut self, now_ms: f64) -> Verdict {
        if self.is_over(now_ms) {
            *self = Self { since_ms: now_ms, calls: 0, refused: false };
        }
        if self.refused {
            return Verdict::Refuse(self.since_ms + MINUTE_MS - now_ms);
        }
        self.calls += 1;
        let asks = self.calls > FREE_CALLS && self.calls.is_multiple_of(CALLS_A_QUESTION);
        if asks { Verdict::Ask } else { Verdict::Pass }
    }

    /// The binding says that it is too much: nothing more passes in this minute.
    pub fn refuse(&mut self) {
        self.refused = true;
    }

    /// Whether the minute is over, so that the entry may be dropped.
    pub fn is_over(&self, now_ms: f64) -> bool {
        !is_recent(self.since_ms, MINUTE_MS, now_ms)
    }
}
