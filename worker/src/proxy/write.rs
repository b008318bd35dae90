//! Writes: recorded in the ledger before they are sent, and again with their outcome.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::auth::credentials::{Credentials, presented};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::idempotency::{Outcome, outcome_unknown_without_key};
use worker::{Context, Env};

use crate::durable::ledger::{BeginWrite, BeginWriteResponse, FinishWrite, LedgerRequest, WriteOutcome};
use crate::durable::object::call_object;
use crate::http::reply::Reply;
use crate::proxy::forward::Call;
use crate::runtime::detached::run_detached;

/// Sends a write if the ledger allows it. Runs detached from the request, so that the outcome is recorded even if the caller
/// disconnects.
pub async fn write(call: &Rc<Call>, env: &Env, context: &Context) -> Reply {
    let reject = |error: &ApiError| Reply::error(error, &call.request);
    let write_id = hash_write_id(call);
    let begin = BeginWrite {
        write_id: write_id.clone(),
        fingerprint: hash_request(call),
        actions_per_hour: call.operation.action.then_some(call.state.settings.actions_per_hour),
        credential: call.caller.checked_credential().map(|credential| (*credential.revocable).clone()),
    };
    let begin = LedgerRequest::BeginWrite(begin);
    let Ok(decision) = call_object(env, "LEDGER", &call.caller.team, &begin).await else {
        let text = "the ledger cannot be reached, so the write was not sent: try again";
        return reject(&ApiError::new(503, Code::Upstream, text)).with("retry-after", "1");
    };
    let action_ms = match decision {
        BeginWriteResponse::Send { action_ms } => action_ms,
        BeginWriteResponse::Replay { status, body } => return Reply::json(status, body.as_str()).repeated(),
        BeginWriteResponse::Reject { status, code, text } => {
            let code = Code::from_text(&code).unwrap_or(Code::OutcomeUnknown);
            return reject(&ApiError::new(status, code, text));
        }
        BeginWriteResponse::Revoked => return call.clear_cookie_if_expired(reject(&call.caller.revoked())),
        BeginWriteResponse::Budget { wait_ms } => {
            let text = "the team's LinkedIn actions of this hour are used up (ACTIONS_PER_HOUR)";
            return reject(&ApiError::too_many_requests(Code::ActionBudget, text, wait_ms));
        }
    };
    let work = {
        let (call, env) = (Rc::clone(call), env.clone());
        async move {
            let (reply, status) = call.forward().await;
            let outcome = classify_outcome(&reply, status);
            // Idempotency keys have no effect for anonymous callers, and a client that relies on one would retry a 502.
            let must_not_retry =
                is_anonymous(&call) && matches!(outcome, WriteOutcome::OutcomeUnknown) && reply.status >= 400;
            let reply =
                if must_not_retry { Reply::error(&outcome_unknown_without_key(), &call.request) } else { reply };
            let finish = FinishWrite { write_id, action_ms, outcome };
            let record_outcome = async move {
                if finish.changes_ledger() {
                    let finish = LedgerRequest::FinishWrite(finish);
                    // If this fails, the record stays open, and repeats receive `outcome_unknown`.
                    let _ = call_object::<()>(&env, "LEDGER", &call.caller.team, &finish).await;
                }
            };
            (reply, record_outcome)
        }
    };
    let reply = run_detached(context, work).await;
    reply.unwrap_or_else(|| reject(&ApiError::new(502, Code::Upstream, "the write was not sent")))
}

/// Whether the caller has no credential. Such callers are identified by IP address only, and callers behind one address must not share
/// idempotency keys or the responses stored under them.
fn is_anonymous(call: &Call) -> bool {
    let (authorization, cookie) = (call.request.header("authorization"), call.request.header("cookie"));
    matches!(presented(&authorization, &cookie), Credentials::None)
        && !outx_core::old_rules::OldRule::StoredPublicWrites.applies()
}

/// Identifies a write in the ledger by caller, operation and idempotency key; `None` if its response is not stored.
fn hash_write_id(call: &Call) -> Option<String> {
    if is_anonymous(call) {
        return None;
    }
    let idempotency_key = call.request.header("idempotency-key");
    let write = format!("{}\n{}\n{idempotency_key}", call.caller.hash, call.operation.name);
    (!idempotency_key.is_empty()).then(|| call.state.hash("write", &write))
}

fn hash_request(call: &Call) -> String {
    call.state.hash("body", &format!("{}\n{}", call.request.target(), String::from_utf8_lossy(&call.body)))
}

fn classify_outcome(reply: &Reply, status: Option<u16>) -> WriteOutcome {
    match Outcome::from_status(status) {
        // A success whose body cannot be used did take effect.
        Outcome::Done if reply.status >= 400 => WriteOutcome::OutcomeUnknown,
        _ => WriteOutcome::from_response(status, &reply.body.as_string().unwrap_or_default()),
    }
}
