//! Runs a job: sends what it asks for and sleeps as it says.

use std::cell::Cell;
use std::rc::Rc;

use outx_core::gateway::mcp::{Input, Job, Output, Pending};
use wasm_bindgen_futures::JsFuture;

use crate::http::context::RequestContext;
use crate::mcp::api_call::{ServeRequest, call_api};
use crate::runtime::js::{delay, now_ms};

/// A job and what it needs.
pub struct Runner {
    job: Job,
    pending: Pending,
    request: Rc<RequestContext>,
    serve: ServeRequest,
    /// The input that the job waits for.
    next: Next,
    /// Whether the client has left.
    is_abandoned: Rc<Cell<bool>>,
}

enum Next {
    Start,
    Sleep(u32),
}

/// What a job has to say.
pub enum Step {
    /// A notification of its progress; empty when the client does not want it.
    Progress(Option<String>),
    /// Its response and the HTTP status.
    End(u16, String),
    /// Nothing: the client has left, so the job was given up.
    Abandoned,
}

impl Runner {
    /// A job that has not begun.
    pub fn new(job: Job, pending: Pending, request: Rc<RequestContext>, serve: ServeRequest) -> Self {
        Self { job, pending, request, serve, next: Next::Start, is_abandoned: Rc::default() }
    }

    /// What to set when the client leaves, so that the job sends nothing further.
    pub fn abandon_flag(&self) -> Rc<Cell<bool>> {
        Rc::clone(&self.is_abandoned)
    }

    /// The response for a client whose job is lost in a trap.
    pub fn crashed(&self) -> String {
        self.pending.crashed()
    }

    /// Runs to the next step.
    pub async fn step(&mut self) -> Step {
        let mut input = match std::mem::replace(&mut self.next, Next::Start) {
            Next::Start => Input::Start,
            Next::Sleep(ms) => {
                let _ = JsFuture::from(delay(ms)).await;
                if self.is_abandoned.get() {
                    return Step::Abandoned;
                }
                Input::Slept
            }
        };
        loop {
            #[cfg(feature = "inject-panic")]
            if matches!(input, Input::Slept) {
                crate::http::trap::at(&self.request, "mcp-slept");
            }
            match self.job.handle(input, now_ms()) {
                Output::Send(request) => {
                    let key = &self.pending.idempotency_key;
                    input = Input::Response(call_api(&self.serve, &self.request, &request, key).await);
                }
                Output::Sleep { ms, progress } => {
                    self.next = Next::Sleep(ms.ceil() as u32);
                    return Step::Progress(self.pending.progress(&progress));
                }
                Output::Done(result) => {
                    let (status, body) = self.pending.finish(result);
                    return Step::End(status, body);
                }
            }
        }
    }

    /// Runs to the end. The runtime drops this work when the client leaves.
    pub async fn finish(&mut self) -> (u16, String) {
        loop {
            match self.step().await {
                Step::End(status, body) => return (status, body),
                Step::Progress(_) | Step::Abandoned => {}
            }
        }
    }
}
