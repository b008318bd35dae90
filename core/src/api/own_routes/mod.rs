//! The gateway's own routes, below `/_gateway/`, each described once: the gateway finds and authorizes its routes by this table, and its
//! OpenAPI document is generated from it.

pub mod operations;
pub mod schemas;

use super::operation::Operation;
use RequiredCaller::{Agent, Any, Member, Operator, Person, Reader, Writer, WriterOrOperator};
use operations as own;

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
    /// The session of the caller.
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
    /// The settings, the ages of secrets and the state of the ledger, for an operator.
    Status,
    /// Sends a test alert.
    TestAlert,
}

/// The callers that a route with a credential accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequiredCaller {
    /// Any caller.
    Any,
    /// A caller that may read the team (`team.get`).
    Reader,
    /// A [`Self::Reader`], except under public access.
    Member,
    /// A [`Self::Member`] that may write and is not an agent. The text is the route's name in errors.
    Writer(&'static str),
    /// A [`Self::Writer`] or an [`Self::Operator`]. The text is the route's name in errors.
    WriterOrOperator(&'static str),
    /// The holder of a token of scope `operator`.
    Operator,
    /// A person who signed in.
    Person,
    /// The holder of a bearer credential, not under public access.
    Agent,
}

/// An own route: its method and path, the callers that it accepts, and its documentation.
#[derive(Clone, Copy, Debug)]
pub struct OwnRouteEntry {
    /// The route.
    pub route: OwnRoute,
    /// Its method, path and parameters, and its text in the OpenAPI document.
    pub operation: Operation,
    /// The callers that it accepts; `None` for a route that takes no credential.
    pub caller: Option<RequiredCaller>,
    /// The status of its success.
    pub status: u16,
}

const fn entry(route: OwnRoute, caller: Option<RequiredCaller>, status: u16, operation: Operation) -> OwnRouteEntry {
    OwnRouteEntry { route, operation, caller, status }
}

/// Every own route. A new one needs a row here, a description in [`operations`] and a handler in the gateway.
#[rustfmt::skip]
pub static OWN_ROUTES: [OwnRouteEntry; 15] = [
    entry(OwnRoute::Health, None, 200, own::HEALTH),
    entry(OwnRoute::OpenApi, None, 200, own::OPENAPI),
    entry(OwnRoute::ShowSession, Some(Any), 200, own::SESSION),
    entry(OwnRoute::OpenSession, None, 200, own::OPEN_SESSION),
    entry(OwnRoute::SignOut, Some(Any), 204, own::SIGN_OUT),
    entry(OwnRoute::Usage, Some(Reader), 200, own::USAGE),
    entry(OwnRoute::Mcp, Some(Agent), 200, own::MCP),
    entry(OwnRoute::ListAgents, Some(Person), 200, own::LIST_AGENTS),
    entry(OwnRoute::CreateAgent, Some(Person), 201, own::CREATE_AGENT),
    entry(OwnRoute::RevokeAgent, Some(Person), 204, own::REVOKE_AGENT),
    entry(OwnRoute::Audit, Some(Writer("the audit")), 200, own::AUDIT),
    entry(OwnRoute::Requests, Some(Member), 200, own::REQUESTS),
    entry(OwnRoute::Teams, Some(Operator), 200, own::TEAMS),
    entry(OwnRoute::Status, Some(WriterOrOperator("the status")), 200, own::STATUS),
    entry(OwnRoute::TestAlert, Some(WriterOrOperator("a test alert")), 200, own::TEST_ALERT),
];
