//! The state machine of waiting for one task, for any number of waiters that share its polls.
//!
//! The first poll is sent at once, the next ones at growing intervals. When a wait ends, a last poll is sent, so that a task which
//! ended in the last interval is not missed. A driver measures the time and passes durations only, so a clock that jumps cannot delay
//! a poll beyond its interval.

use crate::policy::code::{Class, Code};

/// The first interval between two polls, in milliseconds.
pub const INTERVAL_MS: f64 = 5_000.0;
/// The factor by which each further interval is longer.
pub const GROWTH: f64 = 1.25;
/// No interval is longer, in milliseconds, unless the server asks for it.
pub const INTERVAL_CAP_MS: f64 = 15_000.0;

/// The state of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Queued or running, or in a state that is not known.
    Open,
    /// It has an output.
    Completed,
    /// It ended in failure.
    Failed,
}

impl TaskState {
    /// The meaning of `data.status`. A status that the API may add later does not end a task.
    pub fn from_text(text: &str) -> Self {
        match text {
            "completed" => Self::Completed,
            "failed" => Self::Failed,
            _ => Self::Open,
        }
    }
}

/// The result of a poll.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PollResult {
    /// The task's state.
    State(TaskState),
    /// The poll failed.
    Error {
        /// The code of the error.
        code: Code,
        /// The delay that `Retry-After` asks for, in milliseconds.
        retry_after_ms: Option<f64>,
    },
}

/// An event that a driver reports.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// At least one waiter waits for a newer state, and no poll is in flight.
    Waiting {
        /// Milliseconds since the last poll returned, as far as the driver's clock can tell.
        since_poll_ms: f64,
    },
    /// The wait of a waiter ends, and no poll is in flight.
    End {
        /// Milliseconds since the last poll returned.
        since_poll_ms: f64,
    },
    /// The poll returned.
    Polled(PollResult),
}

/// The next action of a driver.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Output {
    /// Send a poll.
    Poll,
    /// Wait so many milliseconds, then send a poll. If the wait of a waiter ends earlier, report [`Input::End`] at once.
    Sleep(f64),
    /// The task goes on: waiters whose wait has ended fail with `task_timeout`, the others go on waiting.
    Open,
    /// The task is completed.
    Completed,
    /// The task failed: `task_failed`.
    Failed,
    /// The waits fail with the error of the poll: another poll would not help.
    GiveUp,
}

/// The polls of one task.
#[derive(Clone, Copy, Debug, Default)]
pub struct TaskWait {
    /// The number of regular polls, which decides the interval. The last poll of a wait does not count, so that it does not lengthen the
    /// interval for other waiters.
    polls: u32,
    /// From the return of the last poll to the next one, in milliseconds.
    interval_ms: f64,
    /// The minimum of the interval that the server asked for, in milliseconds.
    asked_ms: f64,
    is_last_poll: bool,
}

impl TaskWait {
    /// Handles an input.
    pub fn handle(&mut self, input: Input) -> Output {
        match input {
            Input::Waiting { since_poll_ms } => {
                self.is_last_poll = false;
                // A clock that was set back delays no poll beyond its interval.
                let left_ms = self.interval_ms - since_poll_ms.max(0.0);
                // The resolution of timers is one millisecond.
                if left_ms >= 1.0 {
                    return Output::Sleep(left_ms);
                }
                Output::Poll
            }
            Input::End { since_poll_ms } if since_poll_ms.max(0.0) < self.asked_ms => Output::Open,
            Input::End { .. } => {
                self.is_last_poll = true;
                Output::Poll
            }
            Input::Polled(result) => self.on_poll(result),
        }
    }

    fn on_poll(&mut self, result: PollResult) -> Output {
        self.asked_ms = match result {
            PollResult::State(TaskState::Completed) => return Output::Completed,
            PollResult::State(TaskState::Failed) => return Output::Failed,
            PollResult::State(TaskState::Open) => 0.0,
            PollResult::Error { code, .. } if !is_transient(code) => return Output::GiveUp,
            PollResult::Error { retry_after_ms, .. } => retry_after_ms.unwrap_or(0.0),
        };
        self.polls += u32::from(!self.is_last_poll);
        self.interval_ms = interval(self.polls).max(self.asked_ms);
        Output::Open
    }
}

/// Milliseconds between poll number `polls` and the next.
fn interval(polls: u32) -> f64 {
    (1..polls.min(16)).fold(INTERVAL_MS, |ms, _| (ms * GROWTH).min(INTERVAL_CAP_MS))
}

/// Whether a poll that failed with this code may succeed the next time.
fn is_transient(code: Code) -> bool {
    match code.class() {
        Class::Connection | Class::Timeout | Class::RateLimit => true,
        Class::Server => code != Code::Misconfigured,
        _ => false,
    }
}
