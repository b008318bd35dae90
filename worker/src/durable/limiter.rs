//! Sliding-window rate limiter, one Durable Object per subject: an e-mail address, a network, the gateway.

use outx_core::gateway::limits::sign_in::Counter;
use outx_core::gateway::limits::window::{Window, WindowDecision};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use worker::{DurableObject, Env, Request, Response, Result, SqlStorage, State, durable_object};

use crate::durable::object::{EventCount, ObjectError, call_object};
use crate::runtime::js::now_ms;

/// Counts one event in all of these counters, or in none.
#[derive(Serialize, Deserialize)]
struct LimiterRequest {
    counters: Vec<Counter>,
}

/// Result of counting an event.
#[derive(Serialize, Deserialize)]
struct LimiterResponse {
    /// Time until every window admits the event, in milliseconds; `None` when it was counted.
    wait_ms: Option<f64>,
}

/// The Durable Object. It stores data from its first event until the last one has left the longest window.
#[durable_object(alarm)]
pub struct Limiter {
    state: State,
}

/// `keep_until` is the time at which the event has left all windows of its counter.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS attempts (counter TEXT, at REAL, keep_until REAL);
    CREATE INDEX IF NOT EXISTS attempts_at ON attempts (counter, at);
";
/// Delay of the alarm after the last event has left its windows, in milliseconds, so that a small clock difference does not matter.
const ALARM_MARGIN_MS: f64 = 1_000.0;

impl DurableObject for Limiter {
    fn new(state: State, _env: Env) -> Self {
        // Alarms run before any request has read the settings.
        #[cfg(feature = "old-rules")]
        outx_core::old_rules::OldRule::restore(
            &crate::runtime::js::get(&_env, "OLD_RULES").as_string().unwrap_or_default(),
        );
        Self { state }
    }

    async fn fetch(&self, _: Request) -> Result<Response> {
        Response::error("a limiter has methods and takes no requests", 405)
    }

    async fn alarm(&self) -> Result<Response> {
        let sql = self.state.storage().sql();
        let now = now_ms();
        sql.exec(TABLES, None)?;
        sql.exec("DELETE FROM attempts WHERE keep_until <= ?", vec![now.into()])?;
        if last_end(&sql)?.is_some() {
            self.delete_later(&sql, now).await?;
        } else if !outx_core::old_rules::OldRule::KeptLimiters.applies() {
            // Deletes the tables too: an object with a schema is stored and billed indefinitely.
            self.state.storage().delete_all().await?;
        }
        Response::empty()
    }
}

#[wasm_bindgen]
impl Limiter {
    /// Responds to a message.
    ///
    /// # Errors
    /// What the storage throws.
    pub async fn respond(&self, message: String) -> std::result::Result<String, JsValue> {
        Ok(self.count(&message).await?)
    }
}

impl Limiter {
    async fn count(&self, message: &str) -> Result<String> {
        let LimiterRequest { counters } = serde_json::from_str(message)?;
        let sql = self.state.storage().sql();
        let now = now_ms();
        // Not in `new`, which also runs for an alarm and would create again what the previous alarm deleted.
        sql.exec(TABLES, None)?;
        let mut wait_ms: Option<f64> = None;
        for counter in &counters {
            delete_old(&sql, counter, now)?;
            for window in &counter.windows {
                if let WindowDecision::Wait(ms) = check_window(&sql, &counter.name, window, now)? {
                    wait_ms = Some(wait_ms.unwrap_or(0.0).max(ms));
                }
            }
        }
        if wait_ms.is_none() {
            for counter in counters {
                let keep_until = now + longest_ms(&counter);
                sql.exec(
                    "INSERT INTO attempts VALUES (?, ?, ?)",
                    vec![counter.name.into(), now.into(), keep_until.into()],
                )?;
            }
            self.delete_later(&sql, now).await?;
        }
        Ok(serde_json::to_string(&LimiterResponse { wait_ms })?)
    }

    /// Sets the alarm to the time at which the last event has left its windows, unless an alarm is set.
    async fn delete_later(&self, sql: &SqlStorage, now: f64) -> Result<()> {
        let storage = self.state.storage();
        if storage.get_alarm().await?.is_some() {
            return Ok(());
        }
        let end = last_end(sql)?.unwrap_or(now);
        storage.set_alarm((end - now + ALARM_MARGIN_MS) as i64).await
    }
}

/// Length of the longest window, in milliseconds.
fn longest_ms(counter: &Counter) -> f64 {
    counter.windows.iter().map(|window| window.span_ms).fold(0.0, f64::max)
}

fn delete_old(sql: &SqlStorage, counter: &Counter, now: f64) -> Result<()> {
    let name = counter.name.as_str();
    sql.exec(
        "DELETE FROM attempts WHERE counter = ? AND at <= ?",
        vec![name.into(), (now - longest_ms(counter)).into()],
    )?;
    // Events in the future were recorded before the clock was set back.
    sql.exec(
        "UPDATE attempts SET keep_until = keep_until - at + ?, at = ? WHERE counter = ? AND at > ?",
        vec![now.into(), now.into(), name.into(), now.into()],
    )?;
    Ok(())
}

fn check_window(sql: &SqlStorage, counter: &str, window: &Window, now: f64) -> Result<WindowDecision> {
    let query = "SELECT count(*) AS counted, min(at) AS oldest FROM attempts WHERE counter = ? AND at > ?";
    let events: EventCount = sql.exec(query, vec![counter.into(), window.since(now).into()])?.one()?;
    Ok(window.check(events.counted, events.oldest, now))
}

/// The time at which the last event has left its windows; `None` without events.
fn last_end(sql: &SqlStorage) -> Result<Option<f64>> {
    #[derive(Deserialize)]
    struct Row {
        end: Option<f64>,
    }
    let row: Row = sql.exec("SELECT max(keep_until) AS end FROM attempts", None)?.one()?;
    Ok(row.end)
}

/// Counts one event of a subject in all of `counters`. If one of them is full it counts in none, and the result is the time to wait, in
/// milliseconds.
pub async fn try_acquire(
    env: &Env,
    subject: &str,
    counters: Vec<Counter>,
) -> std::result::Result<Option<f64>, ObjectError> {
    let response: LimiterResponse = call_object(env, "LIMITER", subject, &LimiterRequest { counters }).await?;
    Ok(response.wait_ms)
}
