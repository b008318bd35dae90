//! Planned faults, some of them read from a raw socket.
#![allow(clippy::unwrap_used)]

mod util;

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use util::{Api, sandbox};

fn plan(api: &Api, fault: Value) {
    api.control_post("faults", json!({ "fault": fault }));
}

/// Creates a watchlist over a raw socket. Returns the received text, and the error that the connection ended with.
fn send_raw(api: &Api) -> (String, Option<ErrorKind>) {
    let body = r#"{"keywords":["rust"]}"#;
    let mut stream = TcpStream::connect(api.url.trim_start_matches("http://")).unwrap();
    write!(
        stream,
        "POST /api-keyword-watchlist HTTP/1.1\r\nhost: x\r\nx-api-key: {}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        api.key(),
        body.len(),
    )
    .unwrap();
    let mut response = Vec::new();
    let end = stream.read_to_end(&mut response).err().map(|error| error.kind());
    (String::from_utf8(response).unwrap(), end)
}

fn watchlists(api: &Api) -> u64 {
    api.get("/api-keyword-watchlist").body["count"].as_u64().unwrap()
}

#[test]
fn a_planned_status_replaces_the_operation() {
    let api = sandbox();
    plan(&api, json!({ "status": 429, "headers": { "Retry-After": "7" }, "body": { "error": "slow down" } }));
    let response = api.post("/api-keyword-watchlist", json!({ "keywords": ["rust"] }));
    response.assert_error(429, "slow down");
    assert_eq!(response.headers["retry-after"], "7");
    assert_eq!(watchlists(&api), 1);
    plan(&api, json!({ "status": 502, "headers": { "content-type": "text/html" }, "body": "<h1>bad gateway</h1>" }));
    let response = api.get("/api-team");
    assert_eq!((response.status, response.body), (502, json!("<h1>bad gateway</h1>")));
    assert_eq!(response.headers["content-type"], "text/html");
}

#[test]
fn a_planned_500_has_the_documented_text_where_there_is_one() {
    let api = sandbox();
    api.control_post("faults", json!({ "times": 2, "fault": { "status": 500 } }));
    api.get("/api-interactions").assert_error(500, "Failed to fetch interactions");
    api.get("/api-posts").assert_error(500, "planned fault: status 500");
}

#[test]
fn a_reset_before_has_no_effect_and_a_reset_after_has_one() {
    let api = sandbox();
    for (moment, count) in [("before", 1), ("after", 2)] {
        plan(&api, json!({ "reset": moment }));
        assert_eq!(send_raw(&api), (String::new(), Some(ErrorKind::ConnectionReset)));
        assert_eq!(watchlists(&api), count, "{moment}");
    }
}

#[test]
fn a_truncated_response_promises_more_than_it_contains() {
    let api = sandbox();
    plan(&api, json!({ "truncate": 10 }));
    let (response, _) = send_raw(&api);
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let promised: usize = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap().parse().unwrap();
    assert_eq!(body.len(), 10);
    assert!(promised > 100, "{promised}");
    assert_eq!(watchlists(&api), 2);
    plan(&api, json!({ "truncate": 100_000 }));
    assert!(api.try_send(Some(api.key()), "GET", "/api-team", String::new()).is_err());
}

#[test]
fn a_delayed_response_takes_effect_at_once() {
    let api = sandbox();
    let late = json!({ "delay_ms": 300 });
    api.control_post("faults", json!({ "method": "POST", "path": "/api-keyword-watchlist", "fault": late }));
    let begin = Instant::now();
    std::thread::scope(|scope| {
        let late = scope.spawn(|| send_raw(&api));
        while watchlists(&api) == 1 {
            assert!(begin.elapsed() < Duration::from_secs(5));
        }
        assert!(begin.elapsed() < Duration::from_millis(300) && !late.is_finished());
    });
    assert!(begin.elapsed() >= Duration::from_millis(300));
}

#[test]
fn a_redirect_names_its_location() {
    let api = sandbox();
    plan(&api, json!({ "redirect": "http://127.0.0.1:1/stolen" }));
    let (response, _) = send_raw(&api);
    assert!(
        response.starts_with("HTTP/1.1 302 ") && response.contains("\r\nlocation: http://127.0.0.1:1/stolen\r\n"),
        "{response}"
    );
    assert_eq!(watchlists(&api), 1);
}

#[test]
fn the_key_is_echoed_in_body_and_header() {
    let api = sandbox();
    plan(&api, json!({ "echo_key": true }));
    let response = api.get("/api-team");
    assert_eq!((&response.body["echo"], response.headers["x-echo"].to_str().unwrap()), (&json!(api.key()), api.key()));
    assert!(response.body["team"].is_object());
    plan(&api, json!({ "status": 401, "echo_key": true }));
    let response = api.get("/api-team");
    assert_eq!((response.status, &response.body["echo"]), (401, &json!(api.key())));
}

#[test]
fn a_fault_applies_only_to_the_requests_it_names() {
    let api = sandbox();
    api.control_post("faults", json!({ "method": "GET", "path": "/api-team", "times": 2, "fault": { "status": 500 } }));
    assert_eq!(api.get("/api-posts").status, 200);
    api.send(Some(api.key()), "POST", "/api-team", Value::Null).assert_error(405, "Method not allowed");
    let seen: Vec<_> = (0..3).map(|_| api.get("/api-team").status).collect();
    assert_eq!(seen, [500, 500, 200]);
    plan(&api, json!({ "status": 500 }));
    api.send(None, "DELETE", "/__sandbox/faults", Value::Null).ok();
    assert_eq!(api.get("/api-team").status, 200);
}

#[test]
fn an_impossible_fault_is_rejected_when_planned() {
    let api = sandbox();
    let assert_rejected = |fault: Value, reason: &str| {
        let response = api.send(None, "POST", "/__sandbox/faults", json!({ "fault": fault }));
        assert_eq!(response.status, 400);
        assert!(response.body["error"].as_str().unwrap().contains(reason), "{}", response.body);
    };
    assert_rejected(json!({ "status": 99 }), "invalid \"fault.status\": got 99, expected a number from 200 to 599");
    assert_rejected(
        json!({ "headers": { "a b": "c" } }),
        "invalid \"fault.headers\": \"a b\": \"c\" cannot be sent as a header",
    );
    assert_rejected(
        json!({ "redirect": "a\nb" }),
        "invalid \"fault.redirect\": \"a\\nb\" cannot be sent as a header value",
    );
    assert_rejected(json!({ "delay": 3 }), "unknown field `delay`");
    assert_rejected(json!({ "reset": "now" }), "unknown variant `now`");
}
