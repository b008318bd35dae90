//! `GET /api-team`.

use serde_json::json;

use crate::api::error::ApiResult;
use crate::api::request::ApiRequest;
use crate::api::route::Handler::Keyed;
use crate::api::route::Requirement::Key;
use crate::api::route::{Route, route};
use crate::model::team::TeamIndex;
use crate::state::world::World;

pub(crate) const ROUTES: &[Route] = &[
    // invented: the extension is not needed. Otherwise a team without it could not read its own name.
    route("GET", "/api-team", Key, Keyed(get)),
];

/// invented: all keys. The documentation names only what they contain (docs/api.md, Team).
pub(crate) fn get(world: &mut World, team: TeamIndex, _: &ApiRequest) -> ApiResult {
    let watchlists = world.watchlists.iter().filter(|watchlist| watchlist.team == team).count();
    let team = &world.teams[team];
    Ok(json!({
        "team": { "id": team.id, "name": team.name },
        "plan": { "name": team.plan.name, "expires_at": team.plan.expires_at },
        "limits": {
            "watchlists": { "limit": team.plan.watchlists, "used": watchlists },
            "members": { "limit": team.plan.members, "used": team.members.len() },
        },
    }))
}
