//! Where the API's own pages disagree (spec section 10), and what this client does, by the row's number.

use outx_core::error::{Code, classify};
use outx_core::operations::{OPERATIONS, route};
use outx_core::retry::{Failure, Way, may_repeat};
use outx_core::task::{Next, Seen, State, next};
use serde_json::json;

use crate::util::{accepts, asks, op, refuses};

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
    let failure = Failure::Answer { status: 429, code, retry_after_ms: None, invitation_limit: false };
    assert_eq!(code, Code::RateLimited);
    assert!(may_repeat(op("posts.list"), Way::Server, failure));
}

#[test]
fn row_3_four_task_states_and_unknown_ones_go_on() {
    let after = |state| next(1, Seen::State(State::from_text(state)), 60_000.0);
    assert_eq!(after("completed"), Next::Completed);
    assert_eq!(after("failed"), Next::Failed);
    for state in ["pending", "processing", "archived"] {
        assert_eq!(after(state), Next::Wait(5_000.0), "{state}");
    }
}

#[cfg(feature = "docs")]
#[test]
fn row_4_both_shapes_of_a_profile_are_described() {
    let schemas = outx_core::docs::answers::schemas();
    let output = &schemas["TaskOutput"]["properties"];
    assert!(output["headline"].is_object() && output["profile"].is_object());
    assert!(schemas["Profile"]["properties"]["full_name"].is_object());
}

#[test]
fn row_5_a_urn_passes_as_it_is() {
    for urn in ["urn:li:person:ACoAA", "urn:li:fsd_profile:ACoAA", "ACoAA"] {
        accepts("linkedin.sendMessage", json!({ "recipient_urn": urn, "message": "hello" }));
        accepts("linkedin.sendConnectionRequest", json!({ "profile_urn": urn }));
    }
}

#[test]
fn row_6_the_documented_exclusion_field() {
    accepts("watchlists.keyword.create", json!({ "keywords": [{ "keyword": "a", "excluded_keywords": ["b"] }] }));
    refuses(
        "watchlists.keyword.create",
        json!({ "keywords": [{ "keyword": "a", "exclude_keywords": ["b"] }] }),
        "keywords[0].exclude_keywords is not an argument; there are: keyword, required_keywords, excluded_keywords, include_all_required",
    );
}

#[test]
fn row_7_the_meaning_of_required_keywords_can_be_said() {
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
        asks(&delete, json!({ "id": "5c0e" }), &format!("/api-{kind}-watchlist?id=5c0e"));
        assert!(!op(&delete).has_body());
        refuses(&delete, json!({}), "id is required");
    }
}

#[test]
fn row_9_old_orders_are_refused_before_they_are_sent() {
    for order in ["recent", "popular_first", "engagement", "relevance_first"] {
        accepts("posts.list", json!({ "watchlist_id": "w", "sort_by": order }));
    }
    refuses(
        "posts.list",
        json!({ "watchlist_id": "w", "sort_by": "recent_first" }),
        "sort_by must be one of recent, popular_first, engagement, relevance_first, got \"recent_first\"",
    );
}

#[test]
fn row_10_posts_are_of_exactly_one_watchlist() {
    refuses("posts.list", json!({}), "watchlist_id is required");
    refuses(
        "posts.list",
        json!({ "watchlist_id": ["a", "b"] }),
        "watchlist_id must be a string that is not only white space, got a list",
    );
}

#[test]
fn row_11_pages_are_numbered_by_page() {
    asks("posts.list", json!({ "watchlist_id": "w", "page": 3 }), "/api-posts?watchlist_id=w&page=3");
    assert!(op("posts.list").param("current_page").is_none());
}

#[test]
fn row_12_lang_is_a_switch_that_takes_names() {
    asks("posts.list", json!({ "watchlist_id": "w", "lang": true }), "/api-posts?watchlist_id=w&lang=true");
    asks("posts.list", json!({ "watchlist_id": "w", "lang": "english" }), "/api-posts?watchlist_id=w&lang=english");
}

#[test]
fn row_13_post_types_of_either_generation_pass() {
    for kind in ["article", "image", "video", "poll", "job_update"] {
        accepts("posts.list", json!({ "watchlist_id": "w", "post_type": kind }));
    }
}

#[test]
fn row_14_a_prompt_goes_to_the_merged_path() {
    asks("watchlists.keyword.create", json!({ "prompt": "rust" }), "/api-keyword-watchlist");
    asks("watchlists.keyword.update", json!({ "id": "w", "prompt": "rust" }), "/api-keyword-watchlist");
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
fn row_17_an_inactive_extension_is_an_answer_of_any_operation() {
    let text = "Plugin installation required: Please install the OutX browser extension";
    for row in OPERATIONS.iter().filter(|row| row.auth) {
        assert_eq!(classify(403, None, text, Some(row)), Code::ExtensionInactive, "{}", row.name);
    }
}

#[cfg(feature = "docs")]
#[test]
fn row_18_the_api_has_one_address() {
    let document = outx_core::docs::openapi::openapi("0.0.0");
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
fn row_21_a_page_that_the_api_would_shrink_is_refused() {
    refuses(
        "interactions.list",
        json!({ "watchlist_id": "w", "page_size": 101 }),
        "page_size must be a whole number from 1 to 100, got 101",
    );
}
