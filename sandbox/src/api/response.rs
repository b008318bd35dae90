//! Builds the HTTP responses of the API: JSON with planned faults applied, which pages of every origin may read.

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ALLOW,
    CONTENT_LENGTH, CONTENT_TYPE, LOCATION, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde_json::Value;

use crate::api::error::ApiResult;
use crate::api::outcome::Outcome;
use crate::state::fault::Fault;

const ANY: HeaderValue = HeaderValue::from_static("*");
const X_ECHO: HeaderName = HeaderName::from_static("x-echo");

/// A status and a JSON or text body, before faults change it.
pub(crate) struct ApiResponse {
    status: u16,
    body: Value,
    allow: Option<String>,
}

impl ApiResponse {
    pub(crate) fn new(status: u16, body: Value) -> Self {
        Self { status, body, allow: None }
    }

    /// invented: operations that create something respond with 200 too. Their exact status is not documented.
    pub(crate) fn from_result(result: ApiResult) -> Self {
        match result {
            Ok(body) => Self::new(200, body),
            Err(error) => Self { status: error.status, body: error.body(), allow: error.allow },
        }
    }

    /// `api_key` is the received key, for `echo_key`.
    pub(crate) fn into_outcome(mut self, fault: &Fault, api_key: Option<&str>) -> Outcome {
        let echo = api_key.filter(|_| fault.echo_key);
        if let (Some(api_key), Some(object)) = (echo, self.body.as_object_mut()) {
            object.insert("echo".to_owned(), api_key.into());
        }
        let mut body = match &self.body {
            Value::String(text) => text.clone().into_bytes(),
            value => value.to_string().into_bytes(),
        };
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(length) = fault.truncate {
            let promised = u64::from(length).saturating_add(1).max(body.len() as u64);
            headers.insert(CONTENT_LENGTH, promised.into());
            body.truncate(length as usize);
        }
        insert_text(&mut headers, ALLOW, self.allow.as_deref());
        for (name, value) in &fault.headers {
            // Names and values were checked when the fault was planned.
            if let Ok(name) = HeaderName::try_from(name.as_str()) {
                insert_text(&mut headers, name, Some(value));
            }
        }
        insert_text(&mut headers, LOCATION, fault.redirect.as_deref());
        insert_text(&mut headers, X_ECHO, echo);
        allow_every_origin(&mut headers);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, ANY);
        let response = build(self.status, headers, body);
        match fault.truncate {
            Some(_) => Outcome::RespondTruncated { response, delay_ms: fault.delay_ms },
            None => Outcome::Respond { response, delay_ms: fault.delay_ms },
        }
    }
}

/// The response to OPTIONS on any API path. // invented: nothing is documented about CORS. Without it a page could not call a sandbox.
pub(crate) fn preflight(request: &HeaderMap) -> Response<Vec<u8>> {
    let mut headers = HeaderMap::new();
    for (wanted, allowed) in [
        (ACCESS_CONTROL_REQUEST_METHOD, ACCESS_CONTROL_ALLOW_METHODS),
        (ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_ALLOW_HEADERS),
    ] {
        if let Some(value) = request.get(wanted) {
            headers.insert(allowed, value.clone());
        }
    }
    allow_every_origin(&mut headers);
    build(200, headers, Vec::new())
}

fn allow_every_origin(headers: &mut HeaderMap) {
    headers.append(VARY, HeaderValue::from_static("access-control-request-method, access-control-request-headers"));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
}

/// Inserts a header, unless its value is missing or not valid in HTTP.
fn insert_text(headers: &mut HeaderMap, name: HeaderName, value: Option<&str>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
        headers.insert(name, value);
    }
}

fn build(status: u16, headers: HeaderMap, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = headers;
    response
}
