//! The Rate Limiting binding, asked about busy callers.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Function, Promise};
use outx_core::error::Code;
use outx_core::gateway::clock::is_recent;
use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::throttle::{Pulse, Verdict};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use worker::{Context, Env};

use crate::isolate::Serving;
use crate::js::{get, now_ms, object};

/// Callers remembered; those whose minute is over leave first.
const CALLERS: usize = 20_000;
/// Those are looked for no more often than this, in milliseconds: each look goes over all callers.
const LOOK_MS: f64 = 1_000.0;

/// Each caller's last minute in this isolate.
#[derive(Default)]
pub struct Throttle(RefCell<Callers>);

#[derive(Default)]
struct Callers {
    pulses: HashMap<String, Pulse>,
    looked_ms: f64,
}

/// Counts a call.
///
/// # Errors
/// 429 `rate_limited` with the time until the minute is over.
pub fn throttle(serving: &Rc<Serving>, caller: &str, env: &Env, context: &Context) -> Result<(), Refusal> {
    match serving.throttle.beat(caller) {
        Verdict::Pass => {}
        Verdict::Refuse(ms) => return Err(Refusal::wait(Code::RateLimited, "too many calls in this minute", ms)),
        Verdict::Ask => inquire(serving, caller, env, context),
    }
    Ok(())
}

/// Asks the binding about a caller. Its word comes too late for this call and holds for the next: nobody waits for it.
pub fn inquire(serving: &Rc<Serving>, caller: &str, env: &Env, context: &Context) {
    let Some(asked) = ask(env, caller) else { return };
    let (serving, caller) = (Rc::clone(serving), caller.to_owned());
    context.wait_until(async move {
        let answer = JsFuture::from(asked).await.unwrap_or_default();
        if get(&answer, "success") == JsValue::FALSE {
            serving.throttle.refuse(&caller);
        }
    });
}

impl Throttle {
    /// Counts a call; one that is refused counts nothing.
    pub fn beat(&self, caller: &str) -> Verdict {
        let (mut callers, now) = (self.0.borrow_mut(), now_ms());
        let Callers { pulses, looked_ms } = &mut *callers;
        if let Some(pulse) = pulses.get_mut(caller) {
            return pulse.beat(now);
        }
        if pulses.len() >= CALLERS && !is_recent(*looked_ms, LOOK_MS, now) {
            pulses.retain(|_, pulse| !pulse.is_over(now));
            *looked_ms = now;
        }
        // A flood of callers is not remembered, so that it cannot fill the memory.
        if pulses.len() >= CALLERS {
            return Verdict::Pass;
        }
        pulses.entry(caller.to_owned()).or_default().beat(now)
    }

    fn refuse(&self, caller: &str) {
        if let Some(pulse) = self.0.borrow_mut().pulses.get_mut(caller) {
            pulse.refuse();
        }
    }
}

/// Whether there is a Rate Limiting binding, or another object with its method.
pub fn is_bound(env: &Env) -> bool {
    get(&get(env, "RATE_LIMIT"), "limit").is_function()
}

/// The promise of the binding's answer; `None` where there is no such binding.
fn ask(env: &Env, caller: &str) -> Option<Promise> {
    let binding = get(env, "RATE_LIMIT");
    let limit: Function = get(&binding, "limit").dyn_into().ok()?;
    limit.call1(&binding, &object([("key", caller)])).ok()?.dyn_into().ok()
}
