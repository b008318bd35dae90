//! The control interface.
#![allow(clippy::unwrap_used)]

mod util;

use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Request;
use util::{field_names, sandbox, text};

#[test]
fn requests_are_logged_newest_last() {
    let api = sandbox();
    api.get("/api-posts?labels=a&labels=b%20c");
    api.post("/api-like", json!({ "post_id": "x" }));
    api.try_send(Some("outx_wrong"), "POST", "/nothing", "not json".to_owned()).unwrap();
    let seen = api.control_get("requests");
    let requests = seen["requests"].as_array().unwrap();
    assert_eq!(requests.len(), 3, "control calls are not logged");
    assert_eq!(field_names(&requests[0]), ["body", "headers", "method", "path", "query"]);
    assert_eq!((&requests[0]["query"], &requests[0]["body"]), (&json!("labels=a&labels=b%20c"), &Value::Null));
    assert_eq!((&requests[1]["method"], &requests[1]["body"]), (&json!("POST"), &json!({ "post_id": "x" })));
    assert_eq!(requests[1]["headers"]["x-api-key"], api.key());
    assert_eq!((&requests[2]["path"], &requests[2]["body"]), (&json!("/nothing"), &json!("not json")));
}

#[test]
fn the_last_thousand_requests_are_kept() {
    let api = sandbox();
    for at in 0..1_003 {
        api.get(&format!("/api-team?at={at}"));
    }
    let seen = api.control_get("requests");
    let requests = seen["requests"].as_array().unwrap();
    assert_eq!(
        (requests.len(), &requests[0]["query"], &requests[999]["query"]),
        (1_000, &json!("at=3"), &json!("at=1002"))
    );
}

#[test]
fn created_tasks_are_counted_once_each() {
    let api = sandbox();
    api.run_task("fetch-profile", json!({ "profile_slug": "ada-example" }));
    api.post("/linkedin-agent/fetch-profile", json!({}));
    api.post("/api-like", json!({ "post_id": api.seeded_posts("keyword")[0]["id"], "user_email": "demo@outx.test" }))
        .ok();
    assert_eq!(api.control_get("requests")["created_tasks"], 2);
}

#[test]
fn a_reset_restores_the_initial_state() {
    let api = sandbox();
    let before = (api.demo(), api.seeded_watchlist("keyword"), api.seeded_posts("people").len());
    api.other_team_key();
    api.set_demo(json!({ "extension": "inactive", "plan": { "name": "Other" } }));
    api.switch(json!({ "profile_shape": "flat", "unauthorized_text": "old" }));
    api.control_post("faults", json!({ "fault": { "status": 500 } }));
    api.advance(util::HOUR);
    api.control_post("reset", json!({}));
    assert_eq!(api.control_get("requests"), json!({ "requests": [], "created_tasks": 0 }));
    assert_eq!(api.control_get("teams")["teams"].as_array().unwrap().len(), 1);
    let mut after = (api.demo(), api.seeded_watchlist("keyword"), api.seeded_posts("people").len());
    // The only part that depends on the host's clock.
    after.0["plan"]["expires_at"] = before.0["plan"]["expires_at"].clone();
    assert_eq!(after, before);
}

#[test]
fn the_outbox_holds_codes_newest_last() {
    let api = sandbox();
    let (first, second) = (api.request_otp("demo@outx.test"), api.request_otp("demo@outx.test"));
    api.request_otp("eve@other.test");
    let codes = api.control_get("outbox?email=Demo@outx.test")["codes"].clone();
    assert_eq!(
        (&codes[0]["otp"], &codes[1]["otp"], codes.as_array().unwrap().len()),
        (&json!(first), &json!(second), 2)
    );
    assert_eq!(field_names(&codes[0]), ["expires_at", "otp"]);
    assert!(first.len() == 6 && first.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(api.control_get("outbox?email=unknown@x.test"), json!({ "codes": [] }));
}

#[test]
fn a_browser_receives_the_outbox_as_a_page_and_a_program_as_json() {
    let api = sandbox();
    let open = |accept: &str, query: &str| {
        let request = Request::get(format!("{}/__sandbox/outbox{query}", api.url)).header("accept", accept);
        let mut response = Agent::new_with_defaults().run(request.body(()).unwrap()).unwrap();
        let page = response.body_mut().read_to_string().unwrap();
        (page, response.headers().clone())
    };
    let html = "text/html,application/xhtml+xml,*/*;q=0.8";
    assert!(open(html, "").0.contains("There is no code."));

    let first = api.request_otp("demo@outx.test");
    let second = api.request_otp("demo@outx.test");
    api.send(None, "POST", "/linkedin-agent/auth-send-otp", json!({ "email": "<b>eve</b>@other.test" }));
    let third = text(&api.control_get("outbox")["codes"][2]["otp"]);
    api.verify("demo@outx.test", &second);
    let (page, headers) = open(html, "");
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(
        (&headers["cache-control"], &headers["vary"]),
        (&"no-store".parse().unwrap(), &"accept".parse().unwrap())
    );
    assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'; script-src 'self'"));
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not in {page}"));
    assert!(at(&third) < at(&second) && at(&second) < at(&first), "newest first");
    assert!(at("&lt;b&gt;eve&lt;/b&gt;@other.test") > 0 && !page.contains("<b>eve"));
    let copies = |code: &str| page.contains(&format!("data-copy=\"{code}\""));
    assert!(copies(&first) && copies(&third) && !copies(&second), "a used code cannot be copied");
    assert!(page.contains("valid for 60 minutes") && page.contains(">used<"));

    let (page, _) = open(html, "?email=Demo@outx.test");
    assert!(page.contains(&first) && !page.contains(&third));
    api.advance(2 * util::HOUR);
    assert!(open(html, "").0.contains(">expired<"));

    let (script, headers) = {
        let mut response = Agent::new_with_defaults().get(format!("{}/__sandbox/outbox.js", api.url)).call().unwrap();
        (response.body_mut().read_to_string().unwrap(), response.headers().clone())
    };
    assert!(script.contains("clipboard.writeText"));
    assert_eq!(headers["content-type"], "text/javascript; charset=utf-8");
    for accept in ["application/json", "*/*"] {
        assert_eq!(open(accept, "").1["content-type"], "application/json");
    }
}

#[test]
fn teams_can_be_listed_and_changed() {
    let api = sandbox();
    let team = api.demo();
    assert_eq!(field_names(&team), ["api_key", "extension", "id", "members", "name", "plan"]);
    for state in ["inactive", "exempt", "active"] {
        let changed = api.control_post(&format!("teams/{}", text(&team["id"])), json!({ "extension": state }));
        assert_eq!(changed["extension"], state);
    }
    api.set_demo(json!({ "plan": { "name": "Team", "watchlists": 9 } }));
    let plan = api.get("/api-team").ok();
    assert_eq!((&plan["plan"]["name"], &plan["limits"]["watchlists"]["limit"]), (&json!("Team"), &json!(9)));
    api.set_demo(json!({ "plan": { "expires_at": "2027-01-31T00:00:00Z" } }));
    api.set_demo(json!({ "plan": { "name": "Pro" } }));
    assert_eq!(api.demo()["plan"]["expires_at"], "2027-01-31T00:00:00Z");
    api.set_demo(json!({ "plan": { "expires_at": null } }));
    assert_eq!(api.demo()["plan"]["expires_at"], Value::Null);
    let response = api.send(None, "POST", "/__sandbox/teams/x", json!({}));
    response.assert_error(404, "unknown team id \"x\"; GET /__sandbox/teams lists the teams");
}

#[test]
fn a_member_that_was_added_can_sign_in() {
    let api = sandbox();
    let member = |email| json!({ "email": email, "full_name": "Sam", "role": "admin" });
    api.set_demo(json!({ "members": [member("Sam@OutX.test "), member("kim@outx.test")] }));
    let team = api.demo();
    let ids: Vec<_> = team["members"].as_array().unwrap().iter().map(|member| text(&member["id"])).collect();
    assert!(ids.iter().all(|id| id.len() == 36) && ids[0] != ids[1], "{ids:?}");
    let otp = api.request_otp("sam@outx.test");
    let signed_in = api.verify("SAM@outx.test", &otp).ok();
    assert_eq!(signed_in["team"]["id"], team["id"]);
}

#[test]
fn invalid_control_calls_are_rejected_with_the_reason() {
    let api = sandbox();
    for (path, body, reason) in [
        (
            "switches",
            json!({ "task_plan": [] }),
            "invalid \"task_plan\": got an empty list, expected at least one status",
        ),
        (
            "switches",
            json!({ "interactions_page_size": 101 }),
            "invalid \"interactions_page_size\": got 101, expected a number from 1 to 100",
        ),
        ("switches", json!({ "profile_shape": "round" }), "unknown variant `round`"),
        ("switches", json!({ "colour": 1 }), "unknown field `colour`"),
        ("clock", json!({ "advance_ms": -1 }), "invalid value"),
        ("clock", json!({}), "missing field `advance_ms`"),
    ] {
        let response = api.send(None, "POST", &format!("/__sandbox/{path}"), body);
        assert_eq!(response.status, 400, "{path}");
        assert!(text(&response.body["error"]).contains(reason), "{}", response.body);
    }
    let response = api.send(None, "GET", "/__sandbox/nothing", Value::Null);
    response.assert_error(
        404,
        "unknown control call GET /__sandbox/nothing; see \"Control interface\" in the README of outx-sandbox",
    );
}

#[test]
fn cors_allows_pages_the_api_but_not_the_control_interface() {
    let api = sandbox();
    let preflight = api.send(None, "OPTIONS", "/api-posts", Value::Null);
    assert_eq!((preflight.status, &preflight.headers["access-control-allow-origin"]), (200, &"*".parse().unwrap()));
    assert_eq!(api.get("/nothing").headers["access-control-allow-origin"], "*");
    for (method, path) in [("GET", "teams"), ("OPTIONS", "teams"), ("POST", "reset"), ("GET", "nothing")] {
        let response = api.send(None, method, &format!("/__sandbox/{path}"), Value::Null);
        assert!(!response.headers.contains_key("access-control-allow-origin"), "{method} {path}");
    }
}

#[test]
fn control_calls_from_web_pages_are_denied() {
    let api = sandbox();
    let port = api.url.rsplit(':').next().unwrap().to_owned();
    let send = |method: &str, path: &str, headers: &[(&str, &str)]| {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", api.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .new_agent()
            .run(request.body(()).unwrap())
            .unwrap();
        (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
    };
    let denied = (403, json!({ "error": "control calls from web pages are denied; send no Origin header and use the host localhost, 127.0.0.1 or [::1]" }).to_string());
    for host in ["rebound.example", "localhost.evil.test", "127.0.0.1.evil.test", "user@127.0.0.1.evil.test"] {
        assert_eq!(send("GET", "/__sandbox/teams", &[("host", &format!("{host}:{port}"))]), denied, "{host}");
    }
    for origin in ["https://evil.example", "null", &api.url] {
        assert_eq!(send("POST", "/__sandbox/reset", &[("origin", origin)]), denied, "{origin}");
    }
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(send("GET", "/__sandbox/teams", &[("host", &format!("{host}:{port}"))]).0, 200, "{host}");
    }
}
