//! How this client handles each contradiction in the API's documentation, by its number in docs/api.md, "Contradictions".

use outx_core::api::{OPERATIONS, route};
use outx_core::policy::code::{Code, classify};
use outx_core::policy::retry::{AttemptFailure, Route, is_safe_to_retry};
use outx_core::task::TaskState;
use serde_json::json;

use crate::util::{accepts, op, rejects, targets};

#[test]
fn row_1_a_401_of_either_wording_is_the_key() {
    for text in ["Unauthorized", "Unauthorized: Invalid API key", "Invalid API Key"] {
        assert_eq!(classify(401, None, text, Some(op("team.get"))), Code::InvalidKey, "{text}");
    }
    assert_eq!(classify(401, None, "Missing API Key", Some(op("team.get"))), Code::MissingKey);
}

#[test]
fn row_2_a_429_is_handled_though_no_limit_is_promised() {
    let code = classify(429, None, "Rate limit exceeded. Please try again later.", None);
    let failure = AttemptFailure::Response { status: 429, code, retry_after_ms: None, invitation_limit: false };
    assert_eq!(code, Code::RateLimited);
    assert!(is_safe_to_retry(op("posts.list"), Route::Server, failure));
}

#[test]
fn row_3_only_completed_and_failed_end_a_task() {
    assert_eq!(TaskState::from_text("completed"), TaskState::Completed);
    assert_eq!(TaskState::from_text("failed"), TaskState::Failed);
    for state in ["pending", "processing", "archived"] {
        assert_eq!(TaskState::from_text(state), TaskState::Open, "{state}");
    }
}

#[cfg(feature = "docs")]
#[test]
fn row_4_both_shapes_of_a_profile_are_described() {
    let schemas = outx_core::codegen::responses::schemas();
    let output = &schemas["TaskOutput"]["properties"];
    assert!(output["headline"].is_object() && output["profile"].is_object());
    assert!(schemas["Profile"]["properties"]["full_name"].is_object());
}

#[test]
fn row_5_a_urn_of_either_kind_is_accepted() {
    for urn in ["urn:li:person:ACoAA", "urn:li:fsd_profile:ACoAA", "ACoAA"] {
        accepts("linkedin.sendMessage", json!({ "recipient_urn": urn, "message": "hello" }));
        accepts("linkedin.sendConnectionRequest", json!({ "profile_urn": urn }));
    }
}

#[test]
fn row_6_only_the_documented_exclusion_field_is_accepted() {
    accepts("watchlists.keyword.create", json!({ "keywords": [{ "keyword": "a", "excluded_keywords": ["b"] }] }));
    rejects(
        "watchlists.keyword.create",
        json!({ "keywords": [{ "keyword": "a", "exclude_keywords": ["b"] }] }),
        "keywords[0].exclude_keywords is not an argument; there are: keyword, required_keywords, excluded_keywords, include_all_required",
    );
}

#[test]
fn row_7_the_meaning_of_required_keywords_is_an_argument() {
    for all in [true, false] {
        accepts(
            "watchlists.keyword.create",
            json!({ "keywords": [{ "keyword": "a", "required_keywords": ["b"], "include_all_required": all }] }),
        );
    }
}

#[test]
fn row_8_a_deletion_names_its_id_in_the_query() {
    for kind in ["keyword", "people", "company", "reddit"] {
        let delete = format!("watchlists.{kind}.delete");
        targets(&delete, json!({ "id": "5c0e" }), &format!("/api-{kind}-watchlist?id=5c0e"));
        assert!(!op(&delete).has_body());
        rejects(&delete, json!({}), "id is required");
    }
}

#[test]
fn row_9_old_orders_are_rejected_before_they_are_sent() {
    for order in ["recent", "popular_first", "engagement", "relevance_first"] {
        accepts("posts.list", json!({ "watchlist_id": "w", "sort_by": order }));
    }
    rejects(
        "posts.list",
        json!({ "watchlist_id": "w", "sort_by": "recent_first" }),
        "sort_by must be one of recent, popular_first, engagement, relevance_first, got \"recent_first\"",
    );
}

#[test]
fn row_10_posts_are_of_exactly_one_watchlist() {
    rejects("posts.list", json!({}), "watchlist_id is required");
    rejects(
        "posts.list",
        json!({ "watchlist_id": ["a", "b"] }),
        "watchlist_id must be a string that is not only white space, got a list",
    );
}

#[test]
fn row_11_pages_are_numbered_by_page() {
    targets("posts.list", json!({ "watchlist_id": "w", "page": 3 }), "/api-posts?watchlist_id=w&page=3&page_size=20");
    assert!(op("posts.list").param("current_page").is_none());
}

#[test]
fn row_12_lang_takes_a_boolean_or_a_name() {
    targets(
        "posts.list",
        json!({ "watchlist_id": "w", "lang": true }),
        "/api-posts?watchlist_id=w&page_size=20&lang=true",
    );
    targets(
        "posts.list",
        json!({ "watchlist_id": "w", "lang": "english" }),
        "/api-posts?watchlist_id=w&page_size=20&lang=english",
    );
}

#[test]
fn row_13_post_types_of_either_generation_are_accepted() {
    for kind in ["article", "image", "video", "poll", "job_update"] {
        accepts("posts.list", json!({ "watchlist_id": "w", "post_type": kind }));
    }
}

#[test]
fn row_14_a_prompt_goes_to_the_merged_path() {
    targets("watchlists.keyword.create", json!({ "prompt": "rust" }), "/api-keyword-watchlist");
    targets("watchlists.keyword.update", json!({ "id": "w", "prompt": "rust" }), "/api-keyword-watchlist");
    assert!(route("POST", "/api-keyword-watchlist-prompt").is_none());
}

#[test]
fn row_15_an_invitation_may_carry_a_note() {
    accepts("linkedin.sendConnectionRequest", json!({ "profile_urn": "ACoAA", "note": "hello" }));
}

#[test]
fn row_16_labels_are_sent_only_when_given() {
    accepts("watchlists.reddit.update", json!({ "id": "w", "keywords": ["a"] }));
    accepts("watchlists.reddit.update", json!({ "id": "w", "labels": [] }));
}

#[test]
fn row_17_any_operation_can_fail_with_an_inactive_extension() {
    let text = "Plugin installation required: Please install the OutX browser extension";
    for row in OPERATIONS.iter().filter(|row| row.auth) {
        assert_eq!(classify(403, None, text, Some(row)), Code::ExtensionInactive, "{}", row.name);
    }
}

#[cfg(feature = "docs")]
#[test]
fn row_18_the_api_has_one_address() {
    let document = outx_core::codegen::openapi::openapi("0.0.0");
    assert_eq!(document["servers"][1]["url"], "https://api.outx.ai");
}

#[test]
fn row_19_a_400_of_either_wording_is_the_request() {
    for text in [
        "Missing required parameter: keywords",
        "keywords array is required and must not be empty",
        "Invalid fetchFreqInHours",
        "Invalid fetchFreqInHours value",
    ] {
        assert_eq!(classify(400, None, text, Some(op("watchlists.keyword.create"))), Code::InvalidRequest, "{text}");
    }
}

#[test]
fn row_20_another_teams_watchlist_is_403_or_404() {
    let of = |status, text| classify(status, None, text, Some(op("watchlists.keyword.update")));
    assert_eq!(of(403, "Access denied"), Code::AccessDenied);
    assert_eq!(of(404, "Watchlist not found"), Code::NotFound);
    assert_eq!(of(404, "Watchlist not found or access denied"), Code::NotFound);
}

#[test]
fn row_21_a_page_that_the_api_would_shrink_is_rejected() {
    rejects(
        "interactions.list",
        json!({ "watchlist_id": "w", "page_size": 101 }),
        "page_size must be a whole number from 1 to 100, got 101",
    );
}
