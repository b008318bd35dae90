//! Spans of time, and times that are remembered while the clock they were read from may be set anew.

/// Milliseconds of an hour.
pub const HOUR_MS: f64 = 3_600_000.0;
/// Milliseconds of a day.
pub const DAY_MS: f64 = 24.0 * HOUR_MS;

/// Whether `at_ms` is less than `span_ms` ago. A time that lies ahead was read before the clock was set back: how long ago
/// that was nobody knows, so it does not count as recent.
pub fn is_recent(at_ms: f64, span_ms: f64, now_ms: f64) -> bool {
    (0.0..span_ms).contains(&(now_ms - at_ms))
}
