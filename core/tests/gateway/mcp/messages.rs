//! JSON-RPC and the revisions of the protocol.

use outx_core::gateway::mcp::{Action, Level, McpHeaders, handle};
use serde_json::{Value, json};

use super::{CURRENT, action, action_with, job, response, result};

fn raw(body: &str) -> (u16, Value) {
    let server = outx_core::gateway::mcp::Server { level: Level::Write, version: "0.0.0", may_call: &|_| true };
    response(handle(body.as_bytes(), &McpHeaders::default(), &server))
}

#[track_caller]
fn assert_error(body: &str, status: u16, code: i32, text: &str) {
    let (got, message) = raw(body);
    assert_eq!((got, &message["error"]["code"]), (status, &json!(code)), "{message}");
    assert!(message["error"]["message"].as_str().unwrap().contains(text), "{message}");
    assert_eq!(message["jsonrpc"], "2.0");
}

#[test]
fn malformed_messages_get_the_errors_of_json_rpc() {
    assert_error("{", 400, -32_700, "the body is not JSON");
    assert_error("", 400, -32_700, "the body is not JSON");
    assert_error("7", 400, -32_600, "expected a JSON object");
    assert_error(r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, 400, -32_600, "batches are not supported");
    assert_error(r#"{"id":1,"method":"ping"}"#, 400, -32_600, r#"jsonrpc must be "2.0""#);
    assert_error(r#"{"jsonrpc":"2.0","id":1}"#, 400, -32_600, "method must be a string");
    assert_error(r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, 400, -32_600, "id must be a string or a number");
    assert_error(r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, 400, -32_600, "id must be a string or a number");
    assert_error(r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, 400, -32_600, "params must be an object");
    assert_error(r#"{"jsonrpc":"2.0","id":1,"method":"nothing"}"#, 200, -32_601, "Method not found");
    assert_error(
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}"#,
        200,
        -32_602,
        "Unknown tool",
    );
    assert_error(
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_team","arguments":[]}}"#,
        200,
        -32_602,
        "arguments must be an object",
    );
    assert_error(r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}}"#, 200, -32_602, "cursor");
}

#[test]
fn an_error_carries_the_id_of_its_request_as_it_was_sent() {
    for id in [json!(1), json!("1"), json!(-7), json!(1.5), json!("a\"b")] {
        let (_, message) = response(action(Level::Read, &json!({ "jsonrpc": "2.0", "id": id, "method": "nothing" })));
        assert_eq!(message["id"], id);
    }
    assert_eq!(raw("{").1["id"], Value::Null);
}

#[test]
fn notifications_and_responses_are_accepted_without_a_body() {
    for message in [
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 3 } }),
        json!({ "jsonrpc": "2.0", "id": 3, "result": {} }),
    ] {
        assert!(matches!(action(Level::Read, &message), Action::Accept), "{message}");
    }
}

#[test]
fn initialize_negotiates_a_revision() {
    for (wanted, negotiated) in [
        ("2025-11-25", "2025-11-25"),
        ("2025-06-18", "2025-06-18"),
        ("2024-11-05", "2025-11-25"),
        ("2099-01-01", "2025-11-25"),
    ] {
        let params =
            json!({ "protocolVersion": wanted, "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
        let message = json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params });
        let action = action(Level::Read, &message);
        assert!(matches!(action, Action::Respond { begins_session: true, .. }));
        let result = result(action);
        assert_eq!(result["protocolVersion"], negotiated);
        assert_eq!(result["serverInfo"]["name"], "outx-gateway");
        assert!(result["capabilities"]["tools"].is_object());
        assert!(result.get("resultType").is_none(), "that field came later");
    }
    let (status, message) =
        response(action(Level::Read, &json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize" })));
    assert_eq!((status, &message["error"]["code"]), (400, &json!(-32_602)));
}

#[test]
fn a_revision_that_is_not_supported_in_the_header_is_rejected_with_those_that_are() {
    let headers = McpHeaders { version: "2024-11-05", ..McpHeaders::default() };
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    let (status, message) = response(action_with(Level::Read, &message, &headers, &|_| true));
    assert_eq!((status, &message["error"]["code"]), (400, &json!(-32_022)));
    let data = json!({ "supported": ["2026-07-28", "2025-11-25", "2025-06-18"], "requested": "2024-11-05" });
    assert_eq!(message["error"]["data"], data);
}

fn current(method: &str, version: &str, extra: Value) -> Value {
    let mut params = json!({ "_meta": {
        "io.modelcontextprotocol/protocolVersion": version,
        "io.modelcontextprotocol/clientCapabilities": {},
    } });
    params.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    json!({ "jsonrpc": "2.0", "id": "a", "method": method, "params": params })
}

fn headers<'a>(method: &'a str, name: &'a str) -> McpHeaders<'a> {
    McpHeaders { version: CURRENT, method, name, ..McpHeaders::default() }
}

#[test]
fn a_request_of_the_current_revision_needs_no_handshake() {
    let discovered = result(action_with(
        Level::Read,
        &current("server/discover", CURRENT, json!({})),
        &headers("server/discover", ""),
        &|_| true,
    ));
    assert_eq!(discovered["supportedVersions"][0], CURRENT);
    assert_eq!(discovered["resultType"], "complete");
    assert_eq!(discovered["_meta"]["io.modelcontextprotocol/serverInfo"]["name"], "outx-gateway");
    assert_eq!(discovered["cacheScope"], "public");
    let list =
        action_with(Level::Read, &current("tools/list", CURRENT, json!({})), &headers("tools/list", ""), &|_| true);
    let listed = result(list);
    assert_eq!((&listed["resultType"], &listed["cacheScope"]), (&json!("complete"), &json!("private")));
    assert!(listed["ttlMs"].is_number());
    // The current revision has neither `initialize` nor `ping`.
    let ping = action_with(Level::Read, &current("ping", CURRENT, json!({})), &headers("ping", ""), &|_| true);
    let (status, message) = response(ping);
    assert_eq!((status, &message["error"]["code"]), (404, &json!(-32_601)));
}

#[test]
fn headers_of_the_current_revision_must_match_the_body() {
    let message = current("tools/call", CURRENT, json!({ "name": "get_team", "arguments": {} }));
    let check = |headers: McpHeaders<'_>| action_with(Level::Read, &message, &headers, &|_| true);
    job(check(headers("tools/call", "get_team")));
    job(check(headers("tools/call", "=?base64?Z2V0X3RlYW0=?=")));
    for wrong in [
        headers("tools/call", "get_posts"),
        headers("tools/call", ""),
        headers("tools/call", "=?base64?***?="),
        headers("tools/list", "get_team"),
        headers("", "get_team"),
        McpHeaders { version: "2025-11-25", ..headers("tools/call", "get_team") },
        McpHeaders { version: "", ..headers("tools/call", "get_team") },
    ] {
        let (status, message) = response(check(wrong));
        assert_eq!((status, &message["error"]["code"]), (400, &json!(-32_020)), "{wrong:?}");
        assert!(message["error"]["message"].as_str().unwrap().starts_with("Header mismatch: M"), "{message}");
    }
}

#[test]
fn the_current_revision_requires_its_fields_on_each_request() {
    let headers = headers("tools/list", "");
    for (message, code) in [
        (json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" }), -32_602),
        (
            json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": { "_meta": {
            "io.modelcontextprotocol/protocolVersion": CURRENT } } }),
            -32_602,
        ),
        (current("tools/list", "1900-01-01", json!({})), -32_022),
        (current("tools/list", "2025-11-25", json!({})), -32_022),
    ] {
        let (status, response) = response(action_with(Level::Read, &message, &headers, &|_| true));
        assert_eq!((status, &response["error"]["code"]), (400, &json!(code)), "{message}");
    }
}
