//! Limits over a sliding span of time.

use super::clock::HOUR_MS;

/// At most `limit` events in any `span_ms`.
#[derive(Clone, Copy, Debug, PartialEq)]
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
/// since a household or a server is given at least that many.
pub fn network(address: &str) -> String {
    match address.parse() {
        Ok(std::net::IpAddr::V6(v6)) if v6.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(std::net::IpAddr::V6(v6)) => v6.to_ipv4_mapped().map(|v4| v4.to_string()).unwrap_or_default(),
        _ => address.to_owned(),
    }
}
