//! The fields that every kind's update may change.

use serde_json::{Map, Value, json};

use crate::api::error::ApiError;
use crate::api::request::ApiRequest;
use crate::api::watchlists::{parse_frequency, parse_name};
use crate::model::time::HOUR;
use crate::model::watchlist::Watchlist;

/// A validated change that is not applied yet. `None` leaves a field unchanged.
pub(crate) struct WatchlistPatch {
    name: Option<String>,
    frequency: Option<u64>,
    disable: Option<bool>,
    slack_webhook_url: Option<SlackWebhook>,
}

enum SlackWebhook {
    Set(String),
    Clear,
}

impl WatchlistPatch {
    pub(crate) fn parse(request: &ApiRequest) -> Result<Self, ApiError> {
        Ok(Self {
            disable: parse_disable(request)?,
            slack_webhook_url: parse_slack_webhook(request)?,
            name: parse_name(request)?,
            frequency: parse_frequency(request)?,
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.name.is_none() && self.frequency.is_none() && self.disable.is_none() && self.slack_webhook_url.is_none()
    }

    /// Applies the change and returns the response, which contains the changed fields.
    pub(crate) fn apply(self, watchlist: &mut Watchlist, now: i64) -> Map<String, Value> {
        let mut changed = Map::new();
        changed.insert("id".into(), watchlist.id.clone().into());
        if let Some(name) = self.name {
            changed.insert("name".into(), name.clone().into());
            watchlist.name = name;
        }
        if let Some(hours) = self.frequency {
            changed.insert("fetchFreqInHours".into(), hours.into());
            watchlist.frequency = hours;
        }
        if let Some(disable) = self.disable {
            changed.insert("disable".into(), disable.into());
            if watchlist.disable && !disable {
                watchlist.next_fetch = now + watchlist.frequency.cast_signed() * HOUR;
            }
            watchlist.disable = disable;
        }
        if let Some(webhook) = self.slack_webhook_url {
            watchlist.slack_webhook_url = match webhook {
                SlackWebhook::Set(url) => Some(url),
                SlackWebhook::Clear => None,
            };
            changed.insert("slack_webhook_url".into(), json!(watchlist.slack_webhook_url));
        }
        changed.insert("updated".into(), true.into());
        changed.insert("message".into(), "Watchlist updated successfully".into());
        changed
    }
}

fn parse_disable(request: &ApiRequest) -> Result<Option<bool>, ApiError> {
    let Some(value) = request.body.get("disable") else { return Ok(None) };
    value.as_bool().map(Some).ok_or_else(|| ApiError::bad_request("disable must be a boolean value"))
}

/// Parses `slack_webhook_url`, which `null` clears; `None` when it was not sent.
fn parse_slack_webhook(request: &ApiRequest) -> Result<Option<SlackWebhook>, ApiError> {
    if !request.body.contains_key("slack_webhook_url") {
        return Ok(None);
    }
    let url = request.optional_text("slack_webhook_url")?;
    Ok(Some(url.map_or(SlackWebhook::Clear, SlackWebhook::Set)))
}
