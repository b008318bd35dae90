//! A write: written down before it is sent, carried to its end, and written down again.

use std::cell::Cell;
use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::access::{Presented, presented};
use outx_core::gateway::idempotency::{Outcome, in_doubt};
use outx_core::gateway::refusal::Refusal;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use worker::{Context, Env};

use crate::call::Call;
use crate::ledger::{Ask, Begin, Begun, Finish, Kept, ask};
use crate::reply::Reply;

/// Sends a write unless the ledger knows better. The visitor waits for the answer; the ledger's second entry does not wait for
/// the visitor, who may leave.
pub async fn write(call: &Rc<Call>, env: &Env, context: &Context) -> Reply {
    let refuse = |refusal: &Refusal| Reply::refusal(refusal, &call.visit);
    let key = key(call);
    let begin = Begin {
        key: key.clone(),
        fingerprint: fingerprint(call),
        actions: call.operation.action.then_some(call.serving.settings.actions_per_hour),
        credential: call.caller.credential.as_ref().map(|credential| (*credential.revocable).clone()),
    };
    let Ok(begun) = ask(env, "LEDGER", &call.caller.team, &Ask::Begin(begin)).await else {
        let text = "the ledger cannot be reached, and no write is sent without it";
        return refuse(&Refusal::new(503, Code::Upstream, text)).with("retry-after", "1");
    };
    let action_ms = match begun {
        Begun::Send { action_ms } => action_ms,
        Begun::Repeat { status, body } => return Reply::json(status, body.as_str()),
        Begun::Refuse { status, code, text } => {
            let code = Code::from_text(&code).unwrap_or(Code::OutcomeUnknown);
            return refuse(&Refusal::new(status, code, text));
        }
        Begun::Revoked => return call.ended(refuse(&call.caller.revoked())),
        Begun::Budget { wait_ms } => {
            let text = "the team's LinkedIn actions of this hour are spent (ACTIONS_PER_HOUR)";
            return refuse(&Refusal::wait(Code::ActionBudget, text, wait_ms));
        }
    };
    // Not a plain await: the runtime drops what a request was doing once its visitor is gone, and then nobody would
    // know whether the write took effect.
    let (reply, finish) = (Rc::new(Cell::new(None)), Rc::new(Cell::new(None)));
    let sending = future_to_promise({
        let (call, reply, finish) = (Rc::clone(call), Rc::clone(&reply), Rc::clone(&finish));
        async move {
            let (answer, status) = call.forward().await;
            let outcome = outcome(&answer, status);
            // No idempotency key protects it, and a client that believes in one would send it again.
            let is_in_doubt = is_anonymous(&call) && matches!(outcome, Kept::Doubt) && answer.status >= 400;
            let answer = if is_in_doubt { Reply::refusal(&in_doubt(), &call.visit) } else { answer };
            finish.set(Some(Finish { key, action_ms, outcome }));
            reply.set(Some(answer));
            Ok(JsValue::UNDEFINED)
        }
    });
    context.wait_until({
        let (sending, env, team) = (JsFuture::from(sending.clone()), env.clone(), call.caller.team.clone());
        async move {
            let _ = sending.await;
            if let Some(finish) = finish.take().filter(Finish::matters) {
                let _ = ask::<()>(&env, "LEDGER", &team, &Ask::Finish(finish)).await;
            }
        }
    });
    let _ = JsFuture::from(sending).await;
    reply.take().unwrap_or_else(|| refuse(&Refusal::new(502, Code::Upstream, "the write was not sent")))
}

/// Whether the caller has no credential. Such callers are told apart by address only: those behind one address must not share
/// idempotency keys, nor the responses stored under them.
fn is_anonymous(call: &Call) -> bool {
    let (authorization, cookie) = (call.visit.header("authorization"), call.visit.header("cookie"));
    matches!(presented(&authorization, &cookie), Presented::Nothing)
}

/// Names a write in the ledger by caller, operation and the key that the caller gave it; `None` when its response is not stored.
fn key(call: &Call) -> Option<String> {
    if is_anonymous(call) {
        return None;
    }
    let given = call.visit.header("idempotency-key");
    let name = || call.serving.hash("write", &format!("{}\n{}\n{given}", call.caller.hash, call.operation.name));
    (!given.is_empty()).then(name)
}

fn fingerprint(call: &Call) -> String {
    call.serving.hash("body", &format!("{}\n{}", call.visit.target(), String::from_utf8_lossy(&call.body)))
}

fn outcome(reply: &Reply, status: Option<u16>) -> Kept {
    match Outcome::of(status) {
        // A success whose body cannot be used took effect all the same.
        Outcome::Done if reply.status >= 400 => Kept::Doubt,
        _ => Kept::of(status, &reply.body.as_string().unwrap_or_default()),
    }
}
