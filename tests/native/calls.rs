//! Calls: arguments, retries, errors, and the key.

use std::time::Duration;

use outx_client::transport::NetworkFailure;
use outx_client::types::*;
use outx_client::{Class, Code, Outx};
use serde_json::json;

use crate::sandbox::{CANARY, Sandbox};
use crate::scripted::{Scripted, Step};

#[tokio::test]
async fn typed_calls_read_and_write_the_demo_team() {
    let sandbox = Sandbox::start().await;
    let outx = sandbox.outx().await;
    let lists = outx.watchlists().keyword().list().await.expect("a list").watchlists;
    assert!(!lists.is_empty());
    let got = outx.watchlists().keyword().get(&lists[0].id).await.expect("a watchlist");
    assert_eq!(got.id, lists[0].id);
    let created =
        outx.watchlists().keyword().create(CreateKeywordWatchlistArgs::from_keywords(["rust"])).await.expect("created");
    let found = outx.watchlists().keyword().list().await.expect("a list").watchlists;
    assert_eq!(found.len(), lists.len() + 1);
    let new = found.iter().find(|list| lists.iter().all(|known| known.id != list.id)).expect("the new one");
    outx.watchlists().keyword().delete(&new.id).await.expect("deleted");
    assert_eq!(outx.watchlists().keyword().list().await.expect("a list").watchlists.len(), lists.len());
    assert_eq!(outx.usage().calls, 6);
    drop(created);
}

#[tokio::test]
async fn a_sign_in_returns_a_key_that_works() {
    let sandbox = Sandbox::start().await;
    let outx = Outx::builder().api_key("unused").base_url(sandbox.url()).build().expect("valid options");
    let email = "demo@outx.test".to_owned();
    outx.auth().send_otp(SendOtpArgs { email: email.clone(), ..Default::default() }).await.expect("sent");
    let codes = sandbox.control("GET", "outbox?email=demo%40outx.test", None).await;
    let otp = codes["codes"][0]["otp"].as_str().expect("a code").to_owned();
    let verified = outx.auth().verify_otp(VerifyOtpArgs { email, otp }).await.expect("verified");
    let sent = sandbox.requests("/linkedin-agent/auth-verify-otp").await;
    assert_eq!(sent.len(), 1);
    assert!(sent.iter().all(|request| request["headers"].get("x-api-key").is_none()), "{sent:?}");
    drop(verified);
}

#[tokio::test]
async fn a_wrong_argument_is_rejected_before_anything_is_sent() {
    let script = Scripted::new([Step::ok("{}")]);
    let outx = script.direct();
    let error = outx.linkedin().fetch_profile(FetchProfileArgs::new("a/b")).await.err().expect("rejected");
    assert_eq!(error.code(), Code::InvalidRequest);
    assert_eq!(error.class(), Class::InvalidRequest);
    assert_eq!(error.operation(), Some("linkedin.fetchProfile"));
    assert_eq!(
        error.to_string(),
        "profile_slug must be a slug such as ada-example, not a URL, got \"a/b\" (linkedin.fetchProfile)"
    );
    assert!(script.sent().is_empty());
    assert_eq!(outx.usage().errors, [(Code::InvalidRequest, 1)]);
}

#[tokio::test]
async fn wrong_options_of_a_call_are_rejected_before_anything_is_sent() {
    let script = Scripted::new([Step::ok("{}")]);
    let outx = script.through();
    let text = |request: outx_client::Request<Team>| async { request.await.expect_err("rejected").to_string() };
    assert_eq!(text(outx.team().get().attempts(11)).await, "attempts must be from 1 to 10, got 11");
    assert_eq!(
        text(outx.team().get().header("X-Api-Key", "mine")).await,
        "headers must not set x-api-key, which the client sets itself"
    );
    assert_eq!(
        text(outx.team().get().header("x-outx-session-id", "mine")).await,
        "headers must not set x-outx-session-id, which the client sets itself"
    );
    assert_eq!(text(outx.team().get().header("a b", "c")).await, "\"a b\" is not the name of a header");
    assert_eq!(
        text(outx.team().get().header("a", "b\r\nc: d")).await,
        "the header a must consist of visible ascii characters and spaces"
    );
    assert_eq!(
        text(outx.team().get().idempotency_key("")).await,
        "idempotency_key must be 1 to 255 visible ascii characters"
    );
    assert!(script.sent().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_read_is_retried_and_a_write_with_a_key_is_sent_once() {
    let script = Scripted::new([Step::Respond(500, &[], "{}".to_owned()), Step::ok(r#"{"success":true}"#)]);
    let outx = script.direct();
    outx.team().get().await.expect("the second attempt");
    assert_eq!((script.sent().len(), outx.usage().retries), (2, 1));

    let script = Scripted::new([Step::Respond(500, &[], r#"{"error":"it broke"}"#.to_owned())]);
    let error =
        script.direct().watchlists().keyword().create(CreateKeywordWatchlistArgs::from_keywords(["rust"])).await;
    let error = error.expect_err("an error");
    assert_eq!((error.code(), error.status(), error.is_retryable()), (Code::Upstream, Some(500), false));
    assert_eq!(error.to_string(), "it broke (watchlists.keyword.create)");
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_write_with_a_key_is_sent_again_only_when_nothing_was_sent() {
    for (failure, attempts) in [(NetworkFailure::Unsent, 3), (NetworkFailure::Broken, 1)] {
        let script = Scripted::new([Step::Fail(failure, "no route")]);
        let error =
            script.direct().watchlists().keyword().create(CreateKeywordWatchlistArgs::from_keywords(["rust"])).await;
        let error = error.expect_err("an error");
        assert_eq!(error.code(), Code::Network);
        assert_eq!(error.to_string(), "there was no response: the connection failed (watchlists.keyword.create)");
        assert_eq!(std::error::Error::source(&error).map(ToString::to_string).as_deref(), Some("no route"));
        assert_eq!(script.sent().len(), attempts);
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_through_a_gateway_is_retried_under_one_idempotency_key() {
    let script = Scripted::new([Step::Fail(NetworkFailure::Broken, "reset"), Step::ok(r#"{"success":true}"#)]);
    let outx = script.through();
    outx.watchlists()
        .keyword()
        .create(CreateKeywordWatchlistArgs::from_keywords(["rust"]))
        .await
        .expect("the second attempt");
    let sent = script.sent();
    let keys: Vec<_> = sent.iter().map(|request| request.header("idempotency-key").map(str::to_owned)).collect();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0], keys[1]);
    assert_eq!(keys[0].as_ref().map(String::len), Some(32));
    let attempts: Vec<_> = sent.iter().map(|request| request.header("x-outx-attempts")).collect();
    assert_eq!(attempts, [Some("1"), Some("2")]);
    assert_eq!(sent[0].method, "POST");
    assert_eq!(sent[0].body.as_deref(), Some(r#"{"keywords":["rust"]}"#));
}

#[tokio::test(start_paused = true)]
async fn the_wait_that_a_server_asks_for_is_kept() {
    let script =
        Scripted::new([Step::Respond(429, &[("retry-after", "7")], "{}".to_owned()), Step::ok(r#"{"success":true}"#)]);
    script.direct().team().get().await.expect("the second attempt");
    let times: Vec<_> = script.sent().iter().map(|request| request.at_ms).collect();
    assert!(times[0] == 0 && (7_000..7_010).contains(&times[1]), "{times:?}");

    let script = Scripted::new([Step::Respond(429, &[("retry-after", "61")], "{}".to_owned())]);
    let error = script.direct().team().get().await.expect_err("an error");
    assert_eq!((error.code(), error.retry_after()), (Code::RateLimited, Some(Duration::from_secs(61))));
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_and_a_call_end_in_time() {
    let script = Scripted::new([Step::Hang]);
    let error = script.direct().team().get().timeout(Duration::from_secs(2)).attempts(2).await.expect_err("an error");
    assert_eq!((error.code(), error.class()), (Code::Timeout, Class::Timeout));
    assert_eq!(error.to_string(), "there was no response in time (team.get)");
    assert_eq!(script.sent().len(), 2);

    let script = Scripted::new([Step::Hang]);
    let outx = script.build(Outx::builder().api_key(CANARY).total_timeout(Duration::from_secs(3)));
    let began = tokio::time::Instant::now();
    outx.team().get().await.expect_err("an error");
    assert!((3_000..3_010).contains(&began.elapsed().as_millis()), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let sandbox = Sandbox::start().await;
    let other = Sandbox::start().await;
    let outx = sandbox.outx().await;
    sandbox.fault("GET", "/api-team", 1, json!({ "redirect": format!("{}/api-team", other.url()) })).await;
    let error = outx.team().get().await.expect_err("an error");
    assert_eq!((error.code(), error.status()), (Code::BadResponse, Some(302)));
    assert_eq!(error.to_string(), "the server returned a redirect, which is not followed (team.get)");
    assert!(other.requests("/api-team").await.is_empty());
}

#[tokio::test]
async fn a_key_that_a_server_repeats_is_not_in_the_error() {
    let texts = [format!(r#"{{"error":"wrong key {CANARY}"}}"#), format!(r#"{{"error":"wrong key %6f{CANARY}"}}"#)];
    for text in texts {
        let script = Scripted::new([Step::Respond(401, &[("x-request-id", CANARY)], text)]);
        let error = script.direct().team().get().await.expect_err("an error");
        for shown in [format!("{error}"), format!("{error:?}"), format!("{:?}", error.request_id())] {
            assert!(!shown.contains(CANARY), "{shown}");
            assert!(shown.contains("[redacted]"), "{shown}");
        }
        assert_eq!(error.request_id(), Some("[redacted]"));
    }
    let cause: &'static str = Box::leak(format!("header x-api-key: {CANARY}").into_boxed_str());
    let script = Scripted::new([Step::Fail(NetworkFailure::Broken, cause)]);
    let error = script.direct().team().get().attempts(1).await.expect_err("an error");
    assert_eq!(
        std::error::Error::source(&error).map(ToString::to_string).as_deref(),
        Some("header x-api-key: [redacted]")
    );
}

#[tokio::test]
async fn a_response_of_the_wrong_type_names_the_field() {
    for (body, text) in [
        ("<html>", "the response is not JSON (watchlists.keyword.list)"),
        (r#"{"watchlists":[{"id":"1"},{"id":[]}]}"#, "the response has a field of the wrong type: watchlists[1].id: "),
    ] {
        let script = Scripted::new([Step::ok(body)]);
        let error = script.direct().watchlists().keyword().list().await.expect_err("an error");
        assert_eq!(error.code(), Code::BadResponse);
        assert!(error.to_string().starts_with(text), "{error}");
    }
}

#[tokio::test]
async fn a_function_that_provides_the_key_is_asked_for_each_call_and_may_fail() {
    let script = Scripted::new([Step::ok(r#"{"success":true}"#)]);
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    let count = asked.clone();
    let outx = script.build(Outx::builder().api_key_from(move || {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        async move { if number < 2 { Ok(format!("key{number}")) } else { Err("the vault is closed") } }
    }));
    outx.team().get().await.expect("a team");
    outx.team().get().await.expect("a team");
    let keys: Vec<_> = script.sent().iter().map(|request| request.header("x-api-key").map(str::to_owned)).collect();
    assert_eq!(keys, [Some("key0".to_owned()), Some("key1".to_owned())]);
    let error = outx.team().get().await.expect_err("an error");
    assert_eq!((error.code(), error.to_string().as_str()), (Code::MissingKey, "could not obtain apiKey (team.get)"));
    assert_eq!(std::error::Error::source(&error).map(ToString::to_string).as_deref(), Some("the vault is closed"));
    assert_eq!(script.sent().len(), 2);
}

#[tokio::test]
async fn a_token_is_sent_as_bearer_and_a_renewed_one_is_handed_on() {
    let script =
        Scripted::new([Step::Respond(200, &[("x-outx-session", "outxs1.new")], r#"{"success":true}"#.to_owned())]);
    let kept = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let keep = kept.clone();
    let builder = Outx::builder().gateway("https://gateway.example/outx/").token(|| async { "outxs1.old" });
    let outx = script.build(builder.on_session(move |token| keep.lock().expect("a lock").push(token.to_owned())));
    outx.team().get().await.expect("a team");
    let sent = script.sent();
    assert_eq!(sent[0].url, "https://gateway.example/outx/api-team");
    assert_eq!(sent[0].header("authorization"), Some("Bearer outxs1.old"));
    assert_eq!(sent[0].header("x-api-key"), None);
    assert_eq!(*kept.lock().expect("a lock"), ["outxs1.new"]);
}
