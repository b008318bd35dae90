//! JavaScript APIs: clock, randomness, timers, log, fetch.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use outx_core::gateway::http::headers::{EXPOSE_HEADERS, STATIC_HEADERS, TO_UPSTREAM};
use wasm_bindgen::intern;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Strings that every request passes to JavaScript, besides the pairs of `outx_core::gateway::http::headers`.
const INTERNED: [&str; 36] = [
    "GET",
    "Origin",
    "POST",
    "Response",
    "accept",
    "access-control-allow-credentials",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "application/json",
    "authorization",
    "body",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "cross-origin",
    "cross-origin-resource-policy",
    "fetch",
    "headers",
    "idempotency-key",
    "manual",
    "method",
    "origin",
    "redirect",
    "retry-after",
    "sec-fetch-site",
    "signal",
    "status",
    "traceparent",
    "true",
    "vary",
    "x-api-key",
    "x-outx-client",
    "x-outx-session",
    "x-outx-session-id",
    "x-request-id",
];

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = log)]
    fn console_log(line: &str);

    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(array: &Uint8Array);

    #[wasm_bindgen(js_namespace = crypto, js_name = randomUUID)]
    fn random_uuid() -> String;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(then: &Function, ms: u32) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue);
}

/// Interns the strings that every request passes to JavaScript, so that they are passed by reference: decoding some fifty of them took a
/// third of a request's time in this Worker.
pub fn intern_strings() {
    let pairs = STATIC_HEADERS.iter().chain(&TO_UPSTREAM).flat_map(|&(name, value)| [name, value]);
    pairs.chain(INTERNED).chain([EXPOSE_HEADERS]).for_each(|string| {
        intern(string);
    });
}

/// The first digits of the SHA-256 of this wasm, which `entry.js` knows.
pub fn build() -> Option<String> {
    get(&js_sys::global(), "__outx_build").as_string()
}

/// Milliseconds since 1970.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Cryptographically secure random bytes.
pub fn random<const N: usize>() -> [u8; N] {
    let array = Uint8Array::new_with_length(N as u32);
    get_random_values(&array);
    let mut bytes = [0; N];
    array.copy_to(&mut bytes);
    bytes
}

/// A random UUID.
pub fn random_id() -> String {
    random_uuid()
}

/// A promise that resolves after `ms`.
pub fn delay(ms: u32) -> Promise {
    Promise::new(&mut |resolve, _| {
        set_timeout(&resolve, ms);
    })
}

/// A deadline for several waits. Its timer is cleared on drop.
pub struct Deadline {
    timer: JsValue,
    reached: Promise,
}

impl Deadline {
    /// A deadline in `ms` from now.
    pub fn new(ms: u32) -> Self {
        let mut timer = JsValue::UNDEFINED;
        let reached = Promise::new(&mut |resolve, _| timer = set_timeout(&resolve, ms));
        Self { timer, reached }
    }

    /// The result of `promise`; `None` when the deadline is reached first.
    pub async fn wait(&self, promise: Promise) -> Option<Result<JsValue, JsValue>> {
        let first = Promise::race(&Array::of2(&promise, &self.reached));
        let settled = JsFuture::from(first).await;
        // The timer resolves with undefined, a read always with an object.
        if matches!(&settled, Ok(value) if value.is_undefined()) { None } else { Some(settled) }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
    }
}

/// Writes a line to the Worker's log.
pub fn log(line: &str) {
    console_log(line);
}

/// The global `fetch`. The error is the JavaScript value that the promise was rejected with.
pub async fn fetch(url: &str, init: &JsValue) -> Result<Response, JsValue> {
    fetch_by(&js_sys::global(), &url.into(), init).await
}

/// `fetch` of a binding; `resource` is a URL or a `Request`. Fails if the binding does not exist.
pub async fn fetch_by(fetcher: &JsValue, resource: &JsValue, init: &JsValue) -> Result<Response, JsValue> {
    let fetch: Function = get(fetcher, "fetch").dyn_into()?;
    let response: Promise = fetch.call2(fetcher, resource, init)?.unchecked_into();
    JsFuture::from(response).await.map(JsCast::unchecked_into)
}

/// A property of an object; `undefined` if it does not exist.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    // `Reflect.get` throws for null and undefined, and each exception passed to wasm leaks an entry of the reference table.
    if object.is_null() || object.is_undefined() {
        return JsValue::UNDEFINED;
    }
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Creates a plain object with string properties.
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> JsValue {
    let object: JsValue = Object::new().into();
    for (name, value) in fields {
        set(&object, name, &value.into());
    }
    object
}

/// Sets a property of a plain object, which cannot fail.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
