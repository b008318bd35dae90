//! Durations, recency checks that tolerate a clock set back, and the parser for times in settings.

use crate::text::number::digits;

/// One hour in milliseconds.
pub const HOUR_MS: f64 = 3_600_000.0;
/// One day in milliseconds.
pub const DAY_MS: f64 = 24.0 * HOUR_MS;
/// Number of days that usage and the audit are kept.
pub const KEPT_DAYS: u32 = 90;

/// Whether `at_ms` is less than `span_ms` ago. A time in the future was read before the clock was set back; its age is unknown, so
/// it does not count as recent.
pub fn is_recent(at_ms: f64, span_ms: f64, now_ms: f64) -> bool {
    (0.0..span_ms).contains(&(now_ms - at_ms))
}

/// The years 2001 to 2099 in seconds since 1970. A smaller number is most likely a date without dashes, a larger one a time in
/// milliseconds.
const TIMES_S: std::ops::Range<f64> = 978_307_200.0..4_102_444_800.0;

/// Parses a time from 2001 to 2099 to milliseconds since 1970: whole seconds since 1970, or ISO 8601 in UTC, as
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
    let (year, month, day) = (digits(&[y0, y1, y2, y3])?, digits(&[n0, n1])?, digits(&[d0, d1])?);
    Some(f64::from(days_since_1970(year, month, day)?) * 86_400.0 + seconds_of_day(time)?)
}

/// Days from 1970-01-01 to a date between 2001 and 2099, where every fourth year is a leap year.
fn days_since_1970(year: u32, month: u32, day: u32) -> Option<u32> {
    const DAYS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let is_leap = year.is_multiple_of(4);
    let before = DAYS.get(..(month as usize).checked_sub(1)?)?;
    let length = DAYS.get(before.len())? + u32::from(is_leap && month == 2);
    if !(2001..2100).contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    let leap_days = (year - 1969) / 4 + u32::from(is_leap && month > 2);
    Some((year - 1970) * 365 + leap_days + before.iter().sum::<u32>() + day - 1)
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
