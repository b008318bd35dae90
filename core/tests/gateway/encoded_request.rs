//! Decodes the requests of a fixture. `tests/gateway/forwarding/encoded-request.test.mjs` encodes the same requests.

use outx_core::gateway::http::encoded_request::{CHECK_RATE_LIMIT, EncodedRequest, FLAGS, NEEDS_CORS, decode_request};
use serde_json::Value;

const FIXTURE: &str = include_str!("../fixtures/encoded-requests.json");

fn fixture() -> Value {
    serde_json::from_str(FIXTURE).unwrap()
}

#[test]
fn a_request_decodes_to_the_parts_that_were_encoded() {
    let fixture = fixture();
    let requests = fixture["requests"].as_array().unwrap();
    assert_eq!(requests.len(), 4);
    for request in requests {
        let text = |name: &str| request[name].as_str().unwrap();
        let header = |name: &str| request["headers"][name].as_str().unwrap_or_default();
        let parts = EncodedRequest {
            request_id: text("id"),
            url: text("url"),
            origin: header("origin"),
            fetch_site: header("sec-fetch-site"),
            traceparent: header("traceparent"),
            session_id: header("x-outx-session-id"),
            client: header("x-outx-client"),
            authorization: header("authorization"),
            cookie: header("cookie"),
        };
        assert_eq!(decode_request(text("encoded")), Some(parts), "{}", text("about"));
    }
}

#[test]
fn an_encoding_that_lacks_a_part_does_not_decode() {
    assert_eq!(decode_request(""), None);
    assert_eq!(decode_request("id\nhttps://gateway.example/\n\n\n\n\n\n"), None);
    assert!(decode_request("id\nhttps://gateway.example/\n\n\n\n\n\n\n").is_some());
}

#[test]
fn the_flags_are_those_of_the_worker_s_entry() {
    let fixture = fixture();
    let flags = &fixture["flags"];
    assert_eq!((flags["NEEDS_CORS"].as_u64(), flags["CHECK_RATE_LIMIT"].as_u64()), (Some(1), Some(2)));
    assert_eq!((NEEDS_CORS, CHECK_RATE_LIMIT, FLAGS), (1, 2, 3));
}
