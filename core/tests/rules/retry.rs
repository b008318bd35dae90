use outx_core::error::{Code, classify};
use outx_core::retry::{Attempt, BUCKET_SIZE, Bucket, Failure, Next, Way, decide, is_invitation_limit, may_repeat};
use outx_core::retry_after;

use crate::util::op;

const READ: &str = "posts.list";
const WRITE: &str = "watchlists.keyword.create";
const TASK: &str = "linkedin.fetchProfile";
const WRITE_TASK: &str = "linkedin.sendMessage";
const OTP: &str = "auth.verifyOtp";

const REFUSED: Failure = Failure::Network { unsent: true };
const RESET: Failure = Failure::Network { unsent: false };

fn answered(status: u16) -> Failure {
    let code = classify(status, None, "", None);
    Failure::Answer { status, code, retry_after_ms: None, invitation_limit: false }
}

fn later(status: u16, retry_after: &str) -> Failure {
    let Failure::Answer { code, .. } = answered(status) else { unreachable!() };
    let retry_after_ms = retry_after::parse(retry_after, 0.0);
    Failure::Answer { status, code, retry_after_ms, invitation_limit: false }
}

fn coded(status: u16, code: Code) -> Failure {
    Failure::Answer { status, code, retry_after_ms: None, invitation_limit: false }
}

/// What follows each of these failures, with the middle of the jitter and plenty of time.
fn transcript(operation: &str, way: Way, failures: &[Failure]) -> Vec<Next> {
    let mut bucket = Bucket::default();
    (1..)
        .zip(failures)
        .map(|(number, failure)| {
            let attempt = Attempt { number, limit: 3, left_ms: 120_000.0, jitter: 0.5 };
            decide(op(operation), way, *failure, attempt, &mut bucket)
        })
        .collect()
}

fn repeats(operation: &str, way: Way, failure: Failure) -> bool {
    may_repeat(op(operation), way, failure)
}

#[test]
fn backs_off_twice_and_stops() {
    let outage = [answered(503), answered(503), answered(503)];
    assert_eq!(transcript(READ, Way::Server, &outage), [Next::Wait(250.0), Next::Wait(500.0), Next::Stop]);
    assert_eq!(
        transcript(READ, Way::Gateway, &[RESET, RESET, RESET]),
        [Next::Wait(250.0), Next::Wait(500.0), Next::Stop]
    );
}

#[test]
fn the_backoff_is_full_jitter_up_to_a_cap() {
    let wait = |number, jitter| {
        let attempt = Attempt { number, limit: 99, left_ms: f64::MAX, jitter };
        decide(op(READ), Way::Gateway, RESET, attempt, &mut Bucket::default())
    };
    assert_eq!(wait(1, 0.0), Next::Wait(0.0));
    for (number, bound) in
        [(1, 500.0), (2, 1_000.0), (3, 2_000.0), (4, 4_000.0), (5, 8_000.0), (6, 8_000.0), (60, 8_000.0)]
    {
        assert_eq!(wait(number, 1.0), Next::Wait(bound), "attempt {number}");
        assert_eq!(wait(number, 0.25), Next::Wait(bound / 4.0), "attempt {number}");
    }
}

#[test]
fn the_servers_time_beats_ours_up_to_a_minute() {
    assert_eq!(transcript(READ, Way::Gateway, &[later(429, "2")]), [Next::Wait(2_000.0)]);
    assert_eq!(transcript(READ, Way::Gateway, &[later(503, "0.25")]), [Next::Wait(250.0)]);
    assert_eq!(transcript(READ, Way::Gateway, &[later(429, "60")]), [Next::Wait(60_000.0)]);
    assert_eq!(transcript(READ, Way::Gateway, &[later(429, "60.001")]), [Next::Stop]);
    assert_eq!(transcript(READ, Way::Gateway, &[later(429, "1000000000")]), [Next::Stop]);
    assert_eq!(
        transcript(READ, Way::Gateway, &[later(429, "soon")]),
        [Next::Wait(250.0)],
        "rubbish loses its time only"
    );
    assert_eq!(transcript(READ, Way::Gateway, &[later(429, "-1")]), [Next::Wait(250.0)]);
}

#[test]
fn no_wait_reaches_the_deadline() {
    let attempt = |left_ms| Attempt { number: 1, limit: 3, left_ms, jitter: 0.5 };
    let next = |left_ms| decide(op(READ), Way::Gateway, RESET, attempt(left_ms), &mut Bucket::default());
    assert_eq!(next(251.0), Next::Wait(250.0));
    assert_eq!(next(250.0), Next::Stop);
    assert_eq!(next(-5.0), Next::Stop);
}

#[test]
fn a_limit_of_one_is_no_retry() {
    for limit in [0, 1] {
        let attempt = Attempt { number: 1, limit, left_ms: 1e6, jitter: 0.5 };
        assert_eq!(decide(op(READ), Way::Gateway, RESET, attempt, &mut Bucket::default()), Next::Stop);
    }
}

#[test]
fn statuses_that_pass() {
    for status in [408, 429, 500, 502, 503, 504, 599] {
        assert!(repeats(READ, Way::Browser, answered(status)), "{status}");
        assert!(repeats(WRITE, Way::Gateway, answered(status)), "{status}");
    }
    for status in [0, 200, 204, 301, 400, 401, 402, 403, 404, 405, 409, 413, 415] {
        assert!(!repeats(READ, Way::Gateway, answered(status)), "{status}");
        assert!(!repeats(WRITE, Way::Gateway, answered(status)), "{status}");
    }
}

#[test]
fn some_codes_do_not_pass_whatever_the_status() {
    assert!(!repeats(READ, Way::Gateway, coded(500, Code::Misconfigured)), "nobody mends a setting within seconds");
    assert!(!repeats(WRITE, Way::Gateway, coded(409, Code::OutcomeUnknown)));
    assert!(!repeats(WRITE, Way::Gateway, coded(409, Code::IdempotencyConflict)));
    assert!(repeats(READ, Way::Gateway, coded(502, Code::BadResponse)));
}

/// Failure by failure: read, write through a gateway, write from a server, write from a browser.
#[test]
fn a_write_is_sent_again_only_where_that_is_safe() {
    let rows = [
        (RESET, [true, true, false, false]),
        (REFUSED, [true, true, true, false]),
        (Failure::Timeout, [true, true, false, false]),
        (answered(408), [true, true, false, false]),
        (answered(429), [true, true, true, false]),
        (later(429, "1"), [true, true, true, false]),
        (answered(500), [true, true, false, false]),
        (later(500, "1"), [true, true, false, false]),
        (answered(502), [true, true, false, false]),
        (answered(503), [true, true, false, false]),
        (later(503, "1"), [true, true, true, false]),
        (answered(504), [true, true, false, false]),
        (answered(400), [false, false, false, false]),
    ];
    for (failure, [read, gateway, server, browser]) in rows {
        for way in [Way::Gateway, Way::Server, Way::Browser] {
            assert_eq!(repeats(READ, way, failure), read, "{failure:?} {way:?}");
        }
        for write in [WRITE, TASK, WRITE_TASK, "engagement.like", "watchlists.reddit.delete"] {
            assert_eq!(repeats(write, Way::Gateway, failure), gateway, "{write} {failure:?}");
            assert_eq!(repeats(write, Way::Server, failure), server, "{write} {failure:?}");
            assert_eq!(repeats(write, Way::Browser, failure), browser, "{write} {failure:?}");
        }
    }
}

#[test]
fn the_otp_pair_is_not_in_the_ledger_and_so_like_a_direct_write() {
    for way in [Way::Gateway, Way::Server] {
        assert!(!repeats(OTP, way, RESET), "{way:?}");
        assert!(!repeats(OTP, way, answered(500)), "{way:?}");
        assert!(repeats(OTP, way, later(503, "1")), "{way:?}");
    }
    assert!(!repeats(OTP, Way::Browser, later(429, "1")));
}

#[test]
fn linkedins_invitation_limit_is_final() {
    assert!(is_invitation_limit("LinkedIn invitation limit reached"));
    assert!(!is_invitation_limit("Rate limit exceeded. Please try again later."));
    let failure =
        Failure::Answer { status: 429, code: Code::RateLimited, retry_after_ms: None, invitation_limit: true };
    for way in [Way::Gateway, Way::Server, Way::Browser] {
        assert!(!repeats("linkedin.sendConnectionRequest", way, failure), "{way:?}");
    }
}

#[test]
fn a_fan_out_does_not_storm() {
    let mut bucket = Bucket::default();
    let fail = |bucket: &mut Bucket| {
        let attempt = Attempt { number: 1, limit: 3, left_ms: 1e6, jitter: 0.5 };
        decide(op(READ), Way::Gateway, answered(503), attempt, bucket)
    };
    let retried = (0..100).filter(|_| fail(&mut bucket) != Next::Stop).count();
    assert_eq!(retried, BUCKET_SIZE as usize, "a hundred calls fail at once");

    bucket.give();
    assert_eq!([fail(&mut bucket), fail(&mut bucket)], [Next::Wait(250.0), Next::Stop], "a success pays for one");

    (0..100).for_each(|_| bucket.give());
    let retried = (0..100).filter(|_| fail(&mut bucket) != Next::Stop).count();
    assert_eq!(retried, BUCKET_SIZE as usize, "a bucket does not overflow");
}

#[test]
fn what_is_not_retried_costs_nothing() {
    let mut bucket = Bucket::default();
    let attempt = |number| Attempt { number, limit: 3, left_ms: 1e6, jitter: 0.5 };
    for _ in 0..100 {
        decide(op(READ), Way::Gateway, answered(404), attempt(1), &mut bucket);
        decide(op(READ), Way::Gateway, answered(503), attempt(3), &mut bucket);
        decide(op(READ), Way::Gateway, later(503, "3600"), attempt(1), &mut bucket);
    }
    assert_eq!(decide(op(READ), Way::Gateway, RESET, attempt(1), &mut bucket), Next::Wait(250.0));
}
