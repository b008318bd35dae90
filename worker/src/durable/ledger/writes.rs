//! Writes: their beginning, by which a repeat is recognized, and their outcome, which repeats receive.

use std::time::Duration;

use outx_core::gateway::idempotency::{RETENTION_MS, ReplayDecision, WriteRecord, decide_replay};
use serde::Deserialize;
use worker::{Delay, Result};

use super::message::{BeginWrite, BeginWriteResponse, FinishWrite, WriteOutcome};
use super::{Ledger, actions, audit, revocations};
use crate::runtime::js::now_ms;

const FIND: &str = concat!(
    "SELECT ",
    revocations::is_revoked!(),
    " AS revoked, fingerprint, state, status, body, at FROM (SELECT 1) LEFT JOIN writes ON key = ?5 AND at > ?6"
);
const BEGIN: &str = "INSERT OR REPLACE INTO writes VALUES (?, ?, 'open', NULL, NULL, ?)";
const DONE: &str = "UPDATE writes SET state = 'done', status = ?, body = ? WHERE key = ?";
/// The statements of most writes, for the cache of strings that JavaScript knows.
pub const STATEMENTS: [&str; 5] = [FIND, BEGIN, DONE, audit::RECORD, audit::FINISH];

/// How often a repeated write checks whether the first one has an outcome.
const REPLAY_POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Whether the caller of a write was signed out, and the record of the write, `NULL` when there is none.
#[derive(Deserialize)]
struct KnownWrite {
    revoked: f64,
    fingerprint: Option<String>,
    state: Option<String>,
    status: Option<f64>,
    body: Option<String>,
    at: Option<f64>,
}

impl KnownWrite {
    fn write(&self) -> Option<WriteRecord> {
        Some(match self.state.as_deref()? {
            "open" => WriteRecord::Open { began_ms: self.at.unwrap_or_default() },
            "done" => WriteRecord::Done {
                status: self.status.unwrap_or(200.0) as u16,
                body: self.body.clone().unwrap_or_default(),
            },
            _ => WriteRecord::OutcomeUnknown,
        })
    }
}

impl Ledger {
    /// Records the beginning of a write, unless it is a repeat, its caller was signed out, or the actions of the hour are used up.
    pub(super) async fn begin_write(&self, begin: BeginWrite) -> Result<BeginWriteResponse> {
        loop {
            // Checked again after each wait, during which the caller may have signed out.
            match self.try_begin_write(&begin)? {
                Some(response) => return Ok(response),
                None => Delay::from(REPLAY_POLL_INTERVAL).await,
            }
        }
    }

    /// The same without waiting; `None` for a repeat of a write that has no outcome yet. Nothing is awaited, so no other request can run in
    /// between.
    pub(super) fn try_begin_write(&self, begin: &BeginWrite) -> Result<Option<BeginWriteResponse>> {
        #[cfg(feature = "inject-panic")]
        crate::http::trap::in_ledger();
        let known = self.find_write(begin)?;
        if known.revoked != 0.0 {
            return Ok(Some(BeginWriteResponse::Revoked));
        }
        let Some(write) = known.write() else {
            return self.atomically(|| self.record_beginning(begin, now_ms())).map(Some);
        };
        match decide_replay(&write, known.fingerprint.as_deref() == Some(&begin.fingerprint), now_ms()) {
            ReplayDecision::Wait => Ok(None),
            ReplayDecision::Replay { status, body } => {
                audit::record(&self.sql(), &begin.audit, "replayed", Some(status), now_ms())?;
                Ok(Some(BeginWriteResponse::Replay { status, body }))
            }
            ReplayDecision::Reject(error) => {
                let code = error.code.as_str().to_owned();
                Ok(Some(BeginWriteResponse::Reject { status: error.status, code, text: error.text.into_owned() }))
            }
        }
    }

    /// Counts the action of a write, and records it in the audit and under its idempotency key.
    fn record_beginning(&self, begin: &BeginWrite, now: f64) -> Result<BeginWriteResponse> {
        let sql = self.sql();
        if let Err(exhausted) = actions::try_count(&sql, begin, now)? {
            return Ok(BeginWriteResponse::Budget { wait_ms: exhausted.wait_ms, is_own: exhausted.is_own });
        }
        let audit_id = audit::record(&sql, &begin.audit, "sent", None, now)?;
        if let Some(write_id) = begin.write_id.as_deref() {
            sql.exec(BEGIN, vec![write_id.into(), begin.fingerprint.as_str().into(), now.into()])?;
        }
        Ok(BeginWriteResponse::Send { action_ms: begin.actions_per_hour.map(|_| now), audit_id })
    }

    /// What is known about a write and its caller, by one statement.
    fn find_write(&self, begin: &BeginWrite) -> Result<KnownWrite> {
        let now = now_ms();
        let [id, person, began_ms, now_value] = revocations::values(begin.credential.as_ref(), now);
        let values = vec![id, person, began_ms, now_value, begin.write_id.clone().into(), (now - RETENTION_MS).into()];
        self.sql().exec(FIND, values)?.one()
    }

    /// Records the outcome of a write.
    pub(super) fn finish_write(&self, finish: FinishWrite) -> Result<()> {
        let sql = self.sql();
        if let (WriteOutcome::NotApplied, Some(at)) = (&finish.outcome, finish.action_ms) {
            actions::take_back(&sql, finish.limited_caller.as_deref(), at)?;
        }
        audit::finish(&sql, finish.audited)?;
        let Some(write_id) = finish.write_id else { return Ok(()) };
        match finish.outcome {
            WriteOutcome::Done { status, body } => {
                sql.exec(DONE, vec![i32::from(status).into(), body.into(), write_id.into()])
            }
            WriteOutcome::NotApplied => sql.exec("DELETE FROM writes WHERE key = ?", vec![write_id.into()]),
            WriteOutcome::OutcomeUnknown => {
                sql.exec("UPDATE writes SET state = 'doubt' WHERE key = ?", vec![write_id.into()])
            }
        }?;
        Ok(())
    }
}
