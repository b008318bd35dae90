//! Tools and the requests that they make.

use std::collections::BTreeSet;

use outx_core::api::operation::Kind;
use outx_core::api::{OPERATIONS, by_name};
use outx_core::gateway::mcp::{Input, Level, McpHeaders, find_tool, tools};
use serde_json::{Value, json};

use super::{action, action_with, call, job, result, sent, tool_result};

/// The tools of the vendor's MCP server v1.7.0.
const OF_VENDOR: &str = "get_posts get_team fetch_linkedin_profile fetch_linkedin_profile_posts like_linkedin_post \
    comment_on_linkedin_post fetch_linkedin_company fetch_linkedin_company_posts send_linkedin_message \
    send_linkedin_connection_request search_linkedin_profiles fetch_linkedin_connections get_task_status get_interactions \
    like_watchlist_post comment_on_watchlist_post create_keyword_watchlist list_keyword_watchlists update_keyword_watchlist \
    delete_keyword_watchlist create_people_watchlist list_people_watchlists update_people_watchlist delete_people_watchlist \
    create_company_watchlist list_company_watchlists update_company_watchlist delete_company_watchlist \
    create_reddit_watchlist list_reddit_watchlists update_reddit_watchlist delete_reddit_watchlist";

fn listed(level: Level) -> Vec<Value> {
    let result = result(action(level, &json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" })));
    result["tools"].as_array().unwrap().clone()
}

fn names(tools: &[Value]) -> BTreeSet<&str> {
    tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect()
}

#[test]
fn every_tool_of_the_vendor_exists() {
    let all = listed(Level::Write);
    let mut expected: BTreeSet<_> = OF_VENDOR.split_whitespace().collect();
    expected.insert("get_usage");
    let missing: Vec<_> = expected.difference(&names(&all)).copied().collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_operation_except_sign_in_is_a_tool() {
    let called: BTreeSet<_> = tools().filter_map(|tool| tool.operation()).map(|operation| operation.name).collect();
    let expected: BTreeSet<_> =
        OPERATIONS.iter().filter(|operation| operation.auth).map(|operation| operation.name).collect();
    assert_eq!(called, expected);
}

#[test]
fn the_list_is_short_enough_for_an_agent() {
    let list = serde_json::to_string(&listed(Level::Write)).unwrap();
    assert!(list.len() < 60_000, "{} bytes", list.len());
}

#[test]
fn definitions_have_a_description_a_closed_schema_and_hints() {
    for tool in listed(Level::Write) {
        let name = tool["name"].as_str().unwrap();
        assert!(tool["description"].as_str().unwrap().len() > 20, "{name}");
        let schema = &tool["inputSchema"];
        assert_eq!(schema["type"], "object", "{name}");
        assert_eq!(schema["additionalProperties"], false, "{name}");
        for keyword in ["allOf", "anyOf", "oneOf"] {
            assert!(schema.get(keyword).is_none(), "{name}: model providers reject {keyword} here");
        }
        let operation = find_tool(name).unwrap().operation().unwrap();
        let reads = matches!(operation.kind, Kind::Read | Kind::Task);
        assert_eq!(tool["annotations"]["readOnlyHint"], reads, "{name}");
        if name.starts_with("delete_") {
            assert_eq!(tool["annotations"]["destructiveHint"], true, "{name}");
        }
        assert_eq!(schema["properties"].get("wait_seconds").is_some(), operation.kind.is_task(), "{name}");
    }
}

#[test]
fn a_level_of_read_offers_and_allows_no_writes() {
    let offered = listed(Level::Read);
    let names = names(&offered);
    assert!(names.contains("fetch_linkedin_profile") && names.contains("get_usage"));
    for tool in tools() {
        let writes = matches!(tool.operation().unwrap().kind, Kind::Write | Kind::WriteTask);
        assert_eq!(names.contains(tool.name), !writes, "{}", tool.name);
        if writes {
            let result = result(action(Level::Read, &call(tool.name, json!({}))));
            assert_eq!(result["isError"], true);
            assert_eq!(result["structuredContent"]["code"], "access_denied");
            let text = result["content"][0]["text"].as_str().unwrap();
            assert!(text.contains("its operator can set MCP to write"), "{text}");
        }
    }
}

#[test]
fn tools_that_the_credential_does_not_allow_are_not_offered() {
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    let only_posts = |operation: &outx_core::api::operation::Operation| operation.name == "posts.list";
    let result = result(action_with(Level::Write, &message, &McpHeaders::default(), &only_posts));
    assert_eq!(names(result["tools"].as_array().unwrap()), BTreeSet::from(["get_posts"]));
}

#[test]
fn every_tool_makes_the_request_that_the_client_makes() {
    let fixtures: Vec<Value> = serde_json::from_str(include_str!("../../fixtures/requests.json")).unwrap();
    let mut seen = BTreeSet::new();
    for fixture in &fixtures {
        let operation = by_name(fixture["call"].as_str().unwrap()).unwrap();
        let Some(tool) =
            tools().find(|tool| operation.auth && tool.operation() == Some(operation) && tool.name != "get_usage")
        else {
            continue;
        };
        let (mut job, _) = job(action(Level::Write, &call(tool.name, fixture["args"].clone())));
        let request = sent(job.handle(Input::Start, 0.0));
        assert_eq!(
            format!("{} {}", request.method, request.target),
            fixture["request"].as_str().unwrap(),
            "{}",
            tool.name
        );
        let body: Option<Value> = request.body.map(|body| serde_json::from_str(&body).unwrap());
        let expected: Option<Value> = fixture["body"].as_str().map(|body| serde_json::from_str(body).unwrap());
        assert_eq!(body, expected, "{}", tool.name);
        seen.insert(tool.name);
    }
    assert_eq!(seen.len(), tools().count() - 1, "every tool except get_usage");
}

#[track_caller]
fn request_of(name: &str, arguments: Value) -> (String, Value) {
    let (mut job, _) = job(action(Level::Write, &call(name, arguments)));
    let request = sent(job.handle(Input::Start, 0.0));
    let body = request.body.map_or(Value::Null, |body| serde_json::from_str(&body).unwrap());
    (request.target, body)
}

#[test]
fn common_deviations_in_the_arguments_of_agents_are_accepted() {
    let (target, _) =
        request_of("get_posts", json!({ "watchlist_id": "w", "page": "2", "trending": "true", "lang": null }));
    assert_eq!(target, "/api-posts?watchlist_id=w&page=2&page_size=20&trending=true");
    let (target, _) = request_of("get_task_status", json!({ "task_id": "t" }));
    assert_eq!(target, "/linkedin-agent/get-task-status?api_agent_task_id=t");
    let (_, body) = request_of(
        "update_keyword_watchlist",
        json!({ "id": "w", "slack_webhook_url": null, "fetchFreqInHours": "12" }),
    );
    assert_eq!(body, json!({ "id": "w", "slack_webhook_url": null, "fetchFreqInHours": 12 }));
    let (_, body) = request_of(
        "create_keyword_watchlist",
        json!({
            "keywords": ["rust", { "keyword": "wasm", "excluded_keywords": ["game"] }],
            "required_keywords": ["hiring"], "exclude_keywords": ["intern"], "labels": ["Lead"],
        }),
    );
    assert_eq!(
        body,
        json!({
            "keywords": [
                { "keyword": "rust", "required_keywords": ["hiring"], "excluded_keywords": ["intern"] },
                { "keyword": "wasm", "required_keywords": ["hiring"], "excluded_keywords": ["game"] },
            ],
            "labels": [{ "name": "Lead" }],
        })
    );
    assert_eq!(request_of("get_usage", json!({})).0, "/_gateway/usage?days=7");
    assert_eq!(request_of("get_usage", json!({ "days": 30 })).0, "/_gateway/usage?days=30");
    assert_eq!(request_of("get_usage", json!({ "days": "30" })).0, "/_gateway/usage?days=30");
    let (_, body) = request_of("fetch_linkedin_profile", json!({ "profile_slug": "ren%C3%A9e", "wait_seconds": 5 }));
    assert_eq!(body, json!({ "profile_slug": "renée" }));
}

#[test]
fn a_wrong_argument_is_a_result_that_names_it_and_nothing_is_sent() {
    for (tool, arguments, text) in [
        ("get_posts", json!({}), "watchlist_id is required"),
        ("get_posts", json!({ "watchlist_id": "w", "nope": 1 }), "nope is not an argument; there are: watchlist_id"),
        ("get_posts", json!({ "watchlist_id": "w", "page_size": 1000 }), "page_size must be"),
        ("search_linkedin_profiles", json!({}), "at least one of keywords"),
        (
            "fetch_linkedin_profile",
            json!({ "profile_slug": "a", "wait_seconds": 1000 }),
            "wait_seconds must be a whole number from 0 to 120, got 1000",
        ),
        ("get_usage", json!({ "days": 0 }), "days must be a whole number from 1 to 90, got 0"),
        ("get_usage", json!({ "days": "+7" }), "days must be a whole number from 1 to 90, got \"+7\""),
        ("get_usage", json!({ "weeks": 1 }), "weeks is not an argument; there are: days"),
    ] {
        let result = result(action(Level::Write, &call(tool, arguments)));
        assert_eq!(
            (&result["isError"], &result["structuredContent"]["code"]),
            (&json!(true), &json!("invalid_request"))
        );
        let shown = result["content"][0]["text"].as_str().unwrap();
        assert!(shown.contains(text) && shown.contains("Correct the argument"), "{shown}");
    }
}

#[test]
fn an_error_response_is_a_result_with_its_code_and_what_to_do() {
    for (status, body, code, advice) in [
        (
            401,
            json!({ "error": "the session is over", "code": "session_expired" }),
            "session_expired",
            "new agent token",
        ),
        (
            403,
            json!({ "error": "Plugin installation required", "code": "extension_inactive" }),
            "extension_inactive",
            "open Chrome",
        ),
        (409, json!({ "error": "x", "code": "outcome_unknown" }), "outcome_unknown", "may have taken effect"),
        (429, json!({ "error": "x", "code": "action_budget" }), "action_budget", "get_usage"),
        (500, Value::Null, "upstream", "again in a minute"),
    ] {
        let result =
            tool_result("like_watchlist_post", json!({ "post_id": "p", "user_email": "a@b.co" }), status, body);
        assert_eq!(result["isError"], true);
        assert_eq!(result["structuredContent"]["code"], code);
        assert_eq!(result["structuredContent"]["status"], status);
        let text = result["content"][0]["text"].as_str().unwrap();
        assert!(text.starts_with(code) && text.contains(advice), "{text}");
    }
}

#[test]
fn the_idempotency_key_names_one_write() {
    let like = json!({ "post_id": "p", "user_email": "a@b.co" });
    let key = |id: Value, arguments: &Value, session: &str, meta: Value| {
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call",
            "params": { "name": "like_watchlist_post", "arguments": arguments, "_meta": meta } });
        let headers = McpHeaders { session, ..McpHeaders::default() };
        job(action_with(Level::Write, &message, &headers, &|_| true)).1.idempotency_key
    };
    let first = key(json!(1), &like, "s", json!({}));
    assert_eq!(first, key(json!(1), &like, "s", json!({})), "a repeat of the request");
    assert_eq!(first.len(), 36);
    let other = json!({ "post_id": "q", "user_email": "a@b.co" });
    for different in [
        key(json!(2), &like, "s", json!({})),
        key(json!("1"), &like, "s", json!({})),
        key(json!(1), &other, "s", json!({})),
        key(json!(1), &like, "t", json!({})),
        key(json!(1), &like, "s", json!({ "ai.outx/idempotencyKey": "mine" })),
    ] {
        assert_ne!(first, different);
    }
    let chosen = |id: u32| key(json!(id), &like, "s", json!({ "ai.outx/idempotencyKey": "mine" }));
    assert_eq!(chosen(1), chosen(2), "the client's own key holds for a request that it sends under another id");
}
