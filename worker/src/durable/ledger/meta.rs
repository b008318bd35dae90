//! Facts about a ledger itself: of which team it is, which version its tables have, when it was last cleaned and last reported, and since
//! when each secret is in use.

use outx_core::gateway::secret_ages::SecretFingerprint;
use serde::Deserialize;
use serde_json::{Map, Value};
use worker::{Result, SqlStorage};

/// Version of the tables, for people who look at a ledger: a version adds tables and changes none, so an older gateway works on newer
/// tables. Version 1 had no such row.
pub const SCHEMA_VERSION: i32 = 2;

pub const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT, at REAL) WITHOUT ROWID;
";

/// The id of the team.
pub const TEAM: &str = "team";
/// The name of the team.
pub const TEAM_NAME: &str = "team_name";
/// When the index last had the totals.
pub const REPORTED: &str = "reported";
/// When expired rows were last deleted.
pub const PRUNED: &str = "pruned";
/// The object is an index of teams.
pub const INDEX: &str = "index";
const SCHEMA: &str = "schema";

#[derive(Default, Deserialize)]
struct Fact {
    value: String,
    at: f64,
}

/// Notes the version of the tables. That of a newer gateway, before a rollback, stays.
pub fn note_schema(sql: &SqlStorage) -> Result<()> {
    let query = "INSERT INTO meta VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET value = excluded.value
        WHERE CAST(value AS INTEGER) < CAST(excluded.value AS INTEGER)";
    sql.exec(query, vec![SCHEMA.into(), SCHEMA_VERSION.to_string().into()])?;
    Ok(())
}

/// The version of the tables.
pub fn schema(sql: &SqlStorage) -> Result<i32> {
    Ok(find(sql, SCHEMA)?.and_then(|fact| fact.value.parse().ok()).unwrap_or(1))
}

/// Whether a fact is known.
pub fn has(sql: &SqlStorage, name: &str) -> Result<bool> {
    Ok(find(sql, name)?.is_some())
}

/// A fact that is a text; empty when it is not known.
pub fn text(sql: &SqlStorage, name: &str) -> Result<String> {
    Ok(find(sql, name)?.unwrap_or_default().value)
}

/// A fact that is a time, in milliseconds since 1970; 0 when it is not known.
pub fn time(sql: &SqlStorage, name: &str) -> Result<f64> {
    Ok(find(sql, name)?.unwrap_or_default().at)
}

/// Stores a fact. Without a change there is no row to pay for.
pub fn set(sql: &SqlStorage, name: &str, value: &str, at: f64) -> Result<()> {
    let query = "INSERT INTO meta VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at
        WHERE value <> excluded.value OR at <> excluded.at";
    sql.exec(query, vec![name.into(), value.into(), at.into()])?;
    Ok(())
}

/// Notes which secrets are in use, and returns by name since when each is, in milliseconds since 1970.
pub fn note_secrets(sql: &SqlStorage, secrets: &[SecretFingerprint], now: f64) -> Result<Value> {
    let mut ages = Map::new();
    for SecretFingerprint { name, current, previous } in secrets {
        let key = format!("secret {name}");
        let known = find(sql, &key)?.filter(|fact| fact.value == *current || fact.value == *previous);
        let since = known.map_or(now, |fact| fact.at);
        set(sql, &key, current, since)?;
        ages.insert(name.clone(), since.into());
    }
    Ok(Value::Object(ages))
}

fn find(sql: &SqlStorage, name: &str) -> Result<Option<Fact>> {
    let facts: Vec<Fact> = sql.exec("SELECT value, at FROM meta WHERE name = ?", vec![name.into()])?.to_array()?;
    Ok(facts.into_iter().next())
}
