//! Revoked sessions and tokens of a team.

use outx_core::gateway::auth::revocation::{Revocable, Revocations};
use serde::Deserialize;
use worker::{Result, SqlStorage, SqlStorageValue};

/// Loads all revocations whose credential has not expired yet.
pub fn all(sql: &SqlStorage, now: f64) -> Result<Revocations> {
    #[derive(Deserialize)]
    struct Id {
        id: String,
    }
    #[derive(Deserialize)]
    struct Person {
        person: String,
        up_to_ms: f64,
    }
    let ids: Vec<Id> = sql.exec("SELECT id FROM revoked WHERE until_ms > ?", vec![now.into()])?.to_array()?;
    let people = "SELECT person, up_to_ms FROM revoked_people WHERE until_ms > ?";
    let people: Vec<Person> = sql.exec(people, vec![now.into()])?.to_array()?;
    Ok(Revocations {
        ids: ids.into_iter().map(|row| row.id).collect(),
        people: people.into_iter().map(|row| (row.person, row.up_to_ms)).collect(),
    })
}

/// Whether a credential is revoked, by its [`values`]. Same result as [`Revocations::has`], without loading all revocations for each write.
macro_rules! is_revoked {
    () => {
        "(EXISTS (SELECT 1 FROM revoked WHERE id = ?1 AND until_ms > ?4)
            OR EXISTS (SELECT 1 FROM revoked_people WHERE person = ?2 AND up_to_ms >= ?3 AND until_ms > ?4))"
    };
}
pub(super) use is_revoked;

/// The values of `is_revoked!`. Without a credential nothing is revoked: no id and no person is empty.
pub fn values(credential: Option<&Revocable>, now: f64) -> [SqlStorageValue; 4] {
    let (id, person) = credential.map_or(("", ""), |it| (it.id.as_str(), it.person.as_deref().unwrap_or_default()));
    [id.into(), person.into(), credential.map_or(0.0, |it| it.began_ms).into(), now.into()]
}

/// Whether a credential is revoked.
pub fn has(sql: &SqlStorage, credential: &Revocable, now: f64) -> Result<bool> {
    #[derive(Deserialize)]
    struct Row {
        found: f64,
    }
    let row: Row =
        sql.exec(concat!("SELECT ", is_revoked!(), " AS found"), values(Some(credential), now).to_vec())?.one()?;
    Ok(row.found != 0.0)
}

/// Revokes a session or token until it expires, and with `person` all sessions of that person that began until
/// now. `up_to_ms` never decreases, so that a clock that was set back does not restore revoked sessions.
pub fn revoke(sql: &SqlStorage, id: String, person: Option<String>, until_ms: f64, now: f64) -> Result<()> {
    sql.exec("INSERT OR REPLACE INTO revoked VALUES (?, ?)", vec![id.into(), until_ms.into()])?;
    let Some(person) = person else { return Ok(()) };
    let life_ms = outx_core::gateway::auth::session::LIFE_MS;
    sql.exec(
        "INSERT INTO revoked_people VALUES (?1, ?2, ?2 + ?3) ON CONFLICT DO UPDATE SET
            up_to_ms = max(up_to_ms, excluded.up_to_ms), until_ms = max(until_ms, excluded.until_ms)",
        vec![person.into(), now.into(), life_ms.into()],
    )?;
    Ok(())
}

/// Deletes revocations of credentials that expired before this time.
pub fn prune(sql: &SqlStorage, before_ms: f64) -> Result<()> {
    sql.exec("DELETE FROM revoked WHERE until_ms < ?", vec![before_ms.into()])?;
    sql.exec("DELETE FROM revoked_people WHERE until_ms < ?", vec![before_ms.into()])?;
    Ok(())
}
