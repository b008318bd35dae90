//! JavaScript's own services: clock, dice, log, fetch.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use outx_core::gateway::http::headers::{EXPOSE_HEADERS, STATIC_HEADERS, TO_UPSTREAM};
use wasm_bindgen::intern;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What every request says to JavaScript besides the pairs of `outx_core::gateway::http::headers`.
const INTERNED: [&str; 35] = [
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

/// Makes the strings that every request needs cross the border as references: decoding some fifty of them anew was a third of
/// a request's time in this Worker.
pub fn intern_strings() {
    let pairs = STATIC_HEADERS.iter().chain(&TO_UPSTREAM).flat_map(|&(name, value)| [name, value]);
    pairs.chain(INTERNED).chain([EXPOSE_HEADERS]).for_each(|said| {
        intern(said);
    });
}

/// Milliseconds since 1970.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Random bytes from the runtime's own generator.
pub fn random<const N: usize>() -> [u8; N] {
    let array = Uint8Array::new_with_length(N as u32);
    get_random_values(&array);
    let mut bytes = [0; N];
    array.copy_to(&mut bytes);
    bytes
}

/// A new random id.
pub fn random_id() -> String {
    random_uuid()
}

/// A promise that is kept after `ms`.
pub fn delay(ms: u32) -> Promise {
    Promise::new(&mut |resolve, _| {
        set_timeout(&resolve, ms);
    })
}

/// A time limit for several waits. Its timer ends with it.
pub struct Deadline {
    timer: JsValue,
    over: Promise,
}

impl Deadline {
    /// A limit of `ms` from now on.
    pub fn new(ms: u32) -> Self {
        let mut timer = JsValue::UNDEFINED;
        let over = Promise::new(&mut |resolve, _| timer = set_timeout(&resolve, ms));
        Self { timer, over }
    }

    /// What `promise` becomes; `None` when the limit is reached first.
    pub async fn wait(&self, promise: Promise) -> Option<Result<JsValue, JsValue>> {
        let first = Promise::race(&Array::of2(&promise, &self.over));
        let settled = JsFuture::from(first).await;
        // The timer resolves with nothing, a read always with an object.
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

/// The global `fetch`: an answer's head, or what it was rejected with.
pub async fn fetch(url: &str, init: &JsValue) -> Result<Response, JsValue> {
    fetch_by(&js_sys::global(), &url.into(), init).await
}

/// The same by a binding of the Worker's; `what` is a URL or a `Request`. Fails where there is no such binding.
pub async fn fetch_by(fetcher: &JsValue, what: &JsValue, init: &JsValue) -> Result<Response, JsValue> {
    let fetch: Function = get(fetcher, "fetch").dyn_into()?;
    let sent: Promise = fetch.call2(fetcher, what, init)?.unchecked_into();
    JsFuture::from(sent).await.map(JsCast::unchecked_into)
}

/// An object's property; `undefined` when there is none.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    // Asked of nothing it would throw, and each exception that crosses the border keeps a place in the table of references for good.
    if object.is_null() || object.is_undefined() {
        return JsValue::UNDEFINED;
    }
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A plain object of these strings.
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> JsValue {
    let object: JsValue = Object::new().into();
    for (name, value) in fields {
        set(&object, name, &value.into());
    }
    object
}

/// Sets a property of an object of our own, which cannot be refused.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
