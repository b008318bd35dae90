//! `/_gateway/agents`: makes, lists and revokes the agent tokens of a team.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::auth::agent::{MAX_AGENTS, NewAgent};
use outx_core::gateway::auth::revocation::person_id;
use outx_core::gateway::auth::session::{LIFE_MS, Session};
use outx_core::gateway::authorize::public_session_id;
use outx_core::gateway::clock::DAY_MS;
use outx_core::gateway::http::api_error::ApiError;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::durable::ledger::{Agent, CreateAgentResponse, LedgerRequest};
use crate::durable::object::call_object;
use crate::http::body;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::runtime::js::{now_ms, random, random_id};
use crate::state::isolate::GatewayState;

/// A request of a person who signed in.
pub struct Agents<'a> {
    pub caller: Caller,
    pub request: &'a RequestContext,
    pub state: &'a Rc<GatewayState>,
    pub env: &'a Env,
}

impl Agents<'_> {
    /// The valid agent tokens of the team, and what `MCP` lets them do.
    ///
    /// # Errors
    /// 429 for too many requests, 503 when the ledger cannot be reached. So do the others.
    pub async fn list(self, context: &Context) -> Result<Reply, ApiError> {
        self.state.rate_limiter.check(&self.caller.hash, self.env, context)?;
        let agents: Vec<Agent> = self.ask(&LedgerRequest::Agents).await?;
        let agents: Vec<Value> = agents.iter().map(|agent| self.describe(agent)).collect();
        let body = json!({ "mcp": self.state.settings.mcp.as_str(), "agents": agents });
        Ok(self.reply(200, &body))
    }

    /// Makes an agent token. Its value is in this response only.
    ///
    /// # Errors
    /// 400 for a wrong body, 401 when the caller was signed out meanwhile, 409 when the team has too many.
    pub async fn create(self, context: &Context) -> Result<Reply, ApiError> {
        self.state.rate_limiter.check(&self.caller.hash, self.env, context)?;
        let body = body::read_json(self.request, self.state.settings.max_body_bytes).await?;
        let new = NewAgent::parse(&body)?;
        let session = new.session(self.owner()?, random_id(), now_ms());
        let agent = self.agent_of(&session);
        let credential = self.caller.checked_credential().map(|credential| (*credential.revocable).clone());
        let create = LedgerRequest::CreateAgent { agent: agent.clone(), credential };
        match self.ask(&create).await? {
            CreateAgentResponse::Created => {
                let token = self.state.sealer.seal(&session, random());
                let described = self.caller.redact(self.state, &self.describe(&agent).to_string());
                let body = format!(r#"{{"agent":{described},"token":"{token}"}}"#);
                Ok(Reply::json(201, body.as_str()).about("agents", &self.caller.hash))
            }
            CreateAgentResponse::Revoked => Err(self.caller.revoked()),
            CreateAgentResponse::TooMany => {
                let text = format!("the team has {MAX_AGENTS} agent tokens: revoke one that is not used and try again");
                Err(ApiError::new(409, Code::InvalidRequest, text))
            }
        }
    }

    /// Revokes an agent token of the team, also one that a teammate made.
    ///
    /// # Errors
    /// 400 for a wrong query, 404 for an id that does not exist.
    pub async fn revoke(self, context: &Context) -> Result<Reply, ApiError> {
        self.state.rate_limiter.check(&self.caller.hash, self.env, context)?;
        let is_id = |id: &&str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let id = self.request.query().strip_prefix("id=").filter(is_id);
        let id = id.ok_or_else(|| ApiError::invalid("invalid query: expected id= and the id of an agent token"))?;
        let until_ms = now_ms() + LIFE_MS + DAY_MS;
        let is_found: bool = self.ask(&LedgerRequest::RevokeAgent { public_id: id.to_owned(), until_ms }).await?;
        if !is_found {
            let text = "there is no agent token with this id: it was revoked before, or it has expired";
            return Err(ApiError::new(404, Code::NotFound, text));
        }
        self.state.revocations.forget(&self.caller.team);
        Ok(Reply::new(204, JsValue::NULL).about("agents", &self.caller.hash))
    }

    fn owner(&self) -> Result<&Session, ApiError> {
        self.caller.visitor.as_ref().map(|(visitor, _)| &visitor.session).ok_or_else(|| self.caller.revoked())
    }

    fn agent_of(&self, session: &Session) -> Agent {
        let grant = session.agent.as_ref();
        let ops = grant.and_then(|grant| grant.operations.as_ref());
        Agent {
            id: session.id.clone(),
            public_id: public_session_id(session),
            caller: self.state.hash("caller", &session.id),
            person: person_id(&session.team_id, &session.email),
            owner: session.email.clone(),
            name: grant.map(|grant| grant.name.clone()).unwrap_or_default(),
            scope: grant.map(|grant| grant.level.as_str().to_owned()).unwrap_or_default(),
            ops: ops.map(|ops| json!(ops.names()).to_string()).unwrap_or_default(),
            began_ms: session.began_ms,
            expires_ms: session.expires_ms,
            used_ms: None,
        }
    }

    fn describe(&self, agent: &Agent) -> Value {
        let owner = self.caller.visitor.as_ref().map(|(visitor, _)| visitor.session.email.as_str());
        json!({
            "id": agent.public_id,
            "name": agent.name,
            "scope": agent.scope,
            "ops": serde_json::from_str::<Value>(&agent.ops).unwrap_or_default(),
            "owner": agent.owner,
            "is_own": owner == Some(agent.owner.as_str()),
            "created_at": agent.began_ms,
            "expires_at": agent.expires_ms,
            "last_used_at": agent.used_ms,
        })
    }

    async fn ask<T: DeserializeOwned>(&self, request: &LedgerRequest) -> Result<T, ApiError> {
        // The ledger knows by the calls of an isolate when an agent was last used.
        self.state.flush_team(&self.caller.team, self.env).await;
        let response = call_object(self.env, "LEDGER", &self.caller.team, request).await;
        response.map_err(|error| error.to_rejection("ledger", ""))
    }

    fn reply(&self, status: u16, body: &Value) -> Reply {
        let body = self.caller.redact(self.state, &body.to_string());
        Reply::json(status, body.as_str()).about("agents", &self.caller.hash)
    }
}
