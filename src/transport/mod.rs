//! Transports, which send the requests. The features of this crate select the transport of the target;
//! [`Builder::transport`](crate::Builder::transport) sets another one.

#[cfg(all(feature = "browser", target_family = "wasm"))]
mod browser;
#[cfg(target_family = "wasm")]
mod environment;
#[cfg(all(feature = "native", not(target_family = "wasm")))]
mod native;
#[cfg(all(any(feature = "browser", feature = "worker"), target_family = "wasm"))]
mod web;
#[cfg(all(feature = "worker", target_family = "wasm"))]
mod worker;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

pub use outx_core::call::NetworkFailure;

#[cfg(all(feature = "browser", target_family = "wasm"))]
pub use browser::BrowserTransport;
#[cfg(all(feature = "native", not(target_family = "wasm")))]
pub use native::NativeTransport;
pub use outx_core::api::operation::Method;
#[cfg(all(feature = "worker", target_family = "wasm"))]
pub use worker::WorkerTransport;

pub use crate::json::Json;

/// A boxed future: [`Send`] except in wasm, whose futures hold JavaScript values.
#[cfg(not(target_family = "wasm"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A boxed future: [`Send`] except in wasm, whose futures hold JavaScript values.
#[cfg(target_family = "wasm")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// [`Send`] except in wasm, where it is implemented for every type.
#[cfg(not(target_family = "wasm"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_family = "wasm"))]
impl<T: Send + ?Sized> MaybeSend for T {}
/// [`Send`] except in wasm, where it is implemented for every type.
#[cfg(target_family = "wasm")]
pub trait MaybeSend {}
#[cfg(target_family = "wasm")]
impl<T: ?Sized> MaybeSend for T {}

/// Whether a request carries the cookies of its URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookies {
    /// The platform decides. Servers and Workers have no cookies.
    Unspecified,
    /// Cookies are sent, for the session at a gateway.
    Include,
    /// Cookies are not sent.
    Omit,
}

/// A request. It contains the API key or a token, and therefore has no `Debug`.
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The absolute URL.
    pub url: String,
    /// The headers. Names are in lower case. Values consist of visible ASCII characters and spaces.
    pub headers: Vec<(String, String)>,
    /// The body, which is JSON text.
    pub body: Option<String>,
    /// Whether the request carries cookies.
    pub cookies: Cookies,
}

/// Why there is no response, or not all of one.
#[derive(Clone, Debug)]
pub struct NetworkError {
    /// The kind of failure. [`NetworkFailure::Unsent`] allows the client to repeat a write, so use it only when it is certain.
    pub failure: NetworkFailure,
    /// The message of the cause. The client removes the credential from it.
    pub cause: Option<String>,
}

/// Why there is no response to a request.
#[derive(Clone, Debug)]
pub enum SendError {
    /// The request failed.
    Failed(NetworkError),
    /// The platform returned something that is not a response.
    NotResponse,
}

/// Why the body of a response could not be read as JSON.
#[derive(Clone, Debug)]
pub enum BodyError {
    /// The body was received and is not JSON.
    NotJson,
    /// The body was not received completely.
    Failed(NetworkError),
}

/// A response whose body has not been read. Dropping it ends the request.
pub trait HttpResponse: MaybeSend {
    /// Returns the status; 0 for an opaque redirect in a browser.
    fn status(&self) -> u16;
    /// Returns the value of a header. `name` is in lower case.
    fn header(&self, name: &str) -> Option<String>;
    /// Reads the body. It is called at most once.
    fn json(&mut self) -> BoxFuture<'_, Result<Json, BodyError>>;
}

/// Sends requests and measures delays.
///
/// A transport must not follow redirects, which would send the API key to another host. Dropping one of its futures must cancel the request
/// or the delay. Retries and time limits are up to the client.
///
/// ```
/// use std::time::Duration;
/// use outx_client::Outx;
/// use outx_client::transport::{BodyError, BoxFuture, HttpRequest, HttpResponse, Json, SendError, Transport};
///
/// /// Responds to everything with the same JSON, for tests.
/// struct Canned(&'static str);
///
/// impl HttpResponse for Canned {
///     fn status(&self) -> u16 {
///         200
///     }
///     fn header(&self, _name: &str) -> Option<String> {
///         None
///     }
///     fn json(&mut self) -> BoxFuture<'_, Result<Json, BodyError>> {
///         let json = Json::parse(self.0.as_bytes()).ok_or(BodyError::NotJson);
///         Box::pin(async { json })
///     }
/// }
///
/// impl Transport for Canned {
///     fn send(&self, _request: HttpRequest) -> BoxFuture<'_, Result<Box<dyn HttpResponse>, SendError>> {
///         let response: Box<dyn HttpResponse> = Box::new(Canned(self.0));
///         Box::pin(async { Ok(response) })
///     }
///     fn sleep(&self, _duration: Duration) -> BoxFuture<'static, ()> {
///         Box::pin(std::future::pending())
///     }
/// }
///
/// # fn main() -> Result<(), outx_client::Error> {
/// let outx = Outx::builder().api_key("test").transport(Canned(r#"{ "data": [] }"#)).build()?;
/// # Ok(())
/// # }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, and returns its response once the headers have arrived.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Box<dyn HttpResponse>, SendError>>;

    /// Returns a future that completes after `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// Returns the transport of the target; `None` when the enabled features have none.
pub(crate) fn of_target() -> Option<Box<dyn Transport>> {
    #[cfg(all(feature = "worker", target_family = "wasm"))]
    if cfg!(not(feature = "browser")) || environment::is_workerd() {
        return Some(Box::new(WorkerTransport::new()));
    }
    #[cfg(all(feature = "browser", target_family = "wasm"))]
    return Some(Box::new(BrowserTransport::new()));
    #[cfg(all(feature = "native", not(target_family = "wasm")))]
    return NativeTransport::new().ok().map(|transport| Box::new(transport) as _);
    #[allow(unreachable_code, reason = "without a feature this is all there is")]
    None
}

/// Whether the code runs in a browser: a page, a web worker, a service worker or an extension page.
pub(crate) fn is_browser() -> bool {
    #[cfg(target_family = "wasm")]
    return environment::is_browser();
    #[cfg(not(target_family = "wasm"))]
    false
}

/// A hint for the error of a request that got no response; `None` outside of browsers.
pub(crate) fn network_hint(base: &str) -> Option<String> {
    #[cfg(target_family = "wasm")]
    return environment::network_hint(base);
    #[cfg(not(target_family = "wasm"))]
    {
        let _ = base;
        None
    }
}
