//! Counts calls in the isolate and flushes them to the ledgers in batches, so that a read does not wait for a ledger.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::clock::DAY_MS;
use outx_core::gateway::limits::flush::{Flush, MAX_WAIT_MS, Schedule};
use outx_core::operation::Operation;
use wasm_bindgen_futures::JsFuture;
use worker::{Context, Env};

use crate::durable::ledger::{Batch, CallDimensions, LedgerRequest, day_of};
use crate::durable::object::call_object;
use crate::runtime::js::{delay, now_ms};

/// Calls that are not flushed yet.
#[derive(Default)]
pub struct UsageCounters {
    teams: RefCell<HashMap<String, Vec<(CallKind, u32)>>>,
    schedule: Cell<Schedule>,
}

/// Dimensions by which calls are counted.
#[derive(Clone, Copy, PartialEq)]
struct CallKind {
    /// Days since 1970.
    day: u32,
    operation: &'static str,
    status: u16,
    code: Option<Code>,
}

/// A completed call.
pub struct CallRecord<'a> {
    /// Name of the ledger.
    pub team: &'a str,
    pub operation: &'static Operation,
    pub status: u16,
    pub code: Option<Code>,
}

impl UsageCounters {
    /// Counts a call, and schedules its flush to the ledger.
    pub fn record(self: &Rc<Self>, call: &CallRecord<'_>, env: &Env, context: &Context) {
        let now = now_ms();
        let day = (now / DAY_MS) as u32;
        let kind = CallKind { day, operation: call.operation.name, status: call.status, code: call.code };
        self.add(call.team, kind);
        let flush = self.schedule(|schedule| schedule.count(now));
        if flush == Flush::Wait {
            return;
        }
        let (counters, env) = (Rc::clone(self), env.clone());
        context.wait_until(async move {
            if flush == Flush::Later {
                let _ = JsFuture::from(delay(MAX_WAIT_MS)).await;
                counters.schedule(Schedule::on_timer);
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

    fn add(&self, team: &str, kind: CallKind) {
        let mut teams = self.teams.borrow_mut();
        let Some(calls) = teams.get_mut(team) else {
            teams.insert(team.to_owned(), vec![(kind, 1)]);
            return;
        };
        match calls.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, times)) => *times += 1,
            None => calls.push((kind, 1)),
        }
    }

    /// Sends all counts to the ledgers. Counts for a ledger that cannot be reached are lost.
    pub async fn flush(&self, env: &Env) {
        self.schedule(Schedule::on_flush);
        let teams = std::mem::take(&mut *self.teams.borrow_mut());
        for (team, calls) in teams {
            let mut batch = Batch::default();
            for (kind, times) in calls {
                let day = day_of(f64::from(kind.day) * DAY_MS);
                let count = CallDimensions { day, operation: kind.operation.to_owned(), status: kind.status };
                batch.add(count, kind.code, times);
            }
            let _ = call_object::<()>(env, "LEDGER", &team, &LedgerRequest::Count(batch)).await;
        }
    }
}
