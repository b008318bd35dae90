//! Functions that the transports of browsers and Workers share.

use std::time::Duration;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Response};

use super::{BodyError, Json, NetworkError, NetworkFailure};
use crate::js_value::get_text;

/// The longest delay of `setTimeout`, in milliseconds. A timer with a longer delay fires at once.
const MAX_DELAY_MS: u32 = i32::MAX as u32;

/// A duration as `setTimeout` takes it.
pub(super) fn timer_ms(duration: Duration) -> u32 {
    // Rounded up, because rounding down would fire a fraction of a millisecond before the deadline.
    let ms = duration.as_micros().div_ceil(1_000);
    u32::try_from(ms).unwrap_or(MAX_DELAY_MS).min(MAX_DELAY_MS)
}

/// Aborts a request when it is dropped.
pub(super) struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    /// Creates the guard of a new request.
    pub(super) fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// The signal to send the request with; `None` where the platform has no `AbortController`.
    pub(super) fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }

    /// Stops the guard from aborting, because the request has ended.
    pub(super) fn disarm(&mut self) {
        self.0 = None;
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// The failure of a request that was rejected with `thrown`, which may be any value.
pub(super) fn failed(thrown: &JsValue) -> NetworkError {
    // A browser does not say whether anything was sent.
    NetworkError { failure: NetworkFailure::Broken, cause: thrown_text(thrown) }
}

fn thrown_text(thrown: &JsValue) -> Option<String> {
    get_text(thrown, "message").or_else(|| thrown.as_string())
}

/// Reads the body of a response as the value that JavaScript parses, without its text in wasm.
pub(super) async fn read_json(response: &Response) -> Result<Json, BodyError> {
    let promise = response.json().map_err(|thrown| BodyError::Failed(failed(&thrown)))?;
    JsFuture::from(promise).await.map(Json::from_js).map_err(|thrown| {
        // Compared by name: an error of another realm is not an instance of this realm's class.
        match get_text(&thrown, "name").as_deref() {
            Some("SyntaxError") => BodyError::NotJson,
            _ => BodyError::Failed(failed(&thrown)),
        }
    })
}
