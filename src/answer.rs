//! An answer, and what is wrong with it.

use js_sys::{Array, JSON, Promise};
use outx_core::number::whole;
use outx_core::operation::{Kind, Operation};
use wasm_bindgen::prelude::*;

use crate::js::{get, get_text};

#[wasm_bindgen]
extern "C" {
    /// A `Response`; or whatever else a caller's own `fetch` gave, which is why reading it may throw.
    pub type Answer;

    #[wasm_bindgen(method, getter)]
    pub fn status(this: &Answer) -> u16;

    #[wasm_bindgen(method, getter)]
    fn headers(this: &Answer) -> Headers;

    #[wasm_bindgen(method, catch)]
    pub fn json(this: &Answer) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn text(this: &Answer) -> Result<Promise, JsValue>;

    type Headers;

    #[wasm_bindgen(method, catch, js_name = get)]
    fn get_header(this: &Headers, name: &str) -> Result<JsValue, JsValue>;

    /// The object of a success, as far as it is read.
    type Body;

    #[wasm_bindgen(method, getter)]
    fn success(this: &Body) -> JsValue;

    #[wasm_bindgen(method, getter)]
    fn api_agent_task_id(this: &Body) -> JsValue;

    #[wasm_bindgen(method, getter)]
    fn data(this: &Body) -> JsValue;
}

impl Answer {
    /// A header, if it is there.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers().get_header(name).ok()?.as_string()
    }
}

/// The body of an error answer, which may be anything: its fields, and its text or one of our own.
pub fn reason(status: u16, body: &JsValue) -> (JsValue, String) {
    let fields = body.as_string().and_then(|text| JSON::parse(&text).ok()).unwrap_or(JsValue::NULL);
    let text = get_text(&fields, "error").filter(|text| !text.is_empty()).unwrap_or_else(|| {
        let mut text = "the server answered ".to_owned();
        text.push_str(&whole(status.into()));
        text.push_str(" without a reason");
        text
    });
    (fields, text)
}

/// What is wrong with the value of a success: it is no object, says that it is none, or lacks the little that the client itself reads.
pub fn flaw(operation: &Operation, value: &JsValue) -> Option<String> {
    if !value.is_object() {
        return Some("the answer is not a JSON object".to_owned());
    }
    let body: &Body = value.unchecked_ref();
    if body.success() == JsValue::FALSE {
        let text = get_text(value, "error").or_else(|| get_text(value, "message"));
        return Some(text.unwrap_or_else(|| "the answer says success: false without a reason".to_owned()));
    }
    let lacks = match operation.name {
        _ if operation.kind.is_task() && !body.api_agent_task_id().is_string() => "the answer names no task",
        "tasks.get" if !get(&body.data(), "status").is_string() => "the answer has no task status",
        _ if operation.kind == Kind::Read && operation.paging.is_some() && !Array::is_array(&body.data()) => {
            "the answer has no list of data"
        }
        _ => return None,
    };
    Some(lacks.to_owned())
}
