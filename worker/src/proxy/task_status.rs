//! Polls of a task, coalesced among callers with the same API key.

use std::future::ready;
use std::rc::Rc;

use outx_core::gateway::limits::coalesce::Coalesce;
use worker::Context;

use crate::http::reply::Reply;
use crate::proxy::forward::Call;
use crate::runtime::detached::run_detached;
use crate::upstream::response::{Received, receive};

/// Responds to a poll: with the response of its own upstream request, which other callers can join, or with that of another caller.
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
        // The other poll takes too long, or the runtime dropped its request.
        None => call.forward().await.0,
    }
}

/// Sends a poll on behalf of all waiting callers. It continues if the caller that started it disconnects.
async fn fetch(call: &Rc<Call>, name: &(String, String), context: &Context) {
    let (call, name) = (Rc::clone(call), name.clone());
    let poll = async move {
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
    run_detached(context, poll).await;
}
