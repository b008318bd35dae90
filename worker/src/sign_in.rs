//! Signing in by one-time code: the API's answer holds the key, the visitor's holds a sealed session.

use js_sys::Uint8Array;
use outx_core::error::Code;
use outx_core::gateway::cookie;
use outx_core::gateway::network::Networks;
use outx_core::gateway::otp::{Attempt, Step, attempt, signed_in, with_nonce};
use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::seal::Session;
use outx_core::gateway::sign_in_limits::{Counter, LimiterCheck, limiter_checks};
use outx_core::gateway::sign_in_nonce;
use outx_core::operation::Operation;
use worker::Env;

use crate::answer::{self, sign_in_body};
use crate::isolate::Serving;
use crate::js::{now_ms, random, random_id};
use crate::limiter;
use crate::reply::Reply;
use crate::upstream::{Sending, send};
use crate::visit::Visit;

/// Takes a step of signing in.
///
/// # Errors
/// 403 when session access is off or the address is left out, 429 when codes were asked for or tried too often, 503
/// when that cannot be counted.
pub async fn sign_in(
    visit: &Visit,
    serving: &Serving,
    env: &Env,
    operation: &'static Operation,
    step: Step,
    body: &[u8],
) -> Result<Reply, Refusal> {
    if !serving.settings.access.session {
        return Err(Refusal::new(403, Code::AccessDenied, "this gateway signs nobody in (ACCESS has no session)"));
    }
    if visit.began_ms < serving.settings.sessions_not_before_ms {
        let text = "this gateway signs in from a later time on (SESSIONS_NOT_BEFORE): try again then";
        return Err(Refusal::new(403, Code::AccessDenied, text));
    }
    let attempt = attempt(step, body, &serving.settings.sign_in_domains)?;
    limit(visit, serving, env, step, &attempt).await?;
    let sending = Sending { operation, target: operation.path, body: attempt.body.as_bytes(), key: None };
    let answer = send(serving, sending).await?;
    if step == Step::Send || !answer.response.ok() {
        let reply = answer::pass(visit, operation, &answer, serving.service_redactor(), false).await;
        let is_sent = step == Step::Send && (200..300).contains(&reply.status);
        return Ok(if is_sent { with_tries(visit, serving, &attempt.email, reply) } else { reply });
    }
    let answer = sign_in_body(&answer).await?;
    let now = now_ms();
    let signed = signed_in(&answer, &attempt.email, random_id(), now, serving.settings.session_ttl_ms())?;
    let sealed = serving.sealer.seal(&signed.session, random());
    let wants_token = visit.wants_token();
    let body = signed.body(wants_token.then_some(sealed.as_str()));
    let visitor = serving.visitor(signed.session);
    let body = visitor.credential.redactor.redact_text(body.as_bytes());
    let body = serving.settings.redacted(&body, &[]);
    let reply = Reply::json(200, body.as_str());
    Ok(if wants_token { reply } else { reply.with("set-cookie", keep(&visitor.session, &sealed, now)) })
}

/// The cookie that keeps a sealed session as long as it is good.
pub fn keep(session: &Session, sealed: &str, now_ms: f64) -> String {
    cookie::set(sealed, ((session.expires_ms - now_ms) / 1000.0).max(0.0) as u64)
}

/// Adds the nonce that gives this caller tries of its own: as a cookie, or in the body for a caller that wants its session there.
fn with_tries(visit: &Visit, serving: &Serving, email: &str, mut reply: Reply) -> Reply {
    let nonce = sign_in_nonce::issue(&serving.settings.session_secret, email, random(), now_ms());
    if !visit.wants_token() {
        return reply.with("set-cookie", cookie::set_nonce(&nonce, (sign_in_nonce::LIFE_MS / 1000.0) as u64));
    }
    let body = reply.body.as_string().map_or_else(|| Uint8Array::new(&reply.body).to_vec(), String::into_bytes);
    reply.body = Uint8Array::from(&with_nonce(&body, &nonce)[..]).into();
    reply
}

/// The id of the nonce that a request shows, if it is valid for this address.
fn nonce_id(visit: &Visit, serving: &Serving, attempt: &Attempt) -> Option<String> {
    let cookie = visit.header("cookie");
    let shown = attempt.nonce.as_deref().or_else(|| cookie::find_nonce(&cookie))?;
    sign_in_nonce::valid_id(&serving.settings.session_secret, shown, &attempt.email, now_ms())
}

async fn limit(visit: &Visit, serving: &Serving, env: &Env, step: Step, attempt: &Attempt) -> Result<(), Refusal> {
    let networks = Networks::of(&visit.address());
    let nonce = nonce_id(visit, serving, attempt);
    for check in limiter_checks(step, &attempt.email, networks.as_ref(), nonce.as_deref()) {
        let LimiterCheck { purpose, subject, counters } = check;
        // What is stored names no address.
        let hashed = |it: Counter| Counter { name: serving.hash("counter", &it.name), windows: it.windows };
        let counters = counters.into_iter().map(hashed).collect();
        let uncounted = |_| Refusal::new(503, Code::Upstream, "the limiter cannot be reached, so nobody is signed in");
        let wait = limiter::try_acquire(env, &serving.hash(purpose, &subject), counters).await.map_err(uncounted)?;
        if let Some(ms) = wait {
            let text = "too many codes asked for or tried: wait and try again";
            return Err(Refusal::wait(Code::RateLimited, text, ms));
        }
    }
    Ok(())
}
