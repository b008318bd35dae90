//! A credential.

use js_sys::{Error, JSON};
use outx_core::redact::redact;
use wasm_bindgen::JsValue;

use crate::js::{get, get_text};

/// How deep the causes of an error are looked into.
const CAUSES: usize = 5;

/// A key or token. It has no `Debug`, `Display` or `Serialize`, stays a JavaScript string, and leaves only as a header.
#[derive(Clone)]
pub struct Secret(JsValue);

impl Secret {
    /// A secret from what the caller gave.
    ///
    /// # Errors
    /// What is wrong with it, without its value: not a string, empty, or with a character that no header may carry.
    pub fn new(value: &JsValue) -> Result<Self, &'static str> {
        let Some(text) = value.as_string() else { return Err("is not a string") };
        match text.as_bytes() {
            [] => Err("is empty"),
            bytes if bytes.iter().all(u8::is_ascii_graphic) => Ok(Self(value.clone())),
            _ => Err("has a character that a header cannot carry"),
        }
    }

    /// The secret, for the header that carries it.
    pub fn as_js(&self) -> &JsValue {
        &self.0
    }

    /// The value of `authorization` with this token.
    pub fn bearer(&self) -> JsValue {
        let mut header = "Bearer ".to_owned();
        header.push_str(&self.text());
        header.into()
    }

    fn text(&self) -> String {
        self.0.as_string().unwrap_or_default()
    }

    /// A text without this secret.
    pub fn redact(&self, text: &str) -> String {
        redact(text, &[&self.text()]).into_owned()
    }

    /// A value that was thrown, or an error without this secret in its place: a caller's own `fetch` may put the headers into what it throws.
    pub fn redact_thrown(&self, thrown: &JsValue) -> JsValue {
        let mut at = thrown.clone();
        for _ in 0..CAUSES {
            if self.is_shown_by(&at) {
                let text = get_text(thrown, "message").or_else(|| thrown.as_string()).unwrap_or_default();
                return Error::new(&self.redact(&text)).into();
            }
            at = get(&at, "cause");
        }
        thrown.clone()
    }

    /// Whether this secret stands in a value itself. One that cannot be written as JSON is not trusted.
    fn is_shown_by(&self, value: &JsValue) -> bool {
        let Ok(fields) = JSON::stringify(value) else { return true };
        let shows = |text: Option<String>| text.is_some_and(|text| self.redact(&text) != text);
        shows(fields.as_string()) || shows(get_text(value, "message")) || shows(get_text(value, "stack"))
    }
}
