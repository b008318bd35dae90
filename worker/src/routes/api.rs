//! A request from its arrival to its answer.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::auth::cookie;
use outx_core::gateway::auth::sign_in::Step;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::origin::OriginCheck;
use outx_core::gateway::http::query;
use outx_core::gateway::log::{Entry, format_line};
use outx_core::operation::Method;
use outx_core::operations::route;
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response};
use worker::{Context, Env};

use crate::auth::authenticate::admit;
use crate::http::body;
use crate::http::context::RequestContext;
use crate::http::reply::{Reply, preflight};
use crate::proxy::forward::Call;
use crate::proxy::task_status::poll;
use crate::proxy::write::write;
use crate::routes::console::page;
use crate::routes::internal::{check_exposure, misconfigured, own};
use crate::routes::sign_in::sign_in;
use crate::runtime::js::{log, now_ms};
use crate::state::isolate::{Isolate, isolate};
use crate::state::usage_counters::CallRecord;
use outx_core::gateway::limits::coalesce::TASKS_GET;

/// Serves a request; every failure is an answer.
pub async fn serve(request: Request, env: Env, context: Context) -> Response {
    let isolate = isolate(&env);
    let request = Rc::new(RequestContext::read(request, isolate.settings()));
    if let Some(page) = page(&request, &isolate, &env).await {
        log(&log_line(&request, &Reply::new(page.status(), JsValue::NULL).about("page", ""), &isolate));
        return page;
    }
    let reply = match handle_request(&request, &isolate, &env, &context).await {
        Ok(reply) => reply,
        Err(error) => refused(&request, &error),
    };
    body::drain_untouched(&request).await;
    finish(&request, reply, &isolate)
}

/// Answers a request that a trap ended, from a fresh instance of the wasm.
#[wasm_bindgen]
pub fn defect(request: Request, env: Env) -> Response {
    let isolate = isolate(&env);
    let request = RequestContext::read(request, isolate.settings());
    let text = "the gateway failed by a defect of its own; whether a write took effect is not known: look before you write again";
    finish(&request, refused(&request, &ApiError::new(500, Code::Upstream, text)), &isolate)
}

/// Logs a reply and makes a `Response` of it.
pub fn finish(request: &RequestContext, reply: Reply, isolate: &Isolate) -> Response {
    log(&log_line(request, &reply, isolate));
    reply.into_response(request)
}

/// The log line of a reply.
pub fn log_line(request: &RequestContext, reply: &Reply, isolate: &Isolate) -> String {
    let ms = (now_ms() - request.began_ms).max(0.0);
    let code = reply.code.map_or("", Code::as_str);
    let (operation, status, caller) = (reply.operation, reply.status, reply.caller.as_str());
    let (request_id, trace_id) = (request.request_id.as_str(), request.trace_id.as_str());
    let entry = Entry { time: request.began_ms, request_id, operation, status, ms, caller, code, trace_id };
    format_line(&entry, isolate.state.iter().flat_map(|state| state.settings.secrets()))
}

fn refused(request: &RequestContext, error: &ApiError) -> Reply {
    let reply = Reply::error(error, request);
    // A cookie that opens nothing would be sent, and refused, for ever.
    let stale = error.code == Code::SessionExpired && request.header("cookie").contains(cookie::NAME);
    let reply = if stale { reply.with("set-cookie", cookie::clear()) } else { reply };
    reply.about(route(&request.method, request.path()).map_or("-", |operation| operation.name), "")
}

async fn handle_request(
    request: &Rc<RequestContext>,
    isolate: &Isolate,
    env: &Env,
    context: &Context,
) -> Result<Reply, ApiError> {
    #[cfg(feature = "inject-panic")]
    crate::http::trap::at(request, "judge");
    if request.origin_check == OriginCheck::CrossOrigin {
        return Err(ApiError::new(403, Code::OriginDenied, "this origin may not call (ALLOWED_ORIGINS)"));
    }
    if request.method == "OPTIONS" && !request.origin.is_empty() {
        return Ok(preflight());
    }
    if request.path().starts_with("/_gateway/") {
        return own(request, isolate, env, context).await;
    }
    let operation =
        route(&request.method, request.path()).ok_or_else(|| ApiError::route(&request.method, request.path()))?;
    let state = isolate.state.as_ref().ok_or_else(|| misconfigured(isolate))?;
    check_exposure(request, state)?;
    query::check(operation, request.query())?;
    if let Some(step) = Step::of(operation.name) {
        state.rate_limiter.check(&state.anonymous_id(&request.address()), env, context)?;
        let body = body::read(request, operation, state.settings.max_body_bytes).await?;
        return Ok(sign_in(request, state, env, operation, step, &body).await?.about(operation.name, ""));
    }
    let caller = admit(request, state, env, Some(operation)).await?;
    state.rate_limiter.check(&caller.hash, env, context)?;
    let body = match operation.method {
        Method::Get => Vec::new(),
        _ => {
            let body = body::read(request, operation, state.settings.max_body_bytes).await?;
            caller.check_again(state, env).await?;
            body
        }
    };
    let call = Call { request: Rc::clone(request), state: Rc::clone(state), operation, caller, body };
    let call = Rc::new(call);
    let reply = match operation.name {
        TASKS_GET => poll(&call, context).await,
        _ if operation.kind.is_write() => write(&call, env, context).await,
        _ => call.forward().await.0,
    };
    state.usage.record(
        &CallRecord { team: &call.caller.team, operation, status: reply.status, code: reply.code },
        env,
        context,
    );
    Ok(call.with_renewed_session(reply).about(operation.name, &call.caller.hash))
}
