//! Which credential a caller presents, and what each kind of access may do.

use crate::error::Code;
use crate::gateway::auth::cookie::{CookieStyle, Found};
use crate::gateway::auth::jwt::Scope;
use crate::gateway::auth::session::PREFIX;
use crate::gateway::http::api_error::ApiError;
use crate::operation::{Kind, Operation};

/// Kinds of access that `ACCESS` names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Visitors sign in by one-time code.
    pub session: bool,
    /// Callers send tokens of the site's back end or of an identity provider.
    pub token: bool,
    /// Pages of allowed origins may call `PUBLIC_OPERATIONS` without signing in.
    pub public: bool,
}

impl Access {
    /// The names, as in `ACCESS`.
    pub fn names(self) -> Vec<&'static str> {
        let all = [(self.session, "session"), (self.token, "token"), (self.public, "public")];
        all.into_iter().filter_map(|(on, name)| on.then_some(name)).collect()
    }

    /// Whether the Worker's own key is used.
    pub fn needs_key(self) -> bool {
        self.token || self.public
    }
}

/// How a sealed session is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionTransport {
    /// In the cookie: browsers attach it by themselves, so writes need a known `Origin`.
    Cookie,
    /// As a bearer token: only code that holds it can send it.
    Bearer,
}

/// The credential of a request. If it is wrong, the response is 401 and no other kind of access is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials<'a> {
    /// No credential.
    None,
    /// A sealed session.
    Sealed(&'a str, SessionTransport),
    /// A JSON Web Token, or any other bearer value.
    Jwt(&'a str),
    /// An `Authorization` header without `Bearer`, or two session cookies.
    Malformed(&'static str),
}

/// Reads the credential from the headers `Authorization` and `Cookie`, each empty when absent. `Authorization` takes precedence.
pub fn presented<'a>(authorization: &'a str, cookie: &'a str, style: CookieStyle) -> Credentials<'a> {
    if !authorization.is_empty() {
        return match authorization.split_once(' ') {
            Some((scheme, value)) if scheme.eq_ignore_ascii_case("bearer") => match value.trim_matches(' ') {
                sealed if sealed.starts_with(PREFIX) => Credentials::Sealed(sealed, SessionTransport::Bearer),
                token => Credentials::Jwt(token),
            },
            _ => Credentials::Malformed("authorization must be Bearer and a token"),
        };
    }
    match style.find(cookie) {
        Found::Nothing => Credentials::None,
        Found::One(sealed) => Credentials::Sealed(sealed, SessionTransport::Cookie),
        Found::Several => Credentials::Malformed("the session cookie came twice"),
    }
}

/// The 401 of a request without the credential that it needs.
pub fn missing(access: Access) -> ApiError {
    if access.session {
        ApiError::new(401, Code::SessionExpired, "no session: sign in with a one-time code first")
    } else {
        ApiError::new(
            401,
            Code::MissingKey,
            "no token: send the header authorization with Bearer and a token that this site's back end signed",
        )
    }
}

/// The 401 of a session that is forged, truncated, expired or signed out.
pub fn session_over() -> ApiError {
    ApiError::new(401, Code::SessionExpired, "the session is over: sign in again")
}

/// The 401 of an agent token that was revoked, that was sent as a cookie, or that reached a gateway with `MCP=off`.
pub fn agent_token_over() -> ApiError {
    let text = "the agent token is over: make a new one on the gateway's page \"Connect an agent\"";
    ApiError::new(401, Code::SessionExpired, text)
}

/// Checks a token's scope against an operation.
///
/// # Errors
/// 403 `access_denied` for a write under a token of scope `read`, and for every operation under one of scope `operator`.
pub fn check_scope(scope: Scope, operation: &Operation) -> Result<(), ApiError> {
    let needed = match (scope, operation.kind) {
        (Scope::Write, _) | (Scope::Read, Kind::Read) => return Ok(()),
        (Scope::Read, _) => "scope write; this one reads",
        (Scope::Operator, Kind::Read) => "scope read or write; this one (operator) is for the routes over all teams",
        (Scope::Operator, _) => "scope write; this one (operator) is for the routes over all teams",
    };
    Err(ApiError::new(403, Code::AccessDenied, format!("{} needs a token with {needed}", operation.name)))
}

/// The 401 of a token that was signed out.
pub fn token_revoked() -> ApiError {
    ApiError::new(401, Code::InvalidKey, "the token was signed out: get a new one from the site that issued it")
}
