use outx_core::error::Code;
use outx_core::task::{Next, Seen, State, TOTAL_MS, next};

const OPEN: Seen = Seen::State(State::Open);

fn failed(code: Code) -> Seen {
    Seen::Error { code, retry_after_ms: None }
}

fn later(ms: f64) -> Seen {
    Seen::Error { code: Code::RateLimited, retry_after_ms: Some(ms) }
}

/// The times of the polls of a task that never ends, and what ends the wait.
fn polls(total_ms: f64) -> (Vec<f64>, Next) {
    let (mut times, mut now) = (vec![0.0], 0.0);
    loop {
        match next(times.len() as u32, OPEN, total_ms - now) {
            Next::Wait(ms) => now += ms,
            end => return (times, end),
        }
        times.push(now);
    }
}

#[test]
fn polls_at_once_then_ever_more_slowly() {
    let (times, end) = polls(TOTAL_MS);
    let seconds: Vec<_> = times.iter().map(|ms| (ms / 1000.0).round()).collect();
    assert_eq!(seconds, [0.0, 5.0, 11.0, 19.0, 29.0, 41.0, 56.0, 71.0, 86.0, 101.0, 116.0, 131.0, 146.0, 150.0]);
    assert_eq!(end, Next::Expired);
}

#[test]
fn the_last_poll_falls_on_the_end() {
    assert_eq!(polls(7_000.0), (vec![0.0, 5_000.0, 7_000.0], Next::Expired));
    assert_eq!(polls(0.0), (vec![0.0], Next::Expired), "no time at all still asks once");
}

#[test]
fn states() {
    assert_eq!(next(1, Seen::State(State::from_text("completed")), 0.0), Next::Completed, "even at the last moment");
    assert_eq!(next(1, Seen::State(State::from_text("failed")), 0.0), Next::Failed);
    for state in ["pending", "processing", "", "COMPLETED", "error", "cancelled", "something new"] {
        assert_eq!(next(1, Seen::State(State::from_text(state)), 1e6), Next::Wait(5_000.0), "{state}");
    }
}

#[test]
fn a_failed_poll_is_made_again_unless_that_is_pointless() {
    for code in [Code::Network, Code::Timeout, Code::RateLimited, Code::Upstream, Code::BadResponse] {
        assert_eq!(next(1, failed(code), 1e6), Next::Wait(5_000.0), "{code:?}");
        assert_eq!(next(1, failed(code), 0.0), Next::Expired, "{code:?}: the task lives on");
    }
    for code in [
        Code::NotFound,
        Code::InvalidKey,
        Code::SessionExpired,
        Code::ExtensionInactive,
        Code::Misconfigured,
        Code::Panic,
    ] {
        assert_eq!(next(1, failed(code), 1e6), Next::Stop, "{code:?}");
    }
}

#[test]
fn the_server_may_lengthen_a_wait_and_never_shorten_it() {
    assert_eq!(next(1, later(20_000.0), 1e6), Next::Wait(20_000.0));
    assert_eq!(next(1, later(10.0), 1e6), Next::Wait(5_000.0));
    assert_eq!(next(1, later(4_000.0), 4_500.0), Next::Wait(4_500.0));
    assert_eq!(next(1, later(20_000.0), 19_999.0), Next::Expired, "no point in sleeping until then");
}

#[test]
fn a_long_wait_stays_at_its_cap() {
    assert_eq!(next(7, OPEN, 1e9), Next::Wait(15_000.0));
    assert_eq!(next(u32::MAX, OPEN, 1e9), Next::Wait(15_000.0));
}
