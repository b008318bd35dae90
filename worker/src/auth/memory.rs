//! What authorization may know without I/O: of the isolate, and of one request.

use std::rc::Rc;

use outx_core::gateway::auth::jwt;
use outx_core::gateway::auth::revocation::Revocable;
use outx_core::gateway::auth::session::{OpenError, Session};
use outx_core::gateway::authorize::{
    Gateway, Memory, OpenedSession, Revocation, RevocationQuery, VerifiedToken, open_session,
};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::old_rules::OldRule;
use worker::{Context, Env};

use crate::auth::identity;
use crate::runtime::js::now_ms;
use crate::state::isolate::{GatewayState, Isolate, Visitor};

/// A visitor whose session was opened.
#[derive(Clone)]
pub struct CachedVisitor(pub Rc<Visitor>);

impl OpenedSession for CachedVisitor {
    fn session(&self) -> &Session {
        &self.0.session
    }

    fn revocable(&self) -> &Rc<Revocable> {
        &self.0.revocable
    }
}

/// The settings that the isolate read.
pub fn gateway(isolate: &Isolate) -> Gateway<'_> {
    let problems = isolate.state.as_ref().map_or(&isolate.report.problems, |state| &state.exposure_problems);
    Gateway { settings: isolate.settings(), problems }
}

/// What the isolate remembers of earlier requests.
pub struct IsolateMemory<'a>(pub Option<&'a GatewayState>);

impl Memory for IsolateMemory<'_> {
    type Session = CachedVisitor;

    fn session(&self, sealed: &str) -> Option<Result<CachedVisitor, OpenError>> {
        let visitor = self.0?.opened.borrow().get(sealed).map(Rc::clone)?;
        Some(Ok(CachedVisitor(visitor)))
    }

    fn token(&self, token: &str, now_ms: f64) -> Option<Result<Rc<VerifiedToken>, &'static str>> {
        let verified = self.0?.verified.borrow().get(token).map(Rc::clone)?;
        (verified.verified_ms <= now_ms).then_some(Ok(verified))
    }

    fn revocation(&self, team: &str, credential: &Revocable, now_ms: f64) -> Revocation {
        let is_valid = self.0.is_some_and(|state| state.revocations.is_fresh_and_valid(team, credential, now_ms));
        if is_valid { Revocation::Valid } else { Revocation::Unknown }
    }
}

/// The same with what was obtained for one request. A request presents one credential, so its facts need no names.
pub struct RequestMemory<'a> {
    isolate: IsolateMemory<'a>,
    session: Option<Result<CachedVisitor, OpenError>>,
    token: Option<Result<Rc<VerifiedToken>, &'static str>>,
    revocation: Option<Revocation>,
    was_authorized: bool,
}

impl<'a> RequestMemory<'a> {
    /// What is known when a request arrives.
    pub fn new(state: Option<&'a GatewayState>) -> Self {
        let isolate = IsolateMemory(state);
        Self { isolate, session: None, token: None, revocation: None, was_authorized: false }
    }

    /// Opens a sealed value and keeps the session for later requests.
    pub fn open_session(&mut self, sealed: &str, state: &GatewayState) {
        let opened = open_session(sealed, &state.sealer, &state.settings, now_ms()).map(|session| {
            let visitor = Rc::new(state.visitor(session));
            state.opened.borrow_mut().put(sealed, Rc::clone(&visitor));
            CachedVisitor(visitor)
        });
        self.session = Some(opened);
    }

    /// Verifies a token, and keeps a good one for later requests. The algorithm in its header decides which kind it is, and each kind has
    /// keys of its own.
    pub async fn verify_token(&mut self, text: &str, state: &Rc<GatewayState>, context: &Context) {
        let verified = match (&state.settings.identity, &state.settings.token_secret) {
            (Some(rules), secret) if secret.is_none() || jwt::is_identity_token(text) => {
                identity::verify(text, rules, state, context).await
            }
            (_, Some(secret)) => jwt::verify(text, secret, now_ms()),
            (_, None) => return,
        };
        let verified = verified.map(|token| {
            Rc::new(VerifiedToken { token, revocable: Rc::new(Revocable::token(text)), verified_ms: now_ms() })
        });
        if let Ok(verified) = &verified {
            state.verified.borrow_mut().put(text, Rc::clone(verified));
        }
        self.token = Some(verified);
    }

    /// Asks the ledger whether a credential was signed out.
    ///
    /// # Errors
    /// 503 when the ledger cannot be reached, nothing is known, and the query is required. A request that was authorized before its
    /// body arrived goes on.
    pub async fn ask_revocations(
        &mut self,
        query: &RevocationQuery,
        state: &GatewayState,
        env: &Env,
    ) -> Result<(), ApiError> {
        let is_revoked = match state.revocations.is_revoked(env, &query.team, &query.revocable).await {
            Ok(is_revoked) => is_revoked,
            Err(error) if query.is_required && !self.was_authorized => return Err(error),
            Err(_) => false,
        };
        self.revocation = Some(if is_revoked { Revocation::Revoked } else { Revocation::Valid });
        Ok(())
    }

    /// Notes that the request was authorized and waited since, so that a sign-out is looked up again.
    pub fn recheck(&mut self) {
        self.revocation = OldRule::CheckedOnce.applies().then_some(Revocation::Valid);
        self.was_authorized = true;
    }
}

impl Memory for RequestMemory<'_> {
    type Session = CachedVisitor;

    fn session(&self, sealed: &str) -> Option<Result<CachedVisitor, OpenError>> {
        self.session.clone().or_else(|| self.isolate.session(sealed))
    }

    fn token(&self, token: &str, now_ms: f64) -> Option<Result<Rc<VerifiedToken>, &'static str>> {
        self.token.clone().or_else(|| self.isolate.token(token, now_ms))
    }

    fn revocation(&self, team: &str, credential: &Revocable, now_ms: f64) -> Revocation {
        self.revocation.unwrap_or_else(|| self.isolate.revocation(team, credential, now_ms))
    }
}
