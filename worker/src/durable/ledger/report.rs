//! Reports of a team's totals to its index object.

use outx_core::gateway::clock::{DAY_MS, is_recent};
use outx_core::gateway::teams::{REPORT_INTERVAL_MS, TeamReport, index_of};
use worker::{Env, Result, SqlStorage};

use super::message::LedgerRequest;
use super::{KEPT_MS, day_of, meta, usage};
use crate::durable::object::{ObjectError, call_object};

/// When the next report is due, in milliseconds since 1970: now for the first in a while.
pub fn due_ms(sql: &SqlStorage, now: f64) -> Result<f64> {
    let reported = meta::time(sql, meta::REPORTED)?;
    // What was reported in the future, before the clock was set back, is reported again.
    Ok(if is_recent(reported, REPORT_INTERVAL_MS, now) { reported + REPORT_INTERVAL_MS } else { now })
}

/// Sends the totals of all days that may have changed since the last report. A ledger without a known team has nothing to report.
///
/// # Errors
/// [`ObjectError`] when the index cannot be reached; the next report includes the same days.
pub async fn send(env: &Env, sql: &SqlStorage, now: f64) -> std::result::Result<(), ObjectError> {
    let failed = |_| ObjectError::Unreachable;
    let Some(report) = build(sql, now).map_err(failed)? else { return Ok(()) };
    let index = index_of(&report.team);
    call_object::<()>(env, "LEDGER", &index, &LedgerRequest::RecordTeam(report)).await?;
    meta::set(sql, meta::REPORTED, "", now).map_err(failed)
}

fn build(sql: &SqlStorage, now: f64) -> Result<Option<TeamReport>> {
    let team = meta::text(sql, meta::TEAM)?;
    if team.is_empty() {
        return Ok(None);
    }
    // A day earlier: an isolate may flush a call of yesterday after midnight.
    let reported = meta::time(sql, meta::REPORTED)?.min(now) - DAY_MS;
    let first_day = day_of(reported.max(now - KEPT_MS));
    let days = usage::totals(sql, &first_day, &day_of(now - DAY_MS))?;
    Ok(Some(TeamReport { team, name: meta::text(sql, meta::TEAM_NAME)?, days }))
}
