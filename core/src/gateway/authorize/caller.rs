//! Authentication: from the credentials of a request to its caller.

use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::{Memory, Reason, RequestParts, Revocation, RevocationQuery, Stop, check_page};
use crate::api::operation::Operation;
use crate::api::route;
use crate::gateway::auth::cookie::CookieStyle;
use crate::gateway::auth::credentials::{
    Credentials, SessionTransport, agent_token_over, check_scope, missing, presented, session_over, token_revoked,
};
use crate::gateway::auth::jwt::{Scope, Token};
use crate::gateway::auth::public::{self, is_listed};
use crate::gateway::auth::revocation::Revocable;
use crate::gateway::auth::session::{OpenError, Sealer, Session, SessionKind};
use crate::gateway::auth::sign_in::OPERATOR;
use crate::gateway::http::api_error::ApiError;
use crate::gateway::mcp::Level;
use crate::gateway::settings::Settings;
use crate::old_rules::OldRule;
use crate::policy::code::Code;

/// A session that was opened, with whatever its holder keeps beside it.
pub trait OpenedSession: Clone {
    /// The session.
    fn session(&self) -> &Session;
    /// What a sign-out names it by.
    fn revocable(&self) -> &Rc<Revocable>;
}

/// A token whose signature and claims hold.
#[derive(Clone, Debug)]
pub struct VerifiedToken {
    /// The token's claims.
    pub token: Token,
    /// What a sign-out names it by.
    pub revocable: Rc<Revocable>,
    /// When it was verified, in milliseconds since 1970. What was verified in the future, before the clock was set back, is verified again.
    pub verified_ms: f64,
}

/// Who sends a request.
#[derive(Clone, Debug)]
pub enum Caller<S> {
    /// Any visitor of an allowed page, under public access.
    Anonymous,
    /// The holder of a token of the site's back end.
    Token(Rc<VerifiedToken>),
    /// The holder of a sealed session.
    Session(S, SessionTransport),
}

impl<S: OpenedSession> Caller<S> {
    /// The ledger that counts the caller's requests and knows its sign-outs: its team's, or that of the Worker's own key.
    pub fn team(&self) -> &str {
        match self {
            Self::Session(opened, _) if opened.session().access != SessionKind::Public => &opened.session().team_id,
            _ => OPERATOR,
        }
    }

    /// What a sign-out names the caller's credential by; `None` without credential.
    pub fn revocable(&self) -> Option<&Rc<Revocable>> {
        match self {
            Self::Anonymous => None,
            Self::Token(verified) => Some(&verified.revocable),
            Self::Session(opened, _) => Some(opened.revocable()),
        }
    }

    /// Whether requests are sent with the key of the caller's own team, which its session contains.
    pub fn has_own_key(&self) -> bool {
        matches!(self, Self::Session(opened, _) if opened.session().api_key.is_some())
    }

    /// Whether the credential allows an operation. Without I/O, so that tools which it does not allow are not offered; each call is
    /// authorized again.
    pub fn may_call(&self, operation: &Operation) -> bool {
        match self {
            Self::Anonymous => false,
            Self::Token(verified) => check_token(&verified.token, operation).is_ok(),
            Self::Session(opened, _) => match &opened.session().agent {
                Some(grant) => grant.check(operation, Level::Write).is_ok(),
                None => opened.session().access == SessionKind::Session,
            },
        }
    }

    /// Whether the session has to be renewed with the response.
    pub fn is_renewal_due(&self, now_ms: f64) -> bool {
        let is_due = |session: &Session| session.access != SessionKind::Agent && now_ms >= session.renew_at_ms();
        matches!(self, Self::Session(opened, _) if is_due(opened.session()))
    }

    /// Rejects callers under public access, who are not of the team.
    pub(super) fn check_not_public(&self) -> Result<(), ApiError> {
        let is_public = match self {
            Self::Anonymous => true,
            Self::Token(_) => false,
            Self::Session(opened, _) => opened.session().access == SessionKind::Public,
        };
        let text = "this route is for the team, not for public access: sign in, or send a token";
        if is_public { Err(ApiError::new(403, Code::AccessDenied, text)) } else { Ok(()) }
    }

    /// The person who signed in, who may make, list and revoke agent tokens.
    pub(super) fn check_person(&self) -> Result<(), ApiError> {
        let is_person = matches!(self, Self::Session(opened, _) if opened.session().access == SessionKind::Session);
        let text = "agent tokens are made and revoked by a person: sign in with a one-time code";
        if is_person { Ok(()) } else { Err(ApiError::new(403, Code::AccessDenied, text)) }
    }

    /// Rejects agents, which may sign out only themselves.
    pub(super) fn check_no_agent(&self) -> Result<(), ApiError> {
        let is_agent = matches!(self, Self::Session(opened, _) if opened.session().agent.is_some());
        let text = "an agent token cannot sign out its owner: leave everywhere=true out to revoke this token";
        if is_agent { Err(ApiError::new(403, Code::AccessDenied, text)) } else { Ok(()) }
    }

    /// Whether the credential is a token of scope `operator`.
    pub fn is_operator(&self) -> bool {
        matches!(self, Self::Token(verified) if verified.token.scope == Scope::Operator)
    }

    /// Rejects tokens that may not write.
    pub(super) fn check_write_scope(&self, route: &str) -> Result<(), ApiError> {
        match self {
            Self::Token(verified) if verified.token.scope != Scope::Write => {
                let text = format!("{route} needs a token with scope write; this one reads");
                Err(ApiError::new(403, Code::AccessDenied, text))
            }
            Self::Session(opened, _) if opened.session().agent.is_some() => {
                Err(ApiError::new(403, Code::AccessDenied, format!("{route} is not for agents: sign in")))
            }
            _ => Ok(()),
        }
    }

    /// The 401 of a credential that was signed out.
    pub fn revoked(&self) -> ApiError {
        match self {
            Self::Token(_) => token_revoked(),
            Self::Session(opened, _) if opened.session().agent.is_some() => agent_token_over(),
            _ => session_over(),
        }
    }
}

/// The id that pages know a session by. The same through all renewals and under every `SESSION_SECRET`, and good for nothing else.
pub fn public_session_id(session: &Session) -> String {
    let digest = Sha256::new().chain_update("outx-gateway public session id\0").chain_update(&session.id).finalize();
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Opens a sealed value, which is what [`Reason::OpenSession`] asks for.
///
/// # Errors
/// [`OpenError`]; a session that began before `SESSIONS_NOT_BEFORE` has expired.
pub fn open_session(sealed: &str, sealer: &Sealer, settings: &Settings, now_ms: f64) -> Result<Session, OpenError> {
    let session = sealer.open(sealed, now_ms)?;
    if session.began_ms < settings.sessions_not_before_ms { Err(OpenError::Expired) } else { Ok(session) }
}

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

const NOT_AN_OPERATOR: &str =
    "this route is for operators: send authorization with Bearer and a token of scope operator";

/// Authenticates an operator by a token of scope `operator`. `ACCESS` names who may call the API, which such a token may not, so it has no
/// say here: a gateway of sessions has operators too, once it has `TOKEN_SECRET` or `TOKEN_JWKS_URL`.
pub(super) fn authenticate_operator<S: OpenedSession>(
    request: &RequestParts<'_>,
    settings: &Settings,
    memory: &dyn Memory<Session = S>,
    now_ms: f64,
) -> Result<Caller<S>, Stop<S>> {
    let token = match presented(request.authorization, request.cookie, CookieStyle::of(request.own_origin)) {
        Credentials::Jwt(token) => token,
        Credentials::Malformed(text) => return Err(ApiError::new(401, Code::SessionExpired, text).into()),
        Credentials::None => return Err(ApiError::new(401, Code::MissingKey, NOT_AN_OPERATOR).into()),
        Credentials::Sealed(..) => return Err(ApiError::new(403, Code::AccessDenied, NOT_AN_OPERATOR).into()),
    };
    if !settings.verifies_tokens() {
        let text = "this gateway verifies no tokens: set TOKEN_SECRET, or TOKEN_JWKS_URL for an identity provider";
        return Err(ApiError::new(401, Code::InvalidKey, text).into());
    }
    let caller = verify_token(token, settings, memory, None, now_ms)?;
    accept_operator(caller, request, memory, now_ms)
}

/// Accepts the caller of a verified token as an operator.
fn accept_operator<S: OpenedSession>(
    caller: Caller<S>,
    request: &RequestParts<'_>,
    memory: &dyn Memory<Session = S>,
    now_ms: f64,
) -> Result<Caller<S>, Stop<S>> {
    let is_limited = matches!(&caller, Caller::Token(verified) if verified.token.operations.is_some());
    if !caller.is_operator() || is_limited {
        let text =
            if is_limited { "this route is not for tokens with ops: leave the claim out" } else { NOT_AN_OPERATOR };
        return Err(ApiError::new(403, Code::AccessDenied, text).into());
    }
    check_session_id(request.session_id, &caller)?;
    check_revocation(&caller, memory, now_ms)?;
    Ok(caller)
}

/// Authenticates who may see how the gateway is run: an operator, or a member of the team who may see the audit. `route_name` is what
/// they ask for, in errors.
pub(super) fn authenticate_status<S: OpenedSession>(
    route_name: &str,
    request: &RequestParts<'_>,
    settings: &Settings,
    memory: &dyn Memory<Session = S>,
    now_ms: f64,
) -> Result<Caller<S>, Stop<S>> {
    let presented = presented(request.authorization, request.cookie, CookieStyle::of(request.own_origin));
    if let Credentials::Jwt(token) = presented
        && settings.verifies_tokens()
    {
        let caller = verify_token(token, settings, memory, None, now_ms)?;
        if caller.is_operator() {
            return accept_operator(caller, request, memory, now_ms);
        }
    }
    let caller = authenticate(request, settings, memory, route("GET", "/api-team"), now_ms)?;
    caller.check_not_public()?;
    caller.check_write_scope(route_name)?;
    Ok(caller)
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

fn verify_token<S: OpenedSession>(
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

fn check_token(token: &Token, operation: &Operation) -> Result<(), ApiError> {
    check_scope(token.scope, operation)?;
    token.operations.as_ref().map_or(Ok(()), |allowed| allowed.check(operation))
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

/// Rejects a request of a page that shows another session than the one that the request would act under.
fn check_session_id<S: OpenedSession>(wanted: &str, caller: &Caller<S>) -> Result<(), Stop<S>> {
    let is_same = match caller {
        _ if wanted.is_empty() => true,
        Caller::Session(opened, _) => public_session_id(opened.session()) == wanted,
        Caller::Anonymous | Caller::Token(_) => false,
    };
    if is_same { Ok(()) } else { Err(Stop::OtherSession) }
}

fn check_revocation<S: OpenedSession>(
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
            // A token lives for an hour at most, and a write asks the ledger in any case.
            is_required: !matches!(caller, Caller::Token(_)),
        }))),
    }
}
