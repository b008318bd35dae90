//! Sliding-window rate limiter, one Durable Object per subject: an e-mail address, a network, the gateway.

use outx_core::gateway::limits::sign_in::Counter;
use outx_core::gateway::limits::window::Window;
use serde::{Deserialize, Serialize};
use worker::{DurableObject, Env, Request, Response, Result, SqlStorage, State, durable_object};

use crate::runtime::js::now_ms;

/// UsageCounters one event in each of these counters, or in none.
#[derive(Serialize, Deserialize)]
struct LimiterRequest {
    counters: Vec<Counter>,
}

/// Milliseconds until every window has room; `None` when the event was counted.
#[derive(Serialize, Deserialize)]
struct LimiterResponse {
    wait_ms: Option<f64>,
}

/// The Durable Object. It exists from its first event until its last one has left the longest window.
#[durable_object(alarm)]
pub struct Limiter {
    state: State,
}

/// `keep_until` is when the event has left all windows of its counter.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS attempts (counter TEXT, at REAL, keep_until REAL);
    CREATE INDEX IF NOT EXISTS attempts_at ON attempts (counter, at);
";
/// Milliseconds between the last event's end and the alarm, so that it is over by then.
const ALARM_MARGIN_MS: f64 = 1_000.0;

impl DurableObject for Limiter {
    fn new(state: State, _env: Env) -> Self {
        // Alarms run before any request has read the settings.
        #[cfg(feature = "old-rules")]
        outx_core::old_rules::OldRule::put_back(
            &crate::runtime::js::get(&_env, "OLD_RULES").as_string().unwrap_or_default(),
        );
        Self { state }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let LimiterRequest { counters } = request.json().await?;
        let (sql, now) = (self.state.storage().sql(), now_ms());
        // Here and not in `new`, which also runs for an alarm and would make again what the last alarm deleted.
        sql.exec(TABLES, None)?;
        let mut wait_ms: Option<f64> = None;
        for counter in &counters {
            forget_old(&sql, counter, now)?;
            for window in &counter.windows {
                if let Some(ms) = wait(&sql, &counter.name, window, now)? {
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
        Response::from_json(&LimiterResponse { wait_ms })
    }

    async fn alarm(&self) -> Result<Response> {
        let (sql, now) = (self.state.storage().sql(), now_ms());
        sql.exec(TABLES, None)?;
        sql.exec("DELETE FROM attempts WHERE keep_until <= ?", vec![now.into()])?;
        if last_end(&sql)?.is_some() {
            self.delete_later(&sql, now).await?;
        } else if !outx_core::old_rules::OldRule::KeptLimiters.applies() {
            // The tables too: an object that holds a schema is stored, and paid for, without end.
            self.state.storage().delete_all().await?;
        }
        Response::empty()
    }
}

impl Limiter {
    /// Sets the alarm to when the last event has left its windows, unless it is set already.
    async fn delete_later(&self, sql: &SqlStorage, now: f64) -> Result<()> {
        let storage = self.state.storage();
        if storage.get_alarm().await?.is_some() {
            return Ok(());
        }
        let end = last_end(sql)?.unwrap_or(now);
        storage.set_alarm((end - now + ALARM_MARGIN_MS) as i64).await
    }
}

fn longest_ms(counter: &Counter) -> f64 {
    counter.windows.iter().map(|window| window.span_ms).fold(0.0, f64::max)
}

fn forget_old(sql: &SqlStorage, counter: &Counter, now: f64) -> Result<()> {
    let name = counter.name.as_str();
    sql.exec(
        "DELETE FROM attempts WHERE counter = ? AND at <= ?",
        vec![name.into(), (now - longest_ms(counter)).into()],
    )?;
    // What lies ahead was written before the clock was set back.
    sql.exec(
        "UPDATE attempts SET keep_until = keep_until - at + ?, at = ? WHERE counter = ? AND at > ?",
        vec![now.into(), now.into(), name.into(), now.into()],
    )?;
    Ok(())
}

/// Milliseconds until a window has room; `None` when it has.
fn wait(sql: &SqlStorage, counter: &str, window: &Window, now: f64) -> Result<Option<f64>> {
    #[derive(Deserialize)]
    struct Row {
        counted: u32,
        oldest: Option<f64>,
    }
    let query = "SELECT count(*) AS counted, min(at) AS oldest FROM attempts WHERE counter = ? AND at > ?";
    let row: Row = sql.exec(query, vec![counter.into(), window.since(now).into()])?.one()?;
    Ok(window.admit(row.counted, row.oldest, now).err())
}

/// When the last event has left its windows; `None` without events.
fn last_end(sql: &SqlStorage) -> Result<Option<f64>> {
    #[derive(Deserialize)]
    struct Row {
        end: Option<f64>,
    }
    let row: Row = sql.exec("SELECT max(keep_until) AS end FROM attempts", None)?.one()?;
    Ok(row.end)
}

/// UsageCounters one event of a subject in all of `counters`, or in none: then the milliseconds to wait.
pub async fn try_acquire(env: &Env, subject: &str, counters: Vec<Counter>) -> Result<Option<f64>> {
    let response: LimiterResponse =
        crate::durable::ledger::ask(env, "LIMITER", subject, &LimiterRequest { counters }).await?;
    Ok(response.wait_ms)
}
