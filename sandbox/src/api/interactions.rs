//! `GET /api-interactions`: likes and comments on collected posts.

use std::cmp::Reverse;

use serde_json::{Value, json};

use crate::api::error::{ApiError, ApiResult};
use crate::api::pagination::Page;
use crate::api::request::ApiRequest;
use crate::api::route::Handler::Keyed;
use crate::api::route::Requirement::Extension;
use crate::api::route::{Route, route};
use crate::api::views;
use crate::model::interaction::Interaction;
use crate::model::team::TeamIndex;
use crate::model::time::{DAY, format_day};
use crate::state::world::World;

pub(crate) const ROUTES: &[Route] = &[route("GET", "/api-interactions", Extension, Keyed(list))];

pub(crate) fn list(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let watchlist_id = find_watchlist_id(world, team, request)?;
    let kind = match request.query("interaction_type") {
        None | Some("like" | "comment") => request.query("interaction_type"),
        // invented: the text.
        Some(_) => return Err(ApiError::bad_request("Invalid interaction_type. Must be 'like' or 'comment'")),
    };
    let actor_ids = request.query_all("actor_ids");
    let post_ids: Vec<&str> =
        world.posts.iter().filter(|post| post.watchlist_id == watchlist_id).map(|post| post.id.as_str()).collect();
    let matches = |interaction: &&Interaction| {
        post_ids.contains(&interaction.post_id.as_str())
            && kind.is_none_or(|kind| interaction.reaction.name() == kind)
            && (actor_ids.is_empty() || actor_ids.contains(&interaction.actor.id.as_str()))
    };
    let mut found: Vec<&Interaction> = world.interactions.iter().filter(matches).collect();
    found.sort_by_key(|interaction| Reverse(interaction.created_at));
    let page = Page::from_query(request, world.behavior.interactions_page_size);
    let mut pagination = page.to_json(found.len());
    let count_of = |kind| found.iter().filter(|interaction| interaction.reaction.name() == kind).count();
    // invented: the keys of the totals and of the series of seven days.
    pagination["total_likes"] = count_of("like").into();
    pagination["total_comments"] = count_of("comment").into();
    let series = count_by_day(&found, request.now);
    let data: Vec<_> =
        page.select(found).into_iter().map(|interaction| views::interaction(world, interaction)).collect();
    Ok(json!({ "data": data, "pagination": pagination, "daily_counts": series }))
}

fn find_watchlist_id<'a>(world: &World, team: TeamIndex, request: &'a ApiRequest) -> Result<&'a str, ApiError> {
    let id = request
        .query("watchlist_id")
        .ok_or_else(|| ApiError::bad_request("watchlist_id is required and must be a string"))?;
    match world.watchlists.iter().find(|watchlist| watchlist.id == id) {
        None => Err(ApiError::bad_request(format!("Invalid watchlist ID: {id}"))),
        // The page prints a typographic apostrophe (docs/api.md, Interactions).
        Some(watchlist) if watchlist.team != team => {
            Err(ApiError::new(403, "Access denied: You don’t have permission to access this watchlist"))
        }
        Some(_) => Ok(id),
    }
}

/// Counts of the last seven days, oldest first.
fn count_by_day(found: &[&Interaction], now: i64) -> Vec<Value> {
    let days = (0..7).rev().map(|ago| format_day(now - ago * DAY));
    days.map(|date| {
        let count_of =
            |kind| found.iter().filter(|one| format_day(one.created_at) == date && one.reaction.name() == kind).count();
        json!({ "date": date, "likes": count_of("like"), "comments": count_of("comment") })
    })
    .collect()
}
