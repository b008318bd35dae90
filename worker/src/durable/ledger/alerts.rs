//! Alerts from what a ledger counts.

use outx_core::gateway::alerts::{ALERT_COOLDOWN_MS, Rules, Seen, alerts, message, team_label};
use outx_core::gateway::clock::HOUR_MS;
use outx_core::gateway::secret::Secret;
use outx_core::gateway::settings;
use serde::Deserialize;
use worker::{Env, Result, SqlStorage};

use super::message::Batch;
use crate::runtime::http_client::post;
use crate::runtime::js::{get, log, now_ms};

const MINUTE_MS: f64 = 60_000.0;
/// The usual is the mean of so many days before.
const DAYS: f64 = 7.0;

/// Whom to tell, and when.
pub struct Alerts {
    rules: Rules,
    webhook: Option<Secret>,
    /// The team's id as an alert shows it: without keys, on one line.
    team: String,
}

#[derive(Deserialize)]
struct Sum {
    calls: Option<f64>,
    failures: Option<f64>,
}

#[derive(Deserialize)]
struct Mean {
    calls: Option<f64>,
}

impl Alerts {
    /// Reads the rules from the settings.
    pub fn new(env: &Env, team: Option<String>) -> Self {
        let (settings, _) = settings::read(|name| get(env, name).as_string());
        let Some(settings) = settings else {
            return Self { rules: Rules::default(), webhook: None, team: String::new() };
        };
        let team = team_label(&settings.redacted(&team.unwrap_or_default(), &[]));
        Self { rules: settings.alert_rules, webhook: settings.alert_webhook, team }
    }

    /// UsageCounters a batch and tells of what is odd: each kind once an hour, in the log and to `ALERT_WEBHOOK`.
    pub async fn look(&self, sql: &SqlStorage, batch: &Batch) -> Result<()> {
        let now = now_ms();
        let (minute, hour) = ((now / MINUTE_MS).floor(), (now / HOUR_MS).floor());
        let calls: u32 = batch.counts.iter().map(|(_, calls)| calls).sum();
        let failures: u32 = batch.counts.iter().filter(|(count, _)| count.status >= 500).map(|(_, calls)| calls).sum();
        sql.exec(
            "INSERT INTO minutes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls, failures = failures + excluded.failures",
            vec![minute.into(), f64::from(calls).into(), f64::from(failures).into()],
        )?;
        sql.exec(
            "INSERT INTO hours VALUES (?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls",
            vec![hour.into(), f64::from(calls).into()],
        )?;
        let recent =
            "SELECT sum(calls) AS calls, sum(failures) AS failures FROM minutes WHERE minute > ? AND minute <= ?";
        let recent: Sum = sql.exec(recent, vec![(minute - 5.0).into(), minute.into()])?.one()?;
        let usual = "SELECT avg(calls) AS calls FROM hours WHERE hour < ? AND hour >= ? AND (? - hour) % 24 = 0";
        let usual: Mean = sql.exec(usual, vec![hour.into(), (hour - DAYS * 24.0).into(), hour.into()])?.one()?;
        let this: Mean = sql.exec("SELECT calls FROM hours WHERE hour = ?", vec![hour.into()])?.one()?;
        let seen = Seen {
            calls: recent.calls.unwrap_or_default() as u32,
            failures: recent.failures.unwrap_or_default() as u32,
            hour: this.calls.unwrap_or_default() as u32,
            usual: usual.calls,
            key_refused: batch.key_refused,
            extension_inactive: batch.extension_inactive,
        };
        for (kind, text) in alerts(self.rules, seen) {
            if self.is_new(sql, kind, now)? {
                self.tell(kind, &text).await;
            }
        }
        Ok(())
    }

    fn is_new(&self, sql: &SqlStorage, kind: &'static str, now: f64) -> Result<bool> {
        #[derive(Deserialize)]
        struct Told {}
        let told = "SELECT at FROM alerts WHERE kind = ? AND at > ? AND at <= ?";
        let told: Vec<Told> =
            sql.exec(told, vec![kind.into(), (now - ALERT_COOLDOWN_MS).into(), now.into()])?.to_array()?;
        if told.is_empty() {
            sql.exec("INSERT OR REPLACE INTO alerts VALUES (?, ?)", vec![kind.into(), now.into()])?;
        }
        Ok(told.is_empty())
    }

    async fn tell(&self, kind: &str, text: &str) {
        log(&serde_json::json!({ "alert": kind, "team": self.team, "text": text }).to_string());
        if let Some(webhook) = &self.webhook
            && post(webhook.expose(), &message(&self.team, text)).await.is_none()
        {
            log(&serde_json::json!({ "alert": kind, "error": "ALERT_WEBHOOK did not take the message" }).to_string());
        }
    }
}

/// Forgets what no rule looks at any more.
pub fn prune(sql: &SqlStorage, now: f64) -> Result<()> {
    sql.exec("DELETE FROM minutes WHERE minute < ?", vec![((now - HOUR_MS) / MINUTE_MS).into()])?;
    sql.exec("DELETE FROM hours WHERE hour < ?", vec![(now / HOUR_MS - (DAYS + 1.0) * 24.0).into()])?;
    Ok(())
}
