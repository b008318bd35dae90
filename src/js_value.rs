//! JavaScript values as `outx-core` reads them.

use js_sys::{Array, Object};
use outx_core::call::{Value, ValueKind};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds of a clock that is never set.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub fn steady_ms() -> f64;

    /// An object that is read and written by name: `Reflect` would need each name as a JavaScript string.
    type Fields;
    #[wasm_bindgen(method, structural, indexing_getter, catch)]
    fn field(this: &Fields, name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set_field(this: &Fields, name: &str, value: JsValue);

    // The standard library's check of UTF-8 would add a kilobyte to the download.
    #[wasm_bindgen(js_name = decodeURIComponent, catch)]
    fn decode_uri_component(text: &str) -> Result<JsValue, JsValue>;

    type Body;
    #[wasm_bindgen(method, getter)]
    fn success(this: &Body) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn data(this: &Body) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn api_agent_task_id(this: &Body) -> JsValue;
}

/// A JavaScript value that core can read.
#[derive(Clone, Debug)]
pub struct Js(pub JsValue);

impl Value for Js {
    fn kind(&self) -> ValueKind {
        match &self.0 {
            value if value.is_undefined() => ValueKind::Missing,
            value if value.is_null() => ValueKind::Null,
            value if value.is_string() => ValueKind::Text,
            value if value.as_bool().is_some() => ValueKind::Bool,
            value if value.as_f64().is_some() => ValueKind::Number,
            value if Array::is_array(value) => ValueKind::List,
            value if value.is_object() => ValueKind::Object,
            _ => ValueKind::Other,
        }
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    // Called from three places: inlined, it enlarges the download.
    #[inline(never)]
    fn percent_decoded(text: &str) -> Option<String> {
        decode_uri_component(text).ok()?.as_string()
    }

    fn is_lossy(&self, text: &str) -> bool {
        // A lone surrogate becomes U+FFFD, which may also be a character of the string.
        text.as_bytes().windows(3).any(|bytes| bytes == [0xef, 0xbf, 0xbd]) && self.0 != JsValue::from_str(text)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn bool(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn len(&self) -> usize {
        self.0.dyn_ref::<Array>().map_or(0, |list| list.length() as usize)
    }

    fn item(&self, index: usize) -> Self {
        Self(self.0.dyn_ref::<Array>().map_or(JsValue::UNDEFINED, |list| list.get(index as u32)))
    }

    fn field(&self, name: &str) -> Self {
        // The fields of every response: their names are in the glue, where a string of the wasm is decoded each time.
        let body: &Body = self.0.unchecked_ref();
        Self(match name {
            _ if !self.0.is_object() => JsValue::UNDEFINED,
            "success" => body.success(),
            "data" => body.data(),
            "api_agent_task_id" => body.api_agent_task_id(),
            _ => get(&self.0, name),
        })
    }

    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        // Not by class: an object of another realm, or one without a prototype, is not an instance of this realm's Object.
        if self.0.is_object() {
            let keys = Self(Object::keys(self.0.unchecked_ref::<Object>()).into());
            for index in 0..keys.len() {
                if let Some(name) = keys.item(index).text() {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// A property, or `undefined` where there is none or reading it throws.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    match object.is_object() {
        true => object.unchecked_ref::<Fields>().field(name).unwrap_or(JsValue::UNDEFINED),
        false => JsValue::UNDEFINED,
    }
}

/// A property that is a string.
pub fn get_text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}

/// Sets a property of an object that was created here, which cannot fail.
pub fn set(object: &JsValue, name: &str, value: JsValue) {
    object.unchecked_ref::<Fields>().set_field(name, value);
}
