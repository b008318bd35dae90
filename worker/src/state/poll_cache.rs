//! The last poll of each task, shared by callers with the same API key.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use outx_core::gateway::clock::is_recent;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::limits::coalesce::{Coalesce, JOIN_TIMEOUT_MS, LastPoll, coalesce};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::runtime::js::{delay, now_ms};
use crate::upstream::response::BufferedResponse;

/// Maximum number of cached tasks. Above it, tasks that were not polled recently are removed.
const MAX_TASKS: usize = 1_000;
/// Size limit. Bounded by bytes because a client can create unlimited distinct cache keys by varying the query encoding.
const MAX_CACHED_BYTES: usize = 8 * 1024 * 1024;

/// Result of one poll. Waiters hold an `Rc`, because the entry may be replaced before they resume.
pub type Outcome = Rc<OnceCell<Result<BufferedResponse, ApiError>>>;

/// The last poll of each task, by API key and target.
#[derive(Default)]
pub struct PollCache(RefCell<HashMap<(String, String), Poll>>);

struct Poll {
    sent_ms: f64,
    outcome: Outcome,
    bytes: usize,
    /// Each function resolves one waiter's promise, which belongs to that waiter's request.
    waiters: Vec<Function>,
}

impl PollCache {
    /// What to do about a poll of `name`.
    pub fn decide(&self, name: &(String, String)) -> Coalesce {
        let polls = self.0.borrow();
        let last_poll =
            polls.get(name).map(|poll| LastPoll { sent_ms: poll.sent_ms, is_complete: poll.outcome.get().is_some() });
        coalesce(last_poll, now_ms())
    }

    /// The result of the last poll of `name`, set once it is known.
    pub fn outcome(&self, name: &(String, String)) -> Outcome {
        self.0.borrow().get(name).map(|poll| Rc::clone(&poll.outcome)).unwrap_or_default()
    }

    /// Notes that a poll of `name` is sent.
    pub fn begin(&self, name: &(String, String)) {
        let mut polls = self.0.borrow_mut();
        let now = now_ms();
        if polls.len() >= MAX_TASKS {
            polls.retain(|_, poll| is_recent(poll.sent_ms, JOIN_TIMEOUT_MS, now));
        }
        // Callers that wait for a poll that never returned get the result of this one.
        let (outcome, waiters) = match polls.remove(name) {
            Some(lost) if lost.outcome.get().is_none() => (lost.outcome, lost.waiters),
            _ => Default::default(),
        };
        polls.insert(name.clone(), Poll { sent_ms: now, outcome, bytes: 0, waiters });
    }

    /// Stores the result of a poll and wakes those that wait for it.
    pub fn end(&self, name: &(String, String), outcome: Result<BufferedResponse, ApiError>) {
        let bytes = outcome.as_ref().map_or(0, BufferedResponse::size);
        let mut polls = self.0.borrow_mut();
        if polls.values().map(|poll| poll.bytes).sum::<usize>() + bytes > MAX_CACHED_BYTES {
            polls.retain(|_, poll| poll.outcome.get().is_none());
        }
        let waiters = match polls.get_mut(name) {
            Some(poll) => {
                // A timed-out poll may complete after its replacement; the first result wins.
                let _ = poll.outcome.set(outcome);
                poll.bytes = bytes;
                std::mem::take(&mut poll.waiters)
            }
            None => Vec::new(),
        };
        drop(polls);
        for wake in waiters {
            let _ = wake.call0(&JsValue::UNDEFINED);
        }
    }

    /// Waits for the poll that is in flight, up to [`JOIN_TIMEOUT_MS`].
    pub async fn wait(&self, name: &(String, String)) {
        let woken = Promise::new(&mut |wake, _| {
            if let Some(poll) = self.0.borrow_mut().get_mut(name) {
                poll.waiters.push(wake);
            }
        });
        let timeout = delay(JOIN_TIMEOUT_MS as u32);
        let _ = JsFuture::from(Promise::race(&Array::of2(&woken, &timeout))).await;
    }
}
