//! Authenticates operators: people who run the gateway and have a token of scope `operator`.

use super::authenticate::{authenticate, check_revocation, check_session_id, verify_token};
use super::caller::{Caller, OpenedSession};
use super::{Memory, RequestParts, Stop};
use crate::api::route;
use crate::gateway::auth::cookie::CookieStyle;
use crate::gateway::auth::credentials::{Credentials, presented};
use crate::gateway::http::api_error::ApiError;
use crate::gateway::settings::Settings;
use crate::policy::code::Code;

const NOT_AN_OPERATOR: &str =
    "this route is for operators: send authorization with Bearer and a token of scope operator";

/// Authenticates an operator by a token of scope `operator`. `ACCESS` is not checked, because it lists who may call the API, and such a token
/// may not. A gateway with session access therefore has operators too, once `TOKEN_SECRET` or `TOKEN_JWKS_URL` is set.
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

/// Authenticates an operator, or a member of the team who may write. `name` is the route's name in errors.
pub(super) fn authenticate_writer_or_operator<S: OpenedSession>(
    name: &str,
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
    caller.check_write_scope(name)?;
    Ok(caller)
}
