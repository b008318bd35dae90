//! How often codes may be sent and tried: which counters a step asks, in which order, and their windows.
//!
//! The network comes first, so that one without room cannot use up what others have. A caller who was sent a code holds a nonce
//! ([`crate::gateway::auth::sign_in_nonce`]) and has tries of its own, which no other caller can use up; all tries without one share a counter
//! of the address.

use serde::{Deserialize, Serialize};

use crate::gateway::auth::sign_in::Step;
use crate::gateway::limits::network::Networks;
use crate::gateway::limits::window::Window;
use crate::old_rules::OldRule;

/// Codes that an address may be sent. The long windows bound how many tries a patient guesser can collect.
pub const SENDS_PER_EMAIL: &[Window] = &[Window::hourly(5), Window::daily(15), Window::weekly(40)];
/// Codes that one network may have sent to one address, so that a single network cannot use up an address's day.
pub const SENDS_PER_EMAIL_AND_NETWORK: &[Window] = &[Window::daily(10)];
/// Tries for an address by callers without a nonce, counted together.
pub const VERIFIES_PER_EMAIL: &[Window] = &[Window::hourly(5), Window::daily(15), Window::weekly(40)];
/// Tries of one caller who was sent a code. The nonce is valid for as long as this window.
pub const VERIFIES_PER_NONCE: &[Window] = &[Window::hourly(5)];
/// Steps of one kind by an IPv4 address or an IPv6 /64, for whatever e-mail address.
pub const STEPS_PER_NETWORK: &[Window] = &[Window::hourly(20), Window::daily(100)];
/// The same by an IPv6 /56.
pub const STEPS_PER_56: &[Window] = &[Window::hourly(40), Window::daily(200)];
/// The same by an IPv6 /48.
pub const STEPS_PER_48: &[Window] = &[Window::hourly(80), Window::daily(400)];
/// Steps of one kind through the whole gateway: what a hundred networks may take.
pub const STEPS_PER_GATEWAY: &[Window] = &[Window::hourly(2_000)];

/// One counter of a limiter object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counter {
    /// Its name within the object. It may hold an address: hash it before it is stored.
    pub name: String,
    /// The windows that must all have room.
    pub windows: Vec<Window>,
}

/// What one limiter object is asked: to count one event in each of these, or in none.
#[derive(Clone, Debug, PartialEq)]
pub struct LimiterCheck {
    /// What kind of object it is, and `subject` which one.
    pub purpose: &'static str,
    /// An address, a network, or empty for the gateway's own object.
    pub subject: String,
    /// The counters.
    pub counters: Vec<Counter>,
}

/// The objects to ask before a step is taken, in this order; the first without room ends it. `nonce` is the id of a nonce that
/// holds for this address.
pub fn limiter_checks(step: Step, email: &str, networks: Option<&Networks>, nonce: Option<&str>) -> Vec<LimiterCheck> {
    if step == Step::Verify && OldRule::TriesByEmailAlone.applies() {
        return vec![of_email(email, vec![counter("verify".to_owned(), VERIFIES_PER_EMAIL)])];
    }
    if let (Step::Verify, Some(id)) = (step, nonce) {
        // Counted by network when its code was sent.
        return vec![of_email(email, vec![counter(format!("verify by {id}"), VERIFIES_PER_NONCE)])];
    }
    let what = step.name();
    let mut checks: Vec<_> = networks.map(|networks| of_networks(what, networks)).into_iter().collect();
    let whole = counter(what.to_owned(), STEPS_PER_GATEWAY);
    checks.push(LimiterCheck { purpose: "gateway", subject: String::new(), counters: vec![whole] });
    checks.push(match step {
        Step::Send => of_email(email, sends(networks)),
        Step::Verify => of_email(email, vec![counter(what.to_owned(), VERIFIES_PER_EMAIL)]),
    });
    checks
}

fn sends(networks: Option<&Networks>) -> Vec<Counter> {
    let by_network = networks.map(|it| counter(format!("send from {}", it.smallest()), SENDS_PER_EMAIL_AND_NETWORK));
    std::iter::once(counter("send".to_owned(), SENDS_PER_EMAIL)).chain(by_network).collect()
}

fn of_email(email: &str, counters: Vec<Counter>) -> LimiterCheck {
    LimiterCheck { purpose: "email", subject: email.to_owned(), counters }
}

/// One object holds all prefixes of an IPv6 network, so that they are counted together or not at all.
fn of_networks(what: &str, networks: &Networks) -> LimiterCheck {
    let named = |name: &str, windows| counter(format!("{what} from {name}"), windows);
    let counters = match networks {
        Networks::V6 { p64, p56, p48 } if !OldRule::V6By64Alone.applies() => {
            vec![named(p64, STEPS_PER_NETWORK), named(p56, STEPS_PER_56), named(p48, STEPS_PER_48)]
        }
        one => vec![named(one.smallest(), STEPS_PER_NETWORK)],
    };
    LimiterCheck { purpose: "network", subject: networks.largest().to_owned(), counters }
}

fn counter(name: String, windows: &[Window]) -> Counter {
    Counter { name, windows: windows.to_vec() }
}
