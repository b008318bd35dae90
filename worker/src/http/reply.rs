//! Answers on their way out.

use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::headers::{
    ALLOW_HEADERS, ALLOW_METHODS, EXPOSE_HEADERS, PREFLIGHT_SECONDS, STATIC_HEADERS,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Response, ResponseInit};

use crate::http::context::RequestContext;
use crate::runtime::js::{object, set};

/// An answer before it becomes a `Response`.
pub struct Reply {
    pub status: u16,
    /// A string, an `ArrayBuffer`, a stream, or nothing.
    pub body: JsValue,
    /// For the log.
    pub code: Option<Code>,
    /// For the log: the operation, or the gateway's own route.
    pub operation: &'static str,
    /// For the log: who.
    pub caller: String,
    headers: Vec<(&'static str, String)>,
}

impl Reply {
    /// An answer in JSON.
    pub fn json(status: u16, body: impl Into<JsValue>) -> Self {
        Self::new(status, body.into()).with("content-type", "application/json")
    }

    /// An answer without a type.
    pub fn new(status: u16, body: JsValue) -> Self {
        Self { status, body, code: None, operation: "-", caller: String::new(), headers: Vec::new() }
    }

    /// A error.
    pub fn error(error: &ApiError, request: &RequestContext) -> Self {
        let mut reply = Self::json(error.status, error.body(&request.request_id).as_str());
        reply.code = Some(error.code);
        if let Some(seconds) = error.retry_after_seconds() {
            reply = reply.with("retry-after", seconds.to_string());
        }
        reply
    }

    /// The same answer with a header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same answer, named for the log.
    pub fn about(mut self, operation: &'static str, caller: &str) -> Self {
        self.operation = operation;
        caller.clone_into(&mut self.caller);
        self
    }

    /// The `Response`, with what every answer carries.
    pub fn into_response(self, request: &RequestContext) -> Response {
        let headers = if request.needs_cors() { cors_headers() } else { static_headers() };
        set(&headers, "x-request-id", &request.request_id.as_str().into());
        for (name, value) in &self.headers {
            set(&headers, name, &value.as_str().into());
        }
        if request.needs_cors() {
            set(&headers, "access-control-allow-origin", &request.origin.as_str().into());
        }
        let init = ResponseInit::new();
        init.set_status(self.status);
        init.set_headers(&headers);
        let body = if self.body.is_undefined() { JsValue::NULL } else { self.body };
        response(&body, &init)
    }
}

/// What every answer carries.
pub fn static_headers() -> JsValue {
    let headers = object(STATIC_HEADERS);
    set(&headers, "vary", &"Origin".into());
    headers
}

/// The same for a page of another, allowed origin, beside `access-control-allow-origin`.
pub fn cors_headers() -> JsValue {
    let headers = static_headers();
    set(&headers, "access-control-allow-credentials", &"true".into());
    set(&headers, "access-control-expose-headers", &EXPOSE_HEADERS.into());
    set(&headers, "cross-origin-resource-policy", &"cross-origin".into());
    headers
}

/// The answer to a preflight of an allowed origin.
pub fn preflight() -> Reply {
    Reply::new(204, JsValue::NULL)
        .with("access-control-allow-methods", ALLOW_METHODS)
        .with("access-control-allow-headers", ALLOW_HEADERS)
        .with("access-control-max-age", PREFLIGHT_SECONDS)
}

/// `new Response(body, init)`.
pub fn response(body: &JsValue, init: &JsValue) -> Response {
    // `new Response` itself, since web-sys has a constructor a kind of body and ours is known at run time only.
    let class: js_sys::Function = crate::runtime::js::get(&js_sys::global(), "Response").unchecked_into();
    let arguments = js_sys::Array::of2(body, init);
    js_sys::Reflect::construct(&class, &arguments).expect("status and headers are of our own making").unchecked_into()
}
