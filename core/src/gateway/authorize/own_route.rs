//! The gateway's own routes, below `/_gateway/`.

use super::Caller;
use crate::gateway::auth::revocation::SignOutScope;
use crate::gateway::http::api_error::ApiError;
use crate::policy::code::Code;

/// The endpoint of the Model Context Protocol, which exists unless `MCP` is `off`.
pub const MCP_PATH: &str = "/_gateway/mcp";
/// The agent tokens of a team, which exist unless `MCP` is `off`.
pub const AGENTS_PATH: &str = "/_gateway/agents";

/// A route that the gateway serves itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnRoute {
    /// Names of settings and what is wrong with them.
    Health,
    /// The API description.
    OpenApi,
    /// Who is signed in.
    ShowSession,
    /// Opens a public session after a Turnstile check.
    OpenSession,
    /// Ends a session or token.
    SignOut,
    /// Calls by day, operation, status and caller.
    Usage,
    /// The Model Context Protocol.
    Mcp,
    /// The team's agent tokens.
    ListAgents,
    /// Makes an agent token.
    CreateAgent,
    /// Revokes an agent token.
    RevokeAgent,
    /// The writes of the team.
    Audit,
    /// The last requests of the team.
    Requests,
    /// Usage by team, over all teams.
    Teams,
    /// Settings, secrets and ledger, as far as an operator needs them.
    Status,
    /// Sends an alert that says it is a test.
    TestAlert,
}

/// A request to an own route, with the caller that was authorized where the route needs one.
#[derive(Debug)]
pub enum OwnRequest<S> {
    /// [`OwnRoute::Health`].
    Health,
    /// [`OwnRoute::OpenApi`].
    OpenApi,
    /// [`OwnRoute::ShowSession`].
    ShowSession(Caller<S>),
    /// [`OwnRoute::OpenSession`].
    OpenSession,
    /// [`OwnRoute::SignOut`]; without a caller when the credential is over or absent, so that nothing is left to revoke.
    SignOut(SignOutScope, Option<Caller<S>>),
    /// [`OwnRoute::Usage`].
    Usage(Caller<S>),
    /// [`OwnRoute::Mcp`].
    Mcp(Caller<S>),
    /// [`OwnRoute::ListAgents`].
    ListAgents(Caller<S>),
    /// [`OwnRoute::CreateAgent`].
    CreateAgent(Caller<S>),
    /// [`OwnRoute::RevokeAgent`].
    RevokeAgent(Caller<S>),
    /// [`OwnRoute::Audit`].
    Audit(Caller<S>),
    /// [`OwnRoute::Requests`].
    Requests(Caller<S>),
    /// [`OwnRoute::Teams`].
    Teams(Caller<S>),
    /// [`OwnRoute::Status`].
    Status(Caller<S>),
    /// [`OwnRoute::TestAlert`].
    TestAlert(Caller<S>),
}

const ROUTES: [(&str, &str, OwnRoute); 15] = [
    ("GET", "/_gateway/health", OwnRoute::Health),
    ("GET", "/_gateway/openapi.json", OwnRoute::OpenApi),
    ("GET", "/_gateway/session", OwnRoute::ShowSession),
    ("POST", "/_gateway/session", OwnRoute::OpenSession),
    ("DELETE", "/_gateway/session", OwnRoute::SignOut),
    ("GET", "/_gateway/usage", OwnRoute::Usage),
    ("POST", MCP_PATH, OwnRoute::Mcp),
    ("GET", AGENTS_PATH, OwnRoute::ListAgents),
    ("POST", AGENTS_PATH, OwnRoute::CreateAgent),
    ("DELETE", AGENTS_PATH, OwnRoute::RevokeAgent),
    ("GET", "/_gateway/audit", OwnRoute::Audit),
    ("GET", "/_gateway/requests", OwnRoute::Requests),
    ("GET", "/_gateway/teams", OwnRoute::Teams),
    ("GET", "/_gateway/status", OwnRoute::Status),
    ("POST", "/_gateway/alerts/test", OwnRoute::TestAlert),
];

impl OwnRoute {
    /// The route of a method and path. HEAD is served as GET.
    ///
    /// # Errors
    /// 404 `route_denied` for a path that does not exist, 405 `invalid_request` for another method of one that does.
    pub fn find(method: &str, path: &str) -> Result<Self, ApiError> {
        let wanted = if method == "HEAD" { "GET" } else { method };
        let found = ROUTES.iter().find(|(known, at, _)| *at == path && *known == wanted);
        found.map(|(_, _, route)| *route).ok_or_else(|| match allowed_methods(path) {
            Some(allowed) => {
                let text = format!("{method} is not a method of {path}: use {allowed}");
                ApiError::new(405, Code::InvalidRequest, text)
            }
            None => ApiError::route(method, path),
        })
    }
}

/// The methods of an own route's path, as in the header `Allow`; `None` for a path that does not exist.
pub fn allowed_methods(path: &str) -> Option<String> {
    let methods = ROUTES.iter().filter(|(_, at, _)| *at == path).map(|(method, _, _)| *method);
    let methods: Vec<_> =
        methods.flat_map(|method| if method == "GET" { vec!["GET", "HEAD"] } else { vec![method] }).collect();
    (!methods.is_empty()).then(|| methods.join(", "))
}
