//! The API: reads a request, applies planned faults and responds in JSON, without a socket or a clock.

mod auth;
mod engagement;
mod error;
mod interactions;
pub(crate) mod outcome;
mod pagination;
mod posts;
mod request;
mod response;
mod route;
mod router;
mod task_creators;
mod task_status;
mod team;
mod views;
mod watchlists;

use http::{HeaderMap, Method, Request};
use serde_json::{Map, json};

use crate::api::error::{ApiError, ApiResult};
use crate::api::outcome::Outcome;
use crate::api::request::ApiRequest;
use crate::api::response::ApiResponse;
use crate::state::fault::{Fault, ResetMoment, take_fault};
use crate::state::world::World;

/// The maximum size of a body, in bytes. // invented: the documentation names no limit.
pub(crate) const MAX_BODY: usize = 1024 * 1024;

/// Handles one request, preflights included.
pub(crate) fn handle(world: &mut World, request: &Request<Vec<u8>>) -> Outcome {
    if request.method() == Method::OPTIONS {
        return Outcome::Respond { response: response::preflight(request.headers()), delay_ms: 0 };
    }
    if request.body().len() > MAX_BODY {
        // invented: the text.
        let error = ApiError::new(413, format!("Request body is larger than {MAX_BODY} bytes"));
        return ApiResponse::from_result(Err(error)).into_outcome(&Fault::default(), None);
    }
    world.log.record(request);
    let fault = take_fault(&mut world.faults, request.method().as_str(), request.uri().path()).unwrap_or_default();
    if fault.resets(ResetMoment::Before) {
        return Outcome::Reset { delay_ms: 0 };
    }
    let api_key = read_api_key(request.headers());
    let response = replacement(&fault, request.uri().path())
        .unwrap_or_else(|| ApiResponse::from_result(run_operation(world, request, api_key)));
    if fault.resets(ResetMoment::After) {
        return Outcome::Reset { delay_ms: fault.delay_ms };
    }
    response.into_outcome(&fault, api_key)
}

/// The response that a fault sends instead of the operation's own.
fn replacement(fault: &Fault, path: &str) -> Option<ApiResponse> {
    let status = fault.status.or(fault.redirect.as_ref().map(|_| 302))?;
    let body = fault.body.clone().unwrap_or_else(|| json!({ "error": error_text(status, path) }));
    Some(ApiResponse::new(status, body))
}

/// The documented text of a planned status, where there is one (docs/api.md, Interactions).
fn error_text(status: u16, path: &str) -> String {
    match (status, path) {
        (500, "/api-interactions") => "Failed to fetch interactions".to_owned(),
        _ => format!("planned fault: status {status}"),
    }
}

fn read_api_key(headers: &HeaderMap) -> Option<&str> {
    // A value that is not ASCII cannot be a key: it counts as a wrong key, not as a missing one.
    headers.get("x-api-key").map(|value| value.to_str().unwrap_or("?")).filter(|api_key| !api_key.is_empty())
}

fn run_operation(world: &mut World, request: &Request<Vec<u8>>, api_key: Option<&str>) -> ApiResult {
    let uri = request.uri();
    let operation = router::authorize(world, request.method().as_str(), uri.path(), api_key)?;
    let body = match request.body().as_slice() {
        [] => Map::new(),
        // invented: the text.
        bytes => serde_json::from_slice(bytes)
            .map_err(|_| ApiError::bad_request("Invalid JSON body: an object is expected"))?,
    };
    let request = ApiRequest::new(uri.path(), uri.query().unwrap_or_default(), body, world.clock.now());
    operation.run(world, &request)
}
