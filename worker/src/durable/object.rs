//! Calls to Durable Objects, why they fail, and rows that both classes read.

use js_sys::Promise;
use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::Env;

use crate::runtime::js::get;

#[wasm_bindgen(module = "/src/durable/ask.js")]
extern "C" {
    fn ask(namespace: &JsValue, name: &str, message: &str) -> Promise;
}

/// Why an object did not respond. Whether it did what it was asked is not known, except when it is overloaded: then it was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectError {
    /// It could not be reached, was moved or restarted meanwhile, or failed.
    Unreachable,
    /// Too many requests wait for it.
    Overloaded,
    /// Its storage is full.
    Full,
    /// Its class was created without SQLite, by `new_classes` in wrangler.toml.
    NoSqlite,
}

impl ObjectError {
    /// From what the runtime threw, whose properties the Workers documentation describes under "Error handling" of Durable Objects.
    pub fn from_thrown(thrown: &JsValue) -> Self {
        if get(thrown, "overloaded").is_truthy() {
            return Self::Overloaded;
        }
        let text = get(thrown, "message").as_string().unwrap_or_default();
        match text {
            _ if text.contains("SQLITE_FULL") => Self::Full,
            _ if text.contains("SQL is not enabled") => Self::NoSqlite,
            _ => Self::Unreachable,
        }
    }

    /// The 503 for it, or the 500 if the configuration is wrong. `object` names the object; `so` is what follows from the error, as in
    /// `, so the write was not sent`, or empty.
    pub fn to_rejection(self, object: &str, so: &str) -> ApiError {
        let (text, seconds) = match self {
            Self::Unreachable => (format!("the {object} cannot be reached{so}: try again"), 1.0),
            Self::Overloaded => {
                let advice = "wait as long as retry-after says and try again";
                (format!("the {object} is overloaded{so}: {advice}"), 5.0)
            }
            Self::Full => {
                let advice = "its daily cleaning makes room; tell the operator of this gateway";
                (format!("the storage of the {object} is full{so}: {advice}"), 3_600.0)
            }
            Self::NoSqlite => {
                let advice = "list its class under new_sqlite_classes in wrangler.toml, in place of new_classes";
                return ApiError::new(
                    500,
                    Code::Misconfigured,
                    format!("the {object} has no SQLite storage{so}: {advice}"),
                );
            }
        };
        ApiError { retry_after_ms: Some(seconds * 1_000.0), ..ApiError::new(503, Code::Upstream, text) }
    }
}

/// Sends a message to the object `name` of a binding and parses its response.
pub async fn call_object<T: DeserializeOwned>(
    env: &Env,
    binding: &str,
    name: &str,
    message: &impl Serialize,
) -> Result<T, ObjectError> {
    parse(&ask_object(env, binding, name, message).await?)
}

/// Sends a message to the object `name` of a binding and returns its response as text.
pub async fn ask_object(env: &Env, binding: &str, name: &str, message: &impl Serialize) -> Result<String, ObjectError> {
    read(send(env, binding, name, &to_json(message)?)).await
}

/// Sends a message to several objects of a binding at once and parses their responses.
pub async fn call_objects<T: DeserializeOwned>(
    env: &Env,
    binding: &str,
    names: impl Iterator<Item = String>,
    message: &impl Serialize,
) -> Result<Vec<T>, ObjectError> {
    let message = to_json(message)?;
    let sent: Vec<JsFuture> = names.map(|name| send(env, binding, &name, &message)).collect();
    let mut responses = Vec::new();
    for response in sent {
        responses.push(parse(&read(response).await?)?);
    }
    Ok(responses)
}

/// Sends messages to objects of a binding, given by their names, at once, and waits for the responses, which may be errors.
pub async fn tell_objects<'a>(env: &Env, binding: &str, messages: impl Iterator<Item = (&'a str, impl Serialize)>) {
    let send = |(name, message)| Some(send(env, binding, name, &to_json(&message).ok()?));
    let sent: Vec<_> = messages.filter_map(send).collect();
    for response in sent {
        let _ = read(response).await;
    }
}

/// Sends a message when it is called, not when the result is awaited.
fn send(env: &Env, binding: &str, name: &str, message: &str) -> JsFuture {
    JsFuture::from(ask(&get(env, binding), name, message))
}

/// The response, or why there is none: an object that fails throws, and the runtime passes its text on.
pub async fn read(response: JsFuture) -> Result<String, ObjectError> {
    let text = response.await.map_err(|thrown| ObjectError::from_thrown(&thrown))?;
    text.as_string().ok_or(ObjectError::Unreachable)
}

/// A message as JSON.
pub fn to_json(message: &impl Serialize) -> Result<String, ObjectError> {
    serde_json::to_string(message).map_err(|_| ObjectError::Unreachable)
}

/// A response of JSON.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ObjectError> {
    serde_json::from_str(text).map_err(|_| ObjectError::Unreachable)
}

/// Events in a window.
#[derive(Deserialize)]
pub struct EventCount {
    /// Their number.
    pub counted: u32,
    /// When the oldest occurred, in milliseconds since 1970; `None` without events.
    pub oldest: Option<f64>,
}
