//! A call to the API that was admitted.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::access::Carrier;
use outx_core::gateway::cookie;
use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::secret::Secret;
use outx_core::operation::Operation;
use outx_core::redact::Redactor;

use crate::admit::Caller;
use crate::answer;
use crate::isolate::Serving;
use crate::js::{now_ms, random};
use crate::reply::Reply;
use crate::sign_in::keep;
use crate::upstream::{Sending, UpstreamResponse, send};
use crate::visit::Visit;

/// A call that was admitted.
pub struct Call {
    pub visit: Rc<Visit>,
    pub serving: Rc<Serving>,
    pub operation: &'static Operation,
    pub caller: Caller,
    pub body: Vec<u8>,
}

impl Call {
    /// Sends the call and gives the reply, with the API's status when it answered.
    pub async fn forward(&self) -> (Reply, Option<u16>) {
        let answer = match self.send_with_keys().await {
            Ok(answer) => answer,
            Err(refusal) => return (Reply::refusal(&refusal, &self.visit), None),
        };
        #[cfg(feature = "inject-panic")]
        crate::trap::at(&self.visit, "answer");
        let status = answer.response.status();
        let reply = answer::pass(&self.visit, self.operation, &answer, self.redactor(), self.has_session()).await;
        (self.ended(reply), Some(status))
    }

    /// Redacts the key that this call is sent with.
    pub fn redactor(&self) -> Rc<Redactor> {
        self.caller.redactor(&self.serving)
    }

    /// Whether the key is the visitor's own, so that its refusal ends the session.
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
    pub fn ended(&self, reply: Reply) -> Reply {
        let ended = reply.code == Some(Code::SessionExpired);
        if ended { reply.with("set-cookie", cookie::clear()) } else { reply }
    }

    /// With two keys of the Worker's own, a 401 on one tries the other once: nothing was done under a key that was refused.
    pub async fn send_with_keys(&self) -> Result<UpstreamResponse, Refusal> {
        if let Some(key) = self.caller.own_key() {
            return self.send(Some(key)).await;
        }
        let (keys, live) = (&self.serving.settings.keys, self.serving.live_key.get());
        let answer = self.send(keys.get(live)).await?;
        let other = 1 - live.min(1);
        if answer.response.status() != 401 || keys.len() < 2 {
            return Ok(answer);
        }
        let second = self.send(keys.get(other)).await?;
        if second.response.status() != 401 {
            self.serving.live_key.set(other);
        }
        Ok(second)
    }

    async fn send(&self, key: Option<&Secret>) -> Result<UpstreamResponse, Refusal> {
        let sending = Sending { operation: self.operation, target: self.visit.target(), body: &self.body, key };
        send(&self.serving, sending).await
    }

    /// Renews the session past half of its life, by the way it came.
    pub fn renewed(&self, reply: Reply) -> Reply {
        let Some((visitor, carrier)) = &self.caller.visitor else { return reply };
        let now = now_ms();
        match visitor.session.renewed(now, self.serving.settings.session_ttl_ms()) {
            Some(session) if reply.status < 400 => {
                let sealed = self.serving.sealer.seal(&session, random());
                match carrier {
                    Carrier::Cookie => reply.with("set-cookie", keep(&session, &sealed, now)),
                    Carrier::Bearer => reply.with("x-outx-session", sealed),
                }
            }
            _ => reply,
        }
    }
}
