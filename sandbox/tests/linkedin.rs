//! The ten task creators and the status of their tasks.
#![allow(clippy::unwrap_used)]

mod util;

use serde_json::{Value, json};
use util::{Api, field_names, sandbox, text};

const STATUS: &str = "/linkedin-agent/get-task-status";

#[track_caller]
fn assert_rejected(api: &Api, path: &str, body: Value, error: &str) {
    api.post(&format!("/linkedin-agent/{path}"), body).assert_error(400, error);
}

fn urn(api: &Api, slug: &str) -> String {
    text(&api.run_task("fetch-profile", json!({ "profile_slug": slug }))["task_output"]["profile"]["profile_urn"])
}

#[test]
fn a_task_is_created_polled_and_completed() {
    let api = sandbox();
    let created = api.post("/linkedin-agent/fetch-profile", json!({ "profile_slug": "ada-example" })).ok();
    assert_eq!(field_names(&created), ["api_agent_task_id", "message", "success"]);
    assert_eq!(created["message"], "Profile fetch task created successfully");
    let id = text(&created["api_agent_task_id"]);
    let first = api.get(&format!("{STATUS}?api_agent_task_id={id}")).ok();
    let input = json!({ "task_type": "agent_profile_fetch", "profile_slug": "ada-example" });
    assert_eq!(
        first,
        json!({ "success": true, "data": { "id": id, "status": "pending", "task_input": input, "task_output": null } })
    );
    assert_eq!(api.poll(&id)["status"], "processing");
    for _ in 0..2 {
        let last = api.poll(&id);
        assert_eq!(last["status"], "completed");
        assert_eq!(last["task_output"]["profile"]["full_name"], "Ada Example");
    }
}

#[test]
fn creation_messages_are_the_documented_ones() {
    let api = sandbox();
    let ada = urn(&api, "ada-example");
    let says = |path: &str, body| text(&api.post(&format!("/linkedin-agent/{path}"), body).ok()["message"]);
    assert_eq!(says("fetch-connections", json!({})), "Fetch connections task created successfully");
    assert_eq!(
        says("send-message", json!({ "recipient_urn": ada, "message": "hi" })),
        "Send message task created successfully"
    );
    assert_eq!(
        says("send-connection-request", json!({ "profile_urn": ada })),
        "Send connection request task created successfully"
    );
}

#[test]
fn a_foreign_or_unknown_task_is_not_found() {
    let api = sandbox();
    let id =
        text(&api.post("/linkedin-agent/fetch-company", json!({ "company_slug": "acme" })).ok()["api_agent_task_id"]);
    let path = format!("{STATUS}?api_agent_task_id={id}");
    api.send(Some(&api.other_team_key()), "GET", &path, Value::Null).assert_error(404, "Agent task not found");
    api.get(&format!("{STATUS}?api_agent_task_id=x")).assert_error(404, "Agent task not found");
    api.get(STATUS).assert_error(400, "Missing or invalid 'api_agent_task_id'");
}

#[test]
fn the_plan_of_tasks_is_a_switch() {
    let api = sandbox();
    api.switch(json!({ "task_plan": ["pending", "paused", "pending"] }));
    let id =
        text(&api.post("/linkedin-agent/fetch-company", json!({ "company_slug": "acme" })).ok()["api_agent_task_id"]);
    let seen: Vec<_> = (0..4).map(|_| text(&api.poll(&id)["status"])).collect();
    assert_eq!(seen, ["pending", "paused", "pending", "pending"]);
    api.switch(json!({ "task_plan": ["failed"] }));
    let state = api.poll(&id);
    assert_eq!(state["status"], "failed");
    assert_eq!(state["task_output"]["error"], "The sandbox's task_plan says that the task fails");
    api.switch(json!({ "task_plan": ["completed"] }));
    assert_eq!(api.poll(&id)["status"], "failed", "a task ends once");
}

#[test]
fn every_task_creation_validates_its_fields() {
    let api = sandbox();
    for slug in [Value::Null, json!(""), json!("  "), json!(1)] {
        assert_rejected(&api, "fetch-profile", json!({ "profile_slug": slug }), "Missing or invalid 'profile_slug'");
        assert_rejected(&api, "fetch-company", json!({ "company_slug": slug }), "Missing or invalid 'company_slug'");
        assert_rejected(
            &api,
            "fetch-company-posts",
            json!({ "company_slug": slug }),
            "Missing or invalid 'company_slug'",
        );
        assert_rejected(
            &api,
            "send-message",
            json!({ "recipient_urn": slug, "message": "hi" }),
            "Missing or invalid 'recipient_urn'",
        );
        assert_rejected(
            &api,
            "send-message",
            json!({ "recipient_urn": "x", "message": slug }),
            "Missing or invalid 'message'",
        );
        assert_rejected(
            &api,
            "send-connection-request",
            json!({ "profile_urn": slug }),
            "Missing or invalid 'profile_urn'",
        );
        assert_rejected(&api, "like-post", json!({ "social_urn": slug }), "Missing or invalid 'social_urn'");
        assert_rejected(
            &api,
            "comment-post",
            json!({ "social_urn": slug, "comment_text": "hi" }),
            "Missing or invalid 'social_urn'",
        );
        assert_rejected(
            &api,
            "comment-post",
            json!({ "social_urn": "x", "comment_text": slug }),
            "Missing or invalid 'comment_text'",
        );
    }
    for urns in [Value::Null, json!([]), json!("x"), json!([1])] {
        assert_rejected(
            &api,
            "fetch-profiles-posts",
            json!({ "profile_urns": urns }),
            "Missing or invalid 'profile_urns'",
        );
    }
    for body in [json!({}), json!({ "keywords": " " }), json!({ "geo_urn": [], "count": 5 })] {
        assert_rejected(&api, "search-profiles", body, "At least one search filter is required");
    }
    assert_rejected(&api, "search-profiles", json!({ "geo_urn": "103644278" }), "Missing or invalid 'geo_urn'");
    assert_rejected(&api, "fetch-connections", json!({ "count": "40" }), "Missing or invalid 'count'");
    assert_eq!(api.control_get("requests")["created_tasks"], 0);
}

#[test]
fn messages_and_notes_have_a_length() {
    let api = sandbox();
    let message = |count| json!({ "recipient_urn": "x", "message": "ä".repeat(count) });
    api.post("/linkedin-agent/send-message", message(10_000)).ok();
    assert_rejected(&api, "send-message", message(10_001), "Message text is too long (max 10000 characters)");
    let note = |note: Value| json!({ "profile_urn": "x", "note": note });
    api.post("/linkedin-agent/send-connection-request", note(json!(format!("  {}  ", "ä".repeat(300))))).ok();
    api.post("/linkedin-agent/send-connection-request", note(json!("  "))).ok();
    assert_rejected(
        &api,
        "send-connection-request",
        note(json!("ä".repeat(301))),
        "Invalid 'note': must be 300 characters or fewer",
    );
    assert_rejected(&api, "send-connection-request", note(json!(3)), "Invalid 'note': must be a string");
}

#[test]
fn a_connection_can_be_messaged_and_anyone_else_cannot() {
    let api = sandbox();
    let bare = urn(&api, "ada-example").rsplit(':').next().unwrap().to_owned();
    for urn in [format!("urn:li:fsd_profile:{bare}"), format!("urn:li:person:{bare}"), bare] {
        let state = api.run_task("send-message", json!({ "recipient_urn": urn, "message": "hello" }));
        assert_eq!((&state["status"], &state["task_output"]), (&json!("completed"), &json!({ "sent": true })));
    }
    let not_connected = urn(&api, "someone-unknown");
    let state = api.run_task("send-message", json!({ "recipient_urn": not_connected, "message": "hello" }));
    assert_eq!(state["status"], "failed");
    assert_eq!(state["task_output"]["error"], "Recipient is not a 1st-degree connection");
    let state = api.run_task("send-connection-request", json!({ "profile_urn": not_connected }));
    assert_eq!(state["task_output"], json!({ "sent": true }));
}

#[test]
fn a_task_for_an_unknown_profile_or_company_fails() {
    let api = sandbox();
    for (path, body) in [
        ("fetch-profile", json!({ "profile_slug": "missing-person" })),
        ("fetch-profile", json!({ "profile_slug": "https://www.linkedin.com/in/ada-example" })),
        ("fetch-company", json!({ "company_slug": "missing-company" })),
        ("fetch-company-posts", json!({ "company_slug": "missing-company" })),
        ("fetch-profiles-posts", json!({ "profile_urns": ["urn:li:fsd_profile:none"] })),
        ("send-message", json!({ "recipient_urn": "none", "message": "hi" })),
        ("send-connection-request", json!({ "profile_urn": "none" })),
    ] {
        assert_eq!(api.run_task(path, body)["status"], "failed", "{path}");
    }
}

#[test]
fn invitations_have_a_limit_in_seven_days() {
    let api = sandbox();
    api.switch(json!({ "invitation_limit": 1 }));
    let body = json!({ "profile_urn": urn(&api, "ravi-menon") });
    api.post("/linkedin-agent/send-connection-request", body.clone()).ok();
    let response = api.post("/linkedin-agent/send-connection-request", body.clone());
    response.assert_error(429, "LinkedIn invitation limit reached. Please try again later.");
    api.advance(7 * 24 * util::HOUR);
    api.set_demo(json!({ "extension": "active" }));
    api.post("/linkedin-agent/send-connection-request", body).ok();
}

#[test]
fn writes_need_an_admin() {
    let api = sandbox();
    api.set_demo(json!({ "members": [{ "email": "sam@outx.test", "full_name": "Sam", "role": "member" }] }));
    for (path, body) in [
        ("send-message", json!({ "recipient_urn": "x", "message": "hi" })),
        ("send-connection-request", json!({ "profile_urn": "x" })),
        ("like-post", json!({ "social_urn": "urn:li:activity:1" })),
        ("comment-post", json!({ "social_urn": "urn:li:activity:1", "comment_text": "hi" })),
        ("fetch-connections", json!({})),
    ] {
        api.post(&format!("/linkedin-agent/{path}"), body).assert_error(404, "No admin user found in the team");
    }
}

#[test]
fn connections_page_until_a_short_page() {
    let api = sandbox();
    let page = |start: u64| api.run_task("fetch-connections", json!({ "start": start }))["task_output"].clone();
    let (first, second) = (page(0), page(40));
    assert_eq!(first["total"], 40);
    assert_eq!(first["connections"].as_array().unwrap().len(), 40);
    let rest = second["total"].as_u64().unwrap();
    assert!(0 < rest && rest < 40, "{rest}");
    assert_eq!(page(80)["total"], 0);
    let found = api.run_task("fetch-connections", json!({ "keyword": "ada", "count": 500 }))["task_output"].clone();
    assert!(
        found["connections"]
            .as_array()
            .unwrap()
            .iter()
            .all(|person| text(&person["full_name"]).to_lowercase().contains("ada"))
    );
    let recent =
        api.run_task("fetch-connections", json!({ "sort_type": "RECENTLY_ADDED", "count": 1 }))["task_output"].clone();
    assert_ne!(recent["connections"][0], first["connections"][0]);
}

#[test]
fn a_search_narrows_with_each_filter() {
    let api = sandbox();
    let found = |body| api.run_task("search-profiles", body)["task_output"]["profiles"].as_array().unwrap().clone();
    assert_eq!(found(json!({ "keywords": "at" })).len(), 25);
    assert_eq!(found(json!({ "keywords": "at", "count": 90 })).len(), 50);
    let ada = found(
        json!({ "title": "vp engineering", "company": "northwind", "geo_urn": ["106383538"], "first_name": "Ada" }),
    );
    assert_eq!(ada.len(), 1);
    assert_eq!(
        field_names(&ada[0]),
        ["connection_degree", "full_name", "headline", "location", "profile_slug", "profile_urn"]
    );
    assert_eq!(found(json!({ "first_name": "Ada", "profile_language": ["de"] })).len(), 0);
}

#[test]
fn posts_of_a_profile_and_a_company_come_from_the_feed() {
    let api = sandbox();
    let posts = |state: Value| state["task_output"]["posts"].as_array().unwrap().clone();
    let ada = posts(api.run_task("fetch-profiles-posts", json!({ "profile_urns": [urn(&api, "ada-example")] })));
    assert!(ada.len() >= 3 && ada.iter().all(|post| post["author"]["author_slug"] == "ada-example"));
    let lumen = posts(api.run_task("fetch-company-posts", json!({ "company_slug": "lumen-desk" })));
    assert!(lumen.len() >= 3 && text(&lumen[0]["social_urn"]).starts_with("urn:li:activity:"));
    let own = posts(api.run_task("fetch-company-posts", json!({ "company_slug": "northwind-analytics" })));
    assert!(own.len() >= 3, "the demo team's own company has posts");
    assert!(own.iter().all(|post| post["author"]["full_name"] == "Northwind Analytics"), "{own:?}");
    let company = api.run_task("fetch-company", json!({ "company_slug": "lumen-desk" }))["task_output"].clone();
    assert_eq!((&company["name"], &company["employee_count"]), (&json!("Lumen Desk"), &json!(180)));
}

#[test]
fn a_like_and_a_comment_appear_once_their_task_has_run() {
    let api = sandbox();
    let post = api.seeded_posts("company")[0].clone();
    let count = |name: &str| {
        api.seeded_posts("company").iter().find(|one| one["id"] == post["id"]).unwrap()[name].as_u64().unwrap()
    };
    let (likes, comments) = (count("likes_count"), count("comments_count"));
    for _ in 0..2 {
        assert_eq!(
            api.run_task("like-post", json!({ "social_urn": post["linkedin_post_urn"] }))["status"],
            "completed"
        );
    }
    api.run_task("comment-post", json!({ "social_urn": post["linkedin_post_urn"], "comment_text": "Well said" }));
    assert_eq!((count("likes_count"), count("comments_count")), (likes + 1, comments + 1));
    let query = format!("/api-interactions?watchlist_id={}&interaction_type=comment", api.seeded_watchlist("company"));
    let newest = api.get(&query).ok()["data"][0].clone();
    assert_eq!((&newest["text"], &newest["author"]["full_name"]), (&json!("Well said"), &json!("Dana Demo")));
}
