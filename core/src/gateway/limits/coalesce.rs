//! Request coalescing: concurrent polls of one task share one upstream request.

use crate::gateway::clock::is_recent;

/// The operation whose requests are coalesced.
pub const TASKS_GET: &str = "tasks.get";
/// Minimum time between two upstream polls of a task per isolate, in milliseconds.
pub const MIN_POLL_INTERVAL_MS: f64 = 1_000.0;
/// Maximum time to wait for another request's in-flight poll, in milliseconds.
pub const JOIN_TIMEOUT_MS: f64 = 5_000.0;

/// How a poll is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coalesce {
    /// Send it to the API; later polls join it.
    Fetch,
    /// Wait for the poll that is in flight.
    Join,
    /// Use the response of the last poll.
    UseCached,
}

/// The last poll of a task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LastPoll {
    /// When it was sent, in milliseconds since 1970.
    pub sent_ms: f64,
    /// Whether its response has arrived.
    pub is_complete: bool,
}

/// Decides by the last poll of the same task with the same API key.
pub fn coalesce(last: Option<LastPoll>, now_ms: f64) -> Coalesce {
    match last {
        Some(LastPoll { sent_ms, is_complete: true }) if is_recent(sent_ms, MIN_POLL_INTERVAL_MS, now_ms) => {
            Coalesce::UseCached
        }
        // A poll that takes longer may never complete: the runtime may have dropped the request that sent it.
        Some(LastPoll { sent_ms, is_complete: false }) if is_recent(sent_ms, JOIN_TIMEOUT_MS, now_ms) => Coalesce::Join,
        _ => Coalesce::Fetch,
    }
}
