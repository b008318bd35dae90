//! Keys, the extension rule, one-time codes, and the checks before those of an operation.
#![allow(clippy::unwrap_used)]

mod util;

use serde_json::{Value, json};
use util::{HOUR, field_names, sandbox, text};

const PLUGIN: &str = "Plugin installation required: Please install the OutX browser extension on at least one team member's account to use the API. The plugin must have been active within the last 48 hours.";
const SEND: &str = "/linkedin-agent/auth-send-otp";
const VERIFY: &str = "/linkedin-agent/auth-verify-otp";

#[test]
fn every_operation_except_the_otp_pair_requires_a_key() {
    let api = sandbox();
    for (method, path) in OPERATIONS {
        let open = path.contains("/auth-");
        for (key, error) in
            [(None, "Missing API Key"), (Some(""), "Missing API Key"), (Some("outx_wrong"), "Invalid API Key")]
        {
            let response = api.send(key, method, path, Value::Null);
            if open {
                assert_eq!(response.status, 400, "{path}");
            } else {
                response.assert_error(401, error);
            }
        }
    }
}

#[test]
fn all_operations_exist() {
    let api = sandbox();
    for (method, path) in OPERATIONS {
        let status = api.send(Some(api.key()), method, path, Value::Null).status;
        assert!([200, 400].contains(&status), "{method} {path}: {status}");
    }
}

#[test]
fn the_extension_must_have_been_active_in_the_last_48_hours() {
    let api = sandbox();
    api.advance(48 * HOUR);
    assert_eq!(api.get("/api-posts").status, 200);
    api.advance(1);
    for (method, path) in OPERATIONS.iter().filter(|(_, path)| !path.contains("/auth-") && *path != "/api-team") {
        api.send(Some(api.key()), method, path, Value::Null).assert_error(403, PLUGIN);
    }
    assert_eq!(api.get("/api-team").status, 200);
    assert_eq!(api.demo()["extension"], "inactive");
    api.set_demo(json!({ "extension": "active" }));
    assert_eq!(api.get("/api-posts").status, 200);
}

#[test]
fn teams_with_data_sharing_need_no_extension_for_reddit() {
    let api = sandbox();
    api.set_demo(json!({ "extension": "exempt" }));
    assert_eq!(api.get("/api-reddit-watchlist").status, 200);
    api.get("/api-keyword-watchlist").assert_error(403, PLUGIN);
}

#[test]
fn verifying_a_code_returns_the_teams_key() {
    let api = sandbox();
    let sent = api.send(None, "POST", SEND, json!({ "email": "demo@outx.test" })).ok();
    assert_eq!(sent, json!({ "success": true, "email": "demo@outx.test" }));
    let verified = api.verify("demo@outx.test", &api.request_otp("demo@outx.test")).ok();
    assert_eq!(field_names(&verified), ["team", "user"]);
    assert_eq!(field_names(&verified["user"]), ["email", "full_name", "id"]);
    assert_eq!(field_names(&verified["team"]), ["api_key", "id", "name"]);
    assert_eq!(verified["team"]["api_key"], api.key());
    let random = api.key().strip_prefix("outx_").unwrap();
    assert!(random.len() == 24 && random.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
}

#[test]
fn a_new_address_becomes_an_account_with_a_free_team() {
    let api = sandbox();
    api.send(None, "POST", SEND, json!({ "email": "Eve@Other.test", "full_name": "Eve Other" })).ok();
    let code = text(&api.control_get("outbox?email=eve@other.test")["codes"][0]["otp"]);
    assert_eq!(api.control_get("teams")["teams"].as_array().unwrap().len(), 1);
    let verified = api.verify("eve@other.test", &code).ok();
    assert_eq!(verified["team"]["name"], "Eve Other's Team");
    let team = api.control_get("teams")["teams"][1].clone();
    assert_eq!((&team["extension"], &team["plan"]["watchlists"]), (&json!("inactive"), &json!(2)));
    let again = api.verify("eve@other.test", &api.request_otp("eve@other.test")).ok();
    assert_eq!(again["team"]["api_key"], verified["team"]["api_key"]);
}

#[test]
fn a_teams_name_keeps_every_character_of_a_long_name() {
    let api = sandbox();
    let full_name = "👩🏽‍🚀é".repeat(120);
    api.send(None, "POST", SEND, json!({ "email": "long@other.test", "full_name": full_name })).ok();
    let code = text(&api.control_get("outbox?email=long@other.test")["codes"][0]["otp"]);
    let team = api.verify("long@other.test", &code).ok()["team"].clone();
    assert_eq!(team["name"], format!("{full_name}'s Team"));
}

#[test]
fn a_code_expires_after_one_hour() {
    let api = sandbox();
    let code = api.request_otp("demo@outx.test");
    api.advance(HOUR - 60_000);
    assert_eq!(api.verify("demo@outx.test", &code).status, 200);
    let code = api.request_otp("demo@outx.test");
    api.advance(HOUR);
    api.verify("demo@outx.test", &code).assert_error(401, "Invalid or expired OTP");
}

#[test]
fn a_code_works_once_and_for_its_address_only() {
    let api = sandbox();
    let code = api.request_otp("demo@outx.test");
    api.verify("eve@other.test", &code).assert_error(401, "Invalid or expired OTP");
    assert_eq!(api.verify("demo@outx.test", &code).status, 200);
    api.verify("demo@outx.test", &code).assert_error(401, "Invalid or expired OTP");
}

#[test]
fn the_otp_pair_validates_its_fields() {
    let api = sandbox();
    for email in [Value::Null, json!(""), json!(7), json!("demo"), json!("a b@c.test"), json!("a@b@c")] {
        api.send(None, "POST", SEND, json!({ "email": email })).assert_error(400, "Missing or invalid 'email'");
        api.send(None, "POST", VERIFY, json!({ "email": email, "otp": "123456" }))
            .assert_error(400, "Missing or invalid 'email'");
    }
    for otp in [Value::Null, json!(123456), json!("12345"), json!("12345a")] {
        let body = json!({ "email": "demo@outx.test", "otp": otp });
        api.send(None, "POST", VERIFY, body).assert_error(400, "Missing or invalid 'otp'");
    }
}

#[test]
fn unknown_routes_methods_and_bodies_are_rejected() {
    let api = sandbox();
    api.get("/api-nothing").assert_error(404, "Not found");
    api.get("/api-posts/").assert_error(404, "Not found");
    let response = api.send(Some(api.key()), "PATCH", "/api-keyword-watchlist", Value::Null);
    response.assert_error(405, "Method not allowed");
    assert_eq!(response.headers["allow"], "GET, POST, PUT, DELETE");
    for body in ["{", "[]", "\"text\""] {
        let response = api.try_send(Some(api.key()), "POST", "/api-like", body.to_owned()).unwrap();
        response.assert_error(400, "Invalid JSON body: an object is expected");
    }
    let response = api.try_send(Some(api.key()), "POST", "/api-like", " ".repeat(1024 * 1024 + 1)).unwrap();
    response.assert_error(413, "Request body is larger than 1048576 bytes");
}

#[test]
fn the_order_of_checks_is_a_switch() {
    let api = sandbox();
    api.set_demo(json!({ "extension": "inactive" }));
    api.send(None, "PATCH", "/api-posts", Value::Null).assert_error(401, "Missing API Key");
    api.send(Some(api.key()), "PATCH", "/api-posts", Value::Null).assert_error(403, PLUGIN);
    api.switch(json!({ "check_order": ["method", "key", "extension"] }));
    api.send(None, "PATCH", "/api-posts", Value::Null).assert_error(405, "Method not allowed");
}

const OPERATIONS: &[(&str, &str)] = &[
    ("POST", SEND),
    ("POST", VERIFY),
    ("GET", "/linkedin-agent/get-task-status"),
    ("POST", "/linkedin-agent/fetch-profile"),
    ("POST", "/linkedin-agent/fetch-profiles-posts"),
    ("POST", "/linkedin-agent/fetch-company"),
    ("POST", "/linkedin-agent/fetch-company-posts"),
    ("POST", "/linkedin-agent/search-profiles"),
    ("POST", "/linkedin-agent/fetch-connections"),
    ("POST", "/linkedin-agent/send-message"),
    ("POST", "/linkedin-agent/send-connection-request"),
    ("POST", "/linkedin-agent/like-post"),
    ("POST", "/linkedin-agent/comment-post"),
    ("GET", "/api-keyword-watchlist"),
    ("POST", "/api-keyword-watchlist"),
    ("PUT", "/api-keyword-watchlist"),
    ("DELETE", "/api-keyword-watchlist"),
    ("GET", "/api-people-watchlist"),
    ("POST", "/api-people-watchlist"),
    ("PUT", "/api-people-watchlist"),
    ("DELETE", "/api-people-watchlist"),
    ("GET", "/api-company-watchlist"),
    ("POST", "/api-company-watchlist"),
    ("PUT", "/api-company-watchlist"),
    ("DELETE", "/api-company-watchlist"),
    ("GET", "/api-reddit-watchlist"),
    ("POST", "/api-reddit-watchlist"),
    ("PUT", "/api-reddit-watchlist"),
    ("DELETE", "/api-reddit-watchlist"),
    ("GET", "/api-posts"),
    ("GET", "/api-interactions"),
    ("POST", "/api-like"),
    ("POST", "/api-comment"),
    ("GET", "/api-team"),
];
