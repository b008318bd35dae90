//! The `Retry-After` header.

/// How many milliseconds from `now_ms` the header asks to wait: seconds, also with a fraction, or an HTTP date
/// (RFC 9110 section 10.2.3). A date that is past is 0. `None` for anything else, negative seconds among it.
pub fn parse(value: &str, now_ms: f64) -> Option<f64> {
    let value = value.trim();
    match seconds(value.as_bytes()) {
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
fn http_date(text: &str) -> Option<f64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let text = text.strip_suffix(" GMT").filter(|text| text.len() == 25 && text.is_ascii())?;
    let separators = [(3, b','), (4, b' '), (7, b' '), (11, b' '), (16, b' '), (19, b':'), (22, b':')];
    if separators.iter().any(|&(at, byte)| text.as_bytes()[at] != byte) {
        return None;
    }
    let number = |at: usize, len: usize| {
        text.as_bytes()[at..at + len]
            .iter()
            .try_fold(0_i64, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
    };
    let month = MONTHS.as_bytes().chunks(3).position(|name| name == &text.as_bytes()[8..11])? as i64 + 1;
    let (day, year) = (number(5, 2)?, number(12, 4)?);
    let (hour, minute, second) = (number(17, 2)?, number(20, 2)?, number(23, 2)?);
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(seconds as f64 * 1000.0)
}

/// Days of the proleptic Gregorian calendar; the year is counted from March so that a leap day is its last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}
