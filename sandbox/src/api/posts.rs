//! `GET /api-posts`.

use std::cmp::Reverse;

use serde_json::json;

use crate::api::error::{ApiError, ApiResult};
use crate::api::pagination::Page;
use crate::api::request::ApiRequest;
use crate::api::route::Handler::Keyed;
use crate::api::route::Requirement::Extension;
use crate::api::route::{Route, route};
use crate::api::views;
use crate::engine::{collector, reactions};
use crate::model::post::Post;
use crate::model::team::TeamIndex;
use crate::model::time::{DAY, start_of_day};
use crate::state::world::World;

pub(crate) const ROUTES: &[Route] = &[route("GET", "/api-posts", Extension, Keyed(list))];

/// The number of likes from which a post is trending, by the oldest page of the documentation.
const TRENDING: u64 = 100;

pub(crate) fn list(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    collector::run_due(world, request.now);
    let watchlist_ids = selected_watchlists(world, team, request)?;
    let range = DateRange::from_query(request)?;
    let mut posts: Vec<&Post> = world.posts.iter().filter(|post| watchlist_ids.contains(&post.watchlist_id)).collect();
    posts.retain(|post| range.contains(post) && matches_any_source(world, team, post, request));
    // Reddit posts ignore the filters of LinkedIn.
    posts.retain(|post| post.is_reddit() || matches_linkedin(world, post, request));
    sort(&mut posts, request.query("sort_by").unwrap_or("recent"))?;
    let page = Page::from_query(request, 20);
    let total = posts.len();
    let posts: Vec<_> = page.select(posts).into_iter().map(|post| views::post(world, post)).collect();
    Ok(json!({ "data": posts, "pagination": page.to_json(total) }))
}

/// One id is documented. The vendor's published client also sends none or several (docs/api.md, Contradictions).
fn selected_watchlists(world: &World, team: TeamIndex, request: &ApiRequest) -> Result<Vec<String>, ApiError> {
    let requested = request.query_all("watchlist_id");
    if requested.is_empty() {
        return Ok(world
            .watchlists
            .iter()
            .filter(|watchlist| watchlist.team == team)
            .map(|watchlist| watchlist.id.clone())
            .collect());
    }
    for id in &requested {
        match world.watchlists.iter().find(|watchlist| watchlist.id == *id) {
            None => return Err(ApiError::bad_request("Invalid watchlist ID(s)")),
            Some(watchlist) if watchlist.team != team => return Err(ApiError::access_denied()),
            Some(_) => {}
        }
    }
    Ok(requested.into_iter().map(str::to_owned).collect())
}

/// `start_date` and `end_date`; the last day is included.
struct DateRange {
    start: Option<i64>,
    end: Option<i64>,
}

impl DateRange {
    fn from_query(request: &ApiRequest) -> Result<Self, ApiError> {
        let day = |name| match request.query(name) {
            None => Ok(None),
            // invented: the text.
            Some(text) => start_of_day(text)
                .map(Some)
                .ok_or_else(|| ApiError::bad_request(format!("Invalid {name}. Use YYYY-MM-DD"))),
        };
        Ok(Self { start: day("start_date")?, end: day("end_date")?.map(|day| day + DAY) })
    }

    fn contains(&self, post: &Post) -> bool {
        self.start.is_none_or(|start| post.created_at >= start) && self.end.is_none_or(|end| post.created_at < end)
    }
}

fn matches_any_source(world: &World, team: TeamIndex, post: &Post, request: &ApiRequest) -> bool {
    request.query_flag("is_saved").is_none_or(|saved| post.bookmark == saved)
        && (request.query_flag("trending") != Some(true) || post.likes >= TRENDING)
        && (request.query_flag("interacted") != Some(true) || reactions::has_reacted(world, &world.teams[team], post))
        && any_matches(&request.query_all("labels"), |label| match label {
            "no labels" => post.tags.is_empty(),
            label => post.tags.iter().any(|tag| tag == label),
        })
}

fn matches_linkedin(world: &World, post: &Post, request: &ApiRequest) -> bool {
    let english = matches!(request.query("lang"), Some("en" | "english" | "true"));
    let seniority = || {
        world.people.iter().find(|person| person.slug == post.author_slug).map(|person| person.seniority.to_lowercase())
    };
    any_matches(&request.query_all("people_slug"), |slug| post.company_slug.is_none() && post.author_slug == slug)
        && any_matches(&request.query_all("company_slug"), |slug| post.company_slug.as_deref() == Some(slug))
        && request.query("search_term").is_none_or(|term| post.content.to_lowercase().contains(&term.to_lowercase()))
        && (!english || post.language == "en")
        && request.query("post_type").is_none_or(|kind| post.post_type.as_deref() == Some(kind))
        && any_matches(&request.query_all("seniority_level"), |level| seniority() == Some(level.to_lowercase()))
        && request.query("linkedin_post_slug").is_none_or(|slug| post.slug == slug)
        // One client sends this name (docs/api.md, Posts).
        && request.query("slug").is_none_or(|slug| post.slug == slug)
}

fn any_matches(requested: &[&str], matches: impl Fn(&str) -> bool) -> bool {
    requested.is_empty() || requested.iter().any(|value| matches(value))
}

fn sort(posts: &mut [&Post], by: &str) -> Result<(), ApiError> {
    posts.sort_by_key(|post| Reverse(post.created_at));
    match by {
        "recent" => {}
        "popular_first" => posts.sort_by_key(|post| Reverse(post.likes)),
        "engagement" => posts.sort_by_key(|post| Reverse(post.likes + post.comments + post.shares)),
        "relevance_first" => posts.sort_by_key(|post| Reverse(post.relevance)),
        // invented: the text. Status 400 is documented for `recent_first` and `oldest_first`.
        _ => {
            return Err(ApiError::bad_request(
                "Invalid sort_by. Must be 'recent', 'popular_first', 'engagement' or 'relevance_first'",
            ));
        }
    }
    Ok(())
}
