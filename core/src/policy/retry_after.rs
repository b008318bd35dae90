//! The `Retry-After` header.

use crate::text::number::digits;

/// The delay in milliseconds that the header asks for at `now_ms`: seconds, also with a fraction, or an HTTP date in any of
/// the three forms that RFC 9110 section 5.6.7 requires recipients to accept. A date in the past is 0. `None` for anything
/// else, such as negative seconds.
pub fn parse(value: &str, now_ms: f64) -> Option<f64> {
    let value = value.as_bytes().trim_ascii();
    match seconds(value) {
        Some(seconds) => Some(seconds * 1000.0).filter(|ms| ms.is_finite()),
        None => Some((http_date(value)? - now_ms).max(0.0)),
    }
}

/// Digits with at most one point between them. Not `str::parse`, whose tables would enlarge the download.
fn seconds(text: &[u8]) -> Option<f64> {
    let (mut value, mut scale, mut has_point) = (0.0, 1.0, false);
    for (index, &byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                scale *= if has_point { 10.0 } else { 1.0 };
            }
            b'.' if !has_point && index > 0 && index + 1 < text.len() => has_point = true,
            _ => return None,
        }
    }
    (!text.is_empty() && f64::is_finite(scale)).then(|| value / scale)
}

/// Milliseconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
/// `Sun Nov  6 08:49:37 1994`. The name of the day is not read.
fn http_date(text: &[u8]) -> Option<f64> {
    // The positions of day, month, year and time. Names of days differ in length in the second form only.
    let (day, month, year, year_len, time) = match text.len() {
        29 => (5, 8, 12, 4, 17),
        24 => (8, 4, 20, 4, 11),
        len => {
            let start = len.checked_sub(22)?;
            (start, start + 3, start + 7, 2, start + 10)
        }
    };
    let number = |at: usize, len: usize| number_at(text, at, len);
    let is_at = |at: usize, byte: u8| text.get(at) == Some(&byte);
    let has_separators =
        is_at(day + 2, if year_len == 2 { b'-' } else { b' ' }) && is_at(time + 2, b':') && is_at(time + 5, b':');
    if !has_separators || !(text.len() == 24 || text.ends_with(b" GMT")) {
        return None;
    }
    let padding = usize::from(is_at(day, b' '));
    let day = number(day + padding, 2 - padding).filter(|day| (1..=31).contains(day))?;
    let name = text.get(month..month + 3)?;
    let month = (0..12).find(|month| MONTHS.get(month * 3..month * 3 + 3) == Some(name))? as i32 + 1;
    // Two digits are a year from 1970 to 2069: RFC 9110 asks for one that is at most 50 years ahead.
    let year = match number(year, year_len)? {
        year @ ..70 => year + 2_000,
        year @ ..100 => year + 1_900,
        year => year,
    };
    let (hour, minute, second) = (number(time, 2)?, number(time + 3, 2)?, number(time + 6, 2)?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = f64::from(hour * 3_600 + minute * 60 + second);
    Some((f64::from(days_since_1970(year as i32, month, day as i32)) * 86_400.0 + seconds) * 1000.0)
}

/// The number of `len` digits at a position. Not inlined, because it has several callers.
#[inline(never)]
fn number_at(text: &[u8], at: usize, len: usize) -> Option<u32> {
    digits(text.get(at..at + len)?)
}

const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// Days since 1970-01-01 in the proleptic Gregorian calendar. Years start in March here, so that a leap day is the last day of its year.
pub(crate) fn days_since_1970(year: i32, month: i32, day: i32) -> i32 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}
