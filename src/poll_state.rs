//! The polls of a client's tasks. All waits for the same task share them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, Weak};

use futures_util::future::{Shared, WeakShared};
use outx_core::task::TaskWait;

use crate::error::Error;
use crate::json::Json;
use crate::transport::BoxFuture;

/// Makes state that holds JavaScript values `Send`. The client is `Send` on every target, although wasm uses it on one thread only.
#[cfg(target_family = "wasm")]
pub(crate) type Local<T> = send_wrapper::SendWrapper<T>;
/// A box: outside of wasm the state is `Send` by itself.
#[cfg(not(target_family = "wasm"))]
pub(crate) type Local<T> = Box<T>;

/// The state of a task that a poll found.
#[derive(Clone)]
pub(crate) struct Seen {
    /// The number of the poll.
    pub number: u32,
    pub outcome: Outcome,
    /// `data` of the response.
    pub data: Json,
}

/// Whether the task has ended, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Open,
    Completed,
    Failed,
}

/// The result of a poll: an error when another poll would not help, otherwise `None`.
pub(crate) type PollEnd = Option<Error>;

/// A poll in flight, which every wait for the task awaits. It is cancelled when the last of them is dropped.
pub(crate) type Poll = Shared<BoxFuture<'static, PollEnd>>;

/// The polls of one task.
#[derive(Default)]
pub(crate) struct PollState {
    pub machine: TaskWait,
    /// The number of polls that were sent.
    pub polls: u32,
    /// When the last poll ended, in milliseconds of the steady clock.
    pub polled_at_ms: Option<f64>,
    pub latest: Option<Seen>,
    pub in_flight: Option<WeakShared<BoxFuture<'static, PollEnd>>>,
}

pub(crate) type TaskPolls = Local<Mutex<PollState>>;

/// The polls of all tasks that are waited for.
#[derive(Default)]
pub(crate) struct Pollers(Mutex<HashMap<String, Weak<TaskPolls>>>);

impl Pollers {
    /// Returns the polls of a task, shared among all waits for it.
    pub fn of(&self, id: &str) -> Arc<TaskPolls> {
        let mut tasks = crate::lock::lock(&self.0);
        if let Some(polls) = tasks.get(id).and_then(Weak::upgrade) {
            return polls;
        }
        tasks.retain(|_, polls| polls.strong_count() > 0);
        let polls = Arc::new(Local::new(Mutex::default()));
        tasks.insert(id.to_owned(), Arc::downgrade(&polls));
        polls
    }
}
