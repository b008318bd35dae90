//! `POST /_gateway/mcp`.

use std::rc::Rc;

use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::mcp::{Action, McpHeaders, Server, handle};
use outx_core::operation::Operation;
use wasm_bindgen::JsValue;

use crate::http::body;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::mcp::api_call::ServeRequest;
use crate::mcp::runner::Runner;
use crate::mcp::stream::stream_events;
use crate::runtime::js::random_id;
use crate::state::isolate::GatewayState;

/// Serves a message of a client that was authenticated. `may_call` says what its credential allows.
///
/// # Errors
/// 408, 413 and 415 for a body that cannot be read.
pub async fn serve_message(
    request: &Rc<RequestContext>,
    state: &GatewayState,
    may_call: &dyn Fn(&Operation) -> bool,
    serve: ServeRequest,
) -> Result<Reply, ApiError> {
    let body = body::read_json_bytes(request, state.settings.max_body_bytes).await?;
    let header = |name| request.header(name);
    let (version, method, name) = (header("mcp-protocol-version"), header("mcp-method"), header("mcp-name"));
    let (session, accept) = (header("mcp-session-id"), header("accept"));
    let headers = McpHeaders { version: &version, method: &method, name: &name, session: &session, accept: &accept };
    let server = Server { level: state.settings.mcp, version: env!("CARGO_PKG_VERSION"), may_call };
    match handle(&body, &headers, &server) {
        Action::Accept => Ok(Reply::new(202, JsValue::NULL)),
        Action::Respond { status, body, begins_session } => {
            let reply = Reply::json(status, body.as_str());
            // Not remembered here: it names the client's session in its idempotency keys.
            Ok(if begins_session { reply.with("mcp-session-id", random_id()) } else { reply })
        }
        Action::Run(job, pending) => {
            let streams = pending.wants_progress() && headers.accepts_events();
            let mut runner = Runner::new(*job, *pending, Rc::clone(request), serve);
            if streams {
                let stream = stream_events(runner);
                let reply = Reply::new(200, stream).with("content-type", "text/event-stream");
                return Ok(reply.with("x-accel-buffering", "no"));
            }
            let (status, body) = runner.finish().await;
            Ok(Reply::json(status, body.as_str()))
        }
    }
}
