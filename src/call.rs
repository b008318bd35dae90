//! Drives the state machine of one call ([`outx_core::call`]).

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use outx_core::api::operation::Operation;
use outx_core::call::{
    Call, CallError, CallOptions, CredentialError, Input, Output, ResponseHead, Value, check_credential, decode_slugs,
    target,
};
use outx_core::policy::code::Code;
use outx_core::text::percent::decode;

use crate::client::Outx;
use crate::clock::{SystemClock, random_id};
use crate::credential::{Credential, Secret};
use crate::error::{Error, Result};
use crate::json::{Json, View};
use crate::lock::lock;
use crate::options::RequestOptions;
use crate::transport::{
    BodyError, BoxFuture, HttpRequest, HttpResponse, Method, NetworkError, NetworkFailure, SendError, network_hint,
};

const JSON_TYPE: &str = "application/json";

/// The parts of a response that the machine reads before its body.
struct Head {
    status: u16,
    request_id: Option<String>,
    retry_after: Option<String>,
}

impl ResponseHead for Head {
    fn status(&self) -> u16 {
        self.status
    }

    fn header(&self, name: &str) -> Option<String> {
        match name {
            "x-request-id" => self.request_id.clone(),
            "retry-after" => self.retry_after.clone(),
            _ => None,
        }
    }
}

/// One call in progress. Dropping it ends the request that is in flight.
struct Driver<'a> {
    outx: &'a Outx,
    operation: &'static Operation,
    machine: Call<Head>,
    method: Method,
    /// Path and query of the request.
    target: String,
    body: Option<String>,
    /// The caller's headers, which every attempt has.
    headers: Vec<(String, String)>,
    idempotency_key: Option<String>,
    credential: Option<Secret>,
    /// Completes at the time limit of the attempt, which covers the body of the response too.
    limit: Option<BoxFuture<'static, ()>>,
    /// The response whose body has not been read.
    response: Option<Box<dyn HttpResponse>>,
    /// The JSON that was read last.
    json: Option<Json>,
    /// Why the last step failed.
    cause: Option<String>,
}

impl Outx {
    /// Makes a call and returns the JSON of its response. Dropping the future ends the request.
    pub(crate) async fn run(&self, operation: &'static Operation, args: Json, options: RequestOptions) -> Result<Json> {
        Driver::new(self, operation, args, options)?.run().await
    }

    /// Counts a call that ends before it starts because of its arguments or options, and returns its error.
    pub(crate) fn count_rejection(&self, error: Error) -> Error {
        let usage = &mut lock(&self.inner.state).usage;
        usage.calls += 1;
        usage.record_error(error.code());
        error
    }

    /// Counts a call that ends before it starts, and returns its error.
    fn reject(&self, error: &CallError, operation: &'static Operation) -> Error {
        lock(&self.inner.state).record_rejection(error);
        Error::from_call(error, operation.name, None)
    }

    /// Returns a future that completes after `ms` milliseconds.
    pub(crate) fn sleep_ms(&self, ms: f64) -> BoxFuture<'static, ()> {
        self.inner.transport.sleep(Duration::from_secs_f64(ms.clamp(0.0, 1e12) / 1_000.0))
    }
}

impl<'a> Driver<'a> {
    /// Validates the arguments and prepares the request. Nothing is sent.
    fn new(outx: &'a Outx, operation: &'static Operation, args: Json, options: RequestOptions) -> Result<Self> {
        let inner = &*outx.inner;
        let route = lock(&inner.state).settings.route;
        let limits = CallOptions {
            attempt_timeout_ms: options.attempt_timeout_ms.unwrap_or(inner.defaults.attempt_timeout_ms),
            total_timeout_ms: options.total_timeout_ms.unwrap_or(inner.defaults.total_timeout_ms),
            attempts: options.attempts.unwrap_or(inner.defaults.attempts),
        };
        let extra = options.extra_args.unwrap_or_else(Json::empty_object);
        let machine = Call::new(operation, &args.view(), &extra.view(), limits, &SystemClock)
            .map_err(|error| outx.reject(&error, operation))?;
        let reject = |text: &str| outx.reject(&CallError::new(Code::InvalidRequest, text), operation);
        let mut slugs = Vec::new();
        decode_slugs(operation, &args.view(), |name| slugs.push(name));
        let target = target(operation, &args.view(), &extra.view());
        let body = match options.of_request {
            Some(ref request) => request.body.as_ref().map(Json::to_text),
            None if operation.has_body() || operation.has_extra_in_body() && !extra.view().names().is_empty() => {
                let decoded = |args: Json, name: &str| {
                    args.with_changed_text(name, |text| decode(text).unwrap_or_else(|| text.to_owned()))
                };
                let mut args = slugs.into_iter().fold(args, decoded).with_fields_of(&extra);
                if let Some(sign_in) = lock(&inner.sign_in).as_deref().filter(|_| operation.name == "auth.verifyOtp") {
                    args = args.with_text("sign_in", sign_in);
                }
                Some(args.to_text())
            }
            None => None,
        };
        let body = match body {
            Some(None) => return Err(reject("the arguments cannot be written as JSON")),
            body => body.flatten(),
        };
        let idempotency_key = match options.idempotency_key {
            _ if !machine.needs_idempotency_key(route) => None,
            Some(given) => Some(given),
            None => Some(random_id().ok_or_else(|| reject("there is no randomness for an idempotency key"))?),
        };
        Ok(Self {
            outx,
            operation,
            machine,
            method: options.of_request.map_or(operation.method, |request| request.method),
            target,
            body,
            headers: options.headers,
            idempotency_key,
            credential: None,
            limit: None,
            response: None,
            json: None,
            cause: None,
        })
    }

    /// Does what the machine says until the call has ended.
    async fn run(mut self) -> Result<Json> {
        let mut output = self.handle(Input::Start);
        loop {
            output = match output {
                Some(Output::Sleep(ms)) => {
                    self.outx.sleep_ms(ms).await;
                    self.handle(Input::Slept)
                }
                Some(Output::Retry { delay_ms, .. }) => {
                    self.end_attempt();
                    self.outx.sleep_ms(delay_ms).await;
                    self.handle(Input::Slept)
                }
                Some(Output::AskCredential { timeout_ms }) => {
                    let credential = self.ask_credential(timeout_ms).await;
                    self.handle(Input::Credential(credential))
                }
                Some(Output::Send { attempt, timeout_ms }) => self.send(attempt, timeout_ms).await,
                Some(Output::ReadJson) => self.read(false).await,
                Some(Output::ReadText) => self.read(true).await,
                Some(Output::Fail(error)) => return Err(self.fail(&error)),
                Some(Output::Done) => return self.succeed(),
                // Unreachable: the machine accepts every input that it asked for.
                None => return Err(Error::new(Code::Panic, "the call had already ended").of(self.operation.name)),
            };
        }
    }

    fn handle(&mut self, input: Input<'_, Head, View<'_>>) -> Option<Output> {
        self.machine.handle(input, &SystemClock, &mut lock(&self.outx.inner.state))
    }

    fn end_attempt(&mut self) {
        self.limit = None;
        self.response = None;
        self.json = None;
    }

    async fn ask_credential(&mut self, timeout_ms: f64) -> std::result::Result<(), CredentialError> {
        let secret = match &self.outx.inner.credential {
            Credential::None => return Err(CredentialError::Empty),
            Credential::Fixed(secret) => Secret::from(secret.expose().to_owned()),
            Credential::Provided(provide) => {
                let mut limit = self.outx.sleep_ms(timeout_ms);
                match within(&mut limit, provide()).await {
                    None => return Err(CredentialError::TimedOut),
                    Some(Ok(secret)) => secret,
                    Some(Err(error)) => {
                        self.cause = Some(error.to_string());
                        return Err(CredentialError::Failed);
                    }
                }
            }
        };
        check_credential(secret.expose())?;
        self.credential = Some(secret);
        Ok(())
    }

    async fn send(&mut self, attempt: u32, timeout_ms: f64) -> Option<Output> {
        self.cause = None;
        let request = HttpRequest {
            method: self.method,
            url: [&self.outx.inner.base, self.target.as_str()].concat(),
            headers: self.headers(attempt),
            body: self.body.clone(),
            cookies: self.outx.inner.cookies,
        };
        let mut limit = self.outx.sleep_ms(timeout_ms);
        let sent = within(&mut limit, self.outx.inner.transport.send(request)).await;
        self.limit = Some(limit);
        match sent {
            None => self.handle(Input::Failed(NetworkFailure::Timeout)),
            Some(Ok(response)) => {
                let head = self.receive(response);
                self.handle(Input::Head(head))
            }
            Some(Err(SendError::NotResponse)) => self.handle(Input::NotResponse),
            Some(Err(SendError::Failed(error))) => self.on_network_error(error),
        }
    }

    fn headers(&self, attempt: u32) -> Vec<(String, String)> {
        let inner = &*self.outx.inner;
        let mut headers = self.headers.clone();
        let mut push = |name: &str, value: &str| headers.push((name.to_owned(), value.to_owned()));
        push("accept", JSON_TYPE);
        if self.body.is_some() {
            push("content-type", JSON_TYPE);
        }
        let credential = self.credential.as_ref().map(Secret::expose);
        if !inner.is_gateway {
            credential.inspect(|key| push("x-api-key", key));
            return headers;
        }
        push("x-outx-attempts", &attempt.to_string());
        credential.inspect(|token| push("authorization", &["Bearer ", token].concat()));
        self.idempotency_key.as_deref().inspect(|key| push("idempotency-key", key));
        // A sign-in for a token must not set a cookie.
        if self.operation.name.starts_with("auth.") && inner.credential.is_some() {
            push("x-outx-session", "token");
        }
        headers
    }

    fn receive(&mut self, response: Box<dyn HttpResponse>) -> Head {
        let status = response.status();
        if let Some(on_session) = &self.outx.inner.on_session
            && let Some(token) = response.header("x-outx-session")
        {
            on_session(&token);
        }
        let head = Head {
            status,
            request_id: response.header("x-request-id"),
            retry_after: response.header("retry-after").filter(|_| status >= 400),
        };
        self.response = Some(response);
        head
    }

    async fn read(&mut self, is_error: bool) -> Option<Output> {
        let (Some(mut response), Some(mut limit)) = (self.response.take(), self.limit.take()) else {
            return self.handle(Input::NotResponse);
        };
        let read = within(&mut limit, response.json()).await;
        match read {
            None => self.handle(Input::Failed(NetworkFailure::Timeout)),
            Some(Err(BodyError::NotJson)) if is_error => self.handle(Input::ErrorBody(None)),
            Some(Err(BodyError::NotJson)) => self.handle(Input::NotJson),
            Some(Err(BodyError::Failed(error))) => self.on_network_error(error),
            Some(Ok(json)) => {
                let output = match is_error {
                    true => self.handle(Input::ErrorBody(Some(&json.view()))),
                    false => self.handle(Input::Json(&json.view())),
                };
                self.json = Some(json);
                output
            }
        }
    }

    fn on_network_error(&mut self, error: NetworkError) -> Option<Output> {
        self.cause = error.cause;
        self.handle(Input::Failed(error.failure))
    }

    fn succeed(self) -> Result<Json> {
        // The machine succeeds without JSON only for a response without a body.
        let json = self.json.unwrap_or_else(Json::null);
        if self.operation.name == "auth.sendOtp" {
            *lock(&self.outx.inner.sign_in) = json.text("sign_in");
        }
        Ok(json)
    }

    fn fail(&self, error: &CallError) -> Error {
        let credential = self.credential.as_ref().map(Secret::expose);
        let failed =
            Error::from_call(error, self.operation.name, credential).caused_by(self.cause.as_deref(), credential);
        match network_hint(&self.outx.inner.base).filter(|_| error.code == Code::Network) {
            Some(hint) => failed.hint(&hint),
            None => failed,
        }
    }
}

/// Returns the output of a future, or `None` when `limit` completes first.
pub(crate) async fn within<T>(limit: &mut BoxFuture<'static, ()>, future: impl Future<Output = T>) -> Option<T> {
    match select(pin!(future), limit).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(_) => None,
    }
}
