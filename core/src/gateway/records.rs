//! Records of a team: the audit of writes, which contains no personal content, and the queries that read the records.

use serde_json::Value;

use crate::gateway::clock::KEPT_DAYS;
use crate::gateway::http::api_error::ApiError;
use crate::operation::{Operation, Place};
use crate::text::number::parse_whole;

/// Parameters whose value is the id of what a write changes and does not identify a person.
const TARGETS: [&str; 3] = ["id", "post_id", "social_urn"];
/// Maximum length of an id, in bytes.
const MAX_LEN: usize = 64;

/// Returns the id of what a write changes: a watchlist or a post. Empty when the operation names a person, creates something, or has no
/// such parameter.
pub fn audit_target(operation: &Operation, query: &str, body: &[u8]) -> String {
    let param = operation.params.iter().find(|param| TARGETS.contains(&param.name));
    let value = param.and_then(|param| match param.place {
        Place::Query => {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(name, _)| *name == param.name).map(|(_, value)| value.to_owned())
        }
        _ => serde_json::from_slice::<Value>(body).ok()?.get(param.name)?.as_str().map(str::to_owned),
    });
    value.filter(|value| is_id(value)).unwrap_or_default()
}

fn is_id(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
    value.len() <= MAX_LEN && value.bytes().all(is_plain)
}

/// The id of the task that a write created, from the body of its response; `None` for other operations, and when the
/// value is not an id.
pub fn created_task(operation: &Operation, body: &str) -> Option<String> {
    if !operation.kind.is_task() {
        return None;
    }
    let body: Value = serde_json::from_str(body).ok()?;
    let id = body.get("api_agent_task_id")?.as_str()?;
    is_id(id).then(|| id.to_owned())
}

/// The name under which usage counts a call. A list of watchlists with the parameter `id` returns one watchlist and counts as `get`.
pub fn usage_name(operation: &'static Operation, query: &str) -> &'static str {
    let get = match operation.name {
        "watchlists.keyword.list" => "watchlists.keyword.get",
        "watchlists.people.list" => "watchlists.people.get",
        "watchlists.company.list" => "watchlists.company.get",
        "watchlists.reddit.list" => "watchlists.reddit.get",
        name => return name,
    };
    if query.split('&').any(|pair| pair.starts_with("id=")) { get } else { operation.name }
}

/// Number of days when a query has no `days`.
pub(super) const DEFAULT_DAYS: u32 = 30;

/// Parses the query of the usage: `days=N`, or an empty query for 30 days.
///
/// # Errors
/// 400 for anything else.
pub fn parse_usage_query(query: &str) -> Result<u32, ApiError> {
    let days = if query.is_empty() { Some(DEFAULT_DAYS) } else { query.strip_prefix("days=").and_then(parse_days) };
    days.ok_or_else(|| ApiError::invalid("days must be a whole number from 1 to 90, and the only parameter"))
}

/// The query of the audit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AuditQuery {
    /// `days`: how far back; 30 when absent.
    pub days: u32,
    /// `before`: the `next` of the previous response, to read the rows that follow it.
    pub before: Option<u32>,
    /// `tasks=true`: only the writes that created a task.
    pub tasks: bool,
}

impl AuditQuery {
    /// Parses the query of the audit.
    ///
    /// # Errors
    /// 400 for another parameter, a repeated one, or a value out of its bounds.
    pub fn parse(query: &str) -> Result<Self, ApiError> {
        let (mut days, mut before, mut tasks) = (None, None, None);
        for pair in query.split('&').filter(|_| !query.is_empty()) {
            let is_new = match pair.split_once('=') {
                Some(("days", value)) => parse_days(value).is_some_and(|value| days.replace(value).is_none()),
                Some(("before", value)) => parse_whole(value).is_some_and(|value| before.replace(value).is_none()),
                Some(("tasks", "true")) => tasks.replace(true).is_none(),
                _ => false,
            };
            if !is_new {
                let text = "invalid query: expected days, a whole number from 1 to 90, before, the next of the response before, and tasks=true, each once";
                return Err(ApiError::invalid(text));
            }
        }
        Ok(Self { days: days.unwrap_or(DEFAULT_DAYS), before, tasks: tasks.is_some() })
    }
}

/// Parses the query of the request log: `id=` and a request id, or an empty query for the last requests.
///
/// # Errors
/// 400 for anything else.
pub fn parse_requests_query(query: &str) -> Result<Option<String>, ApiError> {
    if query.is_empty() {
        return Ok(None);
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let id = query.strip_prefix("id=").filter(|id| (1..=MAX_LEN).contains(&id.len()) && id.bytes().all(is_plain));
    id.map(|id| Some(id.to_owned()))
        .ok_or_else(|| ApiError::invalid("id must be a request id, the value of x-request-id, and the only parameter"))
}

/// Parses a number of days.
pub(super) fn parse_days(value: &str) -> Option<u32> {
    parse_whole(value).filter(|days| (1..=KEPT_DAYS).contains(days))
}
