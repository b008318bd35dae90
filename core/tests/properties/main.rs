//! The facts of `facts.rs` over inputs that proptest makes up. `PROPTEST_CASES` asks for more of them.

#![cfg(feature = "gateway")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod calls;
mod clock;
mod facts;

#[path = "../helpers/call.rs"]
mod driver;
#[path = "../helpers/json.rs"]
mod json;

use std::sync::LazyLock;

use outx_core::api::by_name;
use proptest::collection::vec;
use proptest::prelude::*;

/// A call of every operation.
static FIXTURES: LazyLock<Vec<serde_json::Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../fixtures/requests.json")).unwrap());

/// JSON that looks like the API's, or bytes of any kind.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        "completed|failed|pending|Completed|failed ",
        "Missing API Key|Plugin installation required|",
        r"\PC{0,20}",
    ];
    let value = prop_oneof![
        word.clone().prop_map(|text| serde_json::json!(text)),
        any::<i64>().prop_map(Into::into),
        Just(serde_json::Value::Null)
    ];
    let like_ours = (value.clone(), value, word, "[0-9]{0,6}|Sun, 06 Nov 1994 08:49:37 GMT").prop_map(
        |(error, status, code, wait)| {
            serde_json::json!({ "error": error, "data": { "status": status }, "code": code, "retry_after": wait })
                .to_string()
                .into_bytes()
        },
    );
    prop_oneof![like_ours, vec(any::<u8>(), 0..60)]
}

proptest! {
    #[test]
    fn retry_after(header in r"[0-9.]{0,12}|[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT|\PC{0,50}|[\r\n a-z0-9]{0,20}") {
        facts::retry_after(&header);
    }

    #[test]
    fn error_bodies(status: u16, near in 395_u16..605, body in body(), n: usize, session: bool) {
        facts::error_body(status, &body, facts::operation(n), session);
        facts::error_body(near, &body, facts::operation(n), session);
    }

    #[test]
    fn task_bodies(body in body(), polls in 1_u32..40, since_poll_ms in -1e7..1e7) {
        facts::task_body(&body, polls, since_poll_ms);
    }

    #[test]
    fn every_call_ends_in_time_and_repeats_no_write_unless_that_is_safe(n: usize, numbers in vec(any::<u32>(), 0..60)) {
        let fixture = &FIXTURES[n % FIXTURES.len()];
        let operation = by_name(fixture["call"].as_str().unwrap()).unwrap();
        let (setup, script) = calls::from_numbers(operation, fixture["args"].clone(), &numbers);
        calls::call(&setup, &script);
    }

    #[test]
    fn cookies(header in r"((__Host-outx_session|__host-outx_session|a)[ =]{0,2}(outxs1\.[a-z]{0,3})?[; \t]{0,2}){0,4}|\PC{0,40}") {
        facts::cookie(&header);
    }

    #[test]
    fn authorization(header in r"(Bearer|bearer|Basic|)[ ]{0,2}(outxs1\.)?[a-z.]{0,8}", cookie in r"__Host-outx_session=[a-z;]{0,5}|") {
        facts::authorization(&header, &cookie);
    }

    #[test]
    fn unsealed_values(value in r"[A-Za-z0-9_-]{0,200}|(outxs1\.)?\PC{0,40}") {
        facts::not_sealed(&value);
    }

    #[test]
    fn sealed_values(text in r"\PC{0,40}|a{900,1100}", key in "outx_[a-z0-9]{24}", nonce: [u8; 24], at: usize, change: u8) {
        facts::sealed(&text, &key, nonce, at, change);
    }

    #[test]
    fn tokens(
        header in r#"\{"typ":"JWT","alg":"(HS256|HS384|none|RS256)"\}|\PC{0,20}"#,
        claims in r#"\{"sub":"[a-z]{0,3}","exp":177500[0-9]{4}(\.5|e3)?(,"nbf":177500[0-9]{4})?(,"scope":"(read|write|all)")?\}|\PC{0,40}"#,
    ) {
        facts::token(&header, &claims);
    }

    #[test]
    fn queries(n: usize, text in r"((watchlist_id|id|limit|sort_by|post_id|x|i%64)(=[a-z%0-9AaFf]{0,6})?&?){0,4}|\PC{0,40}") {
        facts::query(facts::operation(n), &text);
    }

    #[test]
    fn queries_of_a_row_s_own(n: usize, picks in vec((any::<usize>(), r"(%[0-9a-fA-F]{2}|[a-z%]){0,4}"), 1..5)) {
        let params = facts::operation(n).params;
        prop_assume!(!params.is_empty());
        let pairs: Vec<_> = picks.iter().map(|(at, value)| format!("{}={value}", params[at % params.len()].name)).collect();
        facts::query(facts::operation(n), &pairs.join("&"));
    }

    #[test]
    fn paths(n: usize, method in "GET|POST|PUT|DELETE|get|PATCH", before in "|/|/\\.", after in "|/|\\?|%2e|\\.\\./x|#|;a", other in r"/\PC{0,30}") {
        let path = facts::operation(n).path;
        facts::path(&method, path);
        facts::path(&method, &format!("{before}{path}{after}"));
        facts::path(&method, &other);
    }

    #[test]
    fn redaction(text in r#"[ab_"\\%25C]{0,60}"#, secret in r#"[ab_"\\]{1,7}"#, other in "[ab_]{0,4}", sizes in vec(0_u8..9, 0..30)) {
        facts::redaction(&text, &secret, &other, &sizes);
    }

    #[test]
    fn redaction_of_keys(before in r"\PC{0,20}", secret in "outx_[a-z0-9]{24}", other in r#"[!-~]{16,40}"#, after in r"\PC{0,20}", sizes in vec(0_u8..40, 0..8)) {
        facts::redaction(&format!("{before}{secret}{after}{other}{secret}"), &secret, &other, &sizes);
    }

    #[test]
    fn origins(
        text in r"(https|http|chrome-extension|HTTPS)://(app\.example|localhost|\[::1\]|127\.0\.0\.1|App\.example|[a-z.@]{0,8})(:[0-9+]{0,5})?(/[a-z]{0,3})?|\PC{0,30}|",
        own in r"https://(app|gateway)\.example",
        site in "same-origin|same-site|cross-site|none|",
    ) {
        facts::origin(&text, &own, &site);
        facts::origin(&own, &own, &site);
    }

    #[test]
    fn idempotency_keys(status: Option<u16>, near in 195_u16..610, body in r"\PC{0,20}", same_body: bool, age_ms in -1e6..1e9) {
        facts::idempotency(status, &body, same_body, age_ms);
        facts::idempotency(Some(near), &body, same_body, age_ms);
    }

    #[test]
    fn sign_ins(
        like_ours in r#"\{"email":"[ a-zA-Z@.]{0,9}@(Example|other)\.org ?"(,"email":"[a-z]@example\.org")?(,"otp":"[0-9]{0,20}")?(,"full_name":[0-9"a]{1,4})?(,"x":1)?\}"#,
        other in vec(any::<u8>(), 0..40),
    ) {
        facts::sign_in(like_ours.as_bytes(), "example.org");
        facts::sign_in(&other, "example.org");
    }
}
