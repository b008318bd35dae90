use outx_core::pace::{Admission, Pace};

const MINUTE: f64 = 60_000.0;
const PLENTY: f64 = f64::MAX;

fn begun(pace: &mut Pace, minutes: &[f64]) {
    for minute in minutes {
        assert_eq!(pace.admit(minute * MINUTE, u32::MAX, PLENTY), Admission::Begin);
    }
}

#[test]
fn an_hour_slides() {
    let mut pace = Pace::default();
    begun(&mut pace, &[0.0, 10.0, 20.0]);
    assert_eq!(pace.admit(30.0 * MINUTE, 3, PLENTY), Admission::Wait(30.0 * MINUTE));
    assert_eq!(pace.admit(60.0 * MINUTE, 3, PLENTY), Admission::Begin, "the first has left the hour");
    assert_eq!(pace.admit(60.0 * MINUTE, 3, PLENTY), Admission::Wait(10.0 * MINUTE));
    assert_eq!(pace.used(69.0 * MINUTE), 3);
    assert_eq!(pace.used(70.0 * MINUTE), 2);
}

#[test]
fn waits_only_within_the_deadline() {
    let mut pace = Pace::default();
    begun(&mut pace, &[0.0]);
    assert_eq!(pace.admit(59.0 * MINUTE, 1, 2.0 * MINUTE), Admission::Wait(MINUTE));
    assert_eq!(pace.admit(59.0 * MINUTE, 1, MINUTE), Admission::Refuse(MINUTE));
    assert_eq!(pace.used(59.0 * MINUTE), 1, "what did not begin is not counted");
}

#[test]
fn a_limit_of_nothing_refuses() {
    let mut pace = Pace::default();
    assert_eq!(pace.admit(0.0, 0, MINUTE), Admission::Refuse(60.0 * MINUTE));
}

#[test]
fn a_limit_that_was_lowered() {
    let mut pace = Pace::default();
    begun(&mut pace, &[0.0, 10.0, 20.0]);
    assert_eq!(pace.admit(30.0 * MINUTE, 1, PLENTY), Admission::Wait(50.0 * MINUTE), "all three must leave");
    assert_eq!(pace.admit(30.0 * MINUTE, 2, PLENTY), Admission::Wait(40.0 * MINUTE));
}

#[test]
fn a_clock_that_was_set_back_keeps_nothing_beyond_its_hour() {
    let mut pace = Pace::default();
    begun(&mut pace, &[300.0]);
    assert_eq!(pace.admit(0.0, 1, PLENTY), Admission::Wait(60.0 * MINUTE), "what lies ahead was begun by now");
    assert_eq!(pace.used(59.0 * MINUTE), 1);
    assert_eq!(pace.used(60.0 * MINUTE), 0);
}
