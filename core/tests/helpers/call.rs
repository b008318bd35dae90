//! A driver of the call machine without a network: a script has the outcome of each attempt, and the clock is simulated.

use outx_core::api::operation::Operation;
use outx_core::call::{
    Call, CallError, CallOptions, ClientSettings, ClientState, CredentialError, Input, Moment, NetworkFailure, Output,
    ResponseHead, State,
};
use outx_core::policy::retry::Route;
use serde_json::Value as Json;

use super::json::Args;

/// The outcome of an attempt.
#[derive(Clone, Debug)]
pub enum Attempt {
    /// A response after so many milliseconds. The body is `None` when it is not JSON.
    Response { status: u16, retry_after: Option<String>, body: Option<Json>, ms: f64 },
    /// A head, and then a failure.
    CutOff { status: u16, failure: NetworkFailure },
    /// No response.
    Failed(NetworkFailure),
    /// Something that is not a response.
    NotResponse,
}

/// A response of a script.
#[derive(Clone, Debug)]
pub struct Head {
    status: u16,
    retry_after: Option<String>,
}

impl ResponseHead for Head {
    fn status(&self) -> u16 {
        self.status
    }

    fn header(&self, name: &str) -> Option<String> {
        match name {
            "retry-after" => self.retry_after.clone(),
            "x-request-id" => Some("r-1".to_owned()),
            _ => None,
        }
    }
}

/// A call to drive.
#[derive(Clone, Debug)]
pub struct Setup {
    pub operation: &'static Operation,
    pub args: Json,
    /// The arguments that the operation's description lacks.
    pub extra: Option<Json>,
    pub route: Route,
    pub attempts: u32,
    pub attempt_timeout_ms: f64,
    pub total_timeout_ms: f64,
    pub jitter: f64,
    /// The number of the attempt after which the caller wants no further one; 0 for no such attempt.
    pub give_up_after: u32,
    /// The milliseconds that the credential takes, or why there is none.
    pub credential: Result<f64, CredentialError>,
}

/// The record of a call that was driven to its end.
#[derive(Debug)]
pub struct Transcript {
    /// Every output of the machine, in order.
    pub outputs: Vec<Output>,
    /// Every attempt that was sent, in order.
    pub attempts: Vec<Attempt>,
    /// When it ended, in milliseconds.
    pub ended_ms: f64,
    pub client: ClientState,
}

/// The state of a new client that uses the route of the set-up.
pub fn client(setup: &Setup) -> ClientState {
    ClientState::new(ClientSettings { route: setup.route, has_credential: true, actions_per_hour: 50 })
}

/// Drives a call to its end. The last attempt of the script is repeated.
///
/// # Errors
/// The error of a call whose arguments are wrong.
pub fn drive(setup: &Setup, client: ClientState, script: &[Attempt]) -> Result<Transcript, CallError> {
    Driver { setup, client, script, now_ms: 0.0, outputs: Vec::new(), attempts: Vec::new() }.run()
}

struct Driver<'a> {
    setup: &'a Setup,
    client: ClientState,
    script: &'a [Attempt],
    now_ms: f64,
    outputs: Vec<Output>,
    attempts: Vec<Attempt>,
}

type Report = Input<'static, Head, Args>;

impl Driver<'_> {
    fn run(mut self) -> Result<Transcript, CallError> {
        let setup = self.setup;
        let options = CallOptions {
            attempt_timeout_ms: setup.attempt_timeout_ms,
            total_timeout_ms: setup.total_timeout_ms,
            attempts: setup.attempts,
        };
        let args = Args(Some(setup.args.clone()));
        let now = self.moment();
        let mut call = Call::new(setup.operation, &args, &Args(setup.extra.clone()), options, &now)?;
        let mut timeout_ms = f64::INFINITY;
        let mut output = self.report(&mut call, Input::Start);
        loop {
            output = match output {
                Output::Retry { .. } if call.attempt() == setup.give_up_after => self.report(&mut call, Input::GiveUp),
                Output::Sleep(ms) | Output::Retry { delay_ms: ms, .. } => {
                    self.now_ms += ms;
                    self.report(&mut call, Input::Slept)
                }
                Output::AskCredential { timeout_ms } => {
                    let credential = self.credential(timeout_ms);
                    self.report(&mut call, Input::Credential(credential))
                }
                Output::Send { timeout_ms: ms, .. } => {
                    timeout_ms = ms;
                    self.send(&mut call, ms)
                }
                Output::ReadJson | Output::ReadText => self.read(&mut call, timeout_ms),
                Output::Done | Output::Fail(_) => break,
            };
        }
        self.assert_over(&mut call);
        let Self { outputs, attempts, now_ms: ended_ms, client, .. } = self;
        Ok(Transcript { outputs, attempts, ended_ms, client })
    }

    fn moment(&self) -> Moment {
        Moment { steady_ms: self.now_ms, unix_ms: 1_775_000_000_000.0 + self.now_ms, jitter: self.setup.jitter }
    }

    fn report(&mut self, call: &mut Call<Head>, input: Report) -> Output {
        let now = self.moment();
        let output = call.handle(input, &now, &mut self.client).expect("an output for an input that was waited for");
        self.outputs.push(output.clone());
        output
    }

    fn credential(&mut self, timeout_ms: f64) -> Result<(), CredentialError> {
        let taken_ms = self.setup.credential?;
        self.now_ms += taken_ms.min(timeout_ms);
        if taken_ms < timeout_ms { Ok(()) } else { Err(CredentialError::TimedOut) }
    }

    fn send(&mut self, call: &mut Call<Head>, timeout_ms: f64) -> Output {
        let number = self.attempts.len();
        let attempt = self.script[number.min(self.script.len() - 1)].clone();
        self.attempts.push(attempt.clone());
        let input = match attempt {
            Attempt::Response { status, retry_after, ms, .. } if ms < timeout_ms => {
                Input::Head(Head { status, retry_after })
            }
            Attempt::CutOff { status, .. } => Input::Head(Head { status, retry_after: None }),
            Attempt::Response { .. } | Attempt::Failed(NetworkFailure::Timeout) => {
                self.now_ms += timeout_ms;
                Input::Failed(NetworkFailure::Timeout)
            }
            Attempt::Failed(failure) => Input::Failed(failure),
            Attempt::NotResponse => Input::NotResponse,
        };
        self.report(call, input)
    }

    fn read(&mut self, call: &mut Call<Head>, timeout_ms: f64) -> Output {
        let attempt = self.attempts.last().expect("an attempt").clone();
        let now = match &attempt {
            Attempt::Response { ms, .. } => *ms,
            Attempt::CutOff { failure: NetworkFailure::Timeout, .. } => timeout_ms,
            _ => 0.0,
        };
        self.now_ms += now;
        let is_json = call.state() == State::ReadingJson;
        let body = match attempt {
            Attempt::CutOff { failure, .. } => return self.report(call, Input::Failed(failure)),
            Attempt::Response { body, .. } => body,
            other => panic!("nothing to read of {other:?}"),
        };
        let now = self.moment();
        let body = body.map(|body| Args(Some(body)));
        let input = match &body {
            Some(body) if is_json => Input::Json(body),
            None if is_json => Input::NotJson,
            body => Input::ErrorBody(body.as_ref()),
        };
        let output = call.handle(input, &now, &mut self.client).expect("an output for a body");
        self.outputs.push(output.clone());
        output
    }

    /// A call that has ended has no output for any input.
    fn assert_over(&mut self, call: &mut Call<Head>) {
        assert_eq!(call.state(), State::Done);
        let body = Args(None);
        let reports: [Input<'_, Head, Args>; 10] = [
            Input::Start,
            Input::Slept,
            Input::GiveUp,
            Input::Credential(Ok(())),
            Input::Head(Head { status: 200, retry_after: None }),
            Input::Json(&body),
            Input::NotJson,
            Input::ErrorBody(None),
            Input::Failed(NetworkFailure::Broken),
            Input::NotResponse,
        ];
        let now = self.moment();
        for report in reports {
            let report_text = format!("{report:?}");
            assert_eq!(call.handle(report, &now, &mut self.client), None, "after the end, {report_text}");
        }
    }
}
