//! A write: written down before it is sent, carried to its end, and written down again.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::auth::credentials::{Credentials, presented};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::idempotency::{Outcome, in_doubt};
use worker::{Context, Env};

use crate::durable::ledger::{BeginWrite, BeginWriteResponse, FinishWrite, LedgerRequest, WriteOutcome, ask};
use crate::http::reply::Reply;
use crate::proxy::forward::Call;
use crate::runtime::detached::run_detached;

/// Sends a write unless the ledger knows better. The visitor waits for the answer; the ledger's second entry does not wait for
/// the visitor, who may leave.
pub async fn write(call: &Rc<Call>, env: &Env, context: &Context) -> Reply {
    let reject = |error: &ApiError| Reply::error(error, &call.request);
    let key = key(call);
    let begin = BeginWrite {
        key: key.clone(),
        fingerprint: fingerprint(call),
        actions: call.operation.action.then_some(call.state.settings.actions_per_hour),
        credential: call.caller.checked_credential().map(|credential| (*credential.revocable).clone()),
    };
    let Ok(begun) = ask(env, "LEDGER", &call.caller.team, &LedgerRequest::BeginWrite(begin)).await else {
        let text = "the ledger cannot be reached, and no write is sent without it";
        return reject(&ApiError::new(503, Code::Upstream, text)).with("retry-after", "1");
    };
    let action_ms = match begun {
        BeginWriteResponse::Send { action_ms } => action_ms,
        BeginWriteResponse::Replay { status, body } => return Reply::json(status, body.as_str()),
        BeginWriteResponse::Reject { status, code, text } => {
            let code = Code::from_text(&code).unwrap_or(Code::OutcomeUnknown);
            return reject(&ApiError::new(status, code, text));
        }
        BeginWriteResponse::Revoked => return call.clear_cookie_if_expired(reject(&call.caller.revoked())),
        BeginWriteResponse::Budget { wait_ms } => {
            let text = "the team's LinkedIn actions of this hour are spent (ACTIONS_PER_HOUR)";
            return reject(&ApiError::wait(Code::ActionBudget, text, wait_ms));
        }
    };
    let sending = {
        let (call, env) = (Rc::clone(call), env.clone());
        async move {
            let (reply, status) = call.forward().await;
            let outcome = outcome(&reply, status);
            // No idempotency key protects it, and a client that relies on one would send it again.
            let is_in_doubt =
                is_anonymous(&call) && matches!(outcome, WriteOutcome::OutcomeUnknown) && reply.status >= 400;
            let reply = if is_in_doubt { Reply::error(&in_doubt(), &call.request) } else { reply };
            let finish = FinishWrite { key, action_ms, outcome };
            let then = async move {
                if finish.matters() {
                    let _ = ask::<()>(&env, "LEDGER", &call.caller.team, &LedgerRequest::FinishWrite(finish)).await;
                }
            };
            (reply, then)
        }
    };
    let reply = run_detached(context, sending).await;
    reply.unwrap_or_else(|| reject(&ApiError::new(502, Code::Upstream, "the write was not sent")))
}

/// Whether the caller has no credential. Such callers are told apart by address only: those behind one address must not share
/// idempotency keys, nor the responses stored under them.
fn is_anonymous(call: &Call) -> bool {
    let (authorization, cookie) = (call.request.header("authorization"), call.request.header("cookie"));
    matches!(presented(&authorization, &cookie), Credentials::None)
        && !outx_core::old_rules::OldRule::StoredPublicWrites.applies()
}

/// Names a write in the ledger by caller, operation and the key that the caller gave it; `None` when its response is not stored.
fn key(call: &Call) -> Option<String> {
    if is_anonymous(call) {
        return None;
    }
    let given = call.request.header("idempotency-key");
    let name = || call.state.hash("write", &format!("{}\n{}\n{given}", call.caller.hash, call.operation.name));
    (!given.is_empty()).then(name)
}

fn fingerprint(call: &Call) -> String {
    call.state.hash("body", &format!("{}\n{}", call.request.target(), String::from_utf8_lossy(&call.body)))
}

fn outcome(reply: &Reply, status: Option<u16>) -> WriteOutcome {
    match Outcome::of(status) {
        // A success whose body cannot be used took effect all the same.
        Outcome::Done if reply.status >= 400 => WriteOutcome::OutcomeUnknown,
        _ => WriteOutcome::of(status, &reply.body.as_string().unwrap_or_default()),
    }
}
