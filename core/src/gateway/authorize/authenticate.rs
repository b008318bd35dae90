//! Authentication: from the credentials of a request to its caller.

use std::rc::Rc;

use super::caller::{Caller, OpenedSession, check_token, public_session_id};
use super::{Memory, Reason, RequestParts, Revocation, RevocationQuery, Stop, check_page};
use crate::api::operation::Operation;
use crate::gateway::auth::cookie::CookieStyle;
use crate::gateway::auth::credentials::{
    Credentials, SessionTransport, agent_token_over, missing, presented, session_over,
};
use crate::gateway::auth::public::{self, is_listed};
use crate::gateway::auth::session::{Session, SessionKind};
use crate::gateway::http::api_error::ApiError;
use crate::gateway::mcp::Level;
use crate::gateway::settings::Settings;
use crate::old_rules::OldRule;
use crate::policy::code::Code;

/// Authenticates the caller of an operation, or of an own route (`None`).
pub(super) fn authenticate<S: OpenedSession>(
    request: &RequestParts<'_>,
    settings: &Settings,
    memory: &dyn Memory<Session = S>,
    operation: Option<&'static Operation>,
    now_ms: f64,
) -> Result<Caller<S>, Stop<S>> {
    let access = settings.access;
    let caller = match presented(request.authorization, request.cookie, CookieStyle::of(request.own_origin)) {
        Credentials::Malformed(text) => return Err(ApiError::new(401, Code::SessionExpired, text).into()),
        Credentials::None if access.public => {
            check_anonymous(request, settings, operation)?;
            Caller::Anonymous
        }
        Credentials::None => return Err(missing(access).into()),
        Credentials::Jwt(token) if access.token => verify_token(token, settings, memory, operation, now_ms)?,
        Credentials::Jwt(_) => {
            return Err(ApiError::new(
                401,
                Code::InvalidKey,
                "this gateway accepts no tokens: ACCESS does not include token",
            )
            .into());
        }
        Credentials::Sealed(..) if !access.session && !access.public => return Err(session_over().into()),
        Credentials::Sealed(sealed, transport) => {
            let opened = find_session(sealed, memory, now_ms)?;
            check_session(request, settings, opened.session(), transport, operation)?;
            Caller::Session(opened, transport)
        }
    };
    check_session_id(request.session_id, &caller)?;
    check_revocation(&caller, memory, now_ms)?;
    Ok(caller)
}

/// Authenticates the caller of the MCP endpoint, which needs a bearer credential: browsers attach a cookie by themselves.
pub(super) fn authenticate_agent<S: OpenedSession>(
    request: &RequestParts<'_>,
    settings: &Settings,
    memory: &dyn Memory<Session = S>,
    now_ms: f64,
) -> Result<Caller<S>, Stop<S>> {
    if request.authorization.is_empty() {
        let text = "no token: send the header authorization with Bearer and an agent token, which the gateway's page \"Connect an agent\" makes";
        return Err(ApiError::new(401, Code::MissingKey, text).into());
    }
    let caller = authenticate(request, settings, memory, None, now_ms)?;
    match &caller {
        Caller::Session(opened, _) if opened.session().access == SessionKind::Public => {
            let text = "a public session cannot use MCP: send an agent token";
            Err(ApiError::new(403, Code::AccessDenied, text).into())
        }
        _ => Ok(caller),
    }
}

fn check_anonymous(
    request: &RequestParts<'_>,
    settings: &Settings,
    operation: Option<&'static Operation>,
) -> Result<(), ApiError> {
    let listed = operation.filter(|operation| is_listed(&settings.public_operations, operation));
    let operation = listed.ok_or_else(|| missing(settings.access))?;
    if settings.turnstile_secret.is_some() {
        let text = "Turnstile verification required: POST its token to /_gateway/session first";
        return Err(ApiError::new(401, Code::SessionExpired, text));
    }
    check_public(request, settings, operation)
}

fn check_public(request: &RequestParts<'_>, settings: &Settings, operation: &Operation) -> Result<(), ApiError> {
    public::check(&settings.public_operations, operation, request.query)?;
    check_page(request.origin_check)
}

/// The caller of a valid token. With an operation, the token must also allow it.
pub(super) fn verify_token<S: OpenedSession>(
    token: &str,
    settings: &Settings,
    memory: &dyn Memory<Session = S>,
    operation: Option<&'static Operation>,
    now_ms: f64,
) -> Result<Caller<S>, Stop<S>> {
    if !settings.verifies_tokens() {
        return Err(missing(settings.access).into());
    }
    let wrong = |reason| ApiError::new(401, Code::InvalidKey, format!("the token {reason}"));
    let verified = memory.token(token, now_ms).ok_or_else(|| Reason::VerifyToken(token.to_owned()))?.map_err(wrong)?;
    if verified.token.expires_ms <= now_ms {
        return Err(wrong("has expired").into());
    }
    if let Some(operation) = operation {
        check_token(&verified.token, operation)?;
    }
    Ok(Caller::Token(verified))
}

fn find_session<S: OpenedSession>(sealed: &str, memory: &dyn Memory<Session = S>, now_ms: f64) -> Result<S, Stop<S>> {
    let opened = memory.session(sealed).ok_or_else(|| Reason::OpenSession(sealed.to_owned()))?;
    match opened {
        Ok(opened) if opened.session().is_valid_at(now_ms) => Ok(opened),
        Ok(_) | Err(_) => Err(session_over().into()),
    }
}

fn check_session(
    request: &RequestParts<'_>,
    settings: &Settings,
    session: &Session,
    transport: SessionTransport,
    operation: Option<&'static Operation>,
) -> Result<(), ApiError> {
    let is_public = session.access == SessionKind::Public;
    let is_enabled = if is_public { settings.access.public } else { settings.access.session };
    if !is_enabled {
        return Err(session_over());
    }
    if let Some(grant) = &session.agent {
        if settings.mcp == Level::Off || transport == SessionTransport::Cookie {
            return Err(agent_token_over());
        }
        let checked = operation.filter(|_| !OldRule::AgentsLimitedByList.applies());
        return checked.map_or(Ok(()), |operation| grant.check(operation, settings.mcp));
    }
    if transport == SessionTransport::Cookie {
        request.check_cookie_write()?;
    }
    match operation.filter(|_| is_public) {
        Some(operation) => check_public(request, settings, operation),
        None => Ok(()),
    }
}

/// Rejects a request from a page that shows another session than the one that authenticates the request.
pub(super) fn check_session_id<S: OpenedSession>(wanted: &str, caller: &Caller<S>) -> Result<(), Stop<S>> {
    let is_same = match caller {
        _ if wanted.is_empty() => true,
        Caller::Session(opened, _) => public_session_id(opened.session()) == wanted,
        Caller::Anonymous | Caller::Token(_) => false,
    };
    if is_same { Ok(()) } else { Err(Stop::OtherSession) }
}

/// Rejects a credential that was signed out.
pub(super) fn check_revocation<S: OpenedSession>(
    caller: &Caller<S>,
    memory: &dyn Memory<Session = S>,
    now_ms: f64,
) -> Result<(), Stop<S>> {
    let Some(revocable) = caller.revocable() else { return Ok(()) };
    match memory.revocation(caller.team(), revocable, now_ms) {
        Revocation::Valid => Ok(()),
        Revocation::Revoked => Err(caller.revoked().into()),
        Revocation::Unknown => Err(Stop::NeedsIo(Reason::AskRevocations(RevocationQuery {
            team: caller.team().to_owned(),
            revocable: Rc::clone(revocable),
            // A token expires soon: after an hour, or after `TOKEN_MAX_LIFE_SECONDS`, at most a day. A write asks the ledger in any case.
            is_required: !matches!(caller, Caller::Token(_)),
        }))),
    }
}
