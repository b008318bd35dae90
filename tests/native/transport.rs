//! The transport of the host, against faults on the wire.

use outx_client::types::*;
use outx_client::{Code, Outx};
use serde_json::json;

use crate::sandbox::Sandbox;

#[tokio::test]
async fn a_write_is_sent_again_when_nothing_listens() {
    // A port that was bound and released, on which nothing listens.
    let address = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
    let outx = Outx::builder().api_key("key").base_url(format!("http://{address}")).build().expect("valid options");
    let error = outx
        .watchlists()
        .keyword()
        .create(CreateKeywordWatchlistArgs::from_keywords(["rust"]))
        .await
        .expect_err("an error");
    assert_eq!((error.code(), error.is_retryable()), (Code::Network, true));
    assert_eq!(outx.usage().retries, 2);
    let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
    assert!(cause.contains("tcp connect error"), "{cause}");
}

#[tokio::test]
async fn a_reset_and_a_truncated_body_are_network_errors_that_a_read_survives() {
    let sandbox = Sandbox::start().await;
    let outx = sandbox.outx().await;
    for fault in [json!({ "reset": "before" }), json!({ "reset": "after" }), json!({ "truncate": 10 })] {
        sandbox.fault("GET", "/api-team", 1, fault.clone()).await;
        outx.team().get().await.unwrap_or_else(|error| panic!("{fault}: {error}"));
    }
    assert_eq!(outx.usage().retries, 3);

    sandbox.fault("POST", "/api-keyword-watchlist", 1, json!({ "reset": "after" })).await;
    let error = outx
        .watchlists()
        .keyword()
        .create(CreateKeywordWatchlistArgs::from_keywords(["rust"]))
        .await
        .expect_err("an error");
    assert_eq!((error.code(), error.is_retryable()), (Code::Network, false));
    assert_eq!(sandbox.requests("/api-keyword-watchlist").await.len(), 1);
}

#[tokio::test]
async fn a_key_in_a_response_stays_out_of_errors() {
    let sandbox = Sandbox::start().await;
    let key = sandbox.key().await;
    let outx = sandbox.outx().await;
    let body = json!({ "error": format!("no: {key}") });
    sandbox.fault("GET", "/api-team", 1, json!({ "status": 403, "body": body })).await;
    let error = outx.team().get().await.expect_err("an error");
    assert_eq!(error.to_string(), "no: [redacted] (team.get)");
}
