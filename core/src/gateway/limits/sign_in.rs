//! Rate limits of sign-in: which counters each step checks, in which order, and their windows.
//!
//! The network is checked first, so that a network at its limit does not consume the limits of an e-mail address. A caller that
//! requested a code holds a nonce ([`crate::gateway::auth::sign_in_nonce`]) and has attempts of its own, which no other caller can use up;
//! attempts without a nonce share one counter per e-mail address.

use serde::{Deserialize, Serialize};

use crate::gateway::auth::sign_in::Step;
use crate::gateway::limits::network::Networks;
use crate::gateway::limits::window::Window;
use crate::old_rules::OldRule;

/// Codes sent per e-mail address. The long windows bound how many attempts a slow guesser can collect.
pub const SENDS_PER_EMAIL: &[Window] = &[Window::hourly(5), Window::daily(15), Window::weekly(40)];
/// Codes sent per e-mail address and network, so that one network cannot use up the daily limit of an address.
pub const SENDS_PER_EMAIL_AND_NETWORK: &[Window] = &[Window::daily(10)];
/// Attempts per e-mail address by all callers without a nonce.
pub const VERIFIES_PER_EMAIL: &[Window] = &[Window::hourly(5), Window::daily(15), Window::weekly(40)];
/// Attempts per nonce. The nonce is valid for as long as this window.
pub const VERIFIES_PER_NONCE: &[Window] = &[Window::hourly(5)];
/// Steps of one kind per IPv4 address or IPv6 /64, for any e-mail address.
pub const STEPS_PER_NETWORK: &[Window] = &[Window::hourly(20), Window::daily(100)];
/// The same per IPv6 /56.
pub const STEPS_PER_56: &[Window] = &[Window::hourly(40), Window::daily(200)];
/// The same per IPv6 /48.
pub const STEPS_PER_48: &[Window] = &[Window::hourly(80), Window::daily(400)];
/// Steps of one kind for the whole gateway: the limits of a hundred networks.
pub const STEPS_PER_GATEWAY: &[Window] = &[Window::hourly(2_000)];

/// A counter in a limiter object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counter {
    /// Its name within the object. It may contain an IP address: hash it before it is stored.
    pub name: String,
    /// Its windows; all of them must admit the event.
    pub windows: Vec<Window>,
}

/// A request to one limiter object: count one event in all of these counters, or in none.
#[derive(Clone, Debug, PartialEq)]
pub struct LimiterCheck {
    /// Kind of the object.
    pub purpose: &'static str,
    /// E-mail address or network; empty for the object of the whole gateway.
    pub subject: String,
    /// The counters.
    pub counters: Vec<Counter>,
}

/// The checks before a step, in this order; the first that denies ends the request. `nonce` is the id of a nonce that is valid for
/// this e-mail address.
pub fn limiter_checks(step: Step, email: &str, networks: Option<&Networks>, nonce: Option<&str>) -> Vec<LimiterCheck> {
    if step == Step::Verify && OldRule::TriesByEmailAlone.applies() {
        return vec![email_check(email, vec![counter("verify".to_owned(), VERIFIES_PER_EMAIL)])];
    }
    if let (Step::Verify, Some(id)) = (step, nonce) {
        // The network was counted when the code was sent.
        return vec![email_check(email, vec![counter(format!("verify by {id}"), VERIFIES_PER_NONCE)])];
    }
    let step_name = step.name();
    let mut checks: Vec<_> = networks.map(|networks| network_check(step_name, networks)).into_iter().collect();
    let gateway_counter = counter(step_name.to_owned(), STEPS_PER_GATEWAY);
    checks.push(LimiterCheck { purpose: "gateway", subject: String::new(), counters: vec![gateway_counter] });
    checks.push(match step {
        Step::Send => email_check(email, send_counters(networks)),
        Step::Verify => email_check(email, vec![counter(step_name.to_owned(), VERIFIES_PER_EMAIL)]),
    });
    checks
}

fn send_counters(networks: Option<&Networks>) -> Vec<Counter> {
    let by_network = networks.map(|it| counter(format!("send from {}", it.smallest()), SENDS_PER_EMAIL_AND_NETWORK));
    std::iter::once(counter("send".to_owned(), SENDS_PER_EMAIL)).chain(by_network).collect()
}

fn email_check(email: &str, counters: Vec<Counter>) -> LimiterCheck {
    LimiterCheck { purpose: "email", subject: email.to_owned(), counters }
}

/// One object counts all prefixes of an IPv6 address, so that an event counts in all of them or in none.
fn network_check(step_name: &str, networks: &Networks) -> LimiterCheck {
    let named = |network: &str, windows| counter(format!("{step_name} from {network}"), windows);
    let counters = match networks {
        Networks::V6 { p64, p56, p48 } if !OldRule::V6By64Alone.applies() => {
            vec![named(p64, STEPS_PER_NETWORK), named(p56, STEPS_PER_56), named(p48, STEPS_PER_48)]
        }
        Networks::V4(_) | Networks::V6 { .. } | Networks::Unreadable => {
            vec![named(networks.smallest(), STEPS_PER_NETWORK)]
        }
    };
    LimiterCheck { purpose: "network", subject: networks.largest().to_owned(), counters }
}

fn counter(name: String, windows: &[Window]) -> Counter {
    Counter { name, windows: windows.to_vec() }
}
