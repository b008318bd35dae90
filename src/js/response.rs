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

    /// Reads a header (`pkg/values.js`).
    #[wasm_bindgen(js_name = readHeader)]
    fn read_header(response: &JsResponse, name: &str) -> JsValue;
}

impl ResponseHead for JsResponse {
    fn status(&self) -> u16 {
        self.js_status()
    }

    fn header(&self, name: &str) -> Option<String> {
        read_header(self, name).as_string()
    }
}
