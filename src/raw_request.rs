//! Requests for operations that this version of the crate does not know.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use outx_core::api::operation::Kind;
use outx_core::api::request_operation;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::Outx;
use crate::error::{Error, Result};
use crate::json::Json;
use crate::options::{OfRequest, RequestOptions};
use crate::request::{Request, decode};
use crate::transport::Method;

/// A request of an operation that this version of the crate does not know. It has the same retries, errors and redaction as any other call.
///
/// ```no_run
/// use outx_client::{Method, Outx};
///
/// # async fn run(outx: Outx) -> Result<(), outx_client::Error> {
/// let value: serde_json::Value = outx.request(Method::Get, "/api-new").query("a", "b").send().await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a request does nothing before it is sent"]
pub struct RawRequest<R> {
    outx: Outx,
    method: Method,
    path: String,
    kind: Kind,
    query: BTreeMap<String, Vec<String>>,
    body: Option<Result<Json>>,
    response: PhantomData<fn() -> R>,
}

impl<R: DeserializeOwned> RawRequest<R> {
    /// Adds a query parameter. Several may have the same name.
    pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.query.entry(name.into()).or_default().push(value.to_string());
        self
    }

    /// Sets the body, which is sent as JSON.
    pub fn body<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        let json = Json::from_serialize(body);
        self.body =
            Some(json.map_err(|cause| Error::invalid_request(format!("the body cannot be written as JSON: {cause}"))));
        self
    }

    /// Sets the kind of the operation, which decides whether it is retried. The default is [`Kind::Read`] for `GET` and [`Kind::Write`] for
    /// other methods.
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Returns the call, which is sent when it is awaited.
    pub fn send(self) -> Request<R> {
        let operation = request_operation(self.kind);
        let args = BTreeMap::from([("method", self.method.as_str()), ("path", self.path.as_str())]);
        let query = Json::from_serialize(&self.query).ok();
        let (body, error) = match self.body.transpose() {
            Ok(body) => (body, None),
            Err(error) => (None, Some(error)),
        };
        let of_request = Some(OfRequest { method: self.method, body });
        let options = RequestOptions { extra_args: query, of_request, ..RequestOptions::default() };
        Request::new(&self.outx, operation, &args, |_, operation, json| decode(operation, json))
            .with_options(options, error)
    }
}

impl Outx {
    /// Creates a request of an operation that this version of the crate does not know. `path` is the path on the API's host, without a query.
    pub fn request<R: DeserializeOwned>(&self, method: Method, path: impl Into<String>) -> RawRequest<R> {
        let kind = if method == Method::Get { Kind::Read } else { Kind::Write };
        RawRequest {
            outx: self.clone(),
            method,
            path: path.into(),
            kind,
            query: BTreeMap::new(),
            body: None,
            response: PhantomData,
        }
    }
}
