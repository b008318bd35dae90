//! The writes of a team, kept for 90 days.

use serde::Deserialize;
use worker::{Result, SqlStorage};

use super::message::{AuditedOutcome, AuditedWrite};
use super::read_json;

/// Maximum number of rows in one response.
const PAGE_ROWS: i32 = 1_000;

pub const RECORD: &str = "INSERT INTO audit (at, request_id, caller, operation, target, outcome, status) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id";
pub const FINISH: &str = "UPDATE audit SET outcome = ?, status = ? WHERE id = ? AND outcome = 'sent'";

/// Records a write with its first outcome, `sent` or `replayed`, and returns its row.
pub fn record(sql: &SqlStorage, write: &AuditedWrite, outcome: &str, status: Option<u16>, now: f64) -> Result<f64> {
    #[derive(Deserialize)]
    struct Inserted {
        id: f64,
    }
    let text = |text: &str| text.to_owned().into();
    let values = vec![
        now.into(),
        text(&write.request_id),
        text(&write.caller),
        text(&write.operation),
        text(&write.target),
        text(outcome),
        status.map(i32::from).into(),
    ];
    let inserted: Inserted = sql.exec(RECORD, values)?.one()?;
    Ok(inserted.id)
}

/// Records the outcome of a write that was sent.
pub fn finish(sql: &SqlStorage, audited: AuditedOutcome) -> Result<()> {
    sql.exec(FINISH, vec![audited.outcome.into(), audited.status.map(i32::from).into(), audited.id.into()])?;
    if let Some(task_id) = audited.task_id {
        sql.exec("INSERT OR IGNORE INTO audit_tasks VALUES (?, ?)", vec![audited.id.into(), task_id.into()])?;
    }
    Ok(())
}

/// The writes since a time as JSON, newest first, of those before the row `before`; with `tasks` only those that created a task.
pub fn page(sql: &SqlStorage, since_ms: f64, before: Option<f64>, tasks: bool) -> Result<String> {
    // One row more than a page shows whether there are further ones.
    let query = "WITH page AS (
            SELECT id, at, request_id, audit.caller AS caller, coalesce(name, '') AS name, operation, target, outcome, status, task_id
            FROM audit LEFT JOIN callers ON callers.caller = audit.caller LEFT JOIN audit_tasks ON audit_id = id
            WHERE id < ?1 AND at >= ?2 AND (?4 = 0 OR task_id IS NOT NULL) ORDER BY id DESC LIMIT ?3 + 1)
        SELECT json_object(
            'writes', (SELECT json_group_array(json_object(
                'id', id, 'at', at, 'request_id', request_id, 'caller', caller, 'name', name, 'operation', operation,
                'target', target, 'outcome', outcome, 'status', status, 'task_id', task_id))
                FROM (SELECT * FROM page ORDER BY id DESC LIMIT ?3)),
            'next', (SELECT iif((SELECT count(*) FROM page) > ?3, min(id), NULL) FROM (SELECT id FROM page LIMIT ?3))) AS json";
    let before = before.unwrap_or(f64::from(u32::MAX));
    read_json(sql, query, vec![before.into(), since_ms.into(), PAGE_ROWS.into(), i32::from(tasks).into()])
}

/// Deletes writes before a time.
pub fn prune(sql: &SqlStorage, before_ms: f64) -> Result<()> {
    sql.exec("DELETE FROM audit WHERE at < ?", vec![before_ms.into()])?;
    sql.exec("DELETE FROM audit_tasks WHERE audit_id < (SELECT coalesce(min(id), 9e15) FROM audit)", None)?;
    Ok(())
}
