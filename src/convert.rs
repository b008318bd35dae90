//! Converts Rust values to JavaScript values and back, without JSON text. This is the only file that uses serde-wasm-bindgen.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen::JsValue;

use crate::error::{Error, Result};
use crate::mismatch::Mismatch;
use outx_core::policy::code::Code;

/// Converts a Rust value, such as a response, to the JavaScript value that `JSON.parse` would make of it. Structs and maps become plain
/// objects. `None` becomes `null`, or is left out where serde's attributes say so.
///
/// # Errors
/// `invalid_request` for an integer beyond 2^53, which a JavaScript number cannot hold, and for a value that JSON cannot express.
///
/// ```no_run
/// # fn main() -> Result<(), outx_client::Error> {
/// let value = outx_client::to_js(&[1, 2, 3])?;
/// let numbers: Vec<u32> = outx_client::from_js(value)?;
/// assert_eq!(numbers, [1, 2, 3]);
/// # Ok(())
/// # }
/// ```
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue> {
    serialize(value).map_err(|text| Error::invalid_request(format!("the value cannot be converted: {text}")))
}

/// Converts a JavaScript value, such as one that JavaScript code received from the npm package, to a Rust value.
///
/// # Errors
/// `bad_response`, whose message names the field of the wrong type.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T> {
    deserialize(value).map_err(|mismatch| Error::new(Code::BadResponse, mismatch.message("the value")))
}

/// [`to_js`] with the text of the error.
pub(crate) fn serialize<T: Serialize + ?Sized>(value: &T) -> std::result::Result<JsValue, String> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| text_of(&error))
}

/// [`from_js`] with the path of the error.
pub(crate) fn deserialize<T: DeserializeOwned>(value: JsValue) -> std::result::Result<T, Mismatch> {
    serde_path_to_error::deserialize(Deserializer::from(value))
        .map_err(|error| Mismatch { path: error.path().to_string(), text: text_of(error.inner()) })
}

/// The text of the error, without the name of its JavaScript class.
fn text_of(error: &serde_wasm_bindgen::Error) -> String {
    let text = error.to_string();
    text.strip_prefix("Error: ").map(str::to_owned).unwrap_or(text)
}
