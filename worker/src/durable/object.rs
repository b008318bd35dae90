//! Calls to Durable Objects, and rows that both classes read.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{Env, Method, Request, RequestInit, Result};

/// Sends a message to the object `name` of a binding and parses its response.
pub async fn call_object<T: DeserializeOwned>(
    env: &Env,
    binding: &str,
    name: &str,
    message: &impl Serialize,
) -> Result<T> {
    Ok(serde_json::from_str(&ask_object(env, binding, name, message).await?)?)
}

/// Sends a message to the object `name` of a binding and returns its response as text.
pub async fn ask_object(env: &Env, binding: &str, name: &str, message: &impl Serialize) -> Result<String> {
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(serde_json::to_string(message)?.into()));
    // The object ignores the URL.
    let request = Request::new_with_init("http://object/", &init)?;
    let mut response = env.durable_object(binding)?.get_by_name(name)?.fetch_with_request(request).await?;
    let text = response.text().await?;
    // An object that failed responds with a text.
    if response.status_code() == 200 { Ok(text) } else { Err(text.into()) }
}

/// Events in a window.
#[derive(Deserialize)]
pub struct EventCount {
    /// Their number.
    pub counted: u32,
    /// When the oldest occurred, in milliseconds since 1970; `None` without events.
    pub oldest: Option<f64>,
}
