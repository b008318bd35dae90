//! Decides when an isolate flushes its usage counters to the ledgers.

use crate::gateway::clock::is_recent;

/// Maximum time until a count is flushed, in milliseconds.
pub const MAX_WAIT_MS: u32 = 5_000;
/// Number of counted calls that triggers a flush before the time is over.
pub const FLUSH_CALLS: u32 = 100;
/// Minimum time between two flushes triggered by the number of calls, in milliseconds. The ledger of a busy team is single-threaded and
/// receives the flushes of all isolates.
pub const MIN_FLUSH_INTERVAL_MS: f64 = 1_000.0;

/// What to do after a call was counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flush {
    /// Nothing: a flush is scheduled.
    Wait,
    /// Flush all counts.
    Now,
    /// Flush all counts after [`MAX_WAIT_MS`].
    Later,
}

/// Flush schedule of one isolate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Schedule {
    waiting: u32,
    flushed_ms: f64,
    timer_ms: f64,
}

impl Schedule {
    /// Counts a call. [`Flush::Now`] and [`Flush::Later`] are returned once, and the caller must act on them.
    pub fn count(&mut self, now_ms: f64) -> Flush {
        self.waiting += 1;
        if self.waiting >= FLUSH_CALLS && !is_recent(self.flushed_ms, MIN_FLUSH_INTERVAL_MS, now_ms) {
            self.waiting = 0;
            self.flushed_ms = now_ms;
            return Flush::Now;
        }
        // The runtime may cancel the request that set the timer, and with it the timer.
        if is_recent(self.timer_ms, f64::from(MAX_WAIT_MS) * 2.0, now_ms) {
            return Flush::Wait;
        }
        self.timer_ms = now_ms;
        Flush::Later
    }

    /// Records that the timer of [`Flush::Later`] has fired.
    pub fn on_timer(&mut self) {
        self.timer_ms = 0.0;
    }

    /// Records that all counts were flushed.
    pub fn on_flush(&mut self) {
        self.waiting = 0;
    }
}
