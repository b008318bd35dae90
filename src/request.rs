//! One attempt of a call as `fetch` takes it.

use js_sys::Object;
use outx_core::operation::Operation;
use wasm_bindgen::prelude::*;

use crate::client::Shared;
use crate::js::set;
use crate::secret::Secret;

/// What an attempt sends, beside its target.
pub struct Request<'a> {
    pub operation: &'a Operation,
    pub secret: Option<&'a Secret>,
    pub body: &'a JsValue,
    pub headers: &'a JsValue,
    pub key: &'a JsValue,
    pub attempt: u32,
    pub signal: JsValue,
}

impl Request<'_> {
    /// The second argument of `fetch`. Redirects are never followed: Node would take the key along to another host.
    pub fn init(self, shared: &Shared) -> JsValue {
        let init: JsValue = Object::new().into();
        set(&init, "method", self.operation.method.as_str());
        set(&init, "redirect", "manual");
        set(&init, "headers", self.header_fields(shared));
        set(&init, "signal", self.signal);
        if !self.body.is_undefined() {
            set(&init, "body", self.body);
        }
        // workerd refuses the option, and no server has cookies to send.
        if shared.options.is_browser() {
            let by_cookie = shared.options.is_gateway() && shared.options.credential().is_undefined();
            set(&init, "credentials", if by_cookie { "include" } else { "omit" });
        }
        init
    }

    fn header_fields(&self, shared: &Shared) -> JsValue {
        let headers: JsValue = match self.headers.is_object() {
            true => Object::assign(&Object::new(), self.headers.unchecked_ref()).into(),
            false => Object::new().into(),
        };
        set(&headers, "accept", "application/json");
        if !self.body.is_undefined() {
            set(&headers, "content-type", "application/json");
        }
        let is_gateway = shared.options.is_gateway();
        match self.secret {
            Some(token) if is_gateway => set(&headers, "authorization", token.header("Bearer ")),
            Some(key) => set(&headers, "x-api-key", key.header("")),
            None => {}
        }
        if is_gateway {
            set(&headers, "x-outx-attempts", self.attempt);
            if !self.key.is_undefined() {
                set(&headers, "idempotency-key", self.key);
            }
            // Who signs in for a token must not get a cookie instead.
            if self.operation.name == "auth.verifyOtp" && !shared.options.credential().is_undefined() {
                set(&headers, "x-outx-session", "token");
            }
        }
        headers
    }
}
