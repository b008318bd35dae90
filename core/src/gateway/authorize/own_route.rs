//! Requests to the gateway's own routes: which route it is, and whether its caller may call it.

use super::authenticate::{authenticate, authenticate_agent};
use super::operator::{authenticate_operator, authenticate_writer_or_operator};
use super::{Caller, Gateway, Memory, OpenedSession, RequestParts, Stop};
use crate::api::own_routes::{
    AGENTS_PATH, MCP_PATH, OWN_ROUTES, OwnRoute, OwnRouteEntry,
    RequiredCaller::{self, Agent, Any, Member, Operator, Person, Reader, Writer, WriterOrOperator},
};
use crate::api::route;
use crate::gateway::auth::revocation::SignOutScope;
use crate::gateway::http::api_error::ApiError;
use crate::gateway::mcp::Level;
use crate::policy::code::Code;

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
    /// [`OwnRoute::SignOut`]; without a caller when the credential is absent or no longer valid, so that there is nothing to revoke.
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

/// Decides about a request to an own route.
pub(super) fn decide_own_route<S: OpenedSession>(
    request: &RequestParts<'_>,
    gateway: &Gateway<'_>,
    memory: &dyn Memory<Session = S>,
    now_ms: f64,
) -> Result<OwnRequest<S>, Stop<S>> {
    let is_off = gateway.settings.is_none_or(|settings| settings.mcp == Level::Off);
    if is_off && (request.path == MCP_PATH || request.path == AGENTS_PATH) {
        return Err(ApiError::route(request.method, request.path).into());
    }
    let entry = find(request.method, request.path)?;
    let caller = || authenticate_for(entry.caller.unwrap_or(Any), request, gateway, memory, now_ms);
    Ok(match entry.route {
        OwnRoute::Health => OwnRequest::Health,
        OwnRoute::OpenApi => OwnRequest::OpenApi,
        OwnRoute::OpenSession => {
            gateway.check_serving(request)?;
            OwnRequest::OpenSession
        }
        OwnRoute::ShowSession => OwnRequest::ShowSession(caller()?),
        OwnRoute::SignOut => {
            gateway.check_serving(request)?;
            let scope = SignOutScope::parse(request.query)?;
            let caller = match caller() {
                // A credential that is not valid needs no revocation.
                Err(Stop::Reject(error)) if error.status == 401 => None,
                caller => Some(caller?),
            };
            if let Some(caller) = caller.as_ref().filter(|_| scope == SignOutScope::Everywhere) {
                caller.check_no_agent()?;
            }
            OwnRequest::SignOut(scope, caller)
        }
        OwnRoute::Usage => OwnRequest::Usage(caller()?),
        OwnRoute::Mcp => OwnRequest::Mcp(caller()?),
        OwnRoute::ListAgents => OwnRequest::ListAgents(caller()?),
        OwnRoute::CreateAgent => OwnRequest::CreateAgent(caller()?),
        OwnRoute::RevokeAgent => OwnRequest::RevokeAgent(caller()?),
        OwnRoute::Requests => OwnRequest::Requests(caller()?),
        OwnRoute::Teams => OwnRequest::Teams(caller()?),
        OwnRoute::Status => OwnRequest::Status(caller()?),
        OwnRoute::TestAlert => OwnRequest::TestAlert(caller()?),
        OwnRoute::Audit => OwnRequest::Audit(caller()?),
    })
}

/// Authenticates the caller that a route requires.
fn authenticate_for<S: OpenedSession>(
    required: RequiredCaller,
    request: &RequestParts<'_>,
    gateway: &Gateway<'_>,
    memory: &dyn Memory<Session = S>,
    now_ms: f64,
) -> Result<Caller<S>, Stop<S>> {
    let settings = gateway.check_serving(request)?;
    match required {
        Operator => return authenticate_operator(request, settings, memory, now_ms),
        WriterOrOperator(name) => return authenticate_writer_or_operator(name, request, settings, memory, now_ms),
        Agent => return authenticate_agent(request, settings, memory, now_ms),
        _ => {}
    }
    // A ledger stores data of the key's own team, so a caller that may read the team may read its ledger.
    let reads_team = matches!(required, Reader | Member | Writer(_));
    let operation = if reads_team { route("GET", "/api-team") } else { None };
    let caller = authenticate(request, settings, memory, operation, now_ms)?;
    match required {
        Person => caller.check_person()?,
        Member => caller.check_not_public()?,
        Writer(name) => {
            caller.check_not_public()?;
            caller.check_write_scope(name)?;
        }
        _ => {}
    }
    Ok(caller)
}

/// The route of a method and path. HEAD is served as GET.
///
/// # Errors
/// 404 `route_denied` for a path that does not exist, 405 `invalid_request` for another method of one that does.
fn find(method: &str, path: &str) -> Result<&'static OwnRouteEntry, ApiError> {
    let wanted = if method == "HEAD" { "GET" } else { method };
    let is_found = |entry: &&OwnRouteEntry| entry.operation.path == path && entry.operation.method.as_str() == wanted;
    OWN_ROUTES.iter().find(is_found).ok_or_else(|| match allowed_methods(path) {
        Some(allowed) => {
            let text = format!("{method} is not a method of {path}: use {allowed}");
            ApiError::new(405, Code::InvalidRequest, text)
        }
        None => ApiError::route(method, path),
    })
}

/// The methods of an own route's path, as in the header `Allow`; `None` for a path that does not exist.
pub fn allowed_methods(path: &str) -> Option<String> {
    let methods = OWN_ROUTES.iter().filter(|entry| entry.operation.path == path);
    let methods = methods.map(|entry| entry.operation.method.as_str());
    let methods: Vec<_> =
        methods.flat_map(|method| if method == "GET" { vec!["GET", "HEAD"] } else { vec![method] }).collect();
    (!methods.is_empty()).then(|| methods.join(", "))
}
