//! What a team's callers did and may repeat, in one object a team.

use std::time::Duration;

use outx_core::error::Code;
use outx_core::gateway::idempotency::{KEPT_MS, Known, MAX_KEPT_BYTES, Outcome, Verdict, judge};
use outx_core::gateway::window::Window;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{
    Delay, DurableObject, Env, Method, Request, RequestInit, Response, Result, SqlStorage, State, durable_object,
};

use crate::js::now_ms;

/// Days that usage is kept.
const USAGE_DAYS: f64 = 90.0;
const DAY_MS: f64 = 86_400_000.0;
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// What the Worker asks of a ledger.
#[derive(Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Which sessions were signed out.
    Revoked,
    /// Sign this session out; forget it when it would be over anyway.
    Revoke { id: String, until_ms: f64 },
    /// A write is about to be sent.
    Begin(Begin),
    /// What became of it.
    Finish(Finish),
    /// Calls to add up.
    Count(Batch),
    /// The counts of the last days.
    Usage { days: u32 },
}

/// A write that is about to be sent.
#[derive(Debug, Serialize, Deserialize)]
pub struct Begin {
    /// Caller, operation and idempotency key, when the caller gave one.
    pub key: Option<String>,
    pub fingerprint: String,
    /// The hour's limit, when it is a LinkedIn action.
    pub actions: Option<u32>,
}

/// The end of a write.
#[derive(Debug, Serialize, Deserialize)]
pub struct Finish {
    pub key: Option<String>,
    /// When its LinkedIn action was counted, if it is one: what was refused did not spend it.
    pub action_ms: Option<f64>,
    pub outcome: Kept,
}

impl Finish {
    /// Whether the ledger has anything to change: a write without a key is remembered by its action alone.
    pub fn matters(&self) -> bool {
        self.key.is_some() || (self.action_ms.is_some() && matches!(self.outcome, Kept::Freed))
    }
}

/// The outcome of a write.
#[derive(Debug, Serialize, Deserialize)]
pub enum Kept {
    Done { status: u16, body: String },
    Freed,
    Doubt,
}

impl Kept {
    /// From the API's answer. One that is too long to keep is in doubt for a repeat.
    pub fn of(status: Option<u16>, body: &str) -> Self {
        match (Outcome::of(status), status) {
            (Outcome::Done, Some(status)) if body.len() <= MAX_KEPT_BYTES => {
                Self::Done { status, body: body.to_owned() }
            }
            (Outcome::Freed, _) => Self::Freed,
            _ => Self::Doubt,
        }
    }
}

/// What calls are counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Count {
    pub day: String,
    pub operation: String,
    pub status: u16,
}

/// Calls that were not written down yet.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Batch {
    pub counts: Vec<(Count, u32)>,
}

impl Batch {
    /// Adds a call.
    pub fn add(&mut self, count: Count, _code: Option<Code>) {
        match self.counts.iter_mut().find(|(known, _)| *known == count) {
            Some((_, calls)) => *calls += 1,
            None => self.counts.push((count, 1)),
        }
    }
}

/// What a ledger says to [`Ask::Begin`].
#[derive(Debug, Serialize, Deserialize)]
pub enum Begun {
    /// It may be sent; when it is a LinkedIn action, it was counted at this time.
    Send {
        action_ms: Option<f64>,
    },
    Repeat {
        status: u16,
        body: String,
    },
    Refuse {
        status: u16,
        code: String,
        text: String,
    },
    /// The hour's LinkedIn actions are spent for so many milliseconds.
    Budget {
        wait_ms: f64,
    },
}

/// What a ledger says to [`Ask::Usage`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Usage {
    pub days: Vec<Day>,
    /// LinkedIn actions of the last hour, and when the oldest was.
    pub actions: u32,
    pub oldest_ms: Option<f64>,
}

/// A row of usage.
#[derive(Debug, Serialize, Deserialize)]
pub struct Day {
    pub day: String,
    pub operation: String,
    pub status: u16,
    pub calls: u32,
}

/// The Durable Object.
#[durable_object(alarm)]
pub struct Ledger {
    state: State,
}

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS revoked (id TEXT PRIMARY KEY, until_ms REAL);
    CREATE TABLE IF NOT EXISTS actions (at REAL);
    CREATE TABLE IF NOT EXISTS calls (day TEXT, operation TEXT, status INTEGER, calls INTEGER, PRIMARY KEY (day, operation, status));
    CREATE TABLE IF NOT EXISTS writes (key TEXT PRIMARY KEY, fingerprint TEXT, state TEXT, status INTEGER, body TEXT, at REAL);
";

impl DurableObject for Ledger {
    fn new(state: State, _env: Env) -> Self {
        state.storage().sql().exec(TABLES, None).expect("the tables' text is valid SQL");
        Self { state }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match request.json().await? {
            Ask::Revoked => Response::from_json(&self.revoked()?),
            Ask::Revoke { id, until_ms } => {
                self.sql().exec("INSERT OR REPLACE INTO revoked VALUES (?, ?)", vec![id.into(), until_ms.into()])?;
                self.prune_later().await?;
                Response::from_json(&())
            }
            Ask::Begin(begin) => Response::from_json(&self.begin(begin).await?),
            Ask::Finish(finish) => Response::from_json(&self.finish(finish)?),
            Ask::Count(batch) => Response::from_json(&self.count(batch).await?),
            Ask::Usage { days } => Response::from_json(&self.usage(days)?),
        }
    }

    async fn alarm(&self) -> Result<Response> {
        let (sql, now) = (self.sql(), now_ms());
        sql.exec("DELETE FROM revoked WHERE until_ms < ?", vec![now.into()])?;
        sql.exec("DELETE FROM writes WHERE at < ?", vec![(now - KEPT_MS).into()])?;
        sql.exec("DELETE FROM actions WHERE at < ?", vec![(now - DAY_MS).into()])?;
        sql.exec("DELETE FROM calls WHERE day < ?", vec![day_of(now - USAGE_DAYS * DAY_MS).into()])?;
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
    fn known(&self) -> Known {
        match self.state.as_str() {
            "open" => Known::Open { began_ms: self.at },
            "done" => {
                Known::Done { status: self.status.unwrap_or(200.0) as u16, body: self.body.clone().unwrap_or_default() }
            }
            _ => Known::Doubt,
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

    fn revoked(&self) -> Result<Vec<String>> {
        #[derive(Deserialize)]
        struct Row {
            id: String,
        }
        let rows: Vec<Row> =
            self.sql().exec("SELECT id FROM revoked WHERE until_ms > ?", vec![now_ms().into()])?.to_array()?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    async fn begin(&self, begin: Begin) -> Result<Begun> {
        if let Some(key) = &begin.key {
            while let Some(write) = self.write(key)? {
                match judge(&write.known(), write.fingerprint == begin.fingerprint, now_ms()) {
                    Verdict::Wait => Delay::from(LOOK_AGAIN).await,
                    Verdict::Send => break,
                    Verdict::Repeat(status, body) => return Ok(Begun::Repeat { status, body }),
                    Verdict::Refuse(refusal) => {
                        let (status, code) = (refusal.status, refusal.code.as_str().to_owned());
                        return Ok(Begun::Refuse { status, code, text: refusal.text.into_owned() });
                    }
                }
            }
        }
        // From here to the end nothing is awaited but storage, so no other request can come between.
        let now = now_ms();
        if let Some(limit) = begin.actions {
            let (counted, oldest) = self.actions(now)?;
            if let Err(wait_ms) = Window::hourly(limit).admit(counted, oldest, now) {
                return Ok(Begun::Budget { wait_ms });
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
        Ok(Begun::Send { action_ms: begin.actions.map(|_| now) })
    }

    fn write(&self, key: &str) -> Result<Option<Write>> {
        let query = "SELECT fingerprint, state, status, body, at FROM writes WHERE key = ? AND at > ?";
        let rows: Vec<Write> = self.sql().exec(query, vec![key.into(), (now_ms() - KEPT_MS).into()])?.to_array()?;
        Ok(rows.into_iter().next())
    }

    fn finish(&self, finish: Finish) -> Result<()> {
        let sql = self.sql();
        if let (Kept::Freed, Some(at)) = (&finish.outcome, finish.action_ms) {
            let one = "DELETE FROM actions WHERE rowid = (SELECT rowid FROM actions WHERE at = ? LIMIT 1)";
            sql.exec(one, vec![at.into()])?;
        }
        let Some(key) = finish.key else { return Ok(()) };
        match finish.outcome {
            Kept::Done { status, body } => sql.exec(
                "UPDATE writes SET state = 'done', status = ?, body = ? WHERE key = ?",
                vec![i32::from(status).into(), body.into(), key.into()],
            ),
            Kept::Freed => sql.exec("DELETE FROM writes WHERE key = ?", vec![key.into()]),
            Kept::Doubt => sql.exec("UPDATE writes SET state = 'doubt' WHERE key = ?", vec![key.into()]),
        }?;
        Ok(())
    }

    async fn count(&self, batch: Batch) -> Result<()> {
        for (count, calls) in batch.counts {
            self.sql().exec(
                "INSERT INTO calls VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls",
                vec![count.day.into(), count.operation.into(), i32::from(count.status).into(), f64::from(calls).into()],
            )?;
        }
        self.prune_later().await
    }

    fn usage(&self, days: u32) -> Result<Usage> {
        let now = now_ms();
        let since = day_of(now - f64::from(days.saturating_sub(1)) * DAY_MS);
        let query = "SELECT day, operation, status, calls FROM calls WHERE day >= ? ORDER BY day, operation, status";
        let (actions, oldest_ms) = self.actions(now)?;
        Ok(Usage { days: self.sql().exec(query, vec![since.into()])?.to_array()?, actions, oldest_ms })
    }

    /// LinkedIn actions of the last hour, and when the oldest was.
    fn actions(&self, now: f64) -> Result<(u32, Option<f64>)> {
        #[derive(Deserialize)]
        struct Row {
            counted: f64,
            oldest: Option<f64>,
        }
        let query = "SELECT count(*) AS counted, min(at) AS oldest FROM actions WHERE at > ?";
        let row: Row = self.sql().exec(query, vec![(now - 3_600_000.0).into()])?.one()?;
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
