//! Runs one call of `tests/conformance/clients.json` with the Rust client and returns its outcome.

mod calls;

use std::time::Duration;

use outx_client::{Error, Outx};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A call, and the client that makes it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Case {
    /// The operation, such as `posts.list`.
    pub operation: String,
    /// The operation's arguments.
    #[serde(default)]
    pub args: Value,
    /// What to do with the value that the call returns.
    #[serde(default)]
    pub then: Then,
    /// The URL of the API.
    pub base_url: String,
    /// The client's API key. Without a key the client calls a gateway.
    pub api_key: Option<String>,
    /// The client's token for the gateway.
    pub token: Option<String>,
    /// The time limit of an attempt, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// The time limit of the call, in milliseconds.
    pub total_timeout_ms: Option<u64>,
    /// The attempts of a call.
    pub attempts: Option<u32>,
    /// The limit of LinkedIn actions per hour.
    pub actions_per_hour: Option<u32>,
    /// Whether the key is accepted in a browser.
    #[serde(default = "yes")]
    pub allow_key: bool,
    /// How often the call is made, one after the other; the result is that of the last one.
    #[serde(default = "one")]
    pub times: u32,
}

fn yes() -> bool {
    true
}

fn one() -> u32 {
    1
}

/// What to do with what a call returns.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum Then {
    /// Nothing.
    #[default]
    Return,
    /// Wait for the task.
    Wait,
    /// Read all items of the list.
    All,
}

/// The outcome of a call.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The value.
    Value(Value),
    /// The error.
    Error(Failure),
}

/// The parts of an error that both clients have.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    code: &'static str,
    class: &'static str,
    message: String,
    status: Option<u16>,
    request_id: Option<String>,
    retry_after_ms: Option<u128>,
    retryable: bool,
    operation: Option<&'static str>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            code: error.code().as_str(),
            class: error.class().as_str(),
            message: error.to_string(),
            status: error.status(),
            request_id: error.request_id().map(str::to_owned),
            retry_after_ms: error.retry_after().map(|delay| delay.as_millis()),
            retryable: error.is_retryable(),
            operation: error.operation(),
        }
    }
}

impl Case {
    /// Makes the call.
    pub async fn run(self) -> Outcome {
        match self.result().await {
            Ok(value) => Outcome::Value(value),
            Err(error) => Outcome::Error(error.into()),
        }
    }

    async fn result(self) -> Result<Value, Error> {
        let outx = self.client()?;
        for _ in 1..self.times {
            calls::make(&outx, &self).await?;
        }
        calls::make(&outx, &self).await
    }

    fn client(&self) -> Result<Outx, Error> {
        let mut builder = match &self.api_key {
            Some(key) => {
                let builder = Outx::builder().api_key(key).base_url(&self.base_url);
                builder.dangerously_allow_key_in_browser(self.allow_key)
            }
            None => Outx::builder().gateway(&self.base_url),
        };
        if let Some(token) = self.token.clone() {
            builder = builder.token(move || std::future::ready(token.clone()));
        }
        if let Some(ms) = self.timeout_ms {
            builder = builder.timeout(Duration::from_millis(ms));
        }
        if let Some(ms) = self.total_timeout_ms {
            builder = builder.total_timeout(Duration::from_millis(ms));
        }
        if let Some(attempts) = self.attempts {
            builder = builder.attempts(attempts);
        }
        if let Some(actions) = self.actions_per_hour {
            builder = builder.actions_per_hour(actions);
        }
        builder.build()
    }
}

/// Runs a case from its JSON text, and returns the outcome as JSON text. In a page or a Worker.
///
/// # Errors
/// When the text is not a case.
#[cfg(target_family = "wasm")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn run(case: String) -> Result<String, wasm_bindgen::JsError> {
    let case: Case = serde_json::from_str(&case)?;
    Ok(serde_json::to_string(&case.run().await)?)
}
