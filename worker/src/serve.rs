//! A request from its arrival to its answer.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::log::{Entry, line};
use outx_core::gateway::origin::Stance;
use outx_core::gateway::otp::Step;
use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::{cookie, query};
use outx_core::operation::Method;
use outx_core::operations::route;
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response};
use worker::{Context, Env};

use crate::admit::admit;
use crate::body;
use crate::call::Call;
use crate::counts::count;
use crate::isolate::{Isolate, isolate};
use crate::js::{log, now_ms};
use crate::own::{check_exposure, misconfigured, own};
use crate::page::page;
use crate::polls::{TASKS_GET, poll};
use crate::reply::{Reply, preflight};
use crate::sign_in::sign_in;
use crate::throttle::throttle;
use crate::visit::Visit;
use crate::write::write;

/// Serves a request; every failure is an answer.
pub async fn serve(request: Request, env: Env, context: Context) -> Response {
    let isolate = isolate(&env);
    let visit = Rc::new(Visit::read(request, &isolate));
    if let Some(page) = page(&visit, &isolate, &env).await {
        log(&line_of(&visit, &Reply::new(page.status(), JsValue::NULL).about("page", ""), &isolate));
        return page;
    }
    let reply = match judge(&visit, &isolate, &env, &context).await {
        Ok(reply) => reply,
        Err(refusal) => refused(&visit, &refusal),
    };
    body::drain_untouched(&visit).await;
    finish(&visit, reply, &isolate)
}

/// Answers a request that a trap ended, from a fresh instance of the wasm.
#[wasm_bindgen]
pub fn defect(request: Request, env: Env) -> Response {
    let isolate = isolate(&env);
    let visit = Visit::read(request, &isolate);
    let text = "the gateway failed by a defect of its own; whether a write took effect is not known: look before you write again";
    finish(&visit, refused(&visit, &Refusal::new(500, Code::Upstream, text)), &isolate)
}

/// Logs a reply and makes a `Response` of it.
pub fn finish(visit: &Visit, reply: Reply, isolate: &Isolate) -> Response {
    log(&line_of(visit, &reply, isolate));
    reply.into_response(visit)
}

/// The log line of a reply.
pub fn line_of(visit: &Visit, reply: &Reply, isolate: &Isolate) -> String {
    let ms = (now_ms() - visit.began_ms).max(0.0);
    let code = reply.code.map_or("", Code::as_str);
    let (operation, status, caller) = (reply.operation, reply.status, reply.caller.as_str());
    let (request_id, trace_id) = (visit.request_id.as_str(), visit.trace_id.as_str());
    let entry = Entry { time: visit.began_ms, request_id, operation, status, ms, caller, code, trace_id };
    line(&entry, isolate.serving.iter().flat_map(|serving| serving.settings.secrets()))
}

fn refused(visit: &Visit, refusal: &Refusal) -> Reply {
    let reply = Reply::refusal(refusal, visit);
    // A cookie that opens nothing would be sent, and refused, for ever.
    let stale = refusal.code == Code::SessionExpired && visit.header("cookie").contains(cookie::NAME);
    let reply = if stale { reply.with("set-cookie", cookie::clear()) } else { reply };
    reply.about(route(&visit.method, visit.path()).map_or("-", |operation| operation.name), "")
}

async fn judge(visit: &Rc<Visit>, isolate: &Isolate, env: &Env, context: &Context) -> Result<Reply, Refusal> {
    #[cfg(feature = "inject-panic")]
    crate::trap::at(visit, "judge");
    if visit.stance == Stance::Foreign {
        return Err(Refusal::new(403, Code::OriginDenied, "this origin may not call (ALLOWED_ORIGINS)"));
    }
    if visit.method == "OPTIONS" && !visit.origin.is_empty() {
        return Ok(preflight());
    }
    if visit.path().starts_with("/_gateway/") {
        return own(visit, isolate, env, context).await;
    }
    let operation = route(&visit.method, visit.path()).ok_or_else(|| Refusal::route(&visit.method, visit.path()))?;
    let serving = isolate.serving.as_ref().ok_or_else(|| misconfigured(isolate))?;
    check_exposure(visit, serving)?;
    query::check(operation, visit.query())?;
    if let Some(step) = Step::of(operation.name) {
        throttle(serving, &serving.stranger(&visit.address()), env, context)?;
        let body = body::read(visit, operation, serving.settings.max_body_bytes).await?;
        return Ok(sign_in(visit, serving, env, operation, step, &body).await?.about(operation.name, ""));
    }
    let caller = admit(visit, serving, env, Some(operation)).await?;
    throttle(serving, &caller.hash, env, context)?;
    let body = match operation.method {
        Method::Get => Vec::new(),
        _ => {
            let body = body::read(visit, operation, serving.settings.max_body_bytes).await?;
            caller.check_again(serving, env).await?;
            body
        }
    };
    let call = Call { visit: Rc::clone(visit), serving: Rc::clone(serving), operation, caller, body };
    let call = Rc::new(call);
    let reply = match operation.name {
        TASKS_GET => poll(&call, context).await,
        _ if operation.kind.is_write() => write(&call, env, context).await,
        _ => call.forward().await.0,
    };
    count(serving, (&call.caller.team, operation), (reply.status, reply.code), env, context);
    Ok(call.renewed(reply).about(operation.name, &call.caller.hash))
}
