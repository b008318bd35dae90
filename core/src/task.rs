//! When a task is asked after, and what its state means (spec section 3).

use crate::error::{Class, Code};

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

/// What a poll brought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen {
    /// The task's state.
    State(State),
    /// No state: the poll itself failed.
    Error {
        /// Why.
        code: Code,
        /// What `Retry-After` asks for, in milliseconds.
        retry_after_ms: Option<f64>,
    },
}

/// What a waiter does after a poll.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// Poll again after so many milliseconds.
    Wait(f64),
    /// The task is done.
    Completed,
    /// `task_failed`
    Failed,
    /// `task_timeout`: the wait is over, the task lives on.
    Expired,
    /// The poll's own error: asking again would not help.
    Stop,
}

/// Decides after poll number `polls`, counted from 1; the first is made at once. `left_ms` is what remains of the wait.
///
/// The last poll falls on the wait's end, so that a task which ends in the last interval is not missed.
pub fn next(polls: u32, seen: Seen, left_ms: f64) -> Next {
    let asked = match seen {
        Seen::State(State::Completed) => return Next::Completed,
        Seen::State(State::Failed) => return Next::Failed,
        Seen::State(State::Open) => 0.0,
        Seen::Error { code, .. } if !passes(code) => return Next::Stop,
        Seen::Error { retry_after_ms, .. } => retry_after_ms.unwrap_or(0.0),
    };
    if left_ms <= 0.0 || asked > left_ms {
        return Next::Expired;
    }
    Next::Wait(interval(polls).min(left_ms).max(asked))
}

/// Milliseconds between poll number `polls` and the next.
fn interval(polls: u32) -> f64 {
    (1..polls.min(16)).fold(INTERVAL_MS, |ms, _| (ms * GROWTH).min(INTERVAL_CAP_MS))
}

/// Whether a poll that failed so may work the next time.
fn passes(code: Code) -> bool {
    match code.class() {
        Class::Connection | Class::Timeout | Class::RateLimit => true,
        Class::Server => code != Code::Misconfigured,
        _ => false,
    }
}
