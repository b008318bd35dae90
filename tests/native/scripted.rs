//! A transport with scripted responses, on tokio's clock, which a test may pause.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use outx_client::transport::{
    BodyError, BoxFuture, HttpRequest, HttpResponse, Json, NetworkError, NetworkFailure, SendError, Transport,
};
use outx_client::{Builder, Outx};

use crate::sandbox::CANARY;

/// The result of a request.
#[derive(Clone)]
pub enum Step {
    /// A response: its status, headers and body.
    Respond(u16, &'static [(&'static str, &'static str)], String),
    /// A network failure, with the text of its cause.
    Fail(NetworkFailure, &'static str),
    /// A request that never ends.
    Hang,
}

impl Step {
    pub fn ok(body: &str) -> Self {
        Self::Respond(200, &[], body.to_owned())
    }
}

/// A request that was sent.
#[derive(Clone)]
pub struct Sent {
    pub method: &'static str,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
    /// Time since the first request, in milliseconds.
    pub at_ms: u128,
}

impl Sent {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Script {
    steps: VecDeque<Step>,
    sent: Vec<Sent>,
    began: Option<tokio::time::Instant>,
}

/// A transport that takes one step per request; the last step is repeated.
#[derive(Clone, Default)]
pub struct Scripted(Arc<Mutex<Script>>);

impl Scripted {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let script = Script { steps: steps.into_iter().collect(), ..Script::default() };
        Self(Arc::new(Mutex::new(script)))
    }

    pub fn sent(&self) -> Vec<Sent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).sent.clone()
    }

    /// A client with a key.
    pub fn direct(&self) -> Outx {
        self.build(Outx::builder().api_key(CANARY).base_url("https://api.example"))
    }

    /// A client of a gateway.
    pub fn through(&self) -> Outx {
        self.build(Outx::builder().gateway("https://gateway.example"))
    }

    pub fn build(&self, builder: Builder) -> Outx {
        builder.transport(self.clone()).build().expect("valid options")
    }
}

impl Transport for Scripted {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Box<dyn HttpResponse>, SendError>> {
        let step = {
            let mut script = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let began = *script.began.get_or_insert_with(tokio::time::Instant::now);
            script.sent.push(Sent {
                method: request.method.as_str(),
                url: request.url,
                headers: request.headers,
                body: request.body,
                at_ms: began.elapsed().as_millis(),
            });
            if script.steps.len() > 1 { script.steps.pop_front() } else { script.steps.front().cloned() }
        };
        Box::pin(async move {
            // As over a network, other tasks run before the response arrives.
            tokio::time::sleep(Duration::from_millis(1)).await;
            match step {
                Some(Step::Respond(status, headers, body)) => Ok(Box::new(Response { status, headers, body }) as _),
                Some(Step::Fail(failure, cause)) => {
                    Err(SendError::Failed(NetworkError { failure, cause: Some(cause.to_owned()) }))
                }
                Some(Step::Hang) | None => std::future::pending().await,
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

struct Response {
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: String,
}

impl HttpResponse for Response {
    fn status(&self) -> u16 {
        self.status
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    fn json(&mut self) -> BoxFuture<'_, Result<Json, BodyError>> {
        let json = Json::parse(self.body.as_bytes()).ok_or(BodyError::NotJson);
        Box::pin(async { json })
    }
}
