//! What the ledger keeps about a team: usage, audit, requests.

use std::rc::Rc;

use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::records::{AuditQuery, parse_requests_query, parse_usage_query};
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::durable::ledger::LedgerRequest;
use crate::durable::object::ask_object;
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
        let limit = self.state.settings.actions_per_hour;
        self.ask("usage", &LedgerRequest::Usage { days, limit }).await
    }

    /// The writes of the team, newest first.
    pub async fn audit(self, context: &Context) -> Result<Reply, ApiError> {
        self.state.rate_limiter.check(&self.caller.hash, self.env, context)?;
        let AuditQuery { days, before, tasks } = AuditQuery::parse(self.request.query())?;
        self.ask("audit", &LedgerRequest::Audit { days, before: before.map(f64::from), tasks }).await
    }

    /// The last requests of the team, newest first, or the one of an id.
    pub async fn requests(self, context: &Context) -> Result<Reply, ApiError> {
        self.state.rate_limiter.check(&self.caller.hash, self.env, context)?;
        let id = parse_requests_query(self.request.query())?.unwrap_or_default();
        self.ask("requests", &LedgerRequest::Requests { id }).await
    }

    async fn ask(&self, route: &'static str, question: &LedgerRequest) -> Result<Reply, ApiError> {
        self.state.flush_team(&self.caller.team, self.env).await;
        let json = ask_object(self.env, "LEDGER", &self.caller.team, question).await;
        let json = json.map_err(|error| error.to_rejection("ledger", ""))?;
        let body = self.caller.redact(self.state, &json);
        Ok(Reply::json(200, body.as_str()).about(route, &self.caller.hash))
    }
}
