//! What JavaScript does for one call: requests, timers, hooks and errors.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The JavaScript side of one call (`pkg/call-host.js`).
    pub type CallHost;

    /// Decodes the percent-encoding of a validated argument, a string or a list of strings.
    #[wasm_bindgen(method, js_name = decodeArgument)]
    pub fn decode_argument(this: &CallHost, name: &str);

    /// Prepares the request: its method, by its place in `pkg/call-host.js`, its path and query, whether it has a body, and whether
    /// it names an idempotency key.
    /// Returns whether the arguments could be written as JSON.
    #[wasm_bindgen(method)]
    pub fn prepare(this: &CallHost, method: u32, target: &str, has_body: bool, needs_idempotency_key: bool) -> bool;

    /// The credential if it is at hand, else a promise of it that is waited for no longer than so many milliseconds.
    #[wasm_bindgen(method, js_name = askCredential)]
    pub fn ask_credential(this: &CallHost, timeout_ms: f64) -> JsValue;

    /// Sends the request, and returns a promise of the response.
    #[wasm_bindgen(method)]
    pub fn send(this: &CallHost, credential: &JsValue, attempt: u32, timeout_ms: f64) -> JsValue;

    /// A promise of the JSON of the response; `undefined` when there is nothing to read it with.
    #[wasm_bindgen(method, js_name = readJson)]
    pub fn read_json(this: &CallHost) -> JsValue;

    /// A promise of the JSON in an error response, of `undefined` when it is not JSON; `undefined` when there is nothing to read
    /// it with.
    #[wasm_bindgen(method, js_name = readError)]
    pub fn read_error(this: &CallHost) -> JsValue;

    /// A promise that resolves after so many milliseconds.
    #[wasm_bindgen(method)]
    pub fn sleep(this: &CallHost, ms: f64) -> JsValue;

    /// Ends the attempt, which failed with this code, and returns a promise that resolves after so many milliseconds; `undefined`
    /// when the caller wants no further attempt.
    #[wasm_bindgen(method)]
    pub fn retry(this: &CallHost, code: &str, delay_ms: f64) -> JsValue;

    /// Ends the attempt and the call with a success, which may have created a task.
    #[wasm_bindgen(method)]
    pub fn succeed(this: &CallHost, created_task: bool);

    /// Ends the attempt, if one is in flight, and creates the error of the call, of the class at this place in
    /// `pkg/error-classes.js`. Its texts are redacted. The status is 0 and the delay negative where there is none.
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
