//! The fast path: a read under a session that this isolate has opened.
//!
//! `entry.js` passes a read to [`begin`] as one string, fetches its path and query with what [`headers`] returns, and passes the bytes that came to
//! [`finish`]. Everything else takes the general path of `api.rs`, from wherever it is.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Object;
use outx_core::gateway::authorize::{Decision, authorize};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::encoded_request::{CHECK_RATE_LIMIT, NEEDS_CORS, decode_request};
use outx_core::gateway::http::response::JsonShape;
use outx_core::gateway::limits::request_counter::RateDecision;
use outx_core::operation::Operation;
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response};
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::auth::memory::{IsolateMemory, gateway};
use crate::http::context::RequestContext;
use crate::http::reply::{self, Reply, cors_headers};
use crate::proxy::forward::Call;
use crate::routes::api::{self, log_line};
use crate::routes::pending::Pending;
use crate::runtime::js::set;
use crate::state::isolate::{GatewayState, Isolate, known_isolate};
use crate::state::usage_counters::CallRecord;
use crate::upstream::client::{self, UpstreamResponse};
use crate::upstream::response;

/// A read between its two halves.
struct PendingRead {
    request: Rc<RequestContext>,
    isolate: Rc<Isolate>,
    state: Rc<GatewayState>,
    operation: &'static Operation,
    caller: Caller,
    /// Whether the Rate Limiting binding has to be asked about the caller.
    needs_rate_check: bool,
}

thread_local! {
    static PENDING_READS: RefCell<Pending<PendingRead>> = RefCell::default();
}

/// What the responses and upstream requests of the fast paths have in common: `{ headers, cors, ms, upstream }`. Read once per isolate.
#[wasm_bindgen]
pub fn static_headers() -> Object {
    let fixed: JsValue = Object::new().into();
    set(&fixed, "headers", &reply::static_headers());
    set(&fixed, "cors", &cors_headers());
    if let Some(state) = known_isolate().and_then(|isolate| isolate.state.clone()) {
        set(&fixed, "ms", &state.settings.upstream_timeout_ms.into());
        set(&fixed, "upstream", &state.settings.upstream.as_str().into());
    }
    fixed.unchecked_into()
}

/// Authorizes a read. Returns its handle with the flags of `encoded_request.rs`, or 0 for a request that takes the general path.
#[wasm_bindgen]
pub fn begin(request: Request, encoded: &str) -> u32 {
    let Some(read) = authorize_read(request, encoded) else { return 0 };
    let ends_ms = read.request.began_ms + f64::from(read.state.settings.upstream_timeout_ms) * 2.0;
    let cors = if read.request.needs_cors() { NEEDS_CORS } else { 0 };
    let rate = if read.needs_rate_check { CHECK_RATE_LIMIT } else { 0 };
    PENDING_READS.with_borrow_mut(|reads| reads.insert(read, ends_ms, cors | rate))
}

fn authorize_read(request: Request, encoded: &str) -> Option<PendingRead> {
    let isolate = known_isolate()?;
    let state = isolate.state.clone()?;
    let encoded = decode_request(encoded)?;
    let request = RequestContext::from_fast_path(request, "GET", &encoded, &state.settings);
    #[cfg(feature = "inject-panic")]
    crate::http::trap::at(&request, "begin");
    let parts = request.parts(encoded.authorization, encoded.cookie, encoded.session_id);
    let memory = IsolateMemory(Some(&state));
    let Decision::Forward(grant) = authorize(&parts, &gateway(&isolate), &memory, request.began_ms) else {
        return None;
    };
    if !grant.is_fast_read(request.began_ms) {
        return None;
    }
    let operation = grant.operation;
    let caller = Caller::new(grant.caller, &request, &state);
    let needs_rate_check = match state.rate_limiter.record(&caller.hash) {
        RateDecision::Allow => false,
        RateDecision::AskBinding => true,
        RateDecision::Reject(_) => return None,
    };
    Some(PendingRead { request: Rc::new(request), isolate, state, operation, caller, needs_rate_check })
}

/// Asks the Rate Limiting binding about the caller.
#[wasm_bindgen]
pub fn check_rate_limit(handle: u32, env: Env, context: worker::worker_sys::Context) {
    with(handle, |read| read.state.rate_limiter.query_binding(&read.caller.hash, &env, &Context::new(context)));
}

/// The headers to fetch with, the API key among them.
#[wasm_bindgen]
pub fn headers(handle: u32) -> JsValue {
    with(handle, |read| read.caller.visitor.as_ref().map(|(visitor, _)| visitor.credential.headers.clone()))
        .flatten()
        .into()
}

/// Finishes a read whose body arrived whole and returns its log line; `undefined` when the body contains the API key or is no complete
/// JSON, so that the response has to take [`finish_streaming`].
#[wasm_bindgen]
pub fn finish(handle: u32, body: &[u8], env: Env, context: worker::worker_sys::Context) -> Option<String> {
    let mut shape = JsonShape::default();
    shape.push(body);
    let is_clean = |read: &PendingRead| !read.caller.redactor(&read.state).contains_secret(body);
    let is_plain = shape.is_complete() && with(handle, is_clean)?;
    let read = is_plain.then(|| take(handle)).flatten()?;
    let reply = Reply::new(200, JsValue::NULL).about(read.operation.name, &read.caller.hash);
    record(&read.state, &read.request, &read.caller, read.operation, &reply, &env, context);
    Some(log_line(&read.request, &reply, &read.isolate))
}

/// Finishes a read with any other response of the API.
#[wasm_bindgen]
pub async fn finish_streaming(
    handle: u32,
    response: Response,
    env: Env,
    context: worker::worker_sys::Context,
) -> Option<Response> {
    let read = take(handle)?;
    #[cfg(feature = "inject-panic")]
    crate::http::trap::at(&read.request, "rest");
    let upstream = UpstreamResponse { response, timeout_ms: read.state.settings.upstream_timeout_ms };
    let PendingRead { request, isolate, state, operation, caller, .. } = read;
    let call = Call { request, state, operation, caller, body: Vec::new() };
    let reply = response::pass(&call.request, operation, &upstream, call.redactor(), true).await;
    let reply = call.clear_cookie_if_expired(reply);
    record(&call.state, &call.request, &call.caller, operation, &reply, &env, context);
    Some(api::finish(&call.request, reply.about(operation.name, &call.caller.hash), &isolate))
}

/// Finishes a read that received no response.
#[wasm_bindgen]
pub fn finish_failed(
    handle: u32,
    is_timeout: bool,
    env: Env,
    context: worker::worker_sys::Context,
) -> Option<Response> {
    let read = take(handle)?;
    let error = client::failure(&read.state.settings, is_timeout);
    Some(read.reject(&error, &env, context))
}

/// Finishes a read whose body broke off, or was longer than its `content-length`.
#[wasm_bindgen]
pub fn finish_truncated(handle: u32, env: Env, context: worker::worker_sys::Context) -> Option<Response> {
    Some(take(handle)?.reject(&response::truncated(), &env, context))
}

fn with<T>(handle: u32, use_it: impl FnOnce(&PendingRead) -> T) -> Option<T> {
    PENDING_READS.with_borrow(|reads| reads.get(handle).map(use_it))
}

fn take(handle: u32) -> Option<PendingRead> {
    PENDING_READS.with_borrow_mut(|reads| reads.take(handle))
}

impl PendingRead {
    fn reject(self, error: &ApiError, env: &Env, context: worker::worker_sys::Context) -> Response {
        let reply = Reply::error(error, &self.request);
        record(&self.state, &self.request, &self.caller, self.operation, &reply, env, context);
        api::finish(&self.request, reply.about(self.operation.name, &self.caller.hash), &self.isolate)
    }
}

fn record(
    state: &GatewayState,
    request: &RequestContext,
    caller: &Caller,
    operation: &'static Operation,
    reply: &Reply,
    env: &Env,
    context: worker::worker_sys::Context,
) {
    let caller = caller.as_ref();
    let call = CallRecord { caller, request, operation, status: reply.status, code: reply.code };
    state.usage.record(&call, env, &Context::new(context));
}
