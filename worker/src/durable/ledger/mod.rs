//! The ledger of a team, one Durable Object per team: usage, idempotent writes, LinkedIn actions, revocations, alerts.

mod actions;
mod agents;
mod alerts;
mod audit;
mod message;
mod meta;
mod report;
mod respond;
mod revocations;
mod status;
mod teams;
mod usage;
mod writes;

use std::cell::Cell;

use outx_core::gateway::clock::{DAY_MS, HOUR_MS, KEPT_DAYS, is_recent};
use outx_core::gateway::idempotency::RETENTION_MS;
use outx_core::gateway::teams::REPORT_INTERVAL_MS;
use serde::Deserialize;
use worker::{DurableObject, Env, Request, Response, Result, SqlStorage, SqlStorageValue, State, durable_object};

use self::alerts::Alerts;
pub use self::message::*;
use crate::durable::transaction::atomically;
use crate::runtime::js::now_ms;

/// Retention of usage and audit, in milliseconds.
const KEPT_MS: f64 = KEPT_DAYS as f64 * DAY_MS;

/// The Durable Object.
#[durable_object(alarm)]
pub struct Ledger {
    state: State,
    env: Env,
    alerts: Alerts,
    /// Whether the alarm is known to be set. It stays set until it runs, and an object that cannot store it is started again.
    has_alarm: Cell<bool>,
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
    CREATE TABLE IF NOT EXISTS caller_actions (caller TEXT, at REAL);
    CREATE INDEX IF NOT EXISTS caller_actions_at ON caller_actions (caller, at);
    CREATE TABLE IF NOT EXISTS callers (caller TEXT PRIMARY KEY, kind TEXT, name TEXT, day TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS caller_calls (day TEXT, caller TEXT, operation TEXT, calls INTEGER, failures INTEGER, PRIMARY KEY (day, caller, operation)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS requests (id INTEGER PRIMARY KEY, counted INTEGER, entries TEXT);
    CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, at REAL, request_id TEXT, caller TEXT, operation TEXT, target TEXT, outcome TEXT, status INTEGER);
    CREATE TABLE IF NOT EXISTS audit_tasks (audit_id INTEGER PRIMARY KEY, task_id TEXT);
    CREATE TABLE IF NOT EXISTS console_calls (day TEXT, operation TEXT, status INTEGER, calls INTEGER, PRIMARY KEY (day, operation, status));
    CREATE TABLE IF NOT EXISTS alerts (kind TEXT PRIMARY KEY, at REAL);
";

impl DurableObject for Ledger {
    fn new(state: State, env: Env) -> Self {
        // In a class without SQLite every statement fails, and the caller receives an error. A panic here would fail all requests of the
        // isolate.
        let sql = state.storage().sql();
        writes::STATEMENTS.iter().for_each(|statement| {
            wasm_bindgen::intern(statement);
        });
        let tables = [TABLES, agents::TABLE, meta::TABLE];
        let _ = tables
            .into_iter()
            .try_for_each(|table| sql.exec(table, None).map(drop))
            .and_then(|()| meta::note_schema(&sql));
        let alerts = Alerts::new(state.id().name());
        Self { state, env, alerts, has_alarm: Cell::new(false) }
    }

    async fn fetch(&self, _: Request) -> Result<Response> {
        Response::error("a ledger has methods and takes no requests", 405)
    }

    async fn alarm(&self) -> Result<Response> {
        self.has_alarm.set(false);
        let (sql, now) = (self.sql(), now_ms());
        let is_reported = report::send(&self.env, &sql, now).await.is_ok();
        // The alarm of a report comes more often.
        if !is_recent(meta::time(&sql, meta::PRUNED)?, DAY_MS - HOUR_MS, now) {
            prune(&sql, now)?;
            meta::set(&sql, meta::PRUNED, "", now)?;
        }
        if is_reported {
            self.prune_later().await?
        } else {
            self.wake_at(now + REPORT_INTERVAL_MS, now).await?
        }
        Response::empty()
    }
}

/// Deletes what is no longer kept.
fn prune(sql: &SqlStorage, now: f64) -> Result<()> {
    // A day late, so that a clock that was ahead for a while deletes nothing that is still valid.
    revocations::prune(sql, now - DAY_MS)?;
    sql.exec("DELETE FROM writes WHERE at < ?", vec![(now - RETENTION_MS - DAY_MS).into()])?;
    actions::prune(sql, now - usage::ACTION_HOURS * HOUR_MS)?;
    alerts::prune(sql, now)?;
    usage::prune(sql, &day_of(now - KEPT_MS))?;
    audit::prune(sql, now - KEPT_MS)?;
    agents::prune(sql, now - DAY_MS)?;
    if meta::has(sql, meta::INDEX)? { teams::prune(sql, &day_of(now - KEPT_MS)) } else { Ok(()) }
}

impl Ledger {
    fn sql(&self) -> SqlStorage {
        self.state.storage().sql()
    }

    /// Runs statements of which all take effect, or none.
    fn atomically<T>(&self, run: impl FnOnce() -> Result<T>) -> Result<T> {
        atomically(&self.state.storage(), run)
    }

    async fn prune_later(&self) -> Result<()> {
        if self.has_alarm.get() {
            return Ok(());
        }
        let storage = self.state.storage();
        if storage.get_alarm().await?.is_none() {
            storage.set_alarm(DAY_MS as i64).await?;
        }
        self.has_alarm.set(true);
        Ok(())
    }

    /// Sets the alarm to a time, unless it is set to an earlier one.
    async fn wake_at(&self, at_ms: f64, now: f64) -> Result<()> {
        let storage = self.state.storage();
        match storage.get_alarm().await? {
            Some(set) if (set as f64) <= at_ms => Ok(()),
            _ => storage.set_alarm((at_ms - now) as i64).await,
        }
    }

    async fn record_calls(&self, mut batch: Batch) -> Result<()> {
        let team_name = std::mem::take(&mut batch.team_name);
        let sql = self.sql();
        self.alerts.record_batch(&self.env, &sql, &batch).await?;
        agents::touch(&sql, &batch.callers, now_ms())?;
        usage::record(&sql, &mut batch)?;
        for audited in batch.writes {
            audit::finish(&sql, audited)?;
        }
        self.report_later(&team_name).await
    }

    /// Lets the alarm report the totals, at once or when the last report is old enough. A flush does not wait for the index.
    async fn report_later(&self, team_name: &str) -> Result<()> {
        let (sql, now) = (self.sql(), now_ms());
        meta::set(&sql, meta::TEAM, &self.state.id().name().unwrap_or_default(), 0.0)?;
        if !team_name.is_empty() {
            meta::set(&sql, meta::TEAM_NAME, team_name, 0.0)?;
        }
        self.wake_at(report::due_ms(&sql, now)?, now).await
    }
}

/// The day of a time as `YYYY-MM-DD` in UTC.
pub fn day_of(ms: f64) -> String {
    let text = js_sys::Date::new(&ms.into()).to_iso_string();
    String::from(text).split('T').next().unwrap_or_default().to_owned()
}

/// The value of a query that returns one column `json`: SQLite writes it with less code than a type per row would take here.
fn read_json(sql: &SqlStorage, query: &str, values: Vec<SqlStorageValue>) -> Result<String> {
    #[derive(Deserialize)]
    struct Row {
        json: String,
    }
    let row: Row = sql.exec(query, values)?.one()?;
    Ok(row.json)
}
