//! Forwards an authorized call to the API.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::auth::credentials::SessionTransport;
use outx_core::gateway::auth::key_attempt::{KeyAttempt, KeyDecision};
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

/// An authorized call.
pub struct Call {
    pub request: Rc<RequestContext>,
    pub state: Rc<GatewayState>,
    pub operation: &'static Operation,
    pub caller: Caller,
    pub body: Vec<u8>,
}

impl Call {
    /// Sends the call and returns the reply, and the status of the API's response if there was one.
    pub async fn forward(&self) -> (Reply, Option<u16>) {
        let upstream = match self.send_with_keys().await {
            Ok(upstream) => upstream,
            Err(error) => return (Reply::error(&error, &self.request), None),
        };
        #[cfg(feature = "inject-panic")]
        crate::http::trap::at(&self.request, "upstream-response");
        let status = upstream.response.status();
        let reply = response::pass(&self.request, self.operation, &upstream, self.redactor(), self.has_session()).await;
        (self.clear_cookie_if_expired(reply), Some(status))
    }

    /// The redactor for the API key of this call.
    pub fn redactor(&self) -> Rc<Redactor> {
        self.caller.redactor(&self.state)
    }

    /// Whether the API key is that of the caller's session, so that a 401 means that the session is no longer valid.
    pub fn has_session(&self) -> bool {
        self.caller.own_key().is_some()
    }

    /// A hash that identifies the API key of this call; empty for the Worker's own.
    pub fn credential(&self) -> String {
        match &self.caller.visitor {
            Some((visitor, _)) if self.has_session() => visitor.credential.hash.clone(),
            _ => String::new(),
        }
    }

    /// Deletes the session cookie if the API rejected the session's key.
    pub fn clear_cookie_if_expired(&self, reply: Reply) -> Reply {
        let is_expired = reply.code == Some(Code::SessionExpired);
        if is_expired { reply.with("set-cookie", self.request.cookie_style().clear()) } else { reply }
    }

    /// Sends the call, with two keys of the Worker's own as [`KeyAttempt`] decides.
    pub async fn send_with_keys(&self) -> Result<UpstreamResponse, ApiError> {
        if let Some(api_key) = self.caller.own_key() {
            return self.send(Some(api_key)).await;
        }
        let api_keys = &self.state.settings.api_keys;
        let mut attempt = KeyAttempt::new(self.state.active_key_index.get(), api_keys.len());
        loop {
            let response = self.send(api_keys.get(attempt.index()).map(|key| &key.secret)).await?;
            if let KeyDecision::Done { active_index } = attempt.on_response(response.response.status()) {
                self.state.active_key_index.set(active_index);
                return Ok(response);
            }
        }
    }

    async fn send(&self, api_key: Option<&Secret>) -> Result<UpstreamResponse, ApiError> {
        let request =
            UpstreamRequest { operation: self.operation, target: self.request.target(), body: &self.body, api_key };
        send(&self.state.settings, request).await
    }

    /// Renews the session after half of its lifetime, through the transport by which it was sent.
    pub fn with_renewed_session(&self, reply: Reply) -> Reply {
        let Some((visitor, transport)) = &self.caller.visitor else { return reply };
        let now = now_ms();
        match visitor.session.renewed(now, self.state.settings.session_ttl_ms()) {
            Some(session) if reply.status < 400 => {
                let sealed = self.state.sealer.seal(&session, random());
                match transport {
                    SessionTransport::Cookie => {
                        let style = self.request.cookie_style();
                        reply.with("set-cookie", session_cookie(style, &session, &sealed, now))
                    }
                    SessionTransport::Bearer => reply.with("x-outx-session", sealed),
                }
            }
            _ => reply,
        }
    }
}
