//! Signing in by one-time code: the API's answer holds the key, the visitor's holds a sealed session.

use js_sys::Uint8Array;
use outx_core::error::Code;
use outx_core::gateway::auth::cookie;
use outx_core::gateway::auth::sign_in::{Attempt, Step, attempt, signed_in, with_nonce};
use outx_core::gateway::auth::sign_in_nonce;
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

/// Takes a step of signing in.
///
/// # Errors
/// 403 when session access is off or the address is left out, 429 when codes were asked for or tried too often, 503
/// when that cannot be counted.
pub async fn sign_in(
    request: &RequestContext,
    state: &GatewayState,
    env: &Env,
    operation: &'static Operation,
    step: Step,
    body: &[u8],
) -> Result<Reply, ApiError> {
    if !state.settings.access.session {
        return Err(ApiError::new(403, Code::AccessDenied, "this gateway signs nobody in (ACCESS has no session)"));
    }
    if request.began_ms < state.settings.sessions_not_before_ms {
        let text = "this gateway signs in from a later time on (SESSIONS_NOT_BEFORE): try again then";
        return Err(ApiError::new(403, Code::AccessDenied, text));
    }
    let attempt = attempt(step, body, &state.settings.sign_in_domains)?;
    limit(request, state, env, step, &attempt).await?;
    let sending = UpstreamRequest { operation, target: operation.path, body: attempt.body.as_bytes(), key: None };
    let answer = send(&state.settings, sending).await?;
    if step == Step::Send || !answer.response.ok() {
        let reply = response::pass(request, operation, &answer, state.service_redactor(), false).await;
        let is_sent = step == Step::Send && (200..300).contains(&reply.status);
        return Ok(if is_sent { with_tries(request, state, &attempt.email, reply) } else { reply });
    }
    let answer = sign_in_body(&answer).await?;
    let now = now_ms();
    let signed = signed_in(&answer, &attempt.email, random_id(), now, state.settings.session_ttl_ms())?;
    let sealed = state.sealer.seal(&signed.session, random());
    let wants_token = request.wants_token();
    let body = signed.body(wants_token.then_some(sealed.as_str()));
    let visitor = state.visitor(signed.session);
    let body = visitor.credential.redactor.redact_text(body.as_bytes());
    let body = state.settings.redacted(&body, &[]);
    let reply = Reply::json(200, body.as_str());
    Ok(if wants_token { reply } else { reply.with("set-cookie", session_cookie(&visitor.session, &sealed, now)) })
}

/// Adds the nonce that gives this caller tries of its own: as a cookie, or in the body for a caller that wants its session there.
fn with_tries(request: &RequestContext, state: &GatewayState, email: &str, mut reply: Reply) -> Reply {
    let nonce = sign_in_nonce::issue(&state.settings.session_secret, email, random(), now_ms());
    if !request.wants_token() {
        return reply.with("set-cookie", cookie::set_nonce(&nonce, (sign_in_nonce::LIFE_MS / 1000.0) as u64));
    }
    let body = reply.body.as_string().map_or_else(|| Uint8Array::new(&reply.body).to_vec(), String::into_bytes);
    reply.body = Uint8Array::from(&with_nonce(&body, &nonce)[..]).into();
    reply
}

/// The id of the nonce that a request shows, if it is valid for this address.
fn nonce_id(request: &RequestContext, state: &GatewayState, attempt: &Attempt) -> Option<String> {
    let cookie = request.header("cookie");
    let shown = attempt.nonce.as_deref().or_else(|| cookie::find_nonce(&cookie))?;
    sign_in_nonce::valid_id(&state.settings.session_secret, shown, &attempt.email, now_ms())
}

async fn limit(
    request: &RequestContext,
    state: &GatewayState,
    env: &Env,
    step: Step,
    attempt: &Attempt,
) -> Result<(), ApiError> {
    let networks = Networks::of(&request.address());
    let nonce = nonce_id(request, state, attempt);
    for check in limiter_checks(step, &attempt.email, networks.as_ref(), nonce.as_deref()) {
        let LimiterCheck { purpose, subject, counters } = check;
        // What is stored names no address.
        let hashed = |it: Counter| Counter { name: state.hash("counter", &it.name), windows: it.windows };
        let counters = counters.into_iter().map(hashed).collect();
        let uncounted = |_| ApiError::new(503, Code::Upstream, "the limiter cannot be reached, so nobody is signed in");
        let wait = limiter::try_acquire(env, &state.hash(purpose, &subject), counters).await.map_err(uncounted)?;
        if let Some(ms) = wait {
            let text = "too many codes asked for or tried: wait and try again";
            return Err(ApiError::wait(Code::RateLimited, text, ms));
        }
    }
    Ok(())
}
