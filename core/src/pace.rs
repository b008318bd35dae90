//! How many LinkedIn actions an hour may see (spec section 9).

use std::collections::VecDeque;

/// LinkedIn actions an hour by default.
pub const ACTIONS_PER_HOUR: u32 = 50;
const HOUR_MS: f64 = 3_600_000.0;

/// The actions of the last hour, as the times they were begun.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    times: VecDeque<f64>,
}

impl Pace {
    /// Counts an action at `now_ms`.
    ///
    /// # Errors
    /// The milliseconds until there is room, when `limit` actions were begun within the last hour; nothing is counted then.
    pub fn take(&mut self, now_ms: f64, limit: u32) -> Result<(), f64> {
        if self.used(now_ms) < limit as usize {
            self.times.push_back(now_ms);
            return Ok(());
        }
        // A limit that was lowered leaves more in the hour than fit: all but `limit - 1` must leave it.
        let leaves = self.times.len() - limit.min(self.times.len() as u32) as usize;
        Err(self.times.get(leaves).map_or(HOUR_MS, |time| time + HOUR_MS - now_ms))
    }

    /// How many were begun within the last hour.
    pub fn used(&mut self, now_ms: f64) -> usize {
        while self.times.front().is_some_and(|time| now_ms - time >= HOUR_MS) {
            self.times.pop_front();
        }
        self.times.len()
    }
}
