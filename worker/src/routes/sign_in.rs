//! Sign-in by one-time code: the API's response contains the key, the gateway's response a sealed session.

use js_sys::Uint8Array;
use outx_core::error::Code;
use outx_core::gateway::auth::sign_in::{SignInAttempt, Step, add_nonce, parse_attempt, parse_verify_response};
use outx_core::gateway::auth::sign_in_nonce;
use outx_core::gateway::authorize::public_session_id;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::limits::network::Networks;
use outx_core::gateway::limits::sign_in::{Counter, LimiterCheck, limiter_checks};
use outx_core::operation::Operation;
use worker::Env;

use crate::durable::limiter;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::http::session_cookie::session_cookie;
use crate::runtime::js::{now_ms, random, random_id};
use crate::state::isolate::GatewayState;
use crate::upstream::client::{UpstreamRequest, send};
use crate::upstream::response::{self, sign_in_body};

/// Handles a step of the sign-in.
///
/// # Errors
/// 403 when session access is off or the e-mail address is not allowed, 429 above a rate limit, 503 when the limiter cannot be
/// reached.
pub async fn sign_in(
    request: &RequestContext,
    state: &GatewayState,
    env: &Env,
    operation: &'static Operation,
    step: Step,
    body: &[u8],
) -> Result<Reply, ApiError> {
    if !state.settings.access.session {
        return Err(ApiError::new(
            403,
            Code::AccessDenied,
            "this gateway does not offer sign-in (ACCESS lacks session)",
        ));
    }
    if request.began_ms < state.settings.sessions_not_before_ms {
        let text = "sign-in is disabled until the time in SESSIONS_NOT_BEFORE: try again later";
        return Err(ApiError::new(403, Code::AccessDenied, text));
    }
    let attempt = parse_attempt(step, body, &state.settings.sign_in_domains)?;
    check_limits(request, state, env, step, &attempt).await?;
    let upstream_request =
        UpstreamRequest { operation, target: operation.path, body: attempt.body.as_bytes(), api_key: None };
    let upstream = send(&state.settings, upstream_request).await?;
    if step == Step::Send || !upstream.response.ok() {
        let reply = response::pass(request, operation, &upstream, state.service_redactor(), false).await;
        let is_sent = step == Step::Send && (200..300).contains(&reply.status);
        return Ok(if is_sent { with_nonce(request, state, &attempt.email, reply) } else { reply });
    }
    let body = sign_in_body(&upstream).await?;
    let now = now_ms();
    let signed_in = parse_verify_response(&body, &attempt.email, random_id(), now, state.settings.session_ttl_ms())?;
    let sealed = state.sealer.seal(&signed_in.session, random());
    let wants_token = request.wants_token();
    let session_id = public_session_id(&signed_in.session);
    let body = signed_in.response_body(&session_id, wants_token.then_some(sealed.as_str()));
    let visitor = state.visitor(signed_in.session);
    let body = visitor.credential.redactor.redact_text(body.as_bytes());
    let body = state.settings.redact(&body, &[]);
    let reply = Reply::json(200, body.as_str());
    if wants_token {
        return Ok(reply);
    }
    Ok(reply.with("set-cookie", session_cookie(request.cookie_style(), &visitor.session, &sealed, now)))
}

/// Adds the nonce by which this caller's attempts are counted separately: as a cookie, or in the body for a caller that asked for a token.
fn with_nonce(request: &RequestContext, state: &GatewayState, email: &str, mut reply: Reply) -> Reply {
    let nonce = sign_in_nonce::issue(&state.settings.session_secret, email, random(), now_ms());
    if !request.wants_token() {
        return reply
            .with("set-cookie", request.cookie_style().set_nonce(&nonce, (sign_in_nonce::LIFE_MS / 1000.0) as u64));
    }
    let body = reply.body.as_string().map_or_else(|| Uint8Array::new(&reply.body).to_vec(), String::into_bytes);
    reply.body = Uint8Array::from(&add_nonce(&body, &nonce)[..]).into();
    reply
}

/// The id of the request's nonce, if it is valid for this e-mail address.
fn valid_nonce_id(request: &RequestContext, state: &GatewayState, attempt: &SignInAttempt) -> Option<String> {
    let cookie = request.header("cookie");
    let nonce = attempt.nonce.as_deref().or_else(|| request.read_cookie_style().find_nonce(&cookie))?;
    sign_in_nonce::valid_id(&state.settings.session_secret, nonce, &attempt.email, now_ms())
}

async fn check_limits(
    request: &RequestContext,
    state: &GatewayState,
    env: &Env,
    step: Step,
    attempt: &SignInAttempt,
) -> Result<(), ApiError> {
    let networks = Networks::of(&request.address());
    let nonce_id = valid_nonce_id(request, state, attempt);
    for check in limiter_checks(step, &attempt.email, networks.as_ref(), nonce_id.as_deref()) {
        let LimiterCheck { purpose, subject, counters } = check;
        // Hashed, so that no address is stored.
        let hash_name = |it: Counter| Counter { name: state.hash("counter", &it.name), windows: it.windows };
        let counters = counters.into_iter().map(hash_name).collect();
        let acquired = limiter::try_acquire(env, &state.hash(purpose, &subject), counters).await;
        let wait_ms = acquired.map_err(|error| error.to_rejection("limiter", ", so sign-in is not possible"))?;
        if let Some(wait_ms) = wait_ms {
            let text = "too many one-time codes requested or tried: wait as long as retry-after says and try again";
            return Err(ApiError::too_many_requests(Code::RateLimited, text, wait_ms));
        }
    }
    Ok(())
}
