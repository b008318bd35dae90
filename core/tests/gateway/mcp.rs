//! The Model Context Protocol without I/O: messages, revisions, tools, calls, waits, resources.

mod calls;
mod messages;
mod properties;
mod requests;
mod resources;

use outx_core::api::operation::Operation;
use outx_core::gateway::mcp::{
    Action, ApiRequest, ApiResponse, Input, Job, Level, McpHeaders, Output, Pending, Server, handle,
};
use serde_json::{Value, json};

pub const CURRENT: &str = "2026-07-28";

/// The action for a message of a caller that may call every operation.
pub fn action(level: Level, message: &Value) -> Action {
    action_with(level, message, &McpHeaders::default(), &|_| true)
}

pub fn action_with(
    level: Level,
    message: &Value,
    headers: &McpHeaders<'_>,
    may_call: &dyn Fn(&Operation) -> bool,
) -> Action {
    handle(message.to_string().as_bytes(), headers, &Server { level, version: "0.0.0", may_call })
}

/// A response that needs no calls of the API: its HTTP status and the message.
#[track_caller]
pub fn response(action: Action) -> (u16, Value) {
    match action {
        Action::Respond { status, body, .. } => (status, serde_json::from_str(&body).unwrap()),
        other => panic!("expected a response, got {other:?}"),
    }
}

#[track_caller]
pub fn result(action: Action) -> Value {
    let (status, message) = response(action);
    assert_eq!(status, 200, "{message}");
    message["result"].clone()
}

#[track_caller]
pub fn job(action: Action) -> (Job, Pending) {
    match action {
        Action::Run(job, pending) => (*job, *pending),
        other => panic!("expected a job, got {other:?}"),
    }
}

pub fn call(name: &str, arguments: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": name, "arguments": arguments } })
}

#[track_caller]
pub fn sent(output: Output) -> ApiRequest {
    match output {
        Output::Send(request) => request,
        other => panic!("expected a request, got {other:?}"),
    }
}

#[track_caller]
pub fn done(output: Output) -> Value {
    match output {
        Output::Done(result) => result.unwrap(),
        other => panic!("expected a result, got {other:?}"),
    }
}

pub fn responds(status: u16, body: Value) -> Input {
    Input::Response(ApiResponse { status, body, ..ApiResponse::default() })
}

/// The result of a tool that makes one call, given the API's response.
#[track_caller]
pub fn tool_result(name: &str, arguments: Value, status: u16, body: Value) -> Value {
    let (mut job, _) = job(action(Level::Write, &call(name, arguments)));
    sent(job.handle(Input::Start, 0.0));
    done(job.handle(responds(status, body), 0.0))
}
