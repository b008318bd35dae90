//! What a call tells of itself: to its caller in a failure, to hooks and logger on the way.

use js_sys::Object;
use outx_core::error::Code;
use wasm_bindgen::JsValue;

use crate::answer::Answer;
use crate::call::Call;
use crate::failure::Failure;
use crate::js::set;

impl Call {
    /// A failure with what the answer tells, and without the credential, should the answer repeat it.
    pub(crate) fn failure(&self, code: Code, text: &str) -> Failure {
        let answer = self.answer.as_ref();
        Failure {
            status: answer.map(Answer::status).filter(|&status| status > 0),
            request_id: answer.and_then(|answer| answer.header("x-request-id")).map(|id| self.redact(&id)),
            ..Failure::new(code, self.redact(text))
        }
    }

    pub(crate) fn redact(&self, text: &str) -> String {
        self.secret.as_ref().map_or_else(|| text.to_owned(), |secret| secret.redact(text))
    }

    /// Tells hooks and logger, if there are any.
    pub(crate) fn notify(&self, event: u8, more: impl FnOnce(&JsValue)) {
        if !self.shared.settings.is_observed {
            return;
        }
        let fields: JsValue = Object::new().into();
        set(&fields, "operation", self.operation.name);
        set(&fields, "method", self.operation.method.as_str());
        set(&fields, "url", self.redact(&self.url.as_string().unwrap_or_default()));
        set(&fields, "attempt", self.attempts);
        if let Some(answer) = &self.answer {
            set(&fields, "status", answer.status());
            let id = answer.header("x-request-id").map(|id| self.redact(&id));
            set(&fields, "requestId", id.map_or(JsValue::UNDEFINED, JsValue::from));
        }
        more(&fields);
        self.context.notify(event, &fields);
    }
}
