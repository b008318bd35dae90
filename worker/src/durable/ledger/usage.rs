//! What a team's callers did: counts by day, and the last requests.

use outx_core::gateway::clock::{DAY_MS, HOUR_MS};
use serde::Deserialize;
use worker::{Result, SqlStorage};

use super::message::Batch;
use super::{day_of, read_json};
use crate::durable::object::EventCount;

/// Retention of LinkedIn actions, in hours.
pub const ACTION_HOURS: f64 = 48.0;
/// Number of requests that can be looked up.
const KEPT_REQUESTS: i32 = 1_000;
/// Number of requests from which a chunk takes no more batches. Requests are deleted by chunks.
const CHUNK_REQUESTS: i32 = 100;

/// Adds the calls of a batch.
pub fn record(sql: &SqlStorage, batch: &mut Batch) -> Result<()> {
    for (table, counts) in [("calls", &mut batch.counts), ("console_calls", &mut batch.console)] {
        let query =
            format!("INSERT INTO {table} VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls");
        for (count, calls) in counts.drain(..) {
            let status = i32::from(count.status);
            sql.exec(&query, vec![count.day.into(), count.operation.into(), status.into(), f64::from(calls).into()])?;
        }
    }
    for (count, calls) in batch.codes.drain(..) {
        sql.exec(
            "INSERT INTO codes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls",
            vec![count.day.into(), count.code.into(), f64::from(calls).into()],
        )?;
    }
    record_callers(sql, &batch.callers)?;
    record_requests(sql, &batch.requests, batch.request_count)
}

fn record_callers(sql: &SqlStorage, callers: &str) -> Result<()> {
    // Without a change there is no row to pay for. SQLite needs the WHERE to tell ON CONFLICT from a join.
    let names = "INSERT INTO callers SELECT DISTINCT value->>0, value->>1, value->>2, value->>3 FROM json_each(?) WHERE true
        ON CONFLICT DO UPDATE SET name = excluded.name, day = excluded.day WHERE name <> excluded.name OR day <> excluded.day";
    let calls = "INSERT INTO caller_calls SELECT value->>3, value->>0, value->>4, value->>5, value->>6 FROM json_each(?) WHERE value->>5 <> '0'
        ON CONFLICT DO UPDATE SET calls = calls + excluded.calls, failures = failures + excluded.failures";
    for query in [names, calls] {
        sql.exec(query, vec![callers.into()])?;
    }
    Ok(())
}

/// Appends the requests of a batch to the newest chunk: a row per request would cost as much as the request.
fn record_requests(sql: &SqlStorage, entries: &str, count: u32) -> Result<()> {
    #[derive(Deserialize)]
    struct Chunk {}
    if count == 0 {
        return Ok(());
    }
    let counted = count as i32;
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

/// The last requests as JSON, newest first; with an `id` those of this request id.
pub fn requests(sql: &SqlStorage, id: &str) -> Result<String> {
    let query = "SELECT json_object('requests', json_group_array(json(value))) AS json FROM
        (SELECT value FROM requests, json_each('[' || entries || ']') ORDER BY requests.id DESC, key DESC LIMIT ?)
        WHERE ? IN ('', value->>'request_id')";
    read_json(sql, query, vec![KEPT_REQUESTS.into(), id.into()])
}

/// The usage of the last days as JSON.
pub fn usage(sql: &SqlStorage, days: u32, limit: u32, actions: EventCount, now: f64) -> Result<String> {
    // Names of sessions are e-mail addresses, which the audit alone returns.
    let query = "SELECT json_object(
        'days', (SELECT json_group_array(json_object('day', day, 'operation', operation, 'status', status, 'calls', calls))
            FROM (SELECT * FROM calls WHERE day >= ?1 ORDER BY day, operation, status)),
        'console', (SELECT json_group_array(json_object('day', day, 'operation', operation, 'status', status, 'calls', calls))
            FROM (SELECT * FROM console_calls WHERE day >= ?1 ORDER BY day, operation, status)),
        'codes', (SELECT json_group_array(json_object('day', day, 'code', code, 'calls', calls))
            FROM (SELECT * FROM codes WHERE day >= ?1 ORDER BY day, code)),
        'callers', (SELECT json_group_array(json_object(
                'caller', caller, 'kind', kind, 'name', name, 'operation', operation, 'calls', calls, 'failures', failures))
            FROM (SELECT caller_calls.caller AS caller, coalesce(kind, '') AS kind, iif(kind = 'token', name, '') AS name, operation,
                    sum(calls) AS calls, sum(failures) AS failures
                FROM caller_calls LEFT JOIN callers ON callers.caller = caller_calls.caller
                WHERE caller_calls.day >= ?1 GROUP BY caller_calls.caller, operation ORDER BY calls DESC LIMIT 1000)),
        'action_hours', (SELECT json_group_array(json_object('hour', hour, 'actions', actions))
            FROM (SELECT CAST(at / 3600000 AS INTEGER) * 3600000 AS hour, count(*) AS actions
                FROM actions WHERE at >= ?2 GROUP BY hour ORDER BY hour)),
        'actions', json_object('hour', ?3, 'limit', ?4, 'reset_ms', ?5)) AS json";
    let since = day_of(now - f64::from(days.saturating_sub(1)) * DAY_MS);
    let first_hour = ((now / HOUR_MS).floor() - ACTION_HOURS + 1.0) * HOUR_MS;
    let reset_ms = actions.oldest.map_or(0.0, |oldest| (oldest + HOUR_MS - now).max(0.0));
    let values =
        vec![since.into(), first_hour.into(), (actions.counted as i32).into(), (limit as i32).into(), reset_ms.into()];
    read_json(sql, query, values)
}

/// The totals of each day since `first_day` as JSON: a list of lists of day, calls, failures and LinkedIn actions. Actions are kept for
/// [`ACTION_HOURS`], so those of a day before `first_action_day` are `null`.
pub fn totals(sql: &SqlStorage, first_day: &str, first_action_day: &str) -> Result<String> {
    let query =
        "SELECT json_group_array(json_array(day, calls, failures, iif(day < ?2, NULL, (SELECT count(*) FROM actions
            WHERE at >= unixepoch(day) * 1000 AND at < unixepoch(day, '+1 day') * 1000)))) AS json
        FROM (SELECT day, sum(calls) AS calls, sum(iif(status >= 400, calls, 0)) AS failures
            FROM calls WHERE day >= ?1 GROUP BY day)";
    read_json(sql, query, vec![first_day.into(), first_action_day.into()])
}

/// Deletes counts of days before `first_day`.
pub fn prune(sql: &SqlStorage, first_day: &str) -> Result<()> {
    for table in ["calls", "console_calls", "codes", "caller_calls", "callers"] {
        sql.exec(&format!("DELETE FROM {table} WHERE day < ?"), vec![first_day.into()])?;
    }
    Ok(())
}
