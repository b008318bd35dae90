use outx_core::error::Code;
use outx_core::gateway::auth::turnstile::{ExpectedChallenge, check_response, is_testing_secret};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::secret::Secret;
use serde_json::{Value, json};

/// 2026-11-29T20:15:00Z.
const NOW_MS: f64 = 1_795_983_300_000.0;

fn checked(response: &Value, action: Option<&str>) -> Result<(), ApiError> {
    let hosts = &["gateway.example", "app.example", "localhost"];
    let expected = ExpectedChallenge { hosts, action, now_ms: NOW_MS };
    check_response(Some(response.to_string().as_bytes()), Some(expected))
}

fn solved(change: Value) -> Value {
    let mut response =
        json!({ "success": true, "hostname": "app.example", "challenge_ts": "2026-11-29T20:14:30.096Z", "action": "" });
    for (name, value) in change.as_object().unwrap() {
        response[name] = value.clone();
    }
    response
}

#[track_caller]
fn assert_rejected(response: Value, action: Option<&str>, reason: &str) {
    let error = checked(&response, action).unwrap_err();
    assert_eq!((error.status, error.code), (403, Code::AccessDenied), "{response}");
    assert_eq!(error.text, format!("the Turnstile check failed: {reason}"), "{response}");
}

#[test]
fn a_check_of_an_own_host_within_5_minutes_is_accepted() {
    for change in [
        json!({}),
        json!({ "hostname": "gateway.example" }),
        json!({ "hostname": "APP.example" }),
        json!({ "hostname": "localhost" }),
        json!({ "challenge_ts": "2026-11-29T20:15:00Z" }),
        json!({ "challenge_ts": "2026-11-29T20:15:09.5Z" }),
        json!({ "challenge_ts": "2026-11-29T20:10:00.000Z" }),
        json!({ "action": "anything" }),
    ] {
        assert_eq!(checked(&solved(change.clone()), None), Ok(()), "{change}");
    }
}

#[test]
fn a_check_of_another_site_is_rejected() {
    let reason = "it was solved on another site; its hostname must be the gateway's or one of ALLOWED_ORIGINS";
    for hostname in [
        json!("evil.example"),
        json!("app.example.evil.example"),
        json!("notapp.example"),
        json!(""),
        json!(null),
        json!(["app.example"]),
    ] {
        assert_rejected(solved(json!({ "hostname": hostname })), None, reason);
    }
    assert_rejected(json!({ "success": true }), None, reason);
}

#[test]
fn a_check_is_accepted_for_5_minutes_and_never_from_the_future() {
    for (time, reason) in [
        (json!("2026-11-29T20:09:59.999Z"), "it was solved more than 5 minutes ago"),
        (json!("2001-01-01T00:00:00Z"), "it was solved more than 5 minutes ago"),
        (json!("2026-11-29T20:15:10.001Z"), "it was solved in the future"),
        (json!("2027-11-29T20:15:00Z"), "it was solved in the future"),
    ] {
        assert_rejected(solved(json!({ "challenge_ts": time })), None, reason);
    }
    for time in [
        json!(null),
        json!(""),
        json!(NOW_MS),
        json!("now"),
        json!("2026-11-29T20:15:00"),
        json!("2026-11-29T20:15:00+00:00"),
        json!("2026-11-29 20:15:00Z"),
        json!("2026-13-29T20:15:00Z"),
        json!("2026-11-32T20:15:00Z"),
        json!("2026-11-29T24:15:00Z"),
        json!("2026-11-29T20:15:00.Z"),
        json!("2026-11-29T20:15:00.e1Z"),
        json!("+026-11-29T20:15:00Z"),
        json!("2026-1-29T20:15:00Z"),
        json!("2026-11-29T20:15Z"),
    ] {
        assert_rejected(solved(json!({ "challenge_ts": time })), None, "it does not say when it was solved");
    }
}

#[test]
fn the_action_is_checked_when_the_setting_names_one() {
    assert_eq!(checked(&solved(json!({ "action": "open" })), Some("open")), Ok(()));
    for action in [json!("close"), json!("OPEN"), json!(""), json!(null)] {
        assert_rejected(solved(json!({ "action": action })), Some("open"), "its action is not TURNSTILE_ACTION");
    }
}

#[test]
fn the_error_contains_cloudflare_s_codes_and_no_other_text() {
    assert_rejected(
        json!({ "success": false, "error-codes": ["timeout-or-duplicate", "bad-request"] }),
        None,
        "timeout-or-duplicate, bad-request",
    );
    assert_rejected(json!({ "success": false, "error-codes": ["<b>", "x\ny", 1, "secret-of-0123"] }), None, "");
    assert_rejected(json!({ "success": "true" }), None, "");
    let expected = Some(ExpectedChallenge { hosts: &[], action: None, now_ms: NOW_MS });
    for response in [None, Some(&b"<html>"[..])] {
        assert_eq!(check_response(response, expected).unwrap_err().status, 503);
    }
}

#[test]
fn a_testing_secret_is_recognized_and_needs_success_only() {
    for secret in [
        "1x0000000000000000000000000000000AA",
        "2x0000000000000000000000000000000AA",
        "3x0000000000000000000000000000000AA",
    ] {
        assert!(is_testing_secret(&Secret::new(secret)), "{secret}");
    }
    for secret in [
        "4x0000000000000000000000000000000AA",
        "1x0000000000000000000000000000001AA",
        "0x4AAAAAAA",
        "1xAA",
        "1x00000000000000000000AA",
    ] {
        assert!(!is_testing_secret(&Secret::new(secret)), "{secret}");
    }
    let response = json!({ "success": true, "hostname": "example.com" });
    assert_eq!(check_response(Some(response.to_string().as_bytes()), None), Ok(()));
    assert_eq!(check_response(Some(b"{\"success\":false}"), None).unwrap_err().status, 403);
}
