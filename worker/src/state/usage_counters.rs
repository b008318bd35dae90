//! Calls counted in the isolate and written down in batches, so that a read waits for no ledger.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::clock::DAY_MS;
use outx_core::gateway::limits::flush::{Flush, Schedule, WAIT_MS};
use outx_core::operation::Operation;
use wasm_bindgen_futures::JsFuture;
use worker::{Context, Env};

use crate::durable::ledger::{Batch, Count, LedgerRequest, ask, day_of};
use crate::runtime::js::{delay, now_ms};
use crate::state::isolate::GatewayState;

/// Calls that no ledger knows of yet.
#[derive(Default)]
pub struct UsageCounters {
    teams: RefCell<HashMap<String, Calls>>,
    schedule: Cell<Schedule>,
}

/// Day, operation, status, code.
type Call = (u32, &'static str, u16, Option<Code>);
type Calls = Vec<(Call, u32)>;

/// Adds a call, and sees to it that it is written down.
pub fn count(
    state: &Rc<GatewayState>,
    (team, operation): (&str, &'static Operation),
    (status, code): (u16, Option<Code>),
    env: &Env,
    context: &Context,
) {
    let (counts, now) = (&state.counts, now_ms());
    counts.add(team, ((now / DAY_MS) as u32, operation.name, status, code));
    let flush = counts.scheduled(|schedule| schedule.count(now));
    if flush == Flush::Wait {
        return;
    }
    let (state, env) = (Rc::clone(state), env.clone());
    context.wait_until(async move {
        if flush == Flush::Later {
            let _ = JsFuture::from(delay(WAIT_MS)).await;
            state.counts.scheduled(Schedule::timer_over);
        }
        state.counts.flush(&env).await;
    });
}

impl UsageCounters {
    fn scheduled<T>(&self, change: impl FnOnce(&mut Schedule) -> T) -> T {
        let mut schedule = self.schedule.get();
        let told = change(&mut schedule);
        self.schedule.set(schedule);
        told
    }

    fn add(&self, team: &str, call: Call) {
        let mut teams = self.teams.borrow_mut();
        let Some(calls) = teams.get_mut(team) else {
            teams.insert(team.to_owned(), vec![(call, 1)]);
            return;
        };
        match calls.iter_mut().find(|(known, _)| *known == call) {
            Some((_, times)) => *times += 1,
            None => calls.push((call, 1)),
        }
    }

    /// Writes everything down. What a ledger out of reach does not take is lost, as counts may be.
    pub async fn flush(&self, env: &Env) {
        self.scheduled(Schedule::flushed);
        let teams = std::mem::take(&mut *self.teams.borrow_mut());
        for (team, calls) in teams {
            let mut batch = Batch::default();
            for ((day, operation, status, code), times) in calls {
                let count = Count { day: day_of(f64::from(day) * DAY_MS), operation: operation.to_owned(), status };
                batch.add(count, code, times);
            }
            let _ = ask::<()>(env, "LEDGER", &team, &LedgerRequest::Count(batch)).await;
        }
    }
}
