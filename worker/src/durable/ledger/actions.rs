//! The LinkedIn actions of the last hours: those of the team, and those of callers with a limit of their own.

use outx_core::gateway::clock::HOUR_MS;
use outx_core::gateway::limits::window::{Window, WindowDecision};
use worker::{Result, SqlStorage};

use super::message::BeginWrite;
use crate::durable::object::EventCount;

/// A used-up budget.
pub struct Exhausted {
    /// Time until the next action is possible, in milliseconds.
    pub wait_ms: f64,
    /// Whether it is the caller's own budget, not that of the team.
    pub is_own: bool,
}

/// Counts the action of a write against the team's budget and the caller's own, both or neither.
pub fn try_count(sql: &SqlStorage, begin: &BeginWrite, now: f64) -> Result<Result<(), Exhausted>> {
    let caller = begin.audit.caller.as_str();
    if let Some(limit) = begin.actions_per_hour {
        let team = of_team(sql, now)?;
        if let WindowDecision::Wait(wait_ms) = Window::hourly(limit).check(team.counted, team.oldest, now) {
            return Ok(Err(Exhausted { wait_ms, is_own: false }));
        }
    }
    if let Some(limit) = begin.caller_actions_per_hour {
        let own = of_caller(sql, caller, now)?;
        if let WindowDecision::Wait(wait_ms) = Window::hourly(limit).check(own.counted, own.oldest, now) {
            return Ok(Err(Exhausted { wait_ms, is_own: true }));
        }
        sql.exec("INSERT INTO caller_actions VALUES (?, ?)", vec![caller.into(), now.into()])?;
    }
    if begin.actions_per_hour.is_some() {
        sql.exec("INSERT INTO actions VALUES (?)", vec![now.into()])?;
    }
    Ok(Ok(()))
}

/// Takes back the action of a write that was not applied. Its row may be earlier than `at` if the clock was set back since.
pub fn take_back(sql: &SqlStorage, limited_caller: Option<&str>, at: f64) -> Result<()> {
    let query = "DELETE FROM actions WHERE rowid = (SELECT rowid FROM actions WHERE at <= ? ORDER BY at DESC LIMIT 1)";
    sql.exec(query, vec![at.into()])?;
    if let Some(caller) = limited_caller {
        let query = "DELETE FROM caller_actions WHERE rowid =
            (SELECT rowid FROM caller_actions WHERE caller = ? AND at <= ? ORDER BY at DESC LIMIT 1)";
        sql.exec(query, vec![caller.into(), at.into()])?;
    }
    Ok(())
}

/// Counts the team's actions of the last hour.
pub fn of_team(sql: &SqlStorage, now: f64) -> Result<EventCount> {
    // Actions in the future were recorded before the clock was set back.
    sql.exec("UPDATE actions SET at = ? WHERE at > ?", vec![now.into(), now.into()])?;
    let query = "SELECT count(*) AS counted, min(at) AS oldest FROM actions WHERE at > ?";
    sql.exec(query, vec![(now - HOUR_MS).into()])?.one()
}

fn of_caller(sql: &SqlStorage, caller: &str, now: f64) -> Result<EventCount> {
    let values = vec![now.into(), caller.into(), now.into()];
    sql.exec("UPDATE caller_actions SET at = ? WHERE caller = ? AND at > ?", values)?;
    let query = "SELECT count(*) AS counted, min(at) AS oldest FROM caller_actions WHERE caller = ? AND at > ?";
    sql.exec(query, vec![caller.into(), (now - HOUR_MS).into()])?.one()
}

/// Deletes actions before a time.
pub fn prune(sql: &SqlStorage, before_ms: f64) -> Result<()> {
    for table in ["actions", "caller_actions"] {
        sql.exec(&format!("DELETE FROM {table} WHERE at < ?"), vec![before_ms.into()])?;
    }
    Ok(())
}
