//! The gateway's own routes, under `/_gateway/`.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::auth::session::SessionKind;
use outx_core::gateway::clock::HOUR_MS;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::secret::Secret;
use outx_core::gateway::settings::{Problem, Settings};
use outx_core::operations::route;
use serde_json::{Value, json};
use worker::{Context, Env};

use crate::auth::authenticate::{Caller, admit};
use crate::durable::ledger::{LedgerRequest, Usage};
use crate::durable::object::call_object;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::routes::sign_out::sign_out;
use crate::routes::turnstile;
use crate::state::isolate::{GatewayState, Isolate};

const OPENAPI: &str = include_str!("../../../pkg/openapi.json");

/// Handles a request to one of the gateway's own routes.
///
/// # Errors
/// 404 for an unknown route, 401 without a session, 503 when the ledger cannot be reached.
pub async fn own(request: &RequestContext, isolate: &Isolate, env: &Env, context: &Context) -> Result<Reply, ApiError> {
    let state = || {
        let state = isolate.state.as_ref().ok_or_else(|| misconfigured(isolate))?;
        check_exposure(request, state).map(|()| state)
    };
    match (request.method.as_str(), request.path()) {
        ("GET", "/_gateway/health") => Ok(health(request, isolate).about("health", "")),
        ("GET", "/_gateway/openapi.json") => Ok(Reply::json(200, OPENAPI).about("openapi", "")),
        ("GET", "/_gateway/session") => show_session(request, state()?, env).await,
        ("POST", "/_gateway/session") => {
            state()?.rate_limiter.check(&state()?.anonymous_id(&request.address()), env, context)?;
            Ok(turnstile::open_session(request, state()?).await?.about("session", ""))
        }
        ("DELETE", "/_gateway/session") => sign_out(request, state()?, env).await,
        ("GET", "/_gateway/usage") => show_usage(request, state()?, env, context).await,
        (method, path) => Err(ApiError::route(method, path)),
    }
}

/// The 500 of a gateway with missing or invalid settings.
pub fn misconfigured(isolate: &Isolate) -> ApiError {
    rejection_for(&isolate.report.problems)
}

/// Rejects a request to another host than a loopback host if the settings are for development only.
///
/// # Errors
/// 500 `misconfigured` that names the settings.
pub fn check_exposure(request: &RequestContext, state: &GatewayState) -> Result<(), ApiError> {
    if state.exposure_problems.is_empty() || request.is_local() {
        return Ok(());
    }
    Err(rejection_for(&state.exposure_problems))
}

fn rejection_for(problems: &[Problem]) -> ApiError {
    let problems: Vec<_> = problems.iter().map(|problem| format!("{} {}", problem.setting, problem.reason)).collect();
    ApiError::new(500, Code::Misconfigured, problems.join("; "))
}

fn health(request: &RequestContext, isolate: &Isolate) -> Reply {
    let report = &isolate.report;
    let state = isolate.state.as_deref();
    let is_sandbox = state.is_some_and(|state| state.settings.upstream_is_local);
    let exposure_problems = state.filter(|_| !request.is_local()).map_or(&[][..], |state| &state.exposure_problems);
    let problems: Vec<Value> = report
        .problems
        .iter()
        .chain(exposure_problems)
        .map(|problem| json!({ "setting": problem.setting, "reason": problem.reason }))
        .collect();
    let is_ok = problems.is_empty();
    let settings = state.map(|state| &state.settings);
    let active_key = state
        .filter(|state| !state.settings.api_keys.is_empty())
        .map(|state| if state.active_key_index.get() == 0 { "OUTX_API_KEY" } else { "OUTX_API_KEY_NEXT" });
    let body = json!({
        "status": if is_ok { "ok" } else { "misconfigured" },
        "version": env!("CARGO_PKG_VERSION"),
        "access": settings.map(|settings| settings.access.names()).unwrap_or_default(),
        "settings": { "set": report.set, "missing": report.missing },
        "problems": problems,
        "key": { "live": active_key },
        "sandbox": settings.filter(|_| is_sandbox && request.is_local()).map(|settings| &settings.upstream),
        "turnstile": settings.and_then(Settings::turnstile_widget),
        "turnstile_action": settings.filter(|it| it.turnstile_widget().is_some()).and_then(|it| it.turnstile_action.as_deref()),
    })
    .to_string();
    let body = settings.map(|settings| settings.redact(&body, &[])).unwrap_or(body);
    Reply::json(if is_ok { 200 } else { 500 }, body.as_str())
}

async fn show_session(request: &RequestContext, state: &GatewayState, env: &Env) -> Result<Reply, ApiError> {
    let caller = admit(request, state, env, None).await?;
    let session = match &caller.visitor {
        Some((visitor, _)) if visitor.session.access == SessionKind::Public => {
            json!({ "access": "public", "expires_at": visitor.session.expires_ms })
        }
        Some((visitor, _)) => {
            let session = &visitor.session;
            // The API chose these texts, and one of them may contain a key.
            let redacted = |text: &str| redact_secrets(state, &caller, text);
            json!({
                "access": "session",
                "email": redacted(&session.email),
                "team": { "id": redacted(&session.team_id), "name": redacted(&session.team_name) },
                "expires_at": session.expires_ms,
                "renew_at": session.renew_at_ms(),
            })
        }
        None => json!({ "access": "token" }),
    };
    Ok(Reply::json(200, json!({ "session": session }).to_string().as_str()).about("session", &caller.hash))
}

/// Redacts the secrets of the gateway and the key of the caller's session from a text of the gateway's own responses.
fn redact_secrets(state: &GatewayState, caller: &Caller, text: &str) -> String {
    let api_key = caller.own_key().map(Secret::expose);
    state.settings.redact(text, api_key.as_slice())
}

async fn show_usage(
    request: &RequestContext,
    state: &Rc<GatewayState>,
    env: &Env,
    context: &Context,
) -> Result<Reply, ApiError> {
    // Requires the permission to call `team.get`, which returns the same team's data.
    let team = route("GET", "/api-team");
    let caller = admit(request, state, env, team).await?;
    state.rate_limiter.check(&caller.hash, env, context)?;
    let days = match request.query().strip_prefix("days=") {
        None if request.query().is_empty() => Some(30),
        None => None,
        Some(days) => days.parse().ok().filter(|days| (1..=90).contains(days)),
    };
    let days =
        days.ok_or_else(|| ApiError::invalid("days must be a whole number from 1 to 90, and the only parameter"))?;
    let unreachable = |_| ApiError::new(503, Code::Upstream, "the ledger cannot be reached: try again");
    state.usage.flush(env).await;
    let request_usage = LedgerRequest::Usage { days };
    let usage: Usage = call_object(env, "LEDGER", &caller.team, &request_usage).await.map_err(unreachable)?;
    let reset_ms = usage.oldest_ms.map_or(0.0, |oldest| (oldest + HOUR_MS - request.began_ms).max(0.0));
    let limit = state.settings.actions_per_hour;
    let body = json!({
        "days": usage.days,
        "codes": usage.codes,
        "action_hours": usage.action_hours,
        "actions": { "hour": usage.actions, "limit": limit, "reset_ms": reset_ms },
    });
    let body = redact_secrets(state, &caller, &body.to_string());
    Ok(Reply::json(200, body.as_str()).about("usage", &caller.hash))
}
