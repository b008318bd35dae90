//! How many LinkedIn actions an hour may see (spec section 9).

/// LinkedIn actions an hour by default.
pub const ACTIONS_PER_HOUR: u32 = 50;
const HOUR_MS: f64 = 3_600_000.0;

/// What becomes of an action.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Admission {
    /// It is counted and may begin.
    Begin,
    /// There is room after so many milliseconds, before the call's deadline: wait and ask again.
    Wait(f64),
    /// There is room after so many milliseconds only, which is too late: `action_budget`.
    Refuse(f64),
}

/// The actions of the last hour, as the times they were begun.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    times: Vec<f64>,
}

impl Pace {
    /// Counts an action at `now_ms` when fewer than `limit` were begun within the last hour. `left_ms` is what remains
    /// until the call's deadline. A repeat of one call under one idempotency key is one action: it does not ask again.
    pub fn admit(&mut self, now_ms: f64, limit: u32, left_ms: f64) -> Admission {
        let used = self.used(now_ms);
        if used < limit as usize {
            self.times.push(now_ms);
            return Admission::Begin;
        }
        // A limit that was lowered leaves more in the hour than fit: all but `limit - 1` must leave it.
        let must_leave = used - limit as usize;
        let ms = self.times.get(must_leave).map_or(HOUR_MS, |time| time + HOUR_MS - now_ms);
        if ms < left_ms { Admission::Wait(ms) } else { Admission::Refuse(ms) }
    }

    /// How many were begun within the last hour.
    pub fn used(&mut self, now_ms: f64) -> usize {
        self.times.retain_mut(|time| {
            // What lies ahead was begun before the clock was set back: by now, it is certain.
            *time = time.min(now_ms);
            now_ms - *time < HOUR_MS
        });
        self.times.len()
    }
}
