//! Sliding-window rate limit.

use serde::{Deserialize, Serialize};

use crate::gateway::clock::{DAY_MS, HOUR_MS};
use crate::gateway::limits::network::Networks;

/// At most `limit` events in any `span_ms`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Maximum number of events.
    pub limit: u32,
    /// Length of the window, in milliseconds.
    pub span_ms: f64,
}

/// Result of checking a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WindowDecision {
    /// One more event fits.
    Allow,
    /// The window is full; the value is the time until the oldest event leaves it, in milliseconds.
    Wait(f64),
}

impl Window {
    /// `limit` events per hour.
    pub const fn hourly(limit: u32) -> Self {
        Self { limit, span_ms: HOUR_MS }
    }

    /// `limit` events per day.
    pub const fn daily(limit: u32) -> Self {
        Self { limit, span_ms: DAY_MS }
    }

    /// `limit` events per week.
    pub const fn weekly(limit: u32) -> Self {
        Self { limit, span_ms: 7.0 * DAY_MS }
    }

    /// Start of the window: earlier events do not count.
    pub fn since(&self, now_ms: f64) -> f64 {
        now_ms - self.span_ms
    }

    /// Whether one more event fits. The window contains `counted` events, the oldest at `oldest_ms`. A time in the future, from before
    /// the clock was set back, counts as `now_ms`.
    pub fn check(&self, counted: u32, oldest_ms: Option<f64>, now_ms: f64) -> WindowDecision {
        if counted < self.limit {
            return WindowDecision::Allow;
        }
        let wait_ms =
            oldest_ms.map_or(self.span_ms, |oldest| (oldest + self.span_ms - now_ms).clamp(1.0, self.span_ms));
        WindowDecision::Wait(wait_ms)
    }
}

/// The network that is assumed to belong to one caller: an IPv4 address, or the first 64 bits of an IPv6 address, the smallest
/// prefix assigned to a household or a server. Empty for an empty address.
pub fn smallest_network(address: &str) -> String {
    Networks::of(address).map(|networks| networks.smallest().to_owned()).unwrap_or_default()
}
