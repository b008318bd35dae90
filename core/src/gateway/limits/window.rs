//! Limits over a sliding span of time.

use serde::{Deserialize, Serialize};

use crate::gateway::clock::{DAY_MS, HOUR_MS};
use crate::gateway::limits::network::Networks;

/// At most `limit` events in any `span_ms`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Events allowed.
    pub limit: u32,
    /// Milliseconds they are counted over.
    pub span_ms: f64,
}

impl Window {
    /// `limit` events an hour.
    pub const fn hourly(limit: u32) -> Self {
        Self { limit, span_ms: HOUR_MS }
    }

    /// `limit` events a day.
    pub const fn daily(limit: u32) -> Self {
        Self { limit, span_ms: DAY_MS }
    }

    /// `limit` events a week.
    pub const fn weekly(limit: u32) -> Self {
        Self { limit, span_ms: 7.0 * DAY_MS }
    }

    /// Events before this time no longer count.
    pub fn since(&self, now_ms: f64) -> f64 {
        now_ms - self.span_ms
    }

    /// Whether one more event fits. `counted` events lie in the window, the oldest at `oldest_ms`; one that lies ahead of a clock
    /// that was set back counts as of now.
    ///
    /// # Errors
    /// The milliseconds until the oldest leaves the window and makes room.
    pub fn admit(&self, counted: u32, oldest_ms: Option<f64>, now_ms: f64) -> Result<(), f64> {
        if counted < self.limit {
            return Ok(());
        }
        Err(oldest_ms.map_or(self.span_ms, |oldest| (oldest + self.span_ms - now_ms).clamp(1.0, self.span_ms)))
    }
}

/// The part of an address that one caller is taken to own: an IPv4 address whole, an IPv6 address's first 64 bits,
/// since a household or a server is given at least that many. Empty for an address that is not known.
pub fn network(address: &str) -> String {
    Networks::of(address).map(|networks| networks.smallest().to_owned()).unwrap_or_default()
}
