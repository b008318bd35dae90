//! The Rate Limiting binding, asked about busy callers.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Function, Promise};
use outx_core::error::Code;
use outx_core::gateway::clock::is_recent;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::limits::request_counter::{RateDecision, RequestCounter};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use worker::{Context, Env};

use crate::runtime::js::{get, now_ms, object};

/// Callers remembered. Those whose minute is over are removed first.
const MAX_CALLERS: usize = 20_000;
/// Minimum time between two searches for them, in milliseconds: each goes over all callers.
const CLEANUP_INTERVAL_MS: f64 = 1_000.0;

/// Each caller's last minute in this isolate.
#[derive(Default)]
pub struct RateLimiter(RefCell<Callers>);

#[derive(Default)]
struct Callers {
    counters: HashMap<String, RequestCounter>,
    cleaned_ms: f64,
}

impl RateLimiter {
    /// Records a request of a caller.
    ///
    /// # Errors
    /// 429 `rate_limited` with the time until the minute is over.
    pub fn check(self: &Rc<Self>, caller: &str, env: &Env, context: &Context) -> Result<(), ApiError> {
        match self.record(caller) {
            RateDecision::Allow => {}
            RateDecision::Reject(ms) => {
                return Err(ApiError::wait(Code::RateLimited, "too many calls in this minute", ms));
            }
            RateDecision::AskBinding => self.query_binding(caller, env, context),
        }
        Ok(())
    }

    /// Asks the binding about a caller. Its response comes too late for this request and applies to the next: no request waits for it.
    pub fn query_binding(self: &Rc<Self>, caller: &str, env: &Env, context: &Context) {
        let Some(pending) = ask(env, caller) else { return };
        let (limiter, caller) = (Rc::clone(self), caller.to_owned());
        context.wait_until(async move {
            let response = JsFuture::from(pending).await.unwrap_or_default();
            if get(&response, "success") == JsValue::FALSE {
                limiter.reject(&caller);
            }
        });
    }

    /// Records a request; one that is rejected does not count.
    pub fn record(&self, caller: &str) -> RateDecision {
        let (mut callers, now) = (self.0.borrow_mut(), now_ms());
        let Callers { counters, cleaned_ms } = &mut *callers;
        if let Some(counter) = counters.get_mut(caller) {
            return counter.record(now);
        }
        if counters.len() >= MAX_CALLERS && !is_recent(*cleaned_ms, CLEANUP_INTERVAL_MS, now) {
            counters.retain(|_, counter| !counter.is_over(now));
            *cleaned_ms = now;
        }
        // A flood of callers is not remembered, so that it cannot fill the memory.
        if counters.len() >= MAX_CALLERS {
            return RateDecision::Allow;
        }
        counters.entry(caller.to_owned()).or_default().record(now)
    }

    fn reject(&self, caller: &str) {
        if let Some(counter) = self.0.borrow_mut().counters.get_mut(caller) {
            counter.reject();
        }
    }
}

/// Whether there is a Rate Limiting binding, or another object with its method.
pub fn is_bound(env: &Env) -> bool {
    get(&get(env, "RATE_LIMIT"), "limit").is_function()
}

/// The promise of the binding's response; `None` without such a binding.
fn ask(env: &Env, caller: &str) -> Option<Promise> {
    let binding = get(env, "RATE_LIMIT");
    let limit: Function = get(&binding, "limit").dyn_into().ok()?;
    limit.call1(&binding, &object([("key", caller)])).ok()?.dyn_into().ok()
}
