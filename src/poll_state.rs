//! The polls of tasks that a client shares among all waits for the same task.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, Weak};

use futures_util::future::{Shared, WeakShared};
use outx_core::task::TaskWait;

use crate::error::Error;
use crate::json::Json;
use crate::transport::BoxFuture;

/// What holds JavaScript values: the client itself can be sent between threads on every target, but wasm uses it on one.
#[cfg(target_family = "wasm")]
pub(crate) type Local<T> = send_wrapper::SendWrapper<T>;
/// What holds JavaScript values in wasm.
#[cfg(not(target_family = "wasm"))]
pub(crate) type Local<T> = Box<T>;

/// The state that a poll found.
#[derive(Clone)]
pub(crate) struct Seen {
    /// The number of the poll.
    pub number: u32,
    pub outcome: Outcome,
    /// `data` of the response.
    pub data: Json,
}

/// What a state means for the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Open,
    Completed,
    Failed,
}

/// How a poll ended: `Some` when another one would not help.
pub(crate) type PollEnd = Option<Error>;

/// A poll in flight, which every wait for the task awaits. It ends when no wait does.
pub(crate) type Poll = Shared<BoxFuture<'static, PollEnd>>;

/// The polls of one task.
#[derive(Default)]
pub(crate) struct PollState {
    pub machine: TaskWait,
    /// The number of polls that were sent.
    pub polls: u32,
    /// When the last one returned, in milliseconds of the steady clock.
    pub polled_at_ms: Option<f64>,
    pub latest: Option<Seen>,
    pub in_flight: Option<WeakShared<BoxFuture<'static, PollEnd>>>,
}

pub(crate) type TaskPolls = Local<Mutex<PollState>>;

/// The polls of all tasks that are waited for.
#[derive(Default)]
pub(crate) struct Pollers(Mutex<HashMap<String, Weak<TaskPolls>>>);

impl Pollers {
    /// The polls of a task, shared with all who wait for it.
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
