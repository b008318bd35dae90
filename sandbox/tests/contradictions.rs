//! The contradictions of the documentation that concern a server, numbered as in docs/api.md, Contradictions.
#![allow(clippy::unwrap_used)]

mod util;

use serde_json::{Value, json};
use util::{HOUR, field_names, sandbox, text};

const KEYWORD: &str = "/api-keyword-watchlist";

#[test]
fn row_1_the_text_of_401_is_a_switch() {
    let api = sandbox();
    api.send(None, "GET", KEYWORD, Value::Null).assert_error(401, "Missing API Key");
    api.switch(json!({ "unauthorized_text": "old" }));
    api.send(None, "GET", KEYWORD, Value::Null).assert_error(401, "Unauthorized");
    api.send(Some("outx_wrong"), "GET", KEYWORD, Value::Null).assert_error(401, "Unauthorized");
}

#[test]
fn row_2_there_is_no_request_limit_but_a_429_can_be_planned() {
    let api = sandbox();
    assert!((0..150).all(|_| api.get("/api-team").status == 200));
    let error = "Rate limit exceeded. Please try again later.";
    api.control_post("faults", json!({ "fault": { "status": 429, "body": { "error": error } } }));
    api.get("/api-team").assert_error(429, error);
}

#[test]
fn row_3_tasks_know_four_states() {
    let api = sandbox();
    let id =
        text(&api.post("/linkedin-agent/fetch-company", json!({ "company_slug": "acme" })).ok()["api_agent_task_id"]);
    let seen: Vec<_> = (0..3).map(|_| text(&api.poll(&id)["status"])).collect();
    assert_eq!(seen, ["pending", "processing", "completed"]);
    assert_eq!(api.run_task("fetch-company", json!({ "company_slug": "missing" }))["status"], "failed");
}

#[test]
fn row_4_the_shape_of_a_profile_is_a_switch() {
    let api = sandbox();
    let fetch = || api.run_task("fetch-profile", json!({ "profile_slug": "ada-example" }))["task_output"].clone();
    let nested = fetch();
    assert_eq!(field_names(&nested), ["profile"]);
    let position = &nested["profile"]["positions"][0];
    assert_eq!(
        field_names(position),
        ["company_name", "end_month", "end_year", "is_current", "location", "start_month", "start_year", "title"]
    );
    api.switch(json!({ "profile_shape": "flat" }));
    let flat = fetch();
    assert_eq!(flat["name"], nested["profile"]["full_name"]);
    assert!(flat["connections"].is_number() && flat["followers"].is_number() && flat.get("profile_urn").is_none());
    assert_eq!(flat["profile_url"], "https://www.linkedin.com/in/ada-example");
}

#[test]
fn row_5_every_form_of_a_urn_is_understood() {
    let api = sandbox();
    let profile =
        api.run_task("fetch-profile", json!({ "profile_slug": "ravi-menon" }))["task_output"]["profile"].clone();
    let bare = text(&profile["profile_urn"]).replace("urn:li:fsd_profile:", "");
    for urn in [format!("urn:li:person:{bare}"), format!("urn:li:fsd_profile:{bare}"), bare] {
        let state = api.run_task("send-connection-request", json!({ "profile_urn": urn }));
        assert_eq!(state["task_output"], json!({ "sent": true }));
        assert_eq!(state["task_input"]["profile_urn"], urn);
    }
}

#[test]
fn row_6_both_names_of_excluded_keywords_are_accepted() {
    let api = sandbox();
    for name in ["excluded_keywords", "exclude_keywords"] {
        let id = text(&api.post(KEYWORD, json!({ "keywords": [{ "keyword": "rust", name: ["game"] }] })).ok()["id"]);
        let shown = api.get(&format!("{KEYWORD}?id={id}")).ok();
        assert_eq!(shown["keyword_tracking"][0]["excluded_keywords"], json!(["game"]), "{name}");
    }
}

#[test]
fn row_7_include_all_required_is_kept() {
    let api = sandbox();
    let keyword = json!({ "keyword": "rust", "required_keywords": ["a", "b"], "include_all_required": true });
    let id = text(&api.post(KEYWORD, json!({ "keywords": [keyword] })).ok()["id"]);
    assert_eq!(api.get(&format!("{KEYWORD}?id={id}")).ok()["keyword_tracking"][0]["include_all_required"], true);
}

#[test]
fn row_8_a_delete_takes_its_id_from_query_or_body() {
    let api = sandbox();
    let (one, two) = (api.seeded_watchlist("keyword"), api.seeded_watchlist("people"));
    assert_eq!(api.delete(&format!("{KEYWORD}?id={one}")).ok()["deleted"], true);
    let response = api.send(Some(api.key()), "DELETE", "/api-people-watchlist", json!({ "id": two }));
    assert_eq!(response.ok()["deleted"], true);
}

#[test]
fn row_9_old_values_of_sort_by_are_rejected() {
    let api = sandbox();
    for old in ["recent_first", "oldest_first"] {
        let response = api.get(&format!("/api-posts?sort_by={old}"));
        response
            .assert_error(400, "Invalid sort_by. Must be 'recent', 'popular_first', 'engagement' or 'relevance_first'");
    }
}

#[test]
fn row_10_posts_accept_none_one_or_many_watchlists() {
    let api = sandbox();
    let (one, two) = (api.seeded_watchlist("keyword"), api.seeded_watchlist("people"));
    assert_eq!(api.list_posts(&format!("page_size=100&watchlist_id={one}")).len(), 16);
    assert_eq!(api.list_posts("page_size=100").len(), 60);
    assert_eq!(api.list_posts(&format!("page_size=100&watchlist_id={one},{two}")).len(), 31);
    assert_eq!(api.list_posts(&format!("page_size=100&watchlist_id={one}&watchlist_id={two}")).len(), 31);
}

#[test]
fn row_11_current_page_is_not_a_parameter() {
    let api = sandbox();
    assert_eq!(api.list_posts("current_page=2"), api.list_posts("page=1"));
    assert_ne!(api.list_posts("page=2"), api.list_posts("page=1"));
}

#[test]
fn row_12_lang_is_a_switch_for_english_only() {
    let api = sandbox();
    let all = api.list_posts("page_size=100").len();
    assert_eq!(api.list_posts("page_size=100&lang=de").len(), all);
    assert!(api.list_posts("page_size=100&lang=en").len() < all);
}

#[test]
fn row_13_post_types_are_the_newer_ones() {
    let api = sandbox();
    let list = api.seeded_watchlist("keyword");
    assert!(!api.list_posts(&format!("watchlist_id={list}&post_type=article")).is_empty());
    assert!(api.list_posts(&format!("watchlist_id={list}&post_type=person")).is_empty());
}

#[test]
fn row_14_the_prompt_endpoint_is_gone() {
    let api = sandbox();
    api.post("/api-keyword-watchlist-prompt", json!({ "prompt": "x" })).assert_error(404, "Not found");
    assert_eq!(api.post(KEYWORD, json!({ "prompt": "x" })).ok()["created"], true);
}

#[test]
fn row_15_a_connection_request_may_have_a_note() {
    let api = sandbox();
    let state = api.run_task("send-connection-request", json!({ "profile_urn": "none", "note": "Hello" }));
    assert_eq!(state["task_input"]["note"], "Hello");
}

#[test]
fn row_16_labels_stay_when_keywords_change() {
    let api = sandbox();
    let id = api.seeded_watchlist("reddit");
    let labels = || api.get(&format!("/api-reddit-watchlist?id={id}")).ok()["labels"].clone();
    let before = labels();
    api.put("/api-reddit-watchlist", json!({ "id": id, "keywords": ["other"] })).ok();
    assert_eq!(labels(), before);
    api.put("/api-reddit-watchlist", json!({ "id": id, "labels": [] })).ok();
    assert_eq!(labels(), json!([]));
}

#[test]
fn row_17_data_sharing_exempts_reddit_only() {
    let api = sandbox();
    api.set_demo(json!({ "extension": "exempt" }));
    api.advance(100 * HOUR);
    let statuses = ["/api-reddit-watchlist", KEYWORD, "/api-posts"].map(|path| api.get(path).status);
    assert_eq!(statuses, [200, 403, 403]);
}

#[test]
fn row_19_the_wording_of_400_is_that_of_the_errors_page() {
    let api = sandbox();
    api.post(KEYWORD, json!({})).assert_error(400, "keywords array is required and must not be empty");
    api.post(KEYWORD, json!({ "keywords": ["x"], "fetchFreqInHours": 2 }))
        .assert_error(400, "Invalid fetchFreqInHours");
}

#[test]
fn row_20_missing_and_foreign_watchlists_differ_except_for_prompts() {
    let api = sandbox();
    let (eve, id) = (api.other_team_key(), api.seeded_watchlist("keyword"));
    let put = |id: &str, body: (&str, &str)| api.send(Some(&eve), "PUT", KEYWORD, json!({ "id": id, body.0: body.1 }));
    put("x", ("name", "n")).assert_error(404, "Watchlist not found");
    put(&id, ("name", "n")).assert_error(403, "Access denied: You don't have permission to access this resource");
    put("x", ("prompt", "p")).assert_error(404, "Watchlist not found or access denied");
    put(&id, ("prompt", "p")).assert_error(404, "Watchlist not found or access denied");
}

#[test]
fn row_21_a_page_of_interactions_above_100_falls_back_to_the_default() {
    let api = sandbox();
    let size = |query: &str| {
        let path = format!("/api-interactions?watchlist_id={}{query}", api.seeded_watchlist("people"));
        let page = api.get(&path).ok();
        (page["pagination"]["page_size"].clone(), page["data"].as_array().unwrap().len())
    };
    assert_eq!(size("&page_size=100").0, 100);
    assert_eq!((size("&page_size=101"), size("")), ((json!(20), 20), (json!(20), 20)));
    api.switch(json!({ "interactions_page_size": 10 }));
    assert_eq!((size("&page_size=101"), size("")), ((json!(10), 10), (json!(10), 10)));
}

#[test]
fn the_fields_of_a_keywords_rule_are_a_switch() {
    let api = sandbox();
    let rule = json!({ "keyword": "rust", "exclude_keywords": ["game"] });
    let id = text(&api.post(KEYWORD, json!({ "keywords": [rule] })).ok()["id"]);
    let shown = || api.get(&format!("{KEYWORD}?id={id}")).ok()["keyword_tracking"][0].clone();
    assert_eq!((&shown()["keyword"], &shown()["excluded_keywords"]), (&json!("rust"), &json!(["game"])));
    api.switch(json!({ "keyword_fields": "old" }));
    assert_eq!(
        field_names(&shown()),
        ["exclude_keywords", "include_all_required", "primary_keyword", "required_keywords"]
    );
    assert_eq!((&shown()["primary_keyword"], &shown()["exclude_keywords"]), (&json!("rust"), &json!(["game"])));
}
