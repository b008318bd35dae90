//! One call, from its arguments to its value or failure.

use std::rc::Rc;

use js_sys::{Date, JSON, Math, Promise};
use outx_core::check::check;
use outx_core::error::{Code, classify};
use outx_core::operation::Operation;
use outx_core::pace::Admission;
use outx_core::request::target;
use outx_core::retry::{self, Attempt, Next, decide, is_invitation_limit, may_repeat};
use outx_core::retry_after;
use wasm_bindgen::prelude::*;

use crate::answer::{Answer, flaw, reason};
use crate::client::Shared;
use crate::context::Context;
use crate::failure::Failure;
use crate::js::{Js, get, get_text, steady_ms};
use crate::options::{Credential, Given};
use crate::request::Request;
use crate::secret::Secret;

/// What a call waits for.
#[derive(Clone, Copy, PartialEq)]
#[cfg_attr(feature = "inject-panic", derive(Debug))]
enum Phase {
    /// Nothing yet, or room among the hour's LinkedIn actions.
    Room,
    /// The caller's key or token.
    Credential,
    /// The answer's head.
    Head,
    /// The value of a success.
    Value,
    /// The text of an error.
    Text,
    /// The time to try again.
    Backoff,
    /// Nothing more.
    Over,
}

/// A call under way.
pub struct Call {
    pub(crate) shared: Rc<Shared>,
    pub(crate) operation: &'static Operation,
    pub(crate) url: JsValue,
    body: JsValue,
    given: Given,
    pub(crate) context: Context,
    pub(crate) secret: Option<Secret>,
    key: JsValue,
    phase: Phase,
    pub(crate) attempts: u32,
    /// By the steady clock.
    began_ms: f64,
    pub(crate) answer: Option<Answer>,
}

type Step = Result<JsValue, Failure>;

impl Call {
    /// Checks the arguments of a call; nothing is sent yet.
    pub fn new(
        shared: Rc<Shared>,
        operation: &'static Operation,
        args: Js,
        given: Given,
        context: Context,
    ) -> Result<Self, JsValue> {
        #[cfg(feature = "inject-panic")]
        crate::trap::at(&given, "Begin");
        let refuse = |message: String, cause| {
            shared.usage.borrow_mut().failed(Code::InvalidRequest);
            Failure::new(Code::InvalidRequest, message, operation).with("cause", cause).into_js()
        };
        check(operation, &args).map_err(|message| refuse(message, JsValue::UNDEFINED))?;
        let mut url = shared.settings.base.clone();
        url.push_str(&target(operation, &args));
        let url = url.into();
        let body = match operation.has_body() {
            true if args.0.is_undefined() => "{}".into(),
            true => JSON::stringify(&args.0)
                .map_err(|cause| refuse("the arguments cannot be written as JSON".to_owned(), cause))?
                .into(),
            false => JsValue::UNDEFINED,
        };
        // An OTP is mailed or spent by each call: nothing is kept of it that a repeat could be answered with.
        let key = match shared.settings.is_gateway() && operation.kind.is_write() && operation.auth {
            true => match given.idempotency_key() {
                none if none.is_undefined() => context.new_key(),
                key => key,
            },
            false => JsValue::UNDEFINED,
        };
        let began_ms = steady_ms();
        let (secret, phase, attempts, answer) = (None, Phase::Room, 0, None);
        Ok(Self { shared, operation, url, body, given, context, secret, key, phase, attempts, began_ms, answer })
    }
}

impl Call {
    /// Whether the last step was the last.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Goes on, as [`crate::step`] says.
    pub fn step(&mut self, ok: bool, value: JsValue) -> Result<JsValue, JsValue> {
        #[cfg(feature = "inject-panic")]
        crate::trap::at(&self.given, &format!("{:?}", self.phase));
        let step = match (self.phase, ok) {
            (Phase::Room, _) => self.make_room(),
            (Phase::Credential, true) => self.authenticate(Secret::new(&value)),
            (Phase::Credential, false) => Err(self.no_answer_for(value)),
            (Phase::Head, true) => self.read(value),
            (Phase::Head, false) => self.lost(value),
            (Phase::Value, true) => self.finish(value),
            (Phase::Value, false) => self.unreadable(value),
            (Phase::Text, _) => self.refused(value),
            (Phase::Backoff, _) => self.send(),
            (Phase::Over, _) => Ok(JsValue::UNDEFINED),
        };
        step.map_err(|failure| {
            self.phase = Phase::Over;
            self.shared.usage.borrow_mut().failed(failure.code);
            failure.into_js()
        })
    }
}

impl Call {
    fn wait(&mut self, phase: Phase, promise: Promise) -> Step {
        self.phase = phase;
        Ok(promise.into())
    }

    fn left_ms(&self) -> f64 {
        self.began_ms + self.shared.settings.total_timeout_ms - steady_ms()
    }

    fn make_room(&mut self) -> Step {
        if !self.operation.action {
            return self.ask_credential();
        }
        let limit = self.shared.settings.actions_per_hour;
        let admission = self.shared.pace.borrow_mut().admit(Date::now(), limit, self.left_ms());
        match admission {
            Admission::Begin => self.ask_credential(),
            Admission::Wait(ms) => {
                let slept = self.context.sleep(ms);
                self.wait(Phase::Room, slept)
            }
            Admission::Refuse(ms) => {
                let text = "the hour's LinkedIn actions are spent: wait for retryAfterMs or raise actionsPerHour";
                Err(self.failure(Code::ActionBudget, text).with("retryAfterMs", ms.into()).retryable())
            }
        }
    }

    fn ask_credential(&mut self) -> Step {
        match &self.shared.settings.credential {
            _ if !self.operation.auth => self.send(),
            Credential::None => self.send(),
            Credential::Fixed(secret) => {
                let secret = secret.clone();
                self.authenticate(secret)
            }
            Credential::Asked(ask) => match ask.call0(&JsValue::UNDEFINED) {
                Ok(given) if given.is_string() => self.authenticate(Secret::new(&given)),
                Ok(given) => {
                    // Whoever gives the credential may be as slow as any server.
                    self.context.attempt(self.left_ms());
                    self.wait(Phase::Credential, Promise::resolve(&given))
                }
                Err(cause) => Err(self.no_answer_for(cause)),
            },
        }
    }

    fn no_answer_for(&self, cause: JsValue) -> Failure {
        match self.context.timed_out() {
            true => self.no_credential(Code::Timeout, "was not given in time"),
            false => self.no_credential(Code::MissingKey, "could not be got").with("cause", cause),
        }
    }

    fn authenticate(&mut self, secret: Result<Secret, &'static str>) -> Step {
        self.secret = Some(secret.map_err(|reason| self.no_credential(Code::MissingKey, reason))?);
        self.send()
    }

    fn no_credential(&self, code: Code, reason: &str) -> Failure {
        let mut text = if self.shared.settings.is_gateway() { "token " } else { "apiKey " }.to_owned();
        text.push_str(reason);
        self.failure(code, &text)
    }

    fn send(&mut self) -> Step {
        let ms = self.given.timeout_ms().min(self.left_ms());
        if ms <= 0.0 {
            // Nothing is under way: either nothing was sent yet, or what was sent may be repeated.
            return Err(self.failure(Code::Timeout, "the call's total time is spent").retryable());
        }
        self.attempts += 1;
        self.notify(0, None, None);
        let request = Request {
            operation: self.operation,
            url: &self.url,
            secret: self.secret.as_ref(),
            body: &self.body,
            headers: &self.given.headers(),
            key: &self.key,
            attempt: self.attempts,
            signal: self.context.attempt(ms),
        };
        let sent = request.send(&self.shared.settings, &self.shared.words);
        match sent {
            Ok(answer) => self.wait(Phase::Head, answer),
            Err(cause) => self.lost(cause),
        }
    }

    fn read(&mut self, answer: JsValue) -> Step {
        if !answer.is_object() {
            return Err(self.failure(Code::BadResponse, "fetch gave something that is not a response"));
        }
        let answer: Answer = answer.unchecked_into();
        let status = answer.status();
        if self.shared.settings.wants_session
            && let Some(token) = answer.header("x-outx-session")
        {
            self.context.renewed(token.into());
        }
        let body = match status {
            204 | 205 | 0 | 300..400 => None,
            200..300 => Some((Phase::Value, answer.json())),
            _ => Some((Phase::Text, answer.text())),
        };
        self.answer = Some(answer);
        match body {
            Some((phase, Ok(body))) => self.wait(phase, body),
            Some((_, Err(_))) => self.bad("fetch gave something that is not a response"),
            None if status == 204 || status == 205 => self.bad("the answer has no body"),
            None => self.bad("the server answered with a redirect, which is not followed"),
        }
    }

    fn finish(&mut self, value: JsValue) -> Step {
        if let Some(text) = flaw(self.operation, &value) {
            return self.bad(&text);
        }
        self.context.settle();
        let mut bucket = self.shared.bucket.get();
        bucket.give();
        self.shared.bucket.set(bucket);
        self.notify(1, None, None);
        self.phase = Phase::Over;
        Ok(value)
    }

    /// The body of a success could not be read.
    fn unreadable(&mut self, cause: JsValue) -> Step {
        // By name: an error of another realm is no instance of our class.
        match get_text(&cause, "name").as_deref() == Some("SyntaxError") {
            true => self.bad("the answer is not JSON"),
            false => self.lost(cause),
        }
    }

    fn bad(&mut self, text: &str) -> Step {
        let failure = self.failure(Code::BadResponse, text);
        self.end(None, failure)
    }

    /// There was no answer, or its body broke off.
    fn lost(&mut self, cause: JsValue) -> Step {
        if self.context.timed_out() {
            let failure = self.failure(Code::Timeout, "there was no answer in time");
            return self.end(Some(retry::Failure::Timeout), failure);
        }
        let code = get_text(&get(&cause, "cause"), "code");
        let unsent = matches!(code.as_deref(), Some("ECONNREFUSED" | "ENOTFOUND"));
        let cause = self.secret.as_ref().map_or_else(|| cause.clone(), |secret| secret.redact_thrown(&cause));
        let failure = self.failure(Code::Network, "there was no answer: the connection failed").with("cause", cause);
        self.end(Some(retry::Failure::Network { unsent }), failure)
    }

    /// An error answer with its text, which may be anything.
    fn refused(&mut self, body: JsValue) -> Step {
        let answer = self.answer.as_ref();
        let status = answer.map_or(0, Answer::status);
        let (fields, text) = reason(status, &body);
        let code = classify(status, get_text(&fields, "code").as_deref(), &text, Some(self.operation));
        let asked = answer.and_then(|answer| answer.header("retry-after"));
        let retry_after_ms = asked.and_then(|asked| retry_after::parse(&asked, Date::now()));
        let mut failure = self.failure(code, &text);
        if let Some(ms) = retry_after_ms {
            failure = failure.with("retryAfterMs", ms.into());
        }
        if self.request_id().is_none()
            && let Some(id) = get_text(&fields, "request_id")
        {
            failure = failure.with("requestId", self.redact(&id).into());
        }
        let invitation_limit = is_invitation_limit(&text);
        self.end(Some(retry::Failure::Answer { status, code, retry_after_ms, invitation_limit }), failure)
    }

    /// Ends the attempt: by another one, or with the failure.
    fn end(&mut self, how: Option<retry::Failure>, failure: Failure) -> Step {
        self.context.give_up();
        self.notify(1, Some(failure.code), None);
        self.answer = None;
        let Some(how) = how else { return Err(failure) };
        let way = self.shared.settings.way;
        let limit = self.given.attempts();
        let attempt = Attempt { number: self.attempts, limit, left_ms: self.left_ms(), jitter: Math::random() };
        let mut bucket = self.shared.bucket.get();
        let next = decide(self.operation, way, how, attempt, &mut bucket);
        self.shared.bucket.set(bucket);
        let Next::Wait(ms) = next else {
            return Err(if may_repeat(self.operation, way, how) { failure.retryable() } else { failure });
        };
        self.shared.usage.borrow_mut().retries += 1;
        self.notify(2, Some(failure.code), Some(ms));
        let slept = self.context.sleep(ms);
        self.wait(Phase::Backoff, slept)
    }
}
