//! What the JavaScript face lends to a call: timers, abort, dice, observers.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The face's side of one call (`pkg/context.js`).
    pub type Context;

    /// Begins an attempt of at most so many milliseconds and gives the `AbortSignal` that ends it.
    #[wasm_bindgen(method)]
    pub fn attempt(this: &Context, ms: f64) -> JsValue;

    /// Ends the attempt's timer.
    #[wasm_bindgen(method)]
    pub fn settle(this: &Context);

    /// Whether the attempt's time was spent.
    #[wasm_bindgen(method, getter, js_name = timedOut)]
    pub fn timed_out(this: &Context) -> bool;

    /// A promise that settles after so many milliseconds.
    #[wasm_bindgen(method)]
    pub fn sleep(this: &Context, ms: f64) -> Promise;

    /// A new idempotency key.
    #[wasm_bindgen(method, js_name = newKey)]
    pub fn new_key(this: &Context) -> JsValue;

    /// Tells hooks and logger: 0 request, 1 response, 2 retry.
    #[wasm_bindgen(method)]
    pub fn notify(this: &Context, event: u8, fields: &JsValue);

    /// Hands over a renewed session token.
    #[wasm_bindgen(method)]
    pub fn renewed(this: &Context, token: JsValue);
}

#[wasm_bindgen]
extern "C" {
    /// A `Response`, also one that a caller's own `fetch` made.
    pub type Answer;

    #[wasm_bindgen(method, getter)]
    pub fn status(this: &Answer) -> u16;

    #[wasm_bindgen(method, getter)]
    pub fn headers(this: &Answer) -> Headers;

    #[wasm_bindgen(method, catch)]
    pub fn json(this: &Answer) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn text(this: &Answer) -> Result<Promise, JsValue>;

    /// The headers of an [`Answer`].
    pub type Headers;

    #[wasm_bindgen(method, js_name = get)]
    pub fn header(this: &Headers, name: &str) -> Option<String>;
}
