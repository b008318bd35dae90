//! The wait for a task, and results that are cut to the size limit.

use outx_core::gateway::mcp::{Input, Job, Level, MAX_RESULT_BYTES, Output, Pending, Progress};
use serde_json::{Value, json};

use super::{action, call, done, job, responds, sent, tool_result};

fn fetch(wait_seconds: u32) -> (Job, Pending) {
    let mut message = call("fetch_linkedin_profile", json!({ "profile_slug": "ada", "wait_seconds": wait_seconds }));
    message["params"]["_meta"] = json!({ "progressToken": "p1" });
    let (mut job, pending) = job(action(Level::Read, &message));
    assert_eq!(sent(job.handle(Input::Start, 0.0)).target, "/linkedin-agent/fetch-profile");
    (job, pending)
}

fn created() -> Input {
    responds(200, json!({ "success": true, "api_agent_task_id": "task-1" }))
}

fn polled(status: &str, output: Value) -> Input {
    responds(200, json!({ "success": true, "data": { "id": "task-1", "status": status, "task_output": output } }))
}

#[track_caller]
fn asleep(output: Output) -> (f64, Progress) {
    match output {
        Output::Sleep { ms, progress } => (ms, progress),
        other => panic!("expected to sleep, got {other:?}"),
    }
}

#[test]
fn a_fetch_polls_its_task_and_returns_the_output() {
    let (mut job, pending) = fetch(50);
    let poll = sent(job.handle(created(), 100.0));
    assert_eq!(
        (poll.method, poll.target.as_str()),
        ("GET", "/linkedin-agent/get-task-status?api_agent_task_id=task-1")
    );
    let (ms, first) = asleep(job.handle(polled("pending", Value::Null), 200.0));
    assert!((4_900.0..=5_000.0).contains(&ms), "{ms}");
    sent(job.handle(Input::Slept, 5_200.0));
    let (_, second) = asleep(job.handle(polled("processing", Value::Null), 5_300.0));
    assert!(second.seconds > first.seconds, "progress must grow");
    assert_eq!((second.total_seconds, second.message.as_str()), (50.0, "the task is processing"));
    let notification: Value = serde_json::from_str(&pending.progress(&second).unwrap()).unwrap();
    assert_eq!(
        (&notification["method"], &notification["params"]["progressToken"]),
        (&json!("notifications/progress"), &json!("p1"))
    );
    sent(job.handle(Input::Slept, 11_600.0));
    let result = done(job.handle(polled("completed", json!({ "name": "Ada" })), 11_700.0));
    assert_eq!(result["isError"], false);
    assert_eq!(
        result["structuredContent"],
        json!({ "task_id": "task-1", "status": "completed", "output": { "name": "Ada" } })
    );
}

#[test]
fn a_wait_that_ends_returns_the_id_and_how_to_go_on() {
    let (mut job, _) = fetch(7);
    sent(job.handle(created(), 0.0));
    let (ms, _) = asleep(job.handle(polled("pending", Value::Null), 0.0));
    sent(job.handle(Input::Slept, ms));
    let (rest, _) = asleep(job.handle(polled("processing", Value::Null), ms));
    assert_eq!(ms + rest, 7_000.0, "the last poll is sent when the wait ends");
    sent(job.handle(Input::Slept, 7_000.0));
    let result = done(job.handle(polled("processing", Value::Null), 7_100.0));
    assert_eq!(result["isError"], false);
    assert_eq!(result["structuredContent"], json!({ "task_id": "task-1", "status": "processing" }));
    let text = result["content"][0]["text"].as_str().unwrap();
    assert!(
        text.contains(r#"get_task_status with task_id "task-1""#) && text.contains("would create a second task"),
        "{text}"
    );
}

#[test]
fn a_wait_of_zero_polls_nothing() {
    let (mut job, _) = fetch(0);
    let result = done(job.handle(created(), 0.0));
    assert_eq!(result["structuredContent"], json!({ "task_id": "task-1", "status": "pending" }));
}

#[test]
fn a_clock_that_jumps_neither_ends_nor_prolongs_the_wait() {
    for jump in [-86_400_000.0, 86_400_000.0] {
        let (mut job, _) = fetch(120);
        sent(job.handle(created(), 0.0));
        let mut slept = 0.0;
        let mut output = job.handle(polled("pending", Value::Null), jump);
        loop {
            match output {
                Output::Sleep { ms, .. } => {
                    slept += ms;
                    output = job.handle(Input::Slept, jump + slept);
                }
                Output::Send(_) => output = job.handle(polled("pending", Value::Null), jump + slept),
                Output::Done(_) => break,
            }
        }
        assert!((60_000.0..=121_000.0).contains(&slept), "{jump}: {slept}");
    }
}

#[test]
fn a_failed_task_is_an_error_with_its_reason() {
    let (mut job, _) = fetch(50);
    sent(job.handle(created(), 0.0));
    let result = done(job.handle(polled("failed", json!({ "error": "no such profile" })), 0.0));
    assert_eq!(result["isError"], true);
    assert_eq!(result["structuredContent"]["code"], "task_failed");
    assert_eq!(result["structuredContent"]["task_id"], "task-1");
    assert!(result["content"][0]["text"].as_str().unwrap().contains("the task failed: no such profile"));
}

#[test]
fn a_poll_that_fails_is_repeated_and_one_that_cannot_succeed_ends_the_wait() {
    let (mut job, _) = fetch(50);
    sent(job.handle(created(), 0.0));
    asleep(job.handle(responds(503, Value::Null), 0.0));
    sent(job.handle(Input::Slept, 5_000.0));
    let result =
        done(job.handle(responds(404, json!({ "error": "Agent task not found", "code": "not_found" })), 5_000.0));
    assert_eq!((&result["isError"], &result["structuredContent"]["task_id"]), (&json!(true), &json!("task-1")));
}

#[test]
fn a_creation_that_names_no_task_is_an_error() {
    let (mut job, _) = fetch(50);
    let result = done(job.handle(responds(200, json!({ "success": true })), 0.0));
    assert_eq!(result["structuredContent"]["code"], "bad_response");
}

#[test]
fn a_result_is_structured_content_and_text() {
    let body = json!({ "team": { "id": "t" } });
    let result = tool_result("get_team", json!({}), 200, body.clone());
    assert_eq!(result["structuredContent"], body);
    assert_eq!(result["content"][0]["text"], "get_team: done.");
    assert_eq!(result["content"][1]["text"], body.to_string(), "for clients that know no structured content");
    let list = tool_result("list_keyword_watchlists", json!({}), 200, json!([1, 2]));
    assert_eq!(list["structuredContent"], json!({ "data": [1, 2] }), "structured content is an object");
}

#[test]
fn a_replayed_result_says_that_it_is_one() {
    let arguments = json!({ "post_id": "p", "user_email": "a@b.co" });
    let (mut job, _) = job(action(Level::Write, &call("like_watchlist_post", arguments)));
    sent(job.handle(Input::Start, 0.0));
    let Input::Response(mut response) = responds(200, json!({ "success": true })) else { unreachable!() };
    response.is_repeated = true;
    let result = done(job.handle(Input::Response(response), 0.0));
    assert!(result["content"][0]["text"].as_str().unwrap().contains("it was not done again"));
}

fn posts(count: usize, length: usize) -> Value {
    json!({ "data": (0..count).map(|id| json!({ "id": id.to_string(), "content": "x".repeat(length) })).collect::<Vec<_>>() })
}

#[test]
fn a_page_says_how_to_get_the_next() {
    let result = tool_result("get_posts", json!({ "watchlist_id": "w", "page": 3 }), 200, posts(20, 10));
    let text = result["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("20 items") && text.contains("page=4, page_size=20"), "{text}");
    let empty = tool_result("get_posts", json!({ "watchlist_id": "w" }), 200, posts(0, 0));
    assert_eq!(empty["content"][0]["text"], "get_posts: 0 items.");
}

#[test]
fn a_long_page_is_cut_and_the_next_begins_where_it_ends() {
    for (page, next) in [("1", "page=2, page_size=10"), ("2", "page=4, page_size=10")] {
        let result = tool_result("get_posts", json!({ "watchlist_id": "w", "page": page }), 200, posts(20, 3_000));
        let shown = &result["structuredContent"];
        assert!(shown.to_string().len() <= MAX_RESULT_BYTES);
        assert_eq!(shown["data"].as_array().unwrap().len(), 10, "13 would fit; 10 divides the size of the page");
        let text = result["content"][0]["text"].as_str().unwrap();
        assert!(text.contains(r#"the first 10 of 20 items of "data" are shown"#) && text.contains(next), "{text}");
    }
}

#[test]
fn a_long_list_without_pages_is_cut_with_a_note() {
    let lists = json!({ "watchlists": posts(100, 1_000)["data"], "count": 100 });
    let result = tool_result("list_people_watchlists", json!({}), 200, lists);
    assert!(result["structuredContent"].to_string().len() <= MAX_RESULT_BYTES);
    let text = result["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("of 100 items") && text.contains("Narrow the arguments"), "{text}");
}

#[test]
fn one_item_that_is_too_long_is_shortened() {
    let result = tool_result("get_posts", json!({ "watchlist_id": "w" }), 200, posts(1, 500_000));
    let content = result["structuredContent"]["data"][0]["content"].as_str().unwrap();
    assert!(content.ends_with('…') && content.chars().count() == 2_001);
}
