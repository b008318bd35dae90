//! The short way of most requests: a read under a session that this isolate knows.
//!
//! `entry.js` asks [`begin`] with everything that decides in one string, fetches what [`target`] and [`headers`] say, and asks
//! [`end`] about the bytes that came. Whatever is out of the ordinary takes the long way of `serve.rs`, from wherever it is.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::Object;
use outx_core::gateway::answer::JsonShape;
use outx_core::gateway::origin::Stance;
use outx_core::gateway::query;
use outx_core::gateway::throttle::Verdict;
use outx_core::operation::{Kind, Operation};
use outx_core::operations::route;
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response};
use worker::{Context, Env};

use crate::admit::{Caller, admit_known};
use crate::answer;
use crate::call::Call;
use crate::counts::count;
use crate::isolate::{Isolate, Serving, known_isolate};
use crate::js::{now_ms, random, set};
use crate::polls::TASKS_GET;
use crate::reply::{Reply, cors_headers, fixed_headers};
use crate::serve::{finish, line_of};
use crate::throttle::inquire;
use crate::upstream::{self, UpstreamResponse};
use crate::visit::Visit;

/// Reads remembered before those whose visitors left are looked for.
const FLIGHTS: usize = 1_024;

/// A read between its two halves.
struct Flight {
    visit: Rc<Visit>,
    isolate: Rc<Isolate>,
    serving: Rc<Serving>,
    operation: &'static Operation,
    caller: Caller,
    /// Whether the Rate Limiting binding is to be asked about the caller.
    is_busy: bool,
}

struct Flights {
    open: HashMap<u32, Flight>,
    /// Not from zero: what was begun before a trap must not be taken for something begun after it.
    last: u32,
    limit: usize,
}

thread_local! {
    static FLIGHTS_OPEN: RefCell<Flights> =
        RefCell::new(Flights { open: HashMap::new(), last: u32::from_le_bytes(random()), limit: FLIGHTS });
}

/// What every quick read is answered and sent with: `{ headers, cors, ms }`. Asked for once an isolate.
#[wasm_bindgen]
pub fn terms() -> Object {
    let terms: JsValue = Object::new().into();
    set(&terms, "headers", &fixed_headers());
    set(&terms, "cors", &cors_headers());
    let serving = known_isolate().and_then(|isolate| isolate.serving.clone());
    set(&terms, "ms", &serving.map_or(0, |serving| serving.settings.upstream_timeout_ms).into());
    terms.unchecked_into()
}

/// Admits a read: its ticket, or 0 for a request that takes the long way. Its last bit is set when a page of another origin asks, the
/// one before when [`busy`] is to be called.
#[wasm_bindgen]
pub fn begin(request: Request, facts: &str) -> u32 {
    admitted(request, facts).map_or(0, |flight| FLIGHTS_OPEN.with_borrow_mut(|flights| flights.board(flight)))
}

fn admitted(request: Request, facts: &str) -> Option<Flight> {
    let isolate = known_isolate()?;
    let serving = isolate.serving.clone()?;
    let (visit, authorization, cookie) = Visit::told(request, facts, &serving)?;
    #[cfg(feature = "inject-panic")]
    crate::trap::at(&visit, "begin");
    if visit.stance == Stance::Foreign {
        return None;
    }
    let operation = route(&visit.method, visit.path()).filter(|it| it.kind == Kind::Read && it.name != TASKS_GET)?;
    if (serving.is_for_loopback_only() && !visit.is_local()) || query::check(operation, visit.query()).is_err() {
        return None;
    }
    let caller = admit_known(&visit, &serving, authorization, cookie)?;
    let is_busy = match serving.throttle.beat(&caller.hash) {
        Verdict::Pass => false,
        Verdict::Ask => true,
        Verdict::Refuse(_) => return None,
    };
    Some(Flight { visit: Rc::new(visit), isolate, serving, operation, caller, is_busy })
}

/// Asks the Rate Limiting binding about the caller.
#[wasm_bindgen]
pub fn busy(ticket: u32, env: Env, context: worker::worker_sys::Context) {
    with(ticket, |flight| inquire(&flight.serving, &flight.caller.hash, &env, &Context::new(context)));
}

/// The address to fetch: what was judged is what is sent.
#[wasm_bindgen]
pub fn target(ticket: u32) -> String {
    with(ticket, |flight| format!("{}{}", flight.serving.settings.upstream, flight.visit.target())).unwrap_or_default()
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
    let is_clean = |flight: &Flight| !flight.caller.redactor(&flight.serving).contains_secret(body);
    let clean = shape.is_complete() && with(ticket, is_clean)?;
    let flight = clean.then(|| take(ticket)).flatten()?;
    let Flight { visit, serving, operation, caller, isolate, .. } = flight;
    count(&serving, (&caller.team, operation), (200, None), &env, &Context::new(context));
    let reply = Reply::new(200, JsValue::NULL).about(operation.name, &caller.hash);
    Some(line_of(&visit, &reply, &isolate))
}

/// Goes on with any other answer.
#[wasm_bindgen]
pub async fn rest(ticket: u32, response: Response, env: Env, context: worker::worker_sys::Context) -> Option<Response> {
    let Flight { visit, serving, operation, caller, isolate, .. } = take(ticket)?;
    #[cfg(feature = "inject-panic")]
    crate::trap::at(&visit, "rest");
    let call = Call { visit: Rc::clone(&visit), serving: Rc::clone(&serving), operation, caller, body: Vec::new() };
    let deadline_ms = upstream::deadline_ms(&serving, visit.began_ms);
    let upstream = UpstreamResponse { response, deadline_ms };
    let reply = answer::pass(&visit, operation, &upstream, call.redactor(), true).await;
    let reply = call.ended(reply);
    count(&serving, (&call.caller.team, operation), (reply.status, reply.code), &env, &Context::new(context));
    Some(finish(&visit, reply.about(operation.name, &call.caller.hash), &isolate))
}

/// Ends a read that got no answer.
#[wasm_bindgen]
pub fn failed(ticket: u32, late: bool, env: Env, context: worker::worker_sys::Context) -> Option<Response> {
    let Flight { visit, serving, operation, caller, isolate, .. } = take(ticket)?;
    let reply = Reply::refusal(&upstream::failure(&serving, late), &visit);
    count(&serving, (&caller.team, operation), (reply.status, reply.code), &env, &Context::new(context));
    Some(finish(&visit, reply.about(operation.name, &caller.hash), &isolate))
}

/// Ends a read whose body could not be read to its end, or was longer than it said.
#[wasm_bindgen]
pub fn truncated(ticket: u32, env: Env, context: worker::worker_sys::Context) -> Option<Response> {
    let Flight { visit, serving, operation, caller, isolate, .. } = take(ticket)?;
    let reply = Reply::refusal(&answer::truncated(), &visit);
    count(&serving, (&caller.team, operation), (reply.status, reply.code), &env, &Context::new(context));
    Some(finish(&visit, reply.about(operation.name, &caller.hash), &isolate))
}

fn with<T>(ticket: u32, use_it: impl FnOnce(&Flight) -> T) -> Option<T> {
    FLIGHTS_OPEN.with_borrow(|flights| flights.open.get(&ticket).map(use_it))
}

fn take(ticket: u32) -> Option<Flight> {
    FLIGHTS_OPEN.with_borrow_mut(|flights| flights.open.remove(&ticket))
}

impl Flights {
    fn board(&mut self, flight: Flight) -> u32 {
        if self.open.len() >= self.limit {
            // The runtime drops the second half of a read whose visitor left.
            let oldest = now_ms() - f64::from(flight.serving.settings.upstream_timeout_ms) * 2.0;
            self.open.retain(|_, flight| flight.visit.began_ms > oldest);
            self.limit = FLIGHTS.max(self.open.len() * 2);
        }
        self.last = self.last.wrapping_add(4).max(4);
        let ticket = (self.last & !3) | (u32::from(flight.is_busy) << 1) | u32::from(flight.visit.needs_cors());
        self.open.insert(ticket, flight);
        ticket
    }
}
