//! A route: an operation's method and path, what it requires, and the function that runs it.

use crate::api::error::ApiResult;
use crate::api::request::ApiRequest;
use crate::model::team::TeamIndex;
use crate::state::world::World;

pub(crate) struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub requirement: Requirement,
    pub handler: Handler,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Requirement {
    Nothing,
    Key,
    /// A key and an active extension.
    Extension,
    /// A key and, except for teams with global data sharing, an active extension (docs/api.md, Reddit watchlists).
    ExtensionUnlessSharing,
}

#[derive(Clone, Copy)]
pub(crate) enum Handler {
    Open(fn(&mut World, &ApiRequest) -> ApiResult),
    Keyed(fn(&mut World, TeamIndex, &ApiRequest) -> ApiResult),
}

pub(crate) const fn route(
    method: &'static str,
    path: &'static str,
    requirement: Requirement,
    handler: Handler,
) -> Route {
    Route { method, path, requirement, handler }
}
