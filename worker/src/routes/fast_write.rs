//! The fast path of writes: under a session that this isolate has opened, with a body of known length.
//!
//! `entry.js` does the I/O: it reads the body, sends the message that [`begin_write`] returns to the ledger, sends the write that
//! [`admit_write`] admits to the API, and passes the response body to [`finish_write`]. [`accept_write`] leaves all other writes to the
//! general path.

use std::cell::RefCell;
use std::rc::Rc;

use outx_core::gateway::auth::credentials::session_over;
use outx_core::gateway::authorize::{Decision, Reason, authorize};
use outx_core::gateway::http::encoded_request::{CHECK_RATE_LIMIT, NEEDS_CORS, decode_request};
use outx_core::gateway::http::response::JsonShape;
use outx_core::gateway::idempotency::MAX_STORED_BYTES;
use outx_core::gateway::limits::request_counter::RateDecision;
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response};
use worker::worker_sys::Context as JsContext;
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::auth::memory::{IsolateMemory, gateway};
use crate::durable::ledger::{BeginWriteResponse, FinishWrite, WriteOutcome};
use crate::durable::object::{ObjectError, parse};
use crate::http::body;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::proxy::forward::Call;
use crate::proxy::write::{Sent, admit, beginning, conclude, no_response, record};
use crate::routes::api::{self, log_line};
use crate::routes::pending::Pending;
use crate::runtime::js::now_ms;
use crate::state::isolate::{Isolate, known_isolate};
use crate::state::usage_counters::CallRecord;
use crate::state::write_outcomes::Work;
use crate::upstream::client::{self, UpstreamResponse};
use crate::upstream::response;

/// Time for which a pending write is kept, in milliseconds, in addition to twice the time limit of the API: its ledger may wait that long
/// for the outcome of another write.
const LEDGER_MS: f64 = 150_000.0;

/// A write between two calls of `entry.js`.
struct PendingWrite {
    call: Call,
    isolate: Rc<Isolate>,
    /// Outcomes of earlier writes that its message carries to the ledger.
    carried: Vec<FinishWrite>,
    /// Set when the ledger has admitted the write.
    sent: Option<Sent>,
}

thread_local! {
    static PENDING_WRITES: RefCell<Pending<PendingWrite>> = RefCell::default();
}

/// Authorizes a write with a body of `length` bytes. Returns its handle with the flags of `encoded_request.rs`, or 0 for a request that takes the general path.
#[wasm_bindgen]
pub fn accept_write(request: Request, method: &str, encoded: &str, length: u32) -> u32 {
    let Some((write, flags)) = authorize_write(request, method, encoded, length) else { return 0 };
    let timeout_ms = f64::from(write.call.state.settings.upstream_timeout_ms);
    let ends_ms = write.call.request.began_ms + timeout_ms * 2.0 + LEDGER_MS;
    PENDING_WRITES.with_borrow_mut(|writes| writes.insert(write, ends_ms, flags))
}

fn authorize_write(request: Request, method: &str, encoded: &str, length: u32) -> Option<(PendingWrite, u32)> {
    let isolate = known_isolate()?;
    let state = isolate.state.clone()?;
    if length > state.settings.max_body_bytes {
        return None;
    }
    let encoded = decode_request(encoded)?;
    let request = RequestContext::from_fast_path(request, method, &encoded, &state.settings);
    #[cfg(feature = "inject-panic")]
    crate::http::trap::at(&request, "begin");
    let parts = request.parts(encoded.authorization, encoded.cookie, encoded.session_id);
    let memory = IsolateMemory(Some(&state));
    let Decision::NeedsIo(Reason::ReadBody(grant)) = authorize(&parts, &gateway(&isolate), &memory, request.began_ms)
    else {
        return None;
    };
    if !grant.is_fast_write(request.began_ms) {
        return None;
    }
    let operation = grant.operation;
    let caller = Caller::new(grant.caller, &request, &state);
    let cors = if request.needs_cors() { NEEDS_CORS } else { 0 };
    let rate = match state.rate_limiter.record(&caller.hash) {
        RateDecision::Allow => 0,
        RateDecision::AskBinding => CHECK_RATE_LIMIT,
        RateDecision::Reject(_) => return None,
    };
    let call = Call { request: Rc::new(request), state, operation, caller, body: Vec::new() };
    Some((PendingWrite { call, isolate, carried: Vec::new(), sent: None }, cors | rate))
}

/// Asks the Rate Limiting binding about the caller.
#[wasm_bindgen]
pub fn check_write_rate(handle: u32, env: Env, context: JsContext) {
    with(handle, |write| {
        let Call { state, caller, .. } = &write.call;
        state.rate_limiter.query_binding(&caller.hash, &env, &Context::new(context));
    });
}

/// Accepts the body. Returns the name of the ledger and the message to it, separated by a line break, or the response that rejects the
/// write. `undefined` for an unknown handle.
#[wasm_bindgen]
pub fn begin_write(handle: u32, body: Vec<u8>, env: Env, context: JsContext) -> JsValue {
    let begun = with(handle, |write| {
        let call = &mut write.call;
        call.body = body::check_json(&call.request, body)?;
        // The session may have expired while the body was read. Whether it was signed out, the ledger checks.
        let is_valid = call.caller.visitor.as_ref().is_some_and(|(visitor, _)| visitor.session.is_valid_at(now_ms()));
        if !is_valid {
            return Err(session_over());
        }
        let team = &call.caller.team;
        let message = call.state.outcomes.message(team, beginning(call));
        let (message, carried) =
            message.map_err(|error| error.to_rejection("ledger", ", so the write was not sent"))?;
        let message = format!("{team}\n{message}");
        write.carried = carried;
        Ok(message)
    });
    match begun {
        Some(Ok(message)) => message.into(),
        Some(Err(error)) => reject(handle, |call| Reply::error(&error, &call.request), &env, &Context::new(context)),
        None => JsValue::UNDEFINED,
    }
}

/// The response to an incomplete body. With `is_late` it did not arrive within 10 seconds, otherwise it is shorter than its `content-length`.
#[wasm_bindgen]
pub fn reject_body(handle: u32, is_late: bool, env: Env, context: JsContext) -> JsValue {
    let error = if is_late { body::timed_out() } else { body::aborted() };
    reject(handle, |call| Reply::error(&error, &call.request), &env, &Context::new(context))
}

/// Evaluates `said`: the ledger's response as text, or the value that the call to it threw. Returns `true` if the write may be sent,
/// otherwise the response to it. `undefined` for an unknown handle.
#[wasm_bindgen]
pub fn admit_write(handle: u32, said: &JsValue, env: Env, context: JsContext) -> JsValue {
    let admitted = with(handle, |write| {
        let Some(text) = said.as_string() else { return Err((Some(ObjectError::from_thrown(said)), None)) };
        match parse::<Option<BeginWriteResponse>>(&text) {
            Ok(Some(response)) => match admit(&write.call, response) {
                Ok(sent) => {
                    write.sent = Some(sent);
                    Ok(())
                }
                Err(reply) => Err((None, Some(reply))),
            },
            _ => Err((Some(ObjectError::Unreachable), None)),
        }
    });
    match admitted {
        Some(Ok(())) => JsValue::TRUE,
        Some(Err((_, Some(reply)))) => reject(handle, |_| reply, &env, &Context::new(context)),
        Some(Err((error, None))) => {
            let retry = with(handle, |write| {
                let carried = std::mem::take(&mut write.carried);
                write.call.state.outcomes.retry(&write.call.caller.team, carried, &env)
            });
            let context = Context::new(context);
            if let Some(retry) = retry {
                context.wait_until(retry);
            }
            let error = error.unwrap_or(ObjectError::Unreachable);
            reject(handle, |call| no_response(call, error), &env, &context)
        }
        None => JsValue::UNDEFINED,
    }
}

/// The headers of the request to the API, with the API key.
#[wasm_bindgen]
pub fn write_headers(handle: u32) -> JsValue {
    let headers = |write: &mut PendingWrite| {
        write.call.caller.visitor.as_ref().map(|(visitor, _)| visitor.credential.write_headers.clone())
    };
    with(handle, headers).flatten().into()
}

/// Finishes a write whose response arrived completely, and returns its log line. `undefined` when the body contains the API key, is not a
/// complete JSON value in UTF-8, or is too long to be stored; `entry.js` then calls [`finish_write_slowly`].
#[wasm_bindgen]
pub fn finish_write(handle: u32, status: u16, body: &[u8], env: Env, context: JsContext) -> Option<String> {
    let mut shape = JsonShape::default();
    shape.push(body);
    let text = std::str::from_utf8(body).ok().filter(|text| shape.is_complete() && text.len() <= MAX_STORED_BYTES)?;
    let is_plain = with(handle, |write| {
        #[cfg(feature = "inject-panic")]
        crate::http::trap::at(&write.call.request, "upstream-response");
        write.sent.is_some() && !write.call.redactor().contains_secret(body)
    });
    let PendingWrite { call, isolate, sent, .. } = is_plain?.then(|| take(handle)).flatten()?;
    let context = Context::new(context);
    let outcome = WriteOutcome::from_response(Some(status), text);
    run_after(record(&call, sent?, outcome, Some(status), &env), &context);
    let reply = Reply::new(status, JsValue::NULL).about(call.operation.name, &call.caller.hash);
    count(&call, &reply, &env, &context);
    Some(log_line(&call.request, &reply, &isolate))
}

/// Finishes a write with any other response of the API.
#[wasm_bindgen]
pub async fn finish_write_slowly(handle: u32, response: Response, env: Env, context: JsContext) -> Option<Response> {
    let write = take(handle)?;
    let call = &write.call;
    #[cfg(feature = "inject-panic")]
    crate::http::trap::at(&call.request, "upstream-response");
    let status = response.status();
    let upstream = UpstreamResponse { response, timeout_ms: call.state.settings.upstream_timeout_ms };
    let reply = response::pass(&call.request, call.operation, &upstream, call.redactor(), true).await;
    let reply = call.clear_cookie_if_expired(reply);
    write.respond(reply, Some(status), &env, context)
}

/// Finishes a write that received no response.
#[wasm_bindgen]
pub fn finish_write_failed(handle: u32, is_timeout: bool, env: Env, context: JsContext) -> Option<Response> {
    let write = take(handle)?;
    let error = client::failure(&write.call.state.settings, is_timeout);
    let reply = Reply::error(&error, &write.call.request);
    write.respond(reply, None, &env, context)
}

/// Finishes a write whose response was interrupted, or whose length differs from its `content-length`.
#[wasm_bindgen]
pub fn finish_write_truncated(handle: u32, status: u16, env: Env, context: JsContext) -> Option<Response> {
    let write = take(handle)?;
    let reply = Reply::error(&response::truncated(), &write.call.request);
    write.respond(reply, Some(status), &env, context)
}

fn with<T>(handle: u32, use_it: impl FnOnce(&mut PendingWrite) -> T) -> Option<T> {
    PENDING_WRITES.with_borrow_mut(|writes| writes.get_mut(handle).map(use_it))
}

fn take(handle: u32) -> Option<PendingWrite> {
    PENDING_WRITES.with_borrow_mut(|writes| writes.take(handle))
}

/// Removes a write that is not sent, and returns the response to it.
fn reject(handle: u32, reply: impl FnOnce(&Call) -> Reply, env: &Env, context: &Context) -> JsValue {
    let Some(PendingWrite { call, isolate, .. }) = take(handle) else { return JsValue::UNDEFINED };
    let reply = reply(&call).about(call.operation.name, &call.caller.hash);
    count(&call, &reply, env, context);
    api::finish(&call.request, reply, &isolate).into()
}

impl PendingWrite {
    /// Records the outcome of a write that was sent, and returns the response to it.
    fn respond(self, reply: Reply, status: Option<u16>, env: &Env, context: JsContext) -> Option<Response> {
        let context = Context::new(context);
        let (reply, tell) = conclude(&self.call, self.sent?, reply, status, env);
        run_after(tell, &context);
        let reply = reply.about(self.call.operation.name, &self.call.caller.hash);
        count(&self.call, &reply, env, &context);
        Some(api::finish(&self.call.request, reply, &self.isolate))
    }
}

fn run_after(work: Option<Work>, context: &Context) {
    if let Some(work) = work {
        context.wait_until(work);
    }
}

fn count(call: &Call, reply: &Reply, env: &Env, context: &Context) {
    let (caller, operation) = (call.caller.as_ref(), call.operation);
    let record = CallRecord { caller, request: &call.request, operation, status: reply.status, code: reply.code };
    call.state.usage.record(&record, env, context);
}
