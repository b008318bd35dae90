//! One poll of a task for all who wait for it.

use super::clock::is_recent;

/// No task is asked after more often than this by an isolate, in milliseconds.
pub const EVERY_MS: f64 = 1_000.0;
/// Who has waited this long for another's poll asks by himself, in milliseconds.
pub const PATIENCE_MS: f64 = 5_000.0;

/// What becomes of a poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It goes to the API, for everybody who comes meanwhile.
    Ask,
    /// It waits for one that is on its way.
    Wait,
    /// It is answered with what the last one brought.
    Take,
}

/// Decides by the last poll of the same task under the same key: when it was sent and whether it is back.
pub fn turn(last: Option<(f64, bool)>, now_ms: f64) -> Turn {
    match last {
        Some((sent_ms, true)) if is_recent(sent_ms, EVERY_MS, now_ms) => Turn::Take,
        // One that takes longer may never come back: the request that sent it could be gone.
        Some((sent_ms, false)) if is_recent(sent_ms, PATIENCE_MS, now_ms) => Turn::Wait,
        _ => Turn::Ask,
    }
}
