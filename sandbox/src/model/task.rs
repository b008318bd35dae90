//! LinkedIn tasks: created at once, run by the simulated extension, read by polling (docs/api.md, LinkedIn tasks).

use serde_json::{Map, Value};

use crate::model::team::TeamIndex;

pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) team: TeamIndex,
    pub(crate) kind: TaskKind,
    /// The body of the creating request.
    pub(crate) input: Map<String, Value>,
    pub(crate) polls: usize,
    /// `None` until the task has run.
    pub(crate) outcome: Option<TaskOutcome>,
}

#[derive(Clone)]
pub(crate) enum TaskOutcome {
    Completed(Value),
    Failed { reason: String },
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum TaskKind {
    Profile,
    ProfilesPosts,
    Company,
    CompanyPosts,
    Search,
    Connections,
    Message,
    ConnectionRequest,
    Like,
    Comment,
}

impl TaskKind {
    /// `task_type` in the status response.
    pub(crate) fn task_type(self) -> &'static str {
        match self {
            Self::Profile => "agent_profile_fetch",
            Self::Message => "agent_send_message",
            // invented: the rest, in the pattern of these two.
            Self::ProfilesPosts => "agent_profiles_posts_fetch",
            Self::Company => "agent_company_fetch",
            Self::CompanyPosts => "agent_company_posts_fetch",
            Self::Search => "agent_profile_search",
            Self::Connections => "agent_connections_fetch",
            Self::ConnectionRequest => "agent_send_connection_request",
            Self::Like => "agent_like_post",
            Self::Comment => "agent_comment_post",
        }
    }

    /// `message` in the creation response.
    pub(crate) fn created_message(self) -> &'static str {
        match self {
            Self::Profile => "Profile fetch task created successfully",
            Self::Connections => "Fetch connections task created successfully",
            Self::Message => "Send message task created successfully",
            Self::ConnectionRequest => "Send connection request task created successfully",
            // invented: the rest, in the pattern of these four.
            Self::ProfilesPosts => "Fetch posts task created successfully",
            Self::Company => "Company fetch task created successfully",
            Self::CompanyPosts => "Company posts fetch task created successfully",
            Self::Search => "Search profiles task created successfully",
            Self::Like => "Like post task created successfully",
            Self::Comment => "Comment post task created successfully",
        }
    }
}
