//! Teams: their key, extension, plan and members.

use serde::{Deserialize, Serialize};

use crate::model::time::{DAY, HOUR, format_iso};

/// An index into `World::teams`; teams are never removed.
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

impl Team {
    pub(crate) fn has_member(&self, email: &str) -> bool {
        self.members.iter().any(|member| member.email == email)
    }

    /// The oldest admin, in whose browser LinkedIn actions run.
    pub(crate) fn admin(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.role == Role::Admin)
    }
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
    /// How many watchlists the plan includes.
    pub(crate) watchlists: usize,
    /// How many members the plan includes.
    pub(crate) members: usize,
}

impl Plan {
    /// Two watchlists were observed in a client. // invented: one member.
    pub(crate) fn free() -> Self {
        Self { name: "Free".into(), expires_at: None, watchlists: 2, members: 1 }
    }

    /// invented: name and figures.
    pub(crate) fn pro(now: i64) -> Self {
        Self { name: "Pro".into(), expires_at: Some(format_iso(now + 200 * DAY)), watchlists: 25, members: 5 }
    }
}

/// The team's most recent heartbeat.
#[derive(Clone, Copy)]
pub(crate) enum Extension {
    /// invented: heartbeats continue while the sandbox runs, so that only an advanced clock makes the extension inactive.
    Beating {
        /// How far the clock was advanced at the last heartbeat, in milliseconds.
        advanced_ms: i64,
    },
    Never,
    /// Global data sharing, without a heartbeat. // invented: it exempts only the Reddit operations, whose pages document it.
    Exempt,
}

impl Extension {
    pub(crate) fn is_active(self, advanced_ms: i64) -> bool {
        matches!(self, Self::Beating { advanced_ms: beat } if advanced_ms - beat <= 48 * HOUR)
    }

    pub(crate) fn is_exempt(self) -> bool {
        matches!(self, Self::Exempt)
    }
}
