//! Alert rules: decides from a team's call statistics which alerts are due, and builds the webhook message.

use serde::{Deserialize, Serialize};

use crate::gateway::clock::HOUR_MS;

/// Minimum number of calls (in five minutes for an error rate, in an hour for a spike) before a rule applies.
pub const MIN_CALLS: u32 = 20;
/// Minimum time between two alerts of one kind, in milliseconds.
pub const ALERT_COOLDOWN_MS: f64 = HOUR_MS;
/// Minimum time between two test alerts of a team, in milliseconds.
pub const TEST_COOLDOWN_MS: f64 = 60_000.0;

/// `ALERT_ERROR_RATE` and `ALERT_SPIKE`; `None` disables a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AlertRules {
    /// The share of calls, 0 to 1, that may fail within 5 minutes.
    pub error_rate: Option<f64>,
    /// Multiple of the usual number of calls per hour above which an hour is a spike.
    pub spike: Option<f64>,
}

/// Statistics of one team's calls, from its ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CallStatistics {
    /// Calls of the last 5 minutes.
    pub calls: u32,
    /// Calls of the last 5 minutes that failed with 5xx.
    pub failures: u32,
    /// Calls of this hour.
    pub hour: u32,
    /// Mean number of calls in the same hour of the previous days; `None` without such data.
    pub usual: Option<f64>,
    /// The API rejected the key (401) in the latest batch.
    pub key_rejected: bool,
    /// The API reported an inactive extension (403) in the latest batch.
    pub extension_inactive: bool,
}

/// An alert to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its kind. Repeats of one kind are suppressed for [`ALERT_COOLDOWN_MS`].
    pub kind: &'static str,
    /// Its text.
    pub text: String,
}

impl Alert {
    fn new(kind: &'static str, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    /// The alert of `POST /_gateway/alerts/test`, which shows whether alerts arrive.
    pub fn test() -> Self {
        Self::new("test", "this is a test: alerts of this gateway arrive here")
    }
}

/// Result of sending an alert to `ALERT_WEBHOOK`. The URL is a secret, so no text contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    /// There is no webhook.
    NotSet,
    /// The webhook responded with a 2xx status.
    Sent {
        /// The status.
        status: u16,
    },
    /// The webhook responded with another status.
    Rejected {
        /// The status.
        status: u16,
    },
    /// The webhook did not respond in time.
    TimedOut,
    /// The webhook could not be reached.
    Unreachable,
}

impl Delivery {
    /// Classifies the status of the webhook's response.
    pub fn from_status(status: u16) -> Self {
        if (200..300).contains(&status) { Self::Sent { status } } else { Self::Rejected { status } }
    }

    /// Describes what happened and what to do about it. `limit_seconds` is the time limit of the webhook.
    pub fn describe(self, limit_seconds: u32) -> String {
        match self {
            Self::NotSet => {
                "ALERT_WEBHOOK is not set, so alerts go to the log only: set it with wrangler secret put ALERT_WEBHOOK"
                    .to_owned()
            }
            Self::Sent { status } => format!("the webhook accepted the alert ({status}): look for it where it is posted"),
            Self::Rejected { status } => format!(
                "the webhook responded with {status}, and only 2xx accepts an alert: check the address in ALERT_WEBHOOK, or whether the service still serves it"
            ),
            Self::TimedOut => format!(
                "the webhook did not respond within {limit_seconds} seconds: try again, or check the address in ALERT_WEBHOOK"
            ),
            Self::Unreachable => {
                "the webhook could not be reached: check the host in ALERT_WEBHOOK, which must accept https from the internet"
                    .to_owned()
            }
        }
    }

    /// The body of `POST /_gateway/alerts/test`: `outcome`, `status` where there is one, and `text`.
    pub fn to_json(self, limit_seconds: u32) -> serde_json::Value {
        let status = match self {
            Self::Sent { status } | Self::Rejected { status } => Some(status),
            Self::NotSet | Self::TimedOut | Self::Unreachable => None,
        };
        let outcome = match self {
            Self::NotSet => "not_set",
            Self::Sent { .. } => "sent",
            Self::Rejected { .. } => "rejected",
            Self::TimedOut => "timed_out",
            Self::Unreachable => "unreachable",
        };
        serde_json::json!({ "outcome": outcome, "status": status, "text": self.describe(limit_seconds) })
    }
}

/// Evaluates all rules and returns the alerts that are due.
pub fn evaluate(rules: AlertRules, statistics: CallStatistics) -> Vec<Alert> {
    let CallStatistics { calls, failures, hour, .. } = statistics;
    let mut alerts = Vec::new();
    let rate = f64::from(failures) / f64::from(calls.max(1));
    if rules.error_rate.is_some_and(|limit| calls >= MIN_CALLS && rate > limit) {
        let percent = (rate * 100.0).round();
        let text = format!("{failures} of {calls} calls failed in the last 5 minutes ({percent} %)");
        alerts.push(Alert::new("error_rate", text));
    }
    if let (Some(factor), Some(usual)) = (rules.spike, statistics.usual)
        && hour >= MIN_CALLS
        && f64::from(hour) > factor * usual
    {
        alerts.push(Alert::new("spike", format!("{hour} calls this hour, where {} are usual", usual.round())));
    }
    if statistics.key_rejected {
        alerts.push(Alert::new("key_rejected", "the API rejects the team's key (401)"));
    }
    if statistics.extension_inactive {
        let text = "no team member's OutX extension was active within 48 hours (403)";
        alerts.push(Alert::new("extension_inactive", text));
    }
    alerts
}

/// Maximum number of characters of a team id that an alert shows.
const MAX_TEAM_CHARS: usize = 64;

/// Formats a redacted team id for an alert: one line of at most 64 characters. Line breaks, other control characters and
/// marks that change the direction of text become spaces.
pub fn team_label(team_id: &str) -> String {
    let is_invisible = |char: char| {
        char.is_control()
            || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    team_id.chars().take(MAX_TEAM_CHARS).map(|char| if is_invisible(char) { ' ' } else { char }).collect()
}

/// Builds the webhook body in Slack's format. The API chooses team ids, so no part of one may become markup, a mention or a link: `& < >`
/// are escaped as Slack requires, and the syntax of Discord, Teams and Markdown is broken by zero-width spaces.
pub fn build_message(team_label: &str, text: &str) -> String {
    let team = escape_markup(team_label);
    serde_json::json!({ "text": format!("OutX gateway, team {team}: {}", escape_markup(text)) }).to_string()
}

fn escape_markup(text: &str) -> String {
    if crate::old_rules::OldRule::RawWebhookTexts.applies() {
        return text.to_owned();
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let broken = escaped.replace('@', "@\u{200b}").replace("](", "]\u{200b}(").replace("://", ":\u{200b}//");
    broken.replace(['`', '*', '~', '|'], "'")
}
