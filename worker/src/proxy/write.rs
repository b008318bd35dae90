//! Writes: recorded in the ledger before they are sent, and again with their outcome.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::idempotency::{Outcome, outcome_unknown_without_key};
use outx_core::gateway::records::{audit_target, created_task};
use worker::{Context, Env};

use crate::durable::ledger::{AuditedOutcome, AuditedWrite, BeginWrite, BeginWriteResponse, FinishWrite, WriteOutcome};
use crate::durable::object::ObjectError;
use crate::http::reply::Reply;
use crate::proxy::forward::Call;
use crate::runtime::detached::run_detached;
use crate::state::write_outcomes::Work;

/// A write that the ledger let through.
pub struct Sent {
    write_id: Option<String>,
    /// The caller whose own limit the action was counted against.
    limited_caller: Option<String>,
    action_ms: Option<f64>,
    audit_id: f64,
    /// Number of writes that had begun in this isolate.
    begun: u32,
}

/// Sends a write if the ledger allows it. Runs detached from the request, so that the outcome is recorded even if the caller
/// disconnects.
pub async fn write(call: &Rc<Call>, env: &Env, context: &Context) -> Reply {
    let outcomes = &call.state.outcomes;
    let response = match outcomes.begin(&call.caller.team, beginning(call), env).await {
        Ok(response) => response,
        Err((error, retry)) => {
            context.wait_until(retry);
            return no_response(call, error);
        }
    };
    let sent = match admit(call, response) {
        Ok(sent) => sent,
        Err(reply) => return reply,
    };
    let work = {
        let (call, env) = (Rc::clone(call), env.clone());
        async move {
            let (reply, status) = call.forward().await;
            let (reply, tell) = conclude(&call, sent, reply, status, &env);
            let tell = async move {
                if let Some(tell) = tell {
                    tell.await;
                }
            };
            (reply, tell)
        }
    };
    let reply = run_detached(context, work).await;
    reply.unwrap_or_else(|| Reply::error(&ApiError::new(502, Code::Upstream, "the write was not sent"), &call.request))
}

/// What the ledger is told before a write is sent.
pub fn beginning(call: &Call) -> BeginWrite {
    BeginWrite {
        write_id: hash_write_id(call),
        fingerprint: hash_request(call),
        actions_per_hour: call.operation.action.then_some(call.state.settings.actions_per_hour),
        caller_actions_per_hour: own_limit(call),
        credential: call.caller.checked_credential().map(|credential| (*credential.revocable).clone()),
        audit: describe(call),
    }
}

/// The reply when the ledger did not respond.
pub fn no_response(call: &Call, error: ObjectError) -> Reply {
    Reply::error(&error.to_rejection("ledger", ", so the write was not sent"), &call.request)
}

/// What the ledger's response means: the write may be sent, or the reply in its place.
///
/// # Errors
/// The reply.
pub fn admit(call: &Call, response: BeginWriteResponse) -> Result<Sent, Reply> {
    let reject = |error: &ApiError| Reply::error(error, &call.request);
    Err(match response {
        BeginWriteResponse::Send { action_ms, audit_id } => {
            let limited_caller = own_limit(call).map(|_| call.caller.hash.clone());
            let (write_id, begun) = (hash_write_id(call), call.state.outcomes.begun());
            return Ok(Sent { write_id, limited_caller, action_ms, audit_id, begun });
        }
        BeginWriteResponse::Replay { status, body } => Reply::json(status, body.as_str()).repeated(),
        BeginWriteResponse::Reject { status, code, text } => {
            let code = Code::from_text(&code).unwrap_or(Code::OutcomeUnknown);
            reject(&ApiError::new(status, code, text))
        }
        BeginWriteResponse::Revoked => call.clear_cookie_if_expired(reject(&call.caller.revoked())),
        BeginWriteResponse::Budget { wait_ms, is_own } => {
            let text = if is_own {
                "this caller's LinkedIn actions of this hour are used up: wait as long as retry-after says and try again"
            } else {
                "the team's LinkedIn actions of this hour are used up: wait as long as retry-after says and try again"
            };
            reject(&ApiError::too_many_requests(Code::ActionBudget, text, wait_ms))
        }
    })
}

/// Notes the outcome of a write that was sent. Returns the reply, and what tells the ledger if no other request does.
pub fn conclude(call: &Call, sent: Sent, reply: Reply, status: Option<u16>, env: &Env) -> (Reply, Option<Work>) {
    let outcome = classify_outcome(&reply, status);
    // Idempotency keys have no effect for anonymous callers, and a client that relies on one would retry a 502.
    let must_not_retry = is_anonymous(call) && matches!(outcome, WriteOutcome::OutcomeUnknown) && reply.status >= 400;
    let reply = if must_not_retry { Reply::error(&outcome_unknown_without_key(), &call.request) } else { reply };
    (reply, record(call, sent, outcome, status, env))
}

/// Records the outcome of a write. Returns what tells the ledger if no other request does.
pub fn record(call: &Call, sent: Sent, outcome: WriteOutcome, status: Option<u16>, env: &Env) -> Option<Work> {
    let task_id = match &outcome {
        WriteOutcome::Done { body, .. } => created_task(call.operation, body),
        _ => None,
    };
    let Sent { write_id, limited_caller, action_ms, audit_id, begun } = sent;
    let audited = AuditedOutcome { id: audit_id, outcome: outcome.name().to_owned(), status, task_id };
    let finish = FinishWrite { write_id, action_ms, limited_caller, outcome, audited, is_retry: false };
    if finish.changes_ledger() {
        return call.state.outcomes.add(&call.caller.team, finish, begun, env);
    }
    // Before the call is counted, which schedules the flush that takes it along.
    call.state.usage.record_outcome(&call.caller.team, finish.audited);
    None
}

fn own_limit(call: &Call) -> Option<u32> {
    call.caller.actions_per_hour().filter(|_| call.operation.action)
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
    call.caller.is_anonymous() && !outx_core::old_rules::OldRule::StoredPublicWrites.applies()
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
