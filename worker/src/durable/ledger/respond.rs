//! The messages of a ledger and its responses, both JSON as text.

use outx_core::gateway::clock::DAY_MS;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::Result;

use super::message::{CreateAgentResponse, LedgerRequest, WriteMessage};
use super::{Ledger, actions, agents, audit, day_of, meta, revocations, status, teams, usage};
use crate::runtime::boxed::boxed;
use crate::runtime::js::now_ms;

/// In place of a response to a write: the write that it repeats has no outcome yet.
const WAIT: &str = "wait";

#[wasm_bindgen]
impl Ledger {
    /// Responds to a message of writes at once: without a wait there is no promise to pay for. `undefined` when the alarm has to be set first,
    /// and then nothing was done; `wait` when [`Ledger::write_later`] has to wait for the outcome of another write.
    ///
    /// # Errors
    /// What the storage throws.
    pub fn write_now(&self, message: &str) -> std::result::Result<Option<String>, JsValue> {
        if !self.has_alarm.get() {
            return Ok(None);
        }
        let WriteMessage { ended, begin } = serde_json::from_str(message).map_err(worker::Error::from)?;
        for finish in ended {
            self.finish_write(finish)?;
        }
        let Some(begin) = begin else { return Ok(Some(json(&())?)) };
        let response = self.try_begin_write(&begin)?.as_ref().map(json).transpose()?;
        Ok(Some(response.unwrap_or_else(|| WAIT.to_owned())))
    }

    /// Sets the alarm, after which [`Ledger::write_now`] responds.
    ///
    /// # Errors
    /// What the storage throws. Nothing is recorded then.
    pub async fn set_alarm(&self) -> std::result::Result<(), JsValue> {
        Ok(self.prune_later().await?)
    }

    /// Begins the write of a message when the one that it repeats has an outcome. Those that ended were recorded before.
    ///
    /// # Errors
    /// What the storage throws.
    pub async fn write_later(&self, message: String) -> std::result::Result<String, JsValue> {
        let message: WriteMessage = serde_json::from_str(&message).map_err(worker::Error::from)?;
        let Some(begin) = message.begin else { return Ok(json(&())?) };
        Ok(json(&self.begin_write(begin).await?)?)
    }

    /// Responds to any other message.
    ///
    /// # Errors
    /// What the storage throws.
    #[wasm_bindgen(js_name = respond)]
    pub async fn respond_to(&self, message: String) -> std::result::Result<String, JsValue> {
        Ok(boxed(self.respond(serde_json::from_str(&message).map_err(worker::Error::from)?)).await?)
    }
}

impl Ledger {
    pub(super) async fn respond(&self, message: LedgerRequest) -> Result<String> {
        match message {
            LedgerRequest::Revoked => json(&revocations::all(&self.sql(), now_ms())?),
            LedgerRequest::Revoke { id, person, until_ms } => {
                self.prune_later().await?;
                let sql = self.sql();
                // An agent token that is forgotten and not revoked would stay valid, and nothing would list it.
                self.atomically(|| {
                    agents::forget(&sql, &id, person.as_deref())?;
                    revocations::revoke(&sql, id, person, until_ms, now_ms())
                })?;
                json(&())
            }
            LedgerRequest::Agents => json(&agents::all(&self.sql(), now_ms())?),
            LedgerRequest::CreateAgent { agent, credential } => {
                self.prune_later().await?;
                let (sql, now) = (self.sql(), now_ms());
                let is_revoked = credential.is_some_and(|it| revocations::has(&sql, &it, now).unwrap_or(true));
                let response = match is_revoked {
                    true => CreateAgentResponse::Revoked,
                    false if agents::add(&sql, agent, now)? => CreateAgentResponse::Created,
                    false => CreateAgentResponse::TooMany,
                };
                json(&response)
            }
            LedgerRequest::RevokeAgent { public_id, until_ms } => {
                self.prune_later().await?;
                let sql = self.sql();
                let found = agents::find(&sql, &public_id)?;
                let is_found = found.is_some();
                if let Some(id) = found {
                    self.atomically(|| {
                        agents::forget(&sql, &id, None)?;
                        revocations::revoke(&sql, id, None, until_ms, now_ms())
                    })?;
                }
                json(&is_found)
            }
            LedgerRequest::Count(batch) => json(&self.record_calls(batch).await?),
            LedgerRequest::Usage { days, limit } => {
                let (sql, now) = (self.sql(), now_ms());
                usage::usage(&sql, days, limit, actions::of_team(&sql, now)?, now)
            }
            LedgerRequest::Audit { days, before, tasks } => {
                audit::page(&self.sql(), now_ms() - f64::from(days) * DAY_MS, before, tasks)
            }
            LedgerRequest::Requests { id } => usage::requests(&self.sql(), &id),
            LedgerRequest::Status => status::status(&self.sql()),
            LedgerRequest::TestAlert => json(&self.alerts.send_test(&self.env, &self.sql()).await?),
            LedgerRequest::NoteSecrets(secrets) => json(&meta::note_secrets(&self.sql(), &secrets, now_ms())?),
            LedgerRequest::RecordTeam(report) => {
                let sql = self.sql();
                teams::record(&sql, report)?;
                meta::set(&sql, meta::INDEX, "", 0.0)?;
                self.prune_later().await?;
                json(&())
            }
            LedgerRequest::Teams { days, after, limit } => {
                let first_day = day_of(now_ms() - f64::from(days.saturating_sub(1)) * DAY_MS);
                teams::page(&self.sql(), &first_day, &after, limit)
            }
        }
    }
}

fn json(response: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string(response)?)
}
