//! The sliding-window limit on LinkedIn actions per hour.

const HOUR_MS: f64 = 3_600_000.0;

/// Whether an action may start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Admission {
    /// The action is counted and may start.
    Acquired,
    /// There is room after so many milliseconds, before the call's deadline: wait and try again.
    Wait(f64),
    /// There is room only after so many milliseconds, past the deadline: `action_budget`.
    Exceeded(f64),
}

/// The start times of the actions of the last hour.
#[derive(Clone, Debug, Default)]
pub struct ActionRateLimiter {
    times: Vec<f64>,
}

impl ActionRateLimiter {
    /// Counts an action at `now_ms` if fewer than `limit` were started within the last hour. `left_ms` is the time until
    /// the call's deadline. Retries of one call under one idempotency key are one action and do not acquire again.
    pub fn try_acquire(&mut self, now_ms: f64, limit: u32, left_ms: f64) -> Admission {
        let used = self.in_window(now_ms);
        if used < limit as usize {
            self.times.push(now_ms);
            return Admission::Acquired;
        }
        // After the limit was lowered, the hour can hold more actions than the limit: all but `limit - 1` must leave it.
        let must_leave = used - limit as usize;
        let ms = self.times.get(must_leave).map_or(HOUR_MS, |time| time + HOUR_MS - now_ms);
        if ms < left_ms { Admission::Wait(ms) } else { Admission::Exceeded(ms) }
    }

    /// The number of actions started within the last hour.
    pub fn in_window(&mut self, now_ms: f64) -> usize {
        self.times.retain_mut(|time| {
            // A time in the future was recorded before the clock was set back: the action started by now at the latest.
            *time = time.min(now_ms);
            now_ms - *time < HOUR_MS
        });
        self.times.len()
    }
}
