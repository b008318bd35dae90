use std::collections::HashSet;

use outx_core::api::OPERATIONS;
use outx_core::call::target;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::util::{Args, accepts, op, targets};

/// Calls and their requests. The client's tests read the same file.
fn fixtures() -> Vec<Json> {
    serde_json::from_str(include_str!("../fixtures/requests.json")).unwrap()
}

#[test]
fn every_operation_has_the_documented_target() {
    let mut seen = HashSet::new();
    for fixture in fixtures() {
        let call = fixture["call"].as_str().unwrap();
        let (method, expected) = fixture["request"].as_str().unwrap().split_once(' ').unwrap();
        targets(call, fixture["args"].clone(), expected);
        assert_eq!(op(call).method.as_str(), method, "{call}");
        assert_eq!(op(call).has_body(), fixture["body"].is_string(), "{call}");
        if let Some(body) = fixture["body"].as_str() {
            assert_eq!(serde_json::from_str::<Json>(body).unwrap(), fixture["args"], "a body is the arguments, {call}");
        }
        seen.insert(op(call).index());
    }
    let missing: Vec<&str> = OPERATIONS.iter().filter(|row| !seen.contains(&row.index())).map(|row| row.name).collect();
    assert!(missing.is_empty(), "not in requests.json: {missing:?}");
}

#[test]
fn every_query_parameter_is_in_a_fixture() {
    let asked: String =
        fixtures().iter().filter_map(|fixture| fixture["request"].as_str().map(str::to_owned)).collect();
    for row in OPERATIONS.iter().filter(|row| !row.has_body()) {
        for param in row.params {
            assert!(asked.contains(&format!("{}=", param.name)), "{} of {}", param.name, row.name);
        }
    }
}

#[test]
fn list_calls_always_send_a_page_size() {
    targets("posts.list", json!({ "watchlist_id": "w" }), "/api-posts?watchlist_id=w&page_size=20");
    targets("interactions.list", json!({ "watchlist_id": "w" }), "/api-interactions?watchlist_id=w&page_size=20");
    targets(
        "interactions.list",
        json!({ "watchlist_id": "w", "page_size": 7 }),
        "/api-interactions?watchlist_id=w&page_size=7",
    );
}

#[test]
fn slugs_in_a_query_are_encoded_once() {
    for slug in ["r%C3%A9da", "r%c3%a9da", "réda"] {
        for field in ["people_slug", "company_slug"] {
            let expected = format!("/api-posts?watchlist_id=w&page_size=20&{field}=r%C3%A9da");
            targets("posts.list", json!({ "watchlist_id": "w", field: slug }), &expected);
            targets(
                "posts.list",
                json!({ "watchlist_id": "w", field: [slug, "ada"] }),
                &format!("{expected}&{field}=ada"),
            );
        }
    }
    for (slug, sent) in [("%f0%9f%9a%80-julia", "%F0%9F%9A%80-julia"), ("100%2525", "100%2525"), ("100%25", "100%25")] {
        let args = json!({ "watchlist_id": "w", "people_slug": slug });
        targets("posts.list", args, &format!("/api-posts?watchlist_id=w&page_size=20&people_slug={sent}"));
    }
    let labels = json!({ "watchlist_id": "w", "labels": "%41" });
    targets("posts.list", labels, "/api-posts?watchlist_id=w&page_size=20&labels=%2541");
}

#[test]
fn absent_arguments_are_left_out() {
    targets(
        "posts.list",
        json!({ "watchlist_id": "w", "labels": "one" }),
        "/api-posts?watchlist_id=w&page_size=20&labels=one",
    );
    assert_eq!(target(op("team.get"), &Args(None), &Args(None)), "/api-team");
}

/// Decodes percent-encoding. A `+` stays a plus, as in RFC 3986.
fn decoded(query: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = query.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let hex = String::from_utf8(vec![*high, *low]).unwrap();
                bytes.push(u8::from_str_radix(&hex, 16).unwrap());
                rest = tail;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn any_text_is_read_back_from_a_query(text in "\\PC*[a-z]") {
        accepts("posts.list", json!({ "watchlist_id": text }));
        let target = target(op("posts.list"), &Args(Some(json!({ "watchlist_id": text }))), &Args(None));
        let value = target.strip_prefix("/api-posts?watchlist_id=").unwrap().strip_suffix("&page_size=20").unwrap();
        prop_assert!(value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)));
        prop_assert_eq!(decoded(value), text);
    }
}
