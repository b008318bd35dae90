//! Resources and the prompt.

use outx_core::gateway::mcp::{Input, Level, Output};
use serde_json::{Value, json};

use super::{action, done, job, responds, response, result, sent};

fn message(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params })
}

#[test]
fn the_reference_and_the_posts_of_each_watchlist_are_resources() {
    let (mut job, _) = job(action(Level::Read, &message("resources/list", json!({}))));
    let mut targets = vec![sent(job.handle(Input::Start, 0.0)).target];
    targets.push(
        sent(job.handle(responds(200, json!({ "watchlists": [{ "id": "a/b", "name": "Rust" }], "count": 1 })), 0.0))
            .target,
    );
    targets.push(sent(job.handle(responds(403, json!({ "error": "no" })), 0.0)).target);
    targets.push(sent(job.handle(responds(200, json!([{ "id": "c" }])), 0.0)).target);
    let listed = done(job.handle(responds(200, json!({ "watchlists": [] })), 0.0));
    assert_eq!(
        targets,
        ["/api-keyword-watchlist", "/api-people-watchlist", "/api-company-watchlist", "/api-reddit-watchlist"]
    );
    let resources = listed["resources"].as_array().unwrap();
    let uris: Vec<_> = resources.iter().map(|resource| resource["uri"].as_str().unwrap()).collect();
    assert_eq!(uris, ["outx://openapi.json", "outx://watchlists/a%2Fb/posts", "outx://watchlists/c/posts"]);
    assert_eq!(resources[1]["title"], "Recent posts of Rust");
}

#[test]
fn a_list_of_resources_that_would_be_incomplete_is_an_error() {
    let (mut job, _) = job(action(Level::Read, &message("resources/list", json!({}))));
    job.handle(Input::Start, 0.0);
    let limited = json!({ "error": "too many requests", "code": "rate_limited" });
    let Output::Done(Err(error)) = job.handle(responds(429, limited), 0.0) else { panic!("expected an error") };
    assert!(error.message.starts_with("rate_limited: too many requests. "), "{}", error.message);
    assert_eq!((error.code, error.data.unwrap()), (-32_603, json!({ "code": "rate_limited", "status": 429 })));
}

#[test]
fn reading_a_resource_reads_the_api() {
    let read = |uri: &str| job(action(Level::Read, &message("resources/read", json!({ "uri": uri })))).0;
    let mut posts = read("outx://watchlists/w%201/posts");
    assert_eq!(sent(posts.handle(Input::Start, 0.0)).target, "/api-posts?watchlist_id=w%201&page_size=20");
    let contents = done(posts.handle(responds(200, json!({ "data": [] })), 0.0));
    assert_eq!(contents["contents"][0]["uri"], "outx://watchlists/w%201/posts");
    assert_eq!(contents["contents"][0]["text"], r#"{"data":[]}"#);
    let mut reference = read("outx://openapi.json");
    assert_eq!(sent(reference.handle(Input::Start, 0.0)).target, "/_gateway/openapi.json");
    let mut denied = read("outx://watchlists/w/posts");
    denied.handle(Input::Start, 0.0);
    let Output::Done(Err(error)) = denied.handle(responds(403, json!({ "error": "no", "code": "access_denied" })), 0.0)
    else {
        panic!("expected an error")
    };
    assert_eq!((error.code, error.data.unwrap()["code"].as_str()), (-32_602, Some("access_denied")));
}

#[test]
fn a_resource_that_does_not_exist_is_an_error_with_its_address() {
    for uri in ["outx://nothing", "outx://watchlists//posts", "outx://watchlists/a%2Fb/posts", "file:///etc/passwd"] {
        let (_, rejected) = response(action(Level::Read, &message("resources/read", json!({ "uri": uri }))));
        assert_eq!((&rejected["error"]["code"], &rejected["error"]["data"]["uri"]), (&json!(-32_602), &json!(uri)));
    }
    let templates = result(action(Level::Read, &message("resources/templates/list", json!({}))));
    assert_eq!(templates["resourceTemplates"][0]["uriTemplate"], "outx://watchlists/{watchlist_id}/posts");
}

#[test]
fn the_prompt_takes_a_number_of_days() {
    let listed = result(action(Level::Read, &message("prompts/list", json!({}))));
    assert_eq!(listed["prompts"][0]["name"], "summarise_watchlists");
    let get = |arguments: Value| {
        action(Level::Read, &message("prompts/get", json!({ "name": "summarise_watchlists", "arguments": arguments })))
    };
    let text = |arguments: Value| result(get(arguments))["messages"][0]["content"]["text"].as_str().unwrap().to_owned();
    assert!(text(json!({})).contains("over the last 7 days"));
    assert!(text(json!({ "days": "30" })).contains("start_date 30 days before today"));
    for wrong in ["0", "91", "week"] {
        let (_, rejected) = response(get(json!({ "days": wrong })));
        assert_eq!(rejected["error"]["code"], -32_602);
    }
    let (_, rejected) = response(action(Level::Read, &message("prompts/get", json!({ "name": "other" }))));
    assert!(rejected["error"]["message"].as_str().unwrap().contains("Unknown prompt"));
}
