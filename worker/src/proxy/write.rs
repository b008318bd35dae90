//! Writes: recorded in the ledger before they are sent, and again with their outcome.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::auth::credentials::{Credentials, presented};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::idempotency::{Outcome, outcome_unknown_without_key};
use outx_core::gateway::records::{audit_target, created_task};
use wasm_bindgen_futures::JsFuture;
use worker::{Context, Env};

use crate::durable::ledger::{
    AuditedOutcome, AuditedWrite, BeginWrite, BeginWriteResponse, FinishWrite, LedgerRequest, WriteOutcome,
};
use crate::durable::object::call_object;
use crate::http::reply::Reply;
use crate::proxy::forward::Call;
use crate::runtime::detached::run_detached;
use crate::runtime::js::delay;

/// Time until an outcome that a ledger did not take is sent again, in milliseconds.
const FINISH_RETRY_MS: u32 = 1_000;

/// Sends a write if the ledger allows it. Runs detached from the request, so that the outcome is recorded even if the caller
/// disconnects.
pub async fn write(call: &Rc<Call>, env: &Env, context: &Context) -> Reply {
    let reject = |error: &ApiError| Reply::error(error, &call.request);
    let write_id = hash_write_id(call);
    let own_limit = call.caller.actions_per_hour().filter(|_| call.operation.action);
    let begin = LedgerRequest::BeginWrite(BeginWrite {
        write_id: write_id.clone(),
        fingerprint: hash_request(call),
        actions_per_hour: call.operation.action.then_some(call.state.settings.actions_per_hour),
        caller_actions_per_hour: own_limit,
        credential: call.caller.checked_credential().map(|credential| (*credential.revocable).clone()),
        audit: describe(call),
    });
    let decision = match call_object(env, "LEDGER", &call.caller.team, &begin).await {
        Ok(decision) => decision,
        Err(error) => return reject(&error.to_rejection("ledger", ", so the write was not sent")),
    };
    let (action_ms, audit_id) = match decision {
        BeginWriteResponse::Send { action_ms, audit_id } => (action_ms, audit_id),
        BeginWriteResponse::Replay { status, body } => return Reply::json(status, body.as_str()).repeated(),
        BeginWriteResponse::Reject { status, code, text } => {
            let code = Code::from_text(&code).unwrap_or(Code::OutcomeUnknown);
            return reject(&ApiError::new(status, code, text));
        }
        BeginWriteResponse::Revoked => return call.clear_cookie_if_expired(reject(&call.caller.revoked())),
        BeginWriteResponse::Budget { wait_ms, is_own } => {
            let text = if is_own {
                "this caller's LinkedIn actions of this hour are used up: wait as long as retry-after says and try again"
            } else {
                "the team's LinkedIn actions of this hour are used up: wait as long as retry-after says and try again"
            };
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
            let task_id = match &outcome {
                WriteOutcome::Done { body, .. } => created_task(call.operation, body),
                _ => None,
            };
            let audited = AuditedOutcome { id: audit_id, outcome: outcome.name().to_owned(), status, task_id };
            let limited_caller = own_limit.map(|_| call.caller.hash.clone());
            let finish = FinishWrite { write_id, action_ms, limited_caller, outcome, audited };
            // Before the call is counted, which schedules the flush that takes it along.
            let finish = if finish.changes_ledger() {
                Some(finish)
            } else {
                call.state.usage.record_outcome(&call.caller.team, finish.audited);
                None
            };
            let record_outcome = async move {
                if let Some(finish) = finish {
                    record_finish(&call, finish, &env).await;
                }
            };
            (reply, record_outcome)
        }
    };
    let reply = run_detached(context, work).await;
    reply.unwrap_or_else(|| reject(&ApiError::new(502, Code::Upstream, "the write was not sent")))
}

/// Records the outcome of a write. A ledger that was moved, restarted or overloaded meanwhile is told a second time: while the record stays
/// open, repeats wait, and then receive `outcome_unknown`.
async fn record_finish(call: &Call, finish: FinishWrite, env: &Env) {
    let is_repeatable = finish.is_repeatable();
    let finish = LedgerRequest::FinishWrite(finish);
    let tell = || call_object::<()>(env, "LEDGER", &call.caller.team, &finish);
    if tell().await.is_err() && is_repeatable {
        let _ = JsFuture::from(delay(FINISH_RETRY_MS)).await;
        let _ = tell().await;
    }
}

fn describe(call: &Call) -> AuditedWrite {
    AuditedWrite {
        request_id: call.request.request_id.clone(),
        caller: call.caller.hash.clone(),
        operation: call.operation.name.to_owned(),
        target: audit_target(call.operation, call.request.query(), &call.body),
    }
}

/// Whether the caller has no credential. Such callers are identified by IP address only, and callers behind one address must not share
/// idempotency keys or the responses stored under them.
fn is_anonymous(call: &Call) -> bool {
    let (authorization, cookie) = (call.request.header("authorization"), call.request.header("cookie"));
    matches!(presented(&authorization, &cookie, call.request.read_cookie_style()), Credentials::None)
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
