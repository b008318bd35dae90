//! The ledger of a team, one Durable Object per team: usage, idempotent writes, LinkedIn actions, revocations, alerts.

mod alerts;
mod message;
mod revocations;

use std::time::Duration;

use outx_core::gateway::clock::{DAY_MS, HOUR_MS};
use outx_core::gateway::idempotency::{RETENTION_MS, ReplayDecision, WriteRecord, decide_replay};
use outx_core::gateway::limits::window::{Window, WindowDecision};
use serde::Deserialize;
use worker::{Delay, DurableObject, Env, Request, Response, Result, SqlStorage, State, durable_object};

use self::alerts::Alerts;
pub use self::message::*;
use crate::durable::object::EventCount;
use crate::runtime::js::now_ms;

/// Retention of usage, in days.
const USAGE_DAYS: f64 = 90.0;
/// Retention of LinkedIn actions, in hours.
const ACTION_HOURS: f64 = 48.0;
/// How often a repeated write checks whether the first one has an outcome.
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
        // In a class without SQLite every statement fails, and the caller receives an error. A panic here would fail all requests of the
        // isolate.
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
            LedgerRequest::BeginWrite(begin) => Response::from_json(&self.begin_write(begin).await?),
            LedgerRequest::FinishWrite(finish) => Response::from_json(&self.finish_write(finish)?),
            LedgerRequest::Count(batch) => Response::from_json(&self.record_calls(batch).await?),
            LedgerRequest::Usage { days } => Response::from_json(&self.usage(days)?),
        }
    }

    async fn alarm(&self) -> Result<Response> {
        let sql = self.sql();
        let now = now_ms();
        // A day late, so that a clock that was ahead for a while deletes nothing that is still valid.
        revocations::prune(&sql, now - DAY_MS)?;
        sql.exec("DELETE FROM writes WHERE at < ?", vec![(now - RETENTION_MS - DAY_MS).into()])?;
        sql.exec("DELETE FROM actions WHERE at < ?", vec![(now - ACTION_HOURS * HOUR_MS).into()])?;
        alerts::prune(&sql, now)?;
        let first_day = day_of(now - USAGE_DAYS * DAY_MS);
        sql.exec("DELETE FROM calls WHERE day < ?", vec![first_day.as_str().into()])?;
        sql.exec("DELETE FROM codes WHERE day < ?", vec![first_day.into()])?;
        self.prune_later().await?;
        Response::empty()
    }
}

#[derive(Deserialize)]
struct WriteRow {
    fingerprint: String,
    state: String,
    status: Option<f64>,
    body: Option<String>,
    at: f64,
}

impl WriteRow {
    fn to_record(&self) -> WriteRecord {
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

    async fn begin_write(&self, begin: BeginWrite) -> Result<BeginWriteResponse> {
        #[cfg(feature = "inject-panic")]
        crate::http::trap::in_ledger();
        // Checked again after each wait, during which the caller may have signed out.
        loop {
            if self.is_revoked(&begin)? {
                return Ok(BeginWriteResponse::Revoked);
            }
            let row = begin.write_id.as_deref().map(|write_id| self.find_write(write_id)).transpose()?.flatten();
            let Some(write) = row else { break };
            match decide_replay(&write.to_record(), write.fingerprint == begin.fingerprint, now_ms()) {
                ReplayDecision::Wait => Delay::from(REPLAY_POLL_INTERVAL).await,
                ReplayDecision::Replay { status, body } => return Ok(BeginWriteResponse::Replay { status, body }),
                ReplayDecision::Reject(error) => {
                    let code = error.code.as_str().to_owned();
                    return Ok(BeginWriteResponse::Reject {
                        status: error.status,
                        code,
                        text: error.text.into_owned(),
                    });
                }
            }
        }
        // From here on only storage is awaited, so no other request can run in between.
        let now = now_ms();
        if let Some(limit) = begin.actions_per_hour {
            let actions = self.count_actions(now)?;
            if let WindowDecision::Wait(wait_ms) = Window::hourly(limit).check(actions.counted, actions.oldest, now) {
                return Ok(BeginWriteResponse::Budget { wait_ms });
            }
            self.sql().exec("INSERT INTO actions VALUES (?)", vec![now.into()])?;
        }
        if let Some(write_id) = begin.write_id {
            self.sql().exec(
                "INSERT OR REPLACE INTO writes VALUES (?, ?, 'open', NULL, NULL, ?)",
                vec![write_id.into(), begin.fingerprint.into(), now.into()],
            )?;
        }
        self.prune_later().await?;
        Ok(BeginWriteResponse::Send { action_ms: begin.actions_per_hour.map(|_| now) })
    }

    fn is_revoked(&self, begin: &BeginWrite) -> Result<bool> {
        let Some(credential) = &begin.credential else { return Ok(false) };
        revocations::has(&self.sql(), credential, now_ms())
    }

    fn find_write(&self, write_id: &str) -> Result<Option<WriteRow>> {
        let query = "SELECT fingerprint, state, status, body, at FROM writes WHERE key = ? AND at > ?";
        let rows: Vec<WriteRow> =
            self.sql().exec(query, vec![write_id.into(), (now_ms() - RETENTION_MS).into()])?.to_array()?;
        Ok(rows.into_iter().next())
    }

    fn finish_write(&self, finish: FinishWrite) -> Result<()> {
        let sql = self.sql();
        if let (WriteOutcome::NotApplied, Some(at)) = (&finish.outcome, finish.action_ms) {
            // The row may be earlier than `at` if the clock was set back since.
            let query =
                "DELETE FROM actions WHERE rowid = (SELECT rowid FROM actions WHERE at <= ? ORDER BY at DESC LIMIT 1)";
            sql.exec(query, vec![at.into()])?;
        }
        let Some(write_id) = finish.write_id else { return Ok(()) };
        match finish.outcome {
            WriteOutcome::Done { status, body } => sql.exec(
                "UPDATE writes SET state = 'done', status = ?, body = ? WHERE key = ?",
                vec![i32::from(status).into(), body.into(), write_id.into()],
            ),
            WriteOutcome::NotApplied => sql.exec("DELETE FROM writes WHERE key = ?", vec![write_id.into()]),
            WriteOutcome::OutcomeUnknown => {
                sql.exec("UPDATE writes SET state = 'doubt' WHERE key = ?", vec![write_id.into()])
            }
        }?;
        Ok(())
    }

    async fn record_calls(&self, batch: Batch) -> Result<()> {
        self.alerts.record_batch(&self.sql(), &batch).await?;
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
        let actions = self.count_actions(now)?;
        let sql = self.sql();
        Ok(Usage {
            days: sql.exec(calls, vec![since.as_str().into()])?.to_array()?,
            codes: sql.exec(codes, vec![since.into()])?.to_array()?,
            action_hours: sql.exec(hours, vec![first_hour.into()])?.to_array()?,
            actions: actions.counted,
            oldest_ms: actions.oldest,
        })
    }

    /// Counts the LinkedIn actions of the last hour.
    fn count_actions(&self, now: f64) -> Result<EventCount> {
        // Actions in the future were recorded before the clock was set back.
        self.sql().exec("UPDATE actions SET at = ? WHERE at > ?", vec![now.into(), now.into()])?;
        let query = "SELECT count(*) AS counted, min(at) AS oldest FROM actions WHERE at > ?";
        self.sql().exec(query, vec![(now - HOUR_MS).into()])?.one()
    }
}

/// The day of a time as `YYYY-MM-DD` in UTC.
pub fn day_of(ms: f64) -> String {
    let text = js_sys::Date::new(&ms.into()).to_iso_string();
    String::from(text).split('T').next().unwrap_or_default().to_owned()
}
