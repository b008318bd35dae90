//! When a task is asked after, and what its state means (spec section 3).

/// The first wait between two polls, in milliseconds.
pub const INTERVAL_MS: f64 = 5_000.0;
/// How much longer each further wait is.
pub const GROWTH: f64 = 1.25;
/// No wait is longer, in milliseconds, unless the server asks for it.
pub const INTERVAL_CAP_MS: f64 = 15_000.0;
/// How long a task is waited for by default, in milliseconds.
pub const TOTAL_MS: f64 = 150_000.0;

/// The state of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Queued or running, or in a state we do not know: ask again.
    Open,
    /// Done: it has an output.
    Completed,
    /// Ended in failure.
    Failed,
}

impl State {
    /// The meaning of `data.status`. What the API may add later is not taken for an end.
    pub fn from_text(text: &str) -> Self {
        match text {
            "completed" => Self::Completed,
            "failed" => Self::Failed,
            _ => Self::Open,
        }
    }
}

/// How long to wait before the next poll, in milliseconds.
///
/// `polls` counts those made; before the first there is no wait. A server's `Retry-After` lengthens a wait, never shortens it.
pub fn interval(polls: u32, retry_after_ms: Option<f64>) -> f64 {
    if polls == 0 {
        return 0.0;
    }
    let mut ms = INTERVAL_MS;
    for _ in 1..polls.min(16) {
        ms = (ms * GROWTH).min(INTERVAL_CAP_MS);
    }
    ms.max(retry_after_ms.unwrap_or(0.0))
}
