//! Opens public sessions after a Cloudflare Turnstile check.

use outx_core::gateway::auth::turnstile::{
    ExpectedChallenge, VERIFY_URL, build_session, build_verify_request, check_response, is_testing_secret, parse_token,
};
use outx_core::gateway::http::api_error::ApiError;
use serde_json::json;

use crate::http::body;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::http::session_cookie::session_cookie;
use crate::runtime::http_client::post;
use crate::runtime::js::{now_ms, random, random_id};
use crate::state::isolate::GatewayState;

/// `POST /_gateway/session`: a sealed session of 10 minutes for a Turnstile token.
///
/// # Errors
/// 404 unless public access with `TURNSTILE_SECRET` is on, 403 from a page that is not allowed or when the check fails, 503 when
/// Cloudflare does not respond.
pub async fn open_session(request: &RequestContext, state: &GatewayState) -> Result<Reply, ApiError> {
    let settings = &state.settings;
    let (true, Some(secret)) = (settings.access.public, &settings.turnstile_secret) else {
        return Err(ApiError::route(&request.method, request.path()));
    };
    request.check_page()?;
    let token = parse_token(&body::read_json(request, settings.max_body_bytes).await?)?;
    let response = post(VERIFY_URL, &build_verify_request(secret, &token, &request.address())).await;
    let now = now_ms();
    let hosts: Vec<&str> =
        settings.allowed_hosts().chain([request.own_host()]).filter(|host| !host.is_empty()).collect();
    let expected = ExpectedChallenge { hosts: &hosts, action: settings.turnstile_action.as_deref(), now_ms: now };
    // The settings allow a testing secret on a loopback host only.
    check_response(response.as_deref(), (!is_testing_secret(secret)).then_some(expected))?;
    let session = build_session(random_id(), now);
    let sealed = state.sealer.seal(&session, random());
    let mut body = json!({ "access": "public", "expires_at": session.expires_ms });
    let wants_token = request.wants_token();
    if wants_token {
        body["token"] = sealed.as_str().into();
    }
    let reply = Reply::json(200, json!({ "session": body }).to_string().as_str());
    Ok(if wants_token {
        reply
    } else {
        reply.with("set-cookie", session_cookie(request.cookie_style(), &session, &sealed, now))
    })
}
