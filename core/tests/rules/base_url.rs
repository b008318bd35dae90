//! The check of a client's base URL.

use outx_core::call::{UrlParts, check_base_url};

const PLAIN: UrlParts<'_> =
    UrlParts { scheme: "https", host: "gateway.example", has_user_info: false, has_query_or_fragment: false };

fn http(host: &str) -> UrlParts<'_> {
    UrlParts { scheme: "http", host, ..PLAIN }
}

#[test]
fn https_is_accepted_and_http_for_loopback_hosts() {
    assert_eq!(check_base_url("gateway", Some(PLAIN)), Ok(()));
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(check_base_url("gateway", Some(http(host))), Ok(()), "{host}");
    }
}

#[test]
fn other_base_urls_are_rejected_with_the_reason() {
    let clear = "gateway must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only";
    for host in ["gateway.example", "localhost.", "127.0.0.2", "localhost.example", ""] {
        assert_eq!(check_base_url("gateway", Some(http(host))).unwrap_err(), clear, "{host}");
    }
    for (url, text) in [
        (None, "gateway must be an absolute URL, such as https://gateway.example"),
        (
            Some(UrlParts { has_user_info: true, ..http("localhost") }),
            "gateway must not contain a user name or password",
        ),
        (Some(UrlParts { has_query_or_fragment: true, ..PLAIN }), "gateway must not have a query or a fragment"),
        (
            Some(UrlParts { scheme: "ftp", ..PLAIN }),
            "gateway must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only",
        ),
    ] {
        assert_eq!(check_base_url("gateway", url).unwrap_err(), text);
    }
}
