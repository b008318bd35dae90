//! Sends alerts about the calls that a ledger counts.

use std::cell::OnceCell;

use outx_core::gateway::alerts::{
    ALERT_COOLDOWN_MS, Alert, AlertRules, CallStatistics, Delivery, TEST_COOLDOWN_MS, build_message, evaluate,
    team_label,
};
use outx_core::gateway::clock::HOUR_MS;
use outx_core::gateway::secret::Secret;
use outx_core::gateway::settings;
use serde::Deserialize;
use worker::{Env, Result, SqlStorage};

use super::message::{Batch, TestAlertResponse};
use crate::runtime::http_client::{SendError, send};
use crate::runtime::js::{log, now_ms};
use crate::runtime::settings::{SettingValues, read_settings};

const MINUTE_MS: f64 = 60_000.0;
/// Number of previous days over which the usual number of calls is averaged.
const BASELINE_DAYS: f64 = 7.0;

/// Alert rules and destination of one team, read when the first batch arrives.
pub struct Alerts {
    team: Option<String>,
    active: OnceCell<ActiveAlerts>,
}

struct ActiveAlerts {
    rules: AlertRules,
    webhook: Option<Secret>,
    /// Team id as shown in alerts: redacted, on one line.
    team: String,
}

#[derive(Deserialize)]
struct RecentCalls {
    calls: Option<f64>,
    failures: Option<f64>,
}

#[derive(Deserialize)]
struct HourCalls {
    calls: Option<f64>,
}

impl Alerts {
    /// The alerts of a team's ledger.
    pub fn new(team: Option<String>) -> Self {
        Self { team, active: OnceCell::new() }
    }

    /// Records a batch and sends the alerts that are due to the log and to `ALERT_WEBHOOK`, each kind at most once per hour.
    pub async fn record_batch(&self, env: &Env, sql: &SqlStorage, batch: &Batch) -> Result<()> {
        // Without its settings no rule is active; the next batch tries again.
        match self.active(env).await {
            Some(active) => active.record_batch(sql, batch).await,
            None => Ok(()),
        }
    }

    /// Sends an alert that says it is a test, at most one per minute.
    pub async fn send_test(&self, env: &Env, sql: &SqlStorage) -> Result<TestAlertResponse> {
        let Some(active) = self.active(env).await else { return Err("the settings cannot be read".into()) };
        let alert = Alert::test();
        match active.start_cooldown(sql, alert.kind, TEST_COOLDOWN_MS, now_ms())? {
            Some(wait_ms) => Ok(TestAlertResponse::Wait { wait_ms }),
            None => Ok(TestAlertResponse::Tried(active.send(&alert).await)),
        }
    }

    async fn active(&self, env: &Env) -> Option<&ActiveAlerts> {
        if self.active.get().is_none() {
            let values = read_settings(env).await.ok()?;
            let _ = self.active.set(ActiveAlerts::new(&values, self.team.as_deref().unwrap_or_default()));
        }
        self.active.get()
    }
}

impl ActiveAlerts {
    /// Loads the rules from the settings. Without valid settings no rule is active.
    fn new(values: &SettingValues, team: &str) -> Self {
        // Extra routes are never freed, and there is one ledger per team.
        let loaded = settings::load(|name| values.get(name).filter(|_| name != "EXTRA_ROUTES").cloned());
        let Some(settings) = loaded.settings else {
            return Self { rules: AlertRules::default(), webhook: None, team: String::new() };
        };
        let team = team_label(&settings.redact(team, &[]));
        Self { rules: settings.alert_rules, webhook: settings.alert_webhook, team }
    }

    async fn record_batch(&self, sql: &SqlStorage, batch: &Batch) -> Result<()> {
        let now = now_ms();
        let minute = (now / MINUTE_MS).floor();
        let hour = (now / HOUR_MS).floor();
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
        let recent: RecentCalls = sql.exec(recent, vec![(minute - 5.0).into(), minute.into()])?.one()?;
        let usual = "SELECT avg(calls) AS calls FROM hours WHERE hour < ? AND hour >= ? AND (? - hour) % 24 = 0";
        let usual: HourCalls =
            sql.exec(usual, vec![hour.into(), (hour - BASELINE_DAYS * 24.0).into(), hour.into()])?.one()?;
        let current: HourCalls = sql.exec("SELECT calls FROM hours WHERE hour = ?", vec![hour.into()])?.one()?;
        let statistics = CallStatistics {
            calls: recent.calls.unwrap_or_default() as u32,
            failures: recent.failures.unwrap_or_default() as u32,
            hour: current.calls.unwrap_or_default() as u32,
            usual: usual.calls,
            key_rejected: batch.key_rejected,
            extension_inactive: batch.extension_inactive,
        };
        for alert in evaluate(self.rules, statistics) {
            if self.start_cooldown(sql, alert.kind, ALERT_COOLDOWN_MS, now)?.is_none() {
                self.send(&alert).await;
            }
        }
        Ok(())
    }

    /// Starts the cooldown of a kind of alert. Returns the rest of it, in milliseconds, if it is running already.
    fn start_cooldown(&self, sql: &SqlStorage, kind: &'static str, length_ms: f64, now: f64) -> Result<Option<f64>> {
        #[derive(Deserialize)]
        struct SentAlert {
            at: f64,
        }
        let query = "SELECT at FROM alerts WHERE kind = ? AND at > ? AND at <= ?";
        let sent: Vec<SentAlert> =
            sql.exec(query, vec![kind.into(), (now - length_ms).into(), now.into()])?.to_array()?;
        if sent.is_empty() {
            sql.exec("INSERT OR REPLACE INTO alerts VALUES (?, ?)", vec![kind.into(), now.into()])?;
        }
        Ok(sent.first().map(|sent| sent.at + length_ms - now))
    }

    async fn send(&self, alert: &Alert) -> Delivery {
        let Alert { kind, text } = alert;
        log(&serde_json::json!({ "alert": kind, "team": self.team, "text": text }).to_string());
        let Some(webhook) = &self.webhook else { return Delivery::NotSet };
        let delivery = match send(webhook.expose(), &build_message(&self.team, text)).await {
            Ok((status, _)) => Delivery::from_status(status),
            Err(SendError::TimedOut) => Delivery::TimedOut,
            Err(SendError::Unreachable) => Delivery::Unreachable,
        };
        if !matches!(delivery, Delivery::Sent { .. }) {
            log(&serde_json::json!({ "alert": kind, "error": "ALERT_WEBHOOK did not take the message" }).to_string());
        }
        delivery
    }
}

/// Deletes counts that no rule uses any more.
pub fn prune(sql: &SqlStorage, now: f64) -> Result<()> {
    sql.exec("DELETE FROM minutes WHERE minute < ?", vec![((now - HOUR_MS) / MINUTE_MS).into()])?;
    sql.exec("DELETE FROM hours WHERE hour < ?", vec![(now / HOUR_MS - (BASELINE_DAYS + 1.0) * 24.0).into()])?;
    Ok(())
}
