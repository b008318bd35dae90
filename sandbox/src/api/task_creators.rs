//! The ten operations that create LinkedIn tasks, with their documented checks.

use serde_json::{Value, json};

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::{ApiRequest, parse_strings};
use crate::api::route::Handler::Keyed;
use crate::api::route::Requirement::Extension;
use crate::api::route::{Route, route};
use crate::model::task::{Task, TaskKind};
use crate::model::team::TeamIndex;
use crate::model::time::DAY;
use crate::state::world::World;

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/linkedin-agent/fetch-profile", Extension, Keyed(fetch_profile)),
    route("POST", "/linkedin-agent/fetch-profiles-posts", Extension, Keyed(fetch_profiles_posts)),
    route("POST", "/linkedin-agent/fetch-company", Extension, Keyed(fetch_company)),
    route("POST", "/linkedin-agent/fetch-company-posts", Extension, Keyed(fetch_company_posts)),
    route("POST", "/linkedin-agent/search-profiles", Extension, Keyed(search_profiles)),
    route("POST", "/linkedin-agent/fetch-connections", Extension, Keyed(fetch_connections)),
    route("POST", "/linkedin-agent/send-message", Extension, Keyed(send_message)),
    route("POST", "/linkedin-agent/send-connection-request", Extension, Keyed(send_connection_request)),
    route("POST", "/linkedin-agent/like-post", Extension, Keyed(like_post)),
    route("POST", "/linkedin-agent/comment-post", Extension, Keyed(comment_post)),
];

fn create(world: &mut World, team: TeamIndex, kind: TaskKind, request: &ApiRequest) -> ApiResult {
    let id = world.ids.next_uuid();
    world.tasks.push(Task { id: id.clone(), team, kind, input: request.body.clone(), polls: 0, outcome: None });
    world.log.created_tasks += 1;
    Ok(json!({ "success": true, "api_agent_task_id": id, "message": kind.created_message() }))
}

fn require_admin(world: &World, team: TeamIndex) -> Result<(), ApiError> {
    world.teams[team].admin().map(|_| ()).ok_or_else(|| ApiError::not_found("No admin user found in the team"))
}

pub(crate) fn fetch_profile(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    request.required_text("profile_slug")?;
    create(world, team, TaskKind::Profile, request)
}

pub(crate) fn fetch_profiles_posts(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let urns = request.body.get("profile_urns").and_then(parse_strings).filter(|urns| !urns.is_empty());
    urns.ok_or_else(|| ApiError::invalid_field("profile_urns"))?;
    create(world, team, TaskKind::ProfilesPosts, request)
}

pub(crate) fn fetch_company(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    request.required_text("company_slug")?;
    create(world, team, TaskKind::Company, request)
}

pub(crate) fn fetch_company_posts(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    request.required_text("company_slug")?;
    create(world, team, TaskKind::CompanyPosts, request)
}

pub(crate) fn search_profiles(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let mut filters = 0;
    for name in ["keywords", "title", "company", "first_name", "last_name", "school"] {
        filters += usize::from(request.optional(name, Value::as_str)?.is_some_and(|text| !text.trim().is_empty()));
    }
    for name in ["geo_urn", "current_company", "past_company", "industry", "profile_language"] {
        filters += usize::from(request.optional(name, parse_strings)?.is_some_and(|list| !list.is_empty()));
    }
    request.optional("count", Value::as_u64)?;
    if filters == 0 {
        // invented: the text.
        return Err(ApiError::bad_request("At least one search filter is required"));
    }
    create(world, team, TaskKind::Search, request)
}

pub(crate) fn fetch_connections(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    request.optional("keyword", Value::as_str)?;
    request.optional("sort_type", Value::as_str)?;
    request.optional("start", Value::as_u64)?;
    request.optional("count", Value::as_u64)?;
    // invented: the documentation does not say whether this needs an admin. The task acts as one (docs/api.md, Browser extension).
    require_admin(world, team)?;
    create(world, team, TaskKind::Connections, request)
}

pub(crate) fn send_message(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    request.required_text("recipient_urn")?;
    if request.required_text("message")?.chars().count() > 10_000 {
        return Err(ApiError::bad_request("Message text is too long (max 10000 characters)"));
    }
    require_admin(world, team)?;
    create(world, team, TaskKind::Message, request)
}

pub(crate) fn send_connection_request(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    request.required_text("profile_urn")?;
    match request.body.get("note") {
        None | Some(Value::Null) => {}
        Some(Value::String(note)) if note.trim().chars().count() <= 300 => {}
        Some(Value::String(_)) => return Err(ApiError::bad_request("Invalid 'note': must be 300 characters or fewer")),
        Some(_) => return Err(ApiError::bad_request("Invalid 'note': must be a string")),
    }
    require_admin(world, team)?;
    let limit = world.behavior.invitation_limit;
    let invitations = &mut world.teams[team].invitations;
    // invented: the period of the limit.
    invitations.retain(|sent| request.now - sent < 7 * DAY);
    if invitations.len() >= limit {
        // invented: all that follows "LinkedIn invitation limit r".
        return Err(ApiError::new(429, "LinkedIn invitation limit reached. Please try again later."));
    }
    invitations.push(request.now);
    create(world, team, TaskKind::ConnectionRequest, request)
}

pub(crate) fn like_post(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    request.required_text("social_urn")?;
    require_admin(world, team)?;
    create(world, team, TaskKind::Like, request)
}

pub(crate) fn comment_post(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    request.required_text("social_urn")?;
    request.required_text("comment_text")?;
    // invented: the documentation of this operation does not say it. The task acts as an admin (docs/api.md, Browser extension).
    require_admin(world, team)?;
    create(world, team, TaskKind::Comment, request)
}
