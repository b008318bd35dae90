//! Usage of all teams: the index object of a team, the operator's query, and the merge of the pages of several index objects.
//!
//! A ledger knows one team only. Ledgers therefore report the totals of each day to a few index objects, which serve queries over all teams.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::gateway::auth::sign_in::INDEX_PREFIX;
use crate::gateway::http::api_error::ApiError;
use crate::gateway::records::{DEFAULT_DAYS, parse_days};
use crate::text::number::parse_whole;

/// Number of index objects. One object serves about a thousand requests per second, and each active team reports once per
/// [`REPORT_INTERVAL_MS`].
const SHARDS: u8 = 16;
/// Minimum time between two reports of a ledger, in milliseconds.
pub const REPORT_INTERVAL_MS: f64 = 300_000.0;
/// Maximum number of teams in one response of an index object. Even with long names it stays below 2 MB, the limit of a SQLite value.
pub const MAX_SHARD_TEAMS: usize = 2_500;
const MAX_TEAMS: usize = 10_000;
const DEFAULT_TEAMS: usize = 1_000;

/// Name of the object that indexes a team. It does not depend on the number of teams.
pub fn index_of(team: &str) -> String {
    index_name(Sha256::digest(team)[0] % SHARDS)
}

/// Names of all index objects.
pub fn index_names() -> impl Iterator<Item = String> {
    (0..SHARDS).map(index_name)
}

fn index_name(shard: u8) -> String {
    format!("{INDEX_PREFIX}{shard}")
}

/// A ledger's report to an index object. It contains absolute totals, so that the next report corrects a lost one, and a repeated report
/// changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamReport {
    /// Team id.
    pub team: String,
    /// Name of the team; empty when it is not known.
    pub name: String,
    /// The totals of each day that may have changed, as JSON: a list of lists of day, calls, failures and actions.
    pub days: String,
}

/// The format of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An object with `teams` and `next`.
    Json,
    /// A row per team (RFC 4180).
    Csv,
}

/// The query of the usage by team.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamsQuery {
    /// `days`: how far back; 30 when absent.
    pub days: u32,
    /// `after`: the last team of the previous page, decoded; empty for the first page.
    pub after: String,
    /// `limit`: number of teams in a page; 1,000 when absent.
    pub limit: usize,
    /// `format`; JSON when absent.
    pub format: Format,
}

impl TeamsQuery {
    /// Parses the query.
    ///
    /// # Errors
    /// 400 for another parameter, a repeated one, or a value out of its bounds.
    pub fn parse(query: &str) -> Result<Self, ApiError> {
        let (mut days, mut after, mut limit, mut format) = (None, None, None, None);
        for pair in query.split('&').filter(|_| !query.is_empty()) {
            let is_new = match pair.split_once('=') {
                Some(("days", value)) => parse_days(value).is_some_and(|value| days.replace(value).is_none()),
                Some(("after", value)) => decode_cursor(value).is_some_and(|value| after.replace(value).is_none()),
                Some(("limit", value)) => parse_limit(value).is_some_and(|value| limit.replace(value).is_none()),
                Some(("format", value)) => parse_format(value).is_some_and(|value| format.replace(value).is_none()),
                _ => false,
            };
            if !is_new {
                let text = "invalid query: expected days from 1 to 90, limit from 1 to 10000, format json or csv, and after, the next of the page before, each once";
                return Err(ApiError::invalid(text));
            }
        }
        Ok(Self {
            days: days.unwrap_or(DEFAULT_DAYS),
            after: after.unwrap_or_default(),
            limit: limit.unwrap_or(DEFAULT_TEAMS),
            format: format.unwrap_or(Format::Json),
        })
    }
}

fn parse_limit(value: &str) -> Option<usize> {
    usize::try_from(parse_whole(value)?).ok().filter(|limit| (1..=MAX_TEAMS).contains(limit))
}

fn parse_format(value: &str) -> Option<Format> {
    match value {
        "json" => Some(Format::Json),
        "csv" => Some(Format::Csv),
        _ => None,
    }
}

/// Encodes a team id for a query. The API chooses team ids, so they can contain any character.
fn encode_cursor(team: &str) -> String {
    URL_SAFE_NO_PAD.encode(team)
}

fn decode_cursor(value: &str) -> Option<String> {
    let team = String::from_utf8(URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
    (!team.is_empty()).then_some(team)
}

/// The totals of a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamTotals {
    /// Team id.
    pub team: String,
    /// Name of the team; empty when it is not known.
    pub name: String,
    /// All calls.
    pub calls: u64,
    /// Calls whose status is 400 or above.
    pub failures: u64,
    /// LinkedIn actions that the API accepted.
    pub actions: u64,
    /// The last day with a call, as `YYYY-MM-DD`.
    pub last_day: String,
}

/// Teams of one index object, in the order of their ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShardPage {
    /// One more than the requested number if the object has further teams.
    pub teams: Vec<TeamTotals>,
}

/// Teams in the order of their ids.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TeamsPage {
    days: u32,
    teams: Vec<TeamTotals>,
    next: Option<String>,
}

impl TeamsPage {
    /// Merges the pages of all index objects into one. Each object was asked for [`shard_limit`] teams.
    pub fn merge(query: &TeamsQuery, pages: Vec<ShardPage>) -> Self {
        let asked = shard_limit(query);
        // The extra team of an object means that the object may have teams after it that are not in `pages`, so the page ends before it.
        let held_back = pages.iter().filter_map(|page| page.teams.get(asked)).map(|it| it.team.clone()).min();
        let mut teams: Vec<TeamTotals> = pages.into_iter().flat_map(|page| page.teams).collect();
        teams.sort_unstable_by(|one, other| one.team.cmp(&other.team));
        let complete = held_back.map_or(teams.len(), |first| teams.partition_point(|it| it.team < first));
        let end = complete.min(query.limit);
        let next = teams[..end].last().filter(|_| end < teams.len()).map(|last| encode_cursor(&last.team));
        teams.truncate(end);
        Self { days: query.days, teams, next }
    }

    /// The `next` of the page; `None` on the last one.
    pub fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// The query of the page that follows `query`.
    pub fn next_query(&self, query: &TeamsQuery) -> Option<String> {
        let format = if query.format == Format::Csv { "csv" } else { "json" };
        let (days, limit) = (query.days, query.limit);
        self.next.as_ref().map(|next| format!("days={days}&limit={limit}&format={format}&after={next}"))
    }

    /// Formats the page.
    pub fn format(&self, format: Format) -> String {
        match format {
            Format::Json => serde_json::to_string(self).unwrap_or_default(),
            Format::Csv => self.to_csv(),
        }
    }

    fn to_csv(&self) -> String {
        let mut csv = "team,name,calls,failures,actions,last_day\r\n".to_owned();
        for TeamTotals { team, name, calls, failures, actions, last_day } in &self.teams {
            let (team, name) = (csv_text(team), csv_text(name));
            csv.push_str(&format!("{team},{name},{calls},{failures},{actions},{last_day}\r\n"));
        }
        csv
    }
}

/// Number of teams to request from each index object, which returns one more if it has further teams.
pub fn shard_limit(query: &TeamsQuery) -> usize {
    query.limit.min(MAX_SHARD_TEAMS)
}

/// Formats a text as a CSV field. Teams choose their names, so a text that a spreadsheet would run as a formula gets an apostrophe in front.
fn csv_text(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    let needs_quotes = text.contains(['"', ',', '\r', '\n']);
    if needs_quotes { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
