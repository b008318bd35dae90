//! The callbacks of one call that JavaScript implements: requests, timers, hooks and errors.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The JavaScript side of one call (`pkg/call-host.js`).
    pub type CallHost;

    /// Decodes the percent-encoding of a validated argument, a string or a list of strings.
    #[wasm_bindgen(method, js_name = decodeArgument)]
    pub fn decode_argument(this: &CallHost, name: &str);

    /// Prepares the request, and returns whether the arguments could be written as JSON. `method` is an index of the list of methods in
    /// `pkg/call-host.js`, `target` the path and query.
    #[wasm_bindgen(method)]
    pub fn prepare(this: &CallHost, method: u32, target: &str, has_body: bool, needs_idempotency_key: bool) -> bool;

    /// Returns the credential if it is available at once, else a promise of it, which JavaScript awaits for `timeout_ms` milliseconds at most.
    #[wasm_bindgen(method, js_name = askCredential)]
    pub fn ask_credential(this: &CallHost, timeout_ms: f64) -> JsValue;

    /// Sends the request and returns a promise of the response.
    #[wasm_bindgen(method)]
    pub fn send(this: &CallHost, credential: &JsValue, attempt: u32, timeout_ms: f64) -> JsValue;

    /// Returns a promise of the JSON of the response; `undefined` when the caller's own `fetch` returned something that cannot be read.
    #[wasm_bindgen(method, js_name = readJson)]
    pub fn read_json(this: &CallHost) -> JsValue;

    /// Returns a promise of the JSON of an error response, which resolves to `undefined` when the body is not JSON. Returns `undefined` when
    /// the caller's own `fetch` returned something that cannot be read.
    #[wasm_bindgen(method, js_name = readError)]
    pub fn read_error(this: &CallHost) -> JsValue;

    /// Returns a promise that resolves after `ms` milliseconds.
    #[wasm_bindgen(method)]
    pub fn sleep(this: &CallHost, ms: f64) -> JsValue;

    /// Ends the attempt, which failed with this code, and returns a promise that resolves after `delay_ms` milliseconds. Returns `undefined`
    /// when the caller wants no further attempt.
    #[wasm_bindgen(method)]
    pub fn retry(this: &CallHost, code: &str, delay_ms: f64) -> JsValue;

    /// Ends the attempt and the call with a success. `created_task` says that the response names a new task.
    #[wasm_bindgen(method)]
    pub fn succeed(this: &CallHost, created_task: bool);

    /// Ends the attempt, if one is in flight, and creates the error of the call with redacted texts. `class` is an index of the list in
    /// `pkg/error-classes.js`. `status` is 0 without a response, and `retry_after_ms` negative without a delay.
    #[wasm_bindgen(method)]
    pub fn fail(
        this: &CallHost,
        class: u32,
        code: &str,
        message: &str,
        retryable: bool,
        request_id: &JsValue,
        status: u16,
        retry_after_ms: f64,
    );

    /// Whether the time limit of the attempt, or of the credential, was reached.
    #[wasm_bindgen(method, getter, js_name = timedOut)]
    pub fn timed_out(this: &CallHost) -> bool;
}
