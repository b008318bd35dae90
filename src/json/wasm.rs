//! JSON as JavaScript values.

use js_sys::{Array, JSON, Object};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use crate::convert;
use crate::js_value::{Js, get, set};
use crate::mismatch::Mismatch;

/// A JSON value, which a [`Transport`](crate::transport::Transport) returns as the body of a response. In wasm it is a JavaScript value, such
/// as `Response.json()` resolves to.
#[derive(Clone)]
pub struct Json(Js);

/// The value as `outx-core` reads it.
pub(crate) type View<'a> = Js;

impl Json {
    /// Parses the body of a response; `None` when it is not JSON. As in a browser, a byte order mark is skipped, and bytes that are not UTF-8
    /// are replaced.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        JSON::parse(&String::from_utf8_lossy(body)).ok().map(Self::from_js)
    }

    /// Wraps a value that JavaScript has parsed.
    pub fn from_js(value: JsValue) -> Self {
        Self(Js(value))
    }

    /// Converts a Rust value to JSON. The error says why it cannot be converted.
    pub(crate) fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, String> {
        convert::serialize(value).map(Self::from_js)
    }

    /// An object without fields.
    pub(crate) fn empty_object() -> Self {
        Self::from_js(Object::new().into())
    }

    /// `null`
    pub(crate) fn null() -> Self {
        Self::from_js(JsValue::NULL)
    }

    /// Converts the JSON to a Rust type.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, Mismatch> {
        convert::deserialize(self.0.0.clone())
    }

    /// The value as `outx-core` reads it.
    pub(crate) fn view(&self) -> View<'_> {
        self.0.clone()
    }

    /// A field of an object; `undefined` when it is missing.
    pub(crate) fn field(&self, name: &str) -> Self {
        Self::from_js(get(&self.0.0, name))
    }

    /// Its JSON text.
    pub(crate) fn to_text(&self) -> Option<String> {
        JSON::stringify(&self.0.0).ok()?.as_string()
    }

    /// The same object with a field set to a string.
    pub(crate) fn with_text(self, name: &str, text: &str) -> Self {
        self.with(name, text.into())
    }

    /// The same object with a field set to a number.
    pub(crate) fn with_number(self, name: &str, number: u32) -> Self {
        self.with(name, number.into())
    }

    /// The same object with `change` applied to a field, which is a string or a list of strings.
    pub(crate) fn with_changed_text(self, name: &str, change: impl Fn(&str) -> String) -> Self {
        let one = |value: JsValue| value.as_string().map_or(value, |text| change(&text).into());
        let changed = match get(&self.0.0, name).dyn_into::<Array>() {
            Ok(list) => list.iter().map(one).collect::<Array>().into(),
            Err(value) => one(value),
        };
        self.with(name, changed)
    }

    /// The same object with the fields of another one.
    pub(crate) fn with_fields_of(self, other: &Self) -> Self {
        let object = Object::assign(&Object::new(), self.0.0.unchecked_ref());
        Self::from_js(Object::assign(&object, other.0.0.unchecked_ref()).into())
    }

    fn with(self, name: &str, value: JsValue) -> Self {
        // A copy, because clones of a `Json` share their object, and later pages of a list start from the arguments of the first one.
        let object = Object::assign(&Object::new(), self.0.0.unchecked_ref());
        set(&object, name, value);
        Self::from_js(object.into())
    }
}
