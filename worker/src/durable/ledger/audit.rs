//! The writes of a team, kept for 90 days.

use serde::Deserialize;
use worker::{Result, SqlStorage};

use super::message::{Audit, AuditRow, AuditedOutcome, AuditedWrite};

/// Maximum number of rows in one response.
const PAGE_ROWS: usize = 1_000;

/// Records a write with its first outcome, `sent` or `replayed`, and returns its row.
pub fn record(sql: &SqlStorage, write: &AuditedWrite, outcome: &str, status: Option<u16>, now: f64) -> Result<f64> {
    #[derive(Deserialize)]
    struct Inserted {
        id: f64,
    }
    let query = "INSERT INTO audit (at, request_id, caller, operation, target, outcome, status) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id";
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
    let inserted: Inserted = sql.exec(query, values)?.one()?;
    Ok(inserted.id)
}

/// Records the outcome of a write that was sent.
pub fn finish(sql: &SqlStorage, audited: AuditedOutcome) -> Result<()> {
    let query = "UPDATE audit SET outcome = ?, status = ? WHERE id = ? AND outcome = 'sent'";
    sql.exec(query, vec![audited.outcome.into(), audited.status.map(i32::from).into(), audited.id.into()])?;
    Ok(())
}

/// The writes since a time, newest first, of those before the row `before`.
pub fn page(sql: &SqlStorage, since_ms: f64, before: Option<f64>) -> Result<Audit> {
    let query =
        "SELECT id, at, request_id, audit.caller, coalesce(name, '') AS name, operation, target, outcome, status
        FROM audit LEFT JOIN callers ON callers.caller = audit.caller
        WHERE id < ? AND at >= ? ORDER BY id DESC LIMIT ?";
    let before = before.unwrap_or(f64::from(u32::MAX));
    let limit = PAGE_ROWS as i32 + 1;
    let mut writes: Vec<AuditRow> = sql.exec(query, vec![before.into(), since_ms.into(), limit.into()])?.to_array()?;
    let has_more = writes.len() > PAGE_ROWS;
    writes.truncate(PAGE_ROWS);
    let next = writes.last().filter(|_| has_more).map(|row| row.id);
    Ok(Audit { writes, next })
}

/// Deletes writes before a time.
pub fn prune(sql: &SqlStorage, before_ms: f64) -> Result<()> {
    sql.exec("DELETE FROM audit WHERE at < ?", vec![before_ms.into()])?;
    Ok(())
}
