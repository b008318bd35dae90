//! What a call tells of itself: to its caller in a failure, to hooks and logger on the way.

use js_sys::Object;
use outx_core::error::Code;
use wasm_bindgen::JsValue;

use crate::call::Call;
use crate::failure::Failure;
use crate::js::set;

impl Call {
    /// A failure with what the answer tells, and without the credential, should the answer repeat it.
    pub(crate) fn failure(&self, code: Code, text: &str) -> Failure {
        let mut failure = Failure::new(code, self.redact(text), self.operation);
        if let Some(answer) = self.answer.as_ref().filter(|answer| answer.status() > 0) {
            failure = failure.with("status", answer.status().into());
        }
        if let Some(id) = self.request_id() {
            failure = failure.with("requestId", id);
        }
        failure
    }

    pub(crate) fn redact(&self, text: &str) -> String {
        self.secret.as_ref().map_or_else(|| text.to_owned(), |secret| secret.redact(text))
    }

    pub(crate) fn request_id(&self) -> Option<JsValue> {
        Some(self.redact(&self.answer.as_ref()?.header("x-request-id")?).into())
    }

    /// Tells hooks and logger, if there are any.
    pub(crate) fn notify(&self, event: u8, code: Option<Code>, delay_ms: Option<f64>) {
        if !self.shared.settings.is_observed {
            return;
        }
        let fields: JsValue = Object::new().into();
        let tell = |name: &str, value: JsValue| set(&fields, name, value);
        tell("operation", self.operation.name.into());
        tell("method", self.operation.method.as_str().into());
        tell("url", self.redact(&self.url.as_string().unwrap_or_default()).into());
        tell("attempt", self.attempts.into());
        if let Some(answer) = &self.answer {
            tell("status", answer.status().into());
            tell("requestId", self.request_id().unwrap_or_default());
        }
        if let Some(ms) = delay_ms {
            tell("delayMs", ms.into());
        }
        if let Some(code) = code {
            tell("code", code.as_str().into());
        }
        self.context.notify(event, &fields);
    }
}
