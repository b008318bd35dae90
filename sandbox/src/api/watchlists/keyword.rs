//! Keyword and Reddit watchlists: created and changed by keywords or by a prompt.

use serde_json::{Map, Value, json};

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::{ApiRequest, parse_strings};
use crate::api::views;
use crate::api::watchlists::labels::parse_labels;
use crate::api::watchlists::patch::WatchlistPatch;
use crate::api::watchlists::{add, find_owned, kind_of_path, parse_frequency, parse_name};
use crate::model::keyword::Keyword;
use crate::model::team::TeamIndex;
use crate::model::time::SECOND;
use crate::model::watchlist::Watchlist;
use crate::state::world::World;

/// How long generation from a prompt takes. // invented: "within seconds" is documented.
const GENERATION_MS: i64 = 2 * SECOND;

pub(crate) fn create(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    match parse_prompt(request)? {
        // invented: the text.
        Some(_) if request.body.contains_key("keywords") => {
            Err(ApiError::bad_request("Provide either keywords or prompt, not both"))
        }
        Some(prompt) => create_by_prompt(world, team, request, prompt),
        None => create_by_keywords(world, team, request),
    }
}

fn create_by_keywords(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let keywords = parse_keywords(request)?;
    let labels = parse_labels(request)?;
    // invented: how a name is generated.
    let name = parse_name(request)?.unwrap_or_else(|| format!("{} watchlist", keywords[0].keyword));
    let mut watchlist = Watchlist::new(world.ids.next_uuid(), team, kind_of_path(request), &name, request.now);
    watchlist.frequency = parse_frequency(request)?.unwrap_or(watchlist.frequency);
    watchlist.description = request.optional_text("description")?;
    watchlist.objective = request.optional_text("objective")?;
    watchlist.slack_webhook_url = request.optional_text("slack_webhook_url")?;
    watchlist.labels = labels.unwrap_or_default();
    watchlist.keywords = keywords;
    let mut created = views::watchlist_created(&watchlist);
    let results = watchlist.keyword_texts().into_iter().map(|keyword| json!({ "keyword": keyword, "created": true }));
    // invented: the key and the items.
    created.insert("keyword_results".into(), results.collect());
    add(world, watchlist, request.now)?;
    Ok(created.into())
}

fn create_by_prompt(world: &mut World, team: TeamIndex, request: &ApiRequest, prompt: String) -> ApiResult {
    let first_words: Vec<_> = prompt.split_whitespace().take(4).collect();
    let name = parse_name(request)?.unwrap_or_else(|| first_words.join(" "));
    let mut watchlist = Watchlist::new(world.ids.next_uuid(), team, kind_of_path(request), &name, request.now);
    watchlist.frequency = parse_frequency(request)?.unwrap_or(watchlist.frequency);
    watchlist.prompt = Some(prompt.clone());
    watchlist.generated_at = Some(request.now + GENERATION_MS);
    let mut created = views::watchlist_created(&watchlist);
    created.remove("keywords");
    created.insert("prompt".into(), prompt.into());
    let message =
        "Watchlist created. Keywords and labels are being generated in the background and will be available shortly.";
    created.insert("message".into(), message.into());
    add(world, watchlist, request.now)?;
    Ok(created.into())
}

pub(crate) fn update(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let id = request.text("id").ok_or_else(|| ApiError::missing_parameter("id"))?;
    if let Some(prompt) = parse_prompt(request)? {
        return regenerate(world, team, request, id, prompt);
    }
    let at = find_owned(world, team, kind_of_path(request), id)?;
    let patch = WatchlistPatch::parse(request)?;
    let labels = parse_labels(request)?;
    let keywords = request.body.contains_key("keywords").then(|| parse_keywords(request)).transpose()?;
    if patch.is_empty() && labels.is_none() && keywords.is_none() {
        return Err(ApiError::bad_request("No valid update fields provided"));
    }
    // invented: `append`, documented for Reddit, works on keyword watchlists too.
    let append = request.optional("append", Value::as_bool)?.unwrap_or(false);
    let watchlist = &mut world.watchlists[at];
    let mut changed = patch.apply(watchlist, request.now);
    if let Some(keywords) = keywords {
        replace_keywords(&mut watchlist.keywords, keywords, append);
        changed.insert("keywords".into(), json!(watchlist.keyword_texts()));
    }
    // Labels stay when keywords change without them (docs/api.md, Contradictions).
    if let Some(labels) = labels {
        changed.insert("labels".into(), json!(labels));
        watchlist.labels = labels;
    }
    Ok(changed.into())
}

fn replace_keywords(current: &mut Vec<Keyword>, keywords: Vec<Keyword>, append: bool) {
    if !append {
        current.clear();
    }
    for keyword in keywords {
        if !current.iter().any(|other| other.is_same_as(&keyword)) {
            current.push(keyword);
        }
    }
}

fn regenerate(world: &mut World, team: TeamIndex, request: &ApiRequest, id: &str, prompt: String) -> ApiResult {
    const PATCH_FIELDS: [&str; 6] = ["name", "fetchFreqInHours", "disable", "slack_webhook_url", "keywords", "labels"];
    if PATCH_FIELDS.iter().any(|field| request.body.contains_key(*field)) {
        // invented: the text.
        return Err(ApiError::bad_request("Provide either prompt or other update fields, not both"));
    }
    let at = find_owned(world, team, kind_of_path(request), id);
    // One text for both causes (docs/api.md, Contradictions).
    let at = at.map_err(|_| ApiError::not_found("Watchlist not found or access denied"))?;
    let watchlist = &mut world.watchlists[at];
    watchlist.keywords.clear();
    watchlist.labels.clear();
    watchlist.prompt = Some(prompt.clone());
    watchlist.generated_at = Some(request.now + GENERATION_MS);
    let mut changed = Map::new();
    changed.insert("id".into(), id.into());
    changed.insert("prompt".into(), prompt.into());
    changed.insert("updated".into(), true.into());
    let message = "Prompt updated. Keywords and labels are being regenerated in the background.";
    changed.insert("message".into(), message.into());
    Ok(changed.into())
}

/// Parses `keywords`, trims them, and drops empty and repeated ones.
fn parse_keywords(request: &ApiRequest) -> Result<Vec<Keyword>, ApiError> {
    let items = request.body.get("keywords").and_then(Value::as_array).filter(|items| !items.is_empty());
    let items = items.ok_or_else(|| ApiError::bad_request("keywords array is required and must not be empty"))?;
    let mut cleaned = Vec::new();
    replace_keywords(&mut cleaned, items.iter().filter_map(parse_keyword).collect(), true);
    if cleaned.is_empty() {
        return Err(ApiError::bad_request("No valid keywords provided after cleaning"));
    }
    Ok(cleaned)
}

/// Parses a keyword, which is a string or an object; `None` when it has no text.
fn parse_keyword(value: &Value) -> Option<Keyword> {
    let text = value.as_str().or_else(|| value.get("keyword").and_then(Value::as_str));
    let mut keyword = Keyword::new(text.map(str::trim).filter(|text| !text.is_empty())?);
    let list = |name| value.get(name).and_then(parse_strings);
    keyword.required_keywords = list("required_keywords").unwrap_or_default();
    // The second name is what the vendor's published client sends (docs/api.md, Contradictions).
    keyword.excluded_keywords = list("excluded_keywords").or_else(|| list("exclude_keywords")).unwrap_or_default();
    keyword.include_all_required = value.get("include_all_required").and_then(Value::as_bool).unwrap_or(false);
    Some(keyword)
}

/// Parses `prompt`; `None` when it was not sent.
fn parse_prompt(request: &ApiRequest) -> Result<Option<String>, ApiError> {
    if !request.body.contains_key("prompt") {
        return Ok(None);
    }
    let prompt = request
        .text("prompt")
        .ok_or_else(|| ApiError::bad_request("prompt is required and must be a non-empty string"))?;
    Ok(Some(prompt.trim().to_owned()))
}
