//! The general path of a request, from its arrival to its response.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::DEFECT;
use outx_core::gateway::auth::cookie::Found;
use outx_core::gateway::authorize::{
    Decision, OwnRequest, Reason, Response, allowed_methods, authorize, find_operation, misconfigured,
};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::limits::coalesce::TASKS_GET;
use outx_core::gateway::log::{Entry, format_line};
use outx_core::operation::Operation;
use wasm_bindgen::prelude::*;
use web_sys::Request;
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::auth::memory::{RequestMemory, gateway};
use crate::http::body;
use crate::http::context::RequestContext;
use crate::http::reply::{Reply, preflight};
use crate::mcp::api_call::ServeRequest;
use crate::mcp::endpoint::serve_message;
use crate::proxy::forward::Call;
use crate::proxy::task_status::poll;
use crate::proxy::write::write;
use crate::routes::console::page;
use crate::routes::internal::own;
use crate::routes::sign_in::sign_in;
use crate::routes::status::note_secrets_once;
use crate::runtime::boxed::boxed;
use crate::runtime::js::{log, now_ms};
use crate::state::isolate::{GatewayState, Isolate, isolate};
use crate::state::usage_counters::CallRecord;

/// Serves a request; every failure becomes a response.
pub async fn serve(request: Request, env: Env, context: Context) -> web_sys::Response {
    let isolate = isolate(&env).await;
    let context = Rc::new(context);
    let request = Rc::new(RequestContext::read(request, isolate.settings()));
    if let Some(page) = boxed(page(&request, &isolate, &env)).await {
        log(&log_line(&request, &Reply::new(page.status(), JsValue::NULL).about("page", ""), &isolate));
        return page;
    }
    let reply = match handle_request(&request, &isolate, &env, &context).await {
        Ok(reply) => reply,
        Err(error) => rejected(&request, &error, &isolate),
    };
    boxed(body::drain_untouched(&request)).await;
    if let Some(state) = &isolate.state {
        note_secrets_once(state, &env, &context);
    }
    finish(&request, reply, &isolate)
}

/// The response to a request that ended in a trap, from a fresh instance of the wasm.
#[wasm_bindgen]
pub async fn defect(request: Request, env: Env) -> web_sys::Response {
    let isolate = isolate(&env).await;
    let request = RequestContext::read(request, isolate.settings());
    finish(&request, rejected(&request, &ApiError::new(500, Code::Upstream, DEFECT), &isolate), &isolate)
}

/// Logs a reply and makes a `Response` of it.
pub fn finish(request: &RequestContext, reply: Reply, isolate: &Isolate) -> web_sys::Response {
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

fn rejected(request: &RequestContext, error: &ApiError, isolate: &Isolate) -> Reply {
    let reply = error_reply(request, error, isolate);
    // A browser would send a cookie that is over again and again.
    let has_cookie = request.read_cookie_style().find(&request.header("cookie")) != Found::Nothing;
    let is_stale = error.code == Code::SessionExpired && has_cookie;
    if is_stale { reply.with("set-cookie", request.cookie_style().clear()) } else { reply }
}

fn error_reply(request: &RequestContext, error: &ApiError, isolate: &Isolate) -> Reply {
    let mut reply = Reply::error(error, request);
    if error.status == 405
        && let Some(methods) = allowed_methods(request.path())
    {
        reply = reply.with("allow", methods);
    }
    let operation = find_operation(isolate.settings(), &request.method, request.path());
    reply.about(operation.map_or("-", |operation| operation.name), "")
}

/// Asks [`authorize`] about a request, obtains what it names, and asks again until the request can be served.
async fn handle_request(
    request: &Rc<RequestContext>,
    isolate: &Rc<Isolate>,
    env: &Env,
    context: &Rc<Context>,
) -> Result<Reply, ApiError> {
    #[cfg(feature = "inject-panic")]
    crate::http::trap::at(request, "judge");
    let (authorization, cookie) = (request.header("authorization"), request.header("cookie"));
    let session_id = request.header("x-outx-session-id");
    let mut parts = request.parts(&authorization, &cookie, &session_id);
    let mut memory = RequestMemory::new(isolate.state.as_deref());
    let mut body = None;
    loop {
        let reason = match authorize(&parts, &gateway(isolate), &memory, now_ms()) {
            Decision::Respond(Response::Preflight) => return Ok(preflight()),
            Decision::Respond(Response::Error(error)) => return Err(error),
            // The cookie stays: it is that of the session that is signed in.
            Decision::Respond(Response::OtherSession) => {
                return Ok(error_reply(request, &Response::other_session(), isolate));
            }
            Decision::Forward(grant) => {
                let state = serving(isolate)?;
                let caller = Caller::new(grant.caller, request, state);
                // A request with a body was counted before its body was read.
                if body.is_none() {
                    state.rate_limiter.check(&caller.hash, env, context)?;
                }
                let body = body.unwrap_or_default();
                let (request, state) = (Rc::clone(request), Rc::clone(state));
                let call = Call { request, state, operation: grant.operation, caller, body };
                return Ok(boxed(send(Rc::new(call), env, context)).await);
            }
            Decision::NeedsIo(reason) => reason,
        };
        match reason {
            Reason::ServeOwnRoute(OwnRequest::Mcp(caller)) => {
                let state = serving(isolate)?;
                let hash = Caller::new(caller.clone(), request, state).hash;
                state.rate_limiter.check(&hash, env, context)?;
                let may_call = |operation: &Operation| caller.may_call(operation);
                let serve = serve_tool_calls(isolate, env, context);
                let reply = boxed(serve_message(request, state, &may_call, serve)).await?;
                return Ok(reply.about("mcp", &hash));
            }
            Reason::ServeOwnRoute(route) => return boxed(own(route, request, isolate, env, context)).await,
            Reason::OpenSession(sealed) => memory.open_session(&sealed, serving(isolate)?),
            Reason::VerifyToken(token) => boxed(memory.verify_token(&token, serving(isolate)?, context)).await,
            Reason::AskRevocations(query) => boxed(memory.ask_revocations(&query, serving(isolate)?, env)).await?,
            Reason::SignIn(step, operation) => {
                let state = serving(isolate)?;
                state.rate_limiter.check(&state.anonymous_id(&request.address()), env, context)?;
                let body = boxed(body::read(request, operation, state.settings.max_body_bytes)).await?;
                let reply = boxed(sign_in(request, state, env, operation, step, &body)).await?;
                return Ok(reply.about(operation.name, ""));
            }
            Reason::ReadBody(grant) => {
                let state = serving(isolate)?;
                let caller = Caller::new(grant.caller, request, state);
                state.rate_limiter.check(&caller.hash, env, context)?;
                body = Some(boxed(body::read(request, grant.operation, state.settings.max_body_bytes)).await?);
                parts.is_body_read = true;
                memory.recheck();
            }
        }
    }
}

/// Serves the requests that a tool call makes, each with its own line in the log.
fn serve_tool_calls(isolate: &Rc<Isolate>, env: &Env, context: &Rc<Context>) -> ServeRequest {
    let (isolate, env, context) = (Rc::clone(isolate), env.clone(), Rc::clone(context));
    Rc::new(move |request| {
        let (isolate, env, context) = (Rc::clone(&isolate), env.clone(), Rc::clone(&context));
        Box::pin(async move {
            let reply = match handle_request(&request, &isolate, &env, &context).await {
                Ok(reply) => reply,
                Err(error) => rejected(&request, &error, &isolate),
            };
            log(&log_line(&request, &reply, &isolate));
            reply
        })
    })
}

fn serving(isolate: &Isolate) -> Result<&Rc<GatewayState>, ApiError> {
    isolate.state.as_ref().ok_or_else(|| misconfigured(&isolate.report.problems))
}

/// Sends an authorized call to the API.
async fn send(call: Rc<Call>, env: &Env, context: &Context) -> Reply {
    let operation = call.operation;
    let reply = match operation.name {
        TASKS_GET => boxed(poll(&call, context)).await,
        _ if operation.kind.is_write() => boxed(write(&call, env, context)).await,
        _ => call.forward().await.0,
    };
    call.state.usage.record(
        &CallRecord {
            caller: call.caller.as_ref(),
            request: &call.request,
            operation,
            status: reply.status,
            code: reply.code,
        },
        env,
        context,
    );
    call.with_renewed_session(reply).about(operation.name, &call.caller.hash)
}
