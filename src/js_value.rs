//! Lets `outx-core` read JavaScript values.

use js_sys::{Array, Object};
use outx_core::call::{Value, ValueKind};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds of the monotonic clock.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub fn steady_ms() -> f64;

    type Body;
    #[wasm_bindgen(method, getter)]
    fn success(this: &Body) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn data(this: &Body) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn api_agent_task_id(this: &Body) -> JsValue;
}

/// Functions of `pkg/values.js`, for the npm package. Each replaces several calls of wasm-bindgen's glue. None throws: the glue would have to
/// catch and store the exception for the wasm.
#[cfg(not(feature = "client"))]
mod reading {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = kindOf)]
        pub fn kind_of(value: &JsValue) -> u32;
        #[wasm_bindgen(js_name = numberOf)]
        pub fn number_of(value: &JsValue) -> f64;
        #[wasm_bindgen(js_name = readField)]
        pub fn read_field(object: &JsValue, name: &str) -> JsValue;
        // The standard library's check of UTF-8 would add a kilobyte to the download.
        #[wasm_bindgen(js_name = percentDecode)]
        pub fn percent_decode(text: &str) -> JsValue;
    }
}

/// The same functions for Rust applications, which do not have `pkg/values.js`.
#[cfg(feature = "client")]
mod reading {
    use js_sys::Array;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        /// An object whose properties are read and written by name. `Reflect` would need each name as a JavaScript string.
        type Fields;
        #[wasm_bindgen(method, structural, indexing_setter)]
        fn set_field(this: &Fields, name: &str, value: JsValue);
        #[wasm_bindgen(method, structural, indexing_getter, catch)]
        fn field(this: &Fields, name: &str) -> Result<JsValue, JsValue>;
        #[wasm_bindgen(js_name = decodeURIComponent, catch)]
        fn decode_uri_component(text: &str) -> Result<JsValue, JsValue>;
    }

    pub fn kind_of(value: &JsValue) -> u32 {
        match value {
            value if value.is_undefined() => 0,
            value if value.is_null() => 1,
            value if value.is_string() => 4,
            value if value.as_bool().is_some() => 2,
            value if value.as_f64().is_some() => 3,
            value if Array::is_array(value) => 5,
            value if value.is_object() => 6,
            _ => 7,
        }
    }

    pub fn number_of(value: &JsValue) -> f64 {
        value.as_f64().unwrap_or(f64::NAN)
    }

    pub fn read_field(object: &JsValue, name: &str) -> JsValue {
        let fields = object.unchecked_ref::<Fields>();
        if object.is_object() { fields.field(name).unwrap_or(JsValue::UNDEFINED) } else { JsValue::UNDEFINED }
    }

    /// Sets a property of a plain object without setters, which cannot throw.
    pub fn set(object: &JsValue, name: &str, value: JsValue) {
        object.unchecked_ref::<Fields>().set_field(name, value);
    }

    pub fn percent_decode(text: &str) -> JsValue {
        decode_uri_component(text).unwrap_or(JsValue::UNDEFINED)
    }
}

#[cfg(feature = "client")]
pub use reading::set;

/// A JavaScript value that `outx-core` can read.
#[derive(Clone, Debug)]
pub struct Js(pub JsValue);

impl Value for Js {
    fn kind(&self) -> ValueKind {
        match reading::kind_of(&self.0) {
            0 => ValueKind::Missing,
            1 => ValueKind::Null,
            2 => ValueKind::Bool,
            3 => ValueKind::Number,
            4 => ValueKind::Text,
            5 => ValueKind::List,
            6 => ValueKind::Object,
            _ => ValueKind::Other,
        }
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    // It is called from three places, and inlining it enlarges the wasm.
    #[inline(never)]
    fn percent_decoded(text: &str) -> Option<String> {
        reading::percent_decode(text).as_string()
    }

    fn is_lossy(&self, text: &str) -> bool {
        // A lone surrogate becomes U+FFFD, which may also be a character of the string.
        text.as_bytes().windows(3).any(|bytes| bytes == [0xef, 0xbf, 0xbd]) && self.0 != JsValue::from_str(text)
    }

    fn number(&self) -> Option<f64> {
        Some(reading::number_of(&self.0)).filter(|number| !number.is_nan())
    }

    fn bool(&self) -> Option<bool> {
        (self.kind() == ValueKind::Bool).then(|| self.0 == JsValue::TRUE)
    }

    fn len(&self) -> usize {
        if self.kind() == ValueKind::List { self.0.unchecked_ref::<Array>().length() as usize } else { 0 }
    }

    fn item(&self, index: usize) -> Self {
        let list: &Array = self.0.unchecked_ref();
        Self(if index < self.len() { list.get(index as u32) } else { JsValue::UNDEFINED })
    }

    fn field(&self, name: &str) -> Self {
        // The fields of every response have getters in the glue. Any other name is a string of the wasm, which is decoded at each read.
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
        // Not `instanceof`: an object of another realm, or one without a prototype, is not an instance of this realm's Object.
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

/// Reads a property; `undefined` where there is none or reading it throws.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    reading::read_field(object, name)
}

/// Reads a property that is a string.
pub fn get_text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}
