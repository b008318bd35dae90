//! A failure on its way to JavaScript.

use js_sys::Object;
use outx_core::error::Code;
use wasm_bindgen::JsValue;

use crate::js::set;

/// Why a call ends without a value. The face makes an `OutxError` of it.
pub struct Failure {
    pub code: Code,
    pub message: String,
    pub status: Option<u16>,
    pub request_id: Option<String>,
    pub retry_after_ms: Option<f64>,
    pub retryable: bool,
    pub cause: JsValue,
}

impl Failure {
    /// A failure of which nothing more is known.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            status: None,
            request_id: None,
            retry_after_ms: None,
            retryable: false,
            cause: JsValue::UNDEFINED,
        }
    }

    /// The fields as a plain object, marked as ours: whatever else wasm throws is a defect.
    pub fn into_js(self, operation: &str) -> JsValue {
        let fields: JsValue = Object::new().into();
        set(&fields, "outx", true);
        set(&fields, "type", self.code.class().as_str());
        set(&fields, "code", self.code.as_str());
        set(&fields, "operation", operation);
        let mut message = self.message;
        if !message.ends_with(')') {
            message.push_str(" (");
            message.push_str(operation);
            message.push(')');
        }
        set(&fields, "message", message);
        set(&fields, "status", self.status.map_or(JsValue::UNDEFINED, JsValue::from));
        set(&fields, "requestId", self.request_id.map_or(JsValue::UNDEFINED, JsValue::from));
        set(&fields, "retryAfterMs", self.retry_after_ms.map_or(JsValue::UNDEFINED, JsValue::from));
        set(&fields, "retryable", self.retryable);
        set(&fields, "cause", self.cause);
        fields
    }
}
