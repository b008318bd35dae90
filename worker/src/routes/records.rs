//! What the ledger keeps about a team: usage, audit, requests.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::clock::HOUR_MS;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::records::{AuditQuery, parse_requests_query, parse_usage_query};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::durable::ledger::{Audit, LedgerRequest, RequestRecord, Usage};
use crate::durable::object::call_object;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::state::isolate::GatewayState;

/// A request for records, by a caller that was authorized.
pub struct Records<'a> {
    pub caller: Caller,
    pub request: &'a RequestContext,
    pub state: &'a Rc<GatewayState>,
    pub env: &'a Env,
}

impl Records<'_> {
    /// Calls by day, operation, status and caller, and the LinkedIn actions of the hour.
    ///
    /// # Errors
    /// 400 for a wrong query, 429 for too many requests, 503 when the ledger cannot be reached. So do the other routes.
    pub async fn usage(self, context: &Context) -> Result<Reply, ApiError> {
        self.state.rate_limiter.check(&self.caller.hash, self.env, context)?;
        let days = parse_usage_query(self.request.query())?;
        let usage: Usage = self.ask(&LedgerRequest::Usage { days }).await?;
        let reset_ms = usage.oldest_ms.map_or(0.0, |oldest| (oldest + HOUR_MS - self.request.began_ms).max(0.0));
        let limit = self.state.settings.actions_per_hour;
        let body = json!({
            "days": usage.days,
            "codes": usage.codes,
            "callers": usage.callers,
            "action_hours": usage.action_hours,
            "actions": { "hour": usage.actions, "limit": limit, "reset_ms": reset_ms },
        });
        Ok(self.reply("usage", &body))
    }

    /// The writes of the team, newest first.
    pub async fn audit(self, context: &Context) -> Result<Reply, ApiError> {
        self.state.rate_limiter.check(&self.caller.hash, self.env, context)?;
        let AuditQuery { days, before } = AuditQuery::parse(self.request.query())?;
        let audit: Audit = self.ask(&LedgerRequest::Audit { days, before: before.map(f64::from) }).await?;
        Ok(self.reply("audit", &json!({ "writes": audit.writes, "next": audit.next })))
    }

    /// The last requests of the team, newest first, or the one of an id.
    pub async fn requests(self, context: &Context) -> Result<Reply, ApiError> {
        self.state.rate_limiter.check(&self.caller.hash, self.env, context)?;
        let id = parse_requests_query(self.request.query())?;
        let requests: Vec<RequestRecord> = self.ask(&LedgerRequest::Requests { id }).await?;
        Ok(self.reply("requests", &json!({ "requests": requests })))
    }

    async fn ask<T: DeserializeOwned>(&self, question: &LedgerRequest) -> Result<T, ApiError> {
        self.state.usage.flush(self.env).await;
        let unreachable = |_| ApiError::new(503, Code::Upstream, "the ledger cannot be reached: try again");
        call_object(self.env, "LEDGER", &self.caller.team, question).await.map_err(unreachable)
    }

    fn reply(&self, route: &'static str, body: &Value) -> Reply {
        let body = self.caller.redact(self.state, &body.to_string());
        Reply::json(200, body.as_str()).about(route, &self.caller.hash)
    }
}
