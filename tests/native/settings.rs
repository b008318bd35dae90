//! The options of a client.

use std::future::IntoFuture;
use std::time::Duration;

use outx_client::{Builder, Code, Outx};

fn error(builder: Builder) -> String {
    let error = builder.build().err().expect("a wrong option");
    assert_eq!(error.code(), Code::InvalidRequest);
    assert_eq!(error.operation(), None);
    error.to_string()
}

fn with_key() -> Builder {
    Outx::builder().api_key("outx_example")
}

#[test]
fn exactly_one_of_gateway_and_api_key_is_required() {
    assert_eq!(error(Outx::builder()), "exactly one of gateway and api_key is required, got neither");
    assert_eq!(
        error(with_key().gateway("https://gateway.example")),
        "exactly one of gateway and api_key is required, got both"
    );
}

#[test]
fn options_that_do_not_go_together_are_rejected() {
    let token = || async { "token" };
    assert_eq!(error(with_key().token(token)), "token and on_session go with gateway, not with api_key");
    assert_eq!(error(with_key().on_session(|_| {})), "token and on_session go with gateway, not with api_key");
    assert_eq!(
        error(Outx::builder().gateway("https://gateway.example").base_url("https://api.example")),
        "base_url goes with api_key, not with gateway"
    );
    assert_eq!(error(Outx::builder().api_key("")), "api_key is empty");
}

#[test]
fn a_base_url_that_would_send_the_key_in_the_clear_is_rejected() {
    for (url, text) in [
        ("api.example", "base_url must be an absolute URL, such as https://gateway.example"),
        (
            "http://api.example",
            "base_url must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only",
        ),
        (
            "http://localhost.example",
            "base_url must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only",
        ),
        ("http://localhost@api.example", "base_url must not contain a user name or password"),
        (
            "ftp://api.example",
            "base_url must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only",
        ),
        ("https://api.example/?a", "base_url must not have a query or a fragment"),
    ] {
        assert_eq!(error(with_key().base_url(url)), text, "{url}");
    }
    for url in ["https://api.example/v1/", "http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1"] {
        assert!(with_key().base_url(url).build().is_ok(), "{url}");
    }
}

#[test]
fn limits_outside_their_range_are_rejected() {
    assert_eq!(error(with_key().timeout(Duration::ZERO)), "timeout must be from 1 ms to 2147483647 ms, got 0 ms");
    assert_eq!(
        error(with_key().total_timeout(Duration::from_secs(3_000_000))),
        "total_timeout must be from 1 ms to 2147483647 ms, got 3000000000 ms"
    );
    assert_eq!(error(with_key().attempts(0)), "attempts must be from 1 to 10, got 0");
    assert_eq!(error(with_key().actions_per_hour(0)), "actions_per_hour must be at least 1, got 0");
}

/// A client is shared between the tasks of a server.
#[test]
fn clients_and_calls_can_be_sent_between_threads() {
    fn assert_send_sync<T: Send + Sync>(_: &T) {}
    fn assert_send<T: Send>(_: T) {}
    let outx = with_key().build().expect("valid options");
    assert_send_sync(&outx);
    assert_send(outx.team().get().into_future());
    assert_send(outx.tasks().resume::<outx_client::types::Profile>("id").wait().into_future());
    assert_send(outx.posts().list(outx_client::types::ListPostsArgs::new("id")).stream());
}
