//! The agent tokens of a team, without the tokens.

use outx_core::gateway::auth::agent::MAX_AGENTS;
use worker::{Result, SqlStorage};

use super::message::Agent;
use crate::durable::object::EventCount;

pub const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS agents (id TEXT PRIMARY KEY, public_id TEXT, caller TEXT, person TEXT, owner TEXT, name TEXT, scope TEXT,
        ops TEXT, began_ms REAL, expires_ms REAL, used_ms REAL);
";

/// Stores a new agent token; false when the team has too many.
pub fn add(sql: &SqlStorage, agent: Agent, now: f64) -> Result<bool> {
    let query = "SELECT count(*) AS counted, min(began_ms) AS oldest FROM agents WHERE expires_ms > ?";
    let count: EventCount = sql.exec(query, vec![now.into()])?.one()?;
    if count.counted >= MAX_AGENTS {
        return Ok(false);
    }
    let values = vec![
        agent.id.into(),
        agent.public_id.into(),
        agent.caller.into(),
        agent.person.into(),
        agent.owner.into(),
        agent.name.into(),
        agent.scope.into(),
        agent.ops.into(),
        agent.began_ms.into(),
        agent.expires_ms.into(),
    ];
    sql.exec("INSERT INTO agents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", values)?;
    Ok(true)
}

/// The valid agent tokens, newest first.
pub fn all(sql: &SqlStorage, now: f64) -> Result<Vec<Agent>> {
    sql.exec("SELECT * FROM agents WHERE expires_ms > ? ORDER BY began_ms DESC", vec![now.into()])?.to_array()
}

/// The session id of the agent token of this public id.
pub fn find(sql: &SqlStorage, public_id: &str) -> Result<Option<String>> {
    let found: Vec<Agent> = sql.exec("SELECT * FROM agents WHERE public_id = ?", vec![public_id.into()])?.to_array()?;
    Ok(found.into_iter().next().map(|agent| agent.id))
}

/// Forgets the agent token of this session, and with `person` all that this person made. They were revoked.
pub fn forget(sql: &SqlStorage, id: &str, person: Option<&str>) -> Result<()> {
    sql.exec("DELETE FROM agents WHERE id = ?1 OR person = ?2", vec![id.into(), person.unwrap_or_default().into()])?;
    Ok(())
}

/// Notes when agents last made a call; `callers` are those of a batch.
pub fn touch(sql: &SqlStorage, callers: &str, now: f64) -> Result<()> {
    if callers.contains(r#""agent""#) {
        let query = "UPDATE agents SET used_ms = ? WHERE caller IN
            (SELECT value->>0 FROM json_each(?) WHERE value->>1 = 'agent')";
        sql.exec(query, vec![now.into(), callers.into()])?;
    }
    Ok(())
}

/// Deletes agent tokens that expired before this time.
pub fn prune(sql: &SqlStorage, before_ms: f64) -> Result<()> {
    sql.exec("DELETE FROM agents WHERE expires_ms < ?", vec![before_ms.into()])?;
    Ok(())
}
