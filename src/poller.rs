//! One wait for a task, which shares its polls with all other waits of the client for the same task.

use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::{Either, select};
use outx_core::api::operation::Operation;
use outx_core::api::tasks;
use outx_core::call::Clock;
use outx_core::policy::code::Code;
use outx_core::policy::defaults::LAST_POLL_MS;
use outx_core::task::{Input, Output, PollResult, TaskState};

use crate::client::Outx;
use crate::clock::SystemClock;
use crate::error::{Error, Result};
use crate::json::Json;
use crate::lock::lock;
use crate::options::RequestOptions;
use crate::poll_state::{Outcome, Poll, PollEnd, PollState, Seen, TaskPolls};
use crate::transport::BoxFuture;

/// The operation that polls.
pub(crate) static GET: Operation = tasks::OPERATIONS[0];

/// A wait. When its time is over, it sends a last poll and then ends with `task_timeout`.
pub(crate) struct Wait {
    outx: Outx,
    id: String,
    polls: Arc<TaskPolls>,
    timeout_ms: Result<f64>,
    /// The number of the poll whose state was returned last.
    seen: u32,
    /// Completes when the time is over. After that, it completes at the time limit of the last poll.
    end: BoxFuture<'static, ()>,
    is_ending: bool,
    /// The number of the last poll, once it has been sent.
    last_poll: Option<u32>,
}

/// What to do next.
enum Step {
    Await(Poll),
    Sleep(f64),
    Expire,
}

impl Wait {
    /// Starts a wait.
    pub fn new(outx: &Outx, id: &str, timeout_ms: Result<f64>) -> Self {
        let ms = timeout_ms.as_ref().copied().unwrap_or_default();
        Self {
            outx: outx.clone(),
            id: id.to_owned(),
            polls: outx.inner.pollers.of(id),
            timeout_ms,
            seen: 0,
            end: outx.sleep_ms(ms),
            is_ending: false,
            last_poll: None,
        }
    }

    /// Returns the next state that this wait has not returned yet.
    ///
    /// # Errors
    /// `task_timeout` when the time is over, and the error of a poll after which another poll would not help.
    pub async fn next(&mut self) -> Result<Seen> {
        if let Err(error) = &self.timeout_ms {
            return Err(error.clone().of(GET.name));
        }
        loop {
            let step = {
                let polls = Arc::clone(&self.polls);
                let mut state = lock(&polls);
                if let Some(latest) = state.latest.as_ref().filter(|latest| latest.number > self.seen) {
                    self.seen = latest.number;
                    return Ok(latest.clone());
                }
                self.step(&mut state)
            };
            let is_over = match step {
                Step::Expire => true,
                Step::Await(poll) => match select(poll, &mut self.end).await {
                    Either::Left((Some(error), _)) => return Err(error),
                    Either::Left((None, _)) => false,
                    Either::Right(_) => self.on_end(),
                },
                Step::Sleep(ms) => match select(self.outx.sleep_ms(ms), &mut self.end).await {
                    Either::Left(_) => false,
                    Either::Right(_) => self.on_end(),
                },
            };
            if is_over {
                return Err(self.expired());
            }
        }
    }

    fn step(&mut self, state: &mut PollState) -> Step {
        if let Some(poll) = state.in_flight.as_ref().and_then(|poll| poll.upgrade()) {
            if self.is_ending {
                self.last_poll.get_or_insert(state.polls);
            }
            return Step::Await(poll);
        }
        if self.last_poll.is_some_and(|last| last <= state.polls) {
            return Step::Expire;
        }
        let since_poll_ms = SystemClock.steady_ms() - state.polled_at_ms.unwrap_or(f64::NEG_INFINITY);
        let input = if self.is_ending { Input::End { since_poll_ms } } else { Input::Waiting { since_poll_ms } };
        match state.machine.handle(input) {
            Output::Poll => {
                state.polls += 1;
                if self.is_ending {
                    self.last_poll = Some(state.polls);
                }
                let poll = self.poll(state.polls);
                state.in_flight = poll.downgrade();
                Step::Await(poll)
            }
            Output::Sleep(ms) => Step::Sleep(ms),
            _ => Step::Expire,
        }
    }

    /// Creates a poll, which records the state that it finds.
    fn poll(&self, number: u32) -> Poll {
        let (outx, polls) = (self.outx.clone(), Arc::clone(&self.polls));
        let args = Json::empty_object().with_text("api_agent_task_id", &self.id);
        let poll: BoxFuture<'static, PollEnd> = Box::pin(async move {
            let result = outx.run(&GET, args, RequestOptions::default()).await;
            record(&mut lock(&polls), number, result)
        });
        poll.shared()
    }

    /// Handles the end of the time: the poll in flight becomes the last one, or a last one is sent now. Returns true at the second call, when
    /// the time of the last poll is over too.
    fn on_end(&mut self) -> bool {
        let was_ending = std::mem::replace(&mut self.is_ending, true);
        self.end = self.outx.sleep_ms(LAST_POLL_MS.into());
        was_ending
    }

    fn expired(&self) -> Error {
        let ms = self.timeout_ms.as_ref().copied().unwrap_or_default();
        let id = &self.id;
        let text = format!("the task did not end within {ms} ms; it keeps running: resume it by its id ({id})");
        Error::new(Code::TaskTimeout, text).of(GET.name).task(id).retryable()
    }
}

fn record(state: &mut PollState, number: u32, result: Result<Json>) -> PollEnd {
    state.in_flight = None;
    state.polled_at_ms = Some(SystemClock.steady_ms());
    let found = match &result {
        Ok(json) => PollResult::State(TaskState::from_text(&json.field("data").text("status").unwrap_or_default())),
        Err(error) => {
            let retry_after_ms = error.retry_after().map(|delay| delay.as_secs_f64() * 1_000.0);
            PollResult::Error { code: error.code(), retry_after_ms }
        }
    };
    let outcome = match state.machine.handle(Input::Polled(found)) {
        Output::Completed => Outcome::Completed,
        Output::Failed => Outcome::Failed,
        Output::Open => Outcome::Open,
        _ => return result.err(),
    };
    if let Ok(json) = result {
        state.latest = Some(Seen { number, outcome, data: json.field("data") });
    }
    None
}
