//! The operations, and the checks that run before an operation's own.

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::ApiRequest;
use crate::api::{auth, engagement, interactions, posts, task_creators, task_status, team, watchlists};
use crate::model::team::TeamIndex;
use crate::state::behavior::{Check, UnauthorizedText};
use crate::state::world::World;

struct Route {
    method: &'static str,
    path: &'static str,
    requirement: Requirement,
    handler: Handler,
}

#[derive(Clone, Copy, PartialEq)]
enum Requirement {
    Nothing,
    Key,
    /// A key and an active extension.
    Extension,
    /// The same, but teams with global data sharing need no extension (docs/api.md, Reddit watchlists).
    ExtensionUnlessSharing,
}

#[derive(Clone, Copy)]
enum Handler {
    Open(fn(&mut World, &ApiRequest) -> ApiResult),
    Keyed(fn(&mut World, TeamIndex, &ApiRequest) -> ApiResult),
}

use Handler::{Keyed, Open};
use Requirement::{Extension, ExtensionUnlessSharing, Key, Nothing};

const fn route(method: &'static str, path: &'static str, requirement: Requirement, handler: Handler) -> Route {
    Route { method, path, requirement, handler }
}

const KEYWORD: &str = "/api-keyword-watchlist";
const PEOPLE: &str = "/api-people-watchlist";
const COMPANY: &str = "/api-company-watchlist";
const REDDIT: &str = "/api-reddit-watchlist";

static ROUTES: [Route; 34] = [
    route("POST", "/linkedin-agent/auth-send-otp", Nothing, Open(auth::send_otp)),
    route("POST", "/linkedin-agent/auth-verify-otp", Nothing, Open(auth::verify_otp)),
    route("GET", "/linkedin-agent/get-task-status", Extension, Keyed(task_status::get)),
    route("POST", "/linkedin-agent/fetch-profile", Extension, Keyed(task_creators::fetch_profile)),
    route("POST", "/linkedin-agent/fetch-profiles-posts", Extension, Keyed(task_creators::fetch_profiles_posts)),
    route("POST", "/linkedin-agent/fetch-company", Extension, Keyed(task_creators::fetch_company)),
    route("POST", "/linkedin-agent/fetch-company-posts", Extension, Keyed(task_creators::fetch_company_posts)),
    route("POST", "/linkedin-agent/search-profiles", Extension, Keyed(task_creators::search_profiles)),
    route("POST", "/linkedin-agent/fetch-connections", Extension, Keyed(task_creators::fetch_connections)),
    route("POST", "/linkedin-agent/send-message", Extension, Keyed(task_creators::send_message)),
    route("POST", "/linkedin-agent/send-connection-request", Extension, Keyed(task_creators::send_connection_request)),
    route("POST", "/linkedin-agent/like-post", Extension, Keyed(task_creators::like_post)),
    route("POST", "/linkedin-agent/comment-post", Extension, Keyed(task_creators::comment_post)),
    route("GET", KEYWORD, Extension, Keyed(watchlists::get)),
    route("POST", KEYWORD, Extension, Keyed(watchlists::keyword::create)),
    route("PUT", KEYWORD, Extension, Keyed(watchlists::keyword::update)),
    route("DELETE", KEYWORD, Extension, Keyed(watchlists::delete)),
    route("GET", PEOPLE, Extension, Keyed(watchlists::get)),
    route("POST", PEOPLE, Extension, Keyed(watchlists::profile::create)),
    route("PUT", PEOPLE, Extension, Keyed(watchlists::profile::update)),
    route("DELETE", PEOPLE, Extension, Keyed(watchlists::delete)),
    route("GET", COMPANY, Extension, Keyed(watchlists::get)),
    route("POST", COMPANY, Extension, Keyed(watchlists::profile::create)),
    route("PUT", COMPANY, Extension, Keyed(watchlists::profile::update)),
    route("DELETE", COMPANY, Extension, Keyed(watchlists::delete)),
    route("GET", REDDIT, ExtensionUnlessSharing, Keyed(watchlists::get)),
    route("POST", REDDIT, ExtensionUnlessSharing, Keyed(watchlists::keyword::create)),
    route("PUT", REDDIT, ExtensionUnlessSharing, Keyed(watchlists::keyword::update)),
    route("DELETE", REDDIT, ExtensionUnlessSharing, Keyed(watchlists::delete)),
    route("GET", "/api-posts", Extension, Keyed(posts::list)),
    route("GET", "/api-interactions", Extension, Keyed(interactions::list)),
    route("POST", "/api-like", Extension, Keyed(engagement::like)),
    route("POST", "/api-comment", Extension, Keyed(engagement::comment)),
    // invented: whether the extension is needed was not seen; a team without it could not read its own name.
    route("GET", "/api-team", Key, Keyed(team::get)),
];

/// An operation that passed the checks of key, extension and method.
pub(crate) enum AuthorizedOperation {
    Open(fn(&mut World, &ApiRequest) -> ApiResult),
    Keyed(fn(&mut World, TeamIndex, &ApiRequest) -> ApiResult, TeamIndex),
}

impl AuthorizedOperation {
    pub(crate) fn run(&self, world: &mut World, request: &ApiRequest) -> ApiResult {
        match self {
            Self::Open(handler) => handler(world, request),
            Self::Keyed(handler, team) => handler(world, *team, request),
        }
    }
}

/// Runs the checks of key, extension and method. Their order is not documented; a switch sets it.
pub(crate) fn authorize(
    world: &World,
    method: &str,
    path: &str,
    api_key: Option<&str>,
) -> Result<AuthorizedOperation, ApiError> {
    let routes: Vec<&Route> = ROUTES.iter().filter(|route| route.path == path).collect();
    // The methods of a path have the same requirement.
    let Some(requirement) = routes.first().map(|route| route.requirement) else {
        // invented: the text.
        return Err(ApiError::not_found("Not found"));
    };
    let route = routes.iter().find(|route| route.method == method);
    let wrong_method = || ApiError::method_not_allowed(&routes.iter().map(|route| route.method).collect::<Vec<_>>());
    let team = world.team_with_api_key(api_key);
    for check in &world.behavior.check_order {
        match check {
            Check::Key if requirement != Nothing && team.is_none() => return Err(unauthorized(world, api_key)),
            Check::Extension if lacks_extension(world, team, requirement) => return Err(ApiError::extension_required()),
            Check::Method if route.is_none() => return Err(wrong_method()),
            _ => {}
        }
    }
    match route.ok_or_else(wrong_method)?.handler {
        Open(handler) => Ok(AuthorizedOperation::Open(handler)),
        Keyed(handler) => {
            let team = team.ok_or_else(|| unauthorized(world, api_key))?;
            Ok(AuthorizedOperation::Keyed(handler, team))
        }
    }
}

fn unauthorized(world: &World, api_key: Option<&str>) -> ApiError {
    let text = match (world.behavior.unauthorized_text, api_key) {
        (UnauthorizedText::Old, _) => "Unauthorized",
        (UnauthorizedText::New, None) => "Missing API Key",
        (UnauthorizedText::New, Some(_)) => "Invalid API Key",
    };
    ApiError::new(401, text)
}

fn lacks_extension(world: &World, team: Option<TeamIndex>, requirement: Requirement) -> bool {
    let Some(extension) = team.map(|index| world.teams[index].extension) else { return false };
    let is_active = extension.is_active(world.clock.advanced_ms);
    match requirement {
        Nothing | Key => false,
        Extension => !is_active,
        ExtensionUnlessSharing => !is_active && !extension.is_exempt(),
    }
}
