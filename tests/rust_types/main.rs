//! Tests of the Rust types of arguments and responses against the API description: complete responses, and responses with any part missing,
//! `null` or of another type.
#![cfg(feature = "types")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod arguments;
#[path = "../../core/tests/helpers/json.rs"]
mod json;
mod list;
mod mutation;
mod responses;
mod sample;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Deserializes a value as a type and serializes it again.
///
/// # Errors
/// The path of the field that is wrong, and what is wrong with it.
type Read = fn(&Value) -> Result<Value, (String, String)>;

fn read<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, (String, String)> {
    let read: Result<T, _> = serde_path_to_error::deserialize(value);
    let value = read.map_err(|error| (error.path().to_string(), error.inner().to_string()))?;
    Ok(serde_json::to_value(value).expect("every response can be written"))
}
