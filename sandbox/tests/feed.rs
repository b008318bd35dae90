//! Posts, interactions and engagement.
#![allow(clippy::unwrap_used)]

mod util;

use serde_json::{Value, json};
use util::{Api, HOUR, field_names, sandbox, text};

fn number(post: &Value, name: &str) -> u64 {
    post[name].as_u64().unwrap()
}

fn assert_rejected(api: &Api, query: &str, error: &str) {
    api.get(&format!("/api-posts?{query}")).assert_error(400, error);
}

#[test]
fn the_seeded_feed_is_varied() {
    let api = sandbox();
    let posts = api.list_posts("page_size=100");
    assert_eq!(posts.len(), 60);
    let kinds = |name: &str| {
        let mut seen: Vec<_> = posts.iter().map(|post| text(&post[name])).collect();
        seen.sort();
        seen.dedup();
        seen
    };
    assert_eq!(kinds("language"), ["de", "en", "fr", "pt"]);
    assert_eq!(kinds("source"), ["linkedin", "reddit"]);
    assert_eq!(kinds("post_type"), ["", "article", "document", "image", "poll", "text", "video"]);
    assert_eq!(kinds("id").len(), 60);
    let oldest = posts.iter().map(|post| number(post, "created_at")).min().unwrap();
    let newest = posts.iter().map(|post| number(post, "created_at")).max().unwrap();
    assert!(newest - oldest > 21 * 24 * HOUR);
    for post in &posts {
        assert!(!text(&post["author"]["full_name"]).is_empty());
    }
}

#[test]
fn a_post_has_the_documented_fields() {
    let api = sandbox();
    let post = &api.seeded_posts("keyword")[0];
    let documented = [
        "id",
        "linkedin_post_url",
        "content",
        "created_at",
        "likes_count",
        "shares_count",
        "comments_count",
        "bookmark",
        "post_type",
        "linkedin_post_urn",
        "language",
        "tags",
        "videos",
        "source",
    ];
    for name in documented {
        assert!(post.get(name).is_some(), "{name}");
    }
    let urn = text(&post["linkedin_post_urn"]);
    assert!(
        urn.strip_prefix("urn:li:activity:").is_some_and(|digits| digits.len() == 19 && digits.parse::<u64>().is_ok()),
        "{urn}"
    );
    assert_eq!(post["linkedin_post_url"], format!("https://linkedin.com/feed/update/{urn}"));
}

#[test]
fn posts_are_paged_newest_first() {
    let api = sandbox();
    let whole = api.get("/api-posts").ok();
    assert_eq!(whole["pagination"], json!({ "page": 1, "page_size": 20, "total": 60, "total_pages": 3 }));
    let pages: Vec<_> = (1..=4).flat_map(|page| api.list_posts(&format!("page={page}&page_size=25"))).collect();
    assert_eq!(pages, api.list_posts("page_size=100"));
    assert!(pages.is_sorted_by_key(|post| u64::MAX - number(post, "created_at")));
    assert_eq!(api.list_posts("page_size=101").len(), 20);
    assert_eq!(api.list_posts("page=0&page_size=x").len(), 20);
    assert_eq!(api.list_posts("page=18446744073709551615"), Vec::<Value>::new());
}

#[test]
fn filters_narrow_and_reddit_ignores_linkedins() {
    let api = sandbox();
    let list = api.seeded_watchlist("keyword");
    let only = |query: &str| api.list_posts(&format!("watchlist_id={list}&page_size=100&{query}"));
    let each = |query: &str, fits: &dyn Fn(&Value) -> bool| {
        let found = only(query);
        assert!(!found.is_empty() && found.len() < 16 && found.iter().all(fits), "{query}: {} posts", found.len());
    };
    each("labels=Career", &|post| post["tags"][0] == "Career");
    each("labels=no%20labels", &|post| post["tags"] == json!([]));
    assert_eq!(only("labels=Career,Hiring").len(), only("labels=Career&labels=Hiring").len());
    each("people_slug=ada-example", &|post| post["author"]["author_slug"] == "ada-example");
    each("search_term=INTERVIEW", &|post| text(&post["content"]).to_lowercase().contains("interview"));
    each("is_saved=true", &|post| post["bookmark"] == true);
    each("is_saved=false", &|post| post["bookmark"] == false);
    each("lang=en", &|post| post["language"] == "en");
    assert_eq!(only("lang=true"), only("lang=english"));
    each("post_type=poll", &|post| post["post_type"] == "poll");
    each("seniority_level=VP", &|post| text(&post["author"]["headline"]).starts_with("VP"));
    each("trending=true", &|post| number(post, "likes_count") >= 100);
    let slug = text(&only("")[3]["linkedin_post_slug"]);
    for name in ["linkedin_post_slug", "slug"] {
        let found = only(&format!("{name}={slug}"));
        assert_eq!((found.len(), &found[0][name]), (1, &json!(slug)), "{name}");
    }
    assert_eq!(
        api.list_posts("company_slug=lumen-desk&page_size=100")
            .iter()
            .filter(|post| post["source"] == "linkedin")
            .count(),
        3
    );
    let reddit = api.seeded_watchlist("reddit");
    assert_eq!(
        api.list_posts(&format!("watchlist_id={reddit}&people_slug=x&search_term=zzz&post_type=poll")).len(),
        14
    );
}

#[test]
fn days_are_whole_and_include_the_last() {
    let api = sandbox();
    let posts = api.list_posts("page_size=100");
    let middle = number(&posts[30], "created_at");
    let day = middle - middle % (24 * HOUR);
    let date = |ms: u64| jiff::Timestamp::from_millisecond(ms.cast_signed()).unwrap().to_string()[..10].to_owned();
    let found = api.list_posts(&format!("page_size=100&start_date={0}&end_date={0}", date(day)));
    let expected = posts.iter().filter(|post| (day..day + 24 * HOUR).contains(&number(post, "created_at"))).count();
    assert!(expected > 0);
    assert_eq!(found.len(), expected);
    assert_rejected(&api, "start_date=2026-13-01", "Invalid start_date. Use YYYY-MM-DD");
    assert_rejected(&api, "end_date=yesterday", "Invalid end_date. Use YYYY-MM-DD");
}

#[test]
fn posts_are_sorted_by_sort_by() {
    let api = sandbox();
    let by = |sort: &str| api.list_posts(&format!("page_size=100&sort_by={sort}"));
    assert!(by("popular_first").is_sorted_by_key(|post| u64::MAX - number(post, "likes_count")));
    assert!(by("relevance_first").is_sorted_by_key(|post| u64::MAX - number(post, "relevance_score")));
    let engagement =
        |post: &Value| number(post, "likes_count") + number(post, "comments_count") + number(post, "shares_count");
    assert!(by("engagement").is_sorted_by_key(|post| u64::MAX - engagement(post)));
    assert_eq!(by("recent"), api.list_posts("page_size=100"));
}

#[test]
fn interactions_have_the_documented_shape() {
    let api = sandbox();
    let list = api.seeded_watchlist("people");
    let all = api.get(&format!("/api-interactions?watchlist_id={list}")).ok();
    assert_eq!(field_names(&all), ["daily_counts", "data", "pagination"]);
    let data = all["data"].as_array().unwrap();
    assert_eq!(data.len(), 20);
    assert_eq!(field_names(&data[0]), ["author", "created_at", "id", "interaction_type", "post", "text"]);
    assert_eq!(field_names(&data[0]["author"]), ["author_slug", "author_type", "full_name", "headline", "id"]);
    assert!(data[0]["post"]["linkedin_post_urn"].is_string());
    let page = &all["pagination"];
    assert_eq!(number(page, "total"), number(page, "total_likes") + number(page, "total_comments"));
    assert_eq!(all["daily_counts"].as_array().unwrap().len(), 7);
    let likes = api.get(&format!("/api-interactions?watchlist_id={list}&interaction_type=like")).ok();
    assert_eq!(likes["pagination"]["total"], page["total_likes"]);
    let actor = text(&data[0]["author"]["id"]);
    let one = api.get(&format!("/api-interactions?watchlist_id={list}&actor_ids={actor},x")).ok();
    assert!(one["data"].as_array().unwrap().iter().all(|interaction| interaction["author"]["id"] == actor));
}

#[test]
fn interactions_validate_their_query() {
    let api = sandbox();
    api.get("/api-interactions").assert_error(400, "watchlist_id is required and must be a string");
    api.get("/api-interactions?watchlist_id=w-1").assert_error(400, "Invalid watchlist ID: w-1");
    let response =
        api.get(&format!("/api-interactions?watchlist_id={}&interaction_type=share", api.seeded_watchlist("people")));
    response.assert_error(400, "Invalid interaction_type. Must be 'like' or 'comment'");
    assert_rejected(&api, "watchlist_id=w-1", "Invalid watchlist ID(s)");
}

#[test]
fn likes_and_comments_appear_in_interactions() {
    let api = sandbox();
    let post = api
        .list_posts("watchlist_id=".to_owned().as_str())
        .into_iter()
        .find(|post| post["source"] == "linkedin")
        .unwrap();
    let id = text(&post["id"]);
    let like = api.post("/api-like", json!({ "post_id": id, "user_email": "sam@outx.test" })).ok();
    assert_eq!(field_names(&like), ["message", "success", "task_id"]);
    let body = json!({ "post_id": id, "user_email": "demo@outx.test", "comment_text": "Agreed", "actor_type": "company",
        "company_title": "Northwind Analytics" });
    let comment = api.post("/api-comment", body).ok();
    assert_eq!(comment["message"], "Comment task created successfully");
    assert_eq!(api.control_get("requests")["created_tasks"], 2);
    let list = text(&post["watchlist_id"]);
    let newest = api.get(&format!("/api-interactions?watchlist_id={list}&page_size=2")).ok()["data"].clone();
    let who = |at: usize| (text(&newest[at]["interaction_type"]), text(&newest[at]["author"]["full_name"]));
    let both = [who(0), who(1)];
    assert!(both.contains(&("like".into(), "Sam Sample".into())), "{both:?}");
    assert!(both.contains(&("comment".into(), "Northwind Analytics".into())), "{both:?}");
    assert!(api.list_posts("interacted=true&page_size=100").iter().any(|touched| touched["id"] == post["id"]));
    assert_eq!(
        number(&api.list_posts("page_size=100").into_iter().find(|p| p["id"] == post["id"]).unwrap(), "likes_count"),
        number(&post, "likes_count") + 1
    );
}

#[test]
fn engagement_validates_its_fields() {
    let api = sandbox();
    let post = text(&api.seeded_posts("keyword")[0]["id"]);
    let reddit = text(&api.seeded_posts("reddit")[0]["id"]);
    for path in ["/api-like", "/api-comment"] {
        let assert_rejected = |change: Value, status, error: &str| {
            let mut body = json!({ "post_id": post, "user_email": "demo@outx.test", "comment_text": "hi" });
            body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            api.post(path, body).assert_error(status, error);
        };
        assert_rejected(json!({ "post_id": null }), 400, "Missing required parameter: post_id");
        assert_rejected(json!({ "user_email": "" }), 400, "Missing required parameter: user_email");
        assert_rejected(json!({ "actor_type": "page" }), 400, "Invalid actor_type. Must be 'user' or 'company'");
        assert_rejected(
            json!({ "actor_type": "company" }),
            400,
            "company_title is required when actor_type is 'company'",
        );
        let what = path.trim_start_matches("/api-");
        let error = format!("Post does not support {what} functionality (missing social_urn)");
        assert_rejected(json!({ "post_id": reddit }), 400, &error);
        assert_rejected(
            json!({ "user_email": "eve@other.test" }),
            403,
            "Access denied: user_email is not a member of this team",
        );
        let page = json!({ "actor_type": "company", "company_title": "Elsewhere" });
        assert_rejected(page, 403, "Access denied: company_title does not match a page this user manages");
        let eve = api.other_team_key();
        let body = json!({ "post_id": post, "user_email": "eve@other.test", "comment_text": "hi" });
        let response = api.send(Some(&eve), "POST", path, body);
        response.assert_error(403, "Access denied: You don't have permission to access this resource");
    }
    let comment = |text: Value| {
        api.post("/api-comment", json!({ "post_id": post, "user_email": "demo@outx.test", "comment_text": text }))
    };
    comment(Value::Null).assert_error(400, "Missing required parameter: comment_text");
    comment(json!(3)).assert_error(400, "Missing required parameter: comment_text");
    comment(json!("  ")).assert_error(400, "comment_text cannot be empty");
    assert_eq!(api.control_get("requests")["created_tasks"], 0);
}
