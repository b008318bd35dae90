//! What a team's callers did: counts by day, and the last requests.

use outx_core::gateway::clock::{DAY_MS, HOUR_MS};
use serde::Deserialize;
use worker::{Result, SqlStorage};

use super::day_of;
use super::message::{Batch, CallerCalls, RequestRecord, Usage};
use crate::durable::object::EventCount;

/// Retention of LinkedIn actions, in hours.
pub const ACTION_HOURS: f64 = 48.0;
/// Number of requests that can be looked up.
const KEPT_REQUESTS: i32 = 1_000;
/// Number of requests from which a chunk takes no more batches. Requests are deleted by chunks.
const CHUNK_REQUESTS: i32 = 100;

/// Adds the calls of a batch.
pub fn record(sql: &SqlStorage, batch: &mut Batch) -> Result<()> {
    for (count, calls) in batch.counts.drain(..) {
        sql.exec(
            "INSERT INTO calls VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls",
            vec![count.day.into(), count.operation.into(), i32::from(count.status).into(), f64::from(calls).into()],
        )?;
    }
    for (count, calls) in batch.codes.drain(..) {
        sql.exec(
            "INSERT INTO codes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls",
            vec![count.day.into(), count.code.into(), f64::from(calls).into()],
        )?;
    }
    for caller in batch.callers.drain(..) {
        record_caller(sql, caller)?;
    }
    record_requests(sql, &batch.requests)
}

fn record_caller(sql: &SqlStorage, caller: CallerCalls) -> Result<()> {
    // Without a change there is no row to pay for.
    sql.exec(
        "INSERT INTO callers VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name, day = excluded.day
        WHERE name <> excluded.name OR day <> excluded.day",
        vec![caller.caller.as_str().into(), caller.kind.into(), caller.name.into(), caller.day.as_str().into()],
    )?;
    for one in caller.operations {
        sql.exec(
            "INSERT INTO caller_calls VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET calls = calls + excluded.calls, failures = failures + excluded.failures",
            vec![
                caller.day.as_str().into(),
                caller.caller.as_str().into(),
                one.operation.into(),
                f64::from(one.calls).into(),
                f64::from(one.failures).into(),
            ],
        )?;
    }
    Ok(())
}

/// Appends the requests of a batch to the newest chunk: a row per request would cost as much as the request.
fn record_requests(sql: &SqlStorage, requests: &[RequestRecord]) -> Result<()> {
    #[derive(Deserialize)]
    struct Chunk {}
    if requests.is_empty() {
        return Ok(());
    }
    let entries = serde_json::to_string(requests)?;
    // The items of an array without its brackets, which a comma joins to others.
    let entries = &entries[1..entries.len() - 1];
    let counted = requests.len() as i32;
    let append = "UPDATE requests SET counted = counted + ?, entries = entries || ',' || ?
        WHERE id = (SELECT max(id) FROM requests) AND counted < ? RETURNING id";
    let appended: Vec<Chunk> =
        sql.exec(append, vec![counted.into(), entries.into(), CHUNK_REQUESTS.into()])?.to_array()?;
    if !appended.is_empty() {
        return Ok(());
    }
    sql.exec("INSERT INTO requests (counted, entries) VALUES (?, ?)", vec![counted.into(), entries.into()])?;
    let older = "DELETE FROM requests WHERE id <= (SELECT max(id) FROM
        (SELECT id, sum(counted) OVER (ORDER BY id DESC) - counted AS newer FROM requests) WHERE newer >= ?)";
    sql.exec(older, vec![KEPT_REQUESTS.into()])?;
    Ok(())
}

/// The last requests, newest first; with `id` those of this request id.
pub fn requests(sql: &SqlStorage, id: Option<&str>) -> Result<Vec<RequestRecord>> {
    #[derive(Deserialize)]
    struct Row {
        entries: String,
    }
    let rows: Vec<Row> = sql.exec("SELECT entries FROM requests ORDER BY id DESC", None)?.to_array()?;
    let entries = rows.iter().flat_map(|row| {
        let mut entries: Vec<RequestRecord> = serde_json::from_str(&format!("[{}]", row.entries)).unwrap_or_default();
        entries.reverse();
        entries
    });
    let kept = entries.take(KEPT_REQUESTS as usize);
    Ok(kept.filter(|entry| id.is_none_or(|id| entry.request_id == id)).collect())
}

/// The usage of the last days.
pub fn usage(sql: &SqlStorage, days: u32, actions: EventCount, now: f64) -> Result<Usage> {
    let since = day_of(now - f64::from(days.saturating_sub(1)) * DAY_MS);
    let calls = "SELECT day, operation, status, calls FROM calls WHERE day >= ? ORDER BY day, operation, status";
    let codes = "SELECT day, code, calls FROM codes WHERE day >= ? ORDER BY day, code";
    // Names of sessions are e-mail addresses, which the audit alone returns.
    let callers =
        "SELECT caller_calls.caller, coalesce(kind, '') AS kind, iif(kind = 'token', name, '') AS name, operation,
            sum(calls) AS calls, sum(failures) AS failures
        FROM caller_calls LEFT JOIN callers ON callers.caller = caller_calls.caller
        WHERE caller_calls.day >= ? GROUP BY caller_calls.caller, operation ORDER BY calls DESC LIMIT 1000";
    let hours = "SELECT CAST(at / 3600000 AS INTEGER) * 3600000 AS hour, count(*) AS actions
        FROM actions WHERE at >= ? GROUP BY hour ORDER BY hour";
    let first_hour = ((now / HOUR_MS).floor() - ACTION_HOURS + 1.0) * HOUR_MS;
    Ok(Usage {
        days: sql.exec(calls, vec![since.as_str().into()])?.to_array()?,
        codes: sql.exec(codes, vec![since.as_str().into()])?.to_array()?,
        callers: sql.exec(callers, vec![since.into()])?.to_array()?,
        action_hours: sql.exec(hours, vec![first_hour.into()])?.to_array()?,
        actions: actions.counted,
        oldest_ms: actions.oldest,
    })
}

/// Deletes counts of days before `first_day`.
pub fn prune(sql: &SqlStorage, first_day: &str) -> Result<()> {
    for table in ["calls", "codes", "caller_calls", "callers"] {
        sql.exec(&format!("DELETE FROM {table} WHERE day < ?"), vec![first_day.into()])?;
    }
    Ok(())
}
