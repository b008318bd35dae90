//! The transport of Cloudflare Workers. This is the only file that uses the `worker` crate.

use std::time::Duration;

use outx_core::api::operation::Method;
use wasm_bindgen::JsValue;
use worker::{Delay, Fetch, Headers, Request, RequestInit, RequestRedirect, Response};

use super::web::{AbortOnDrop, read_json, timer_ms};
use super::{
    BodyError, BoxFuture, HttpRequest, HttpResponse, Json, NetworkError, NetworkFailure, SendError, Transport,
};

/// Sends requests with the `Fetch` of the `worker` crate, in Cloudflare Workers.
///
/// ```no_run
/// use outx_client::Outx;
/// use outx_client::transport::WorkerTransport;
///
/// # fn handle(key: String) -> Result<(), outx_client::Error> {
/// let outx = Outx::builder().api_key(key).transport(WorkerTransport::new()).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct WorkerTransport {}

impl WorkerTransport {
    /// Creates the transport.
    pub fn new() -> Self {
        Self {}
    }
}

impl Transport for WorkerTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Box<dyn HttpResponse>, SendError>> {
        Box::pin(async move {
            let guard = AbortOnDrop::new();
            let fetch = Fetch::Request(build(request).map_err(|error| failed(&error))?);
            let sent = match guard.signal() {
                Some(signal) => fetch.send_with_signal(&signal.into()).await,
                None => fetch.send().await,
            };
            let response = sent.map_err(|error| failed(&error))?;
            Ok(Box::new(WorkerResponse { response: Some(response), guard }) as _)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Delay::from(Duration::from_millis(timer_ms(duration).into())))
    }
}

fn build(request: HttpRequest) -> worker::Result<Request> {
    let HttpRequest { method, url, headers, body, cookies: _ } = request;
    let fields = Headers::new();
    for (name, value) in &headers {
        fields.set(name, value)?;
    }
    let mut init = RequestInit::new();
    init.with_headers(fields)
        .with_method(match method {
            Method::Get => worker::Method::Get,
            Method::Post => worker::Method::Post,
            Method::Put => worker::Method::Put,
            Method::Delete => worker::Method::Delete,
        })
        // workerd does not support `error`.
        .with_redirect(RequestRedirect::Manual)
        .with_body(body.as_deref().map(JsValue::from_str));
    Request::new_with_init(&url, &init)
}

fn failed(error: &worker::Error) -> SendError {
    SendError::Failed(NetworkError { failure: NetworkFailure::Broken, cause: Some(error.to_string()) })
}

struct WorkerResponse {
    response: Option<Response>,
    guard: AbortOnDrop,
}

impl HttpResponse for WorkerResponse {
    fn status(&self) -> u16 {
        self.response.as_ref().map_or(0, Response::status_code)
    }

    fn header(&self, name: &str) -> Option<String> {
        self.response.as_ref()?.headers().get(name).ok()?
    }

    fn json(&mut self) -> BoxFuture<'_, Result<Json, BodyError>> {
        Box::pin(async {
            // The conversion below creates a `Response`, which throws for a status outside of 200 to 599.
            let readable = self.response.take().filter(|response| (200..=599).contains(&response.status_code()));
            // The `json` of the worker crate would copy the text into wasm and parse it there.
            let response: web_sys::Response = readable.ok_or(BodyError::NotJson)?.into();
            let json = read_json(&response).await;
            self.guard.disarm();
            json
        })
    }
}
