//! A response of `fetch`.

use outx_core::call::ResponseHead;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A `Response`, or an object that the caller's own `fetch` returned instead.
    #[derive(Clone, Debug)]
    pub type JsResponse;

    #[wasm_bindgen(method, getter, js_name = status)]
    fn js_status(this: &JsResponse) -> u16;

    #[wasm_bindgen(method, getter)]
    fn headers(this: &JsResponse) -> Headers;

    type Headers;

    #[wasm_bindgen(method, catch, js_name = get)]
    fn get_header(this: &Headers, name: &str) -> Result<JsValue, JsValue>;
}

impl ResponseHead for JsResponse {
    fn status(&self) -> u16 {
        self.js_status()
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers().get_header(name).ok()?.as_string()
    }
}
