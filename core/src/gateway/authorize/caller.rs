//! The caller of a request, and what it may do.

use std::rc::Rc;

use sha2::{Digest, Sha256};

use crate::api::operation::Operation;
use crate::gateway::auth::credentials::{SessionTransport, agent_token_over, check_scope, session_over, token_revoked};
use crate::gateway::auth::jwt::{Scope, Token};
use crate::gateway::auth::revocation::Revocable;
use crate::gateway::auth::session::{OpenError, Sealer, Session, SessionKind};
use crate::gateway::auth::sign_in::OPERATOR;
use crate::gateway::http::api_error::ApiError;
use crate::gateway::mcp::Level;
use crate::gateway::settings::Settings;
use crate::policy::code::Code;

/// An opened session, together with the data that the Worker caches for it.
pub trait OpenedSession: Clone {
    /// The session.
    fn session(&self) -> &Session;
    /// The ids by which a sign-out revokes it.
    fn revocable(&self) -> &Rc<Revocable>;
}

/// A token whose signature and claims are valid.
#[derive(Clone, Debug)]
pub struct VerifiedToken {
    /// The token's claims.
    pub token: Token,
    /// The id by which a sign-out revokes it.
    pub revocable: Rc<Revocable>,
    /// When it was verified, in milliseconds since 1970. If that is in the future, the clock was set back, and the token is verified again.
    pub verified_ms: f64,
}

/// The caller of a request.
#[derive(Clone, Debug)]
pub enum Caller<S> {
    /// Any visitor of an allowed page, under public access.
    Anonymous,
    /// The holder of a token of the site's back end or of an identity provider.
    Token(Rc<VerifiedToken>),
    /// The holder of a sealed session.
    Session(S, SessionTransport),
}

impl<S: OpenedSession> Caller<S> {
    /// Name of the ledger that counts the caller's requests and stores its sign-outs: the caller's team, or [`OPERATOR`] for the Worker's
    /// own key.
    pub fn team(&self) -> &str {
        match self {
            Self::Session(opened, _) if opened.session().access != SessionKind::Public => &opened.session().team_id,
            _ => OPERATOR,
        }
    }

    /// The ids by which a sign-out revokes the caller's credential; `None` without credential.
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

    /// Whether the credential allows an operation, for the list of MCP tools. Each call is authorized again.
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

    /// Rejects callers under public access, which do not belong to the team.
    pub(super) fn check_not_public(&self) -> Result<(), ApiError> {
        let is_public = match self {
            Self::Anonymous => true,
            Self::Token(_) => false,
            Self::Session(opened, _) => opened.session().access == SessionKind::Public,
        };
        let text = "this route is for the team, not for public access: sign in, or send a token";
        if is_public { Err(ApiError::new(403, Code::AccessDenied, text)) } else { Ok(()) }
    }

    /// Rejects callers other than a person who signed in: only a person may create, list and revoke agent tokens.
    pub(super) fn check_person(&self) -> Result<(), ApiError> {
        let is_person = matches!(self, Self::Session(opened, _) if opened.session().access == SessionKind::Session);
        let text = "agent tokens are made and revoked by a person: sign in with a one-time code";
        if is_person { Ok(()) } else { Err(ApiError::new(403, Code::AccessDenied, text)) }
    }

    /// Rejects agents, which may revoke only their own token.
    pub(super) fn check_no_agent(&self) -> Result<(), ApiError> {
        let is_agent = matches!(self, Self::Session(opened, _) if opened.session().agent.is_some());
        let text = "an agent token cannot sign out its owner: leave everywhere=true out to revoke this token";
        if is_agent { Err(ApiError::new(403, Code::AccessDenied, text)) } else { Ok(()) }
    }

    /// Whether the credential is a token of scope `operator`.
    pub fn is_operator(&self) -> bool {
        matches!(self, Self::Token(verified) if verified.token.scope == Scope::Operator)
    }

    /// Rejects tokens without scope `write`, and agents. `route` is the route's name in errors.
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

/// The id of a session for pages. It does not change with renewals or with `SESSION_SECRET`, and it is not a credential.
pub fn public_session_id(session: &Session) -> String {
    let digest = Sha256::new().chain_update("outx-gateway public session id\0").chain_update(&session.id).finalize();
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Opens a sealed value, which is what [`Reason::OpenSession`](super::Reason::OpenSession) asks for.
///
/// # Errors
/// [`OpenError`]; a session that began before `SESSIONS_NOT_BEFORE` has expired.
pub fn open_session(sealed: &str, sealer: &Sealer, settings: &Settings, now_ms: f64) -> Result<Session, OpenError> {
    let session = sealer.open(sealed, now_ms)?;
    if session.began_ms < settings.sessions_not_before_ms { Err(OpenError::Expired) } else { Ok(session) }
}

/// Checks that a token may call an operation.
pub(super) fn check_token(token: &Token, operation: &Operation) -> Result<(), ApiError> {
    check_scope(token.scope, operation)?;
    token.operations.as_ref().map_or(Ok(()), |allowed| allowed.check(operation))
}
