//! Finds the route of a request, and runs the checks that come before those of its operation. Each module of operations lists its routes.

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::ApiRequest;
use crate::api::route::Handler::{Keyed, Open};
use crate::api::route::Requirement::{self, Extension, ExtensionUnlessSharing, Key, Nothing};
use crate::api::route::Route;
use crate::api::{auth, engagement, interactions, posts, task_creators, task_status, team, watchlists};
use crate::model::team::TeamIndex;
use crate::state::behavior::{Check, UnauthorizedText};
use crate::state::world::World;

/// The routes of every module.
const ROUTES: [&[Route]; 8] = [
    auth::ROUTES,
    task_status::ROUTES,
    task_creators::ROUTES,
    watchlists::ROUTES,
    posts::ROUTES,
    interactions::ROUTES,
    engagement::ROUTES,
    team::ROUTES,
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

/// Runs the checks of key, extension and method. Their order is not documented, so a switch sets it.
pub(crate) fn authorize(
    world: &World,
    method: &str,
    path: &str,
    api_key: Option<&str>,
) -> Result<AuthorizedOperation, ApiError> {
    let routes: Vec<&Route> = ROUTES.into_iter().flatten().filter(|route| route.path == path).collect();
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
