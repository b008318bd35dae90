//! The options of a client and of a call, as the face hands them over.

use js_sys::Function;
use outx_core::retry::Way;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What `new Outx(…)` was given, once the face has checked it.
    pub type Options;

    /// The origin and path prefix of every call, without a slash at its end.
    #[wasm_bindgen(method, getter)]
    pub fn base(this: &Options) -> String;

    /// Whether calls go to a gateway.
    #[wasm_bindgen(method, getter, js_name = isGateway)]
    pub fn is_gateway(this: &Options) -> bool;

    /// Whether this is a browser.
    #[wasm_bindgen(method, getter, js_name = isBrowser)]
    pub fn is_browser(this: &Options) -> bool;

    /// The key, or the function that gives it; for a gateway the function that gives the token.
    #[wasm_bindgen(method, getter)]
    pub fn credential(this: &Options) -> JsValue;

    /// Whether a renewed token is to be handed over.
    #[wasm_bindgen(method, getter, js_name = wantsSession)]
    pub fn wants_session(this: &Options) -> bool;

    /// Whether hooks or a logger listen.
    #[wasm_bindgen(method, getter, js_name = isObserved)]
    pub fn is_observed(this: &Options) -> bool;

    /// The caller's own `fetch`.
    #[wasm_bindgen(method, getter)]
    pub fn fetch(this: &Options) -> Option<Function>;

    #[wasm_bindgen(method, getter, js_name = timeoutMs)]
    pub fn timeout_ms(this: &Options) -> f64;

    #[wasm_bindgen(method, getter, js_name = totalTimeoutMs)]
    pub fn total_timeout_ms(this: &Options) -> f64;

    /// Attempts a call has, the first among them.
    #[wasm_bindgen(method, getter)]
    pub fn attempts(this: &Options) -> u32;

    #[wasm_bindgen(method, getter, js_name = actionsPerHour)]
    pub fn actions_per_hour(this: &Options) -> u32;
}

impl Options {
    /// The way that calls take.
    pub fn way(&self) -> Way {
        match (self.is_gateway(), self.is_browser()) {
            (true, _) => Way::Gateway,
            (false, true) => Way::Browser,
            (false, false) => Way::Server,
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// The last argument of a call, once the face has checked it; its absent parts are the client's.
    pub type CallOptions;

    #[wasm_bindgen(method, getter, js_name = timeoutMs)]
    pub fn timeout_ms(this: &CallOptions) -> Option<f64>;

    #[wasm_bindgen(method, getter)]
    pub fn attempts(this: &CallOptions) -> Option<u32>;

    /// Further headers, as an object.
    #[wasm_bindgen(method, getter)]
    pub fn headers(this: &CallOptions) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = idempotencyKey)]
    pub fn idempotency_key(this: &CallOptions) -> JsValue;
}
