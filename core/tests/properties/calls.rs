//! Properties of every call, whatever the outcome of its attempts. The fuzz target `call` checks them with the same function.

use outx_core::api::operation::Operation;
use outx_core::call::{CredentialError, NetworkFailure, Output};
use outx_core::policy::retry::Route;

use super::driver::{Attempt, Setup, client, drive};

/// Drives a call and panics when a property is violated.
pub fn call(setup: &Setup, script: &[Attempt]) {
    let Ok(transcript) = drive(setup, client(setup), script) else { return };
    assert!(transcript.ended_ms <= setup.total_timeout_ms + 1e-6, "ended after {} ms", transcript.ended_ms);
    let attempts = transcript.attempts.len();
    assert!(attempts <= setup.attempts.max(1) as usize, "{attempts} attempts");
    assert!(setup.give_up_after == 0 || attempts <= setup.give_up_after as usize, "{attempts} attempts");
    assert_eq!(transcript.client.usage.retries as usize, attempts.saturating_sub(1));
    if setup.operation.kind.is_write() {
        for failed in &transcript.attempts[..attempts.saturating_sub(1)] {
            assert!(
                is_safe(setup.operation, setup.route, failed),
                "{} is repeated after {failed:?}",
                setup.operation.name
            );
        }
    }
    let errors: u32 = transcript.client.usage.errors().iter().map(|(_, count)| count).sum();
    match transcript.outputs.last() {
        Some(Output::Done) => assert_eq!(errors, 0),
        Some(Output::Fail(error)) => {
            assert_eq!(errors, 1);
            assert!(!error.message.is_empty());
            assert!(error.retry_after_ms.is_none_or(|ms| ms.is_finite() && ms >= 0.0));
        }
        other => panic!("the call ended with {other:?}"),
    }
}

/// Whether a write may be sent again after such an attempt. The rule is written independently of the policy.
fn is_safe(operation: &Operation, route: Route, failed: &Attempt) -> bool {
    let is_in_ledger = route == Route::Gateway && operation.auth;
    let is_unapplied = match failed {
        Attempt::Response { status: 429, .. } | Attempt::CutOff { status: 429, .. } => true,
        Attempt::Response { status: 503, retry_after, .. } => retry_after.is_some(),
        Attempt::Failed(NetworkFailure::Unsent) => true,
        _ => false,
    };
    is_in_ledger || (is_unapplied && route != Route::Browser)
}

/// A script of attempts and a set-up from raw numbers.
pub fn from_numbers(operation: &'static Operation, args: serde_json::Value, numbers: &[u32]) -> (Setup, Vec<Attempt>) {
    let mut numbers = numbers.iter().copied().chain(std::iter::repeat(0));
    let mut next = |below: u32| numbers.next().unwrap_or_default() % below;
    let mut setup = Setup {
        operation,
        args,
        extra: None,
        route: [Route::Gateway, Route::Server, Route::Browser][next(3) as usize],
        attempts: next(11),
        attempt_timeout_ms: f64::from(next(40_000) + 1),
        total_timeout_ms: f64::from(next(200_000) + 1),
        jitter: f64::from(next(1_000)) / 1_000.0,
        give_up_after: 0,
        credential: match next(6) {
            0 => Err(CredentialError::Failed),
            1 => Err(CredentialError::Empty),
            _ => Ok(f64::from(next(3_000))),
        },
    };
    let script = (0..6).map(|_| attempt(&mut next)).collect();
    setup.give_up_after = next(12);
    (setup, script)
}

fn attempt(next: &mut impl FnMut(u32) -> u32) -> Attempt {
    const STATUSES: [u16; 16] = [200, 200, 204, 302, 400, 401, 404, 408, 409, 429, 429, 500, 502, 503, 503, 504];
    let failure = [NetworkFailure::Timeout, NetworkFailure::Unsent, NetworkFailure::Broken, NetworkFailure::Broken]
        [next(4) as usize];
    let status = STATUSES[next(16) as usize];
    match next(8) {
        0 => Attempt::Failed(failure),
        1 => Attempt::CutOff { status, failure },
        2 => Attempt::NotResponse,
        _ => Attempt::Response {
            status,
            retry_after: [None, Some("0"), Some("2"), Some("70"), Some("soon")][next(5) as usize].map(str::to_owned),
            body: [
                None,
                Some(serde_json::json!({ "success": true, "api_agent_task_id": "t", "data": [] })),
                Some(serde_json::json!({ "error": "LinkedIn invitation limit reached" })),
                Some(serde_json::json!({ "error": "no", "code": "misconfigured" })),
            ][next(4) as usize]
                .clone(),
            ms: f64::from(next(40_000)),
        },
    }
}
