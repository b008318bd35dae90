//! When calls counted in an isolate are written down in the team's ledger.

use crate::gateway::clock::is_recent;

/// UsageCounters wait this long at most, in milliseconds.
pub const WAIT_MS: u32 = 5_000;
/// So many are written down at once.
pub const CALLS: u32 = 100;
/// But not so soon after the flush before, in milliseconds: a busy team's ledger, one thread, takes the flushes of all isolates.
pub const MIN_FLUSH_INTERVAL_MS: f64 = 1_000.0;

/// What to do after a call was counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flush {
    /// Nothing: it will be written down.
    Wait,
    /// Write down what there is.
    Now,
    /// Write down what there is in [`WAIT_MS`].
    Later,
}

/// When an isolate's counts were and will be written down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Schedule {
    waiting: u32,
    flushed_ms: f64,
    timer_ms: f64,
}

impl Schedule {
    /// UsageCounters a call. [`Flush::Now`] and [`Flush::Later`] are said once and must be done.
    pub fn count(&mut self, now_ms: f64) -> Flush {
        self.waiting += 1;
        if self.waiting >= CALLS && !is_recent(self.flushed_ms, MIN_FLUSH_INTERVAL_MS, now_ms) {
            (self.waiting, self.flushed_ms) = (0, now_ms);
            return Flush::Now;
        }
        // A timer dies with the request that set it, should the runtime end that early.
        if is_recent(self.timer_ms, f64::from(WAIT_MS) * 2.0, now_ms) {
            return Flush::Wait;
        }
        self.timer_ms = now_ms;
        Flush::Later
    }

    /// The timer of [`Flush::Later`] is over.
    pub fn timer_over(&mut self) {
        self.timer_ms = 0.0;
    }

    /// Everything was written down.
    pub fn flushed(&mut self) {
        self.waiting = 0;
    }
}
