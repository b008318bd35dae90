//! One request to the API.

use js_sys::Uint8Array;
use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::headers::TO_UPSTREAM;
use outx_core::gateway::secret::Secret;
use outx_core::gateway::settings::Settings;
use outx_core::operation::Operation;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Headers, Response};

use crate::runtime::js::{fetch, object, set};

/// What is sent.
pub struct UpstreamRequest<'a> {
    pub operation: &'static Operation,
    /// Path and query.
    pub target: &'a str,
    pub body: &'a [u8],
    /// The key, unless the operation goes without.
    pub key: Option<&'a Secret>,
}

/// A response of which the headers have arrived.
pub struct UpstreamResponse {
    pub response: Response,
    /// For how long its body may be read, in milliseconds.
    pub timeout_ms: u32,
}

/// Sends a request and gives the head of its answer. A redirect is not followed: it would take the key along.
///
/// # Errors
/// 504 when the API takes longer than `UPSTREAM_TIMEOUT_MS`, 502 when it cannot be reached. Of a write neither tells
/// whether it took effect.
pub async fn send(settings: &Settings, sending: UpstreamRequest<'_>) -> Result<UpstreamResponse, ApiError> {
    let timeout = AbortSignal::timeout_with_u32(settings.upstream_timeout_ms);
    let init = init(&sending, &timeout);
    let mut url = settings.upstream.clone();
    url.push_str(sending.target);
    let response = fetch(&url, &init).await.map_err(|_| failure(settings, timeout.aborted()))?;
    Ok(UpstreamResponse { response, timeout_ms: settings.upstream_timeout_ms })
}

/// Why there is no answer.
pub fn failure(settings: &Settings, late: bool) -> ApiError {
    if late {
        let text = format!("the API did not answer within {} ms", settings.upstream_timeout_ms);
        return ApiError::new(504, Code::Upstream, text);
    }
    ApiError::new(502, Code::Upstream, "the API cannot be reached")
}

/// The headers of a read under this key, as a `Headers`: `fetch` copies one faster than it reads an object.
pub fn read_headers(key: Option<&Secret>) -> JsValue {
    let headers = upstream_headers(key);
    Headers::new_with_record_from_str_to_str(headers.unchecked_ref()).map_or(headers, JsValue::from)
}

fn upstream_headers(key: Option<&Secret>) -> JsValue {
    let headers = object(TO_UPSTREAM);
    if let Some(key) = key {
        set(&headers, "x-api-key", &key.expose().into());
    }
    headers
}

fn init(sending: &UpstreamRequest<'_>, timeout: &AbortSignal) -> JsValue {
    let headers = upstream_headers(sending.key);
    // Cloudflare may put an answer into the operator's own cache, by its URL alone: one team's for all.
    let init = object([("method", sending.operation.method.as_str()), ("redirect", "manual"), ("cache", "no-store")]);
    if !sending.body.is_empty() {
        set(&headers, "content-type", &"application/json".into());
        set(&init, "body", &Uint8Array::from(sending.body));
    }
    set(&init, "headers", &headers);
    set(&init, "signal", timeout);
    init
}
