//! Spans of time, and times that are remembered while the clock they were read from may be set anew.

use crate::number::digits;
use crate::retry_after::days_since_1970;

/// Milliseconds of an hour.
pub const HOUR_MS: f64 = 3_600_000.0;
/// Milliseconds of a day.
pub const DAY_MS: f64 = 24.0 * HOUR_MS;

/// Whether `at_ms` is less than `span_ms` ago. A time that lies ahead was read before the clock was set back: how long ago
/// that was nobody knows, so it does not count as recent.
pub fn is_recent(at_ms: f64, span_ms: f64, now_ms: f64) -> bool {
    (0.0..span_ms).contains(&(now_ms - at_ms))
}

/// The years 2001 to 2099 in seconds since 1970. A smaller number is most likely a date without its dashes, a larger one are
/// milliseconds.
const TIMES_S: std::ops::Range<f64> = 978_307_200.0..4_102_444_800.0;

/// Milliseconds since 1970 of a time from 2001 to 2099: whole seconds since 1970, or ISO 8601 in UTC, as
/// `2026-01-31T12:00:00Z` or `2026-01-31`, which is the beginning of that day. A fraction of a second is rounded up.
pub fn parse_time(text: &str) -> Option<f64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = if is_number { text.parse().ok()? } else { iso_seconds(text.as_bytes())? };
    TIMES_S.contains(&seconds).then_some(seconds * 1000.0)
}

fn iso_seconds(text: &[u8]) -> Option<f64> {
    let (date, time) = match text.iter().position(|byte| *byte == b'T') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &b"00:00:00Z"[..]),
    };
    let &[y0, y1, y2, y3, b'-', n0, n1, b'-', d0, d1] = date else { return None };
    let (year, month, day) = (digits(&[y0, y1, y2, y3])? as i32, digits(&[n0, n1])? as i32, digits(&[d0, d1])? as i32);
    let first_day = days_since_1970(year, month, 1);
    let next_month = if month == 12 { days_since_1970(year + 1, 1, 1) } else { days_since_1970(year, month + 1, 1) };
    if !(1..=12).contains(&month) || !(1..=next_month - first_day).contains(&day) {
        return None;
    }
    Some(f64::from(first_day + day - 1) * 86_400.0 + seconds_of_day(time)?)
}

fn seconds_of_day(text: &[u8]) -> Option<f64> {
    let (&[h0, h1, b':', m0, m1, b':', s0, s1], rest) = text.split_first_chunk::<8>()? else { return None };
    let (hour, minute, second) = (digits(&[h0, h1])?, digits(&[m0, m1])?, digits(&[s0, s1])?);
    let fraction = match rest {
        [b'Z'] => 0,
        [b'.', fraction @ .., b'Z'] if !fraction.is_empty() && fraction.len() <= 9 => digits(fraction)?.min(1),
        _ => return None,
    };
    let is_time = hour < 24 && minute < 60 && second < 60;
    is_time.then(|| f64::from(hour * 3_600 + minute * 60 + second + fraction))
}
