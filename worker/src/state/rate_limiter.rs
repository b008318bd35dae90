//! Rate limit per caller: counts requests in the isolate and queries the Rate Limiting binding for busy callers.

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

/// Maximum number of callers with a counter. Counters whose minute is over are removed first.
const MAX_CALLERS: usize = 20_000;
/// Minimum time between two cleanups, in milliseconds: each one visits all callers.
const CLEANUP_INTERVAL_MS: f64 = 1_000.0;

/// Request counters of all callers in this isolate.
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
                return Err(ApiError::too_many_requests(
                    Code::RateLimited,
                    "too many requests in this minute: wait as long as retry-after says and try again",
                    ms,
                ));
            }
            RateDecision::AskBinding => self.query_binding(caller, env, context),
        }
        Ok(())
    }

    /// Queries the binding for a caller, without delaying the current request. The result applies to later requests.
    pub fn query_binding(self: &Rc<Self>, caller: &str, env: &Env, context: &Context) {
        let Some(pending) = call_binding(env, caller) else { return };
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
        let mut callers = self.0.borrow_mut();
        let now = now_ms();
        let Callers { counters, cleaned_ms } = &mut *callers;
        if let Some(counter) = counters.get_mut(caller) {
            return counter.record(now);
        }
        if counters.len() >= MAX_CALLERS && !is_recent(*cleaned_ms, CLEANUP_INTERVAL_MS, now) {
            counters.retain(|_, counter| !counter.is_over(now));
            *cleaned_ms = now;
        }
        // Further callers are not counted, so that a flood of callers cannot exhaust the memory.
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
fn call_binding(env: &Env, caller: &str) -> Option<Promise> {
    let binding = get(env, "RATE_LIMIT");
    let limit: Function = get(&binding, "limit").dyn_into().ok()?;
    limit.call1(&binding, &object([("key", caller)])).ok()?.dyn_into().ok()
}
