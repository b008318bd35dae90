//! Lists in pages.

use outx_client::Code;
use outx_client::types::*;
use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::scripted::{Scripted, Step};

fn page(range: std::ops::Range<u32>, total: Option<u32>) -> Step {
    let posts: Vec<Value> = range.map(|number| json!({ "id": format!("post-{number}") })).collect();
    Step::ok(&json!({ "data": posts, "pagination": { "total": total } }).to_string())
}

#[tokio::test]
async fn all_posts_of_a_watchlist_are_read_page_by_page() {
    let sandbox = Sandbox::start().await;
    let outx = sandbox.outx().await;
    let id = sandbox.watchlist(&outx).await.id;
    let args = || ListPostsArgs { page_size: Some(7), ..ListPostsArgs::new(&id) };
    let mut ids = Vec::new();
    let mut posts = outx.posts().list(args()).stream();
    while let Some(post) = posts.try_next().await.expect("a post") {
        ids.push(post.id);
    }
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert!(ids.len() > 7 && unique.len() == ids.len(), "{}", ids.len());
    let page = outx.posts().list(args()).page().await.expect("a page");
    assert_eq!(page.data.iter().map(|post| post.id.clone()).collect::<Vec<_>>(), ids[..7]);
}

#[tokio::test]
async fn a_stream_ends_with_the_stated_total_or_an_empty_page() {
    let script = Scripted::new([page(0..2, Some(3)), page(2..3, Some(3))]);
    let posts = script.direct().posts().list(ListPostsArgs::new("w")).collect_up_to(100).await.expect("posts");
    assert_eq!((posts.len(), script.sent().len()), (3, 2));

    let script = Scripted::new([page(0..2, None), page(2..3, None), page(0..0, None)]);
    let posts = script.direct().posts().list(ListPostsArgs::new("w")).collect_up_to(100).await.expect("posts");
    assert_eq!((posts.len(), script.sent().len()), (3, 3));
    let urls: Vec<_> = script.sent().into_iter().map(|request| request.url).collect();
    assert_eq!(urls[0], "https://api.example/api-posts?watchlist_id=w&page_size=20");
    assert!(urls[2].contains("page=3"), "{urls:?}");
}

#[tokio::test]
async fn no_page_is_fetched_that_is_not_needed() {
    let script = Scripted::new([page(0..20, None)]);
    let outx = script.direct();
    let posts = outx.posts().list(ListPostsArgs::new("w")).collect_up_to(20).await.expect("posts");
    assert_eq!((posts.len(), script.sent().len()), (20, 1));
    assert!(outx.posts().list(ListPostsArgs::new("w")).collect_up_to(0).await.expect("none").is_empty());
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test]
async fn pages_are_returned_as_the_api_returns_them() {
    let script = Scripted::new([page(0..2, None), page(0..0, None)]);
    let mut pages = script.direct().posts().list(ListPostsArgs::new("w")).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.expect("a page") {
        sizes.push(page.data.len());
    }
    assert_eq!(sizes, [2, 0]);
}

#[tokio::test]
async fn a_stream_ends_after_an_error_which_names_the_field() {
    let script = Scripted::new([Step::ok(r#"{"data":[{"id":"1"},{"id":{}}]}"#)]);
    let mut posts = script.direct().posts().list(ListPostsArgs::new("w")).stream();
    let error = posts.try_next().await.expect_err("an error");
    assert_eq!(error.code(), Code::BadResponse);
    assert!(error.to_string().starts_with("the response has a field of the wrong type: data[1].id: "), "{error}");
    assert!(posts.try_next().await.is_ok_and(|next| next.is_none()));
}

#[tokio::test]
async fn connections_are_read_from_the_output_of_one_task_per_page() {
    let sandbox = Sandbox::start().await;
    sandbox.control("POST", "switches", Some(json!({ "task_plan": ["completed"] }))).await;
    let outx = sandbox.outx().await;
    let args = FetchConnectionsArgs { count: Some(5), ..Default::default() };
    let connections = outx.linkedin().connections(args).collect_up_to(8).await.expect("connections");
    assert_eq!(connections.len(), 8);
    assert_eq!(sandbox.control("GET", "requests", None).await["created_tasks"], 2);
}
