//! Calls counted in the isolate and flushed to the ledgers in batches, so that a read waits for no ledger.

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

/// Calls that are not in a ledger yet.
#[derive(Default)]
pub struct UsageCounters {
    teams: RefCell<HashMap<String, Calls>>,
    schedule: Cell<Schedule>,
}

/// Day, operation, status, code.
type Call = (u32, &'static str, u16, Option<Code>);
type Calls = Vec<(Call, u32)>;

/// A call that ended.
pub struct CallRecord<'a> {
    /// Whose ledger it is counted in.
    pub team: &'a str,
    pub operation: &'static Operation,
    pub status: u16,
    pub code: Option<Code>,
}

impl UsageCounters {
    /// Counts a call, and schedules its flush to the ledger.
    pub fn record(self: &Rc<Self>, call: &CallRecord<'_>, env: &Env, context: &Context) {
        let now = now_ms();
        self.add(call.team, ((now / DAY_MS) as u32, call.operation.name, call.status, call.code));
        let flush = self.schedule(|schedule| schedule.count(now));
        if flush == Flush::Wait {
            return;
        }
        let (counters, env) = (Rc::clone(self), env.clone());
        context.wait_until(async move {
            if flush == Flush::Later {
                let _ = JsFuture::from(delay(WAIT_MS)).await;
                counters.schedule(Schedule::timer_over);
            }
            counters.flush(&env).await;
        });
    }

    fn schedule<T>(&self, change: impl FnOnce(&mut Schedule) -> T) -> T {
        let mut schedule = self.schedule.get();
        let result = change(&mut schedule);
        self.schedule.set(schedule);
        result
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

    /// Sends all counts to the ledgers. Counts for a ledger that is out of reach are lost.
    pub async fn flush(&self, env: &Env) {
        self.schedule(Schedule::flushed);
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
