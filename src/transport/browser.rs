//! The transport of pages and web workers. This is the only file that uses gloo.
//!
//! A page may have replaced `fetch`. gloo-net's `Request::send` panics when `fetch` rejects with a value that is not an `Error`, or resolves to
//! one that is not a `Response`. So gloo-net builds the request and reads the response, and this file calls `fetch`.

use std::time::Duration;

use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use outx_core::api::operation::Method;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCredentials, RequestRedirect};

use super::web::{AbortOnDrop, failed, read_json, timer_ms};
use super::{
    BodyError, BoxFuture, Cookies, HttpRequest, HttpResponse, Json, NetworkError, NetworkFailure, SendError, Transport,
};

#[wasm_bindgen]
extern "C" {
    // The global function, because web-sys has one for windows and another for workers. A page may have replaced it by one that throws.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(request: &web_sys::Request) -> Result<Promise, JsValue>;
}

/// Sends requests with `fetch`, by gloo-net, in pages, web workers, service workers and extension pages.
///
/// ```no_run
/// use outx_client::Outx;
/// use outx_client::transport::BrowserTransport;
///
/// # fn main() -> Result<(), outx_client::Error> {
/// let outx = Outx::builder().gateway("https://gateway.example").transport(BrowserTransport::new()).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserTransport {}

impl BrowserTransport {
    /// Creates the transport.
    pub fn new() -> Self {
        Self {}
    }
}

impl Transport for BrowserTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Box<dyn HttpResponse>, SendError>> {
        Box::pin(async move {
            let guard = AbortOnDrop::new();
            let request = build(request, &guard)?;
            let reject = |thrown: JsValue| SendError::Failed(failed(&thrown));
            let sent = fetch(&request.into()).map_err(reject)?;
            let response = JsFuture::from(sent).await.map_err(reject)?;
            let response: web_sys::Response = response.dyn_into().map_err(|_| SendError::NotResponse)?;
            Ok(Box::new(BrowserResponse { raw: Clone::clone(&response), response: response.into(), guard }) as _)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(TimeoutFuture::new(timer_ms(duration)))
    }
}

fn build(request: HttpRequest, guard: &AbortOnDrop) -> Result<Request, SendError> {
    let HttpRequest { method, url, headers, body, cookies } = request;
    let mut builder = match method {
        Method::Get => Request::get(&url),
        Method::Post => Request::post(&url),
        Method::Put => Request::put(&url),
        Method::Delete => Request::delete(&url),
    };
    builder = builder.redirect(RequestRedirect::Manual).abort_signal(guard.signal().as_ref());
    for (name, value) in &headers {
        builder = builder.header(name, value);
    }
    match cookies {
        Cookies::Unspecified => {}
        Cookies::Include => builder = builder.credentials(RequestCredentials::Include),
        Cookies::Omit => builder = builder.credentials(RequestCredentials::Omit),
    }
    let built = match body {
        Some(body) => builder.body(body),
        None => RequestBuilder::build(builder),
    };
    built.map_err(|error| {
        SendError::Failed(NetworkError { failure: NetworkFailure::Unsent, cause: Some(error.to_string()) })
    })
}

struct BrowserResponse {
    response: Response,
    /// The same response: gloo-net offers no access to it.
    raw: web_sys::Response,
    guard: AbortOnDrop,
}

impl HttpResponse for BrowserResponse {
    fn status(&self) -> u16 {
        self.response.status()
    }

    fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name)
    }

    fn json(&mut self) -> BoxFuture<'_, Result<Json, BodyError>> {
        Box::pin(async {
            // gloo-net's `json` would copy the text into wasm and parse it there.
            let json = read_json(&self.raw).await;
            self.guard.disarm();
            json
        })
    }
}
