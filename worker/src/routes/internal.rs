//! The gateway's own routes, under `/_gateway/`.

use outx_core::gateway::auth::session::SessionKind;
use outx_core::gateway::authorize::{OwnRequest, misconfigured, public_session_id};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::settings::Settings;
use serde_json::{Value, json};
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::auth::memory::CachedVisitor;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::routes::agents::Agents;
use crate::routes::records::Records;
use crate::routes::sign_out::sign_out;
use crate::routes::status::{Status, active_key};
use crate::routes::teams::list_teams;
use crate::routes::test_alert::test_alert;
use crate::routes::turnstile;
use crate::runtime::boxed::boxed;
use crate::runtime::js::build;
use crate::state::isolate::{GatewayState, Isolate};

const OPENAPI: &str = include_str!("../../openapi.json");

/// Serves a request to an own route, which was authorized.
///
/// # Errors
/// 400 for a wrong query or body, 404 without Turnstile, 429 for too many requests, 503 when the ledger cannot be reached.
pub async fn own(
    own: OwnRequest<CachedVisitor>,
    request: &RequestContext,
    isolate: &Isolate,
    env: &Env,
    context: &Context,
) -> Result<Reply, ApiError> {
    let state = || isolate.state.as_ref().ok_or_else(|| misconfigured(&isolate.report.problems));
    match own {
        OwnRequest::Health => Ok(health(request, isolate).about("health", "")),
        OwnRequest::OpenApi => Ok(Reply::json(200, OPENAPI).about("openapi", "")),
        OwnRequest::ShowSession(caller) => Ok(show_session(&Caller::new(caller, request, state()?), state()?)),
        OwnRequest::OpenSession => {
            state()?.rate_limiter.check(&state()?.anonymous_id(&request.address()), env, context)?;
            Ok(boxed(turnstile::open_session(request, state()?)).await?.about("session", ""))
        }
        OwnRequest::SignOut(scope, caller) => {
            let caller = caller.map(|caller| Ok(Caller::new(caller, request, state()?))).transpose()?;
            boxed(sign_out(scope, caller, request.cookie_style(), state()?, env)).await
        }
        OwnRequest::ListAgents(caller) => {
            let caller = Caller::new(caller, request, state()?);
            boxed(Agents { caller, request, state: state()?, env }.list(context)).await
        }
        OwnRequest::CreateAgent(caller) => {
            let caller = Caller::new(caller, request, state()?);
            boxed(Agents { caller, request, state: state()?, env }.create(context)).await
        }
        OwnRequest::RevokeAgent(caller) => {
            let caller = Caller::new(caller, request, state()?);
            boxed(Agents { caller, request, state: state()?, env }.revoke(context)).await
        }
        // The general path serves it, since its tools call the API.
        OwnRequest::Mcp(_) => Err(ApiError::route(&request.method, request.path())),
        OwnRequest::Usage(caller) => {
            let records = Records { caller: Caller::new(caller, request, state()?), request, state: state()?, env };
            boxed(records.usage(context)).await
        }
        OwnRequest::Audit(caller) => {
            let records = Records { caller: Caller::new(caller, request, state()?), request, state: state()?, env };
            boxed(records.audit(context)).await
        }
        OwnRequest::Requests(caller) => {
            let records = Records { caller: Caller::new(caller, request, state()?), request, state: state()?, env };
            boxed(records.requests(context)).await
        }
        OwnRequest::Teams(caller) => {
            let caller = Caller::new(caller, request, state()?);
            boxed(list_teams(&caller, request, state()?, env, context)).await
        }
        OwnRequest::TestAlert(caller) => {
            let caller = Caller::new(caller, request, state()?);
            boxed(test_alert(&caller, state()?, env, context)).await
        }
        OwnRequest::Status(caller) => {
            let is_operator = caller.is_operator();
            let caller = Caller::new(caller, request, state()?);
            boxed(Status { caller, is_operator, report: &isolate.report, state: state()?, env }.show(context)).await
        }
    }
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
    let body = json!({
        "status": if is_ok { "ok" } else { "misconfigured" },
        "version": env!("CARGO_PKG_VERSION"),
        "build": build(),
        "access": settings.map(|settings| settings.access.names()).unwrap_or_default(),
        "settings": { "set": report.set, "missing": report.missing },
        "problems": problems,
        "key": { "live": state.and_then(active_key) },
        "sandbox": settings.filter(|_| is_sandbox && request.is_local()).map(|settings| &settings.upstream),
        "mcp": settings.map(|settings| settings.mcp.as_str()),
        "turnstile": settings.and_then(Settings::turnstile_widget),
        "turnstile_action": settings.filter(|it| it.turnstile_widget().is_some()).and_then(|it| it.turnstile_action.as_deref()),
    })
    .to_string();
    let body = settings.map(|settings| settings.redact(&body, &[])).unwrap_or(body);
    Reply::json(if is_ok { 200 } else { 500 }, body.as_str())
}

fn show_session(caller: &Caller, state: &GatewayState) -> Reply {
    let session = match &caller.visitor {
        Some((visitor, _)) if visitor.session.access == SessionKind::Public => {
            json!({
                "access": "public",
                "id": public_session_id(&visitor.session),
                "expires_at": visitor.session.expires_ms,
            })
        }
        Some((visitor, _)) => {
            let session = &visitor.session;
            // The API chose these texts, and one of them may contain a key.
            let redacted = |text: &str| caller.redact(state, text);
            let mut shown = json!({
                "access": "session",
                "id": public_session_id(session),
                "email": redacted(&session.email),
                "team": { "id": redacted(&session.team_id), "name": redacted(&session.team_name) },
                "expires_at": session.expires_ms,
                "renew_at": session.renew_at_ms(),
            });
            if let Some(grant) = &session.agent {
                shown["access"] = "agent".into();
                shown["name"] = redacted(&grant.name).into();
                shown["scope"] = grant.level.as_str().into();
            }
            shown
        }
        None => json!({ "access": "token" }),
    };
    Reply::json(200, json!({ "session": session }).to_string().as_str()).about("session", &caller.hash)
}
