use outx_core::policy::code::{Code, classify};
use outx_core::policy::retry::{
    Attempt, AttemptFailure, RETRY_BUDGET, RetryBudget, RetryDecision, Route, is_invitation_limit, is_safe_to_retry,
    next_action,
};
use outx_core::policy::retry_after;

use crate::util::op;

const READ: &str = "posts.list";
const WRITE: &str = "watchlists.keyword.create";
const TASK: &str = "linkedin.fetchProfile";
const WRITE_TASK: &str = "linkedin.sendMessage";
const OTP: &str = "auth.verifyOtp";

const UNSENT: AttemptFailure = AttemptFailure::Network { unsent: true };
const RESET: AttemptFailure = AttemptFailure::Network { unsent: false };

fn response(status: u16) -> AttemptFailure {
    let code = classify(status, None, "", None);
    AttemptFailure::Response { status, code, retry_after_ms: None, invitation_limit: false }
}

fn later(status: u16, retry_after: &str) -> AttemptFailure {
    let AttemptFailure::Response { code, .. } = response(status) else { unreachable!() };
    let retry_after_ms = retry_after::parse(retry_after, 0.0);
    AttemptFailure::Response { status, code, retry_after_ms, invitation_limit: false }
}

fn coded(status: u16, code: Code) -> AttemptFailure {
    AttemptFailure::Response { status, code, retry_after_ms: None, invitation_limit: false }
}

/// The decision after each of these failures, with a jitter of 0.5 and enough time.
fn transcript(operation: &str, route: Route, failures: &[AttemptFailure]) -> Vec<RetryDecision> {
    let mut budget = RetryBudget::default();
    (1..)
        .zip(failures)
        .map(|(number, failure)| {
            let attempt = Attempt { number, limit: 3, left_ms: 120_000.0, jitter: 0.5 };
            next_action(op(operation), route, *failure, attempt, &mut budget)
        })
        .collect()
}

fn repeats(operation: &str, route: Route, failure: AttemptFailure) -> bool {
    is_safe_to_retry(op(operation), route, failure)
}

#[test]
fn a_read_is_retried_twice_with_growing_delays() {
    let outage = [response(503), response(503), response(503)];
    assert_eq!(
        transcript(READ, Route::Server, &outage),
        [RetryDecision::RetryAfter(250.0), RetryDecision::RetryAfter(500.0), RetryDecision::GiveUp]
    );
    assert_eq!(
        transcript(READ, Route::Gateway, &[RESET, RESET, RESET]),
        [RetryDecision::RetryAfter(250.0), RetryDecision::RetryAfter(500.0), RetryDecision::GiveUp]
    );
}

#[test]
fn the_backoff_is_full_jitter_up_to_a_cap() {
    let wait = |number, jitter| {
        let attempt = Attempt { number, limit: 99, left_ms: f64::MAX, jitter };
        next_action(op(READ), Route::Gateway, RESET, attempt, &mut RetryBudget::default())
    };
    assert_eq!(wait(1, 0.0), RetryDecision::RetryAfter(0.0));
    for (number, bound) in
        [(1, 500.0), (2, 1_000.0), (3, 2_000.0), (4, 4_000.0), (5, 8_000.0), (6, 8_000.0), (60, 8_000.0)]
    {
        assert_eq!(wait(number, 1.0), RetryDecision::RetryAfter(bound), "attempt {number}");
        assert_eq!(wait(number, 0.25), RetryDecision::RetryAfter(bound / 4.0), "attempt {number}");
    }
}

#[test]
fn retry_after_takes_precedence_up_to_a_minute() {
    assert_eq!(transcript(READ, Route::Gateway, &[later(429, "2")]), [RetryDecision::RetryAfter(2_000.0)]);
    assert_eq!(transcript(READ, Route::Gateway, &[later(503, "0.25")]), [RetryDecision::RetryAfter(250.0)]);
    assert_eq!(transcript(READ, Route::Gateway, &[later(429, "60")]), [RetryDecision::RetryAfter(60_000.0)]);
    assert_eq!(transcript(READ, Route::Gateway, &[later(429, "60.001")]), [RetryDecision::GiveUp]);
    assert_eq!(transcript(READ, Route::Gateway, &[later(429, "1000000000")]), [RetryDecision::GiveUp]);
    assert_eq!(
        transcript(READ, Route::Gateway, &[later(429, "soon")]),
        [RetryDecision::RetryAfter(250.0)],
        "a malformed header is ignored"
    );
    assert_eq!(transcript(READ, Route::Gateway, &[later(429, "-1")]), [RetryDecision::RetryAfter(250.0)]);
}

#[test]
fn a_delay_that_reaches_the_deadline_is_not_waited_for() {
    let attempt = |left_ms| Attempt { number: 1, limit: 3, left_ms, jitter: 0.5 };
    let next = |left_ms| next_action(op(READ), Route::Gateway, RESET, attempt(left_ms), &mut RetryBudget::default());
    assert_eq!(next(251.0), RetryDecision::RetryAfter(250.0));
    assert_eq!(next(250.0), RetryDecision::GiveUp);
    assert_eq!(next(-5.0), RetryDecision::GiveUp);
}

#[test]
fn a_limit_of_one_attempt_allows_no_retry() {
    for limit in [0, 1] {
        let attempt = Attempt { number: 1, limit, left_ms: 1e6, jitter: 0.5 };
        assert_eq!(
            next_action(op(READ), Route::Gateway, RESET, attempt, &mut RetryBudget::default()),
            RetryDecision::GiveUp
        );
    }
}

#[test]
fn only_transient_statuses_are_retried() {
    for status in [408, 429, 500, 502, 503, 504, 599] {
        assert!(repeats(READ, Route::Browser, response(status)), "{status}");
        assert!(repeats(WRITE, Route::Gateway, response(status)), "{status}");
    }
    for status in [0, 200, 204, 301, 400, 401, 402, 403, 404, 405, 409, 413, 415] {
        assert!(!repeats(READ, Route::Gateway, response(status)), "{status}");
        assert!(!repeats(WRITE, Route::Gateway, response(status)), "{status}");
    }
}

#[test]
fn the_code_of_an_error_can_exclude_a_retry() {
    assert!(
        !repeats(READ, Route::Gateway, coded(500, Code::Misconfigured)),
        "a setting is not corrected within seconds"
    );
    assert!(!repeats(WRITE, Route::Gateway, coded(409, Code::OutcomeUnknown)));
    assert!(!repeats(WRITE, Route::Gateway, coded(409, Code::IdempotencyConflict)));
    assert!(repeats(READ, Route::Gateway, coded(502, Code::BadResponse)));
}

/// The columns are: a read, a write through a gateway, a write from a server, a write from a browser.
#[test]
fn a_write_is_retried_only_where_that_is_safe() {
    let rows = [
        (RESET, [true, true, false, false]),
        (UNSENT, [true, true, true, false]),
        (AttemptFailure::Timeout, [true, true, false, false]),
        (response(408), [true, true, false, false]),
        (response(429), [true, true, true, false]),
        (later(429, "1"), [true, true, true, false]),
        (response(500), [true, true, false, false]),
        (later(500, "1"), [true, true, false, false]),
        (response(502), [true, true, false, false]),
        (response(503), [true, true, false, false]),
        (later(503, "1"), [true, true, true, false]),
        (response(504), [true, true, false, false]),
        (response(400), [false, false, false, false]),
    ];
    for (failure, [read, gateway, server, browser]) in rows {
        for route in [Route::Gateway, Route::Server, Route::Browser] {
            assert_eq!(repeats(READ, route, failure), read, "{failure:?} {route:?}");
        }
        for write in [WRITE, TASK, WRITE_TASK, "engagement.like", "watchlists.reddit.delete"] {
            assert_eq!(repeats(write, Route::Gateway, failure), gateway, "{write} {failure:?}");
            assert_eq!(repeats(write, Route::Server, failure), server, "{write} {failure:?}");
            assert_eq!(repeats(write, Route::Browser, failure), browser, "{write} {failure:?}");
        }
    }
}

#[test]
fn the_otp_pair_is_not_in_the_ledger_and_is_retried_like_a_direct_write() {
    for route in [Route::Gateway, Route::Server] {
        assert!(!repeats(OTP, route, RESET), "{route:?}");
        assert!(!repeats(OTP, route, response(500)), "{route:?}");
        assert!(repeats(OTP, route, later(503, "1")), "{route:?}");
    }
    assert!(!repeats(OTP, Route::Browser, later(429, "1")));
}

#[test]
fn linkedins_invitation_limit_is_not_retried() {
    assert!(is_invitation_limit("LinkedIn invitation limit reached"));
    assert!(!is_invitation_limit("Rate limit exceeded. Please try again later."));
    let failure =
        AttemptFailure::Response { status: 429, code: Code::RateLimited, retry_after_ms: None, invitation_limit: true };
    for route in [Route::Gateway, Route::Server, Route::Browser] {
        assert!(!repeats("linkedin.sendConnectionRequest", route, failure), "{route:?}");
    }
}

#[test]
fn the_retry_budget_limits_the_retries_of_a_fan_out() {
    let mut budget = RetryBudget::default();
    let fail = |budget: &mut RetryBudget| {
        let attempt = Attempt { number: 1, limit: 3, left_ms: 1e6, jitter: 0.5 };
        next_action(op(READ), Route::Gateway, response(503), attempt, budget)
    };
    let retried = (0..100).filter(|_| fail(&mut budget) != RetryDecision::GiveUp).count();
    assert_eq!(retried, RETRY_BUDGET as usize, "a hundred calls fail at once");

    budget.deposit();
    assert_eq!(
        [fail(&mut budget), fail(&mut budget)],
        [RetryDecision::RetryAfter(250.0), RetryDecision::GiveUp],
        "a success returns one token"
    );

    (0..100).for_each(|_| budget.deposit());
    let retried = (0..100).filter(|_| fail(&mut budget) != RetryDecision::GiveUp).count();
    assert_eq!(retried, RETRY_BUDGET as usize, "a budget does not overflow");
}

#[test]
fn a_call_that_is_not_retried_takes_nothing_from_the_budget() {
    let mut budget = RetryBudget::default();
    let attempt = |number| Attempt { number, limit: 3, left_ms: 1e6, jitter: 0.5 };
    for _ in 0..100 {
        next_action(op(READ), Route::Gateway, response(404), attempt(1), &mut budget);
        next_action(op(READ), Route::Gateway, response(503), attempt(3), &mut budget);
        next_action(op(READ), Route::Gateway, later(503, "3600"), attempt(1), &mut budget);
    }
    assert_eq!(next_action(op(READ), Route::Gateway, RESET, attempt(1), &mut budget), RetryDecision::RetryAfter(250.0));
}
