//! The endpoint returns a valid JSON-RPC message for any JSON and any bytes.

use outx_core::gateway::mcp::{
    Action, ApiResponse, Input, Level, MAX_RESULT_BYTES, McpHeaders, Output, Server, handle, tools,
};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const METHODS: &str = "initialize|ping|server/discover|tools/list|tools/call|resources/list|resources/read|\
    resources/templates/list|prompts/list|prompts/get|notifications/initialized|nothing";
const VERSIONS: &str = "2026-07-28|2025-11-25|2025-06-18|1900-01-01|";

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 2.0)),
        r"\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map("[a-z_]{1,12}|page|watchlist_id|keywords|data", inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn tool_name() -> impl Strategy<Value = String> {
    let names: Vec<_> = tools().map(|tool| tool.name.to_owned()).collect();
    proptest::sample::select(names)
}

/// Messages that are nearly valid, with any JSON in each place.
fn message() -> impl Strategy<Value = Value> {
    let params = (any_json(), tool_name(), any_json(), VERSIONS, any::<bool>()).prop_map(|(any, name, arguments, version, whole)| {
        if whole {
            return any;
        }
        json!({ "name": name, "uri": "outx://openapi.json", "arguments": arguments, "protocolVersion": version, "_meta": {
            "progressToken": any, "io.modelcontextprotocol/protocolVersion": version,
            "io.modelcontextprotocol/clientCapabilities": {},
        } })
    });
    let part = (any_json(), METHODS, params, any_json(), 0..8_u8);
    prop_oneof![
        any_json(),
        part.prop_map(|(id, method, params, any, left_out)| {
            let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
            let fields = message.as_object_mut().unwrap();
            match left_out {
                0 => drop(fields.remove("id")),
                1 => drop(fields.insert("method".to_owned(), any)),
                2 => drop(fields.remove("params")),
                _ => {}
            }
            message
        }),
    ]
}

fn assert_response(status: u16, body: &str, sent: &Value) {
    let message: Map<String, Value> = serde_json::from_str(body).unwrap();
    assert_eq!(message["jsonrpc"], "2.0");
    assert_ne!(message.contains_key("result"), message.contains_key("error"), "{body}");
    assert!(message["id"] == sent["id"] || message["id"].is_null(), "{body}");
    match message.get("error") {
        Some(error) => assert!(error["code"].is_i64() && error["message"].is_string(), "{body}"),
        None => assert!(status == 200 && message["result"].is_object() && message["id"] == sent["id"], "{body}"),
    }
}

proptest! {
    #[test]
    fn any_json_gets_a_valid_message(
        sent in message(),
        replies in vec((100..600_u16, any_json()), 1..6),
        version in VERSIONS,
        level in proptest::sample::select(vec![Level::Read, Level::Write]),
    ) {
        let method = sent["method"].as_str().unwrap_or_default().to_owned();
        let name = sent["params"]["name"].as_str().or(sent["params"]["uri"].as_str()).unwrap_or_default().to_owned();
        let headers = McpHeaders { version: &version, method: &method, name: &name, ..McpHeaders::default() };
        let server = Server { level, version: "0.0.0", may_call: &|operation| operation.name.len() % 2 == 0 };
        match handle(sent.to_string().as_bytes(), &headers, &server) {
            Action::Accept => prop_assert!(sent.get("id").is_none() || sent.get("method").is_none()),
            Action::Respond { status, body, .. } => assert_response(status, &body, &sent),
            Action::Run(mut job, pending) => {
                let mut replies = replies.into_iter().cycle();
                let mut now = 0.0;
                let mut output = job.handle(Input::Start, now);
                let mut steps = 0;
                loop {
                    steps += 1;
                    prop_assert!(steps < 200, "the job does not end");
                    output = match output {
                        Output::Send(_) => {
                            let (status, body) = replies.next().unwrap();
                            job.handle(Input::Response(ApiResponse { status, body, ..ApiResponse::default() }), now)
                        }
                        Output::Sleep { ms, .. } => {
                            now += ms;
                            job.handle(Input::Slept, now)
                        }
                        Output::Done(result) => {
                            let (status, body) = pending.finish(result);
                            assert_response(status, &body, &sent);
                            prop_assert!(body.len() < 5 * MAX_RESULT_BYTES, "{} bytes", body.len());
                            break;
                        }
                    };
                }
            }
        }
    }

    #[test]
    fn any_bytes_get_a_valid_message(bytes in vec(any::<u8>(), 0..200)) {
        let server = Server { level: Level::Write, version: "0.0.0", may_call: &|_| true };
        if let Action::Respond { status, body, .. } = handle(&bytes, &McpHeaders::default(), &server) {
            assert_response(status, &body, &Value::Null);
        }
    }
}
