//! HTTP client for services other than the API: Turnstile, the alert webhook, the key set of an identity provider.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Response};

use crate::runtime::js::{self, fetch, object, set};

/// Time limit of a request, in milliseconds.
pub const TIMEOUT_MS: u32 = 5_000;

/// Why there was no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendError {
    /// It did not come in time.
    TimedOut,
    /// The connection failed.
    Unreachable,
}

/// Posts JSON and returns the body of the response; `None` unless a 2xx response arrives within 5 seconds. Redirects are not followed.
pub async fn post(url: &str, json: &str) -> Option<Vec<u8>> {
    let (status, body) = send(url, json).await.ok()?;
    (200..300).contains(&status).then_some(body)
}

/// Posts JSON and returns status and body of the response, which has 5 seconds. Redirects are not followed.
pub async fn send(url: &str, json: &str) -> Result<(u16, Vec<u8>), SendError> {
    let init = object([("method", "POST"), ("redirect", "manual"), ("body", json)]);
    set(&init, "headers", &object([("content-type", "application/json")]));
    set(&init, "signal", &AbortSignal::timeout_with_u32(TIMEOUT_MS));
    let response = fetch(url, &init).await.map_err(|thrown| SendError::of(&thrown))?;
    let body = response.array_buffer().map_err(|thrown| SendError::of(&thrown))?;
    let body = JsFuture::from(body).await.map_err(|thrown| SendError::of(&thrown))?;
    Ok((response.status(), Uint8Array::new(&body).to_vec()))
}

impl SendError {
    fn of(thrown: &JsValue) -> Self {
        let name = js::get(thrown, "name").as_string().unwrap_or_default();
        if name == "TimeoutError" { Self::TimedOut } else { Self::Unreachable }
    }
}

/// Sends a GET; `None` unless a response with status 200 begins within 5 seconds. Redirects are not followed.
pub async fn get(url: &str) -> Option<Response> {
    let init = object([("redirect", "manual"), ("cache", "no-store")]);
    set(&init, "headers", &object([("accept", "application/json")]));
    set(&init, "signal", &AbortSignal::timeout_with_u32(TIMEOUT_MS));
    fetch(url, &init).await.ok().filter(|response| response.status() == 200)
}
