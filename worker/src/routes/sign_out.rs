//! `DELETE /_gateway/session`: revokes a session, all sessions of a person, or a token.

use outx_core::gateway::auth::cookie::CookieStyle;
use outx_core::gateway::auth::revocation::SignOutScope;
use outx_core::gateway::http::api_error::ApiError;
use worker::Env;

use crate::auth::caller::Caller;
use crate::durable::ledger::LedgerRequest;
use crate::durable::object::call_object;
use crate::http::reply::Reply;
use crate::state::isolate::GatewayState;

/// Revokes the session or token of the request, or with `?everywhere=true` all sessions of the same person in the same team that began
/// until now. A token or public session belongs to no known person, so only it is revoked.
///
/// # Errors
/// 503 when the ledger cannot be reached.
pub async fn sign_out(
    scope: SignOutScope,
    caller: Option<Caller>,
    style: CookieStyle,
    state: &GatewayState,
    env: &Env,
) -> Result<Reply, ApiError> {
    let signed_out = || Reply::new(204, wasm_bindgen::JsValue::NULL).with("set-cookie", style.clear());
    // An expired or revoked session counts as signed out.
    let Some(caller) = caller else { return Ok(signed_out().about("session", "")) };
    let is_revocable = caller.visitor.is_some() || !outx_core::old_rules::OldRule::UnrevokedTokens.applies();
    if let Some(credential) = caller.credential.as_ref().filter(|_| is_revocable) {
        let person = credential.revocable.person.clone().filter(|_| scope == SignOutScope::Everywhere);
        let revoke = LedgerRequest::Revoke {
            id: credential.revocable.id.clone(),
            person,
            until_ms: credential.revocable_until_ms,
        };
        let revoked = call_object::<()>(env, "LEDGER", &caller.team, &revoke).await;
        revoked.map_err(|error| error.to_rejection("ledger", ", so the sign-out was not recorded"))?;
        state.revocations.forget(&caller.team);
    }
    Ok(signed_out().about("session", &caller.hash))
}
