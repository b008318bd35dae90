//! Planned faults, seen from the socket where that matters.
#![allow(clippy::unwrap_used)]

mod util;

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use util::{Api, sandbox};

fn plan(api: &Api, fault: Value) {
    api.control("faults", json!({ "fault": fault }));
}

/// Sends a create over a socket of its own; all that came back, and how it ended.
fn raw(api: &Api) -> (String, Option<ErrorKind>) {
    let body = r#"{"keywords":["rust"]}"#;
    let mut stream = TcpStream::connect(api.url.trim_start_matches("http://")).unwrap();
    write!(
        stream,
        "POST /api-keyword-watchlist HTTP/1.1\r\nhost: x\r\nx-api-key: {}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        api.key(),
        body.len(),
    )
    .unwrap();
    let mut answer = Vec::new();
    let end = stream.read_to_end(&mut answer).err().map(|error| error.kind());
    (String::from_utf8(answer).unwrap(), end)
}

fn watchlists(api: &Api) -> u64 {
    api.get("/api-keyword-watchlist").body["count"].as_u64().unwrap()
}

#[test]
fn a_status_stands_in_for_the_operation() {
    let api = sandbox();
    plan(&api, json!({ "status": 429, "headers": { "Retry-After": "7" }, "body": { "error": "slow down" } }));
    let reply = api.post("/api-keyword-watchlist", json!({ "keywords": ["rust"] }));
    reply.refused(429, "slow down");
    assert_eq!(reply.headers["retry-after"], "7");
    assert_eq!(watchlists(&api), 1);
    plan(&api, json!({ "status": 502, "headers": { "content-type": "text/html" }, "body": "<h1>bad gateway</h1>" }));
    let reply = api.get("/api-team");
    assert_eq!((reply.status, reply.body), (502, json!("<h1>bad gateway</h1>")));
    assert_eq!(reply.headers["content-type"], "text/html");
}

#[test]
fn a_reset_before_leaves_no_effect_and_after_leaves_one() {
    let api = sandbox();
    for (moment, count) in [("before", 1), ("after", 2)] {
        plan(&api, json!({ "reset": moment }));
        assert_eq!(raw(&api), (String::new(), Some(ErrorKind::ConnectionReset)));
        assert_eq!(watchlists(&api), count, "{moment}");
    }
}

#[test]
fn a_truncated_answer_promises_more_than_it_holds() {
    let api = sandbox();
    plan(&api, json!({ "truncate": 10 }));
    let (answer, _) = raw(&api);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let promised: usize = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap().parse().unwrap();
    assert_eq!(body.len(), 10);
    assert!(promised > 100, "{promised}");
    assert_eq!(watchlists(&api), 2);
    plan(&api, json!({ "truncate": 100_000 }));
    assert!(api.try_send(Some(api.key()), "GET", "/api-team", String::new()).is_err());
}

#[test]
fn a_late_answer_has_taken_effect_at_once() {
    let api = sandbox();
    let late = json!({ "delay_ms": 300 });
    api.control("faults", json!({ "method": "POST", "path": "/api-keyword-watchlist", "fault": late }));
    let begin = Instant::now();
    std::thread::scope(|scope| {
        let late = scope.spawn(|| raw(&api));
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
    let (answer, _) = raw(&api);
    assert!(
        answer.starts_with("HTTP/1.1 302 ") && answer.contains("\r\nlocation: http://127.0.0.1:1/stolen\r\n"),
        "{answer}"
    );
    assert_eq!(watchlists(&api), 1);
}

#[test]
fn the_key_is_echoed_in_body_and_header() {
    let api = sandbox();
    plan(&api, json!({ "echo_key": true }));
    let reply = api.get("/api-team");
    assert_eq!((&reply.body["echo"], reply.headers["x-echo"].to_str().unwrap()), (&json!(api.key()), api.key()));
    assert!(reply.body["team"].is_object());
    plan(&api, json!({ "status": 401, "echo_key": true }));
    let reply = api.get("/api-team");
    assert_eq!((reply.status, &reply.body["echo"]), (401, &json!(api.key())));
}

#[test]
fn a_fault_meets_only_the_calls_it_names() {
    let api = sandbox();
    api.control("faults", json!({ "method": "GET", "path": "/api-team", "times": 2, "fault": { "status": 500 } }));
    assert_eq!(api.get("/api-posts").status, 200);
    api.send(Some(api.key()), "POST", "/api-team", Value::Null).refused(405, "Method not allowed");
    let seen: Vec<_> = (0..3).map(|_| api.get("/api-team").status).collect();
    assert_eq!(seen, [500, 500, 200]);
    plan(&api, json!({ "status": 500 }));
    api.send(None, "DELETE", "/__sandbox/faults", Value::Null).ok();
    assert_eq!(api.get("/api-team").status, 200);
}

#[test]
fn a_fault_that_cannot_be_is_refused_when_planned() {
    let api = sandbox();
    let refused = |fault: Value, reason: &str| {
        let reply = api.send(None, "POST", "/__sandbox/faults", json!({ "fault": fault }));
        assert_eq!(reply.status, 400);
        assert!(reply.body["error"].as_str().unwrap().contains(reason), "{}", reply.body);
    };
    refused(json!({ "status": 99 }), "fault.status must be from 200 to 599");
    refused(json!({ "headers": { "a b": "c" } }), "fault.headers: a b cannot be sent");
    refused(json!({ "redirect": "a\nb" }), "fault.redirect is no header value");
    refused(json!({ "delay": 3 }), "unknown field `delay`");
    refused(json!({ "reset": "now" }), "unknown variant `now`");
}
