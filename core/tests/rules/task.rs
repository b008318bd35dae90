use outx_core::policy::code::Code;
use outx_core::policy::defaults::TASK_WAIT_MS;
use outx_core::task::{Input, Output, PollResult, TaskState, TaskWait};
use proptest::collection::vec;
use proptest::prelude::*;

const OPEN: PollResult = PollResult::State(TaskState::Open);

fn failed(code: Code) -> PollResult {
    PollResult::Error { code, retry_after_ms: None }
}

fn later(ms: f64) -> PollResult {
    PollResult::Error { code: Code::RateLimited, retry_after_ms: Some(ms) }
}

/// The waiters of one task, driven as a client drives them. Polls return at once.
struct Waiters {
    wait: TaskWait,
    /// The ends of the waits that have not ended, in milliseconds.
    ends: Vec<f64>,
    now: f64,
    polls: Vec<f64>,
    expired: Vec<f64>,
}

impl Waiters {
    fn new(ends: &[f64]) -> Self {
        Self { wait: TaskWait::default(), ends: ends.to_vec(), now: 0.0, polls: Vec::new(), expired: Vec::new() }
    }

    /// Runs until every wait has ended, or the task has.
    fn run(&mut self, result: impl Fn(usize) -> PollResult) -> Output {
        while !self.ends.is_empty() {
            let first_end = self.ends.iter().copied().fold(f64::INFINITY, f64::min);
            let since_poll_ms = self.now - self.polls.last().unwrap_or(&0.0);
            let has_ended = self.now >= first_end;
            let input = if has_ended { Input::End { since_poll_ms } } else { Input::Waiting { since_poll_ms } };
            match self.wait.handle(input) {
                Output::Sleep(ms) => {
                    assert!(ms > 0.0 && ms.is_finite(), "sleeps {ms} ms");
                    self.now = (self.now + ms).min(first_end);
                }
                Output::Poll => {
                    self.polls.push(self.now);
                    match self.wait.handle(Input::Polled(result(self.polls.len()))) {
                        Output::Open => self.expire(),
                        end => return end,
                    }
                }
                Output::Open if has_ended => self.expire(),
                other => panic!("{other:?} after {input:?}"),
            }
        }
        Output::Open
    }

    fn expire(&mut self) {
        let now = self.now;
        self.expired.extend(self.ends.iter().filter(|end| **end <= now).map(|_| now));
        self.ends.retain(|end| *end > now);
    }
}

/// The times of the polls of a task that never ends, for one waiter that waits `ms` milliseconds.
fn polls(ms: f64) -> Vec<f64> {
    let mut waiters = Waiters::new(&[ms]);
    waiters.run(|_| OPEN);
    assert_eq!(waiters.expired, [ms]);
    waiters.polls
}

/// The output after a first poll with this result.
fn after(result: PollResult) -> Output {
    let mut wait = TaskWait::default();
    assert_eq!(wait.handle(Input::Waiting { since_poll_ms: 0.0 }), Output::Poll);
    wait.handle(Input::Polled(result))
}

#[test]
fn polls_at_once_then_at_growing_intervals() {
    let seconds: Vec<_> = polls(TASK_WAIT_MS.into()).iter().map(|ms| (ms / 1000.0).round()).collect();
    assert_eq!(seconds, [0.0, 5.0, 11.0, 19.0, 29.0, 41.0, 56.0, 71.0, 86.0, 101.0, 116.0, 131.0, 146.0, 150.0]);
}

#[test]
fn the_last_poll_falls_on_the_end_of_the_wait() {
    assert_eq!(polls(6_000.0), [0.0, 5_000.0, 6_000.0]);
    assert_eq!(polls(7_000.0), [0.0, 5_000.0, 7_000.0]);
    assert_eq!(polls(4_000.0), [0.0, 4_000.0]);
}

#[test]
fn a_last_poll_finds_a_task_that_ended_in_the_last_interval() {
    let mut waiters = Waiters::new(&[6_000.0]);
    let result = |poll| if poll == 3 { PollResult::State(TaskState::Completed) } else { OPEN };
    assert_eq!(waiters.run(result), Output::Completed);
    assert!(waiters.expired.is_empty());
}

#[test]
fn waiters_share_polls_and_keep_their_pace_when_one_leaves() {
    let mut waiters = Waiters::new(&[6_000.0, 20_000.0, 20_000.0]);
    waiters.run(|_| OPEN);
    assert_eq!(waiters.polls, [0.0, 5_000.0, 6_000.0, 12_250.0, 20_000.0]);
    assert_eq!(waiters.expired, [6_000.0, 20_000.0, 20_000.0]);
}

#[test]
fn only_completed_and_failed_end_a_wait() {
    assert_eq!(after(PollResult::State(TaskState::from_text("completed"))), Output::Completed);
    assert_eq!(after(PollResult::State(TaskState::from_text("failed"))), Output::Failed);
    for state in ["pending", "processing", "", "COMPLETED", "error", "cancelled", "something new"] {
        assert_eq!(after(PollResult::State(TaskState::from_text(state))), Output::Open, "{state}");
    }
}

#[test]
fn a_failed_poll_is_repeated_if_its_cause_can_pass() {
    for code in [Code::Network, Code::Timeout, Code::RateLimited, Code::Upstream, Code::BadResponse] {
        assert_eq!(after(failed(code)), Output::Open, "{code:?}");
    }
    for code in [
        Code::NotFound,
        Code::InvalidKey,
        Code::SessionExpired,
        Code::ExtensionInactive,
        Code::Misconfigured,
        Code::Panic,
    ] {
        assert_eq!(after(failed(code)), Output::GiveUp, "{code:?}");
    }
}

#[test]
fn the_server_may_lengthen_an_interval_and_never_shorten_it() {
    let sleep = |result| {
        let mut wait = TaskWait::default();
        wait.handle(Input::Waiting { since_poll_ms: 0.0 });
        wait.handle(Input::Polled(result));
        wait.handle(Input::Waiting { since_poll_ms: 1_000.0 })
    };
    assert_eq!(sleep(later(20_000.0)), Output::Sleep(19_000.0));
    assert_eq!(sleep(later(10.0)), Output::Sleep(4_000.0));
}

#[test]
fn no_last_poll_is_sent_before_the_time_that_the_server_asked_for() {
    let mut waiters = Waiters::new(&[10_000.0]);
    waiters.run(|_| later(20_000.0));
    assert_eq!(waiters.polls, [0.0]);
    assert_eq!(waiters.expired, [10_000.0]);
}

#[test]
fn a_clock_that_is_set_back_delays_no_poll_beyond_its_interval() {
    let mut wait = TaskWait::default();
    wait.handle(Input::Waiting { since_poll_ms: 0.0 });
    wait.handle(Input::Polled(OPEN));
    assert_eq!(wait.handle(Input::Waiting { since_poll_ms: -1e9 }), Output::Sleep(5_000.0));
    assert_eq!(wait.handle(Input::End { since_poll_ms: -1e9 }), Output::Poll);
    assert_eq!(wait.handle(Input::Waiting { since_poll_ms: 1e9 }), Output::Poll);
}

proptest! {
    #[test]
    fn every_wait_ends_at_its_end_with_a_poll(mut ends in vec(1.0..200_000.0, 1..8), results in vec(0..3, 64)) {
        let result = |poll: usize| match results[poll % results.len()] {
            0 => OPEN,
            1 => failed(Code::Network),
            _ => failed(Code::Upstream),
        };
        let mut waiters = Waiters::new(&ends);
        prop_assert_eq!(waiters.run(result), Output::Open);
        ends.sort_by(f64::total_cmp);
        prop_assert_eq!(&waiters.expired, &ends);
        for end in &ends {
            prop_assert!(waiters.polls.contains(end), "no poll at {end}: {:?}", waiters.polls);
        }
    }

    #[test]
    fn intervals_do_not_shrink_and_stay_below_their_cap(ms in 15_000.0..600_000.0) {
        let polls = polls(ms);
        let intervals: Vec<_> = polls.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let (_, regular) = intervals.split_last().expect("a last poll");
        prop_assert!(regular.iter().all(|ms| (4_999.0..=15_001.0).contains(ms)), "{regular:?}");
        prop_assert!(regular.windows(2).all(|pair| pair[1] >= pair[0] - 1.0), "{regular:?}");
    }
}
