//! The options of a call. JavaScript has checked them and added the defaults.

use outx_core::call::CallOptions;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The merged options of a call and its client.
    pub type JsCallOptions;

    #[wasm_bindgen(method, getter, js_name = timeoutMs)]
    fn timeout_ms(this: &JsCallOptions) -> f64;

    #[wasm_bindgen(method, getter, js_name = totalTimeoutMs)]
    fn total_timeout_ms(this: &JsCallOptions) -> f64;

    #[wasm_bindgen(method, getter)]
    fn attempts(this: &JsCallOptions) -> u32;

    /// Arguments that the operation's description lacks, or the query of `outx.request`: an object or `undefined`.
    #[wasm_bindgen(method, getter, js_name = extraArgs)]
    pub fn extra_args(this: &JsCallOptions) -> JsValue;

    /// Further headers, as an object.
    #[cfg(feature = "inject-panic")]
    #[wasm_bindgen(method, getter)]
    pub fn headers(this: &JsCallOptions) -> JsValue;
}

impl JsCallOptions {
    /// The options of the call.
    pub fn options(&self) -> CallOptions {
        CallOptions {
            attempt_timeout_ms: self.timeout_ms(),
            total_timeout_ms: self.total_timeout_ms(),
            attempts: self.attempts(),
        }
    }
}
