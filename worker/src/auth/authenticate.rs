//! Who calls, and whether he may.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::auth::credentials::{
    self, Credentials, SessionTransport, missing, presented, session_over, token_revoked,
};
use outx_core::gateway::auth::jwt;
use outx_core::gateway::auth::public::{self, is_listed};
use outx_core::gateway::auth::revocation::Revocable;
use outx_core::gateway::auth::session::{LIFE_MS, SessionKind};
use outx_core::gateway::auth::sign_in::OPERATOR;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::secret::Secret;
use outx_core::old_rules::OldRule;
use outx_core::operation::Operation;
use outx_core::redact::Redactor;
use worker::Env;

use crate::http::context::RequestContext;
use crate::runtime::js::now_ms;
use crate::state::isolate::{GatewayState, Visitor};

/// How far the clocks of an isolate and of the ledger may differ, in milliseconds.
const CLOCK_SKEW_MS: f64 = 60_000.0;

/// A caller who may call.
pub struct Caller {
    /// The visitor, under session access.
    pub visitor: Option<(Rc<Visitor>, SessionTransport)>,
    /// The ledger that is written to: the team, or `operator` for the Worker's own key.
    pub team: String,
    /// Tells callers apart, in the log and in idempotency keys.
    pub hash: String,
    /// What can end while the request is under way; `None` for a caller without credential.
    pub credential: Option<RevocableCredential>,
}

/// A session or token, as far as it can end.
pub struct RevocableCredential {
    pub revocable: Rc<Revocable>,
    /// When it expires, in milliseconds since 1970.
    pub expires_ms: f64,
    /// When no renewal of it can be valid any more, so that its revocation may be forgotten.
    pub revocable_until_ms: f64,
}

impl RevocableCredential {
    fn of_session(visitor: &Visitor) -> Self {
        let session = &visitor.session;
        Self {
            revocable: Rc::clone(&visitor.revocable),
            expires_ms: session.expires_ms,
            revocable_until_ms: session.began_ms + LIFE_MS + CLOCK_SKEW_MS,
        }
    }
}

impl Caller {
    /// Redacts the key that this caller's requests carry.
    pub fn redactor(&self, state: &GatewayState) -> Rc<Redactor> {
        match &self.visitor {
            Some((visitor, _)) if visitor.session.api_key.is_some() => Rc::clone(&visitor.credential.redactor),
            _ => state.service_redactor(),
        }
    }

    /// The key that the visitor brought; absent when the Worker's own is used.
    pub fn own_key(&self) -> Option<&Secret> {
        self.visitor.as_ref().and_then(|(visitor, _)| visitor.session.api_key.as_ref())
    }

    /// The credential that is checked again before a write begins.
    pub fn checked_credential(&self) -> Option<&RevocableCredential> {
        self.credential.as_ref().filter(|_| !OldRule::CheckedOnce.applies())
    }

    /// The 401 for when this caller's credential was signed out.
    pub fn revoked(&self) -> ApiError {
        if self.visitor.is_some() { session_over() } else { token_revoked() }
    }

    /// Checks once more that the credential is neither expired nor signed out: it may have ended while the body arrived.
    ///
    /// # Errors
    /// 401 when it has.
    pub async fn check_again(&self, state: &GatewayState, env: &Env) -> Result<(), ApiError> {
        let Some(credential) = self.checked_credential() else { return Ok(()) };
        if credential.expires_ms <= now_ms() {
            let expired = || ApiError::new(401, Code::InvalidKey, "the token has expired");
            return Err(if self.visitor.is_some() { session_over() } else { expired() });
        }
        match state.revocations.is_revoked(env, &self.team, &credential.revocable).await {
            Ok(true) => Err(self.revoked()),
            // What was known when the caller was admitted serves on.
            Ok(false) | Err(_) => Ok(()),
        }
    }
}

/// Admits a caller to an operation, or to the gateway's own routes (`None`).
///
/// # Errors
/// 401 for a credential that is missing or wrong, 403 for one that does not reach, 404 for what is not public, 503 when
/// a fresh isolate cannot learn who signed out.
pub async fn admit(
    request: &RequestContext,
    state: &GatewayState,
    env: &Env,
    operation: Option<&'static Operation>,
) -> Result<Caller, ApiError> {
    let kinds = state.settings.access;
    let (authorization, cookie) = (request.header("authorization"), request.header("cookie"));
    match presented(&authorization, &cookie) {
        Credentials::Malformed(text) => Err(ApiError::new(401, Code::SessionExpired, text)),
        Credentials::None if kinds.public => anonymous(request, state, operation),
        Credentials::None => Err(missing(kinds)),
        Credentials::Jwt(token) if kinds.token => by_token(state, env, token, operation).await,
        Credentials::Jwt(_) => Err(ApiError::new(401, Code::InvalidKey, "this gateway takes no tokens (ACCESS)")),
        Credentials::Sealed(..) if !kinds.session && !kinds.public => Err(session_over()),
        Credentials::Sealed(sealed, carrier) => by_session(request, state, env, sealed, carrier, operation).await,
    }
}

/// A caller whose session this isolate has opened and of whose sign-out it would know, so that nothing has to be waited for, and
/// whose session is not due to be renewed. `None` for everybody else.
pub fn authenticate_cached(
    request: &RequestContext,
    state: &GatewayState,
    authorization: &str,
    cookie: &str,
) -> Option<Caller> {
    let Credentials::Sealed(sealed, carrier) = presented(authorization, cookie) else { return None };
    let visitor = state.opened.borrow().get(sealed).map(Rc::clone)?;
    let (session, now) = (&visitor.session, request.began_ms);
    let good = state.settings.access.session && session.access == SessionKind::Session && session.api_key.is_some();
    let fresh = now < session.renew_at_ms() && session.is_valid_at(now);
    if !good || !fresh || !state.revocations.is_fresh_and_valid(&session.team_id, &visitor.revocable, now) {
        return None;
    }
    let (team, hash) = (session.team_id.clone(), visitor.hash.clone());
    let credential = Some(RevocableCredential::of_session(&visitor));
    Some(Caller { visitor: Some((visitor, carrier)), team, hash, credential })
}

async fn by_token(
    state: &GatewayState,
    env: &Env,
    given: &str,
    operation: Option<&'static Operation>,
) -> Result<Caller, ApiError> {
    let Some(secret) = &state.settings.token_secret else { return Err(missing(state.settings.access)) };
    let wrong = |reason| ApiError::new(401, Code::InvalidKey, format!("the token {reason}"));
    let token = jwt::verify(given, secret, now_ms()).map_err(wrong)?;
    if let Some(operation) = operation {
        credentials::check_scope(token.scope, operation)?;
    }
    let revocable = Rc::new(Revocable::token(given));
    // Without the ledger reads go on, since a token lives for an hour at most; writes ask the ledger anyway.
    if let Ok(true) = state.revocations.is_revoked(env, OPERATOR, &revocable).await {
        return Err(token_revoked());
    }
    let hash = state.hash("caller", &token.subject);
    let expires_ms = token.expires_ms;
    let credential = RevocableCredential { revocable, expires_ms, revocable_until_ms: expires_ms + CLOCK_SKEW_MS };
    Ok(Caller { visitor: None, team: OPERATOR.to_owned(), hash, credential: Some(credential) })
}

async fn by_session(
    request: &RequestContext,
    state: &GatewayState,
    env: &Env,
    sealed: &str,
    carrier: SessionTransport,
    operation: Option<&'static Operation>,
) -> Result<Caller, ApiError> {
    let now = now_ms();
    let known = state.opened.borrow().get(sealed).map(Rc::clone);
    let visitor = match known {
        Some(visitor) if visitor.session.is_valid_at(now) => visitor,
        Some(_) => return Err(session_over()),
        None => {
            let session = state.sealer.open(sealed, now).map_err(|_| session_over())?;
            if session.began_ms < state.settings.sessions_not_before_ms {
                return Err(session_over());
            }
            let visitor = Rc::new(state.visitor(session));
            state.opened.borrow_mut().put(sealed, Rc::clone(&visitor));
            visitor
        }
    };
    let (kinds, is_public) = (state.settings.access, visitor.session.access == SessionKind::Public);
    if !(if is_public { kinds.public } else { kinds.session }) {
        return Err(session_over());
    }
    let is_known = !request.origin.is_empty() && request.is_browser_page();
    if carrier == SessionTransport::Cookie && request.method != "GET" && !is_known {
        let text = "a write by cookie must come from a page of this gateway or of ALLOWED_ORIGINS";
        return Err(ApiError::new(403, Code::OriginDenied, text));
    }
    if is_public && let Some(operation) = operation {
        check_public(request, state, operation)?;
    }
    let team = if is_public { OPERATOR.to_owned() } else { visitor.session.team_id.clone() };
    let hash = visitor.hash.clone();
    if state.revocations.is_revoked(env, &team, &visitor.revocable).await? {
        return Err(session_over());
    }
    let credential = Some(RevocableCredential::of_session(&visitor));
    Ok(Caller { visitor: Some((visitor, carrier)), team, hash, credential })
}

fn anonymous(
    request: &RequestContext,
    state: &GatewayState,
    operation: Option<&'static Operation>,
) -> Result<Caller, ApiError> {
    let settings = &state.settings;
    let operation = operation.ok_or_else(|| missing(settings.access))?;
    if !is_listed(&settings.public_operations, operation) {
        return Err(missing(settings.access));
    }
    if settings.turnstile_secret.is_some() {
        let text = "prove first that you are a person: POST /_gateway/session";
        return Err(ApiError::new(401, Code::SessionExpired, text));
    }
    check_public(request, state, operation)?;
    let hash = state.anonymous_id(&request.address());
    Ok(Caller { visitor: None, team: OPERATOR.to_owned(), hash, credential: None })
}

fn check_public(request: &RequestContext, state: &GatewayState, operation: &Operation) -> Result<(), ApiError> {
    public::check(&state.settings.public_operations, operation, request.query())?;
    request.check_page()
}
