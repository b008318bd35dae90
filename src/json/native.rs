//! JSON as `serde_json` values.

use std::sync::Arc;

use outx_core::call::JsonView;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as JsonValue};

use crate::mismatch::Mismatch;

/// A JSON value, which a [`Transport`](crate::transport::Transport) returns as the body of a response.
///
/// ```
/// use outx_client::transport::Json;
///
/// assert!(Json::parse(br#"{ "success": true }"#).is_some());
/// assert!(Json::parse(b"<html>").is_none());
/// ```
#[derive(Clone)]
pub struct Json(Arc<JsonValue>);

impl Json {
    /// Parses the body of a response; `None` when it is not JSON. As in a browser, a byte order mark is skipped, and bytes that are not UTF-8
    /// are replaced.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let value = serde_json::from_slice(body).or_else(|error| match std::str::from_utf8(body) {
            Ok(_) => Err(error),
            Err(_) => serde_json::from_str(&String::from_utf8_lossy(body)),
        });
        value.ok().map(Self::new)
    }

    fn new(value: JsonValue) -> Self {
        Self(Arc::new(value))
    }

    /// Converts a Rust value to JSON. The error says why it cannot be converted.
    pub(crate) fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, String> {
        serde_json::to_value(value).map(Self::new).map_err(|error| error.to_string())
    }

    /// An object without fields.
    pub(crate) fn empty_object() -> Self {
        Self::new(JsonValue::Object(Map::new()))
    }

    /// `null`
    pub(crate) fn null() -> Self {
        Self::new(JsonValue::Null)
    }

    /// Converts the JSON to a Rust type.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, Mismatch> {
        serde_path_to_error::deserialize(&*self.0)
            .map_err(|error| Mismatch { path: error.path().to_string(), text: error.inner().to_string() })
    }

    /// The value as `outx-core` reads it.
    pub(crate) fn view(&self) -> View<'_> {
        JsonView(Some(&self.0))
    }

    /// A field of an object; `null` when it is missing.
    pub(crate) fn field(&self, name: &str) -> Self {
        Self::new(self.0.get(name).cloned().unwrap_or_default())
    }

    /// Its JSON text.
    pub(crate) fn to_text(&self) -> Option<String> {
        Some(self.0.to_string())
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
        let changed = match self.0.get(name) {
            Some(JsonValue::String(text)) => change(text).into(),
            Some(JsonValue::Array(list)) => {
                list.iter().map(|item| item.as_str().map_or(item.clone(), |text| change(text).into())).collect()
            }
            other => other.cloned().unwrap_or_default(),
        };
        self.with(name, changed)
    }

    /// The same object with the fields of another one.
    pub(crate) fn with_fields_of(self, other: &Self) -> Self {
        let fields = other.0.as_object().into_iter().flatten();
        fields.fold(self, |object, (name, value)| object.with(name, value.clone()))
    }

    fn with(self, name: &str, value: JsonValue) -> Self {
        let mut object = Arc::unwrap_or_clone(self.0);
        match &mut object {
            JsonValue::Object(fields) => _ = fields.insert(name.to_owned(), value),
            _ => object = JsonValue::Object(Map::from_iter([(name.to_owned(), value)])),
        }
        Self::new(object)
    }
}

/// A borrowed value, which may be missing.
pub(crate) type View<'a> = JsonView<'a>;
