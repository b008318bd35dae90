//! The Rate Limiting binding, asked about busy callers.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Function, Promise};
use outx_core::error::Code;
use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::throttle::{Pulse, Verdict};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use worker::{Context, Env};

use crate::isolate::Serving;
use crate::js::{get, now_ms, object};

/// Callers remembered; those whose minute is over leave first.
const CALLERS: usize = 5_000;

/// Each caller's last minute in this isolate.
#[derive(Default)]
pub struct Throttle(RefCell<HashMap<String, Pulse>>);

/// Counts a call. The binding's word comes too late for this one and holds for the next: nobody waits for it.
///
/// # Errors
/// 429 `rate_limited` with the time until the minute is over.
pub fn throttle(serving: &Rc<Serving>, caller: &str, env: &Env, context: &Context) -> Result<(), Refusal> {
    match serving.throttle.beat(caller) {
        Verdict::Pass => {}
        Verdict::Refuse(ms) => return Err(Refusal::wait(Code::RateLimited, "too many calls in this minute", ms)),
        Verdict::Ask => {
            let Some(asked) = ask(env, caller) else { return Ok(()) };
            let (serving, caller) = (Rc::clone(serving), caller.to_owned());
            context.wait_until(async move {
                let answer = JsFuture::from(asked).await.unwrap_or_default();
                if get(&answer, "success") == JsValue::FALSE {
                    serving.throttle.refuse(&caller);
                }
            });
        }
    }
    Ok(())
}

/// Counts a call that passes without a question; counts nothing otherwise.
pub fn passes(serving: &Serving, caller: &str) -> bool {
    serving.throttle.passes(caller)
}

impl Throttle {
    fn passes(&self, caller: &str) -> bool {
        let (mut callers, now) = (self.0.borrow_mut(), now_ms());
        let Some(pulse) = callers.get_mut(caller) else { return false };
        let mut next = *pulse;
        let passes = next.beat(now) == Verdict::Pass;
        if passes {
            *pulse = next;
        }
        passes
    }

    fn beat(&self, caller: &str) -> Verdict {
        let (mut callers, now) = (self.0.borrow_mut(), now_ms());
        if let Some(pulse) = callers.get_mut(caller) {
            return pulse.beat(now);
        }
        if callers.len() >= CALLERS {
            callers.retain(|_, pulse| !pulse.is_over(now));
        }
        // A flood of callers is not remembered, so that it cannot fill the memory.
        if callers.len() >= CALLERS {
            return Verdict::Pass;
        }
        callers.entry(caller.to_owned()).or_default().beat(now)
    }

    fn refuse(&self, caller: &str) {
        if let Some(pulse) = self.0.borrow_mut().get_mut(caller) {
            pulse.refuse();
        }
    }
}

/// The promise of the binding's answer; `None` where there is no such binding.
fn ask(env: &Env, caller: &str) -> Option<Promise> {
    let binding = get(env, "RATE_LIMIT");
    let limit: Function = get(&binding, "limit").dyn_into().ok()?;
    limit.call1(&binding, &object([("key", caller)])).ok()?.dyn_into().ok()
}
