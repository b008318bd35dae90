//! Which credential a caller presents, and what each kind of access may do.

use super::cookie::{self, Found};
use super::refusal::Refusal;
use super::seal::PREFIX;
use super::settings::Access;
use super::token::Scope;
use crate::error::Code;
use crate::operation::{Kind, Operation};

/// How a sealed session travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// In the cookie: browsers attach it by themselves, so writes need a known `Origin`.
    Cookie,
    /// As a bearer token: only code that holds it can send it.
    Bearer,
}

/// What a request presents. A credential that is presented decides: if it is wrong the response is 401, and no other
/// kind of access is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presented<'a> {
    /// No credential.
    Nothing,
    /// A sealed session.
    Sealed(&'a str, Carrier),
    /// A JSON Web Token, or something that is taken for one.
    Token(&'a str),
    /// An `Authorization` that is not `Bearer`, or the session cookie twice.
    Unusable(&'static str),
}

/// Reads the headers `Authorization` and `Cookie`, empty when absent. Bearer wins.
pub fn presented<'a>(authorization: &'a str, cookie: &'a str) -> Presented<'a> {
    if !authorization.is_empty() {
        return match authorization.split_once(' ') {
            Some((scheme, value)) if scheme.eq_ignore_ascii_case("bearer") => match value.trim_matches(' ') {
                sealed if sealed.starts_with(PREFIX) => Presented::Sealed(sealed, Carrier::Bearer),
                token => Presented::Token(token),
            },
            _ => Presented::Unusable("authorization must be Bearer and a token"),
        };
    }
    match cookie::find(cookie) {
        Found::Nothing => Presented::Nothing,
        Found::One(sealed) => Presented::Sealed(sealed, Carrier::Cookie),
        Found::Several => Presented::Unusable("the session cookie came twice"),
    }
}

/// The 401 of a request that presents nothing where something is needed.
pub fn missing(access: Access) -> Refusal {
    if access.session {
        Refusal::new(401, Code::SessionExpired, "no session: sign in with a one-time code first")
    } else {
        Refusal::new(401, Code::MissingKey, "no token: send authorization with Bearer and a token of this site")
    }
}

/// The 401 of a session that is forged, cut, over, or signed out.
pub fn session_over() -> Refusal {
    Refusal::new(401, Code::SessionExpired, "the session is over: sign in again")
}

/// The 401 of a token that was signed out.
pub fn token_revoked() -> Refusal {
    Refusal::new(401, Code::InvalidKey, "the token was signed out: get a new one from the site that issued it")
}

/// Checks a token's scope against an operation.
///
/// # Errors
/// 403 `access_denied` for a write under a token that only reads.
pub fn check_scope(scope: Scope, operation: &Operation) -> Result<(), Refusal> {
    if scope == Scope::Write || matches!(operation.kind, Kind::Read) {
        return Ok(());
    }
    Err(Refusal::new(
        403,
        Code::AccessDenied,
        format!("{} needs a token with scope write; this one reads", operation.name),
    ))
}
