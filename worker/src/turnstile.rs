//! Public sessions for people, by Cloudflare Turnstile.

use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::turnstile::{Expected, VERIFY_URL, check, is_testing_secret, question, session, token};
use serde_json::json;

use crate::body;
use crate::isolate::Serving;
use crate::js::{now_ms, random, random_id};
use crate::outside::post;
use crate::reply::Reply;
use crate::sign_in::keep;
use crate::visit::Visit;

/// `POST /_gateway/session`: a sealed session of 10 minutes for a Turnstile token.
///
/// # Errors
/// 404 unless public access with `TURNSTILE_SECRET` is on, 403 from a page that may not call or without a good token, 503 when
/// Cloudflare does not answer.
pub async fn open(visit: &Visit, serving: &Serving) -> Result<Reply, Refusal> {
    let settings = &serving.settings;
    let (true, Some(secret)) = (settings.access.public, &settings.turnstile_secret) else {
        return Err(Refusal::route(&visit.method, visit.path()));
    };
    visit.check_page()?;
    let token = token(&body::read_json(visit, settings.max_body_bytes).await?)?;
    let answer = post(VERIFY_URL, &question(secret, &token, &visit.address())).await;
    let now = now_ms();
    let hosts: Vec<&str> = settings.allowed_hosts().chain([visit.own_host()]).filter(|host| !host.is_empty()).collect();
    let expected = Expected { hosts: &hosts, action: settings.turnstile_action.as_deref(), now_ms: now };
    // The settings allow a testing secret on a loopback host only.
    check(answer.as_deref(), (!is_testing_secret(secret)).then_some(expected))?;
    let session = session(random_id(), now);
    let sealed = serving.sealer.seal(&session, random());
    let mut about = json!({ "access": "public", "expires_at": session.expires_ms });
    let wants_token = visit.wants_token();
    if wants_token {
        about["token"] = sealed.as_str().into();
    }
    let reply = Reply::json(200, json!({ "session": about }).to_string().as_str());
    Ok(if wants_token { reply } else { reply.with("set-cookie", keep(&session, &sealed, now)) })
}
