//! One API request: its path, query and JSON body.

use serde_json::{Map, Value};

use crate::api::error::ApiError;

pub(crate) struct ApiRequest {
    pub(crate) path: String,
    query: Vec<(String, String)>,
    pub(crate) body: Map<String, Value>,
    /// The sandbox's time, in milliseconds since the epoch.
    pub(crate) now: i64,
}

impl ApiRequest {
    pub(crate) fn new(path: &str, query: &str, body: Map<String, Value>, now: i64) -> Self {
        let query = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self { path: path.to_owned(), query, body, now }
    }

    /// The first value of a query parameter, unless empty.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// All values of a query parameter, which may be repeated, have `[]` after its name, or contain several values with commas.
    pub(crate) fn query_all(&self, name: &str) -> Vec<&str> {
        let named = self.query.iter().filter(|(key, _)| key.strip_suffix("[]").unwrap_or(key) == name);
        named.flat_map(|(_, value)| value.split(',')).map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    pub(crate) fn query_flag(&self, name: &str) -> Option<bool> {
        self.query(name).map(|value| matches!(value, "true" | "1"))
    }

    /// A body field that is a string with more than white space.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.body.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
    }

    pub(crate) fn required_text(&self, name: &str) -> Result<&str, ApiError> {
        self.text(name).ok_or_else(|| ApiError::invalid_field(name))
    }

    pub(crate) fn optional_text(&self, name: &str) -> Result<Option<String>, ApiError> {
        self.optional(name, |value| value.as_str().map(str::to_owned))
    }

    /// A body field that may be absent or null. // invented: a wrong type is rejected, with the text of required fields.
    pub(crate) fn optional<'a, T>(
        &'a self,
        name: &str,
        parse: fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, ApiError> {
        match self.body.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => parse(value).map(Some).ok_or_else(|| ApiError::invalid_field(name)),
        }
    }
}

/// The items of a list of strings; `None` for any other value.
pub(crate) fn parse_strings(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}
