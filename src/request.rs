//! One attempt of a call as `fetch` takes it.

use js_sys::{Function, Object, Promise};
use outx_core::operation::{Method, Operation};
use wasm_bindgen::prelude::*;

use crate::options::{Credential, Settings};
use crate::secret::Secret;

#[wasm_bindgen]
extern "C" {
    // By setters, whose names stand in the glue: a string out of the wasm is decoded each time.
    type Init;
    #[wasm_bindgen(method, setter)]
    fn set_method(this: &Init, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_redirect(this: &Init, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_credentials(this: &Init, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_headers(this: &Init, value: &HeaderFields);
    #[wasm_bindgen(method, setter)]
    fn set_signal(this: &Init, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_body(this: &Init, value: &JsValue);

    type HeaderFields;
    #[wasm_bindgen(method, setter)]
    fn set_accept(this: &HeaderFields, value: &JsValue);
    #[wasm_bindgen(method, setter, js_name = "content-type")]
    fn set_content_type(this: &HeaderFields, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_authorization(this: &HeaderFields, value: &JsValue);
    #[wasm_bindgen(method, setter, js_name = "x-api-key")]
    fn set_key(this: &HeaderFields, value: &JsValue);
    #[wasm_bindgen(method, setter, js_name = "x-outx-attempts")]
    fn set_attempts(this: &HeaderFields, value: u32);
    #[wasm_bindgen(method, setter, js_name = "idempotency-key")]
    fn set_idempotency_key(this: &HeaderFields, value: &JsValue);
    #[wasm_bindgen(method, setter, js_name = "x-outx-session")]
    fn set_session(this: &HeaderFields, value: &str);

    // Asked for by name at each call: a page may have put another in its place since.
    #[wasm_bindgen(catch)]
    fn fetch(url: &JsValue, init: &Init) -> Result<Promise, JsValue>;
}

/// The strings that every attempt sends, made once for a client.
pub struct Words {
    methods: [JsValue; 4],
    manual: JsValue,
    json: JsValue,
    /// `undefined` where `fetch` is not to be told.
    credentials: JsValue,
}

impl Words {
    pub fn new(settings: &Settings) -> Self {
        let by_cookie = settings.is_gateway() && matches!(settings.credential, Credential::None);
        Self {
            methods: [Method::Get, Method::Post, Method::Put, Method::Delete].map(|method| method.as_str().into()),
            manual: "manual".into(),
            json: "application/json".into(),
            // workerd refuses the option, and no server has cookies to send.
            credentials: match settings.is_browser {
                true if by_cookie => "include".into(),
                true => "omit".into(),
                false => JsValue::UNDEFINED,
            },
        }
    }
}

/// What an attempt sends.
pub struct Request<'a> {
    pub operation: &'a Operation,
    pub url: &'a JsValue,
    pub secret: Option<&'a Secret>,
    pub body: &'a JsValue,
    pub headers: &'a JsValue,
    pub key: &'a JsValue,
    pub attempt: u32,
    pub signal: JsValue,
}

impl Request<'_> {
    /// Sends it. Redirects are never followed: Node would take the key along to another host.
    pub fn send(self, settings: &Settings, words: &Words) -> Result<Promise, JsValue> {
        let init: Init = Object::new().unchecked_into();
        init.set_method(&words.methods[self.operation.method as usize]);
        init.set_redirect(&words.manual);
        init.set_headers(&self.header_fields(settings, words));
        init.set_signal(&self.signal);
        if !self.body.is_undefined() {
            init.set_body(self.body);
        }
        if !words.credentials.is_undefined() {
            init.set_credentials(&words.credentials);
        }
        match &settings.fetch {
            Some(own) => {
                Function::call2(own, &JsValue::UNDEFINED, self.url, &init).map(|answer| Promise::resolve(&answer))
            }
            None => fetch(self.url, &init),
        }
    }

    fn header_fields(&self, settings: &Settings, words: &Words) -> HeaderFields {
        let headers = Object::new();
        if self.headers.is_object() {
            Object::assign(&headers, self.headers.unchecked_ref());
        }
        let headers: HeaderFields = headers.unchecked_into();
        headers.set_accept(&words.json);
        if !self.body.is_undefined() {
            headers.set_content_type(&words.json);
        }
        match self.secret {
            Some(token) if settings.is_gateway() => headers.set_authorization(&token.bearer()),
            Some(key) => headers.set_key(key.as_js()),
            None => {}
        }
        if settings.is_gateway() {
            headers.set_attempts(self.attempt);
            if !self.key.is_undefined() {
                headers.set_idempotency_key(self.key);
            }
            // Who signs in for a token must not get a cookie instead.
            if self.operation.name == "auth.verifyOtp" && !matches!(settings.credential, Credential::None) {
                headers.set_session("token");
            }
        }
        headers
    }
}
