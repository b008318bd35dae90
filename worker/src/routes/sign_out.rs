//! `DELETE /_gateway/session`: ends a session, all sessions of a person, or a token.

use outx_core::error::Code;
use outx_core::gateway::auth::cookie;
use outx_core::gateway::auth::revocation::SignOutScope;
use outx_core::gateway::http::api_error::ApiError;
use worker::Env;

use crate::auth::caller::Caller;
use crate::durable::ledger::{LedgerRequest, ask};
use crate::http::reply::Reply;
use crate::state::isolate::GatewayState;

/// Signs out: this session or token, or with `?everywhere=true` all sessions of its person in its team that began until now. A
/// token and a public session are of no known person, so they end by themselves.
///
/// # Errors
/// 503 when the ledger cannot be reached.
pub async fn sign_out(
    scope: SignOutScope,
    caller: Option<Caller>,
    state: &GatewayState,
    env: &Env,
) -> Result<Reply, ApiError> {
    let done = || Reply::new(204, wasm_bindgen::JsValue::NULL).with("set-cookie", cookie::clear());
    // A session that is over is signed out already.
    let Some(caller) = caller else { return Ok(done().about("session", "")) };
    if let Some(credential) = &caller.credential {
        let person = credential.revocable.person.clone().filter(|_| scope == SignOutScope::Everywhere);
        let revoke = LedgerRequest::Revoke {
            id: credential.revocable.id.clone(),
            person,
            until_ms: credential.revocable_until_ms,
        };
        let unkept =
            |_| ApiError::new(503, Code::Upstream, "the ledger cannot be reached, so the sign-out was not kept");
        ask::<()>(env, "LEDGER", &caller.team, &revoke).await.map_err(unkept)?;
        state.sign_outs.forget(&caller.team);
    }
    Ok(done().about("session", &caller.hash))
}
