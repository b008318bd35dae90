use outx_core::policy::rate_limit::{ActionRateLimiter, Admission};

const MINUTE: f64 = 60_000.0;
const PLENTY: f64 = f64::MAX;

fn acquire(limiter: &mut ActionRateLimiter, minutes: &[f64]) {
    for minute in minutes {
        assert_eq!(limiter.try_acquire(minute * MINUTE, u32::MAX, PLENTY), Admission::Acquired);
    }
}

#[test]
fn the_window_of_an_hour_slides() {
    let mut limiter = ActionRateLimiter::default();
    acquire(&mut limiter, &[0.0, 10.0, 20.0]);
    assert_eq!(limiter.try_acquire(30.0 * MINUTE, 3, PLENTY), Admission::Wait(30.0 * MINUTE));
    assert_eq!(limiter.try_acquire(60.0 * MINUTE, 3, PLENTY), Admission::Acquired, "the first has left the hour");
    assert_eq!(limiter.try_acquire(60.0 * MINUTE, 3, PLENTY), Admission::Wait(10.0 * MINUTE));
    assert_eq!(limiter.in_window(69.0 * MINUTE), 3);
    assert_eq!(limiter.in_window(70.0 * MINUTE), 2);
}

#[test]
fn waits_only_within_the_deadline() {
    let mut limiter = ActionRateLimiter::default();
    acquire(&mut limiter, &[0.0]);
    assert_eq!(limiter.try_acquire(59.0 * MINUTE, 1, 2.0 * MINUTE), Admission::Wait(MINUTE));
    assert_eq!(limiter.try_acquire(59.0 * MINUTE, 1, MINUTE), Admission::Exceeded(MINUTE));
    assert_eq!(limiter.in_window(59.0 * MINUTE), 1, "an action that did not start is not counted");
}

#[test]
fn a_limit_of_zero_rejects_every_action() {
    let mut limiter = ActionRateLimiter::default();
    assert_eq!(limiter.try_acquire(0.0, 0, MINUTE), Admission::Exceeded(60.0 * MINUTE));
}

#[test]
fn after_the_limit_is_lowered_an_action_waits_until_enough_have_left() {
    let mut limiter = ActionRateLimiter::default();
    acquire(&mut limiter, &[0.0, 10.0, 20.0]);
    assert_eq!(limiter.try_acquire(30.0 * MINUTE, 1, PLENTY), Admission::Wait(50.0 * MINUTE), "all three must leave");
    assert_eq!(limiter.try_acquire(30.0 * MINUTE, 2, PLENTY), Admission::Wait(40.0 * MINUTE));
}

#[test]
fn a_clock_that_was_set_back_keeps_nothing_beyond_its_hour() {
    let mut limiter = ActionRateLimiter::default();
    acquire(&mut limiter, &[300.0]);
    assert_eq!(
        limiter.try_acquire(0.0, 1, PLENTY),
        Admission::Wait(60.0 * MINUTE),
        "an action in the future started by now at the latest"
    );
    assert_eq!(limiter.in_window(59.0 * MINUTE), 1);
    assert_eq!(limiter.in_window(60.0 * MINUTE), 0);
}
