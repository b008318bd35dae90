//! What is worth waking somebody for.

use crate::gateway::clock::HOUR_MS;

/// Calls in five minutes below which no rate means anything, and in an hour below which nothing is a spike.
pub const MIN_CALLS: u32 = 20;
/// The same alert is not sent again for so long, in milliseconds.
pub const ALERT_COOLDOWN_MS: f64 = HOUR_MS;

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

/// Characters of a team id that an alert shows.
const MAX_TEAM_CHARS: usize = 64;

/// A team id as alerts show it, once keys are redacted: one line of at most 64 characters. Line breaks, other control characters and
/// marks that change the direction of text become spaces.
pub fn team_label(team_id: &str) -> String {
    let is_invisible = |char: char| {
        char.is_control()
            || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    team_id.chars().take(MAX_TEAM_CHARS).map(|char| if is_invisible(char) { ' ' } else { char }).collect()
}

/// The body of a message in Slack's form. The API chooses team ids, so nothing in one may become markup, a mention or a link: `& < >`
/// are escaped as Slack asks, and what Discord, Teams and Markdown read is broken by a zero-width space.
pub fn message(team_label: &str, text: &str) -> String {
    let team = plain_text(team_label);
    serde_json::json!({ "text": format!("OutX gateway, team {team}: {}", plain_text(text)) }).to_string()
}

fn plain_text(text: &str) -> String {
    if crate::old_rules::OldRule::RawWebhookTexts.applies() {
        return text.to_owned();
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let broken = escaped.replace('@', "@\u{200b}").replace("](", "]\u{200b}(").replace("://", ":\u{200b}//");
    broken.replace(['`', '*', '~', '|'], "'")
}
