//! How often something was done of late, in one object a subject.

use outx_core::gateway::window::Window;
use serde::{Deserialize, Serialize};
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::js::now_ms;

/// Asks for one more event.
#[derive(Serialize, Deserialize)]
struct Ask {
    /// Which of the subject's limits: sends and verifies are counted apart.
    what: String,
    limit: u32,
    span_ms: f64,
}

/// `wait_ms` until there is room; `None` when the event was counted.
#[derive(Serialize, Deserialize)]
struct Told {
    wait_ms: Option<f64>,
}

/// The Durable Object.
#[durable_object(alarm)]
pub struct Limiter {
    state: State,
}

#[derive(Deserialize)]
struct Row {
    counted: u32,
    oldest: Option<f64>,
}

impl DurableObject for Limiter {
    fn new(state: State, _env: Env) -> Self {
        let create = "CREATE TABLE IF NOT EXISTS events (what TEXT, at REAL); CREATE INDEX IF NOT EXISTS by_time ON events (what, at)";
        // As in the ledger: without SQLite each statement fails.
        let _ = state.storage().sql().exec(create, None);
        Self { state }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let ask: Ask = request.json().await?;
        let (sql, now) = (self.state.storage().sql(), now_ms());
        let window = Window { limit: ask.limit, span_ms: ask.span_ms };
        sql.exec(
            "DELETE FROM events WHERE what = ? AND at <= ?",
            vec![ask.what.clone().into(), window.since(now).into()],
        )?;
        // What lies ahead was written before the clock was set back.
        sql.exec(
            "UPDATE events SET at = ? WHERE what = ? AND at > ?",
            vec![now.into(), ask.what.clone().into(), now.into()],
        )?;
        let row: Row = sql
            .exec(
                "SELECT count(*) AS counted, min(at) AS oldest FROM events WHERE what = ?",
                vec![ask.what.clone().into()],
            )?
            .one()?;
        let wait_ms = window.admit(row.counted, row.oldest, now).err();
        if wait_ms.is_none() {
            sql.exec("INSERT INTO events VALUES (?, ?)", vec![ask.what.into(), now.into()])?;
            // An object that nobody asks again should not be kept for ever.
            self.state.storage().set_alarm(ask.span_ms as i64 + 1_000).await?;
        }
        Response::from_json(&Told { wait_ms })
    }

    async fn alarm(&self) -> Result<Response> {
        self.state.storage().sql().exec("DELETE FROM events", None)?;
        Response::empty()
    }
}

/// Counts one more event of a subject; `Err` with the milliseconds to wait when its window is full.
pub async fn admit(env: &Env, subject: &str, what: &str, window: Window) -> Result<std::result::Result<(), f64>> {
    let ask = Ask { what: what.to_owned(), limit: window.limit, span_ms: window.span_ms };
    let told: Told = crate::ledger::ask(env, "LIMITER", subject, &ask).await?;
    Ok(told.wait_ms.map_or(Ok(()), Err))
}
