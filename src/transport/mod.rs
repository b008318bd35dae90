//! How requests are sent. The transport of the target is chosen by the features of this crate; [`Builder::transport`](crate::Builder::transport)
//! takes another one.

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
    /// As the platform does it; servers have none.
    Unspecified,
    /// It carries them: the session at a gateway.
    Include,
    /// It does not.
    Omit,
}

/// A request. It contains the API key or a token, and therefore has no `Debug`.
pub struct HttpRequest {
    /// Its method.
    pub method: Method,
    /// Its absolute URL.
    pub url: String,
    /// Its headers. Names are lower case, values visible ASCII characters and spaces.
    pub headers: Vec<(String, String)>,
    /// Its body, which is JSON.
    pub body: Option<String>,
    /// Its cookies.
    pub cookies: Cookies,
}

/// Why there is no response, or not all of one.
#[derive(Clone, Debug)]
pub struct NetworkError {
    /// What is known. [`NetworkFailure::Unsent`] lets a write be repeated, and therefore must be certain.
    pub failure: NetworkFailure,
    /// The text of the cause. The client removes the credential from it.
    pub cause: Option<String>,
}

/// Why there is no response to a request.
#[derive(Clone, Debug)]
pub enum SendError {
    /// The request failed.
    Failed(NetworkError),
    /// What the platform returned is not a response.
    NotResponse,
}

/// Why a body has no JSON.
#[derive(Clone, Debug)]
pub enum BodyError {
    /// It was received and is not JSON.
    NotJson,
    /// It was not received to its end.
    Failed(NetworkError),
}

/// A response whose body has not been read. Dropping it ends the request.
pub trait HttpResponse: MaybeSend {
    /// The status; 0 for the opaque redirect of a browser.
    fn status(&self) -> u16;
    /// The value of a header, whose name is in lower case.
    fn header(&self, name: &str) -> Option<String>;
    /// Reads the body. Called once at most.
    fn json(&mut self) -> BoxFuture<'_, Result<Json, BodyError>>;
}

/// Sends requests and measures delays.
///
/// A transport never follows a redirect: it would take the API key along to another host. Dropping a future of it ends what the future was
/// doing. Retries, time limits and everything else are up to the client.
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
    /// Sends a request and returns its response once the headers are there.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Box<dyn HttpResponse>, SendError>>;

    /// Completes after a duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The transport of the target, if a feature of this crate has one.
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

/// What to add to the error of a request from a page that got no response.
pub(crate) fn network_hint(base: &str) -> Option<String> {
    #[cfg(target_family = "wasm")]
    return environment::network_hint(base);
    #[cfg(not(target_family = "wasm"))]
    {
        let _ = base;
        None
    }
}
