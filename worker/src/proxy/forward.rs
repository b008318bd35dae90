//! A call to the API that was admitted.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::auth::cookie;
use outx_core::gateway::auth::credentials::SessionTransport;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::secret::Secret;
use outx_core::operation::Operation;
use outx_core::redact::Redactor;

use crate::auth::caller::Caller;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::http::session_cookie::session_cookie;
use crate::runtime::js::{now_ms, random};
use crate::state::isolate::GatewayState;
use crate::upstream::client::{UpstreamRequest, UpstreamResponse, send};
use crate::upstream::response;

/// A call that was admitted.
pub struct Call {
    pub request: Rc<RequestContext>,
    pub state: Rc<GatewayState>,
    pub operation: &'static Operation,
    pub caller: Caller,
    pub body: Vec<u8>,
}

impl Call {
    /// Sends the call and gives the reply, with the API's status when it answered.
    pub async fn forward(&self) -> (Reply, Option<u16>) {
        let answer = match self.send_with_keys().await {
            Ok(answer) => answer,
            Err(error) => return (Reply::error(&error, &self.request), None),
        };
        #[cfg(feature = "inject-panic")]
        crate::http::trap::at(&self.request, "answer");
        let status = answer.response.status();
        let reply = response::pass(&self.request, self.operation, &answer, self.redactor(), self.has_session()).await;
        (self.clear_cookie_if_expired(reply), Some(status))
    }

    /// Redacts the key that this call is sent with.
    pub fn redactor(&self) -> Rc<Redactor> {
        self.caller.redactor(&self.state)
    }

    /// Whether the key is the visitor's own, so that its error ends the session.
    pub fn has_session(&self) -> bool {
        self.caller.own_key().is_some()
    }

    /// Names the key that this call is sent with, without telling it.
    pub fn credential(&self) -> String {
        match &self.caller.visitor {
            Some((visitor, _)) if self.has_session() => visitor.credential.hash.clone(),
            _ => String::new(),
        }
    }

    /// Takes the cookie away when the API ended the session.
    pub fn clear_cookie_if_expired(&self, reply: Reply) -> Reply {
        let ended = reply.code == Some(Code::SessionExpired);
        if ended { reply.with("set-cookie", cookie::clear()) } else { reply }
    }

    /// With two keys of the Worker's own, a 401 on one tries the other once: nothing was done under a key that was refused.
    pub async fn send_with_keys(&self) -> Result<UpstreamResponse, ApiError> {
        if let Some(key) = self.caller.own_key() {
            return self.send(Some(key)).await;
        }
        let (keys, live) = (&self.state.settings.keys, self.state.active_key_index.get());
        let answer = self.send(keys.get(live)).await?;
        let other = 1 - live.min(1);
        if answer.response.status() != 401 || keys.len() < 2 {
            return Ok(answer);
        }
        let second = self.send(keys.get(other)).await?;
        if second.response.status() != 401 {
            self.state.active_key_index.set(other);
        }
        Ok(second)
    }

    async fn send(&self, key: Option<&Secret>) -> Result<UpstreamResponse, ApiError> {
        let sending =
            UpstreamRequest { operation: self.operation, target: self.request.target(), body: &self.body, key };
        send(&self.state.settings, sending).await
    }

    /// Renews the session past half of its life, by the way it came.
    pub fn with_renewed_session(&self, reply: Reply) -> Reply {
        let Some((visitor, carrier)) = &self.caller.visitor else { return reply };
        let now = now_ms();
        match visitor.session.renewed(now, self.state.settings.session_ttl_ms()) {
            Some(session) if reply.status < 400 => {
                let sealed = self.state.sealer.seal(&session, random());
                match carrier {
                    SessionTransport::Cookie => reply.with("set-cookie", session_cookie(&session, &sealed, now)),
                    SessionTransport::Bearer => reply.with("x-outx-session", sealed),
                }
            }
            _ => reply,
        }
    }
}
