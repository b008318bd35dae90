//! `DELETE /_gateway/session`: ends a session, all sessions of a person, or a token.

use outx_core::error::Code;
use outx_core::gateway::cookie;
use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::revocation::SignOutScope;
use worker::Env;

use crate::admit::admit;
use crate::isolate::Serving;
use crate::ledger::{Ask, ask};
use crate::reply::Reply;
use crate::visit::Visit;

/// Signs out: this session or token, or with `?everywhere=true` all sessions of its person in its team that began until now. A
/// token and a public session are of no known person, so they end by themselves.
///
/// # Errors
/// 400 for another query, 403 from a page that may not call, 503 when the ledger is out of reach.
pub async fn sign_out(visit: &Visit, serving: &Serving, env: &Env) -> Result<Reply, Refusal> {
    let scope = SignOutScope::parse(visit.query())?;
    let done = || Reply::new(204, wasm_bindgen::JsValue::NULL).with("set-cookie", cookie::clear());
    // A session that is over is signed out already.
    let caller = match admit(visit, serving, env, None).await {
        Err(refusal) if refusal.status == 401 => return Ok(done().about("session", "")),
        admitted => admitted?,
    };
    if let Some(credential) = &caller.credential {
        let person = credential.revocable.person.clone().filter(|_| scope == SignOutScope::Everywhere);
        let revoke =
            Ask::Revoke { id: credential.revocable.id.clone(), person, until_ms: credential.revocable_until_ms };
        let unkept =
            |_| Refusal::new(503, Code::Upstream, "the ledger cannot be reached, so the sign-out was not kept");
        ask::<()>(env, "LEDGER", &caller.team, &revoke).await.map_err(unkept)?;
        serving.sign_outs.forget(&caller.team);
    }
    Ok(done().about("session", &caller.hash))
}
