//! Requests whose path the caller names, and arguments that the description of an operation lacks.

use outx_core::api::operation::{Kind, Method};
use outx_core::api::{EXTRA_OPERATIONS, OPERATIONS, at_index, request_operation};
use outx_core::call::{Output, check_extra_args, check_request_path, target};
use outx_core::policy::code::Code;
use outx_core::policy::retry::Route;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::call::setup;
use crate::driver::{Attempt, Setup, client, drive};
use crate::util::{Args, op};

const RULE: &str = "must be the path of a URL, such as /api-new, without query, backslash, empty or . or .. segment, or encoded dot, slash, percent sign or control character";

#[test]
fn a_path_that_stays_on_its_host_is_accepted() {
    for path in
        ["/api-new", "/v2/api-new", "/api-new/", "/a.b/..c/d..", "/caf%C3%A9", "/a%20b", "/@me:x,y;z=1!$&'()*+", "/%ff"]
    {
        assert_eq!(check_request_path(path), Ok(()), "{path}");
    }
}

#[test]
fn a_path_that_could_be_read_as_another_is_rejected_with_the_rule() {
    for path in [
        "",
        "/",
        "api-new",
        "https://evil.example/x",
        " /api-new",
        "\\\\evil.example/x",
        "//evil.example/x",
        "/a//b",
        "///",
        "/..",
        "/a/../b",
        "/a/.",
        "/./a",
        "/%2e%2E/b",
        "/a/.%2e",
        "/%2e/b",
        "/\\evil.example",
        "/a?b=c",
        "/a#b",
        "/a b",
        "/a\r\nhost: evil.example",
        "/a\u{0}",
        "/a\u{7f}",
        "/é",
        "/a[0]",
        "/a%2Fb",
        "/%2f%2fevil.example",
        "/..%2f",
        "/%5cevil.example",
        "/a%0d%0Ab",
        "/a%00",
        "/a%7F",
        "/%252e%252e/b",
        "/a%",
        "/a%2",
        "/a%zz",
    ] {
        assert_eq!(check_request_path(path), Err(RULE), "{path:?}");
    }
}

proptest! {
    #[test]
    fn an_accepted_path_has_no_dot_segment_even_when_it_is_decoded(path in "/([a.%/2efF\\\\?#]|%2[eEfF5]|%5c|\\.\\.|\\PC){0,12}") {
        if check_request_path(&path).is_ok() {
            let decoded = outx_core::text::percent::decode(&path).unwrap_or_else(|| path.clone());
            for text in [path.as_bytes(), decoded.as_bytes()] {
                prop_assert!(text[0] == b'/' && text[1] != b'/', "{path}");
                prop_assert!(text.split(|byte| *byte == b'/').all(|part| part != b"." && part != b".."), "{path}");
                prop_assert!(text.iter().all(|byte| *byte >= b' ' && !b"\\\x7f".contains(byte)), "{path}");
            }
        }
    }
}

fn request(kind: Kind, args: Json, query: Option<Json>) -> Setup {
    Setup { operation: request_operation(kind), args, extra: query, ..setup("team.get", json!({}), Route::Gateway) }
}

fn rejected(setup: &Setup) -> String {
    let error = drive(setup, client(setup), &[]).expect_err("wrong arguments");
    assert_eq!(error.code, Code::InvalidRequest);
    error.message
}

#[test]
fn every_kind_of_request_has_its_operation() {
    for kind in [Kind::Read, Kind::Write, Kind::Task, Kind::WriteTask] {
        let operation = request_operation(kind);
        assert_eq!((operation.name, operation.kind, operation.action), ("request", kind, kind.is_task()));
    }
    for (index, operation) in OPERATIONS.iter().chain(&EXTRA_OPERATIONS).enumerate() {
        assert_eq!(at_index(index), Some(operation));
    }
    assert_eq!(at_index(OPERATIONS.len() + EXTRA_OPERATIONS.len()), None);
}

#[test]
fn a_request_is_sent_to_the_path_and_query_of_its_caller() {
    let path = Args(Some(json!({ "method": "GET", "path": "/api-new" })));
    let query = Args(Some(json!({ "a b": "c&d", "flag": true, "list": ["x", 1], "n": -7, "none": [] })));
    let operation = request_operation(Kind::Read);
    assert_eq!(target(operation, &path, &query), "/api-new?a%20b=c%26d&flag=true&list=x&list=1&n=-7");
    assert_eq!(target(operation, &path, &Args(None)), "/api-new");
}

#[test]
fn a_request_with_wrong_arguments_is_not_sent() {
    let at = |args: Json, query: Option<Json>| rejected(&request(Kind::Read, args, query));
    let text = format!("path {RULE}");
    assert_eq!(at(json!({ "method": "GET", "path": "https://evil.example" }), None), text);
    assert_eq!(at(json!({ "method": "GET" }), None), "path is required");
    let text = "method must be one of GET, POST, PUT, DELETE, got \"get\"";
    assert_eq!(at(json!({ "method": "get", "path": "/a" }), None), text);
    let text = "url is not an argument; there are: method, path";
    assert_eq!(at(json!({ "method": "GET", "path": "/a", "url": {} }), None), text);
    let args = json!({ "method": "GET", "path": "/a" });
    let must = "must be a string, a whole number, true, false or a list of these, got";
    for (value, got) in
        [(json!(null), "null"), (json!({}), "an object"), (json!(1.5), "a fraction"), (json!([[]]), "a list")]
    {
        assert_eq!(at(args.clone(), Some(json!({ "q": value }))), format!("query.q {must} {got}"));
    }
}

#[test]
fn a_request_is_retried_as_its_kind_allows() {
    let reset = Attempt::Failed(outx_core::call::NetworkFailure::Broken);
    let success = Attempt::Response { status: 200, retry_after: None, body: Some(json!("any JSON")), ms: 0.0 };
    for (kind, route, attempts) in [
        (Kind::Read, Route::Server, 2),
        (Kind::Write, Route::Server, 1),
        (Kind::Write, Route::Gateway, 2),
        (Kind::Write, Route::Browser, 1),
    ] {
        let setup = Setup { route, ..request(kind, json!({ "method": "POST", "path": "/api-new" }), None) };
        let transcript = drive(&setup, client(&setup), &[reset.clone(), success.clone()]).expect("good arguments");
        assert_eq!(transcript.attempts.len(), attempts, "{kind:?} {route:?}");
    }
}

#[test]
fn a_response_without_a_body_is_a_success_only_outside_the_table_of_operations() {
    let empty = [Attempt::Response { status: 204, retry_after: None, body: None, ms: 0.0 }];
    let args = json!({ "method": "DELETE", "path": "/api-new" });
    let last = |setup: &Setup| drive(setup, client(setup), &empty).expect("good arguments").outputs.pop();
    assert_eq!(last(&request(Kind::Write, args.clone(), None)), Some(Output::Done));
    let sign_out = EXTRA_OPERATIONS.iter().find(|operation| operation.name == "auth.signOut").expect("sign-out");
    assert_eq!(last(&Setup { operation: sign_out, ..request(Kind::Read, json!({}), None) }), Some(Output::Done));
    for setup in [request(Kind::Task, args, None), setup("team.get", json!({}), Route::Gateway)] {
        let Some(Output::Fail(error)) = last(&setup) else { panic!("it succeeded") };
        assert_eq!(error.code, Code::BadResponse);
    }
}

#[test]
fn extra_arguments_are_sent_where_the_operation_sends_its_own() {
    let id = Args(Some(json!({ "watchlist_id": "w" })));
    let extra = Args(Some(json!({ "new_filter": "x y", "tags": ["a", "b"] })));
    let query = "/api-posts?watchlist_id=w&page_size=20&new_filter=x%20y&tags=a&tags=b";
    assert_eq!(target(op("posts.list"), &id, &extra), query);
    assert_eq!(target(op("team.get"), &Args(None), &extra), "/api-team?new_filter=x%20y&tags=a&tags=b");
    // These are sent in the body, which the driver writes.
    assert_eq!(target(op("watchlists.keyword.create"), &id, &extra), "/api-keyword-watchlist");
    let nested = Args(Some(json!({ "options": { "deep": [1.5] } })));
    assert_eq!(check_extra_args(op("watchlists.keyword.create"), &nested), Ok(()));
}

#[test]
fn an_extra_argument_that_is_known_is_rejected() {
    let extra = Args(Some(json!({ "page_size": 50 })));
    let text = "extraArgs.page_size is a known argument: give it with the others";
    assert_eq!(check_extra_args(op("posts.list"), &extra), Err(text.to_owned()));
    let setup = Setup { extra: Some(json!({ "filter": {} })), ..setup("team.get", json!({}), Route::Server) };
    let text = "extraArgs.filter must be a string, a whole number, true, false or a list of these, got an object";
    assert_eq!(rejected(&setup), text);
}

#[test]
fn every_operation_that_writes_a_body_takes_extra_arguments_there() {
    for operation in OPERATIONS.iter().filter(|operation| matches!(operation.method, Method::Post | Method::Put)) {
        assert!(operation.has_extra_in_body() && operation.has_body(), "{}", operation.name);
    }
}

#[test]
fn giving_up_returns_the_error_and_the_token_of_the_retry() {
    let reset = Attempt::Failed(outx_core::call::NetworkFailure::Broken);
    let setup = Setup { give_up_after: 1, ..setup("team.get", json!({}), Route::Server) };
    let before = client(&setup);
    let transcript = drive(&setup, before.clone(), &[reset]).expect("good arguments");
    let Some(Output::Fail(error)) = transcript.outputs.last() else { panic!("it went on") };
    assert_eq!((error.code, error.retryable), (Code::Network, true));
    assert_eq!((transcript.attempts.len(), transcript.client.usage.retries), (1, 0));
    assert_eq!(format!("{:?}", transcript.client.retry_budget), format!("{:?}", before.retry_budget));
}
