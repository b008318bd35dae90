//! Durations and formats of time. Times are milliseconds since the Unix epoch.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const HOUR: i64 = 3_600 * SECOND;
pub(crate) const DAY: i64 = 24 * HOUR;

/// `2026-01-15T10:30:00Z`, the format of a watchlist's `createdAt`.
pub(crate) fn format_iso(ms: i64) -> String {
    Timestamp::from_second(ms.div_euclid(1_000)).map_or_else(|_| String::new(), |time| time.to_string())
}

/// `2026-01-15`, in UTC.
pub(crate) fn format_day(ms: i64) -> String {
    format_iso(ms).chars().take(10).collect()
}

/// The first millisecond of a day written `YYYY-MM-DD`, in UTC.
pub(crate) fn start_of_day(text: &str) -> Option<i64> {
    // jiff also parses longer forms, such as a date with a time; the API documents days only.
    let date: Date = Some(text).filter(|text| text.chars().count() == 10)?.parse().ok()?;
    Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}
