//! The short way of most requests: a read under a session that this isolate knows.
//!
//! `entry.js` asks [`begin`] with everything that decides in one string, fetches what [`target`] and [`headers`] say, and asks
//! [`end`] about the bytes that came. Whatever is out of the ordinary takes the long way of `serve.rs`, from wherever it is.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::Object;
use outx_core::gateway::http::origin::OriginCheck;
use outx_core::gateway::http::query;
use outx_core::gateway::http::response::JsonShape;
use outx_core::gateway::limits::request_counter::RateDecision;
use outx_core::operation::{Kind, Operation};
use outx_core::operations::route;
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response};
use worker::{Context, Env};

use crate::auth::authenticate::{Caller, authenticate_cached};
use crate::http::context::RequestContext;
use crate::http::reply::{Reply, cors_headers, static_headers};
use crate::proxy::forward::Call;
use crate::routes::api::{finish, log_line};
use crate::runtime::js::{now_ms, random, set};
use crate::state::isolate::{GatewayState, Isolate, known_isolate};
use crate::state::usage_counters::CallRecord;
use crate::upstream::client::{self, UpstreamResponse};
use crate::upstream::response;
use outx_core::gateway::limits::coalesce::TASKS_GET;

/// Reads remembered before those whose visitors left are looked for.
const MAX_PENDING_READS: usize = 1_024;

/// A read between its two halves.
struct PendingRead {
    request: Rc<RequestContext>,
    isolate: Rc<Isolate>,
    state: Rc<GatewayState>,
    operation: &'static Operation,
    caller: Caller,
    /// Whether the Rate Limiting binding is to be asked about the caller.
    is_busy: bool,
}

struct PendingReads {
    open: HashMap<u32, PendingRead>,
    /// Not from zero: what was begun before a trap must not be taken for something begun after it.
    last: u32,
    limit: usize,
}

thread_local! {
    static PENDING_READS: RefCell<PendingReads> =
        RefCell::new(PendingReads { open: HashMap::new(), last: u32::from_le_bytes(random()), limit: MAX_PENDING_READS });
}

/// What every quick read is answered and sent with: `{ headers, cors, ms }`. Asked for once an isolate.
#[wasm_bindgen]
pub fn terms() -> Object {
    let terms: JsValue = Object::new().into();
    set(&terms, "headers", &static_headers());
    set(&terms, "cors", &cors_headers());
    let state = known_isolate().and_then(|isolate| isolate.state.clone());
    set(&terms, "ms", &state.map_or(0, |state| state.settings.upstream_timeout_ms).into());
    terms.unchecked_into()
}

/// Admits a read: its ticket, or 0 for a request that takes the long way. Its last bit is set when a page of another origin asks, the
/// one before when [`busy`] is to be called.
#[wasm_bindgen]
pub fn begin(request: Request, facts: &str) -> u32 {
    admitted(request, facts).map_or(0, |flight| PENDING_READS.with_borrow_mut(|flights| flights.board(flight)))
}

fn admitted(request: Request, facts: &str) -> Option<PendingRead> {
    let isolate = known_isolate()?;
    let state = isolate.state.clone()?;
    let (request, authorization, cookie) = RequestContext::from_fast_path(request, facts, &state.settings)?;
    #[cfg(feature = "inject-panic")]
    crate::http::trap::at(&request, "begin");
    if request.origin_check == OriginCheck::CrossOrigin {
        return None;
    }
    let operation =
        route(&request.method, request.path()).filter(|it| it.kind == Kind::Read && it.name != TASKS_GET)?;
    if (state.is_for_loopback_only() && !request.is_local()) || query::check(operation, request.query()).is_err() {
        return None;
    }
    let caller = authenticate_cached(&request, &state, authorization, cookie)?;
    let is_busy = match state.rate_limiter.record(&caller.hash) {
        RateDecision::Allow => false,
        RateDecision::AskBinding => true,
        RateDecision::Reject(_) => return None,
    };
    Some(PendingRead { request: Rc::new(request), isolate, state, operation, caller, is_busy })
}

/// Asks the Rate Limiting binding about the caller.
#[wasm_bindgen]
pub fn busy(ticket: u32, env: Env, context: worker::worker_sys::Context) {
    with(ticket, |read| read.state.rate_limiter.query_binding(&read.caller.hash, &env, &Context::new(context)));
}

/// The address to fetch: what was judged is what is sent.
#[wasm_bindgen]
pub fn target(ticket: u32) -> String {
    with(ticket, |flight| format!("{}{}", flight.state.settings.upstream, flight.request.target())).unwrap_or_default()
}

/// The headers to fetch with, the key among them.
#[wasm_bindgen]
pub fn headers(ticket: u32) -> JsValue {
    with(ticket, |flight| flight.caller.visitor.as_ref().map(|(visitor, _)| visitor.credential.headers.clone()))
        .flatten()
        .into()
}

/// Ends a read whose plain answer came whole, and gives its log line; `undefined` when the key is in it or it is no whole JSON, and the
/// answer must take the long way.
#[wasm_bindgen]
pub fn end(ticket: u32, body: &[u8], env: Env, context: worker::worker_sys::Context) -> Option<String> {
    let mut shape = JsonShape::default();
    shape.push(body);
    let is_clean = |flight: &PendingRead| !flight.caller.redactor(&flight.state).contains_secret(body);
    let clean = shape.is_complete() && with(ticket, is_clean)?;
    let flight = clean.then(|| take(ticket)).flatten()?;
    let PendingRead { request, state, operation, caller, isolate, .. } = flight;
    state.usage.record(
        &CallRecord { team: &caller.team, operation, status: 200, code: None },
        &env,
        &Context::new(context),
    );
    let reply = Reply::new(200, JsValue::NULL).about(operation.name, &caller.hash);
    Some(log_line(&request, &reply, &isolate))
}

/// Goes on with any other answer.
#[wasm_bindgen]
pub async fn rest(ticket: u32, response: Response, env: Env, context: worker::worker_sys::Context) -> Option<Response> {
    let PendingRead { request, state, operation, caller, isolate, .. } = take(ticket)?;
    #[cfg(feature = "inject-panic")]
    crate::http::trap::at(&request, "rest");
    let call = Call { request: Rc::clone(&request), state: Rc::clone(&state), operation, caller, body: Vec::new() };
    let upstream = UpstreamResponse { response, timeout_ms: state.settings.upstream_timeout_ms };
    let reply = response::pass(&request, operation, &upstream, call.redactor(), true).await;
    let reply = call.clear_cookie_if_expired(reply);
    state.usage.record(
        &CallRecord { team: &call.caller.team, operation, status: reply.status, code: reply.code },
        &env,
        &Context::new(context),
    );
    Some(finish(&request, reply.about(operation.name, &call.caller.hash), &isolate))
}

/// Ends a read that got no answer.
#[wasm_bindgen]
pub fn failed(ticket: u32, late: bool, env: Env, context: worker::worker_sys::Context) -> Option<Response> {
    let PendingRead { request, state, operation, caller, isolate, .. } = take(ticket)?;
    let reply = Reply::error(&client::failure(&state.settings, late), &request);
    state.usage.record(
        &CallRecord { team: &caller.team, operation, status: reply.status, code: reply.code },
        &env,
        &Context::new(context),
    );
    Some(finish(&request, reply.about(operation.name, &caller.hash), &isolate))
}

/// Ends a read whose body could not be read to its end, or was longer than it said.
#[wasm_bindgen]
pub fn truncated(ticket: u32, env: Env, context: worker::worker_sys::Context) -> Option<Response> {
    let PendingRead { request, state, operation, caller, isolate, .. } = take(ticket)?;
    let reply = Reply::error(&response::truncated(), &request);
    state.usage.record(
        &CallRecord { team: &caller.team, operation, status: reply.status, code: reply.code },
        &env,
        &Context::new(context),
    );
    Some(finish(&request, reply.about(operation.name, &caller.hash), &isolate))
}

fn with<T>(ticket: u32, use_it: impl FnOnce(&PendingRead) -> T) -> Option<T> {
    PENDING_READS.with_borrow(|flights| flights.open.get(&ticket).map(use_it))
}

fn take(ticket: u32) -> Option<PendingRead> {
    PENDING_READS.with_borrow_mut(|flights| flights.open.remove(&ticket))
}

impl PendingReads {
    fn board(&mut self, flight: PendingRead) -> u32 {
        if self.open.len() >= self.limit {
            // The runtime drops the second half of a read whose visitor left.
            let oldest = now_ms() - f64::from(flight.state.settings.upstream_timeout_ms) * 2.0;
            self.open.retain(|_, flight| flight.request.began_ms > oldest);
            self.limit = MAX_PENDING_READS.max(self.open.len() * 2);
        }
        self.last = self.last.wrapping_add(4).max(4);
        let ticket = (self.last & !3) | (u32::from(flight.is_busy) << 1) | u32::from(flight.request.needs_cors());
        self.open.insert(ticket, flight);
        ticket
    }
}
