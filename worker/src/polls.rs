//! Polls of one task shared by all who wait for it under the same key.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use outx_core::gateway::clock::is_recent;
use outx_core::gateway::polls::{PATIENCE_MS, Turn, turn};
use outx_core::gateway::refusal::Refusal;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use worker::Context;

use crate::answer::{BufferedResponse, Received, receive};
use crate::call::Call;
use crate::js::{delay, now_ms};
use crate::reply::Reply;

/// The operation that is shared.
pub const TASKS_GET: &str = "tasks.get";
/// Tasks remembered; of more, those that were not asked after lately are forgotten.
const TASKS: usize = 1_000;
/// Bytes of answers remembered, whatever becomes of sharing: a task has as many spellings as a visitor likes to make of its id.
const BYTES: usize = 8 * 1024 * 1024;

/// What a poll came to, once it is back. Whoever waits holds it: the next poll may have begun before he is woken.
type Outcome = Rc<OnceCell<Result<BufferedResponse, Refusal>>>;

/// The last poll of each task, by key and target.
#[derive(Default)]
pub struct Polls(RefCell<HashMap<(String, String), Poll>>);

struct Poll {
    sent_ms: f64,
    outcome: Outcome,
    bytes: usize,
    /// Each wakes one waiter, in the request that it belongs to.
    waiters: Vec<Function>,
}

/// Answers a poll: by a request of its own, which others may wait for, or by another's.
pub async fn poll(call: &Rc<Call>, context: &Context) -> Reply {
    let name = (call.credential(), call.visit.target().to_owned());
    let polls = &call.serving.polls;
    let turn = polls.turn(&name);
    if turn == Turn::Ask {
        polls.begin(&name);
    }
    let outcome = polls.outcome(&name);
    match turn {
        Turn::Take => {}
        Turn::Wait => polls.wait(&name).await,
        Turn::Ask => ask(call, &name, context).await,
    }
    match outcome.get() {
        Some(Ok(taken)) => call.ended(taken.reply(&call.visit, call.operation, call.has_session())),
        Some(Err(refusal)) => Reply::refusal(refusal, &call.visit),
        // The other one takes too long, or its request is gone.
        None => call.forward().await.0,
    }
}

/// Sends a poll on behalf of everybody. It outlives the visitor who happened to come first.
async fn ask(call: &Rc<Call>, name: &(String, String), context: &Context) {
    let sending = future_to_promise({
        let (call, name) = (Rc::clone(call), name.clone());
        async move {
            let outcome = match call.send_with_keys().await {
                // Read whole: a stream could be given to one caller only.
                Ok(answer) => match receive(call.operation, &answer, &call.redactor(), false).await {
                    Received::Buffered(response) => Ok(response),
                    Received::Streaming { .. } => return Ok(JsValue::UNDEFINED),
                },
                Err(refusal) => Err(refusal),
            };
            call.serving.polls.end(&name, outcome);
            Ok(JsValue::UNDEFINED)
        }
    });
    let kept = JsFuture::from(sending.clone());
    context.wait_until(async move {
        let _ = kept.await;
    });
    let _ = JsFuture::from(sending).await;
}

impl Polls {
    fn turn(&self, name: &(String, String)) -> Turn {
        let polls = self.0.borrow();
        turn(polls.get(name).map(|poll| (poll.sent_ms, poll.outcome.get().is_some())), now_ms())
    }

    fn outcome(&self, name: &(String, String)) -> Outcome {
        self.0.borrow().get(name).map(|poll| Rc::clone(&poll.outcome)).unwrap_or_default()
    }

    fn begin(&self, name: &(String, String)) {
        let (mut polls, now) = (self.0.borrow_mut(), now_ms());
        if polls.len() >= TASKS {
            polls.retain(|_, poll| is_recent(poll.sent_ms, PATIENCE_MS, now));
        }
        // Who waits for one that never came back is answered with this one.
        let (outcome, waiters) = match polls.remove(name) {
            Some(lost) if lost.outcome.get().is_none() => (lost.outcome, lost.waiters),
            _ => Default::default(),
        };
        polls.insert(name.clone(), Poll { sent_ms: now, outcome, bytes: 0, waiters });
    }

    fn end(&self, name: &(String, String), outcome: Result<BufferedResponse, Refusal>) {
        let bytes = outcome.as_ref().map_or(0, BufferedResponse::size);
        let mut polls = self.0.borrow_mut();
        if polls.values().map(|poll| poll.bytes).sum::<usize>() + bytes > BYTES {
            polls.retain(|_, poll| poll.outcome.get().is_none());
        }
        let waiters = match polls.get_mut(name) {
            Some(poll) => {
                // One that was given up for lost may come back after the one that took its place: the first counts.
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

    /// Waits for the poll that is on its way, but not for ever.
    async fn wait(&self, name: &(String, String)) {
        let woken = Promise::new(&mut |wake, _| {
            if let Some(poll) = self.0.borrow_mut().get_mut(name) {
                poll.waiters.push(wake);
            }
        });
        let patience = delay(PATIENCE_MS as u32);
        let _ = JsFuture::from(Promise::race(&Array::of2(&woken, &patience))).await;
    }
}
