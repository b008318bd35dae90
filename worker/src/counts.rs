//! Calls counted in the isolate and written down in batches, so that a read waits for no ledger.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use outx_core::error::Code;
use outx_core::operation::Operation;
use wasm_bindgen_futures::JsFuture;
use worker::{Context, Env};

use crate::isolate::Serving;
use crate::js::{delay, now_ms};
use crate::ledger::{Ask, Batch, Count, ask, day_of};

/// Counts wait this long at most, in milliseconds, or until there are so many of them.
const FLUSH_MS: u32 = 5_000;
const FLUSH_CALLS: u32 = 100;

/// Calls that no ledger knows of yet, by ledger.
#[derive(Default)]
pub struct Counts {
    teams: RefCell<HashMap<String, Batch>>,
    waiting: Cell<u32>,
    /// When the timer that writes them down was set; 0 when there is none.
    timer_ms: Cell<f64>,
}

/// Adds a call, and sees to it that it is written down.
pub fn count(
    serving: &Rc<Serving>,
    (team, operation): (&str, &Operation),
    (status, code): (u16, Option<Code>),
    env: &Env,
    context: &Context,
) {
    let (counts, now) = (&serving.counts, now_ms());
    counts.add(team, Count { day: day_of(now), operation: operation.name.to_owned(), status }, code);
    let full = counts.waiting.get() >= FLUSH_CALLS;
    // A timer dies with the request that set it, should the runtime end that early.
    let timed = now - counts.timer_ms.get() < f64::from(FLUSH_MS) * 2.0;
    if !full && timed {
        return;
    }
    if !full {
        counts.timer_ms.set(now);
    }
    let (serving, env) = (Rc::clone(serving), env.clone());
    context.wait_until(async move {
        if !full {
            let _ = JsFuture::from(delay(FLUSH_MS)).await;
            serving.counts.timer_ms.set(0.0);
        }
        serving.counts.flush(&env).await;
    });
}

impl Counts {
    fn add(&self, team: &str, count: Count, code: Option<Code>) {
        let mut teams = self.teams.borrow_mut();
        if !teams.contains_key(team) {
            teams.insert(team.to_owned(), Batch::default());
        }
        if let Some(batch) = teams.get_mut(team) {
            batch.add(count, code);
        }
        self.waiting.set(self.waiting.get() + 1);
    }

    /// Writes everything down. What a ledger out of reach does not take is lost, as counts may be.
    pub async fn flush(&self, env: &Env) {
        self.waiting.set(0);
        let teams = std::mem::take(&mut *self.teams.borrow_mut());
        for (team, batch) in teams {
            let _ = ask::<()>(env, "LEDGER", &team, &Ask::Count(batch)).await;
        }
    }
}
