//! Signing in by one-time code: the API's answer holds the key, the visitor's holds a sealed session.

use outx_core::error::Code;
use outx_core::gateway::cookie;
use outx_core::gateway::otp::{Attempt, SENDS_A_NETWORK, Step, attempt, signed_in};
use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::seal::Session;
use outx_core::gateway::window::network;
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
    let attempt = attempt(step, body, &serving.settings.sign_in_domains)?;
    limit(visit, serving, env, step, &attempt).await?;
    let sending = Sending { operation, target: operation.path, body: attempt.body.as_bytes(), key: None };
    let answer = send(serving, sending).await?;
    if step == Step::Send || !answer.response.ok() {
        return Ok(answer::pass(visit, operation, &answer, serving.service_redactor(), false).await);
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

async fn limit(visit: &Visit, serving: &Serving, env: &Env, step: Step, attempt: &Attempt) -> Result<(), Refusal> {
    let what = if step == Step::Send { "send" } else { "verify" };
    let mut limits = Vec::new();
    let address = visit.address();
    // First, so that a network that has no codes left cannot use up those of other people's addresses.
    if step == Step::Send {
        limits.push((serving.hash("network", &network(&address)), SENDS_A_NETWORK));
    }
    limits.push((serving.hash("email", &attempt.email), step.window()));
    for (subject, window) in limits {
        let uncounted = |_| Refusal::new(503, Code::Upstream, "the limiter cannot be reached, so nobody is signed in");
        if let Err(ms) = limiter::admit(env, &subject, what, window).await.map_err(uncounted)? {
            let text = "too many codes asked for or tried: wait and try again";
            return Err(Refusal::wait(Code::RateLimited, text, ms));
        }
    }
    Ok(())
}
