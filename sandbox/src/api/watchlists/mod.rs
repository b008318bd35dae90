//! Watchlists of the four kinds: reading, deleting, and the functions that creates and updates share.

pub(crate) mod keyword;
mod labels;
mod patch;
pub(crate) mod profile;

use serde_json::{Value, json};

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::ApiRequest;
use crate::api::route::Handler::Keyed;
use crate::api::route::Requirement::{Extension, ExtensionUnlessSharing};
use crate::api::route::{Route, route};
use crate::api::views;
use crate::engine::collector;
use crate::model::team::TeamIndex;
use crate::model::watchlist::{Watchlist, WatchlistKind};
use crate::state::world::World;

const KEYWORD: &str = "/api-keyword-watchlist";
const PEOPLE: &str = "/api-people-watchlist";
const COMPANY: &str = "/api-company-watchlist";
const REDDIT: &str = "/api-reddit-watchlist";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", KEYWORD, Extension, Keyed(get)),
    route("POST", KEYWORD, Extension, Keyed(keyword::create)),
    route("PUT", KEYWORD, Extension, Keyed(keyword::update)),
    route("DELETE", KEYWORD, Extension, Keyed(delete)),
    route("GET", PEOPLE, Extension, Keyed(get)),
    route("POST", PEOPLE, Extension, Keyed(profile::create)),
    route("PUT", PEOPLE, Extension, Keyed(profile::update)),
    route("DELETE", PEOPLE, Extension, Keyed(delete)),
    route("GET", COMPANY, Extension, Keyed(get)),
    route("POST", COMPANY, Extension, Keyed(profile::create)),
    route("PUT", COMPANY, Extension, Keyed(profile::update)),
    route("DELETE", COMPANY, Extension, Keyed(delete)),
    route("GET", REDDIT, ExtensionUnlessSharing, Keyed(get)),
    route("POST", REDDIT, ExtensionUnlessSharing, Keyed(keyword::create)),
    route("PUT", REDDIT, ExtensionUnlessSharing, Keyed(keyword::update)),
    route("DELETE", REDDIT, ExtensionUnlessSharing, Keyed(delete)),
];

pub(crate) fn get(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    collector::run_due(world, request.now);
    let kind = kind_of_path(request);
    if let Some(id) = request.query("id") {
        let at = find_owned(world, team, kind, id)?;
        return Ok(views::watchlist_detail(&world.watchlists[at], world.behavior.keyword_fields));
    }
    let own = world.watchlists.iter().filter(|watchlist| watchlist.team == team && watchlist.kind == kind);
    let watchlists: Vec<_> = own.map(|watchlist| Value::from(views::watchlist_summary(watchlist))).collect();
    Ok(json!({ "count": watchlists.len(), "watchlists": watchlists }))
}

/// Deletes a watchlist and the posts that it collected. The vendor's published client sends `id` in the body (docs/api.md, Contradictions).
pub(crate) fn delete(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let id = request.query("id").or_else(|| request.text("id")).ok_or_else(|| ApiError::missing_parameter("id"))?;
    let at = find_owned(world, team, kind_of_path(request), id)?;
    world.watchlists.remove(at);
    let (removed, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut world.posts).into_iter().partition(|post| post.watchlist_id == id);
    world.posts = kept;
    world.interactions.retain(|interaction| removed.iter().all(|post| post.id != interaction.post_id));
    Ok(json!({ "id": id, "deleted": true, "message": "Watchlist and all related data deleted successfully" }))
}

fn kind_of_path(request: &ApiRequest) -> WatchlistKind {
    match request.path.as_str() {
        "/api-people-watchlist" => WatchlistKind::People,
        "/api-company-watchlist" => WatchlistKind::Company,
        "/api-reddit-watchlist" => WatchlistKind::Reddit,
        _ => WatchlistKind::Keyword,
    }
}

/// Stores a new watchlist, if the plan includes it. // invented: a watchlist equal to an earlier one is a second watchlist.
fn add(world: &mut World, watchlist: Watchlist, now: i64) -> Result<(), ApiError> {
    let used = world.watchlists.iter().filter(|other| other.team == watchlist.team).count();
    let included = world.teams[watchlist.team].plan.watchlists;
    if used >= included {
        // invented: all that follows "watchlists".
        return Err(ApiError::new(
            402,
            format!("Your plan includes up to {included} watchlists. Upgrade your plan to add more."),
        ));
    }
    world.watchlists.push(watchlist);
    collector::run_due(world, now);
    Ok(())
}

/// Returns the index of a team's watchlist. // invented: one of another kind is not found.
fn find_owned(world: &World, team: TeamIndex, kind: WatchlistKind, id: &str) -> Result<usize, ApiError> {
    let found = world.watchlists.iter().position(|watchlist| watchlist.id == id && watchlist.kind == kind);
    let at = found.ok_or_else(|| ApiError::not_found("Watchlist not found"))?;
    if world.watchlists[at].team != team {
        return Err(ApiError::access_denied());
    }
    Ok(at)
}

/// Parses `fetchFreqInHours`; `None` when it was not sent.
fn parse_frequency(request: &ApiRequest) -> Result<Option<u64>, ApiError> {
    const ALLOWED: [u64; 7] = [1, 3, 6, 12, 24, 48, 72];
    let Some(value) = request.body.get("fetchFreqInHours") else { return Ok(None) };
    let hours = ALLOWED.into_iter().find(|hours| value.as_f64() == Some(*hours as f64));
    hours.map(Some).ok_or_else(|| ApiError::bad_request("Invalid fetchFreqInHours"))
}

/// Parses `name`; `None` when it was not sent.
fn parse_name(request: &ApiRequest) -> Result<Option<String>, ApiError> {
    if request.body.get("name").is_none_or(Value::is_null) {
        return Ok(None);
    }
    let name = request.text("name").ok_or_else(|| ApiError::bad_request("Name cannot be empty"))?;
    Ok(Some(name.trim().to_owned()))
}
