//! People and company watchlists: created from slugs or LinkedIn URLs.

use serde_json::Value;

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::ApiRequest;
use crate::api::views;
use crate::api::watchlists::labels::parse_labels;
use crate::api::watchlists::patch::WatchlistPatch;
use crate::api::watchlists::{add, find_owned, kind_of_path, parse_frequency, parse_name};
use crate::model::team::TeamIndex;
use crate::model::watchlist::{Watchlist, WatchlistKind};
use crate::state::world::World;

/// The names that a kind of watchlist has for its profiles.
struct ProfileField {
    name: &'static str,
    singular: &'static str,
    /// The part of a LinkedIn URL before the slug.
    url_path: &'static str,
}

impl ProfileField {
    fn of(kind: WatchlistKind) -> Self {
        match kind {
            WatchlistKind::Company => Self { name: "companies", singular: "company", url_path: "/company/" },
            _ => Self { name: "profiles", singular: "profile", url_path: "/in/" },
        }
    }
}

pub(crate) fn create(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let kind = kind_of_path(request);
    let field = ProfileField::of(kind);
    let slugs = parse_slugs(request, &field)?;
    let labels = parse_labels(request)?;
    // invented: how a name is generated.
    let name = parse_name(request)?.unwrap_or_else(|| format!("{} watchlist", slugs[0]));
    let mut watchlist = Watchlist::new(world.ids.next_uuid(), team, kind, &name, request.now);
    watchlist.frequency = parse_frequency(request)?.unwrap_or(watchlist.frequency);
    watchlist.description = request.optional_text("description")?;
    watchlist.labels = labels.unwrap_or_default();
    // invented: the whole response, in the pattern of keyword watchlists.
    let mut created = views::watchlist_created(&watchlist);
    created.insert(format!("{}_count", field.name), slugs.len().into());
    watchlist.profile_slugs = slugs;
    add(world, watchlist, request.now)?;
    Ok(created.into())
}

/// The tracked profiles cannot be changed (docs/api.md, People watchlists).
pub(crate) fn update(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let id = request.text("id").ok_or_else(|| ApiError::missing_parameter("id"))?;
    let at = find_owned(world, team, kind_of_path(request), id)?;
    let patch = WatchlistPatch::parse(request)?;
    if patch.is_empty() {
        return Err(ApiError::bad_request("No valid update fields provided"));
    }
    Ok(patch.apply(&mut world.watchlists[at], request.now).into())
}

/// Parses the slugs. Repeated and invalid ones are left out.
fn parse_slugs(request: &ApiRequest, field: &ProfileField) -> Result<Vec<String>, ApiError> {
    let items = request.body.get(field.name).and_then(Value::as_array).filter(|items| !items.is_empty());
    let items = items
        .ok_or_else(|| ApiError::bad_request(format!("{} array is required and must not be empty", field.name)))?;
    let mut slugs: Vec<String> = Vec::new();
    for slug in items.iter().filter_map(|item| parse_slug(item.as_str()?, field.url_path)) {
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    if slugs.is_empty() {
        return Err(ApiError::bad_request(format!("No valid {} identifiers provided", field.singular)));
    }
    Ok(slugs)
}

/// The slug in `ada-example` or `https://www.linkedin.com/in/ada-example/?x=1`.
fn parse_slug(text: &str, url_path: &str) -> Option<String> {
    let text = text.trim();
    let slug = match text.split_once("linkedin.com") {
        Some((_, path)) => path.strip_prefix(url_path)?.split(['/', '?', '#']).next()?,
        None => text,
    };
    let is_slug = !slug.is_empty()
        && slug.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '%'));
    is_slug.then(|| slug.to_lowercase())
}
