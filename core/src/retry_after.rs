//! The `Retry-After` header.

use crate::number::digits;

/// How many milliseconds from `now_ms` the header asks to wait: seconds, also with a fraction, or an HTTP date
/// (RFC 9110 section 10.2.3). A date that is past is 0. `None` for anything else, negative seconds among it.
pub fn parse(value: &str, now_ms: f64) -> Option<f64> {
    let value = value.as_bytes().trim_ascii();
    match seconds(value) {
        Some(seconds) => Some(seconds * 1000.0).filter(|ms| ms.is_finite()),
        None => Some((http_date(value)? - now_ms).max(0.0)),
    }
}

/// Digits with at most one point between them. Not `str::parse`, whose tables would weigh on the download.
fn seconds(text: &[u8]) -> Option<f64> {
    let (mut value, mut scale, mut point) = (0.0, 1.0, false);
    for (index, &byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                scale *= if point { 10.0 } else { 1.0 };
            }
            b'.' if !point && index > 0 && index + 1 < text.len() => point = true,
            _ => return None,
        }
    }
    (!text.is_empty() && f64::is_finite(scale)).then(|| value / scale)
}

/// Milliseconds since 1970 of the one form of date that senders may use, `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(text: &[u8]) -> Option<f64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    #[rustfmt::skip]
    let &[_, _, _, b',', b' ', d0, d1, b' ', n0, n1, n2, b' ', y0, y1, y2, y3, b' ', h0, h1, b':', m0, m1, b':', s0, s1,
        b' ', b'G', b'M', b'T'] = text else { return None };
    let month = MONTHS.as_bytes().chunks(3).position(|name| name == [n0, n1, n2])? as u32 + 1;
    let (day, year) = (digits(&[d0, d1])?, digits(&[y0, y1, y2, y3])?);
    let (hour, minute, second) = (digits(&[h0, h1])?, digits(&[m0, m1])?, digits(&[s0, s1])?);
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = hour * 3_600 + minute * 60 + second;
    Some((f64::from(days_since_1970(year as i32, month as i32, day as i32)) * 86_400.0 + f64::from(seconds)) * 1000.0)
}

/// Days of the proleptic Gregorian calendar; the year is counted from March so that a leap day is its last.
pub(crate) fn days_since_1970(year: i32, month: i32, day: i32) -> i32 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}
