//! The sandbox's time: the machine's, and what the control interface has added.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const HOUR: i64 = 3_600 * SECOND;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Milliseconds are since the Unix epoch.
#[derive(Default)]
pub(crate) struct Clock {
    /// What the control interface has added, in milliseconds.
    pub(crate) advanced: i64,
}

impl Clock {
    pub(crate) fn now(&self) -> i64 {
        let machine = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        i64::try_from(machine).unwrap_or(i64::MAX).saturating_add(self.advanced)
    }
}

/// `2026-01-15T10:30:00Z`, as watchlists show their `createdAt`.
pub(crate) fn iso(ms: i64) -> String {
    Timestamp::from_second(ms.div_euclid(1_000)).map_or_else(|_| String::new(), |time| time.to_string())
}

/// `2026-01-15`, in UTC.
pub(crate) fn day(ms: i64) -> String {
    iso(ms).chars().take(10).collect()
}

/// The first millisecond of a day written `YYYY-MM-DD`, in UTC.
pub(crate) fn start_of_day(text: &str) -> Option<i64> {
    let date: Date = Some(text).filter(|text| text.len() == 10)?.parse().ok()?;
    Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}
