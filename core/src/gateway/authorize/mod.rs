//! Authorizes requests. Only this module defines the order of the checks.
//!
//! [`authorize`] does no I/O and reads no clock. The Worker's fast paths serve a read on [`Decision::Forward`] and a write on
//! [`Reason::ReadBody`], both under a session that the isolate has opened. The general path obtains what [`Decision::NeedsIo`] names and
//! calls the same function again. Limits on request rates count each request once, so the Worker applies them between the decision and
//! its execution.

mod authenticate;
mod caller;
mod operator;
mod own_route;
mod request;

use std::rc::Rc;

pub use caller::{Caller, OpenedSession, VerifiedToken, open_session, public_session_id};
pub use own_route::{OwnRequest, allowed_methods};
pub use request::{RequestParts, check_page, is_browser_page};

use crate::api::operation::{Kind, Method, Operation};
use crate::api::route;
use crate::gateway::OWN_ROUTES_PREFIX;
use crate::gateway::auth::revocation::Revocable;
use crate::gateway::auth::session::OpenError;
use crate::gateway::auth::sign_in::Step;
use crate::gateway::http::api_error::ApiError;
use crate::gateway::http::query;
use crate::gateway::limits::coalesce::TASKS_GET;
use crate::gateway::settings::{Problem, Settings};
use crate::policy::code::Code;

/// The settings of a gateway.
#[derive(Clone, Copy, Debug)]
pub struct Gateway<'a> {
    /// `None` while a setting is missing or wrong.
    pub settings: Option<&'a Settings>,
    /// Why there are no settings, or, with settings, why only requests to a loopback host are served. Empty when all requests are served.
    pub problems: &'a [Problem],
}

/// What earlier requests found out about credentials, available without I/O.
pub trait Memory {
    /// An opened session.
    type Session: OpenedSession;

    /// The session of a sealed value, or why it was rejected; `None` when it was not opened yet.
    fn session(&self, sealed: &str) -> Option<Result<Self::Session, OpenError>>;

    /// The verified token, or what is wrong with it, as the end of a sentence that begins "the token ". `None` when it was not verified
    /// yet, or at a time after `now_ms`, before the clock was set back.
    fn token(&self, token: &str, now_ms: f64) -> Option<Result<Rc<VerifiedToken>, &'static str>>;

    /// Whether a credential was signed out.
    fn revocation(&self, team: &str, credential: &Revocable, now_ms: f64) -> Revocation;
}

/// What is known about the sign-out of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Nothing is known, or it is too old: the ledger has to be asked.
    Unknown,
    /// It was signed out.
    Revoked,
    /// It was not signed out when the ledger was last asked, which is recent enough.
    Valid,
}

/// How a request is handled.
#[derive(Debug)]
pub enum Decision<S> {
    /// It may be sent to the API.
    Forward(Grant<S>),
    /// Send this response without further work.
    Respond(Response),
    /// I/O is needed first.
    NeedsIo(Reason<S>),
}

/// A response that needs neither the API nor I/O.
#[derive(Debug)]
pub enum Response {
    /// 204 for the preflight of an allowed origin.
    Preflight,
    /// The request is rejected.
    Error(ApiError),
    /// The header `x-outx-session-id` names another session than the request's own, and the latter is still valid.
    OtherSession,
}

impl Response {
    /// The error of [`Response::OtherSession`].
    pub fn other_session() -> ApiError {
        let text = "x-outx-session-id names another session than the one that is signed in: reload the page, and do it again there";
        ApiError::new(401, Code::SessionExpired, text)
    }
}

/// The right to call an operation.
#[derive(Clone, Debug)]
pub struct Grant<S> {
    /// The operation.
    pub operation: &'static Operation,
    /// The caller.
    pub caller: Caller<S>,
}

/// What has to be obtained before a request can be decided or served.
#[derive(Debug)]
pub enum Reason<S> {
    /// A sealed value has to be opened ([`open_session`]).
    OpenSession(String),
    /// A token has to be verified (`jwt::verify`, or `jwt::IdentityToken` for that of an identity provider).
    VerifyToken(String),
    /// The ledger has to be asked about sign-outs.
    AskRevocations(RevocationQuery),
    /// The body has to be read. The credential is checked once more afterwards.
    ReadBody(Grant<S>),
    /// A step of signing in has to be served. It needs the body and the limiter, and no credential.
    SignIn(Step, &'static Operation),
    /// A route of the gateway itself has to be served.
    ServeOwnRoute(OwnRequest<S>),
}

/// A query to a team's ledger: whether a credential was revoked.
#[derive(Clone, Debug)]
pub struct RevocationQuery {
    /// The team.
    pub team: String,
    /// The credential.
    pub revocable: Rc<Revocable>,
    /// Whether the request is rejected when the ledger cannot be reached and nothing is known.
    pub is_required: bool,
}

/// Why a check ends the decision.
enum Stop<S> {
    Reject(ApiError),
    OtherSession,
    NeedsIo(Reason<S>),
}

impl<S> From<ApiError> for Stop<S> {
    fn from(error: ApiError) -> Self {
        Self::Reject(error)
    }
}

impl<S> From<Reason<S>> for Stop<S> {
    fn from(reason: Reason<S>) -> Self {
        Self::NeedsIo(reason)
    }
}

impl<S: OpenedSession> Grant<S> {
    /// Whether the fast path may serve it: a read with the API key in the caller's session, when the session is not due for renewal. The
    /// general path serves polls of tasks, which callers share, and calls with the Worker's own keys, which are tried in turn.
    pub fn is_fast_read(&self, now_ms: f64) -> bool {
        let is_read = self.operation.kind == Kind::Read && self.operation.method == Method::Get;
        is_read && self.operation.name != TASKS_GET && self.is_fast(now_ms)
    }

    /// Whether the fast path may serve it as a write, under the same conditions for the session.
    pub fn is_fast_write(&self, now_ms: f64) -> bool {
        self.operation.kind.is_write() && self.is_fast(now_ms)
    }

    fn is_fast(&self, now_ms: f64) -> bool {
        self.caller.has_own_key() && !self.caller.is_renewal_due(now_ms)
    }
}

/// Decides about a request.
pub fn authorize<S: OpenedSession>(
    request: &RequestParts<'_>,
    gateway: &Gateway<'_>,
    memory: &dyn Memory<Session = S>,
    now_ms: f64,
) -> Decision<S> {
    match decide(request, gateway, memory, now_ms) {
        Ok(decision) => decision,
        Err(Stop::Reject(error)) => Decision::Respond(Response::Error(error)),
        Err(Stop::OtherSession) => Decision::Respond(Response::OtherSession),
        Err(Stop::NeedsIo(reason)) => Decision::NeedsIo(reason),
    }
}

fn decide<S: OpenedSession>(
    request: &RequestParts<'_>,
    gateway: &Gateway<'_>,
    memory: &dyn Memory<Session = S>,
    now_ms: f64,
) -> Result<Decision<S>, Stop<S>> {
    request.check_origin()?;
    if request.is_preflight() {
        return Ok(Decision::Respond(Response::Preflight));
    }
    if request.path.starts_with(OWN_ROUTES_PREFIX) {
        let own = own_route::decide_own_route(request, gateway, memory, now_ms)?;
        return Err(Reason::ServeOwnRoute(own).into());
    }
    let found = find_operation(gateway.settings, request.method, request.path);
    let operation = found.ok_or_else(|| ApiError::route(request.method, request.path))?;
    let settings = gateway.check_serving(request)?;
    if settings.is_extra_route(operation) {
        query::check_encoding(operation, request.query)?;
    } else {
        query::check(operation, request.query)?;
    }
    if let Some(step) = Step::of(operation.name) {
        return Err(Reason::SignIn(step, operation).into());
    }
    let caller = authenticate::authenticate(request, settings, memory, Some(operation), now_ms)?;
    let grant = Grant { operation, caller };
    if operation.method != Method::Get && !request.is_body_read {
        return Err(Reason::ReadBody(grant).into());
    }
    Ok(Decision::Forward(grant))
}

/// The operation of a method and path, from the operation table or from `EXTRA_ROUTES`.
pub fn find_operation(settings: Option<&Settings>, method: &str, path: &str) -> Option<&'static Operation> {
    route(method, path).or_else(|| settings?.extra_route(method, path))
}

impl<'a> Gateway<'a> {
    /// The settings, if the gateway serves this request.
    ///
    /// # Errors
    /// 500 `misconfigured` that names the settings.
    fn check_serving(&self, request: &RequestParts<'_>) -> Result<&'a Settings, ApiError> {
        match self.settings {
            Some(settings) if self.problems.is_empty() || request.is_local() => Ok(settings),
            _ => Err(misconfigured(self.problems)),
        }
    }
}

/// The 500 of a gateway that does not serve requests, with the reasons.
pub fn misconfigured(problems: &[Problem]) -> ApiError {
    let problems: Vec<_> = problems.iter().map(|problem| format!("{} {}", problem.setting, problem.reason)).collect();
    ApiError::new(500, Code::Misconfigured, problems.join("; "))
}
