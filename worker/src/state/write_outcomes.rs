//! Messages of writes to their ledgers. The outcome of a write travels with the next write of its team, or alone when none comes soon: a busy ledger gets
//! one message per write in place of two.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use outx_core::gateway::clock::is_recent;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::Env;

use crate::durable::ledger::{BeginWrite, BeginWriteResponse, FinishWrite, WriteMessage};
use crate::durable::object::{ObjectError, parse, read, to_json};
use crate::runtime::boxed::boxed;
use crate::runtime::js::{delay, get, now_ms};

/// Time for which an outcome waits for the next write, in milliseconds. Repeats in other isolates wait as long.
const MAX_WAIT_MS: u32 = 10;
/// Time until outcomes that a ledger did not take are sent again, in milliseconds.
const RETRY_MS: u32 = 1_000;
/// Time after which the request that was to send outcomes has been cancelled by the runtime, in milliseconds.
const CANCELLED_MS: f64 = 1_000.0;

#[wasm_bindgen(module = "/src/durable/ask.js")]
extern "C" {
    #[wasm_bindgen(js_name = askWrite)]
    fn ask_write(ledgers: &JsValue, name: &str, message: &str) -> Promise;
}

/// What remains to be done after a response.
pub type Work = Pin<Box<dyn Future<Output = ()>>>;

/// Outcomes that the ledgers do not know yet, by team.
#[derive(Default)]
pub struct WriteOutcomes {
    teams: RefCell<HashMap<String, TeamOutcomes>>,
    /// Number of writes that began in this isolate.
    begun: Cell<u32>,
}

#[derive(Default)]
struct TeamOutcomes {
    waiting: Vec<FinishWrite>,
    /// When a request began to wait before it sends them.
    scheduled_ms: f64,
}

impl WriteOutcomes {
    /// The message that begins a write, and the outcomes in it, which belong into [`WriteOutcomes::retry`] when the ledger does not take them.
    ///
    /// # Errors
    /// None in practice: every message can be written as JSON.
    pub fn message(&self, team: &str, begin: BeginWrite) -> Result<(String, Vec<FinishWrite>), ObjectError> {
        self.begun.set(self.begun.get().wrapping_add(1));
        let message = WriteMessage { ended: self.take(team), begin: Some(begin) };
        Ok((to_json(&message)?, message.ended))
    }

    /// Begins a write.
    ///
    /// # Errors
    /// Why the ledger did not respond.
    pub async fn begin(
        self: &Rc<Self>,
        team: &str,
        begin: BeginWrite,
        env: &Env,
    ) -> Result<BeginWriteResponse, (ObjectError, Work)> {
        let (message, ended) = match self.message(team, begin) {
            Ok(message) => message,
            Err(error) => return Err((error, self.retry(team, Vec::new(), env))),
        };
        let response = JsFuture::from(ask_write(&get(env, "LEDGER"), team, &message));
        let response = read(response).await.and_then(|text| parse::<Option<BeginWriteResponse>>(&text));
        match response.and_then(|response| response.ok_or(ObjectError::Unreachable)) {
            Ok(response) => Ok(response),
            Err(error) => Err((error, self.retry(team, ended, env))),
        }
    }

    /// Number of writes that began so far.
    pub fn begun(&self) -> u32 {
        self.begun.get()
    }

    /// Adds the outcome of a write that was let through when `begun` writes had begun. `None` when another request sends it, else what sends it: at once
    /// if no other write began since, so that it would wait for nothing.
    pub fn add(self: &Rc<Self>, team: &str, finish: FinishWrite, begun: u32, env: &Env) -> Option<Work> {
        let (now, is_alone) = (now_ms(), begun == self.begun());
        let mut teams = self.teams.borrow_mut();
        if !teams.contains_key(team) {
            teams.insert(team.to_owned(), TeamOutcomes::default());
        }
        let outcomes = teams.get_mut(team)?;
        outcomes.waiting.push(finish);
        if !is_alone && is_recent(outcomes.scheduled_ms, CANCELLED_MS, now) {
            return None;
        }
        outcomes.scheduled_ms = now;
        let (this, team, env) = (Rc::clone(self), team.to_owned(), env.clone());
        Some(boxed(async move {
            if !is_alone {
                let _ = JsFuture::from(delay(MAX_WAIT_MS)).await;
            }
            let ended = this.take(&team);
            this.teams.borrow_mut().remove(&team);
            this.send(&team, ended, &env).await;
        }))
    }

    /// Sends outcomes again that a ledger did not take: it was moved, restarted or overloaded. While the record of a write stays open, repeats wait,
    /// and then receive `outcome_unknown`.
    pub fn retry(self: &Rc<Self>, team: &str, mut ended: Vec<FinishWrite>, env: &Env) -> Work {
        ended.retain(|finish| finish.is_repeatable() && !finish.is_retry);
        ended.iter_mut().for_each(|finish| finish.is_retry = true);
        let (this, team, env) = (Rc::clone(self), team.to_owned(), env.clone());
        boxed(async move {
            if !ended.is_empty() {
                let _ = JsFuture::from(delay(RETRY_MS)).await;
                let _ = this.tell(&team, ended, &env).await;
            }
        })
    }

    /// Sends the outcomes of a team now.
    pub async fn flush(self: &Rc<Self>, team: &str, env: &Env) {
        self.send(team, self.take(team), env).await;
    }

    fn take(&self, team: &str) -> Vec<FinishWrite> {
        self.teams.borrow_mut().get_mut(team).map(|outcomes| std::mem::take(&mut outcomes.waiting)).unwrap_or_default()
    }

    async fn send(self: &Rc<Self>, team: &str, ended: Vec<FinishWrite>, env: &Env) {
        if !ended.is_empty()
            && let Err(ended) = self.tell(team, ended, env).await
        {
            self.retry(team, ended, env).await;
        }
    }

    /// The outcomes again when the ledger did not take them.
    async fn tell(&self, team: &str, ended: Vec<FinishWrite>, env: &Env) -> Result<(), Vec<FinishWrite>> {
        let message = WriteMessage { ended, begin: None };
        let Ok(text) = to_json(&message) else { return Ok(()) };
        let response = JsFuture::from(ask_write(&get(env, "LEDGER"), team, &text));
        read(response).await.map(drop).map_err(|_| message.ended)
    }
}
