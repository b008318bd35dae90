//! `GET /_gateway/status`: what those who run the gateway need to know. It names settings, limits and times, and never a secret.

use std::rc::Rc;

use outx_core::gateway::auth::sign_in::OPERATOR;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::secret_ages::fingerprints;
use outx_core::gateway::settings::Report;
use serde_json::{Value, json};
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::durable::ledger::LedgerRequest;
use crate::durable::object::{ObjectError, call_object};
use crate::http::reply::Reply;
use crate::runtime::js::build;
use crate::state::isolate::GatewayState;

/// A request for the status, by a caller that was authorized.
pub struct Status<'a> {
    pub caller: Caller,
    pub is_operator: bool,
    pub report: &'a Report,
    pub state: &'a Rc<GatewayState>,
    pub env: &'a Env,
}

impl Status<'_> {
    /// The version, the settings, since when each secret is in use, and the ledger of the caller's team.
    ///
    /// # Errors
    /// 429 for too many requests, 503 when a ledger cannot be reached.
    pub async fn show(self, context: &Context) -> Result<Reply, ApiError> {
        self.state.rate_limiter.check(&self.caller.hash, self.env, context)?;
        self.state.flush_team(&self.caller.team, self.env).await;
        let to_rejection = |error: ObjectError| error.to_rejection("ledger", "");
        let secrets = note_secrets(self.state, self.env).await.map_err(to_rejection)?;
        let mut ledger: Value =
            call_object(self.env, "LEDGER", &self.caller.team, &LedgerRequest::Status).await.map_err(to_rejection)?;
        ledger["team"] = self.caller.team.as_str().into();
        let body = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "build": build(),
            "key": { "live": active_key(self.state) },
            "settings": { "set": self.report.set, "missing": self.report.missing, "modes": self.modes() },
            "secrets": secrets,
            "ledger": ledger,
        });
        let body = self.caller.redact(self.state, &body.to_string());
        Ok(Reply::json(200, body.as_str()).about("status", &self.caller.hash))
    }

    /// Values of settings that are neither secret nor a list of others' addresses.
    fn modes(&self) -> Value {
        let settings = &self.state.settings;
        let mut modes = json!({
            "ACCESS": settings.access.names(),
            "MCP": settings.mcp.as_str(),
            "ACTIONS_PER_HOUR": settings.actions_per_hour,
            "UPSTREAM_TIMEOUT_MS": settings.upstream_timeout_ms,
            "MAX_BODY_BYTES": settings.max_body_bytes,
            "SESSION_TTL_SECONDS": settings.session_ttl_seconds,
            "ALERT_ERROR_RATE": settings.alert_rules.error_rate,
            "ALERT_SPIKE": settings.alert_rules.spike,
        });
        if self.is_operator {
            modes["OUTX_UPSTREAM"] = settings.upstream.as_str().into();
            modes["ALLOWED_ORIGINS"] = settings.origins.as_slice().into();
            modes["SIGN_IN_DOMAINS"] = settings.sign_in_domains.as_slice().into();
            modes["EXTRA_ROUTES"] = settings.extra_routes.iter().map(|extra| extra.name).collect();
        }
        modes
    }
}

/// The setting of the key that is used; `None` when the Worker has none of its own.
pub fn active_key(state: &GatewayState) -> Option<&'static str> {
    state.settings.api_keys.get(state.active_key_index.get()).map(|key| key.setting)
}

/// Tells the ledger once per isolate which secrets are in use, without delaying the request, so that it knows since when.
pub fn note_secrets_once(state: &Rc<GatewayState>, env: &Env, context: &Context) {
    if state.are_secrets_noted.replace(true) {
        return;
    }
    let (state, env) = (Rc::clone(state), env.clone());
    context.wait_until(async move {
        let _ = note_secrets(&state, &env).await;
    });
}

/// Since when each secret is in use, by the name of its setting. It may be older: the gateway knows when it first saw the value.
async fn note_secrets(state: &GatewayState, env: &Env) -> Result<Value, ObjectError> {
    call_object(env, "LEDGER", OPERATOR, &LedgerRequest::NoteSecrets(fingerprints(&state.settings))).await
}
