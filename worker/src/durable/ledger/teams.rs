//! What an index object knows: the totals of each team by day, as the teams' ledgers reported them.

use outx_core::gateway::teams::TeamReport;
use worker::{Result, SqlStorage};

use super::read_json;

/// Created by the first report, so that the ledgers of teams do not have these tables.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS teams (team TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS team_days (team TEXT, day TEXT, calls INTEGER, failures INTEGER, actions INTEGER, PRIMARY KEY (team, day)) WITHOUT ROWID;
";

/// Stores a report. Totals are absolute, and one that did not change is no row to pay for.
pub fn record(sql: &SqlStorage, report: TeamReport) -> Result<()> {
    sql.exec(TABLES, None)?;
    // A token's calls have no team name; SQLite needs the WHERE to tell ON CONFLICT from a join.
    let team = "INSERT INTO teams VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name
        WHERE excluded.name <> '' AND excluded.name <> name";
    sql.exec(team, vec![report.team.as_str().into(), report.name.into()])?;
    let days = "INSERT INTO team_days SELECT ?, value->>0, value->>1, value->>2, value->>3 FROM json_each(?) WHERE true
        ON CONFLICT DO UPDATE SET calls = excluded.calls, failures = excluded.failures, actions = coalesce(excluded.actions, actions)
        WHERE calls <> excluded.calls OR failures <> excluded.failures OR coalesce(excluded.actions, actions) IS NOT actions";
    sql.exec(days, vec![report.team.into(), report.days.into()])?;
    Ok(())
}

/// The totals since a day of up to `limit` teams after `after` as JSON, in the order of their ids, and of one more if there are further ones.
pub fn page(sql: &SqlStorage, first_day: &str, after: &str, limit: usize) -> Result<String> {
    sql.exec(TABLES, None)?;
    let query = "SELECT json_object('teams', json_group_array(json_object('team', team, 'name', name, 'calls', calls,
            'failures', failures, 'actions', actions, 'last_day', last_day))) AS json FROM
        (SELECT team_days.team AS team, coalesce(name, '') AS name, sum(calls) AS calls, sum(failures) AS failures,
                sum(coalesce(actions, 0)) AS actions, max(day) AS last_day
            FROM team_days LEFT JOIN teams ON teams.team = team_days.team
            WHERE team_days.team > ? AND day >= ? GROUP BY team_days.team ORDER BY team_days.team LIMIT ?)";
    read_json(sql, query, vec![after.into(), first_day.into(), (limit as i32 + 1).into()])
}

/// Deletes totals of days before `first_day`, and the teams that have none left.
pub fn prune(sql: &SqlStorage, first_day: &str) -> Result<()> {
    sql.exec(TABLES, None)?;
    sql.exec("DELETE FROM team_days WHERE day < ?", vec![first_day.into()])?;
    sql.exec("DELETE FROM teams WHERE NOT EXISTS (SELECT 1 FROM team_days WHERE team_days.team = teams.team)", None)?;
    Ok(())
}
