//! The state that the calls of a client share.

use super::error::CallError;
use crate::policy::rate_limit::ActionRateLimiter;
use crate::policy::retry::{RetryBudget, Route};
use crate::policy::usage::Usage;

/// The settings of a client.
#[derive(Clone, Copy, Debug)]
pub struct ClientSettings {
    /// The route of its calls to the API.
    pub route: Route,
    /// Whether calls carry an API key or a token. Without one, a gateway identifies the caller by a cookie.
    pub has_credential: bool,
    /// LinkedIn actions per hour.
    pub actions_per_hour: u32,
}

/// The options of one call.
#[derive(Clone, Copy, Debug)]
pub struct CallOptions {
    /// Milliseconds one attempt may take.
    pub attempt_timeout_ms: f64,
    /// Milliseconds the call may take with all its attempts and waits.
    pub total_timeout_ms: f64,
    /// The attempts that the call may have, the first included.
    pub attempts: u32,
}

/// The state that the calls of a client share.
#[derive(Clone, Debug)]
pub struct ClientState {
    /// Its settings.
    pub settings: ClientSettings,
    /// The retries it may still make.
    pub retry_budget: RetryBudget,
    /// Its LinkedIn actions of the last hour.
    pub rate_limiter: ActionRateLimiter,
    /// Its counters.
    pub usage: Usage,
}

impl ClientState {
    /// The state of a client that has made no calls.
    pub fn new(settings: ClientSettings) -> Self {
        Self {
            settings,
            retry_budget: RetryBudget::default(),
            rate_limiter: ActionRateLimiter::default(),
            usage: Usage::default(),
        }
    }

    /// Counts a call that was not started because its arguments are wrong.
    pub fn record_rejection(&mut self, error: &CallError) {
        self.usage.calls += 1;
        self.usage.record_error(error.code);
    }
}
