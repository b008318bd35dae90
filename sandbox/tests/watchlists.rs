//! Watchlists of the four kinds.
#![allow(clippy::unwrap_used)]

mod util;

use serde_json::{Value, json};
use util::{Api, HOUR, field_names, sandbox, text};

const KEYWORD: &str = "/api-keyword-watchlist";
const PEOPLE: &str = "/api-people-watchlist";
const COMPANY: &str = "/api-company-watchlist";
const REDDIT: &str = "/api-reddit-watchlist";

/// The path of each kind, and a body that creates a watchlist.
fn kinds() -> [(&'static str, Value); 4] {
    [
        (KEYWORD, json!({ "keywords": ["rust"] })),
        (PEOPLE, json!({ "profiles": ["ada-example"] })),
        (COMPANY, json!({ "companies": ["https://www.linkedin.com/company/lumen-desk/"] })),
        (REDDIT, json!({ "keywords": ["rust"] })),
    ]
}

fn create(api: &Api, path: &str, body: Value) -> String {
    text(&api.post(path, body).ok()["id"])
}

fn single(api: &Api, path: &str, id: &str) -> Value {
    api.get(&format!("{path}?id={id}")).ok()
}

#[test]
fn a_list_has_summaries_and_a_single_more() {
    let api = sandbox();
    let list = api.get(KEYWORD).ok();
    assert_eq!(field_names(&list), ["count", "watchlists"]);
    assert_eq!(list["count"], 1);
    let summary = &list["watchlists"][0];
    assert_eq!(field_names(summary), ["createdAt", "fetchFreqInHours", "id", "keywords", "name", "slug", "type"]);
    assert!(text(&summary["createdAt"]).ends_with('Z') && text(&summary["createdAt"]).len() == 20);
    assert!(text(&summary["slug"]).ends_with(&text(&summary["id"])[..4]));
    assert!(single(&api, KEYWORD, &text(&summary["id"]))["keyword_tracking"].is_array());
    for (path, count) in [(PEOPLE, "profiles_count"), (COMPANY, "companies_count")] {
        let summary = api.get(path).ok()["watchlists"][0].clone();
        assert_eq!(field_names(&summary), ["createdAt", "id", "name", "slug", "type"]);
        let alone = single(&api, path, &text(&summary["id"]));
        assert!(alone[count].as_u64() > Some(5) && alone["lists"].is_array(), "{alone}");
    }
}

#[test]
fn every_kind_is_created_with_its_defaults() {
    let api = sandbox();
    for ((path, body), (kind, hours)) in
        kinds().into_iter().zip([("keyword", 12), ("people", 24), ("company", 24), ("reddit", 24)])
    {
        let created = api.post(path, body).ok();
        assert_eq!(
            (&created["type"], &created["fetchFreqInHours"], &created["created"]),
            (&json!(kind), &json!(hours), &json!(true))
        );
        assert_eq!(api.get(path).ok()["count"], 2);
    }
}

#[test]
fn keywords_mix_strings_and_objects_and_are_cleaned() {
    let api = sandbox();
    let rule = json!({ "keyword": " go ", "required_keywords": ["jobs"], "excluded_keywords": ["game"], "include_all_required": true });
    let body = json!({ "keywords": ["rust", "Rust", "  ", 7, {}, rule], "name": "Languages", "fetchFreqInHours": 3 });
    let created = api.post(KEYWORD, body).ok();
    assert_eq!(created["keywords"], json!(["rust", "go"]));
    assert_eq!(
        field_names(&created),
        ["created", "fetchFreqInHours", "id", "keyword_results", "keywords", "name", "slug", "type"]
    );
    let rules = single(&api, KEYWORD, &text(&created["id"]))["keyword_tracking"].clone();
    let go = json!({ "keyword": "go", "required_keywords": ["jobs"], "excluded_keywords": ["game"], "include_all_required": true });
    assert_eq!(rules[1], go);
}

#[test]
fn urls_and_slugs_of_one_profile_count_once() {
    let api = sandbox();
    let profiles = [
        "ada-example",
        " Ada-Example ",
        "https://www.linkedin.com/in/ada-example/?x=1",
        "https://linkedin.com/in/hana-sato",
        "a b",
    ];
    let created = api.post(PEOPLE, json!({ "profiles": profiles })).ok();
    assert_eq!(created["profiles_count"], 2);
    let lists = single(&api, PEOPLE, &text(&created["id"]))["lists"].clone();
    assert_eq!(lists[0]["profiles"], json!(["ada-example", "hana-sato"]));
}

#[test]
fn a_prompt_generates_keywords_within_seconds() {
    let api = sandbox();
    let created = api
        .post(KEYWORD, json!({ "prompt": "Posts about battery storage, see https://x.test/a", "name": "Power" }))
        .ok();
    assert_eq!(
        field_names(&created),
        ["created", "fetchFreqInHours", "id", "message", "name", "prompt", "slug", "type"]
    );
    let message =
        "Watchlist created. Keywords and labels are being generated in the background and will be available shortly.";
    assert_eq!(created["message"], message);
    let id = text(&created["id"]);
    assert_eq!(single(&api, KEYWORD, &id)["keywords"], json!([]));
    api.advance(2_000);
    let ready = single(&api, KEYWORD, &id);
    assert_eq!(ready["keywords"], json!(["posts", "about", "battery", "storage"]));
    assert_eq!(ready["labels"].as_array().unwrap().len(), 2);

    let changed = api.put(KEYWORD, json!({ "id": id, "prompt": "Wind turbines" })).ok();
    let message = "Prompt updated. Keywords and labels are being regenerated in the background.";
    assert_eq!(changed, json!({ "id": id, "prompt": "Wind turbines", "updated": true, "message": message }));
    assert_eq!(single(&api, KEYWORD, &id)["keywords"], json!([]));
    api.advance(2_000);
    assert_eq!(single(&api, KEYWORD, &id)["keywords"], json!(["turbines"]));
}

#[test]
fn creates_validate_their_fields() {
    let api = sandbox();
    for path in [KEYWORD, REDDIT] {
        let assert_rejected = |body: Value, error: &str| api.post(path, body).assert_error(400, error);
        for body in [json!({}), json!({ "keywords": [] }), json!({ "keywords": "rust" })] {
            assert_rejected(body, "keywords array is required and must not be empty");
        }
        assert_rejected(json!({ "keywords": ["", {}, 3] }), "No valid keywords provided after cleaning");
        for prompt in [json!(""), json!(" "), json!(3), Value::Null] {
            assert_rejected(json!({ "prompt": prompt }), "prompt is required and must be a non-empty string");
        }
        assert_rejected(json!({ "prompt": "x", "keywords": ["y"] }), "Provide either keywords or prompt, not both");
        assert_rejected(
            json!({ "keywords": ["y"], "labels": [{}] }),
            "labels must be an array of { name, description }",
        );
    }
    for (path, field, one) in [(PEOPLE, "profiles", "profile"), (COMPANY, "companies", "company")] {
        for given in [Value::Null, json!([]), json!("x")] {
            let body = json!({ field: given });
            api.post(path, body).assert_error(400, &format!("{field} array is required and must not be empty"));
        }
        let body = json!({ field: ["https://x.test/a", "https://www.linkedin.com/feed/", "a b", "", 3] });
        api.post(path, body).assert_error(400, &format!("No valid {one} identifiers provided"));
    }
    for (path, body) in kinds() {
        for hours in [json!(2), json!(0), json!("6"), Value::Null, json!(6.5)] {
            let mut body = body.clone();
            body["fetchFreqInHours"] = hours;
            api.post(path, body).assert_error(400, "Invalid fetchFreqInHours");
        }
        for hours in [1, 3, 6, 12, 24, 48, 72] {
            let id = create(&api, path, {
                let mut body = body.clone();
                body["fetchFreqInHours"] = json!(hours);
                body
            });
            assert_eq!(single(&api, path, &id)["fetchFreqInHours"], hours);
            api.delete(&format!("{path}?id={id}")).ok();
        }
    }
}

#[test]
fn updates_validate_their_fields() {
    let api = sandbox();
    for (path, body) in kinds() {
        let id = create(&api, path, body);
        let assert_rejected = |body: Value, status, error: &str| api.put(path, body).assert_error(status, error);
        assert_rejected(json!({ "name": "x" }), 400, "Missing required parameter: id");
        assert_rejected(json!({ "id": "x", "name": "x" }), 404, "Watchlist not found");
        assert_rejected(json!({ "id": id }), 400, "No valid update fields provided");
        assert_rejected(json!({ "id": id, "status": "paused" }), 400, "No valid update fields provided");
        assert_rejected(json!({ "id": id, "name": " " }), 400, "Name cannot be empty");
        assert_rejected(json!({ "id": id, "disable": "true" }), 400, "disable must be a boolean value");
        assert_rejected(json!({ "id": id, "fetchFreqInHours": 5 }), 400, "Invalid fetchFreqInHours");
        assert_eq!(
            api.put(path, json!({ "id": id, "name": "Renamed", "fetchFreqInHours": 48, "disable": true })).ok(),
            json!({ "id": id, "name": "Renamed", "fetchFreqInHours": 48, "disable": true, "updated": true,
                "message": "Watchlist updated successfully" })
        );
        let changed = api.put(path, json!({ "id": id, "slack_webhook_url": null })).ok();
        assert_eq!(field_names(&changed), ["id", "message", "slack_webhook_url", "updated"]);
        api.delete(path).assert_error(400, "Missing required parameter: id");
        api.delete(&format!("{path}?id=x")).assert_error(404, "Watchlist not found");
    }
    let id = api.seeded_watchlist("keyword");
    let response = api.put(KEYWORD, json!({ "id": id, "prompt": "x", "name": "y" }));
    response.assert_error(400, "Provide either prompt or other update fields, not both");
    api.put(KEYWORD, json!({ "id": "x", "prompt": "x" })).assert_error(404, "Watchlist not found or access denied");
}

#[test]
fn the_profiles_of_a_people_watchlist_cannot_be_changed() {
    let api = sandbox();
    let id = api.seeded_watchlist("people");
    api.put(PEOPLE, json!({ "id": id, "profiles": ["x"] })).assert_error(400, "No valid update fields provided");
}

#[test]
fn keywords_are_replaced_or_appended() {
    let api = sandbox();
    let id = create(&api, REDDIT, json!({ "keywords": ["rust", "go"] }));
    let keywords = || single(&api, REDDIT, &id)["keywords"].clone();
    api.put(REDDIT, json!({ "id": id, "keywords": ["RUST", "zig"], "append": true })).ok();
    assert_eq!(keywords(), json!(["rust", "go", "zig"]));
    api.put(REDDIT, json!({ "id": id, "keywords": ["ada"] })).ok();
    assert_eq!(keywords(), json!(["ada"]));
    api.put(REDDIT, json!({ "id": id, "keywords": [] }))
        .assert_error(400, "keywords array is required and must not be empty");
}

#[test]
fn at_most_two_labels_are_default() {
    let api = sandbox();
    let labels = json!([{ "name": "a", "default": true }, { "key": "b", "default": true }, { "name": "c", "default": true }, { "name": "d" }]);
    let id = create(&api, KEYWORD, json!({ "keywords": ["x"], "labels": labels }));
    let shown = single(&api, KEYWORD, &id)["labels"].clone();
    let kept: Vec<_> =
        shown.as_array().unwrap().iter().map(|label| (text(&label["key"]), label["default"] == true)).collect();
    assert_eq!(kept, [("a".into(), true), ("b".into(), true), ("c".into(), false), ("d".into(), false)]);
}

#[test]
fn labels_that_are_bare_strings_are_accepted_and_not_kept() {
    let api = sandbox();
    for (path, mut body) in kinds() {
        body["labels"] = json!(["Launch", { "name": "Hiring", "description": "Open roles" }, "Career"]);
        let id = create(&api, path, body);
        let hiring = json!([{ "key": "Hiring", "description": "Open roles", "default": false }]);
        assert_eq!(single(&api, path, &id)["labels"], hiring, "{path}");
    }
}

#[test]
fn an_objective_is_kept_on_keyword_and_reddit_watchlists() {
    let api = sandbox();
    for path in [KEYWORD, REDDIT] {
        let id = create(&api, path, json!({ "keywords": ["rust"], "objective": "Find hiring teams" }));
        assert_eq!(single(&api, path, &id)["objective"], "Find hiring teams", "{path}");
    }
}

#[test]
fn names_beyond_ascii_are_kept_whole() {
    let api = sandbox();
    let name = format!("Ünïcode 👩🏽‍🚀 {}", "名".repeat(200));
    for (path, mut body) in kinds() {
        body["name"] = json!(name);
        let created = api.post(path, body).ok();
        assert_eq!(created["name"], name, "{path}");
        let shown = single(&api, path, &text(&created["id"]));
        assert_eq!(shown["name"], name, "{path}");
        assert!(text(&shown["slug"]).starts_with("ünïcode-"), "{}", shown["slug"]);
    }
}

#[test]
fn a_delete_removes_the_posts_of_its_watchlist() {
    let api = sandbox();
    let id = api.seeded_watchlist("company");
    let all = api.list_posts("page_size=100").len();
    let gone = api.seeded_posts("company");
    let deleted = api.delete(&format!("{COMPANY}?id={id}")).ok();
    assert_eq!(
        deleted,
        json!({ "id": id, "deleted": true, "message": "Watchlist and all related data deleted successfully" })
    );
    assert_eq!(api.list_posts("page_size=100").len(), all - gone.len());
    api.get(&format!("/api-posts?watchlist_id={id}")).assert_error(400, "Invalid watchlist ID(s)");
    api.get(&format!("/api-interactions?watchlist_id={id}")).assert_error(400, &format!("Invalid watchlist ID: {id}"));
    let like = api.post("/api-like", json!({ "post_id": gone[0]["id"], "user_email": "demo@outx.test" }));
    like.assert_error(404, "Post not found");
}

#[test]
fn the_plan_limits_watchlists() {
    let api = sandbox();
    api.set_demo(json!({ "plan": { "watchlists": 5 } }));
    create(&api, KEYWORD, json!({ "keywords": ["x"] }));
    for (path, body) in kinds() {
        api.post(path, body).assert_error(402, "Your plan includes up to 5 watchlists. Upgrade your plan to add more.");
    }
    let team = api.get("/api-team").ok();
    assert_eq!(field_names(&team), ["limits", "plan", "team"]);
    assert_eq!(team["limits"]["watchlists"], json!({ "limit": 5, "used": 5 }));
    assert_eq!(field_names(&team["plan"]), ["expires_at", "name"]);
    assert_eq!(field_names(&team["team"]), ["id", "name"]);
}

#[test]
fn another_teams_watchlist_is_denied() {
    let api = sandbox();
    let eve = api.other_team_key();
    let denied = "Access denied: You don't have permission to access this resource";
    for kind in ["keyword", "people", "company", "reddit"] {
        let (id, path) = (api.seeded_watchlist(kind), format!("/api-{kind}-watchlist"));
        assert_eq!(api.send(Some(&eve), "GET", &path, Value::Null).ok(), json!({ "watchlists": [], "count": 0 }));
        api.send(Some(&eve), "GET", &format!("{path}?id={id}"), Value::Null).assert_error(403, denied);
        api.send(Some(&eve), "PUT", &path, json!({ "id": id, "name": "mine" })).assert_error(403, denied);
        api.send(Some(&eve), "DELETE", &format!("{path}?id={id}"), Value::Null).assert_error(403, denied);
        api.send(Some(&eve), "GET", &format!("/api-posts?watchlist_id={id}"), Value::Null).assert_error(403, denied);
        let response = api.send(Some(&eve), "GET", &format!("/api-interactions?watchlist_id={id}"), Value::Null);
        response.assert_error(403, "Access denied: You don’t have permission to access this watchlist");
    }
    let body = json!({ "id": api.seeded_watchlist("keyword"), "prompt": "mine" });
    api.send(Some(&eve), "PUT", KEYWORD, body).assert_error(404, "Watchlist not found or access denied");
    assert_eq!(api.send(Some(&eve), "GET", "/api-posts", Value::Null).ok()["data"], json!([]));
}

#[test]
fn a_watchlist_collects_as_time_passes_unless_disabled() {
    let api = sandbox();
    let count = |id: &str| api.list_posts(&format!("watchlist_id={id}")).len();
    let id = create(&api, KEYWORD, json!({ "keywords": ["rust"], "fetchFreqInHours": 6 }));
    assert_eq!(count(&id), 2);
    api.advance(12 * HOUR);
    assert_eq!(count(&id), 4);
    api.put(KEYWORD, json!({ "id": id, "disable": true })).ok();
    api.advance(12 * HOUR);
    assert_eq!(count(&id), 4);
    api.put(KEYWORD, json!({ "id": id, "disable": false })).ok();
    assert_eq!(count(&id), 4);
    api.advance(6 * HOUR);
    assert_eq!(count(&id), 5);
}
