//! One call of the API, read once.

use serde_json::{Map, Value};

use crate::refusal::Refusal;

pub(crate) struct Call {
    pub(crate) path: String,
    query: Vec<(String, String)>,
    pub(crate) body: Map<String, Value>,
    pub(crate) now: i64,
}

impl Call {
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

    /// All values of a query parameter: repeated, with `[]` after its name, or parted by commas.
    pub(crate) fn queries(&self, name: &str) -> Vec<&str> {
        let named = self.query.iter().filter(|(key, _)| key.strip_suffix("[]").unwrap_or(key) == name);
        named.flat_map(|(_, value)| value.split(',')).map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.query(name).map(|value| matches!(value, "true" | "1"))
    }

    /// A body field that is a string and not only spaces.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.body.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
    }

    pub(crate) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name).ok_or_else(|| Refusal::field(name))
    }

    /// A body field that may be absent or null. // invented: a wrong type is refused, in the pattern of required fields.
    pub(crate) fn optional<'a, T>(
        &'a self,
        name: &str,
        read: fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        match self.body.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => read(value).map(Some).ok_or_else(|| Refusal::field(name)),
        }
    }
}

/// The items of a list of strings; nothing when it is another thing or has other items.
pub(crate) fn strings(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}
