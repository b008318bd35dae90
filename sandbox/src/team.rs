//! Teams: their key, extension, plan and members.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::call::Call;
use crate::clock::{Clock, DAY, HOUR, iso};
use crate::refusal::{Answer, Refusal};
use crate::world::World;

/// A place in `World::teams`; teams are never removed.
pub(crate) type TeamIndex = usize;

pub(crate) struct Team {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) api_key: String,
    pub(crate) extension: Extension,
    pub(crate) plan: Plan,
    /// Oldest first.
    pub(crate) members: Vec<Member>,
    /// Titles of the LinkedIn company pages that its members manage.
    pub(crate) pages: Vec<String>,
    /// When connection requests were sent.
    pub(crate) invitations: Vec<i64>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    #[serde(default)]
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) full_name: String,
    pub(crate) role: Role,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    Admin,
    Member,
}

#[derive(Clone, Serialize)]
pub(crate) struct Plan {
    pub(crate) name: String,
    pub(crate) expires_at: Option<String>,
    /// How many watchlists it includes.
    pub(crate) watchlists: usize,
    /// How many members it includes.
    pub(crate) members: usize,
}

impl Plan {
    pub(crate) fn free() -> Self {
        // Two watchlists: spec 5.2. invented: one member.
        Self { name: "Free".into(), expires_at: None, watchlists: 2, members: 1 }
    }

    pub(crate) fn pro(now: i64) -> Self {
        // invented: name and figures.
        Self { name: "Pro".into(), expires_at: Some(iso(now + 200 * DAY)), watchlists: 25, members: 5 }
    }
}

/// The team's newest heartbeat.
#[derive(Clone, Copy)]
pub(crate) enum Extension {
    /// invented: it beats while the sandbox runs; only an advanced clock leaves it behind. Holds what the clock had been advanced by.
    Beat(i64),
    Never,
    /// Global data sharing, with no heartbeat. // invented: it frees the Reddit operations only, on whose pages it is documented.
    Exempt,
}

impl Extension {
    pub(crate) fn is_active(self, clock: &Clock) -> bool {
        matches!(self, Self::Beat(at) if clock.advanced - at <= 48 * HOUR)
    }

    pub(crate) fn is_exempt(self) -> bool {
        matches!(self, Self::Exempt)
    }

    fn name(self, clock: &Clock) -> &'static str {
        match self {
            Self::Exempt => "exempt",
            _ if self.is_active(clock) => "active",
            _ => "inactive",
        }
    }
}

impl Team {
    pub(crate) fn has_member(&self, email: &str) -> bool {
        self.members.iter().any(|member| member.email == email)
    }

    /// The member in whose browser LinkedIn Data actions run.
    pub(crate) fn actor(&self) -> Result<&Member, Refusal> {
        let admin = self.members.iter().find(|member| member.role == Role::Admin);
        admin.ok_or_else(|| Refusal::missing("No admin user found in the team"))
    }

    /// As the control interface shows it.
    pub(crate) fn view(&self, clock: &Clock) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "api_key": self.api_key,
            "extension": self.extension.name(clock),
            "plan": self.plan,
            "members": self.members,
        })
    }
}

/// `GET /api-team`. // invented: all keys; the documentation names only what they tell (spec 7).
pub(crate) fn get(world: &mut World, team: TeamIndex, _: &Call) -> Answer {
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

/// A change that the control interface makes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
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
    expires_at: Option<String>,
    watchlists: Option<usize>,
    members: Option<usize>,
}

impl Team {
    pub(crate) fn apply(&mut self, change: Change, clock: &Clock) {
        match change.extension {
            Some(ExtensionState::Active) => self.extension = Extension::Beat(clock.advanced),
            Some(ExtensionState::Inactive) => self.extension = Extension::Never,
            Some(ExtensionState::Exempt) => self.extension = Extension::Exempt,
            None => {}
        }
        if let Some(plan) = change.plan {
            let now = &mut self.plan;
            now.name = plan.name.unwrap_or_else(|| now.name.clone());
            now.expires_at = plan.expires_at.or_else(|| now.expires_at.clone());
            now.watchlists = plan.watchlists.unwrap_or(now.watchlists);
            now.members = plan.members.unwrap_or(now.members);
        }
        if let Some(members) = change.members {
            self.members = members;
        }
    }
}
