//! The state machine of one call.
//!
//! A driver creates a [`Call`] and passes [`Input::Start`]. It carries out each [`Output`] and passes the result as the next input, until
//! the output is [`Output::Done`] or [`Output::Fail`].

use super::body::{parse_error_body, validate_body};
use super::client::{CallOptions, ClientState};
use super::error::{CallError, CredentialError, NetworkFailure};
use super::protocol::{Clock, Input, Output, ResponseHead, State};
use super::request::{check_extra_args, check_request_path};
use super::validate::validate;
use super::value::Value;
use crate::api::operation::Operation;
use crate::policy::code::{Code, classify};
use crate::policy::rate_limit::Admission;
use crate::policy::retry::{
    Attempt, AttemptFailure, RetryDecision, Route, is_invitation_limit, is_safe_to_retry, next_action,
};
use crate::policy::retry_after;
use crate::text::message::MessageBuilder;

/// One call in progress.
#[derive(Debug)]
pub struct Call<R> {
    operation: &'static Operation,
    options: CallOptions,
    deadline_ms: f64,
    state: State,
    attempt: u32,
    response: Option<R>,
    /// The error of the latest attempt, while the call waits for the next one.
    failure: Option<Box<CallError>>,
}

type Step = Result<Output, CallError>;

fn check_arguments<V: Value>(operation: &Operation, args: &V, extra: &V) -> Result<(), String> {
    validate(operation, args)?;
    check_extra_args(operation, extra)?;
    if !operation.is_request() {
        return Ok(());
    }
    let path = args.field("path").text().unwrap_or_default();
    check_request_path(&path).map_err(|reason| MessageBuilder::new("path ").push(reason).finish())
}

impl<R> Call<R> {
    /// Validates the arguments of a call and creates its state machine, which has sent nothing. `extra` has the arguments that the
    /// operation's description lacks, or the query of a request whose path the caller names. A driver counts an error with
    /// [`ClientState::record_rejection`].
    ///
    /// # Errors
    /// `invalid_request`, about the first wrong argument.
    pub fn new<V: Value>(
        operation: &'static Operation,
        args: &V,
        extra: &V,
        options: CallOptions,
        now: &impl Clock,
    ) -> Result<Self, CallError> {
        check_arguments(operation, args, extra).map_err(|message| CallError::new(Code::InvalidRequest, message))?;
        let deadline_ms = now.steady_ms() + options.total_timeout_ms;
        Ok(Self { operation, options, deadline_ms, state: State::Created, attempt: 0, response: None, failure: None })
    }

    /// Its operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The input that it waits for.
    pub fn state(&self) -> State {
        self.state
    }

    /// The number of its latest attempt, from 1; 0 before the first.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The response of the latest attempt, if its head was received.
    pub fn response(&self) -> Option<&R> {
        self.response.as_ref()
    }

    /// Whether its requests carry an idempotency key. The OTP operations have none: each request sends a code or uses one up, so the
    /// gateway stores no outcome that a repeat could return.
    pub fn needs_idempotency_key(&self, route: Route) -> bool {
        route == Route::Gateway && self.operation.kind.is_write() && self.operation.auth
    }
}

impl<R: ResponseHead> Call<R> {
    /// Handles an input. `None` when the call does not wait for it, such as after its end.
    pub fn handle<V: Value>(
        &mut self,
        input: Input<'_, R, V>,
        now: &impl Clock,
        client: &mut ClientState,
    ) -> Option<Output> {
        let step = match (self.state, input) {
            (State::Created, Input::Start) => {
                client.usage.calls += 1;
                self.acquire_action(now, client)
            }
            (State::AwaitingRateLimit, Input::Slept) => self.acquire_action(now, client),
            (State::AwaitingCredential, Input::Credential(Ok(()))) | (State::AwaitingRetry, Input::Slept) => {
                self.send(now, client)
            }
            (State::AwaitingRetry, Input::GiveUp) => {
                // The token of a retry that is not made.
                client.retry_budget.deposit();
                Err(*self.failure.take()?)
            }
            (State::AwaitingCredential, Input::Credential(Err(error))) => self.on_credential_error(error, client),
            (State::AwaitingHeaders, Input::Head(response)) => self.on_head(response, client),
            (State::AwaitingHeaders | State::ReadingJson | State::ReadingError, Input::NotResponse) => {
                self.fail_bad_response("fetch returned something that is not a response")
            }
            (State::AwaitingHeaders | State::ReadingJson, Input::Failed(failure)) => {
                self.on_network_failure(failure, now, client)
            }
            (State::ReadingJson, Input::Json(body)) => self.on_json(body, client),
            (State::ReadingJson, Input::NotJson) => self.fail_bad_response("the response is not JSON"),
            (State::ReadingError, Input::ErrorBody(body)) => self.on_error_body(body, now, client),
            (State::ReadingError, Input::Failed(_)) => self.on_error_body::<V>(None, now, client),
            _ => return None,
        };
        Some(step.unwrap_or_else(|error| {
            self.state = State::Done;
            client.usage.record_error(error.code);
            Output::Fail(Box::new(error))
        }))
    }

    fn wait(&mut self, state: State, output: Output) -> Step {
        self.state = state;
        Ok(output)
    }

    fn left_ms(&self, now: &impl Clock) -> f64 {
        self.deadline_ms - now.steady_ms()
    }

    fn acquire_action(&mut self, now: &impl Clock, client: &mut ClientState) -> Step {
        if !self.operation.action {
            return self.ask_credential(now, client);
        }
        let limit = client.settings.actions_per_hour;
        match client.rate_limiter.try_acquire(now.unix_ms(), limit, self.left_ms(now)) {
            Admission::Acquired => self.ask_credential(now, client),
            Admission::Wait(ms) => self.wait(State::AwaitingRateLimit, Output::Sleep(ms)),
            Admission::Exceeded(ms) => {
                let text = "the hour's LinkedIn actions are spent: wait for retryAfterMs or raise actionsPerHour";
                let mut error = self.error(Code::ActionBudget, text).retryable();
                error.retry_after_ms = Some(ms);
                Err(error)
            }
        }
    }

    fn ask_credential(&mut self, now: &impl Clock, client: &mut ClientState) -> Step {
        if !self.operation.auth || !client.settings.has_credential {
            return self.send(now, client);
        }
        let timeout_ms = self.left_ms(now);
        self.wait(State::AwaitingCredential, Output::AskCredential { timeout_ms })
    }

    fn on_credential_error(&self, error: CredentialError, client: &ClientState) -> Step {
        let name = if client.settings.route == Route::Gateway { "token" } else { "apiKey" };
        Err(self.error(error.code(), &error.message(name)))
    }

    fn send(&mut self, now: &impl Clock, client: &mut ClientState) -> Step {
        let timeout_ms = self.options.attempt_timeout_ms.min(self.left_ms(now));
        if timeout_ms <= 0.0 {
            // No request is in flight: either none was sent, or the last one may be repeated.
            return Err(self.error(Code::Timeout, "the call's total time is spent").retryable());
        }
        client.usage.retries += u32::from(self.attempt > 0);
        self.attempt += 1;
        let attempt = self.attempt;
        self.wait(State::AwaitingHeaders, Output::Send { attempt, timeout_ms })
    }

    fn on_head(&mut self, response: R, client: &mut ClientState) -> Step {
        let status = response.status();
        self.response = Some(response);
        match status {
            204 | 205 if self.operation.may_be_empty() => self.succeed(client),
            204 | 205 => self.fail_bad_response("the response has no body"),
            0 | 300..400 => self.fail_bad_response("the server returned a redirect, which is not followed"),
            200..300 => self.wait(State::ReadingJson, Output::ReadJson),
            _ => self.wait(State::ReadingError, Output::ReadText),
        }
    }

    fn on_json<V: Value>(&mut self, body: &V, client: &mut ClientState) -> Step {
        match validate_body(self.operation, body) {
            Err(text) => self.fail_bad_response(&text),
            Ok(()) => self.succeed(client),
        }
    }

    fn succeed(&mut self, client: &mut ClientState) -> Step {
        client.retry_budget.deposit();
        self.wait(State::Done, Output::Done)
    }

    fn fail_bad_response(&self, text: &str) -> Step {
        Err(self.error(Code::BadResponse, text))
    }

    fn on_network_failure(&mut self, failure: NetworkFailure, now: &impl Clock, client: &mut ClientState) -> Step {
        let (code, text, failure) = match failure {
            NetworkFailure::Timeout => (Code::Timeout, "there was no response in time", AttemptFailure::Timeout),
            NetworkFailure::Unsent | NetworkFailure::Broken => {
                // Once a response has begun, the request was sent, whatever the HTTP client says.
                let unsent = failure == NetworkFailure::Unsent && self.response.is_none();
                (Code::Network, "there was no response: the connection failed", AttemptFailure::Network { unsent })
            }
        };
        let error = self.error(code, text);
        self.retry_or_fail(failure, error, now, client)
    }

    fn on_error_body<V: Value>(&mut self, body: Option<&V>, now: &impl Clock, client: &mut ClientState) -> Step {
        let field = |name: &str| body.and_then(|body| body.field(name).text());
        let response = self.response.as_ref();
        let status = response.map_or(0, ResponseHead::status);
        let text = parse_error_body(status, body);
        let code = classify(status, field("code").as_deref(), &text, Some(self.operation));
        let header = response.and_then(|response| response.header("retry-after"));
        let retry_after_ms = header.and_then(|header| retry_after::parse(&header, now.unix_ms()));
        let mut error = self.error(code, &text);
        error.retry_after_ms = retry_after_ms;
        error.request_id = error.request_id.or_else(|| field("request_id"));
        let invitation_limit = is_invitation_limit(&text);
        let failure = AttemptFailure::Response { status, code, retry_after_ms, invitation_limit };
        self.retry_or_fail(failure, error, now, client)
    }

    fn retry_or_fail(
        &mut self,
        failure: AttemptFailure,
        mut error: CallError,
        now: &impl Clock,
        client: &mut ClientState,
    ) -> Step {
        let route = client.settings.route;
        let attempt = Attempt {
            number: self.attempt,
            limit: self.options.attempts,
            left_ms: self.left_ms(now),
            jitter: now.jitter(),
        };
        let decision = next_action(self.operation, route, failure, attempt, &mut client.retry_budget);
        error.retryable = is_safe_to_retry(self.operation, route, failure);
        match decision {
            RetryDecision::RetryAfter(delay_ms) => {
                self.response = None;
                let code = error.code;
                self.failure = Some(Box::new(error));
                self.wait(State::AwaitingRetry, Output::Retry { delay_ms, code })
            }
            RetryDecision::GiveUp => Err(error),
        }
    }

    /// An error with the status and the request id of the response, if there is one.
    fn error(&self, code: Code, text: &str) -> CallError {
        let mut error = CallError::new(code, text);
        if let Some(response) = &self.response {
            error.status = Some(response.status()).filter(|status| *status > 0);
            error.request_id = response.header("x-request-id");
        }
        error
    }
}
