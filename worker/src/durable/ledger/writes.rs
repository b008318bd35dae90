//! Writes: their beginning, by which a repeat is recognized, and their outcome, which repeats receive.

use std::time::Duration;

use outx_core::gateway::idempotency::{RETENTION_MS, ReplayDecision, WriteRecord, decide_replay};
use serde::Deserialize;
use worker::{Delay, Result};

use super::message::{BeginWrite, BeginWriteResponse, FinishWrite, WriteOutcome};
use super::{Ledger, actions, audit, revocations};
use crate::runtime::js::now_ms;

/// How often a repeated write checks whether the first one has an outcome.
const REPLAY_POLL_INTERVAL: Duration = Duration::from_millis(50);

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
    /// Records the beginning of a write, unless it is a repeat, its caller was signed out, or the actions of the hour are used up.
    pub(super) async fn begin_write(&self, begin: BeginWrite) -> Result<BeginWriteResponse> {
        #[cfg(feature = "inject-panic")]
        crate::http::trap::in_ledger();
        // The alarm first: a ledger that cannot set it has not recorded anything yet.
        self.prune_later().await?;
        // Checked again after each wait, during which the caller may have signed out.
        loop {
            if self.is_revoked(&begin)? {
                return Ok(BeginWriteResponse::Revoked);
            }
            let row = begin.write_id.as_deref().map(|write_id| self.find_write(write_id)).transpose()?.flatten();
            let Some(write) = row else { break };
            match decide_replay(&write.to_record(), write.fingerprint == begin.fingerprint, now_ms()) {
                ReplayDecision::Wait => Delay::from(REPLAY_POLL_INTERVAL).await,
                ReplayDecision::Replay { status, body } => {
                    audit::record(&self.sql(), &begin.audit, "replayed", Some(status), now_ms())?;
                    return Ok(BeginWriteResponse::Replay { status, body });
                }
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
        // Nothing is awaited from here on, so no other request can run in between.
        self.atomically(|| self.record_beginning(begin, now_ms()))
    }

    /// Counts the action of a write, and records it in the audit and under its idempotency key.
    fn record_beginning(&self, begin: BeginWrite, now: f64) -> Result<BeginWriteResponse> {
        let sql = self.sql();
        if let Err(exhausted) = actions::try_count(&sql, &begin, now)? {
            return Ok(BeginWriteResponse::Budget { wait_ms: exhausted.wait_ms, is_own: exhausted.is_own });
        }
        let audit_id = audit::record(&sql, &begin.audit, "sent", None, now)?;
        if let Some(write_id) = begin.write_id {
            sql.exec(
                "INSERT OR REPLACE INTO writes VALUES (?, ?, 'open', NULL, NULL, ?)",
                vec![write_id.into(), begin.fingerprint.into(), now.into()],
            )?;
        }
        Ok(BeginWriteResponse::Send { action_ms: begin.actions_per_hour.map(|_| now), audit_id })
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

    /// Records the outcome of a write.
    pub(super) fn finish_write(&self, finish: FinishWrite) -> Result<()> {
        let sql = self.sql();
        if let (WriteOutcome::NotApplied, Some(at)) = (&finish.outcome, finish.action_ms) {
            actions::take_back(&sql, finish.limited_caller.as_deref(), at)?;
        }
        audit::finish(&sql, finish.audited)?;
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
}
