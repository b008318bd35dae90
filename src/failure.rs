//! A failure on its way to JavaScript.

use js_sys::Object;
use outx_core::error::Code;
use outx_core::operation::Operation;
use wasm_bindgen::JsValue;

use crate::js::set;

/// Why a call ends without a value. Its fields are a JavaScript object from the start, of which the face makes an `OutxError`.
pub struct Failure {
    pub code: Code,
    fields: JsValue,
}

impl Failure {
    /// A failure of which nothing more is known. It is marked as ours: whatever else the wasm throws is a defect.
    pub fn new(code: Code, mut message: String, operation: &Operation) -> Self {
        let fields: JsValue = Object::new().into();
        set(&fields, "outx", true.into());
        set(&fields, "type", (code.class() as u32).into());
        set(&fields, "code", code.as_str().into());
        set(&fields, "operation", operation.name.into());
        // The words about an argument name the operation already.
        if !message.strip_suffix(')').is_some_and(|rest| rest.ends_with(operation.name)) {
            message.push_str(" (");
            message.push_str(operation.name);
            message.push(')');
        }
        set(&fields, "message", message.into());
        Self { code, fields }
    }

    /// The failure with a further field.
    pub fn with(self, name: &str, value: JsValue) -> Self {
        set(&self.fields, name, value);
        self
    }

    /// The failure as one that the same call may be made again after.
    pub fn retryable(self) -> Self {
        self.with("retryable", true.into())
    }

    pub fn into_js(self) -> JsValue {
        self.fields
    }
}
