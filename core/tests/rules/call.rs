//! Transcripts of calls: the outputs of the machine, and how the call ends.

use outx_core::api::OPERATIONS;
use outx_core::call::{CallError, CredentialError, NetworkFailure, Output, check_credential};
use outx_core::policy::code::Code;
use outx_core::policy::rate_limit::Admission;
use outx_core::policy::retry::Route;
use serde_json::{Value as Json, json};

use crate::driver::{Attempt, Setup, Transcript, client, drive};
use crate::util::op;

const SEND_1: Output = Output::Send { attempt: 1, timeout_ms: 30_000.0 };
const SEND_2: Output = Output::Send { attempt: 2, timeout_ms: 30_000.0 };
const ASK: Output = Output::AskCredential { timeout_ms: 120_000.0 };
const RESET: Attempt = Attempt::Failed(NetworkFailure::Broken);
const SILENCE: Attempt = Attempt::Failed(NetworkFailure::Timeout);

pub fn setup(operation: &str, args: Json, route: Route) -> Setup {
    Setup {
        operation: op(operation),
        args,
        extra: None,
        route,
        attempts: 3,
        attempt_timeout_ms: 30_000.0,
        total_timeout_ms: 120_000.0,
        jitter: 0.5,
        give_up_after: 0,
        credential: Ok(0.0),
    }
}

fn read() -> Setup {
    setup("team.get", json!({}), Route::Server)
}

fn write(route: Route) -> Setup {
    setup("linkedin.fetchProfile", json!({ "profile_slug": "ada-example" }), route)
}

fn response(status: u16, body: Json) -> Attempt {
    Attempt::Response { status, retry_after: None, body: Some(body), ms: 0.0 }
}

fn later(status: u16, retry_after: &str) -> Attempt {
    Attempt::Response { status, retry_after: Some(retry_after.to_owned()), body: None, ms: 0.0 }
}

fn success() -> Attempt {
    response(200, json!({ "success": true, "api_agent_task_id": "t-1" }))
}

#[track_caller]
fn run(setup: &Setup, script: &[Attempt]) -> Transcript {
    drive(setup, client(setup), script).expect("good arguments")
}

/// The error that ended a call.
#[track_caller]
fn failure(transcript: &Transcript) -> &CallError {
    match transcript.outputs.last() {
        Some(Output::Fail(error)) => error,
        other => panic!("the call ended with {other:?}"),
    }
}

/// The delays before retries, in milliseconds.
fn delays(transcript: &Transcript) -> Vec<f64> {
    let delay = |output: &Output| match output {
        Output::Retry { delay_ms, .. } => Some(*delay_ms),
        _ => None,
    };
    transcript.outputs.iter().filter_map(delay).collect()
}

#[track_caller]
fn error(script: &[Attempt]) -> CallError {
    failure(&run(&Setup { attempts: 1, ..read() }, script)).clone()
}

#[test]
fn a_call_asks_for_the_credential_sends_and_reads() {
    let transcript = run(&read(), &[success()]);
    assert_eq!(transcript.outputs, [ASK, SEND_1, Output::ReadJson, Output::Done]);
    assert_eq!((transcript.client.usage.calls, transcript.client.usage.retries), (1, 0));
    assert!(transcript.client.usage.errors().is_empty());
}

#[test]
fn calls_without_a_credential_ask_for_none() {
    let otp = setup("auth.sendOtp", json!({ "email": "ada@example.org" }), Route::Server);
    assert_eq!(run(&otp, &[success()]).outputs, [SEND_1, Output::ReadJson, Output::Done]);

    let by_cookie = setup("team.get", json!({}), Route::Gateway);
    let mut state = client(&by_cookie);
    state.settings.has_credential = false;
    let transcript = drive(&by_cookie, state, &[success()]).expect("good arguments");
    assert_eq!(transcript.outputs, [SEND_1, Output::ReadJson, Output::Done]);
}

#[test]
fn wrong_arguments_fail_before_anything_is_sent() {
    let error = drive(&setup("tasks.get", json!({}), Route::Server), client(&read()), &[success()]).expect_err("no id");
    assert_eq!((error.code, error.message.as_str()), (Code::InvalidRequest, "api_agent_task_id is required"));
    assert!(!error.retryable);
}

#[test]
fn a_read_is_retried_after_a_backoff() {
    let transcript = run(&read(), &[RESET, success()]);
    let retry = Output::Retry { delay_ms: 250.0, code: Code::Network };
    assert_eq!(transcript.outputs, [ASK, SEND_1, retry, SEND_2, Output::ReadJson, Output::Done]);
    assert_eq!(transcript.client.usage.retries, 1);
    assert_eq!(delays(&run(&read(), &[later(503, "2"), success()])), [2_000.0]);
}

#[test]
fn the_last_attempt_ends_the_call() {
    let transcript = run(&read(), &[RESET]);
    assert_eq!(delays(&transcript), [250.0, 500.0]);
    let error = failure(&transcript);
    assert_eq!((error.code, error.retryable), (Code::Network, true));
    assert_eq!(error.message, "there was no response: the connection failed");
    assert_eq!(transcript.client.usage.errors(), [(Code::Network, 1)]);
}

#[test]
fn a_write_through_a_gateway_is_retried_and_a_direct_one_is_not() {
    assert_eq!(run(&write(Route::Gateway), &[RESET, success()]).attempts.len(), 2);
    for (route, attempt) in [
        (Route::Server, RESET),
        (Route::Server, SILENCE),
        (Route::Server, response(500, json!({}))),
        (Route::Browser, RESET),
        (Route::Browser, later(429, "0")),
    ] {
        let transcript = run(&write(route), &[attempt, success()]);
        assert_eq!(transcript.attempts.len(), 1, "{route:?}");
        assert!(!failure(&transcript).retryable, "{route:?}");
    }
    let head_first = Attempt::CutOff { status: 200, failure: NetworkFailure::Unsent };
    let transcript = run(&write(Route::Server), &[head_first, success()]);
    assert_eq!(transcript.attempts.len(), 1, "what has a response was sent, whatever the HTTP client says");
    let unsent = Attempt::Failed(NetworkFailure::Unsent);
    assert_eq!(run(&write(Route::Server), &[unsent, success()]).attempts.len(), 2);
    assert_eq!(run(&write(Route::Server), &[later(429, "0"), success()]).attempts.len(), 2);
}

#[test]
fn the_attempts_share_the_total_time() {
    let setup = Setup { attempt_timeout_ms: 60.0, total_timeout_ms: 100.0, attempts: 9, jitter: 0.0, ..read() };
    let transcript = run(&setup, &[SILENCE]);
    let timeouts: Vec<_> = transcript
        .outputs
        .iter()
        .filter_map(|output| match output {
            Output::Send { timeout_ms, .. } => Some(*timeout_ms),
            _ => None,
        })
        .collect();
    assert_eq!(timeouts, [60.0, 40.0]);
    assert_eq!(transcript.ended_ms, 100.0);
    assert_eq!((failure(&transcript).code, failure(&transcript).retryable), (Code::Timeout, true));
}

#[test]
fn a_credential_that_takes_all_the_time_is_a_timeout() {
    let transcript = run(&Setup { credential: Ok(1e9), ..read() }, &[success()]);
    assert_eq!(transcript.ended_ms, 120_000.0);
    assert_eq!(failure(&transcript).code, Code::Timeout);
    assert_eq!(failure(&transcript).message, "apiKey was not given in time");
}

#[test]
fn a_credential_that_cannot_be_sent_is_named_and_not_repeated() {
    for (credential, text) in [
        (CredentialError::NotText, "apiKey is not a string"),
        (CredentialError::Empty, "apiKey is empty"),
        (CredentialError::BadCharacter, "apiKey has a character that a header cannot carry"),
        (CredentialError::Failed, "could not obtain apiKey"),
    ] {
        let transcript = run(&Setup { credential: Err(credential), ..read() }, &[success()]);
        assert_eq!((failure(&transcript).code, failure(&transcript).message.as_str()), (Code::MissingKey, text));
        assert!(transcript.attempts.is_empty());
    }
    let token = Setup { credential: Err(CredentialError::Failed), ..setup("team.get", json!({}), Route::Gateway) };
    assert_eq!(failure(&run(&token, &[success()])).message, "could not obtain token");
    assert_eq!(check_credential("outx_abc"), Ok(()));
    assert_eq!(check_credential(""), Err(CredentialError::Empty));
    for credential in ["a b", "a\nb", "clé"] {
        assert_eq!(check_credential(credential), Err(CredentialError::BadCharacter), "{credential:?}");
    }
}

#[test]
fn malformed_responses_are_not_retried() {
    for (attempt, text) in [
        (Attempt::NotResponse, "fetch returned something that is not a response"),
        (Attempt::Response { status: 200, retry_after: None, body: None, ms: 0.0 }, "the response is not JSON"),
        (response(204, json!({})), "the response has no body"),
        (response(205, json!({})), "the response has no body"),
        (response(307, json!({})), "the server returned a redirect, which is not followed"),
        (response(0, json!({})), "the server returned a redirect, which is not followed"),
        (response(200, json!(1)), "the response is not a JSON object"),
        (response(200, json!({ "success": false, "error": "Daily limit" })), "Daily limit"),
        (response(200, json!({ "success": false })), "the response says success: false without a reason"),
    ] {
        let transcript = run(&read(), &[attempt]);
        assert_eq!(transcript.attempts.len(), 1, "{text}");
        assert_eq!(failure(&transcript).code, Code::BadResponse);
        assert_eq!(failure(&transcript).message, text);
    }
}

#[test]
fn a_response_without_what_the_client_reads_is_malformed() {
    let body = json!({ "success": true, "data": {} });
    for (operation, args, text) in [
        ("linkedin.fetchProfile", json!({ "profile_slug": "ada-example" }), "the response names no task"),
        ("tasks.get", json!({ "api_agent_task_id": "t-1" }), "the response has no task status"),
        ("posts.list", json!({ "watchlist_id": "w-1" }), "the response has no list of data"),
    ] {
        let transcript = run(&setup(operation, args, Route::Server), &[response(200, body.clone())]);
        assert_eq!(failure(&transcript).message, text);
        assert_eq!(failure(&transcript).status, Some(200));
    }
}

#[test]
fn an_error_response_becomes_an_error_with_its_code_text_and_request_id() {
    let not_found = error(&[response(404, json!({ "error": "Watchlist not found" }))]);
    assert_eq!((not_found.code, not_found.status), (Code::NotFound, Some(404)));
    assert_eq!(not_found.message, "Watchlist not found");
    assert_eq!(not_found.request_id.as_deref(), Some("r-1"));

    let coded = error(&[response(429, json!({ "error": "wait", "code": "action_budget" }))]);
    assert_eq!(coded.code, Code::ActionBudget);
    let silent = error(&[Attempt::Response { status: 500, retry_after: None, body: None, ms: 0.0 }]);
    assert_eq!(silent.message, "the server returned 500 without a reason");
    assert_eq!(error(&[later(429, "30")]).retry_after_ms, Some(30_000.0));
}

#[test]
fn a_truncated_body_is_a_network_failure_or_classified_by_its_status() {
    let cut_off = |status| Attempt::CutOff { status, failure: NetworkFailure::Broken };
    assert_eq!(error(&[cut_off(200)]).code, Code::Network);
    assert_eq!(error(&[cut_off(404)]).code, Code::NotFound);
    let slow = Attempt::CutOff { status: 200, failure: NetworkFailure::Timeout };
    assert_eq!(error(&[slow]).code, Code::Timeout);
}

#[test]
fn linkedin_actions_wait_for_room_or_fail() {
    let setup = write(Route::Server);
    let full = |begun_ms| {
        let mut state = client(&setup);
        state.settings.actions_per_hour = 1;
        assert_eq!(state.rate_limiter.try_acquire(1_775_000_000_000.0 + begun_ms, 1, 0.0), Admission::Acquired);
        state
    };
    let transcript = drive(&setup, full(-3_540_000.0), &[success()]).expect("good arguments");
    assert_eq!(transcript.outputs[0], Output::Sleep(60_000.0));
    assert_eq!(transcript.outputs.last(), Some(&Output::Done));

    let transcript = drive(&setup, full(0.0), &[success()]).expect("good arguments");
    let error = failure(&transcript);
    assert_eq!((error.code, error.retryable), (Code::ActionBudget, true));
    assert_eq!(error.retry_after_ms, Some(3_600_000.0));
    assert!(transcript.attempts.is_empty());
}

#[test]
fn writes_through_a_gateway_have_an_idempotency_key_except_the_otp_pair() {
    use crate::driver::Head;
    use crate::util::Args;
    use outx_core::call::{Call, CallOptions, Moment};

    let now = Moment { steady_ms: 0.0, unix_ms: 0.0, jitter: 0.0 };
    let documented: Vec<Json> = serde_json::from_str(include_str!("../fixtures/requests.json")).unwrap();
    for operation in &OPERATIONS {
        let request = documented.iter().find(|request| request["call"] == operation.name).expect(operation.name);
        let arguments = Args(request.get("args").cloned());
        for route in [Route::Gateway, Route::Server, Route::Browser] {
            let options = CallOptions { attempt_timeout_ms: 1.0, total_timeout_ms: 1.0, attempts: 1 };
            let Ok(call) = Call::<Head>::new(operation, &arguments, &Args(None), options, &now) else {
                panic!("{}: the documented arguments are rejected", operation.name)
            };
            let expected = route == Route::Gateway && operation.kind.is_write() && operation.auth;
            assert_eq!(call.needs_idempotency_key(route), expected, "{} {route:?}", operation.name);
        }
    }
}
