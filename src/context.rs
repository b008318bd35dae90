//! What the JavaScript face lends to a call: timers, abort, dice, observers.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The face's side of one call (`pkg/context.js`).
    pub type Context;

    /// Begins an attempt, or another wait on somebody else, of at most so many milliseconds and gives the `AbortSignal` that ends it.
    #[wasm_bindgen(method)]
    pub fn attempt(this: &Context, ms: f64) -> JsValue;

    /// Ends the attempt's timer.
    #[wasm_bindgen(method)]
    pub fn settle(this: &Context);

    /// Ends the attempt's timer, and its connection, whose answer may not have been read.
    #[wasm_bindgen(method, js_name = giveUp)]
    pub fn give_up(this: &Context);

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
