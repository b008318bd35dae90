//! One poll of a task for all who wait for it.

use crate::gateway::clock::is_recent;

/// The operation whose requests are shared.
pub const TASKS_GET: &str = "tasks.get";
/// No task is asked after more often than this by an isolate, in milliseconds.
pub const MIN_POLL_INTERVAL_MS: f64 = 1_000.0;
/// Who has waited this long for another's poll asks by himself, in milliseconds.
pub const JOIN_TIMEOUT_MS: f64 = 5_000.0;

/// What becomes of a poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coalesce {
    /// It goes to the API, for everybody who comes meanwhile.
    Fetch,
    /// It waits for one that is on its way.
    Join,
    /// It is answered with what the last one brought.
    UseCached,
}

/// Decides by the last poll of the same task under the same key: when it was sent and whether it is back.
pub fn coalesce(last: Option<(f64, bool)>, now_ms: f64) -> Coalesce {
    match last {
        Some((sent_ms, true)) if is_recent(sent_ms, MIN_POLL_INTERVAL_MS, now_ms) => Coalesce::UseCached,
        // One that takes longer may never come back: the request that sent it could be gone.
        Some((sent_ms, false)) if is_recent(sent_ms, JOIN_TIMEOUT_MS, now_ms) => Coalesce::Join,
        _ => Coalesce::Fetch,
    }
}
