//! HTTP client for services other than the API: Turnstile, the alert webhook, the key set of an identity provider.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Response};

use crate::runtime::js::{fetch, object, set};

/// Time limit of a request, in milliseconds.
pub const TIMEOUT_MS: u32 = 5_000;

/// Posts JSON and returns the body of the response; `None` unless a 2xx response arrives within 5 seconds. Redirects are not followed.
pub async fn post(url: &str, json: &str) -> Option<Vec<u8>> {
    let init = object([("method", "POST"), ("redirect", "manual"), ("body", json)]);
    set(&init, "headers", &object([("content-type", "application/json")]));
    set(&init, "signal", &AbortSignal::timeout_with_u32(TIMEOUT_MS));
    let response = fetch(url, &init).await.ok()?;
    let body = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    response.ok().then(|| Uint8Array::new(&body).to_vec())
}

/// Sends a GET; `None` unless a response with status 200 begins within 5 seconds. Redirects are not followed.
pub async fn get(url: &str) -> Option<Response> {
    let init = object([("redirect", "manual"), ("cache", "no-store")]);
    set(&init, "headers", &object([("accept", "application/json")]));
    set(&init, "signal", &AbortSignal::timeout_with_u32(TIMEOUT_MS));
    fetch(url, &init).await.ok().filter(|response| response.status() == 200)
}
