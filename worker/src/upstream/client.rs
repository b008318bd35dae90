//! Sends requests to the API.

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

/// A request to the API.
pub struct UpstreamRequest<'a> {
    pub operation: &'static Operation,
    /// Path and query.
    pub target: &'a str,
    pub body: &'a [u8],
    /// The API key; `None` for the operations of sign-in, which need none.
    pub api_key: Option<&'a Secret>,
}

/// A response of which the headers have arrived.
pub struct UpstreamResponse {
    pub response: Response,
    /// Time limit for reading its body, in milliseconds.
    pub timeout_ms: u32,
}

/// Sends a request and returns the response when its headers have arrived. Redirects are not followed, because `fetch` would send the key to
/// the other host.
///
/// # Errors
/// 504 when the API takes longer than `UPSTREAM_TIMEOUT_MS`, 502 when it cannot be reached. In both cases a write may have
/// taken effect.
pub async fn send(settings: &Settings, request: UpstreamRequest<'_>) -> Result<UpstreamResponse, ApiError> {
    let timeout = AbortSignal::timeout_with_u32(settings.upstream_timeout_ms);
    let init = build_init(&request, &timeout);
    let mut url = settings.upstream.clone();
    url.push_str(request.target);
    let response = fetch(&url, &init).await.map_err(|_| failure(settings, timeout.aborted()))?;
    Ok(UpstreamResponse { response, timeout_ms: settings.upstream_timeout_ms })
}

/// The error of a request without a response.
pub fn failure(settings: &Settings, timed_out: bool) -> ApiError {
    if timed_out {
        let text = format!("the API did not respond within {} ms (UPSTREAM_TIMEOUT_MS)", settings.upstream_timeout_ms);
        return ApiError::new(504, Code::Upstream, text);
    }
    ApiError::new(502, Code::Upstream, "the API cannot be reached")
}

/// The headers of a read with this API key, as a `Headers` object, which `fetch` copies faster than a plain object.
pub fn read_headers(api_key: Option<&Secret>) -> JsValue {
    to_headers(upstream_headers(api_key))
}

/// The same of a write with a body.
pub fn write_headers(api_key: Option<&Secret>) -> JsValue {
    let headers = upstream_headers(api_key);
    set(&headers, "content-type", &"application/json".into());
    to_headers(headers)
}

fn to_headers(headers: JsValue) -> JsValue {
    Headers::new_with_record_from_str_to_str(headers.unchecked_ref()).map_or(headers, JsValue::from)
}

fn upstream_headers(api_key: Option<&Secret>) -> JsValue {
    let headers = object(TO_UPSTREAM);
    if let Some(api_key) = api_key {
        set(&headers, "x-api-key", &api_key.expose().into());
    }
    headers
}

fn build_init(request: &UpstreamRequest<'_>, timeout: &AbortSignal) -> JsValue {
    let headers = upstream_headers(request.api_key);
    // Cloudflare's cache is keyed by URL, not by API key: it could serve the response of one team to another.
    let init = object([("method", request.operation.method.as_str()), ("redirect", "manual"), ("cache", "no-store")]);
    if !request.body.is_empty() {
        set(&headers, "content-type", &"application/json".into());
        set(&init, "body", &Uint8Array::from(request.body));
    }
    set(&init, "headers", &headers);
    set(&init, "signal", timeout);
    init
}
