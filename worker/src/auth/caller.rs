//! An authenticated caller, with what its requests need.

use std::rc::Rc;

use outx_core::gateway::auth::credentials::SessionTransport;
use outx_core::gateway::auth::revocation::Revocable;
use outx_core::gateway::auth::session::{LIFE_MS, SessionKind};
use outx_core::gateway::authorize::{self, VerifiedToken};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::secret::Secret;
use outx_core::old_rules::OldRule;
use outx_core::redact::Redactor;

use crate::auth::memory::CachedVisitor;
use crate::http::context::RequestContext;
use crate::state::isolate::{GatewayState, Visitor};
use crate::state::usage_counters::{CallerKind, CallerRef};

/// How far the clocks of an isolate and of the ledger may differ, in milliseconds.
const CLOCK_SKEW_MS: f64 = 60_000.0;

/// A caller that was authorized.
pub struct Caller {
    /// The visitor, under session access.
    pub visitor: Option<(Rc<Visitor>, SessionTransport)>,
    /// The token, under token access.
    token: Option<Rc<VerifiedToken>>,
    /// The ledger that is written to: the team, or `operator` for the Worker's own key.
    pub team: String,
    /// Tells callers apart, in the log and in idempotency keys.
    pub hash: String,
    /// What can end while the request is in progress; `None` for a caller without credential.
    pub credential: Option<RevocableCredential>,
    revoked: ApiError,
}

/// A session or token that can be revoked.
pub struct RevocableCredential {
    pub revocable: Rc<Revocable>,
    /// When no renewal of it can be valid any more, so that its revocation may be forgotten.
    pub revocable_until_ms: f64,
}

impl Caller {
    /// The caller of a request that was authorized.
    pub fn new(caller: authorize::Caller<CachedVisitor>, request: &RequestContext, state: &GatewayState) -> Self {
        let team = caller.team().to_owned();
        let revoked = caller.revoked();
        let revocable = caller.revocable().map(Rc::clone);
        let (visitor, token, hash, until_ms) = match caller {
            authorize::Caller::Anonymous => (None, None, state.anonymous_id(&request.address()), 0.0),
            authorize::Caller::Token(verified) => {
                let (hash, until_ms) = (state.hash("caller", &verified.token.subject), verified.token.expires_ms);
                (None, Some(verified), hash, until_ms)
            }
            authorize::Caller::Session(CachedVisitor(visitor), transport) => {
                let (hash, until_ms) = (visitor.hash.clone(), visitor.session.began_ms + LIFE_MS);
                (Some((visitor, transport)), None, hash, until_ms)
            }
        };
        let revocable_until_ms = until_ms + CLOCK_SKEW_MS;
        let credential = revocable.map(|revocable| RevocableCredential { revocable, revocable_until_ms });
        Self { visitor, token, team, hash, credential, revoked }
    }

    /// Who it is, for the ledger.
    pub fn as_ref(&self) -> CallerRef<'_> {
        let (kind, name) = match (&self.token, &self.visitor) {
            (Some(verified), _) => (CallerKind::Token, verified.token.name.as_deref().unwrap_or_default()),
            (None, Some((visitor, _))) if visitor.session.agent.is_some() => {
                (CallerKind::Agent, visitor.session.agent.as_ref().map_or("", |grant| grant.name.as_str()))
            }
            (None, Some((visitor, _))) if visitor.session.access == SessionKind::Session => {
                (CallerKind::Session, visitor.session.email.as_str())
            }
            _ => (CallerKind::Public, ""),
        };
        let team_name = self.visitor.as_ref().map_or("", |(visitor, _)| visitor.session.team_name.as_str());
        CallerRef { team: &self.team, team_name, hash: &self.hash, kind, name }
    }

    /// The caller's own limit of LinkedIn actions per hour.
    pub fn actions_per_hour(&self) -> Option<u32> {
        self.token.as_ref().and_then(|verified| verified.token.actions_per_hour)
    }

    /// Whether the caller has no credential.
    pub fn is_anonymous(&self) -> bool {
        self.token.is_none() && self.visitor.is_none()
    }

    /// Redacts the key that this caller's requests carry.
    pub fn redactor(&self, state: &GatewayState) -> Rc<Redactor> {
        match &self.visitor {
            Some((visitor, _)) if visitor.session.api_key.is_some() => Rc::clone(&visitor.credential.redactor),
            _ => state.service_redactor(),
        }
    }

    /// The key of the visitor's own team; `None` when the Worker's own is used.
    pub fn own_key(&self) -> Option<&Secret> {
        self.visitor.as_ref().and_then(|(visitor, _)| visitor.session.api_key.as_ref())
    }

    /// Redacts the secrets of the gateway and the key of the caller's session from a text of the gateway's own responses.
    pub fn redact(&self, state: &GatewayState, text: &str) -> String {
        let api_key = self.own_key().map(Secret::expose);
        state.settings.redact(text, api_key.as_slice())
    }

    /// The credential that is checked again before a write begins.
    pub fn checked_credential(&self) -> Option<&RevocableCredential> {
        self.credential.as_ref().filter(|_| !OldRule::CheckedOnce.applies())
    }

    /// The 401 for when this caller's credential was signed out.
    pub fn revoked(&self) -> ApiError {
        self.revoked.clone()
    }
}
