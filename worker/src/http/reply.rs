//! Builds outgoing responses.

use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::headers::{
    ALLOW_HEADERS, ALLOW_METHODS, EXPOSE_HEADERS, PREFLIGHT_SECONDS, STATIC_HEADERS,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Response, ResponseInit};

use crate::http::context::RequestContext;
use crate::runtime::js::{object, set};

/// A response that is not yet converted to a `Response`.
pub struct Reply {
    pub status: u16,
    /// A string, a `Uint8Array`, a stream, or `null`.
    pub body: JsValue,
    /// Error code, for the log.
    pub code: Option<Code>,
    /// Name of the operation or of the gateway's own route, for the log.
    pub operation: &'static str,
    /// Hash of the caller, for the log.
    pub caller: String,
    /// Whether it repeats the stored response of an earlier write.
    pub is_repeated: bool,
    headers: Vec<(&'static str, String)>,
}

impl Reply {
    /// A JSON response.
    pub fn json(status: u16, body: impl Into<JsValue>) -> Self {
        Self::new(status, body.into()).with("content-type", "application/json")
    }

    /// A response without `content-type`.
    pub fn new(status: u16, body: JsValue) -> Self {
        let (operation, caller, headers) = ("-", String::new(), Vec::new());
        Self { status, body, code: None, operation, caller, is_repeated: false, headers }
    }

    /// An error response.
    pub fn error(error: &ApiError, request: &RequestContext) -> Self {
        let mut reply = Self::json(error.status, error.body(&request.request_id).as_str());
        reply.code = Some(error.code);
        if let Some(seconds) = error.retry_after_seconds() {
            reply = reply.with("retry-after", seconds.to_string());
        }
        reply
    }

    /// Adds a header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// A header that was added.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The same reply, marked as the stored response of an earlier write.
    pub fn repeated(mut self) -> Self {
        self.is_repeated = true;
        self
    }

    /// Sets operation and caller for the log.
    pub fn about(mut self, operation: &'static str, caller: &str) -> Self {
        self.operation = operation;
        caller.clone_into(&mut self.caller);
        self
    }

    /// Converts to a `Response` and adds the headers of every response.
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

/// The headers of every response.
pub fn static_headers() -> JsValue {
    let headers = object(STATIC_HEADERS);
    set(&headers, "vary", &"Origin".into());
    headers
}

/// The headers of every response to a page of another, allowed origin, without `access-control-allow-origin`.
pub fn cors_headers() -> JsValue {
    let headers = static_headers();
    set(&headers, "access-control-allow-credentials", &"true".into());
    set(&headers, "access-control-expose-headers", &EXPOSE_HEADERS.into());
    set(&headers, "cross-origin-resource-policy", &"cross-origin".into());
    headers
}

/// The response to a preflight request of an allowed origin.
pub fn preflight() -> Reply {
    Reply::new(204, JsValue::NULL)
        .with("access-control-allow-methods", ALLOW_METHODS)
        .with("access-control-allow-headers", ALLOW_HEADERS)
        .with("access-control-max-age", PREFLIGHT_SECONDS)
}

/// `new Response(body, init)`.
pub fn response(body: &JsValue, init: &JsValue) -> Response {
    // web-sys has one constructor per type of body, but the type is known at run time only.
    let class: js_sys::Function = crate::runtime::js::get(&js_sys::global(), "Response").unchecked_into();
    let arguments = js_sys::Array::of2(body, init);
    js_sys::Reflect::construct(&class, &arguments).expect("status and headers are valid").unchecked_into()
}
