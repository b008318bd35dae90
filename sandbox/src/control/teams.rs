//! `/__sandbox/teams`: reading and changing teams.

use http::StatusCode;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use crate::control::{ControlError, ControlResult};
use crate::model::team::{Extension, Member, Team};
use crate::state::world::World;

/// A change of a team. Absent fields stay unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TeamChange {
    extension: Option<ExtensionState>,
    plan: Option<PlanChange>,
    members: Option<Vec<Member>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ExtensionState {
    Active,
    Inactive,
    Exempt,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanChange {
    name: Option<String>,
    /// `null` removes the date.
    #[serde(default, deserialize_with = "present")]
    expires_at: Option<Option<String>>,
    watchlists: Option<usize>,
    members: Option<usize>,
}

/// Tells `null` from an absent field.
fn present<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(value).map(Some)
}

pub(super) fn list(world: &World) -> Value {
    let teams: Vec<_> = world.teams.iter().map(|team| to_json(team, world.clock.advanced_ms)).collect();
    json!({ "teams": teams })
}

pub(super) fn change(world: &mut World, id: &str, mut change: TeamChange) -> ControlResult {
    let advanced_ms = world.clock.advanced_ms;
    let team = world.teams.iter_mut().find(|team| team.id == id).ok_or_else(|| {
        let text = format!("unknown team id {id:?}; GET /__sandbox/teams lists the teams");
        ControlError::new(StatusCode::NOT_FOUND, text)
    })?;
    for member in change.members.iter_mut().flatten() {
        // Codes are sent to addresses in lower case.
        member.email = member.email.trim().to_lowercase();
        if member.id.is_empty() {
            member.id = world.ids.next_uuid();
        }
    }
    apply(team, change, advanced_ms);
    Ok(to_json(team, advanced_ms))
}

fn apply(team: &mut Team, change: TeamChange, advanced_ms: i64) {
    match change.extension {
        Some(ExtensionState::Active) => team.extension = Extension::Beating { advanced_ms },
        Some(ExtensionState::Inactive) => team.extension = Extension::Never,
        Some(ExtensionState::Exempt) => team.extension = Extension::Exempt,
        None => {}
    }
    if let Some(change) = change.plan {
        let plan = &mut team.plan;
        plan.name = change.name.unwrap_or_else(|| plan.name.clone());
        plan.expires_at = change.expires_at.unwrap_or_else(|| plan.expires_at.clone());
        plan.watchlists = change.watchlists.unwrap_or(plan.watchlists);
        plan.members = change.members.unwrap_or(plan.members);
    }
    if let Some(members) = change.members {
        team.members = members;
    }
}

fn to_json(team: &Team, advanced_ms: i64) -> Value {
    json!({
        "id": team.id,
        "name": team.name,
        "api_key": team.api_key,
        "extension": extension_name(team.extension, advanced_ms),
        "plan": team.plan,
        "members": team.members,
    })
}

fn extension_name(extension: Extension, advanced_ms: i64) -> &'static str {
    match extension {
        Extension::Exempt => "exempt",
        _ if extension.is_active(advanced_ms) => "active",
        _ => "inactive",
    }
}
