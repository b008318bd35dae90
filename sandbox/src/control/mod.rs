//! The control interface, for tests and people on the same machine, without a socket or a clock.

mod access;
mod outbox;
mod teams;

use std::net::IpAddr;

use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Request, Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::seed::demo_world;
use crate::state::behavior::BehaviorChange;
use crate::state::fault::PlannedFault;
use crate::state::world::World;

const PREFIX: &str = "/__sandbox";

/// The result of a control call: JSON, or an error.
type ControlResult = Result<Value, ControlError>;

struct ControlError {
    status: StatusCode,
    text: String,
    /// The `allow` header of a 405: the methods of the path.
    allow: Option<&'static str>,
}

impl ControlError {
    fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self { status, text: text.into(), allow: None }
    }

    fn bad_request(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, text)
    }
}

/// Whether a path belongs to the control interface.
pub(crate) fn is_control_path(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

pub(crate) fn handle(world: &mut World, peer: IpAddr, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    if let Err(denied) = access::check(peer, request.headers()) {
        return respond(Err(denied));
    }
    outbox::page(world, request).unwrap_or_else(|| respond(run(world, request)))
}

fn run(world: &mut World, request: &Request<Vec<u8>>) -> ControlResult {
    let path = request.uri().path().strip_prefix(PREFIX).unwrap_or_default();
    let body = request.body();
    // HEAD has the response of GET. The connection omits its body.
    match (path, request.method().as_str()) {
        ("/outbox", "GET" | "HEAD") => Ok(outbox::list(world, request.uri().query())),
        ("/teams", "GET" | "HEAD") => Ok(teams::list(world)),
        ("/requests", "GET" | "HEAD") => Ok(world.log.to_json()),
        ("/clock", "POST") => advance_clock(world, body),
        ("/faults", "POST") => plan_fault(world, body),
        ("/faults", "DELETE") => Ok(clear_faults(world)),
        ("/switches", "POST") => change_behavior(world, body),
        ("/reset", "POST") => Ok(reset(world)),
        ("/outbox" | "/teams" | "/requests", _) => Err(method_not_allowed("GET,HEAD")),
        ("/clock" | "/switches" | "/reset", _) => Err(method_not_allowed("POST")),
        ("/faults", _) => Err(method_not_allowed("POST,DELETE")),
        (path, method) => match path.strip_prefix("/teams/").filter(|id| !id.contains('/')) {
            Some(id) if method == "POST" => teams::change(world, id, read_json(body)?),
            Some(_) => Err(method_not_allowed("POST")),
            None => Err(unknown_call(request)),
        },
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockChange {
    advance_ms: u32,
}

fn advance_clock(world: &mut World, body: &[u8]) -> ControlResult {
    world.clock.advance(read_json::<ClockChange>(body)?.advance_ms);
    Ok(json!({ "now": world.clock.now() }))
}

fn plan_fault(world: &mut World, body: &[u8]) -> ControlResult {
    let fault: PlannedFault = read_json(body)?;
    fault.validate().map_err(ControlError::bad_request)?;
    world.faults.push(fault);
    Ok(json!({ "planned": world.faults.len() }))
}

fn clear_faults(world: &mut World) -> Value {
    world.faults.clear();
    json!({ "planned": 0 })
}

fn change_behavior(world: &mut World, body: &[u8]) -> ControlResult {
    let change: BehaviorChange = read_json(body)?;
    world.behavior.apply(change).map_err(ControlError::bad_request)?;
    Ok(json!(world.behavior))
}

fn reset(world: &mut World) -> Value {
    *world = demo_world(world.ids.seed(), world.clock.host_ms());
    json!({ "reset": true })
}

/// Parses JSON without requiring a content type, because `curl -d` sends another one.
fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, ControlError> {
    serde_json::from_slice(body).map_err(|error| ControlError::bad_request(error.to_string()))
}

fn method_not_allowed(allow: &'static str) -> ControlError {
    let text = format!("method not allowed: expected {}", allow.replace(',', " or "));
    ControlError { allow: Some(allow), ..ControlError::new(StatusCode::METHOD_NOT_ALLOWED, text) }
}

fn unknown_call(request: &Request<Vec<u8>>) -> ControlError {
    let call = format!("{} {}", request.method(), request.uri().path());
    ControlError::new(
        StatusCode::NOT_FOUND,
        format!("unknown control call {call}; see \"Control interface\" in the README of outx-sandbox"),
    )
}

fn respond(result: ControlResult) -> Response<Vec<u8>> {
    let (status, allow, body) = match result {
        Ok(body) => (StatusCode::OK, None, body),
        Err(error) => (error.status, error.allow, json!({ "error": error.text })),
    };
    let mut response = Response::new(body.to_string().into_bytes());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(allow) = allow {
        headers.insert(ALLOW, HeaderValue::from_static(allow));
    }
    response
}
