//! What is worth waking somebody for.

use super::clock::HOUR_MS;

/// Calls in five minutes below which no rate means anything, and in an hour below which nothing is a spike.
pub const MIN_CALLS: u32 = 20;
/// The same alert is not sent again for so long, in milliseconds.
pub const QUIET_MS: f64 = HOUR_MS;

/// `ALERT_ERROR_RATE` and `ALERT_SPIKE`; absent when nobody wants to hear of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rules {
    /// The share of calls, 0 to 1, that may fail within 5 minutes.
    pub error_rate: Option<f64>,
    /// How many times the usual calls of the hour are a spike.
    pub spike: Option<f64>,
}

/// What a ledger saw.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// Calls of the last 5 minutes.
    pub calls: u32,
    /// Those of them that failed with 5xx.
    pub failures: u32,
    /// Calls of this hour.
    pub hour: u32,
    /// The mean of the same hour on the days before; absent when there are none.
    pub usual: Option<f64>,
    /// The API refused the key (401) just now.
    pub key_refused: bool,
    /// The API missed the extension (403) just now.
    pub extension_inactive: bool,
}

/// A kind of alert and its text.
pub type Alert = (&'static str, String);

/// The alerts that `seen` calls for.
pub fn alerts(rules: Rules, seen: Seen) -> Vec<Alert> {
    let mut alerts: Vec<Alert> = Vec::new();
    let rate = f64::from(seen.failures) / f64::from(seen.calls.max(1));
    if rules.error_rate.is_some_and(|limit| seen.calls >= MIN_CALLS && rate > limit) {
        let (failures, calls, percent) = (seen.failures, seen.calls, (rate * 100.0).round());
        alerts.push(("error_rate", format!("{failures} of {calls} calls failed in the last 5 minutes ({percent} %)")));
    }
    if let (Some(times), Some(usual)) = (rules.spike, seen.usual)
        && seen.hour >= MIN_CALLS
        && f64::from(seen.hour) > times * usual
    {
        alerts.push(("spike", format!("{} calls this hour, where {} are usual", seen.hour, usual.round())));
    }
    if seen.key_refused {
        alerts.push(("key_refused", "the API refuses the team's key (401)".to_owned()));
    }
    if seen.extension_inactive {
        alerts.push((
            "extension_inactive",
            "no team member's OutX extension was active within 48 hours (403)".to_owned(),
        ));
    }
    alerts
}

/// The body of a message in Slack's form.
pub fn message(team: &str, text: &str) -> String {
    serde_json::json!({ "text": format!("OutX gateway, team {team}: {text}") }).to_string()
}
