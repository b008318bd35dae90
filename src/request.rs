//! A call that has not been sent.

use std::collections::{HashMap, VecDeque};
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use outx_core::api::operation::Operation;
use outx_core::call::CallError;
use outx_core::policy::code::Code;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::Outx;
use crate::error::{Error, Result};
use crate::json::Json;
use crate::mismatch::Mismatch;
use crate::options::{RequestOptions, check_attempts, check_header, check_idempotency_key, check_timeout};
use crate::transport::BoxFuture;

/// A call with its options. Nothing is sent before it is awaited. Dropping the future ends the request.
///
/// ```no_run
/// use std::time::Duration;
/// use outx_client::{Method, Outx};
///
/// # async fn run(outx: Outx) -> Result<(), outx_client::Error> {
/// let team: serde_json::Value =
///     outx.request(Method::Get, "/api-team").send().timeout(Duration::from_secs(5)).attempts(1).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing before it is awaited"]
pub struct Request<R> {
    outx: Outx,
    operation: &'static Operation,
    args: Json,
    options: RequestOptions,
    /// The first wrong argument or option.
    error: Option<Error>,
    convert: fn(&Outx, &'static Operation, &Json) -> Result<R>,
    response: PhantomData<fn() -> R>,
}

impl<R> Request<R> {
    /// Creates a call whose response is decoded by `convert`.
    pub(crate) fn new<A: Serialize + ?Sized>(
        outx: &Outx,
        operation: &'static Operation,
        args: &A,
        convert: fn(&Outx, &'static Operation, &Json) -> Result<R>,
    ) -> Self {
        let (args, error) = match Json::from_serialize(args) {
            Ok(args) => (args, None),
            Err(cause) => {
                let text = "the arguments cannot be written as JSON";
                let error = CallError::new(Code::InvalidRequest, text);
                (
                    Json::empty_object(),
                    Some(Error::from_call(&error, operation.name, None).caused_by(Some(&cause), None)),
                )
            }
        };
        let options = RequestOptions::default();
        Self { outx: outx.clone(), operation, args, options, error, convert, response: PhantomData }
    }

    /// The same call with these options, and with an error that they have.
    pub(crate) fn with_options(mut self, options: RequestOptions, error: Option<Error>) -> Self {
        self.options = options;
        self.error = self.error.or(error.map(|error| error.of(self.operation.name)));
        self
    }

    /// Takes the call apart, for the pages of a list.
    pub(crate) fn into_parts(self) -> (Outx, &'static Operation, Json, RequestOptions, Option<Error>) {
        (self.outx, self.operation, self.args, self.options, self.error)
    }

    /// Sets the time limit of one attempt, instead of the client's.
    pub fn timeout(self, duration: Duration) -> Self {
        self.set(check_timeout("timeout", duration), |options, ms| options.attempt_timeout_ms = Some(ms))
    }

    /// Sets the time limit of the call with all its attempts and waits, instead of the client's.
    pub fn total_timeout(self, duration: Duration) -> Self {
        self.set(check_timeout("total_timeout", duration), |options, ms| options.total_timeout_ms = Some(ms))
    }

    /// Adds an argument that this version of the crate does not know. It is sent where the operation's other arguments are: in the body or
    /// in the query.
    pub fn extra_arg<A: Serialize + ?Sized>(self, name: &str, value: &A) -> Self {
        let given = Json::from_serialize(&HashMap::from([(name, value)]))
            .map_err(|cause| Error::invalid_request(format!("extra_arg {name} cannot be written as JSON: {cause}")));
        self.set(given, |options, given| {
            let known = options.extra_args.take().unwrap_or_else(Json::empty_object);
            options.extra_args = Some(known.with_fields_of(&given));
        })
    }

    /// Sets the maximum number of attempts, from 1 to 10, the first included, instead of the client's.
    pub fn attempts(self, attempts: u32) -> Self {
        self.set(check_attempts(attempts), |options, attempts| options.attempts = Some(attempts))
    }

    /// Adds a header. It must not be one that the client sets itself.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.set(check_header(name, value), |options, header| options.headers.push(header))
    }

    /// Sets the idempotency key of a write. A gateway treats later calls with the same key as repeats of this one. By default, each call has a
    /// random key.
    pub fn idempotency_key(self, text: impl Into<String>) -> Self {
        self.set(check_idempotency_key(text.into()), |options, text| options.idempotency_key = Some(text))
    }

    /// Applies a checked option, or stores its error until the call is awaited.
    fn set<T>(mut self, checked: Result<T>, apply: impl FnOnce(&mut RequestOptions, T)) -> Self {
        match checked {
            Ok(value) => apply(&mut self.options, value),
            Err(error) => _ = self.error.get_or_insert(error.of(self.operation.name)),
        }
        self
    }
}

impl<R: 'static> IntoFuture for Request<R> {
    type Output = Result<R>;
    type IntoFuture = BoxFuture<'static, Result<R>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { outx, operation, args, options, error, convert, .. } = self;
        Box::pin(async move {
            if let Some(error) = error {
                return Err(outx.count_rejection(error));
            }
            let json = outx.run(operation, args, options).await?;
            convert(&outx, operation, &json)
        })
    }
}

impl Outx {
    /// Creates a call of an operation whose response is decoded as `R`.
    pub(crate) fn call<A, R>(&self, operation: &'static Operation, args: &A) -> Request<R>
    where
        A: Serialize + ?Sized,
        R: DeserializeOwned,
    {
        Request::new(self, operation, args, |_, operation, json| decode(operation, json))
    }
}

/// Decodes a response.
pub(crate) fn decode<R: DeserializeOwned>(operation: &'static Operation, json: &Json) -> Result<R> {
    json.decode().map_err(|mismatch| bad_response(operation, &mismatch))
}

/// Decodes the items of a page.
pub(crate) fn decode_items<T: DeserializeOwned>(operation: &'static Operation, items: &Json) -> Result<VecDeque<T>> {
    if !items.is_list() {
        return Ok(VecDeque::new());
    }
    items.decode().map_err(|mut mismatch| {
        mismatch.path.insert_str(0, "data");
        bad_response(operation, &mismatch)
    })
}

fn bad_response(operation: &'static Operation, mismatch: &Mismatch) -> Error {
    let error = CallError::new(Code::BadResponse, mismatch.message("the response"));
    Error::from_call(&error, operation.name, None)
}
