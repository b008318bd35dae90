//! Polls of a task, shared among the callers that wait for it under the same key.

use std::future::ready;
use std::rc::Rc;

use outx_core::gateway::limits::coalesce::Coalesce;
use worker::Context;

use crate::http::reply::Reply;
use crate::proxy::forward::Call;
use crate::runtime::detached::run_detached;
use crate::upstream::response::{Received, receive};

/// Responds to a poll: by a request of its own, which other callers may wait for, or by another caller's.
pub async fn poll(call: &Rc<Call>, context: &Context) -> Reply {
    let name = (call.credential(), call.request.target().to_owned());
    let polls = &call.state.polls;
    let decision = polls.decide(&name);
    if decision == Coalesce::Fetch {
        polls.begin(&name);
    }
    let outcome = polls.outcome(&name);
    match decision {
        Coalesce::UseCached => {}
        Coalesce::Join => polls.wait(&name).await,
        Coalesce::Fetch => fetch(call, &name, context).await,
    }
    match outcome.get() {
        Some(Ok(response)) => {
            call.clear_cookie_if_expired(response.reply(&call.request, call.operation, call.has_session()))
        }
        Some(Err(error)) => Reply::error(error, &call.request),
        // The other poll takes too long, or its request is gone.
        None => call.forward().await.0,
    }
}

/// Sends a poll for all callers. It outlives the one that happened to come first.
async fn fetch(call: &Rc<Call>, name: &(String, String), context: &Context) {
    let (call, name) = (Rc::clone(call), name.clone());
    let sending = async move {
        let outcome = match call.send_with_keys().await {
            // Buffered: a stream could be sent to one caller only.
            Ok(upstream) => match receive(call.operation, &upstream, &call.redactor(), false).await {
                Received::Buffered(response) => Ok(response),
                Received::Streaming { .. } => return ((), ready(())),
            },
            Err(error) => Err(error),
        };
        call.state.polls.end(&name, outcome);
        ((), ready(()))
    };
    run_detached(context, sending).await;
}
