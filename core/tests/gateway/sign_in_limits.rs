use outx_core::gateway::auth::sign_in::Step;
use outx_core::gateway::auth::sign_in_nonce::LIFE_MS;
use outx_core::gateway::clock::{DAY_MS, HOUR_MS};
use outx_core::gateway::limits::network::Networks;
use outx_core::gateway::limits::sign_in::{LimiterCheck, limiter_checks};

const EMAIL: &str = "ada@outx.test";
const V6: &str = "2001:db8:1:203::1";

fn checks(step: Step, address: &str, nonce: Option<&str>) -> Vec<LimiterCheck> {
    limiter_checks(step, EMAIL, Networks::of(address).as_ref(), nonce)
}

/// A check on one line: the object, then each counter with its windows as `limit/hours`.
fn line(check: &LimiterCheck) -> String {
    let counters = check.counters.iter().map(|counter| {
        let windows = counter.windows.iter().map(|window| format!("{}/{}", window.limit, window.span_ms / HOUR_MS));
        format!("{} {}", counter.name, windows.collect::<Vec<_>>().join(" "))
    });
    format!("{} {}: {}", check.purpose, check.subject, counters.collect::<Vec<_>>().join(", "))
}

fn lines(step: Step, address: &str, nonce: Option<&str>) -> Vec<String> {
    checks(step, address, nonce).iter().map(line).collect()
}

#[test]
fn both_steps_check_the_network_then_the_gateway_then_the_e_mail_address() {
    assert_eq!(
        lines(Step::Send, "203.0.113.9", None),
        [
            "network 203.0.113.9: send from 203.0.113.9 20/1 100/24",
            "gateway : send 2000/1",
            "email ada@outx.test: send 5/1 15/24 40/168, send from 203.0.113.9 10/24",
        ]
    );
    assert_eq!(
        lines(Step::Verify, "203.0.113.9", None),
        [
            "network 203.0.113.9: verify from 203.0.113.9 20/1 100/24",
            "gateway : verify 2000/1",
            "email ada@outx.test: verify 5/1 15/24 40/168",
        ]
    );
}

#[test]
fn an_ipv6_network_is_counted_at_three_prefixes_in_one_object() {
    let [network, ..] = &lines(Step::Verify, V6, None)[..] else { panic!("no network") };
    assert_eq!(
        network,
        "network 2001:db8:1::/48: verify from 2001:db8:1:203::/64 20/1 100/24, verify from 2001:db8:1:200::/56 40/1 200/24, \
         verify from 2001:db8:1::/48 80/1 400/24"
    );
}

#[test]
fn without_an_address_the_gateway_and_the_e_mail_address_still_count() {
    for step in [Step::Send, Step::Verify] {
        let purposes: Vec<_> = checks(step, "", None).iter().map(|check| check.purpose).collect();
        assert_eq!(purposes, ["gateway", "email"]);
    }
}

#[test]
fn a_nonce_has_a_counter_that_no_other_caller_can_reach() {
    let own = lines(Step::Verify, "203.0.113.9", Some("n1"));
    assert_eq!(own, ["email ada@outx.test: verify by n1 5/1"]);
    let others = [None, Some("n2")].map(|nonce| lines(Step::Verify, "203.0.113.9", nonce)).concat();
    assert!(!others.iter().any(|check| check.contains("verify by n1")));
    // A nonce affects attempts only: sending codes has the same limits with and without it.
    assert_eq!(lines(Step::Send, "203.0.113.9", Some("n1")), lines(Step::Send, "203.0.113.9", None));
}

#[test]
fn a_nonce_is_valid_no_longer_than_its_attempts_are_counted() {
    let [check] = &checks(Step::Verify, "", Some("n1"))[..] else { panic!("one object") };
    assert_eq!(check.counters[0].windows[0].span_ms, LIFE_MS);
}

#[test]
fn a_slow_guesser_has_240_attempts_per_week_for_one_e_mail_address() {
    let week = |check: &LimiterCheck| {
        check.counters[0].windows.iter().find(|window| window.span_ms == 7.0 * DAY_MS).unwrap().limit
    };
    let sends = week(checks(Step::Send, "", None).last().unwrap());
    let shared = week(checks(Step::Verify, "", None).last().unwrap());
    let own = checks(Step::Verify, "", Some("n1"))[0].counters[0].windows[0].limit;
    assert_eq!(sends * own + shared, 240);
}
