//! Drives the state machine of one call ([`outx_core::call`]) from JavaScript.

use std::rc::Rc;

use js_sys::{Date, Math};
use outx_core::api::operation::Operation;
use outx_core::call::{
    Call, CallError, Clock, CredentialError, Input, NetworkFailure, Output, State, check_credential, decode_slugs,
    target,
};
use outx_core::policy::code::Code;
use wasm_bindgen::prelude::*;

use super::client::Client;
use super::host::CallHost;
use super::options::JsCallOptions;
use super::response::JsResponse;
use crate::js_value::{Js, get, get_text, steady_ms};

/// A call in progress.
pub struct JsCall {
    client: Rc<Client>,
    machine: Call<JsResponse>,
    host: CallHost,
    /// The API key or token as a JavaScript string; `undefined` before there is one.
    credential: JsValue,
    #[cfg(feature = "inject-panic")]
    options: JsCallOptions,
}

/// The clocks and the random numbers of JavaScript.
struct JsClock;

impl Clock for JsClock {
    fn steady_ms(&self) -> f64 {
        steady_ms()
    }

    fn unix_ms(&self) -> f64 {
        Date::now()
    }

    fn jitter(&self) -> f64 {
        Math::random()
    }
}

impl JsCall {
    /// Validates the arguments of a call and prepares its request. Nothing is sent. Returns `None` when an argument is wrong; the host then
    /// has the error.
    pub fn new(
        client: Rc<Client>,
        operation: &'static Operation,
        args: JsValue,
        options: JsCallOptions,
        host: CallHost,
    ) -> Option<Self> {
        let args = Js(args);
        // Copied, not borrowed: the arguments may have getters that use the client.
        let route = client.state.borrow().settings.route;
        let reject = |error: CallError| {
            client.state.borrow_mut().record_rejection(&error);
            fail(&error, &host);
        };
        let extra = Js(options.extra_args());
        let machine = Call::new(operation, &args, &extra, options.options(), &JsClock).map_err(reject).ok()?;
        decode_slugs(operation, &args, |name| host.decode_argument(name));
        let needs_idempotency_key = machine.needs_idempotency_key(route);
        let target = target(operation, &args, &extra);
        if !host.prepare(operation.method as u32, &target, operation.has_body(), needs_idempotency_key) {
            reject(CallError::new(Code::InvalidRequest, "the arguments cannot be written as JSON"));
            return None;
        }
        Some(Self {
            client,
            machine,
            host,
            credential: JsValue::UNDEFINED,
            #[cfg(feature = "inject-panic")]
            options,
        })
    }

    /// Whether the call has ended.
    pub fn is_over(&self) -> bool {
        self.machine.state() == State::Done
    }

    /// Resumes the call; see [`super::exports::resume_call`].
    pub fn resume(&mut self, ok: bool, value: JsValue) -> JsValue {
        #[cfg(feature = "inject-panic")]
        super::trap::at(&self.options, &format!("{:?}", self.machine.state()));
        let value = Js(value);
        let input: Input<'_, JsResponse, Js> = match self.machine.state() {
            State::Created => Input::Start,
            State::AwaitingRateLimit | State::AwaitingRetry => Input::Slept,
            State::AwaitingCredential if ok => Input::Credential(self.set_credential(&value.0)),
            State::AwaitingCredential if self.host.timed_out() => Input::Credential(Err(CredentialError::TimedOut)),
            State::AwaitingCredential => Input::Credential(Err(CredentialError::Failed)),
            State::AwaitingHeaders if ok && value.0.is_object() => Input::Head(value.0.clone().unchecked_into()),
            State::AwaitingHeaders if ok => Input::NotResponse,
            State::ReadingJson if ok => Input::Json(&value),
            // Compared by name: an error of another realm is not an instance of this realm's class.
            State::ReadingJson if get_text(&value.0, "name").as_deref() == Some("SyntaxError") => Input::NotJson,
            State::ReadingError => Input::ErrorBody(Some(&value).filter(|_| ok)),
            State::AwaitingHeaders | State::ReadingJson | State::Done => Input::Failed(self.failure(&value.0)),
        };
        self.advance(input)
    }

    /// Hands an input to the machine and does what the machine returns, until there is a promise to await.
    fn advance(&mut self, mut input: Input<'_, JsResponse, Js>) -> JsValue {
        loop {
            let output = self.machine.handle(input, &JsClock, &mut self.client.state.borrow_mut());
            let pending = match output {
                Some(Output::Sleep(ms)) => self.host.sleep(ms),
                Some(Output::AskCredential { timeout_ms }) => {
                    let credential = self.host.ask_credential(timeout_ms);
                    if credential.is_string() {
                        input = Input::Credential(self.set_credential(&credential));
                        continue;
                    }
                    credential
                }
                Some(Output::Send { attempt, timeout_ms }) => self.host.send(&self.credential, attempt, timeout_ms),
                Some(Output::ReadJson) => self.host.read_json(),
                Some(Output::ReadText) => self.host.read_error(),
                Some(Output::Retry { delay_ms, code }) => {
                    let pending = self.host.retry(code.as_str(), delay_ms);
                    if pending.is_undefined() {
                        input = Input::GiveUp;
                        continue;
                    }
                    pending
                }
                Some(Output::Fail(error)) => {
                    fail(&error, &self.host);
                    return JsValue::UNDEFINED;
                }
                Some(Output::Done) => {
                    self.host.succeed(self.machine.operation().kind.is_task());
                    return JsValue::UNDEFINED;
                }
                None => return JsValue::UNDEFINED,
            };
            if !pending.is_undefined() {
                return pending;
            }
            input = Input::NotResponse;
        }
    }

    fn set_credential(&mut self, value: &JsValue) -> Result<(), CredentialError> {
        check_credential(&value.as_string().ok_or(CredentialError::NotText)?)?;
        self.credential = value.clone();
        Ok(())
    }

    fn failure(&self, cause: &JsValue) -> NetworkFailure {
        if self.host.timed_out() {
            return NetworkFailure::Timeout;
        }
        match get_text(&get(cause, "cause"), "code").as_deref() {
            Some("ECONNREFUSED" | "ENOTFOUND") => NetworkFailure::Unsent,
            _ => NetworkFailure::Broken,
        }
    }
}

/// Hands the error of the call to JavaScript, which throws it.
fn fail(error: &CallError, host: &CallHost) {
    let (class, code) = (error.code.class() as u32, error.code.as_str());
    let request_id = error.request_id.as_deref().map_or(JsValue::UNDEFINED, JsValue::from);
    let (status, retry_after_ms) = (error.status.unwrap_or_default(), error.retry_after_ms.unwrap_or(-1.0));
    host.fail(class, code, &error.message, error.retryable, &request_id, status, retry_after_ms);
}
