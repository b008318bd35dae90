//! The transport of servers and command-line programs. This is the only file that uses reqwest and rustls.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use outx_core::policy::code::Code;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls_platform_verifier::BuilderVerifierExt;

use super::{
    BodyError, BoxFuture, HttpRequest, HttpResponse, Json, Method, NetworkError, NetworkFailure, SendError, Transport,
};
use crate::error::Error;

/// Sends requests with reqwest and rustls, from a tokio runtime with its timers enabled. It stores no cookies and ignores the environment's
/// proxy settings.
///
/// ```
/// use outx_client::Outx;
/// use outx_client::transport::NativeTransport;
///
/// # fn main() -> Result<(), outx_client::Error> {
/// let outx = Outx::builder().api_key("outx_example").transport(NativeTransport::new()?).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct NativeTransport {
    client: Client,
}

impl NativeTransport {
    /// Creates a transport with its own connection pool.
    ///
    /// # Errors
    /// `misconfigured` when the certificates of the system cannot be loaded.
    pub fn new() -> Result<Self, Error> {
        Self::build().map_err(|error| {
            Error::new(Code::Misconfigured, "the certificates of the system cannot be used")
                .caused_by(Some(&error), None)
        })
    }

    fn build() -> Result<Self, String> {
        // An explicit provider: reqwest would panic where the process has no default one.
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(BuilderVerifierExt::with_platform_verifier)
            .map_err(|error| error.to_string())?
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .user_agent(concat!("outx-client-rust/", env!("CARGO_PKG_VERSION")))
            .build();
        client.map(|client| Self { client }).map_err(|error| text_of(&error))
    }
}

impl Transport for NativeTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Box<dyn HttpResponse>, SendError>> {
        Box::pin(async move {
            let method = match request.method {
                Method::Get => reqwest::Method::GET,
                Method::Post => reqwest::Method::POST,
                Method::Put => reqwest::Method::PUT,
                Method::Delete => reqwest::Method::DELETE,
            };
            let mut builder = self.client.request(method, request.url);
            for (name, value) in &request.headers {
                builder = builder.header(name, value);
            }
            if let Some(body) = request.body {
                builder = builder.body(body);
            }
            let response = builder.send().await.map_err(|error| SendError::Failed(failed(&error)))?;
            Ok(Box::new(NativeResponse(Some(response))) as _)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Created when it is first polled, so that it belongs to the runtime that awaits it.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

struct NativeResponse(Option<Response>);

impl HttpResponse for NativeResponse {
    fn status(&self) -> u16 {
        self.0.as_ref().map_or(0, |response| response.status().as_u16())
    }

    fn header(&self, name: &str) -> Option<String> {
        let value = self.0.as_ref()?.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    fn json(&mut self) -> BoxFuture<'_, Result<Json, BodyError>> {
        Box::pin(async {
            let response = self.0.take().ok_or(BodyError::NotJson)?;
            let body = response.bytes().await.map_err(|error| BodyError::Failed(failed(&error)))?;
            Json::parse(&body).ok_or(BodyError::NotJson)
        })
    }
}

fn failed(error: &reqwest::Error) -> NetworkError {
    // Without a connection, nothing was sent.
    let failure = if error.is_connect() { NetworkFailure::Unsent } else { NetworkFailure::Broken };
    NetworkError { failure, cause: Some(text_of(error)) }
}

/// The texts of an error's causes, without the URL, whose query may contain personal data.
fn text_of(error: &reqwest::Error) -> String {
    let mut text = "the request failed".to_owned();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
