//! What a team's callers did and may repeat, in one object a team.

mod alerts;
mod message;
mod revocations;

use std::time::Duration;

use outx_core::gateway::clock::{DAY_MS, HOUR_MS};
use outx_core::gateway::idempotency::{RETENTION_MS, ReplayDecision, WriteRecord, decide_replay};
use outx_core::gateway::limits::window::Window;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{
    Delay, DurableObject, Env, Method, Request, RequestInit, Response, Result, SqlStorage, State, durable_object,
};

use self::alerts::Alerts;
pub use self::message::*;
use crate::runtime::js::now_ms;

/// Days that usage is kept.
const USAGE_DAYS: f64 = 90.0;
/// Hours that LinkedIn actions are kept.
const ACTION_HOURS: f64 = 48.0;
const REPLAY_POLL_INTERVAL: Duration = Duration::from_millis(50);

/// The Durable Object.
#[durable_object(alarm)]
pub struct Ledger {
    state: State,
    alerts: Alerts,
}

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS revoked (id TEXT PRIMARY KEY, until_ms REAL);
    CREATE TABLE IF NOT EXISTS revoked_people (person TEXT PRIMARY KEY, up_to_ms REAL, until_ms REAL);
    CREATE TABLE IF NOT EXISTS actions (at REAL);
    CREATE INDEX IF NOT EXISTS actions_at ON actions (at);
    CREATE TABLE IF NOT EXISTS calls (day TEXT, operation TEXT, status INTEGER, calls INTEGER, PRIMARY KEY (day, operation, status));
    CREATE TABLE IF NOT EXISTS codes (day TEXT, code TEXT, calls INTEGER, PRIMARY KEY (day, code));
    CREATE TABLE IF NOT EXISTS writes (key TEXT PRIMARY KEY, fingerprint TEXT, state TEXT, status INTEGER, body TEXT, at REAL);
    CREATE TABLE IF NOT EXISTS minutes (minute INTEGER PRIMARY KEY, calls INTEGER, failures INTEGER);
    CREATE TABLE IF NOT EXISTS hours (hour INTEGER PRIMARY KEY, calls INTEGER);
    CREATE TABLE IF NOT EXISTS alerts (kind TEXT PRIMARY KEY, at REAL);
";

impl DurableObject for Ledger {
    fn new(state: State, env: Env) -> Self {
        // Where the class has no SQLite every statement fails, and its caller is told. A panic here would end all that the isolate has under way.
        let _ = state.storage().sql().exec(TABLES, None);
        let alerts = Alerts::new(&env, state.id().name());
        Self { state, alerts }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match request.json().await? {
            LedgerRequest::Revoked => Response::from_json(&revocations::all(&self.sql(), now_ms())?),
            LedgerRequest::Revoke { id, person, until_ms } => {
                revocations::revoke(&self.sql(), id, person, until_ms, now_ms())?;
                self.prune_later().await?;
                Response::from_json(&())
            }
            LedgerRequest::BeginWrite(begin) => Response::from_json(&self.begin(begin).await?),
            LedgerRequest::FinishWrite(finish) => Response::from_json(&self.finish(finish)?),
            LedgerRequest::Count(batch) => Response::from_json(&self.count(batch).await?),
            LedgerRequest::Usage { days } => Response::from_json(&self.usage(days)?),
        }
    }

    async fn alarm(&self) -> Result<Response> {
        let (sql, now) = (self.sql(), now_ms());
        // A day late, so that a clock which ran ahead and is set right takes nothing along.
        revocations::prune(&sql, now - DAY_MS)?;
        sql.exec("DELETE FROM writes WHERE at < ?", vec![(now - RETENTION_MS - DAY_MS).into()])?;
        sql.exec("DELETE FROM actions WHERE at < ?", vec![(now - ACTION_HOURS * HOUR_MS).into()])?;
        alerts::prune(&sql, now)?;
        let first = day_of(now - USAGE_DAYS * DAY_MS);
        sql.exec("DELETE FROM calls WHERE day < ?", vec![first.as_str().into()])?;
        sql.exec("DELETE FROM codes WHERE day < ?", vec![first.into()])?;
        self.prune_later().await?;
        Response::empty()
    }
}

#[derive(Deserialize)]
struct Write {
    fingerprint: String,
    state: String,
    status: Option<f64>,
    body: Option<String>,
    at: f64,
}

impl Write {
    fn known(&self) -> WriteRecord {
        match self.state.as_str() {
            "open" => WriteRecord::Open { began_ms: self.at },
            "done" => WriteRecord::Done {
                status: self.status.unwrap_or(200.0) as u16,
                body: self.body.clone().unwrap_or_default(),
            },
            _ => WriteRecord::OutcomeUnknown,
        }
    }
}

impl Ledger {
    fn sql(&self) -> SqlStorage {
        self.state.storage().sql()
    }

    async fn prune_later(&self) -> Result<()> {
        let storage = self.state.storage();
        if storage.get_alarm().await?.is_none() {
            storage.set_alarm(DAY_MS as i64).await?;
        }
        Ok(())
    }

    async fn begin(&self, begin: BeginWrite) -> Result<BeginWriteResponse> {
        #[cfg(feature = "inject-panic")]
        crate::http::trap::in_ledger();
        // Asked again after each wait, in which the caller may have signed out.
        loop {
            if self.is_revoked(&begin)? {
                return Ok(BeginWriteResponse::Revoked);
            }
            let Some(write) = begin.key.as_deref().map(|key| self.write(key)).transpose()?.flatten() else { break };
            match decide_replay(&write.known(), write.fingerprint == begin.fingerprint, now_ms()) {
                ReplayDecision::Wait => Delay::from(REPLAY_POLL_INTERVAL).await,
                ReplayDecision::Replay(status, body) => return Ok(BeginWriteResponse::Replay { status, body }),
                ReplayDecision::Reject(error) => {
                    let (status, code) = (error.status, error.code.as_str().to_owned());
                    return Ok(BeginWriteResponse::Reject { status, code, text: error.text.into_owned() });
                }
            }
        }
        // From here to the end nothing is awaited but storage, so no other request can come between.
        let now = now_ms();
        if let Some(limit) = begin.actions {
            let (counted, oldest) = self.actions(now)?;
            if let Err(wait_ms) = Window::hourly(limit).admit(counted, oldest, now) {
                return Ok(BeginWriteResponse::Budget { wait_ms });
            }
            self.sql().exec("INSERT INTO actions VALUES (?)", vec![now.into()])?;
        }
        if let Some(key) = begin.key {
            self.sql().exec(
                "INSERT OR REPLACE INTO writes VALUES (?, ?, 'open', NULL, NULL, ?)",
                vec![key.into(), begin.fingerprint.into(), now.into()],
            )?;
        }
        self.prune_later().await?;
        Ok(BeginWriteResponse::Send { action_ms: begin.actions.map(|_| now) })
    }

    fn is_revoked(&self, begin: &BeginWrite) -> Result<bool> {
        let Some(credential) = &begin.credential else { return Ok(false) };
        revocations::has(&self.sql(), credential, now_ms())
    }

    fn write(&self, key: &str) -> Result<Option<Write>> {
        let query = "SELECT fingerprint, state, status, body, at FROM writes WHERE key = ? AND at > ?";
        let rows: Vec<Write> =
            self.sql().exec(query, vec![key.into(), (now_ms() - RETENTION_MS).into()])?.to_array()?;
        Ok(rows.into_iter().next())
    }

    fn finish(&self, finish: FinishWrite) -> Result<()> {
        let sql = self.sql();
        if let (WriteOutcome::NotApplied, Some(at)) = (&finish.outcome, finish.action_ms) {
            // Its own time, or an earlier one when the clock was set back since.
            let one =
                "DELETE FROM actions WHERE rowid = (SELECT rowid FROM actions WHERE at <= ? ORDER BY at DESC LIMIT 1)";
            sql.exec(one, vec![at.into()])?;
        }
        let Some(key) = finish.key else { return Ok(()) };
        match finish.outcome {
            WriteOutcome::Done { status, body } => sql.exec(
                "UPDATE writes SET state = 'done', status = ?, body = ? WHERE key = ?",
                vec![i32::from(status).into(), body.into(), key.into()],
            ),
            WriteOutcome::NotApplied => sql.exec("DELETE FROM writes WHERE key = ?", vec![key.into()]),
            WriteOutcome::OutcomeUnknown => {
                sql.exec("UPDATE writes SET state = 'doubt' WHERE key = ?", vec![key.into()])
            }
        }?;
        Ok(())
    }

    async fn count(&self, batch: Batch) -> Result<()> {
        self.alerts.look(&self.sql(), &batch).await?;
        for (count, calls) in batch.counts {
            self.sql().exec(
                "INSERT INTO calls VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls",
                vec![count.day.into(), count.operation.into(), i32::from(count.status).into(), f64::from(calls).into()],
            )?;
        }
        for (count, calls) in batch.codes {
            self.sql().exec(
                "INSERT INTO codes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls",
                vec![count.day.into(), count.code.into(), f64::from(calls).into()],
            )?;
        }
        self.prune_later().await
    }

    fn usage(&self, days: u32) -> Result<Usage> {
        let now = now_ms();
        let since = day_of(now - f64::from(days.saturating_sub(1)) * DAY_MS);
        let calls = "SELECT day, operation, status, calls FROM calls WHERE day >= ? ORDER BY day, operation, status";
        let codes = "SELECT day, code, calls FROM codes WHERE day >= ? ORDER BY day, code";
        let hours = "SELECT CAST(at / 3600000 AS INTEGER) * 3600000 AS hour, count(*) AS actions
            FROM actions WHERE at >= ? GROUP BY hour ORDER BY hour";
        let first_hour = ((now / HOUR_MS).floor() - ACTION_HOURS + 1.0) * HOUR_MS;
        let (actions, oldest_ms) = self.actions(now)?;
        let sql = self.sql();
        Ok(Usage {
            days: sql.exec(calls, vec![since.as_str().into()])?.to_array()?,
            codes: sql.exec(codes, vec![since.into()])?.to_array()?,
            action_hours: sql.exec(hours, vec![first_hour.into()])?.to_array()?,
            actions,
            oldest_ms,
        })
    }

    /// LinkedIn actions of the last hour, and when the oldest was.
    fn actions(&self, now: f64) -> Result<(u32, Option<f64>)> {
        #[derive(Deserialize)]
        struct Row {
            counted: f64,
            oldest: Option<f64>,
        }
        // What lies ahead was written before the clock was set back.
        self.sql().exec("UPDATE actions SET at = ? WHERE at > ?", vec![now.into(), now.into()])?;
        let query = "SELECT count(*) AS counted, min(at) AS oldest FROM actions WHERE at > ?";
        let row: Row = self.sql().exec(query, vec![(now - HOUR_MS).into()])?.one()?;
        Ok((row.counted as u32, row.oldest))
    }
}

/// The day of a time, `YYYY-MM-DD` in UTC.
pub fn day_of(ms: f64) -> String {
    let text = js_sys::Date::new(&ms.into()).to_iso_string();
    String::from(text).split('T').next().unwrap_or_default().to_owned()
}

/// Asks an object of this binding and name.
pub async fn ask<T: DeserializeOwned>(env: &Env, binding: &str, name: &str, ask: &impl Serialize) -> Result<T> {
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(serde_json::to_string(ask)?.into()));
    let request = Request::new_with_init("http://object/", &init)?;
    env.durable_object(binding)?.get_by_name(name)?.fetch_with_request(request).await?.json().await
}
