//! A credential.

use outx_core::redact::redact;
use wasm_bindgen::JsValue;

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

    /// The value of the header that carries it.
    pub fn header(&self, scheme: &str) -> JsValue {
        match (scheme, self.0.as_string()) {
            ("", _) => self.0.clone(),
            (scheme, text) => {
                let mut header = scheme.to_owned();
                header.push_str(&text.unwrap_or_default());
                header.into()
            }
        }
    }

    /// A text without this secret.
    pub fn redact(&self, text: &str) -> String {
        redact(text, &[&self.0.as_string().unwrap_or_default()]).into_owned()
    }
}
